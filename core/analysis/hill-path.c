/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The trainer's stepper, set on the rows of a sample and on a start that is given, without history and checkpoints. */

#include "hill-path.h"

#include "hill-i18n.h"
#include "hill-random.h"
#include "hill-trainer-private.h"
#include "hill-weights.h"

#include <math.h>
#include <string.h>

#define MAX_STEPS 100000
#define MAX_KEPT_BYTES ((gsize) 1 << 30)

typedef struct
{
  HillSample            *sample;
  const HillPathOptions *options;
  const HillProgress    *progress;
  HillStepper            stepper;
  HillState             *state;           /* owned */
  float                 *before;          /* owned; the weights that a step starts from */
  HillPath              *path;            /* owned until the end */
  guint64                n_searched;      /* examples that a search has looked at */
  double                 seconds;
} Runner;

static void
runner_clear (Runner *self)
{
  hill_stepper_clear (&self->stepper);
  g_clear_pointer (&self->state, hill_state_free);
  g_clear_pointer (&self->before, g_free);
  g_clear_pointer (&self->path, hill_path_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Runner, runner_clear)

static gboolean
check_options (const HillSample       *sample,
               const HillPathOptions  *options,
               GError                **error)
{
  const char *message = NULL;

  if (!hill_experiment_check (&options->experiment, error))
    return FALSE;
  if (options->n_steps < 1 || options->n_steps > MAX_STEPS)
    message = _("A path has 1 to 100000 steps");
  else if (options->method != HILL_METHOD_OPTIMIZER && !(isfinite (options->spread) && options->spread > 0))
    message = _("The spread of a random search must be above 0");
  else if (options->mask != NULL && options->method == HILL_METHOD_OPTIMIZER && options->experiment.optimizer == HILL_OPTIMIZER_LBFGS)
    message = _("L-BFGS moves all weights: choose another optimizer where only some may move");
  else if (options->keep_weights &&
           options->n_steps >= MAX_KEPT_BYTES / (hill_sample_get_n_weights (sample) * sizeof (float)))
    message = _("So many steps of so many weights need more than 1 GiB: use fewer steps");
  if (message == NULL)
    return TRUE;

  g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, message);
  return FALSE;
}

/* The experiment's own plan holds, for the sake of its schedule, unless it is too short. */
static void
runner_init (Runner *self,
             guint   n_threads)
{
  const HillPartition *partition = hill_design_get_partition (self->sample->design);
  const guint32 *rows = self->sample->rows != NULL ? self->sample->rows : partition->train;
  HillExperiment experiment = self->options->experiment;
  HillStepper *stepper = &self->stepper;
  gsize n_rows = self->sample->n_rows;
  guint64 end = self->options->n_steps + (self->options->moment != NULL ? self->options->moment->state->head.step : 0);

  hill_stepper_init (stepper, self->sample->design, &experiment, n_threads);
  stepper->rows = self->sample->rows;
  stepper->n_rows = n_rows;
  hill_plan_clear (&stepper->plan);
  hill_plan_init (&stepper->plan, n_rows, &experiment);
  if (hill_plan_get_n_steps (&stepper->plan) < end)
    {
      experiment.n_steps = (gsize) end;
      hill_plan_clear (&stepper->plan);
      hill_plan_init (&stepper->plan, n_rows, &experiment);
    }
  hill_sampler_clear (&stepper->sampler);
  hill_sampler_init (&stepper->sampler, experiment.seed, rows, n_rows);
  if (self->options->mask != NULL)
    hill_stepper_set_mask (stepper, self->options->mask);
  self->state = hill_state_new (experiment.optimizer, stepper->n_weights);
  self->before = g_new (float, stepper->n_weights);
  self->path = g_atomic_rc_box_new0 (HillPath);
  self->path->points = g_new0 (HillPathPoint, self->options->n_steps + 1);
  self->path->last = g_new (float, stepper->n_weights);
  if (self->options->keep_weights)
    self->path->weights = g_new (float, (self->options->n_steps + 1) * stepper->n_weights);
}

