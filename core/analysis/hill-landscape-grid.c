/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Whole grids from the tables of a landscape. */

#include "hill-landscape-private.h"

#include "hill-exact.h"
#include "hill-parallel.h"
#include "hill-weights.h"

#include <math.h>
#include <string.h>

/* ---- The penalty ---- */

/* |W0 + a D1 + b D2|^2 without biases, from six dot products. */
static void
find_products (const HillPlane *plane,
               double          *q)
{
  gsize row = plane->n_features + 1, n = HILL_N_WEIGHTS (plane->n_classes, plane->n_features);
  const float *w = plane->origin, *d1 = plane->directions, *d2 = plane->directions + n;

  memset (q, 0, 6 * sizeof *q);
  for (guint c = 0; c < plane->n_classes; c++, w += row, d1 += row, d2 += row)
    {
      q[0] += hill_weights_dot (w, w, row - 1);
      q[1] += hill_weights_dot (w, d1, row - 1);
      q[2] += hill_weights_dot (w, d2, row - 1);
      q[3] += hill_weights_dot (d1, d1, row - 1);
      q[4] += hill_weights_dot (d1, d2, row - 1);
      q[5] += hill_weights_dot (d2, d2, row - 1);
    }
}

static double
get_square (const double *q,
            double        a,
            double        b)
{
  return MAX (q[0] + a * (2 * q[1] + a * q[3]) + b * (2 * q[2] + b * q[5]) + 2 * a * b * q[4], 0);
}

typedef struct
{
  const HillPlane *plane;
  const HillGrid  *grid;
  double           factor;
  double          *penalty;
} Absolutes;

/* Row @j of the grid gets factor times the sum of |w|; a tile of points for each weight. */
static void
add_absolutes (gsize    j,
               gpointer data)
{
  const Absolutes *self = data;
  const HillPlane *plane = self->plane;
  gsize n = HILL_N_WEIGHTS (plane->n_classes, plane->n_features), n_a = self->grid->n_a;
  const float *w = plane->origin, *d1 = plane->directions, *d2 = plane->directions + n;
  g_autofree double *a = g_new (double, n_a), *sums = g_new0 (double, n_a);
  double b = hill_grid_get_b (self->grid, j);

  for (gsize i = 0; i < n_a; i++)
    a[i] = hill_grid_get_a (self->grid, i);
  for (gsize k = 0; k < n; k++)
    {
      double here = w[k] + b * d2[k], step = d1[k];

      if (k % (plane->n_features + 1) == plane->n_features)
        continue;
      for (gsize i = 0; i < n_a; i++)
        sums[i] += fabs (here + a[i] * step);
    }
  for (gsize i = 0; i < n_a; i++)
    self->penalty[j * n_a + i] += self->factor * sums[i];
}

gboolean
hill_landscape_fill_penalty (const HillLandscape  *self,
                             const HillLoss       *loss,
                             const HillGrid       *grid,
                             guint                 n_threads,
                             const HillProgress   *progress,
                             double               *penalty,
                             GError              **error)
{
  gboolean absolute = loss->regularizer == HILL_REGULARIZER_L1 || loss->regularizer == HILL_REGULARIZER_ELASTIC;
  double factor = loss->regularizer == HILL_REGULARIZER_L2 ? loss->lambda
                  : loss->regularizer == HILL_REGULARIZER_ELASTIC ? loss->lambda * loss->beta : 0;
  Absolutes absolutes = { self->plane, grid, loss->lambda, penalty };
  double q[6];

  find_products (self->plane, q);
  for (gsize j = 0; j < grid->n_b; j++)
    for (gsize i = 0; i < grid->n_a; i++)
      penalty[j * grid->n_a + i] = factor * get_square (q, hill_grid_get_a (grid, i), hill_grid_get_b (grid, j));
  if (absolute && loss->lambda > 0)
    hill_parallel_for (grid->n_b, n_threads, add_absolutes, &absolutes);
  return hill_progress_report (progress, 0, error);
}

/* ---- All measures ---- */

static void
find_extremes (HillGridValues *self,
               int             measure)
{
  gsize n = self->grid.n_a * self->grid.n_b;
  const double *v = self->values[measure];
  double low = HUGE_VAL, high = -HUGE_VAL;

  for (gsize i = 0; i < n; i++)
    if (isfinite (v[i]))
      {
        if (v[i] < low)
          self->min_index[measure] = i;
        low = MIN (low, v[i]);
        high = MAX (high, v[i]);
      }
  self->min[measure] = low <= high ? low : NAN;
  self->max[measure] = low <= high ? high : NAN;
}

