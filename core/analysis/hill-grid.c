/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Grids over a plane: their check, their coarser relatives, and the values on them. */

#include "hill-landscape.h"

#include "hill-i18n.h"

#include <math.h>

#define COARSEST 13                   /* points a side, at most twice as many */

static gboolean
check_side (double low,
            double high,
            gsize  n)
{
  return isfinite (low) && isfinite (high) && isfinite (high - low) && low <= high && n >= 1 && n <= HILL_MAX_GRID &&
         fabs (low) <= 1e6 && fabs (high) <= 1e6;
}

gboolean
hill_grid_check (const HillGrid  *self,
                 GError         **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (check_side (self->a_min, self->a_max, self->n_a) && check_side (self->b_min, self->b_max, self->n_b))
    return TRUE;

  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
               _("A grid has 1 to %d points a side, from a lower to a higher number, both between -1000000 and 1000000"), HILL_MAX_GRID);
  return FALSE;
}

/* How many halvings lead from @n points to the coarsest. */
static guint
count_levels (gsize n)
{
  guint levels = 1;

  for (; n >= 2 * COARSEST; n = (n + 1) / 2)
    levels++;
  return levels;
}

static gsize
halve (gsize n,
       guint times)
{
  for (; times > 0 && n >= 2 * COARSEST; times--)
    n = (n + 1) / 2;
  return n;
}

gboolean
hill_grid_get_level (const HillGrid *self,
                     guint           level,
                     HillGrid       *coarse)
{
  guint n_levels;

  g_return_val_if_fail (self != NULL && coarse != NULL, FALSE);

  n_levels = MAX (count_levels (self->n_a), count_levels (self->n_b));
  if (level >= n_levels)
    return FALSE;
  *coarse = *self;
  coarse->n_a = halve (self->n_a, n_levels - 1 - level);
  coarse->n_b = halve (self->n_b, n_levels - 1 - level);
  return TRUE;
}

static void
widen (double  low,
       double  high,
       double *min,
       double *max)
{
  double margin = high > low ? (high - low) / 4 : 1;

  *min = low - margin;
  *max = high + margin;
}

void
hill_grid_fit (HillGrid             *grid,
               const HillPlanePoint *points,
               gsize                 n_points,
               gboolean              same_scale)
{
  double low_a = 0, high_a = 0, low_b = 0, high_b = 0, half;

  g_return_if_fail (grid != NULL && (points != NULL || n_points == 0));

  for (gsize i = 0; i < n_points; i++)
    if (isfinite (points[i].a) && isfinite (points[i].b))
      {
        low_a = MIN (low_a, points[i].a);
        high_a = MAX (high_a, points[i].a);
        low_b = MIN (low_b, points[i].b);
        high_b = MAX (high_b, points[i].b);
      }
  widen (low_a, high_a, &grid->a_min, &grid->a_max);
  widen (low_b, high_b, &grid->b_min, &grid->b_max);
  if (!same_scale)
    return;

  half = MAX (grid->a_max - grid->a_min, grid->b_max - grid->b_min) / 2;
  low_a = (grid->a_min + grid->a_max) / 2;
  low_b = (grid->b_min + grid->b_max) / 2;
  grid->a_min = low_a - half;
  grid->a_max = low_a + half;
  grid->b_min = low_b - half;
  grid->b_max = low_b + half;
}

/* ---- Values ---- */

HillGridValues *
hill_grid_values_ref (HillGridValues *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
hill_grid_values_clear (gpointer data)
{
  HillGridValues *self = data;

  for (int k = 0; k < HILL_N_MEASURES; k++)
    g_free (self->values[k]);
}

void
hill_grid_values_unref (HillGridValues *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, hill_grid_values_clear);
}

/* Where @x lies among n points: the one before it, and the share of the way to the next. */
static gboolean
find_place (double  low,
            double  high,
            gsize   n,
            double  x,
            gsize  *before,
            double *share)
{
  double place;

  *before = 0;
  *share = 0;
  if (!(x >= low && x <= high))
    return FALSE;
  if (n < 2 || !(high > low))
    return TRUE;
  place = (x - low) / (high - low) * (double) (n - 1);
  *before = (gsize) MIN (floor (place), (double) (n - 2));
  *share = place - (double) *before;
  return TRUE;
}

double
hill_grid_values_get (const HillGridValues *self,
                      HillMeasure           measure,
                      double                a,
                      double                b)
{
  const double *v;
  double share_a, share_b;
  gsize i, j, right, up;

  g_return_val_if_fail (self != NULL && (guint) measure < HILL_N_MEASURES, NAN);

  if (!find_place (self->grid.a_min, self->grid.a_max, self->grid.n_a, a, &i, &share_a) ||
      !find_place (self->grid.b_min, self->grid.b_max, self->grid.n_b, b, &j, &share_b))
    return NAN;
  right = self->grid.n_a > 1 ? 1 : 0;
  up = self->grid.n_b > 1 ? self->grid.n_a : 0;
  v = self->values[measure] + j * self->grid.n_a + i;
  return (1 - share_b) * ((1 - share_a) * v[0] + share_a * v[right]) + share_b * ((1 - share_a) * v[up] + share_a * v[up + right]);
}
