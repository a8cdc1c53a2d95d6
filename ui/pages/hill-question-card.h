/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One of the lecture's questions: what may be set, a prediction, and once it is revealed the answer with its evidence, which follows the
 * worksheet from then on. */

#pragma once

#include "hill-questions.h"
#include "hill-session.h"
#include "hill-worksheet.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  HILL_VERDICT_NONE,            /* not revealed, or nothing was predicted */
  HILL_VERDICT_RIGHT,
  HILL_VERDICT_WRONG,
} HillVerdict;

/* Signal: "judged": hill_question_card_get_verdict() is another. */
#define HILL_TYPE_QUESTION_CARD (hill_question_card_get_type ())
G_DECLARE_FINAL_TYPE (HillQuestionCard, hill_question_card, HILL, QUESTION_CARD, GtkWidget)

/* References are kept to both. */
GtkWidget   *hill_question_card_new         (HillQuestionId    id,
                                             HillWorksheet    *worksheet,
                                             HillSession      *session);
HillVerdict  hill_question_card_get_verdict (HillQuestionCard *self);

G_END_DECLS
