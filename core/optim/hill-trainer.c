/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The run and its time line.  Three states: the one shown, the last one reached while an earlier one is shown, and
 * a spare one, which is the way back from a step that was cancelled or spoilt, and the place where replays happen. */

#include "hill-trainer-private.h"

#include "hill-i18n.h"
#include "hill-weights.h"

#include <math.h>
#include <string.h>

/* So that all blocks of that size that a run needs stay below a gibibyte. */
#define MAX_WEIGHTS ((gsize) 16 << 20)

/* Examples between two checkpoints, at first: some milliseconds of replay.  Those of L-BFGS are large, as it remembers
 * many steps, and so fewer. */
#define CHECKPOINT_ROWS 16384
#define LBFGS_INTERVAL 4
#define REPORT_EVERY (20 * G_TIME_SPAN_MILLISECOND)

static void
swap_states (HillState **a,
             HillState **b)
{
  HillState *state = *a;

  *a = *b;
  *b = state;
}

/* READY or FINISHED, by what the plan still holds. */
static void
look_at_plan (HillTrainer *self)
{
  g_clear_pointer (&self->message, g_free);
  self->state = self->reached < hill_trainer_get_planned_steps (self) ? HILL_TRAINER_READY : HILL_TRAINER_FINISHED;
}

HillTrainer *
hill_trainer_new (HillDesign            *design,
                  const HillExperiment  *experiment,
                  guint                  n_threads,
                  GError               **error)
{
  return hill_trainer_new_from (design, experiment, NULL, NULL, n_threads, error);
}

static gboolean
check_new (HillDesign            *design,
           const HillExperiment  *experiment,
           const guint8          *mask,
           GError               **error)
{
  if (!hill_experiment_check (experiment, error) ||
      !hill_plan_check (hill_design_get_partition (design)->n_train, NULL, experiment, error))
    return FALSE;
  if (hill_design_get_n_features (design) >= MAX_WEIGHTS / hill_design_get_n_classes (design))
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE,
                   _("%u classes times %zu features are more than the %zu weights that this program trains: "
                     "use smaller pictures or fewer classes"),
                   hill_design_get_n_classes (design), hill_design_get_n_features (design), MAX_WEIGHTS);
      return FALSE;
    }
  if (mask == NULL || experiment->optimizer != HILL_OPTIMIZER_LBFGS)
    return TRUE;
  g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                       _("L-BFGS moves all weights: choose another optimizer where only some may move"));
  return FALSE;
}

/* Where the run begins. */
static gboolean
set_start (HillTrainer  *self,
           const float  *start,
           GError      **error)
{
  gsize n = self->stepper.n_weights;

  self->shown = hill_stepper_make_first (&self->stepper);
  if (start == NULL)
    return TRUE;
  if (!(hill_weights_max_abs (start, n) <= self->stepper.weight_limit))
    {
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                           _("The start has weights that are too large to compute with: choose one nearer to 0"));
      return FALSE;
    }
  self->start = g_memdup2 (start, n * sizeof *start);
  memcpy (hill_state_get_weights (self->shown), start, n * sizeof *start);
  return TRUE;
}

HillTrainer *
hill_trainer_new_from (HillDesign            *design,
                       const HillExperiment  *experiment,
                       const float           *start,
                       const guint8          *mask,
                       guint                  n_threads,
                       GError               **error)
{
  g_autoptr(HillTrainer) self = NULL;
  guint64 interval;

  g_return_val_if_fail (design != NULL && experiment != NULL, NULL);

  if (!check_new (design, experiment, mask, error))
    return NULL;

  self = g_new0 (HillTrainer, 1);
  hill_stepper_init (&self->stepper, design, experiment, n_threads);
  hill_sampler_init (&self->lookup, experiment->seed, hill_design_get_partition (design)->train, self->stepper.n_rows);
  if (mask != NULL)
    hill_stepper_set_mask (&self->stepper, mask);
  if (!set_start (self, start, error))
    return NULL;
  self->history = hill_history_new ();
  self->tip = hill_state_copy (self->shown);
  self->spare = hill_state_copy (self->shown);
  interval = CHECKPOINT_ROWS / MAX (hill_plan_find_batch (&self->stepper.plan, 0).n_rows, 1);
  if (experiment->optimizer == HILL_OPTIMIZER_LBFGS)
    interval = LBFGS_INTERVAL;
  hill_checkpoints_init (&self->checkpoints, self->shown, interval, HILL_TRAINER_CHECKPOINT_BYTES);
  look_at_plan (self);
  return g_steal_pointer (&self);
}

