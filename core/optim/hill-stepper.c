/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One step: the batch of this position, its loss and gradient, the update rule, and a look at whether the new weights
 * can still be computed with. */

#include "hill-stepper.h"

#include "hill-design-private.h"
#include "hill-optimizer.h"
#include "hill-random.h"
#include "hill-weights.h"

#include <math.h>
#include <string.h>

/* Scores stay below this, so that neither they nor a sum of some hundred of them overflow a float. */
#define MAX_SCORE 1e35

/* The largest factor that a weight can meet: a scaled feature, a slope or an offset. */
static double
find_largest_factor (HillDesign *design)
{
  gsize n_features = hill_design_get_n_features (design);
  const float *slopes = hill_design_get_slopes (design);
  const float *offsets = hill_design_get_offsets (design);
  double largest = MAX (1, hill_weights_max_abs (offsets, n_features)), cell = 255;

  for (int split = 0; split < HILL_N_SPLITS; split++)
    {
      const HillCells *cells = hill_design_get_cells (design, split);

      for (gsize i = 0; cells->type == HILL_CELLS_F32 && i < cells->n_rows; i++)
        cell = MAX (cell, hill_weights_max_abs (hill_cells_get_row (cells, i), n_features));
    }
  for (gsize d = 0; d < n_features; d++)
    largest = MAX (largest, fabs ((double) slopes[d]) * cell + fabs ((double) offsets[d]));
  return MAX (largest, hill_weights_max_abs (slopes, n_features));
}

void
hill_stepper_init (HillStepper          *self,
                   HillDesign           *design,
                   const HillExperiment *experiment,
                   guint                 n_threads)
{
  const HillPartition *partition = hill_design_get_partition (design);

  *self = (HillStepper) { 0 };
  self->design = hill_design_ref (design);
  self->objective = hill_objective_new (design, n_threads);
  self->n_threads = n_threads;
  self->n_rows = partition->n_train;
  self->rows = partition->n_validation > 0 ? partition->train : NULL;
  self->n_classes = hill_design_get_n_classes (design);
  self->n_features = hill_design_get_n_features (design);
  self->n_weights = HILL_N_WEIGHTS (self->n_classes, self->n_features);
  self->weight_limit = MAX_SCORE / ((double) (self->n_features + 1) * find_largest_factor (design));
  self->gradient = g_new (float, self->n_weights);
  hill_plan_init (&self->plan, self->n_rows, experiment);
  hill_sampler_init (&self->sampler, experiment->seed, partition->train, self->n_rows);
}

void
hill_stepper_clear (HillStepper *self)
{
  g_clear_pointer (&self->design, hill_design_unref);
  g_clear_pointer (&self->objective, hill_objective_free);
  hill_plan_clear (&self->plan);
  hill_sampler_clear (&self->sampler);
  g_clear_pointer (&self->gradient, g_free);
  g_clear_pointer (&self->means, g_free);
  g_clear_pointer (&self->mask, g_free);
}

void
hill_stepper_set_mask (HillStepper  *self,
                       const guint8 *mask)
{
  g_free (self->mask);
  self->mask = g_memdup2 (mask, self->n_weights);
  hill_stepper_forget (self);
}

/* Biases start at 0.  The stream of random numbers is another than that of the minibatches. */
HillState *
hill_stepper_make_first (HillStepper *self)
{
  const HillExperiment *experiment = &hill_plan_get (&self->plan, 0)->experiment;
  HillState *state = hill_state_new (experiment->optimizer, self->n_weights);
  float *w = hill_state_get_weights (state);
  HillRandom random;

  hill_random_init (&random, ~experiment->seed);
  for (gsize i = 0; experiment->init_scale > 0 && i < self->n_weights; i++)
    if (i % (self->n_features + 1) != self->n_features)
      w[i] = (float) (experiment->init_scale * hill_random_normal (&random));
  return state;
}

void
hill_stepper_forget (HillStepper *self)
{
  self->ready = FALSE;
}

static gboolean
losses_are_equal (const HillLoss *a,
                  const HillLoss *b)
{
  return a->type == b->type && a->regularizer == b->regularizer && a->margin == b->margin && a->lambda == b->lambda &&
         a->beta == b->beta;
}

HillProblem
hill_stepper_get_problem (HillStepper    *self,
                          const HillLoss *loss)
{
  if (self->means == NULL)
    self->means = hill_design_find_means (self->design, self->n_threads);
  return (HillProblem) { self->objective, loss, self->n_classes, self->n_features, self->rows, self->n_rows, self->means };
}

