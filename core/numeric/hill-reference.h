/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The oracle: the kernels once more as the formulas read, one row at a time, in double.  Slow on purpose;
 * the fast kernels are tested against it, and small problems may use it directly. */

#pragma once

#include "hill-cells.h"

G_BEGIN_DECLS

/* s_c = b_c + sum_d w_cd x_d; @weights is C x D contiguous, @scores receives C values. */
HILL_API void   hill_reference_scores   (const HillCells *cells,
                                         gsize            row,
                                         guint            n_classes,
                                         const double    *weights,
                                         const double    *bias,
                                         double          *scores);

/* dW_cd += ds_c x_d and db_c += ds_c; accumulated. */
HILL_API void   hill_reference_gradient (const HillCells *cells,
                                         gsize            row,
                                         guint            n_classes,
                                         const double    *dscores,
                                         double          *dweights,
                                         double          *dbias);

/**
 * hill_reference_softmax:
 * @scores: C scores, finite
 * @label: the true class y
 * @dscores: (nullable): receives dL/ds = P - onehot (y); may be @scores itself
 *
 * Returns: L = m + log sum_j exp (s_j - m) - s_y, m the maximum; in [0, inf), finite for scores up to +-1e300
 * (S22, S23 of the lecture; CS231n notes, "Linear classification").
 */
HILL_API double hill_reference_softmax  (const double *scores,
                                         guint         n_classes,
                                         guint         label,
                                         double       *dscores);

/**
 * hill_reference_hinge:
 * @margin: > 0; the lecture uses 1
 * @dscores: (nullable): receives dL/ds; on a kink the subgradient is 0
 *
 * Returns: L = sum_{j != y} max (0, s_j - s_y + margin) (S8)
 */
HILL_API double hill_reference_hinge    (const double *scores,
                                         guint         n_classes,
                                         guint         label,
                                         double        margin,
                                         double       *dscores);

G_END_DECLS
