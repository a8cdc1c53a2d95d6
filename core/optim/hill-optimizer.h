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

/* The rate after @epochs epochs, where the cosine schedule is @share, 0 to 1, through its plan. */
double hill_optimizer_get_rate (const HillExperiment *experiment,
                                double                epochs,
                                double                share);

G_END_DECLS