/* Whatever the strength of L1 is at this step: what the optimiser remembers must mean the same for the whole run. */
static gboolean
is_proximal (const HillExperiment *experiment)
{
  return experiment->l1_step == HILL_L1_PROXIMAL && experiment->optimizer <= HILL_OPTIMIZER_ADAGRAD;
}

/* Is the gradient that of all but lambda abs (w)? */
static gboolean
has_smooth_gradient (const HillExperiment *experiment)
{
  return experiment->optimizer == HILL_OPTIMIZER_LBFGS || is_proximal (experiment);
}

/* What is held has no say in the step: with no gradient every rule leaves its weight alone. */
static void
mask_gradient (HillStepper *self)
{
  for (gsize i = 0; self->mask != NULL && i < self->n_weights; i++)
    if (self->mask[i] == 0)
      self->gradient[i] = 0;
}

/* The parts of L on rows, and in self->gradient the gradient that this optimiser wants. */
static gboolean
find_gradient (HillStepper           *self,
               const HillState       *state,
               const HillExperiment  *experiment,
               const guint32         *rows,
               gsize                  n_rows,
               const HillProgress    *progress,
               GError               **error)
{
  const float *weights = hill_state_get_weights (state);
  HillProblem problem = { self->objective, &experiment->loss, self->n_classes, self->n_features, rows, n_rows, NULL };

  if (has_smooth_gradient (experiment))
    return hill_lbfgs_evaluate (&problem, weights, self->gradient, progress, &self->evaluation, error);
  return hill_objective_evaluate (self->objective, &experiment->loss, weights, HILL_SPLIT_TRAIN, rows, n_rows, self->gradient,
                                  progress, &self->evaluation, error);
}

static gboolean
evaluate_rows (HillStepper           *self,
               const HillState       *state,
               const HillExperiment  *experiment,
               const guint32         *rows,
               gsize                  n_rows,
               const HillProgress    *progress,
               GError               **error)
{
  if (!find_gradient (self, state, experiment, rows, n_rows, progress, error))
    return FALSE;
  mask_gradient (self);
  return TRUE;
}

/* Loss and gradient of all rows, unless they are there already. */
static gboolean
make_ready (HillStepper           *self,
            const HillState       *state,
            const HillExperiment  *experiment,
            const HillProgress    *progress,
            GError               **error)
{
  const HillLoss *loss = &experiment->loss;

  if (self->ready && self->ready_step == state->head.step && losses_are_equal (&self->ready_loss, loss))
    return TRUE;

  self->ready = evaluate_rows (self, state, experiment, self->rows, self->n_rows, progress, error);
  self->ready_step = state->head.step;
  self->ready_loss = *loss;
  return self->ready;
}

gboolean
hill_stepper_evaluate (HillStepper         *self,
                       const HillState     *state,
                       const HillProgress  *progress,
                       HillEvaluation      *evaluation,
                       GError             **error)
{
  const HillSegment *segment = hill_plan_get (&self->plan, state->head.step);
  HillBatch batch = hill_plan_get_batch (&self->plan, segment, &state->head);

  if (!batch.full)
    return hill_objective_evaluate (self->objective, &segment->experiment.loss, hill_state_get_weights (state),
                                    HILL_SPLIT_TRAIN, self->rows, self->n_rows, NULL, progress, evaluation, error);
  if (!make_ready (self, state, &segment->experiment, progress, error))
    return FALSE;
  *evaluation = self->evaluation;
  return TRUE;
}

/* Loss and gradient of the batch, into self->evaluation and self->gradient. */
static gboolean
evaluate_batch (HillStepper           *self,
                const HillState       *state,
                const HillExperiment  *experiment,
                const HillBatch       *batch,
                const HillProgress    *progress,
                GError               **error)
{
  const guint32 *order;

  if (batch->full)
    return make_ready (self, state, experiment, progress, error);

  self->ready = FALSE;
  order = hill_sampler_get (&self->sampler, experiment->sampling, batch->epoch);
  return evaluate_rows (self, state, experiment, order + batch->position, batch->n_rows, progress, error);
}

/* (transfer full): the weights, those that are held set to 0, where no gradient means no slope. */
static float *
get_moving_weights (const HillStepper *self,
                    const HillState   *state)
{
  float *weights = g_memdup2 (hill_state_get_weights (state), self->n_weights * sizeof *weights);

  for (gsize i = 0; self->mask != NULL && i < self->n_weights; i++)
    if (self->mask[i] == 0)
      weights[i] = 0;
  return weights;
}

