/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Every number at one step of a walk over points: scores, losses and gradients, in double from the formulas.  No GTK. */

#pragma once

#include "hill-points-walk.h"

G_BEGIN_DECLS

/**
 * HillPointsNumbers:
 * @n: points
 * @scores: s_ic = w_c . x_i + b_c, n x C
 * @slopes: dL_i/ds_ic
 * @losses: L_i
 * @predicted: the class with the highest score, the first of equals
 * @in_batch: whether the step that starts here looks at the point
 * @n_batch: how many it looks at
 * @is_full: it looks at all
 * @all: loss parts on all points
 * @batch: the same on the batch
 * @weights: W and b, C x 3
 * @gradient: of L on the batch, penalty included: what the step goes by
 * @full_gradient: of L on all points
 * @has_next: there is a step that starts here
 * @next: the weights it leads to
 */
typedef struct
{
  guint          n;
  double         scores[HILL_POINT_MAX][HILL_POINT_CLASSES];
  double         slopes[HILL_POINT_MAX][HILL_POINT_CLASSES];
  double         losses[HILL_POINT_MAX];
  guint          predicted[HILL_POINT_MAX];
  gboolean       in_batch[HILL_POINT_MAX];
  guint          n_batch;
  gboolean       is_full;
  HillEvaluation all;
  HillEvaluation batch;
  double         weights[HILL_POINT_WEIGHTS];
  double         gradient[HILL_POINT_WEIGHTS];
  double         full_gradient[HILL_POINT_WEIGHTS];
  gboolean       has_next;
  double         next[HILL_POINT_WEIGHTS];
} HillPointsNumbers;

/* At the step that @walk shows. */
void   hill_points_numbers_init     (HillPointsNumbers       *self,
                                     const HillPointsWalk    *walk);

/* What point @index adds to the data gradient of weight @column (0 for x, 1 for y, 2 for the bias) of class @row: ds x / n; 0 where it is
 * not in the batch. */
double hill_points_numbers_get_part (const HillPointsNumbers *self,
                                     const HillPointSet      *points,
                                     guint                    index,
                                     guint                    row,
                                     guint                    column);

G_END_DECLS