HillGridValues *
hill_landscape_evaluate (const HillLandscape  *self,
                         const HillLoss       *loss,
                         const HillGrid       *grid,
                         guint                 n_threads,
                         const HillProgress   *progress,
                         GError              **error)
{
  g_autoptr(HillGridValues) values = NULL;
  double share;
  gsize n;

  g_return_val_if_fail (self != NULL && loss != NULL && grid != NULL, NULL);

  if (!hill_grid_check (grid, error))
    return NULL;
  n = grid->n_a * grid->n_b;
  values = g_atomic_rc_box_new0 (HillGridValues);
  values->grid = *grid;
  values->n_rows = self->sample->n_rows;
  for (int k = 0; k < HILL_N_MEASURES; k++)
    values->values[k] = g_new0 (double, n);
  if (!hill_landscape_fill_penalty (self, loss, grid, n_threads, progress, values->values[HILL_MEASURE_LOSS], error) ||
      !hill_landscape_fill_sums (self, loss, grid, n_threads, progress, values->values[HILL_MEASURE_DATA_LOSS],
                                 values->values[HILL_MEASURE_ACCURACY], error))
    return NULL;

  share = 1 / (double) MAX (values->n_rows, 1);
  for (gsize i = 0; i < n; i++)
    {
      values->values[HILL_MEASURE_DATA_LOSS][i] *= share;
      values->values[HILL_MEASURE_ACCURACY][i] *= share;
      values->values[HILL_MEASURE_LOSS][i] += values->values[HILL_MEASURE_DATA_LOSS][i];
    }
  for (int k = 0; k < HILL_N_MEASURES; k++)
    find_extremes (values, k);
  return g_steal_pointer (&values);
}

/* ---- Slices ---- */

/* A landscape whose first direction leads from one end of the slice to the other and whose second leads nowhere. */
static HillLandscape *
cut (const HillLandscape *self,
     double               a0,
     double               b0,
     double               a1,
     double               b1)
{
  HillLandscape *line = g_new0 (HillLandscape, 1);
  gsize n = self->n_others, n_weights = hill_sample_get_n_weights (self->sample);
  g_autofree float *origin = g_new (float, n_weights);

  *line = (HillLandscape) { .n_classes = self->n_classes, .n_others = n };
  g_atomic_ref_count_init (&line->ref_count);
  line->sample = hill_sample_ref (self->sample);
  hill_plane_get_weights (self->plane, a0, b0, origin);
  line->plane = hill_plane_move (self->plane, origin);
  for (gsize i = 0; i < n_weights; i++)
    {
      float *d1 = line->plane->directions + i, *d2 = d1 + n_weights;

      *d1 = (float) ((a1 - a0) * *d1 + (b1 - b0) * *d2);
      *d2 = 0;
    }
  line->labels = g_memdup2 (self->labels, (self->sample->n_rows + 1) * sizeof *self->labels);
  line->tables = g_new0 (float, self->sample->n_rows * 3 * n + 1);
  for (gsize i = 0; i < self->sample->n_rows; i++)
    {
      const float *from = hill_landscape_get_row (self, i);
      float *to = line->tables + i * 3 * n;

      for (gsize k = 0; k < n; k++)
        {
          to[k] = (float) (from[k] + a0 * from[n + k] + b0 * from[2 * n + k]);
          to[n + k] = (float) ((a1 - a0) * from[n + k] + (b1 - b0) * from[2 * n + k]);
        }
    }
  return line;
}

gboolean
hill_landscape_slice (const HillLandscape *self,
                      const HillLoss      *loss,
                      HillMeasure          measure,
                      double               a0,
                      double               b0,
                      double               a1,
                      double               b1,
                      gsize                n,
                      guint                n_threads,
                      const HillProgress  *progress,
                      double              *values,
                      GError             **error)
{
  HillGrid grid = { 0, 1, n, 0, 0, 1 };
  g_autoptr(HillLandscape) line = NULL;
  g_autoptr(HillGridValues) found = NULL;

  g_return_val_if_fail (self != NULL && loss != NULL && values != NULL && (guint) measure < HILL_N_MEASURES, FALSE);

  line = cut (self, a0, b0, a1, b1);
  found = hill_landscape_evaluate (line, loss, &grid, n_threads, progress, error);
  if (found == NULL)
    return FALSE;
  memcpy (values, found->values[measure], n * sizeof *values);
  return TRUE;
}
