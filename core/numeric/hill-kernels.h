/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The inner loops of a linear classifier, blocked for few classes.  Each is compiled as plain C, for AVX2 and
 * for AVX-512; the best that the processor has is chosen once, at the first call.  Bytes are converted in
 * registers: no float copy of the data is ever made.
 *
 * N rows, D features, C classes.  "rows" lists row numbers of the cells; NULL means first, first + 1, …
 * Against the double reference of hill-reference.h each kernel stays within 1e-4 relative to sum |w x|
 * (scores), to sum |ds x| (gradient) and to 1 + |loss| (losses); for a given variant the bits never change. */

#pragma once

#include "hill-cells.h"

G_BEGIN_DECLS

/* Scores of one row lie this many floats apart for C classes: C rounded up to a multiple of 16. */
#define HILL_SCORES_STRIDE(n_classes) (((gsize) (n_classes) + 15) / 16 * 16)

/**
 * hill_kernel_scores:
 * @cells: the data, N x D
 * @rows: (nullable): row numbers, @n of them, each below N
 * @first: the first row where @rows is %NULL
 * @n: how many rows
 * @n_classes: C
 * @weights: C x D, rows @weight_stride floats apart
 * @weight_stride: at least D
 * @bias: C floats
 * @scores: n x HILL_SCORES_STRIDE (C); overwritten, the padding included (zeros)
 *
 * s_ic = b_c + sum_d w_cd x_id, in float.  A cell counts as its stored value: 0 to 255 for bytes.
 */
HILL_API void hill_kernel_scores   (const HillCells *cells,
                                    const guint32   *rows,
                                    gsize            first,
                                    gsize            n,
                                    guint            n_classes,
                                    const float     *weights,
                                    gsize            weight_stride,
                                    const float     *bias,
                                    float           *scores);

/**
 * hill_kernel_gradient:
 * @dscores: n x HILL_SCORES_STRIDE (C), dL/ds
 * @dweights: C x D, rows @weight_stride floats apart; accumulated
 * @dbias: C floats; accumulated
 *
 * dW_cd += sum_i ds_ic x_id and db_c += sum_i ds_ic.  The other arguments are those of hill_kernel_scores().
 */
HILL_API void hill_kernel_gradient (const HillCells *cells,
                                    const guint32   *rows,
                                    gsize            first,
                                    gsize            n,
                                    guint            n_classes,
                                    const float     *dscores,
                                    float           *dweights,
                                    gsize            weight_stride,
                                    float           *dbias);

/**
 * hill_kernel_softmax:
 * @scores: n x HILL_SCORES_STRIDE (C); overwritten with P - onehot(y), i.e. dL_i/ds_i, padding zero
 * @labels: the labels of the whole data set, indexed like the rows of the cells
 * @n_correct: (inout): increased by the rows whose highest score (the first of equals) is the true class
 *
 * L_i = log sum_j exp (s_j) - s_y with the row maximum subtracted before exp.
 *
 * Returns: sum_i L_i, added in double
 */
HILL_API double hill_kernel_softmax (float         *scores,
                                     const guint16 *labels,
                                     const guint32 *rows,
                                     gsize          first,
                                     gsize          n,
                                     guint          n_classes,
                                     gsize         *n_correct);

/**
 * hill_kernel_hinge:
 * @margin: > 0, in score units
 *
 * L_i = sum_{j != y} max (0, s_j - s_y + margin); on a kink the subgradient is 0.  Otherwise as hill_kernel_softmax().
 */
HILL_API double hill_kernel_hinge   (float         *scores,
                                     const guint16 *labels,
                                     const guint32 *rows,
                                     gsize          first,
                                     gsize          n,
                                     guint          n_classes,
                                     float          margin,
                                     gsize         *n_correct);

/* The variant in use: "avx512", "avx2" or "plain". */
HILL_API const char *hill_kernels_get_name (void);

/* For tests and benchmarks: use the named variant from now on; FALSE where this processor lacks it.
 * Not to be called while kernels run. */
HILL_API gboolean    hill_kernels_set_name (const char *name);

G_END_DECLS
