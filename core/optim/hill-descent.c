/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Many iterations of L-BFGS under one progress. */

#include "hill-descent.h"

#include <string.h>

/* The share done of all iterations, from the share done of one pass. */
typedef struct
{
  const HillProgress *progress;
  guint               iteration;
  guint               n_iterations;
} Descent;

static gboolean
report_descent (double   fraction,
                gpointer data)
{
  const Descent *descent = data;

  return hill_progress_report (descent->progress, (double) descent->iteration / MAX (descent->n_iterations, 1), NULL);
}

gboolean
hill_descend (HillStepper         *stepper,
              const HillState     *start,
              guint                max_iterations,
              const HillProgress  *progress,
              HillEvaluation      *evaluation,
              GError             **error)
{
  HillLoss loss = hill_plan_get (&stepper->plan, start->head.step)->experiment.loss;
  HillProblem problem = hill_stepper_get_problem (stepper, &loss);
  g_autoptr(HillState) state = hill_state_new (HILL_OPTIMIZER_LBFGS, stepper->n_weights);
  g_autofree float *gradient = g_new (float, stepper->n_weights);
  Descent descent = { progress, 0, max_iterations };
  HillProgress inner = { report_descent, &descent };
  HillLbfgsResult result = HILL_LBFGS_MOVED;
  double length;

  memcpy (hill_state_get_weights (state), hill_state_get_weights (start), stepper->n_weights * sizeof (float));
  if (!hill_lbfgs_evaluate (&problem, hill_state_get_weights (state), gradient, &inner, evaluation, error))
    return FALSE;

  for (; result == HILL_LBFGS_MOVED && descent.iteration < max_iterations; descent.iteration++)
    {
      if (!hill_progress_report (progress, (double) descent.iteration / max_iterations, error))
        return FALSE;
      result = hill_lbfgs_step (&problem, state, gradient, evaluation, &length, &inner, error);
    }
  return result != HILL_LBFGS_CANCELLED;
}
