/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the Descent page says: a sentence for each state, a name for what comes next, and a step written out in numbers.  No GTK. */

#pragma once

#include "hill-experiment.h"

G_BEGIN_DECLS

/* Where one stands within a step. */
typedef enum
{
  HILL_PHASE_POINT,             /* at the point; nothing of the step is known */
  HILL_PHASE_BATCH,             /* the batch is taken */
  HILL_PHASE_LOSS,              /* its scores and loss are known */
  HILL_PHASE_GRADIENT,          /* its gradient too */
  HILL_PHASE_STEP,              /* times the rate: the way to go */
} HillPhase;

/**
 * hill_descent_name_next:
 * @step: the number of steps made
 * @whole: steps are taken whole
 * @has_batch: a step begins with a batch; else with the gradient
 *
 * Returns: (transfer full): what the Step button does next, from @phase on
 */
char *hill_descent_name_next        (HillPhase             phase,
                                     guint64               step,
                                     gboolean              whole,
                                     gboolean              has_batch);

/**
 * hill_descent_say_step:
 * @step: the number of steps made; 0 for the start
 * @before, @after: loss before the last step and now
 * @length: of the last step
 * @degrees: between the last step and the way straight down, the negative full gradient; NaN where it is not known
 *
 * Returns: (transfer full): "Step 12: loss fell from 1.91 to 1.84; the step was 0.02 long, 14 degrees off the full gradient."
 */
char *hill_descent_say_step         (guint64               step,
                                     double                before,
                                     double                after,
                                     double                length,
                                     double                degrees);

/* (transfer full): the same where the step before is not known. */
char *hill_descent_say_place        (guint64               step,
                                     double                loss);

/* (transfer full): why the loss rose: rate times @curvature is above 2. */
char *hill_descent_say_trouble      (guint64               step,
                                     double                before,
                                     double                after,
                                     double                rate,
                                     double                curvature);

/* (transfer full): "x: 0.42 = 0.5 − 0.1 × 0.8"; with an optimiser that does more than that, "x: 0.42 = 0.5 + (−0.08)". */
char *hill_descent_write_update     (const char           *name,
                                     double                before,
                                     double                rate,
                                     double                gradient,
                                     double                step,
                                     gboolean              plain);

/* (transfer full): a rate as it was set: "0.1", "2.5e-05". */
char *hill_descent_format_rate      (double                rate);

/* To three digits, as many as a hand can set. */
double hill_descent_round_rate      (double                rate);

/* (transfer none): translated: "SGD", "Momentum" … as on the Training page. */
const char *hill_descent_name_optimizer (HillOptimizer     optimizer);

/* Degrees between (@ax, @ay) and (@bx, @by); NaN where one has no length. */
double hill_descent_get_angle       (double                ax,
                                     double                ay,
                                     double                bx,
                                     double                by);

G_END_DECLS
