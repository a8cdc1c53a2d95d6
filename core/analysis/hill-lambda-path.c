/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A stepper for each lambda, as a run has one, but without its time line: only where it ends is kept. */

#include "hill-lambda-path.h"

#include "hill-i18n.h"
#include "hill-stepper.h"

#include <math.h>
#include <string.h>

#define REPORT_EVERY (20 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  HillStepper         stepper;
  HillState          *state;            /* owned */
  guint64             n_steps;
  const HillProgress *progress;
} Training;

static void
training_clear (Training *self)
{
  hill_stepper_clear (&self->stepper);
  g_clear_pointer (&self->state, hill_state_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Training, training_clear)

static gboolean
report_step (double   fraction,
             gpointer data)
{
  const Training *self = data;

  return hill_progress_report (self->progress, (double) self->state->head.step / (double) MAX (self->n_steps, 1), NULL);
}

/* Ends at the plan's end, at the bottom, or where the numbers do. */
static HillStepResult
training_run (Training  *self,
              GError   **error)
{
  HillProgress inner = { report_step, self };
  HillStepResult result = HILL_STEP_MADE;
  gint64 told = g_get_monotonic_time ();

  while (result == HILL_STEP_MADE && self->state->head.step < self->n_steps)
    {
      result = hill_stepper_step (&self->stepper, self->state, NULL, &inner, error);
      if (g_get_monotonic_time () - told < REPORT_EVERY)
        continue;
      told = g_get_monotonic_time ();
      if (result == HILL_STEP_MADE &&
          !hill_progress_report (self->progress, (double) self->state->head.step / (double) self->n_steps, error))
        result = HILL_STEP_CANCELLED;
    }
  return result;
}

static gboolean
evaluate_all (Training         *self,
              const HillLoss   *loss,
              HillLambdaPoint  *point,
              GError          **error)
{
  HillStepper *stepper = &self->stepper;
  const HillPartition *partition = hill_design_get_partition (stepper->design);
  HillProgress inner = { report_step, self };
  gsize n_test = hill_design_get_cells (stepper->design, HILL_SPLIT_TEST)->n_rows;

  return hill_objective_evaluate (stepper->objective, loss, point->weights, HILL_SPLIT_TRAIN, stepper->rows, stepper->n_rows, NULL,
                                  &inner, &point->train, error) &&
         hill_objective_evaluate (stepper->objective, loss, point->weights, HILL_SPLIT_TRAIN, partition->validation,
                                  partition->n_validation, NULL, &inner, &point->validation, error) &&
         hill_objective_evaluate (stepper->objective, loss, point->weights, HILL_SPLIT_TEST, NULL, n_test, NULL, &inner,
                                  &point->test, error);
}

static double
round_up_to_power (double largest)
{
  int exponent = 0;
  double fraction = frexp (largest, &exponent);

  return largest > 0 ? ldexp (1, fraction > 0.5 ? exponent : exponent - 1) : 1;
}

static void
describe_weights (HillLambdaPoint *point,
                  HillDesign      *design)
{
  guint n_classes = hill_design_get_n_classes (design);
  gsize n_features = hill_design_get_n_features (design);

  hill_norms_init_model (&point->norms, n_classes, n_features, point->weights);
  point->range = round_up_to_power (point->norms.largest);
  hill_norms_count_bins (n_classes, n_features, point->weights, point->range, HILL_LAMBDA_N_BINS, point->bins);
  point->templates = g_new (float, HILL_N_WEIGHTS (n_classes, n_features));
  hill_weights_unscale (design, point->weights, point->templates);
}

/* The experiment at this strength, if it holds. */
static gboolean
make_experiment (const HillExperiment  *experiment,
                 double                 lambda,
                 gsize                  n_rows,
                 HillExperiment        *at_lambda,
                 GError               **error)
{
  *at_lambda = *experiment;
  at_lambda->loss.lambda = lambda;
  if (at_lambda->loss.regularizer == HILL_REGULARIZER_NONE)
    at_lambda->loss.regularizer = HILL_REGULARIZER_L2;
  return hill_experiment_check (at_lambda, error) && hill_plan_check (n_rows, NULL, at_lambda, error);
}

static HillLambdaPoint *
point_new (double lambda)
{
  HillLambdaPoint *self = g_atomic_rc_box_new0 (HillLambdaPoint);

  self->lambda = lambda;
  return self;
}

HillLambdaPoint *
hill_lambda_point_new (HillDesign             *design,
                       const HillExperiment   *experiment,
                       double                  lambda,
                       const HillLambdaPoint  *start,
                       guint                   n_threads,
                       const HillProgress     *progress,
                       GError                **error)
{
  g_autoptr(HillLambdaPoint) point = NULL;
  g_auto(Training) training = { 0 };
  HillExperiment at_lambda;
  HillStepResult result;
  gsize n_bytes;

  g_return_val_if_fail (design != NULL && experiment != NULL, NULL);

  if (!make_experiment (experiment, lambda, hill_design_get_partition (design)->n_train, &at_lambda, error))
    return NULL;

  hill_stepper_init (&training.stepper, design, &at_lambda, n_threads);
  training.state = hill_stepper_make_first (&training.stepper);
  training.n_steps = hill_plan_get_n_steps (&training.stepper.plan);
  training.progress = progress;
  n_bytes = training.state->n_weights * sizeof (float);
  if (start != NULL && start->weights != NULL)
    memcpy (hill_state_get_weights (training.state), start->weights, n_bytes);

  result = training_run (&training, error);
  if (result == HILL_STEP_CANCELLED)
    return NULL;
  point = point_new (lambda);
  if (result == HILL_STEP_LOSS_INFINITE || result == HILL_STEP_WEIGHTS_INFINITE)
    {
      point->message = g_strdup_printf (_("With λ = %g the loss became infinite: choose a lower learning rate or a smaller λ."), lambda);
      return g_steal_pointer (&point);
    }
  point->weights = g_memdup2 (hill_state_get_weights (training.state), n_bytes);
  if (!evaluate_all (&training, &at_lambda.loss, point, error))
    return NULL;
  describe_weights (point, design);
  return g_steal_pointer (&point);
}

HillLambdaPoint *
hill_lambda_point_ref (HillLambdaPoint *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
point_clear (gpointer data)
{
  HillLambdaPoint *self = data;

  g_free (self->weights);
  g_free (self->templates);
  g_free (self->message);
}

void
hill_lambda_point_unref (HillLambdaPoint *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, point_clear);
}

void
hill_lambda_path_fill (double  highest,
                       double  lowest,
                       gsize   n,
                       double *lambdas)
{
  g_return_if_fail (highest >= lowest && lowest > 0 && lambdas != NULL);

  for (gsize i = 0; i < n; i++)
    lambdas[i] = i == 0 ? highest : highest * pow (lowest / highest, (double) i / (double) (n - 1));
}
