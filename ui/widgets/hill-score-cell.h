/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One score of a table: a number, a small one below it, and a tick where it belongs to the true class.  Takes the room it is given:
 * a new number asks for no layout.  Marks are classes of CSS: "true", "chosen", "marked". */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_SCORE_CELL (hill_score_cell_get_type ())
G_DECLARE_FINAL_TYPE (HillScoreCell, hill_score_cell, HILL, SCORE_CELL, GtkWidget)

GtkWidget  *hill_score_cell_new       (void);

/* @name: what the score is called on the accessibility bus. */
void        hill_score_cell_set_name  (HillScoreCell *self,
                                       const char    *name);

/* @text: the score; @below: (nullable): small, below it; @faint: whether @below is written faintly; @is_true: of the true class.
 * @words: (nullable): more to say about it on the accessibility bus, after the score. */
void        hill_score_cell_set_score (HillScoreCell *self,
                                       const char    *text,
                                       const char    *below,
                                       gboolean       faint,
                                       gboolean       is_true,
                                       const char    *words);
const char *hill_score_cell_get_text  (HillScoreCell *self);

/* From the left edge: where a click means the tick. */
int         hill_score_cell_get_tick_width (HillScoreCell *self);

void        hill_score_cell_set_mark  (HillScoreCell *self,
                                       const char    *css_class,
                                       gboolean       marked);

G_END_DECLS
