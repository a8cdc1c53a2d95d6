/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What can be seen of a run without changing it: numbers, weights, batches, and what would come. */

#include "hill-trainer-private.h"

#include "hill-descent.h"

#include <string.h>

HillTrainerState
hill_trainer_get_state (const HillTrainer *self)
{
  g_return_val_if_fail (self != NULL, HILL_TRAINER_FINISHED);

  return self->state;
}

const char *
hill_trainer_get_message (const HillTrainer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->message;
}

guint64
hill_trainer_get_step (const HillTrainer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->shown->head.step;
}

guint64
hill_trainer_get_n_steps (const HillTrainer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->reached;
}

guint64
hill_trainer_get_planned_steps (const HillTrainer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return hill_plan_get_n_steps (&self->stepper.plan);
}

const float *
hill_trainer_get_weights (const HillTrainer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return hill_state_get_weights (self->shown);
}

const float *
hill_trainer_get_start (const HillTrainer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->start;
}

const guint8 *
hill_trainer_get_mask (const HillTrainer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->stepper.mask;
}

GArray *
hill_trainer_get_changes (const HillTrainer *self)
{
  GArray *changes;

  g_return_val_if_fail (self != NULL, NULL);

  changes = g_array_new (FALSE, FALSE, sizeof (HillExperimentChange));
  for (guint i = 0; i < self->stepper.plan.segments->len; i++)
    {
      const HillSegment *segment = &g_array_index (self->stepper.plan.segments, HillSegment, i);
      const HillExperimentChange change = { segment->start.step, segment->experiment };

      g_array_append_val (changes, change);
    }
  return changes;
}

const HillHistory *
hill_trainer_get_history (const HillTrainer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->history;
}

const HillExperiment *
hill_trainer_get_experiment (const HillTrainer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &hill_plan_get (&self->stepper.plan, G_MAXUINT64)->experiment;
}

HillDesign *
hill_trainer_get_design (const HillTrainer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->stepper.design;
}

double
hill_trainer_get_seconds (const HillTrainer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->seconds;
}

guint64
hill_trainer_get_n_examples (const HillTrainer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_examples;
}

gboolean
hill_trainer_preview (HillTrainer         *self,
                      float               *weights,
                      HillStepRecord      *record,
                      const HillProgress  *progress,
                      GError             **error)
{
  g_return_val_if_fail (self != NULL && weights != NULL && record != NULL, FALSE);

  if (self->shown->head.step == self->reached && self->state != HILL_TRAINER_READY)
    return FALSE;
  hill_state_copy_from (self->spare, self->shown);
  if (hill_stepper_step (&self->stepper, self->spare, record, progress, error) != HILL_STEP_MADE)
    return FALSE;
  memcpy (weights, hill_state_get_weights (self->spare), self->spare->n_weights * sizeof *weights);
  return TRUE;
}

HillMoment *
hill_trainer_copy_moment (const HillTrainer *self)
{
  HillMoment *moment;

  g_return_val_if_fail (self != NULL, NULL);

  moment = g_atomic_rc_box_new0 (HillMoment);
  moment->optimizer = hill_trainer_get_experiment (self)->optimizer;
  moment->state = hill_state_copy (self->shown);
  return moment;
}

HillMoment *
hill_moment_ref (HillMoment *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
hill_moment_clear (gpointer data)
{
  hill_state_free (((HillMoment *) data)->state);
}

void
hill_moment_unref (HillMoment *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, hill_moment_clear);
}

const guint32 *
hill_trainer_get_batch (HillTrainer *self,
                        guint64      index,
                        gsize       *n_rows)
{
  const HillSegment *segment;
  HillBatch batch;

  g_return_val_if_fail (self != NULL && n_rows != NULL && index <= self->reached, NULL);

  segment = hill_plan_get (&self->stepper.plan, index);
  batch = hill_plan_find_batch (&self->stepper.plan, index);
  *n_rows = batch.n_rows;
  if (batch.full)
    return hill_design_get_partition (self->stepper.design)->train;
  return hill_sampler_get (&self->lookup, segment->experiment.sampling, batch.epoch) + batch.position;
}

gboolean
hill_trainer_find_optimum (HillTrainer         *self,
                           guint                max_iterations,
                           const HillProgress  *progress,
                           HillEvaluation      *evaluation,
                           GError             **error)
{
  g_return_val_if_fail (self != NULL && evaluation != NULL, FALSE);

  return hill_descend (&self->stepper, self->shown, max_iterations, progress, evaluation, error);
}