void
hill_trainer_free (HillTrainer *self)
{
  g_return_if_fail (self != NULL);

  hill_stepper_clear (&self->stepper);
  g_clear_pointer (&self->history, hill_history_free);
  hill_checkpoints_clear (&self->checkpoints);
  g_clear_pointer (&self->shown, hill_state_free);
  g_clear_pointer (&self->tip, hill_state_free);
  g_clear_pointer (&self->spare, hill_state_free);
  g_free (self->start);
  hill_sampler_clear (&self->lookup);
  g_free (self->message);
  g_free (self);
}

void
hill_trainer_set_checkpoint_bytes (HillTrainer *self,
                                   gsize        n_bytes)
{
  g_return_if_fail (self != NULL);

  hill_checkpoints_set_max_bytes (&self->checkpoints, n_bytes);
}

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static gboolean
evaluate_others (HillTrainer         *self,
                 const HillProgress  *progress,
                 HillEvaluation      *validation,
                 HillEvaluation      *test,
                 GError             **error)
{
  const HillPartition *partition = hill_design_get_partition (self->stepper.design);
  const HillLoss *loss = &hill_plan_get (&self->stepper.plan, self->shown->head.step)->experiment.loss;
  const float *weights = hill_state_get_weights (self->shown);
  gsize n_test = hill_design_get_cells (self->stepper.design, HILL_SPLIT_TEST)->n_rows;

  return hill_objective_evaluate (self->stepper.objective, loss, weights, HILL_SPLIT_TRAIN, partition->validation,
                                  partition->n_validation, NULL, progress, validation, error) &&
         hill_objective_evaluate (self->stepper.objective, loss, weights, HILL_SPLIT_TEST, NULL, n_test, NULL, progress,
                                  test, error);
}

gboolean
hill_trainer_evaluate (HillTrainer         *self,
                       const HillProgress  *progress,
                       HillEvaluation      *train,
                       HillEvaluation      *validation,
                       HillEvaluation      *test,
                       GError             **error)
{
  g_return_val_if_fail (self != NULL && train != NULL && validation != NULL && test != NULL, FALSE);

  return hill_stepper_evaluate (&self->stepper, self->shown, progress, train, error) &&
         evaluate_others (self, progress, validation, test, error);
}

/* Adds the epoch record of the state shown, which is the last one reached. */
static gboolean
record_epoch (HillTrainer         *self,
              const HillProgress  *progress,
              HillEpochRecord     *record,
              GError             **error)
{
  HillEvaluation train, validation, test;
  gint64 start = g_get_monotonic_time ();
  HillBatch next = hill_plan_find_batch (&self->stepper.plan, self->shown->head.step);

  if (!hill_stepper_evaluate (&self->stepper, self->shown, progress, &train, error))
    return FALSE;
  if (next.full)
    self->seconds += seconds_since (start);       /* that was the next step's gradient */
  if (!evaluate_others (self, progress, &validation, &test, error))
    return FALSE;

  *record = (HillEpochRecord) {
    .step = self->shown->head.step,
    .epoch = hill_plan_get_epochs (&self->stepper.plan, &self->shown->head),
    .train_loss = train.data_loss,
    .train_accuracy = hill_evaluation_get_accuracy (&train),
    .penalty = train.penalty,
    .validation_loss = validation.n_rows > 0 ? validation.data_loss : NAN,
    .validation_accuracy = validation.n_rows > 0 ? hill_evaluation_get_accuracy (&validation) : NAN,
    .test_loss = test.n_rows > 0 ? test.data_loss : NAN,
    .test_accuracy = test.n_rows > 0 ? hill_evaluation_get_accuracy (&test) : NAN,
    .seconds = self->seconds,
  };
  return TRUE;
}

