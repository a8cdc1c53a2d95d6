/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The step-size ruler: how the loss goes along the negative gradient, and where the rate stands on that way. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

/**
 * hill_descent_new_ruler_plot:
 * @rates: ascending, > 0
 * @values: the loss after a step of W - rate x gradient, for each
 * @now: the loss before the step
 * @rate: the learning rate
 * @marks: the loss at rate / 10, rate, 10 rate
 *
 * Returns: (transfer full): the curve over a logarithmic axis, with three marks; high cliffs are cut off
 */
HillPlot *hill_descent_new_ruler_plot (const double *rates,
                                       const double *values,
                                       gsize         n_rates,
                                       double        now,
                                       double        rate,
                                       const double  marks[3]);

G_END_DECLS
