/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the regularisers say of weights (S18, S21): L1, L2, elastic net, how many are exactly 0, and how they are spread. */

#pragma once

#include "hill-loss.h"

G_BEGIN_DECLS

/**
 * HillNorms:
 * @l1: sum abs (w)
 * @l2: sum w^2
 * @largest: the largest abs (w)
 * @n_zeros: weights that are exactly 0
 * @n_weights: all of them, biases left out
 */
typedef struct
{
  double l1;
  double l2;
  double largest;
  gsize  n_zeros;
  gsize  n_weights;
} HillNorms;

/* Of n weights, none of them a bias. */
HILL_API void   hill_norms_init          (HillNorms       *self,
                                          const double    *weights,
                                          gsize            n);

/* Of C rows of D + 1 floats, the bias last. */
HILL_API void   hill_norms_init_model    (HillNorms       *self,
                                          guint            n_classes,
                                          gsize            n_features,
                                          const float     *weights);

/* R: 0, sum abs (w), sum w^2, or sum abs (w) + beta w^2. */
HILL_API double hill_norms_get_regularizer (const HillNorms *self,
                                            HillRegularizer  regularizer,
                                            double           beta);

/* Share of weights that are exactly 0; 0 for no weight. */
HILL_API double hill_norms_get_zero_share (const HillNorms *self);

/* s = x . w; the lecture's x = (1, 1, 1), W1 = (1, 0, 0), W2 = (0.3, -0.1, 0.8) give 1 and 1 (S21). */
HILL_API double hill_norms_get_score     (const double    *x,
                                          const double    *weights,
                                          gsize            n);

/**
 * hill_norms_count_bins:
 * @range: bins cover [-range, range]; what is outside counts in the outermost
 * @n_bins: odd, so that 0 has a bin of its own around it
 * @counts: receives the numbers of weights, biases left out; overwritten
 */
HILL_API void   hill_norms_count_bins    (guint            n_classes,
                                          gsize            n_features,
                                          const float     *weights,
                                          double           range,
                                          guint            n_bins,
                                          guint64         *counts);

G_END_DECLS
