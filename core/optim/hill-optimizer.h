/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The update rules: from a gradient to the next weights.  Private: not installed. */

#pragma once

#include "hill-state.h"

G_BEGIN_DECLS

/**
 * hill_optimizer_update:
 * @experiment: which rule, and its numbers
 * @rate: the learning rate of this step
 * @gradient: dL/dW at the state's weights
 *
 * Changes weights and memory of the state in place; its head is left alone, head.step is the number of steps made before
 * this one.  With w the weights, g the gradient, r the rate, all element by element:
 *
 * gd:       w -= r g
 * momentum: v = m v - r g; w += v                                       (Polyak 1964)
 * nesterov: v' = m v - r g; w += m v' - r g                             (Nesterov 1983, as in Bengio et al. 2012)
 * adagrad:  q += g^2; w -= r g / (sqrt (q) + e)                         (Duchi et al. 2011)
 * rmsprop:  q = d q + (1 - d) g^2; w -= r g / (sqrt (q) + e)            (Tieleman and Hinton 2012)
 * adam:     v = m v + (1 - m) g, q as in rmsprop;
 *           w -= r (v / (1 - m^t)) / (sqrt (q / (1 - d^t)) + e)         (Kingma and Ba 2015)
 */
void   hill_optimizer_update   (const HillExperiment *experiment,
                                double                rate,
                                const float          *gradient,
                                HillState            *state);

/**
 * hill_optimizer_update_proximal:
 * @strength: of abs (w), lambda, in units of the loss; 0 is allowed
 * @n_features: D; the state's weights are rows of D + 1, and the last of each, the bias, is not drawn to 0
 * @gradient: of all but lambda abs (w)
 *
 * The same with soft thresholding, S (z, t) = sign (z) max (0, |z| - t) = argmin_w 1/2 (w - z)^2 + t |w|:
 *
 * gd:       w = S (w - r g, r lambda)                                              (ISTA: Daubechies et al. 2004)
 * momentum: w' = S (w + m v - r g, r lambda); v = w' - w                          (inertial: Ochs et al. 2014, iPiano)
 * nesterov: x' = S (w - r g, r lambda); w = x' + m (x' - x)                       (FISTA: Beck and Teboulle 2009)
 * adagrad:  q += g^2; a = r / (sqrt (q) + e); w = S (w - a g, a lambda)           (Duchi et al. 2011)
 *
 * The memory of momentum is v, of Nesterov x.  Not for the others: hill_experiment_uses_proximal().
 */
void   hill_optimizer_update_proximal (const HillExperiment *experiment,
                                       double                rate,
                                       double                strength,
                                       gsize                 n_features,
                                       const float          *gradient,
                                       HillState            *state);

/**
 * hill_optimizer_update_double:
 * @step: steps made before this one
 * @n: weights
 * @memory: 2 n doubles, zero before the first step: what the rule remembers
 *
 * The same rules in double, for a few variables.
 */
void   hill_optimizer_update_double (const HillExperiment *experiment,
                                     double                rate,
                                     guint64               step,
                                     gsize                 n,
                                     const double         *gradient,
                                     double               *weights,
                                     double               *memory);

/* The rate after @epochs epochs, where the cosine schedule is @share, 0 to 1, through its plan. */
double hill_optimizer_get_rate (const HillExperiment *experiment,
                                double                epochs,
                                double                share);

G_END_DECLS
