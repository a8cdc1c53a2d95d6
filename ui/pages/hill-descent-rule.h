/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* How an optimiser makes a step, as a formula with the step's numbers under its letters.  No GTK. */

#pragma once

#include "hill-experiment.h"

G_BEGIN_DECLS

/**
 * hill_descent_write_rule:
 * @rate: of this step, which a schedule may have lowered
 *
 * Returns: (transfer full): for hill_formula_new(): W_new = W - rate x gradient, or what hill-optimizer.h says of another optimiser
 */
char *hill_descent_write_rule (const HillExperiment *experiment,
                               double                rate);

G_END_DECLS
