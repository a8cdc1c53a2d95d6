/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What there is to say about a classifier of points on its way down.  No GTK. */

#pragma once

#include "hill-descent-words.h"
#include "hill-points-numbers.h"

G_BEGIN_DECLS

/* (transfer full): "W[A, x]", "b[A]": weight @column of class @row. */
char *hill_points_words_name_weight (guint                    row,
                                     guint                    column);

/* (transfer full): the state in a sentence. */
char *hill_points_words_say_step    (const HillPointsWalk    *walk,
                                     const HillPointsNumbers *numbers);

/* (transfer full): where one stands within the step, and W_new = W - rate x gradient written out for class @row. */
char *hill_points_words_write_phase (const HillPointsWalk    *walk,
                                     const HillPointsNumbers *numbers,
                                     HillPhase                phase,
                                     guint                    row);

/* (transfer full) (nullable): why the walk runs away. */
char *hill_points_words_say_trouble (const HillPointsWalk    *walk);

/* (transfer full): "Loss 0.82 = data loss 0.8 + λ R 0.02", on all points. */
char *hill_points_words_write_loss  (const HillPointsNumbers *numbers);

G_END_DECLS
