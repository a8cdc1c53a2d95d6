/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The data loss as a function of two weights, all others held: the bowl under the unit shapes of L1, L2 and elastic net (S18, S21).
 * The scores are affine in the two: s_i = s_i0 + (w_a x_ia) e_ca + (w_b x_ib) e_cb, so that a point costs N x C and no product of matrices. */

#pragma once

#include "hill-design.h"
#include "hill-norms.h"
#include "hill-sheet.h"

G_BEGIN_DECLS

/**
 * HillWeightIndex:
 * @class_index: c, the row
 * @feature: d, the column; D is the bias
 */
typedef struct
{
  guint class_index;
  gsize feature;
} HillWeightIndex;

/* Two different weights, what they are multiplied with in each image, and the scores without them.  Immutable; any thread. */
typedef struct _HillPair HillPair;

/**
 * hill_pair_new:
 * @base: N x C scores with both weights at 0
 * @labels: N true classes
 * @class_a, @class_b: which score each weight adds to
 * @x_a, @x_b: N values each: what the weights are multiplied with
 *
 * Everything is copied.
 */
HILL_API HillPair *hill_pair_new          (const double         *base,
                                           const guint16        *labels,
                                           gsize                 n_rows,
                                           guint                 n_classes,
                                           guint                 class_a,
                                           const double         *x_a,
                                           guint                 class_b,
                                           const double         *x_b);

/**
 * hill_pair_new_design:
 * @weights: C x (D + 1) on scaled features: where the others are held
 * @rows: (nullable): rows of the training split, or %NULL for the first @n_rows
 * @error: %HILL_ERROR_CANCELLED; %HILL_ERROR_ARGUMENT where the two are one
 *
 * N D C work in double: for the worker.
 */
HILL_API HillPair *hill_pair_new_design   (HillDesign           *design,
                                           const float          *weights,
                                           const guint32        *rows,
                                           gsize                 n_rows,
                                           HillWeightIndex       a,
                                           HillWeightIndex       b,
                                           const HillProgress   *progress,
                                           GError              **error);
HILL_API void      hill_pair_free         (HillPair             *self);

/* Mean of L_i with the two weights at these values; @gradient (nullable) receives dL/dw_a and dL/dw_b. */
HILL_API double    hill_pair_get_loss     (const HillPair       *self,
                                           const HillSheetLoss  *loss,
                                           double                a,
                                           double                b,
                                           double               *gradient);

/**
 * hill_pair_fill_grid:
 * @low, @high: range of both weights
 * @n: points in each direction, >= 2
 * @losses: receives n x n values; row r is of b = low + r (high - low) / (n - 1), column c of a likewise
 *
 * FALSE with %HILL_ERROR_CANCELLED.
 */
HILL_API gboolean  hill_pair_fill_grid    (const HillPair       *self,
                                           const HillSheetLoss  *loss,
                                           double                low,
                                           double                high,
                                           guint                 n,
                                           double               *losses,
                                           const HillProgress   *progress,
                                           GError              **error);

/**
 * hill_unit_shape_get_point:
 * @angle: of the ray from 0, in radians
 * @level: R = level, > 0
 * @a, @b: (out): where the ray meets it
 *
 * The shape R (w_a, w_b) = level: a diamond for L1, a circle for L2, between them for the elastic net.
 */
HILL_API void      hill_unit_shape_get_point (HillRegularizer    regularizer,
                                              double             beta,
                                              double             level,
                                              double             angle,
                                              double            *a,
                                              double            *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillPair, hill_pair_free)

G_END_DECLS
