/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The loss over a plane of weight space.  Scores of a linear model are affine there, s (a, b) = s0 + a s1 + b s2: after three
 * passes over the data the tables s0, s1, s2 are kept, and every grid, zoom or slice is N C numbers a point and no matrix product.
 * The tables know nothing of the loss: loss, margin and regulariser are chosen for each grid. */

#pragma once

#include "hill-plane.h"
#include "hill-sample.h"

G_BEGIN_DECLS

/* Points of a grid along one side. */
#define HILL_MAX_GRID 2001

/**
 * HillGrid:
 * @a_min, @a_max, @n_a: along D1: n_a points, both ends included; 1 point stands at a_min
 * @b_min, @b_max, @n_b: along D2
 *
 * Values over a grid lie row by row, b outside: value [j * n_a + i] is at (a_i, b_j).
 */
typedef struct
{
  double a_min;
  double a_max;
  gsize  n_a;
  double b_min;
  double b_max;
  gsize  n_b;
} HillGrid;

static inline double
hill_grid_get_a (const HillGrid *self,
                 gsize           i)
{
  return self->n_a > 1 ? self->a_min + (self->a_max - self->a_min) * (double) i / (double) (self->n_a - 1) : self->a_min;
}

static inline double
hill_grid_get_b (const HillGrid *self,
                 gsize           j)
{
  return self->n_b > 1 ? self->b_min + (self->b_max - self->b_min) * (double) j / (double) (self->n_b - 1) : self->b_min;
}

/* Are the ends finite and in order, and the numbers of points 1 to %HILL_MAX_GRID?  (%HILL_ERROR_ARGUMENT) */
HILL_API gboolean hill_grid_check (const HillGrid  *self,
                                   GError         **error);

typedef enum
{
  HILL_MEASURE_LOSS,            /* data loss + penalty */
  HILL_MEASURE_DATA_LOSS,
  HILL_MEASURE_ACCURACY,        /* share of rows whose highest score (the first of equals) is the true class, 0 to 1 */
} HillMeasure;

#define HILL_N_MEASURES 3

/**
 * HillGridValues:
 * @grid: where
 * @n_rows: how many examples each point is the mean of
 * @values: by HillMeasure: n_b x n_a doubles each
 * @min, @max: of the finite values of each measure
 * @min_index: where the lowest value of each measure is
 *
 * Read only, reference counted.
 */
typedef struct
{
  HillGrid grid;
  gsize    n_rows;
  double  *values[HILL_N_MEASURES];
  double   min[HILL_N_MEASURES];
  double   max[HILL_N_MEASURES];
  gsize    min_index[HILL_N_MEASURES];
} HillGridValues;

HILL_API HillGridValues *hill_grid_values_ref   (HillGridValues       *self);
HILL_API void            hill_grid_values_unref (HillGridValues       *self);

/* The value at any (a, b) within the grid, between the points bilinear; NaN outside. */
HILL_API double          hill_grid_values_get   (const HillGridValues *self,
                                                 HillMeasure           measure,
                                                 double                a,
                                                 double                b);

typedef struct _HillLandscape HillLandscape;

/**
 * hill_landscape_new:
 * @sample: the rows; a reference is kept
 * @plane: of the design's sizes; a reference is kept
 * @error: %HILL_ERROR_CANCELLED, or %HILL_ERROR_TOO_LARGE for tables of more than a gibibyte
 *
 * Makes the tables.  Immutable, reference counted, may be evaluated from several threads.
 */
HILL_API HillLandscape *hill_landscape_new        (HillSample          *sample,
                                                   HillPlane           *plane,
                                                   guint                n_threads,
                                                   const HillProgress  *progress,
                                                   GError             **error);

/* (transfer full): the same directions through other weights: one pass over the data instead of three. */
HILL_API HillLandscape *hill_landscape_move       (const HillLandscape *self,
                                                   const float         *origin,
                                                   guint                n_threads,
                                                   const HillProgress  *progress,
                                                   GError             **error);
HILL_API HillLandscape *hill_landscape_ref        (HillLandscape       *self);
HILL_API void           hill_landscape_unref      (HillLandscape       *self);

HILL_API HillPlane     *hill_landscape_get_plane  (const HillLandscape *self);
HILL_API HillSample    *hill_landscape_get_sample (const HillLandscape *self);

/**
 * hill_landscape_evaluate:
 * @error: %HILL_ERROR_CANCELLED
 *
 * All three measures over a grid, within 1e-5 relative of a computation in double point by point (of 0.01 + the loss, where the loss
 * is tiny; accuracy within one example in some thousand that stand on the border).  The bits do not depend on the number of threads.
 *
 * Returns: (transfer full) (nullable): %NULL when cancelled
 */
HILL_API HillGridValues *hill_landscape_evaluate  (const HillLandscape *self,
                                                   const HillLoss      *loss,
                                                   const HillGrid      *grid,
                                                   guint                n_threads,
                                                   const HillProgress  *progress,
                                                   GError             **error);

/* One point, in double from the kept tables: for the number under the pointer and for tests. */
HILL_API void            hill_landscape_evaluate_point (const HillLandscape *self,
                                                        const HillLoss      *loss,
                                                        double               a,
                                                        double               b,
                                                        HillEvaluation      *evaluation);

/**
 * hill_landscape_slice:
 * @a0, @b0, @a1, @b1: the ends
 * @n: points, at least 1, from end to end
 * @values: (out caller-allocates): n doubles
 *
 * A measure along a line of the plane.
 */
HILL_API gboolean        hill_landscape_slice     (const HillLandscape *self,
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
                                                   GError             **error);

/**
 * hill_grid_get_level:
 * @level: 0, 1, 2 …
 * @coarse: (out): the grid of that level: about 13, 26, 51 … points a side, the last as fine as @self
 *
 * Coarse to fine: a picture that is there at once and then sharpens.
 *
 * Returns: %FALSE behind the last level
 */
HILL_API gboolean        hill_grid_get_level      (const HillGrid      *self,
                                                   guint                level,
                                                   HillGrid            *coarse);

/**
 * hill_grid_fit:
 * @points: n_points, such as a projected path
 * @grid: (inout): keeps its numbers of points; gets the range that shows all points and (0, 0) with a margin of a quarter on each
 *   side
 * @same_scale: a and b get the same unit, so that angles on the picture are those in weight space
 */
HILL_API void            hill_grid_fit            (HillGrid             *grid,
                                                   const HillPlanePoint *points,
                                                   gsize                 n_points,
                                                   gboolean              same_scale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillGridValues, hill_grid_values_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillLandscape, hill_landscape_unref)

G_END_DECLS
