/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The step itself was made in single precision; its numbers here agree with it to as many digits as are shown. */

#include "hill-points-numbers.h"

#include "hill-exact.h"
#include "hill-reference.h"

#include <math.h>

/* The scores become losses and slopes. */
static void
look_at_points (HillPointsNumbers  *self,
                const HillPointSet *points,
                const HillLoss     *loss)
{
  for (guint i = 0; i < self->n; i++)
    {
      const double *scores = self->scores[i];

      for (guint c = 1; c < HILL_POINT_CLASSES; c++)
        if (scores[c] > scores[self->predicted[i]])
          self->predicted[i] = c;
      self->losses[i] = loss->type == HILL_LOSS_HINGE
                          ? hill_reference_hinge (scores, HILL_POINT_CLASSES, points->points[i].label, loss->margin, self->slopes[i])
                          : hill_reference_softmax (scores, HILL_POINT_CLASSES, points->points[i].label, self->slopes[i]);
    }
}

/* L and its gradient, the penalty's slope included. */
static void
evaluate (HillSample     *sample,
          const HillLoss *loss,
          const double   *weights,
          HillEvaluation *evaluation,
          double         *gradient)
{
  hill_exact_evaluate (sample, loss, weights, 1, gradient, NULL, evaluation, NULL);
  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    if (i % 3 != 2)
      gradient[i] += hill_exact_get_penalty_slope_of (loss, weights[i]);
}

static void
look_at_batch (HillPointsNumbers    *self,
               const HillPointsWalk *walk,
               const HillLoss       *loss)
{
  gsize n_rows;
  g_autofree guint32 *rows = hill_points_walk_dup_batch (walk, hill_points_walk_get_step (walk), &n_rows);
  HillSample *all = hill_points_walk_get_sample (walk);
  g_autoptr(HillSample) batch = hill_sample_new_for_rows (all->design, rows, n_rows);

  self->n_batch = (guint) n_rows;
  self->is_full = n_rows == self->n;
  for (gsize i = 0; i < n_rows; i++)
    self->in_batch[rows[i]] = TRUE;
  evaluate (all, loss, self->weights, &self->all, self->full_gradient);
  evaluate (batch, loss, self->weights, &self->batch, self->gradient);
}

void
hill_points_numbers_init (HillPointsNumbers    *self,
                          const HillPointsWalk *walk)
{
  gsize n_points, step = hill_points_walk_get_step (walk);
  const HillPointsStep *steps = hill_points_walk_get_steps (walk, &n_points);
  const HillLoss *loss = &hill_points_walk_get_experiment_at (walk, step)->loss;

  *self = (HillPointsNumbers) { .n = hill_points_walk_get_points (walk)->n, .has_next = step + 1 < n_points };
  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    {
      self->weights[i] = steps[step].weights[i];
      self->next[i] = self->has_next ? steps[step + 1].reached[i] : self->weights[i];
    }
  hill_exact_scores (hill_points_walk_get_sample (walk), self->weights, 1, self->scores[0]);
  look_at_points (self, hill_points_walk_get_points (walk), loss);
  look_at_batch (self, walk, loss);
}

double
hill_points_numbers_get_part (const HillPointsNumbers *self,
                              const HillPointSet      *points,
                              guint                    index,
                              guint                    row,
                              guint                    column)
{
  const HillPoint *point = &points->points[index];
  double factor = column == 0 ? point->x : column == 1 ? point->y : 1;

  return self->in_batch[index] ? self->slopes[index][row] * factor / self->n_batch : 0;
}
