/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The computed answer to one of the lecture's questions: a sentence, a table of numbers, what more there is to say, and a plot.  Everything
 * comes from the scores and the model that the setting names; nothing is written down beforehand. */

#pragma once

#include "hill-plot.h"
#include "hill-questions.h"

G_BEGIN_DECLS

/**
 * HillEvidence:
 * @expected: what a prediction in numbers should have been
 * @answer: a sentence or two
 * @n_columns: of the table; 0 for none
 * @cells: rows of @n_columns texts, the first row the header
 * @notes: (element-type utf8): sentences; those about a regulariser among them
 * @plot: (nullable): a picture of it
 */
typedef struct
{
  double     expected;
  char      *answer;
  guint      n_columns;
  GPtrArray *cells;
  GPtrArray *notes;
  HillPlot  *plot;
} HillEvidence;

/* @setting: image and class must be on the sheet. */
HillEvidence *hill_evidence_new  (HillQuestionId             id,
                                  const HillQuestionSetting *setting);
void          hill_evidence_free (HillEvidence              *self);

static inline guint
hill_evidence_get_n_rows (const HillEvidence *self)
{
  return self->n_columns > 0 ? self->cells->len / self->n_columns : 0;
}

static inline const char *
hill_evidence_get_cell (const HillEvidence *self,
                        guint               row,
                        guint               column)
{
  return (const char *) g_ptr_array_index (self->cells, row * self->n_columns + column);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillEvidence, hill_evidence_free)

G_END_DECLS
