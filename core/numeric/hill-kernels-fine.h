/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The inner loops of the analysis: scores, gradient and numerical gradient in double, and the loss of many points of a plane at
 * once.  Chosen like those of hill-kernels.h.  Private: not installed. */

#pragma once

#include "hill-cells.h"

G_BEGIN_DECLS

/* ---- In double, on rows of features that were spread out before ---- */

/**
 * hill_kernel_spread:
 * @first, @n: columns first to first + n - 1
 * @slopes, @offsets: of all D columns
 * @x: receives n doubles
 *
 * x_d = slope_d cell_d + offset_d; column D, the bias, is 1.
 */
void   hill_kernel_spread         (const HillCells *cells,
                                   gsize            row,
                                   gsize            first,
                                   gsize            n,
                                   const float     *slopes,
                                   const float     *offsets,
                                   double          *x);

/**
 * hill_kernel_fine_scores:
 * @x: n_rows x n_columns, rows @stride doubles apart
 * @weights: n_classes x n_columns, contiguous
 * @scores: n_rows x n_classes, contiguous; overwritten
 */
void   hill_kernel_fine_scores    (const double    *x,
                                   gsize            stride,
                                   gsize            n_rows,
                                   gsize            n_columns,
                                   guint            n_classes,
                                   const double    *weights,
                                   double          *scores);

/* dweights (n_classes x n_columns) += dscores' x, dscores n_rows x n_classes. */
void   hill_kernel_fine_gradient  (const double    *x,
                                   gsize            stride,
                                   gsize            n_rows,
                                   gsize            n_columns,
                                   guint            n_classes,
                                   const double    *dscores,
                                   double          *dweights);

/* ---- Numerical gradient: one weight of class c moves s_c by z = h x ---- */

/* Columns of a block of nudges. */
#define HILL_NUDGE_COLUMNS 64

/**
 * hill_kernel_exp_minus_1:
 * @z: n numbers of at most 0.01 in size
 * @up, @down: receive exp (z) - 1 and exp (-z) - 1, to the last bits
 */
void   hill_kernel_exp_minus_1    (const double    *z,
                                   gsize            n,
                                   double          *up,
                                   double          *down);

/**
 * hill_kernel_nudge_softmax:
 * @up, @down: n_rows x HILL_NUDGE_COLUMNS: exp (+-z) - 1
 * @shares: n_rows x n_classes: the probabilities P
 * @up_products, @down_products: n_classes x HILL_NUDGE_COLUMNS; updated
 *
 * Multiplies 1 + product by 1 + P_c (exp (+-z) - 1) for each row: exp of what the logarithm of the sum of exponentials changes by.  One
 * less than a product is kept, so that small changes keep all their digits.
 */
void   hill_kernel_nudge_softmax  (const double    *up,
                                   const double    *down,
                                   gsize            n_rows,
                                   guint            n_classes,
                                   const double    *shares,
                                   double          *up_products,
                                   double          *down_products);

/* values_i = log (1 + values_i) where all are at most 0.1 in size. */
void   hill_kernel_log_1_plus     (double          *values,
                                   gsize            n);

/**
 * hill_kernel_nudge_hinge:
 * @z: n_rows x HILL_NUDGE_COLUMNS
 * @margins: n_rows x n_classes: s_j - s_y + margin; for the true class any number below - max |z|
 * @labels: n_rows true classes
 * @up, @down: n_classes x HILL_NUDGE_COLUMNS: accumulated: the changes of the loss for +z and -z
 * @kinks: n_classes x HILL_NUDGE_COLUMNS: accumulated: margins that are positive for one of +z and -z and not for the other
 */
void   hill_kernel_nudge_hinge    (const double    *z,
                                   gsize            n_rows,
                                   guint            n_classes,
                                   const double    *margins,
                                   const guint16   *labels,
                                   double          *up,
                                   double          *down,
                                   double          *kinks);

/* ---- Many points of a plane ---- */

/* Points along one side of a tile. */
#define HILL_TILE_SIDE 128

/* Rows of HILL_TILE_SIDE numbers that the scratch memory of a tile has, twice. */
#define HILL_GRID_TERMS(n_others) MAX ((gsize) 72, (gsize) (n_others))

/**
 * HillGridTile:
 * @n_others: C - 1
 * @n_a, @n_b: points along a and along b, 1 to %HILL_TILE_SIDE
 * @a, @b: their places, counted from the centre; the last is repeated to the end
 * @centre_a, @centre_b: of the tile in the plane
 * @half_a, @half_b: the largest |a| and |b|
 * @step_a: from one point to the next along a; any number above 0 where there is one point
 * @log_classes: log C
 */
typedef struct
{
  gsize n_others;
  gsize n_a;
  gsize n_b;
  float a[HILL_TILE_SIDE];
  float b[HILL_TILE_SIDE];
  float centre_a;
  float centre_b;
  float half_a;
  float half_b;
  float step_a;
  float log_classes;
} HillGridTile;

/**
 * HillGridSums:
 * @products, @exponents: the sum of the losses of softmax is log (product) + exponent log 2, plus @losses
 * @losses: sum of losses
 * @partial: work
 * @changes: by how much the number of examples that are right changes from the point before (SIDE + 1 a row)
 *
 * What the examples of a chunk add up to, row by row, b outside.  Starts with products 1 and all else 0.
 */
typedef struct
{
  float  products[HILL_TILE_SIDE * HILL_TILE_SIDE];
  gint32 exponents[HILL_TILE_SIDE * HILL_TILE_SIDE];
  double losses[HILL_TILE_SIDE * HILL_TILE_SIDE];
  float  partial[HILL_TILE_SIDE * HILL_TILE_SIDE];
  gint32 changes[HILL_TILE_SIDE * (HILL_TILE_SIDE + 1)];
} HillGridSums;

/**
 * hill_kernel_grid_softmax:
 * @tables: n_rows x 3 x n_others: by how much the scores of the other classes are above that of the true one at the plane's
 *   origin, and what D1 and D2 add to that
 * @scratch: 2 HILL_GRID_TERMS (n_others) HILL_TILE_SIDE floats, aligned to 64 bytes
 */
void   hill_kernel_grid_softmax   (const HillGridTile *tile,
                                   const float        *tables,
                                   gsize               n_rows,
                                   float              *scratch,
                                   HillGridSums       *sums);
void   hill_kernel_grid_hinge     (const HillGridTile *tile,
                                   const float        *tables,
                                   gsize               n_rows,
                                   float               margin,
                                   float              *scratch,
                                   HillGridSums       *sums);

/* @labels: n_rows true classes; where the true class is level with others, the first of them is the prediction. */
void   hill_kernel_grid_correct   (const HillGridTile *tile,
                                   const float        *tables,
                                   const guint16      *labels,
                                   gsize               n_rows,
                                   HillGridSums       *sums);

G_END_DECLS