static double
get_gradient_norm (HillStepper          *self,
                   const HillState      *state,
                   const HillExperiment *experiment)
{
  HillProblem problem = { self->objective, &experiment->loss, self->n_classes, self->n_features, self->rows, self->n_rows, NULL };

  if (has_smooth_gradient (experiment))
    {
      g_autofree float *weights = get_moving_weights (self, state);

      return hill_lbfgs_get_norm (&problem, weights, self->gradient);
    }
  return sqrt (hill_weights_dot (self->gradient, self->gradient, self->n_weights));
}

/* Thresholds draw on every weight, whatever its gradient: those that are held are put back. */
static void
update_proximal (HillStepper          *self,
                 HillState            *state,
                 const HillExperiment *experiment,
                 double                rate)
{
  float *weights = hill_state_get_weights (state);
  g_autofree float *before = self->mask != NULL ? g_memdup2 (weights, self->n_weights * sizeof *weights) : NULL;

  hill_optimizer_update_proximal (experiment, rate, hill_loss_get_l1_strength (&experiment->loss), self->n_features, self->gradient,
                                  state);
  for (gsize i = 0; before != NULL && i < self->n_weights; i++)
    if (self->mask[i] == 0)
      weights[i] = before[i];
}

static HillStepResult
update_by_rule (HillStepper          *self,
                HillState            *state,
                const HillExperiment *experiment,
                double                rate)
{
  if (is_proximal (experiment))
    update_proximal (self, state, experiment, rate);
  else
    hill_optimizer_update (experiment, rate, self->gradient, state);
  self->ready = FALSE;
  if (hill_weights_max_abs (hill_state_get_weights (state), self->n_weights) > self->weight_limit)
    return HILL_STEP_WEIGHTS_INFINITE;
  return HILL_STEP_MADE;
}

/* The line search ends with loss and gradient at the new weights: they are those of the next step. */
static HillStepResult
update_by_lbfgs (HillStepper           *self,
                 HillState             *state,
                 const HillExperiment  *experiment,
                 double                *rate,
                 const HillProgress    *progress,
                 GError               **error)
{
  HillProblem problem = hill_stepper_get_problem (self, &experiment->loss);
  HillLbfgsResult result = hill_lbfgs_step (&problem, state, self->gradient, &self->evaluation, rate, progress, error);

  if (result == HILL_LBFGS_CANCELLED)
    return HILL_STEP_CANCELLED;
  if (result == HILL_LBFGS_BOTTOM)
    return HILL_STEP_BOTTOM;
  self->ready_step = state->head.step + 1;
  return HILL_STEP_MADE;
}

HillStepResult
hill_stepper_step (HillStepper         *self,
                   HillState           *state,
                   HillStepRecord      *record,
                   const HillProgress  *progress,
                   GError             **error)
{
  const HillSegment *segment = hill_plan_get (&self->plan, state->head.step);
  const HillExperiment *experiment = &segment->experiment;
  HillBatch batch = hill_plan_get_batch (&self->plan, segment, &state->head);
  double rate = hill_plan_get_rate (&self->plan, segment, &state->head);
  HillEvaluation before;
  double norm = NAN;
  HillStepResult result;

  if (segment->start.step == state->head.step)
    state->head.n_pairs = 0;          /* another loss has another curvature */
  if (!evaluate_batch (self, state, experiment, &batch, progress, error))
    return HILL_STEP_CANCELLED;
  before = self->evaluation;
  if (!isfinite (hill_evaluation_get_loss (&before)))
    return HILL_STEP_LOSS_INFINITE;

  if (record != NULL || batch.full)
    norm = get_gradient_norm (self, state, experiment);
  if (batch.full && norm == 0)
    return HILL_STEP_BOTTOM;
  if (experiment->optimizer == HILL_OPTIMIZER_LBFGS)
    result = update_by_lbfgs (self, state, experiment, &rate, progress, error);
  else
    result = update_by_rule (self, state, experiment, rate);
  if (result != HILL_STEP_MADE)
    return result;

  if (record != NULL)
    *record = (HillStepRecord) {
      .data_loss = before.data_loss,
      .penalty = before.penalty,
      .rate = rate,
      .gradient_norm = norm,
      .accuracy = hill_evaluation_get_accuracy (&before),
      .epoch = hill_plan_get_epochs (&self->plan, &state->head),
    };
  hill_plan_advance (&self->plan, &batch, &state->head);
  return HILL_STEP_MADE;
}