/* Goes on where a run stands; its place in the epoch holds where the batches are those of the run. */
static void
start_at_moment (Runner *self)
{
  const HillMoment *moment = self->options->moment;
  HillState *state = self->state;

  if (moment->optimizer == self->options->experiment.optimizer)
    hill_state_copy_from (state, moment->state);
  else
    memcpy (hill_state_get_weights (state), hill_state_get_weights (moment->state), state->n_weights * sizeof (float));
  if (state->head.position >= self->stepper.n_rows)
    state->head.position = 0;
}

/* What can be said of the place where the path now is. */
static gboolean
arrive (Runner  *self,
        GError **error)
{
  HillPath *path = self->path;
  HillPathPoint *point = &path->points[path->n_points];
  const float *weights = hill_state_get_weights (self->state);
  gsize n_bytes = self->stepper.n_weights * sizeof *weights;
  HillEvaluation evaluation;

  *point = (HillPathPoint) { .batch_loss = NAN, .full_loss = NAN, .accuracy = NAN, .gradient_norm = NAN };
  point->examples = self->n_searched + self->state->head.epoch * self->stepper.n_rows + self->state->head.position;
  point->seconds = self->seconds;
  if (self->options->plane != NULL)
    hill_plane_project (self->options->plane, weights, &point->place);
  if (self->options->full_loss)
    {
      if (!hill_stepper_evaluate (&self->stepper, self->state, self->progress, &evaluation, error))
        return FALSE;
      point->full_loss = hill_evaluation_get_loss (&evaluation);
      point->accuracy = hill_evaluation_get_accuracy (&evaluation);
    }
  if (path->weights != NULL)
    memcpy (path->weights + path->n_points * self->stepper.n_weights, weights, n_bytes);
  memcpy (path->last, weights, n_bytes);
  path->n_points++;
  return TRUE;
}

/* How long was the step? */
static void
finish_step (Runner *self)
{
  float *weights = hill_state_get_weights (self->state);
  gsize n = self->stepper.n_weights;
  double square = 0;

  /* The stepper knows losses by the number of the step alone. */
  if (self->options->method != HILL_METHOD_OPTIMIZER)
    hill_stepper_forget (&self->stepper);
  for (gsize i = 0; i < n; i++)
    square += ((double) weights[i] - self->before[i]) * ((double) weights[i] - self->before[i]);
  self->path->points[self->path->n_points - 1].step_length = sqrt (square);
}

static HillStepResult
step_by_rule (Runner  *self,
              GError **error)
{
  HillPathPoint *point = &self->path->points[self->path->n_points - 1];
  HillStepRecord record = { 0 };
  HillStepResult result = hill_stepper_step (&self->stepper, self->state, &record, self->progress, error);

  if (result == HILL_STEP_MADE)
    {
      point->batch_loss = record.data_loss + record.penalty;
      point->gradient_norm = record.gradient_norm;
    }
  return result;
}

static gboolean
find_loss (Runner  *self,
           double  *loss,
           GError **error)
{
  HillEvaluation evaluation;

  if (!hill_objective_evaluate (self->stepper.objective, &self->options->experiment.loss, hill_state_get_weights (self->state),
                                HILL_SPLIT_TRAIN, self->stepper.rows, self->stepper.n_rows, NULL, self->progress, &evaluation, error))
    return FALSE;
  *loss = hill_evaluation_get_loss (&evaluation);
  self->n_searched += self->stepper.n_rows;
  return TRUE;
}

/* A trial that is not lower is taken back.  Biases are drawn too. */
static HillStepResult
step_by_search (Runner  *self,
                GError **error)
{
  HillPathPoint *point = &self->path->points[self->path->n_points - 1];
  gboolean local = self->options->method == HILL_METHOD_LOCAL_SEARCH;
  float *weights = hill_state_get_weights (self->state);
  HillRandom random;
  double here, there;

  if (self->path->n_points == 1)
    {
      if (!find_loss (self, &point->batch_loss, error))
        return HILL_STEP_CANCELLED;
    }
  here = point->batch_loss;
  hill_random_init (&random, self->options->experiment.seed);
  hill_random_init (&random, hill_random_next (&random) + self->path->n_points);
  for (gsize i = 0; i < self->stepper.n_weights; i++)
    {
      float trial = (float) ((local ? weights[i] : 0) + self->options->spread * hill_random_normal (&random));

      if (self->options->mask == NULL || self->options->mask[i] != 0)
        weights[i] = trial;
    }
  if (!find_loss (self, &there, error))
    return HILL_STEP_CANCELLED;
  if (!(there < here))
    memcpy (weights, self->before, self->stepper.n_weights * sizeof *weights);
  self->path->points[self->path->n_points].batch_loss = MIN (here, there);
  return HILL_STEP_MADE;
}

