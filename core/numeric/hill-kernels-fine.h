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

G_END_DECLS
