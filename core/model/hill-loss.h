/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What is minimised: L(W) = (1/N) sum_i L_i + lambda R(W), with L_i hinge or softmax and R the sum of w^2,
 * of abs(w), or of abs(w) + beta w^2.  The bias is never penalised (S8, S17, S18, S23 of the lecture). */

#pragma once

#include "hill-error.h"

G_BEGIN_DECLS

typedef enum
{
  HILL_LOSS_SOFTMAX,
  HILL_LOSS_HINGE,
} HillLossType;

typedef enum
{
  HILL_REGULARIZER_NONE,
  HILL_REGULARIZER_L1,
  HILL_REGULARIZER_L2,
  HILL_REGULARIZER_ELASTIC,
} HillRegularizer;

/**
 * HillLoss:
 * @type: hinge or softmax
 * @margin: of the hinge, > 0; the lecture uses 1
 * @regularizer: R
 * @lambda: strength of R, >= 0
 * @beta: weight of w^2 in the elastic net, >= 0
 */
typedef struct
{
  HillLossType    type;
  HillRegularizer regularizer;
  double          margin;
  double          lambda;
  double          beta;
} HillLoss;

#define HILL_LOSS_DEFAULT ((HillLoss) { HILL_LOSS_SOFTMAX, HILL_REGULARIZER_L2, 1.0, 1e-4, 1.0 })

/* Are all numbers finite and in range?  Says in words which is not (%HILL_ERROR_ARGUMENT). */
HILL_API gboolean hill_loss_check            (const HillLoss  *self,
                                              GError         **error);

/* What abs (w) is multiplied with: lambda for L1 and elastic net, else 0. */
HILL_API double   hill_loss_get_l1_strength  (const HillLoss  *self);

/* The same loss without its lambda abs (w), which has no gradient at 0; what is left has one everywhere but at the hinge's kinks. */
HILL_API HillLoss hill_loss_get_smooth       (const HillLoss  *self);

/**
 * hill_loss_get_penalty:
 * @weights: C rows of D + 1 floats, the bias last
 *
 * Returns: lambda R(W), added in double
 */
HILL_API double   hill_loss_get_penalty      (const HillLoss  *self,
                                              guint            n_classes,
                                              gsize            n_features,
                                              const float     *weights);

/**
 * hill_loss_add_penalty_gradient:
 * @gradient: C rows of D + 1 floats; accumulated: += lambda dR/dW, with subgradient 0 of abs(w) at 0
 */
HILL_API void     hill_loss_add_penalty_gradient (const HillLoss *self,
                                                  guint           n_classes,
                                                  gsize           n_features,
                                                  const float    *weights,
                                                  float          *gradient);

G_END_DECLS