static gboolean
runner_run (Runner  *self,
            GError **error)
{
  gboolean by_rule = self->options->method == HILL_METHOD_OPTIMIZER;

  for (gsize k = 0; k < self->options->n_steps; k++)
    {
      gint64 start = g_get_monotonic_time ();
      double searched;
      HillStepResult result;

      memcpy (self->before, hill_state_get_weights (self->state), self->stepper.n_weights * sizeof (float));
      result = by_rule ? step_by_rule (self, error) : step_by_search (self, error);
      if (result == HILL_STEP_CANCELLED)
        return FALSE;
      self->path->diverged = result == HILL_STEP_LOSS_INFINITE || result == HILL_STEP_WEIGHTS_INFINITE;
      self->path->bottom = result == HILL_STEP_BOTTOM;
      if (result != HILL_STEP_MADE)
        return TRUE;
      finish_step (self);
      self->seconds += (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
      searched = self->path->points[k + 1].batch_loss;
      if (!arrive (self, error) ||
          !hill_progress_report (self->progress, (double) (k + 1) / (double) self->options->n_steps, error))
        return FALSE;
      if (!by_rule)
        self->path->points[k + 1].batch_loss = searched;
    }
  return TRUE;
}

HillPath *
hill_path_new (HillSample             *sample,
               const HillPathOptions  *options,
               const float            *start,
               guint                   n_threads,
               const HillProgress     *progress,
               GError                **error)
{
  g_auto(Runner) runner = { .sample = sample, .options = options, .progress = progress };

  g_return_val_if_fail (sample != NULL && options != NULL && (start != NULL || options->moment != NULL) && sample->n_rows > 0, NULL);

  if (!check_options (sample, options, error))
    return NULL;
  runner_init (&runner, n_threads);
  if (options->moment != NULL)
    start_at_moment (&runner);
  else
    memcpy (hill_state_get_weights (runner.state), start, runner.stepper.n_weights * sizeof *start);
  if (!arrive (&runner, error) || !runner_run (&runner, error))
    return NULL;
  return g_steal_pointer (&runner.path);
}

guint32 *
hill_path_dup_batch (HillSample            *sample,
                     const HillPathOptions *options,
                     gsize                  step,
                     gsize                 *n_rows)
{
  g_autofree guint32 *all = NULL;
  HillSampler sampler;
  HillPlan plan;
  HillBatch batch;
  guint32 *rows;

  g_return_val_if_fail (sample != NULL && options != NULL && n_rows != NULL && sample->n_rows > 0, NULL);

  all = g_new (guint32, sample->n_rows);
  for (gsize i = 0; i < sample->n_rows; i++)
    all[i] = (guint32) hill_sample_get_row (sample, i);
  hill_plan_init (&plan, sample->n_rows, &options->experiment);
  batch = hill_plan_find_batch (&plan, step);
  hill_plan_clear (&plan);
  *n_rows = batch.n_rows;
  if (batch.full)
    return g_steal_pointer (&all);

  hill_sampler_init (&sampler, options->experiment.seed, all, sample->n_rows);
  rows = g_memdup2 (hill_sampler_get (&sampler, options->experiment.sampling, batch.epoch) + batch.position,
                    batch.n_rows * sizeof *rows);
  hill_sampler_clear (&sampler);
  return rows;
}

HillPath *
hill_path_ref (HillPath *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
hill_path_clear (gpointer data)
{
  HillPath *self = data;

  g_free (self->points);
  g_free (self->weights);
  g_free (self->last);
}

void
hill_path_unref (HillPath *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, hill_path_clear);
}