static void
stop_at_bottom (HillTrainer *self)
{
  self->state = HILL_TRAINER_CONVERGED;
  self->message = g_strdup_printf (_("No lower point was found at step %llu: this is the bottom, as far as single precision can tell."),
                                   (unsigned long long) self->reached);
}

static void
stop_diverged (HillTrainer    *self,
               HillStepResult  result,
               double          rate)
{
  unsigned long long step = self->reached + (result == HILL_STEP_WEIGHTS_INFINITE ? 1 : 0);

  self->state = HILL_TRAINER_DIVERGED;
  if (result == HILL_STEP_LOSS_INFINITE)
    self->message = g_strdup_printf (_("The loss became infinite at step %llu: the learning rate %g is too high for these "
                                       "features and this lambda. Go back some steps, or start again, with a lower rate."),
                                     step, rate);
  else
    self->message = g_strdup_printf (_("The weights became infinite at step %llu: the learning rate %g is too high for these "
                                       "features and this lambda. Go back some steps, or start again, with a lower rate."),
                                     step, rate);
}

/* Did the epoch bring less than the tolerance? */
static void
look_at_tolerance (HillTrainer           *self,
                   const HillEpochRecord *before,
                   const HillEpochRecord *now)
{
  double tolerance = hill_trainer_get_experiment (self)->tolerance;
  double loss_before = before->train_loss + before->penalty;
  double loss_now = now->train_loss + now->penalty;

  if (tolerance == 0 || loss_before - loss_now >= tolerance * fabs (loss_before))
    return;

  self->state = HILL_TRAINER_CONVERGED;
  self->message = g_strdup_printf (_("The loss fell by less than the tolerance in the epoch before step %llu."),
                                   (unsigned long long) self->reached);
}

static void
append_epoch (HillTrainer           *self,
              const HillEpochRecord *record)
{
  gsize n = hill_history_get_n_epochs (self->history);
  const HillEpochRecord *last = n > 0 ? hill_history_get_epoch (self->history, n - 1) : NULL;

  if (last != NULL && last->step == record->step)
    return;
  hill_history_append_epoch (self->history, record);
  if (n > 0)
    look_at_tolerance (self, hill_history_get_epoch (self->history, n - 1), record);
}

static void
show_tip (HillTrainer *self)
{
  if (self->shown->head.step != self->reached)
    swap_states (&self->shown, &self->tip);
}

static gboolean
record_start (HillTrainer         *self,
              const HillProgress  *progress,
              GError             **error)
{
  HillEpochRecord record;

  if (self->reached > 0 || hill_history_get_n_epochs (self->history) > 0)
    return TRUE;
  if (!record_epoch (self, progress, &record, error))
    return FALSE;
  append_epoch (self, &record);
  return TRUE;
}

/* The state is now that of step reached + 1; history and checkpoints follow. */
static gboolean
complete_step (HillTrainer           *self,
               const HillStepRecord  *record,
               const HillProgress    *progress,
               GError               **error)
{
  gboolean last = self->reached + 1 >= hill_trainer_get_planned_steps (self);
  gboolean whole = self->shown->head.epoch > self->spare->head.epoch;
  HillEpochRecord epoch;

  if ((last || whole) && !record_epoch (self, progress, &epoch, error))
    return FALSE;

  hill_history_append_step (self->history, record);
  self->reached++;
  if (last)
    self->state = HILL_TRAINER_FINISHED;
  if (last || whole)
    append_epoch (self, &epoch);
  hill_checkpoints_offer (&self->checkpoints, self->shown);
  return TRUE;
}

