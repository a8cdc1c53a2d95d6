/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The lecture's questions about a loss (S10 to S16, S25 to S27), each answered by computing it. */

#pragma once

#include "hill-norms.h"
#include "hill-sheet.h"

G_BEGIN_DECLS

/**
 * HillNudge:
 * @before, @after: L_i
 * @change: after - before
 * @n_changed: terms whose value changed; for softmax all C shares do
 *
 * What moving one score by a little does to the loss of its image (S10, S25).
 */
typedef struct
{
  double before;
  double after;
  double change;
  guint  n_changed;
} HillNudge;

/**
 * hill_what_if_nudge:
 * @class_index: whose score moves
 * @delta: by how much; the lecture's is 0.001
 * @terms_before, @terms_after: (nullable): receive C values each, by class: hinge: max (0, s_j - s_y + margin), 0 for j = y where
 *   that is left out; softmax: the share of each class
 */
HILL_API HillNudge hill_what_if_nudge         (const HillSheet     *sheet,
                                               const HillSheetLoss *loss,
                                               guint                image,
                                               guint                class_index,
                                               double               delta,
                                               double              *terms_before,
                                               double              *terms_after);

/**
 * HillBounds:
 * @minimum: what L_i can come down to: 0, or with j = y included the margin's share
 * @is_reached: whether some scores really reach it: true of the hinge, never of softmax with two classes or more
 * @lift: hinge: how far the true score must at least rise for it, >= 0; NaN for softmax
 * @loss_raised: L_i with the true score raised by @step
 * @loss_lowered: L_i with the true score lowered by @step; without end as @step grows
 */
typedef struct
{
  double   minimum;
  gboolean is_reached;
  double   lift;
  double   loss_raised;
  double   loss_lowered;
} HillBounds;

/* The smallest and the largest L_i, shown by moving the true score by @step > 0 either way (S11, S26). */
HILL_API HillBounds hill_what_if_bounds       (const HillSheet     *sheet,
                                               const HillSheetLoss *loss,
                                               guint                image,
                                               double               step);

/* L_i where all C scores are equal, 0 for one: (C - 1) margin, C margin with j = y included, the mean's margin; log C (S12, S27). */
HILL_API double    hill_what_if_all_zero      (guint                n_classes,
                                               const HillSheetLoss *loss);

/* The mean L with j = y included less that without: the margin, or for the mean over classes less than it (S13).  Hinge only. */
HILL_API double    hill_what_if_true_class_adds (const HillSheet     *sheet,
                                                 const HillSheetLoss *loss);

/**
 * hill_what_if_mean_lambda:
 *
 * With the mean over K terms for the sum (S14), L = (1/K) (sum-loss + K lambda R): the weights that are best with the mean under lambda
 * are those that are best with the sum under K lambda.
 *
 * Returns: K lambda, with K = C - 1, or C with j = y included
 */
HILL_API double    hill_what_if_mean_lambda   (guint                n_classes,
                                               gboolean             include_true_class,
                                               double               lambda);

/**
 * hill_what_if_margin_strength:
 * @margin: m in place of 1 (S15)
 * @lambda, @beta: (inout): of the regulariser; receive those that give, with margin 1, the best weights divided by m
 *
 * With V = W / m the hinge is homogeneous: L_m (W) = m L_1 (V), and lambda R (W) = m lambda' R' (V).  lambda' is lambda m for L2, lambda itself
 * for L1, which therefore does not notice the margin at all, and for the elastic net beta grows to beta m.
 */
HILL_API void      hill_what_if_margin_strength (HillRegularizer     regularizer,
                                                 double              margin,
                                                 double             *lambda,
                                                 double             *beta);

/**
 * HillScaled:
 * @data_loss: mean L_i with every score times c
 * @penalty: lambda R (c W)
 */
typedef struct
{
  double data_loss;
  double penalty;
} HillScaled;

/**
 * hill_what_if_scale:
 * @norms: of W, without bias
 * @regularizer, @lambda, @beta: of the penalty
 * @factor: c
 *
 * W and b times c (S16): the scores are times c, sum abs (w) is times c, sum w^2 times c^2.
 */
HILL_API HillScaled hill_what_if_scale        (const HillSheet     *sheet,
                                               const HillSheetLoss *loss,
                                               const HillNorms     *norms,
                                               HillRegularizer      regularizer,
                                               double               lambda,
                                               double               beta,
                                               double               factor);

G_END_DECLS