gboolean
hill_trainer_step (HillTrainer         *self,
                   const HillProgress  *progress,
                   GError             **error)
{
  HillStepRecord record;
  HillStepResult result;
  HillBatch batch;
  gint64 start;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->state != HILL_TRAINER_READY)
    return TRUE;
  show_tip (self);
  if (!record_start (self, progress, error))
    return FALSE;

  batch = hill_plan_find_batch (&self->stepper.plan, self->reached);
  hill_state_copy_from (self->spare, self->shown);
  start = g_get_monotonic_time ();
  result = hill_stepper_step (&self->stepper, self->shown, &record, progress, error);
  self->seconds += seconds_since (start);

  if (result == HILL_STEP_MADE && complete_step (self, &record, progress, error))
    {
      self->n_examples += batch.n_rows;
      return TRUE;
    }
  swap_states (&self->shown, &self->spare);
  hill_stepper_forget (&self->stepper);
  if (result == HILL_STEP_BOTTOM)
    stop_at_bottom (self);
  else if (result == HILL_STEP_LOSS_INFINITE || result == HILL_STEP_WEIGHTS_INFINITE)
    stop_diverged (self, result, hill_trainer_get_experiment (self)->rate);
  return result != HILL_STEP_CANCELLED && result != HILL_STEP_MADE;
}

/* Steps again from where @state stands to @step. */
static gboolean
replay (HillTrainer         *self,
        HillState           *state,
        guint64              step,
        const HillProgress  *progress,
        GError             **error)
{
  guint64 first = state->head.step;
  gint64 told = g_get_monotonic_time ();

  while (state->head.step < step)
    {
      HillStepResult result = hill_stepper_step (&self->stepper, state, NULL, progress, error);

      if (result == HILL_STEP_CANCELLED)
        return FALSE;
      g_return_val_if_fail (result == HILL_STEP_MADE, FALSE);
      if (g_get_monotonic_time () - told < REPORT_EVERY)
        continue;
      told = g_get_monotonic_time ();
      if (!hill_progress_report (progress, (double) (state->head.step - first) / (double) (step - first), error))
        return FALSE;
    }
  return TRUE;
}

gboolean
hill_trainer_seek (HillTrainer         *self,
                   guint64              step,
                   const HillProgress  *progress,
                   GError             **error)
{
  const HillState *from;

  g_return_val_if_fail (self != NULL && step <= self->reached, FALSE);

  if (step == self->shown->head.step)
    return TRUE;
  if (step == self->reached)
    {
      show_tip (self);
      return TRUE;
    }

  from = hill_checkpoints_find (&self->checkpoints, step);
  if (self->shown->head.step <= step && self->shown->head.step > from->head.step)
    from = self->shown;
  hill_state_copy_from (self->spare, from);
  if (!replay (self, self->spare, step, progress, error))
    return FALSE;

  if (self->shown->head.step == self->reached)
    swap_states (&self->shown, &self->tip);
  swap_states (&self->shown, &self->spare);
  return TRUE;
}

static gboolean
check_change (const HillExperiment  *now,
              const HillExperiment  *then,
              GError               **error)
{
  const char *what = NULL;

  if (strcmp (now->features, then->features) != 0)
    what = _("The features cannot change in mid-run: reset first");
  else if (now->scale != then->scale)
    what = _("The scaling cannot change in mid-run: reset first");
  else if (now->optimizer != then->optimizer)
    what = _("The optimiser cannot change in mid-run: reset first");
  else if (now->l1_step != then->l1_step)
    what = _("How steps treat L1 cannot change in mid-run: reset first");
  else if (now->validation != then->validation)
    what = _("The share held back for validation cannot change in mid-run: reset first");
  else if (now->seed != then->seed)
    what = _("The seed cannot change in mid-run: reset first");
  if (what == NULL)
    return hill_experiment_check (then, error);

  g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, what);
  return FALSE;
}

gboolean
hill_trainer_change (HillTrainer           *self,
                     const HillExperiment  *experiment,
                     GError               **error)
{
  g_return_val_if_fail (self != NULL && experiment != NULL, FALSE);

  if (!check_change (hill_trainer_get_experiment (self), experiment, error) ||
      !hill_plan_check (self->stepper.n_rows, &self->shown->head, experiment, error))
    return FALSE;

  if (self->shown->head.step < self->reached)
    {
      self->reached = self->shown->head.step;
      hill_history_truncate (self->history, self->reached);
      hill_checkpoints_truncate (&self->checkpoints, self->reached);
    }
  hill_plan_change (&self->stepper.plan, &self->shown->head, experiment);
  hill_stepper_forget (&self->stepper);
  look_at_plan (self);
  return TRUE;
}
