/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Where a step stands in its epoch.  A minibatch never reaches over the end of an epoch, the last one of an epoch is
 * what is left; a full batch shows every row once and so counts as one epoch wherever it starts. */

#include "hill-plan.h"

#include "hill-i18n.h"
#include "hill-optimizer.h"

void
hill_plan_init (HillPlan             *self,
                gsize                 n_rows,
                const HillExperiment *experiment)
{
  const HillSegment first = { .experiment = *experiment };

  self->n_rows = n_rows;
  self->segments = g_array_new (FALSE, FALSE, sizeof (HillSegment));
  g_array_append_val (self->segments, first);
}

void
hill_plan_clear (HillPlan *self)
{
  g_clear_pointer (&self->segments, g_array_unref);
}

void
hill_plan_change (HillPlan             *self,
                  const HillStateHead  *start,
                  const HillExperiment *experiment)
{
  const HillSegment segment = { *start, *experiment };
  guint n = self->segments->len;

  while (n > 0 && g_array_index (self->segments, HillSegment, n - 1).start.step >= start->step)
    n--;
  g_array_set_size (self->segments, n);
  g_array_append_val (self->segments, segment);
}

const HillSegment *
hill_plan_get (const HillPlan *self,
               guint64         step)
{
  guint i = self->segments->len - 1;

  while (i > 0 && g_array_index (self->segments, HillSegment, i).start.step > step)
    i--;
  return &g_array_index (self->segments, HillSegment, i);
}

static gboolean
is_full (gsize                 n_rows,
         const HillExperiment *experiment)
{
  return experiment->optimizer == HILL_OPTIMIZER_LBFGS || experiment->batch_size == 0 || experiment->batch_size >= n_rows;
}

static guint64
divide_up (guint64 a,
           guint64 b)
{
  return (a + b - 1) / b;
}

static guint64
count_steps (gsize                 n_rows,
             const HillStateHead  *start,
             const HillExperiment *experiment)
{
  guint64 left;

  if (experiment->n_steps > 0)
    return experiment->n_steps;
  if (start->epoch >= experiment->n_epochs)
    return start->step;

  left = experiment->n_epochs - start->epoch;
  if (is_full (n_rows, experiment))
    return start->step + left;
  return start->step + divide_up (n_rows - start->position, experiment->batch_size) +
         (left - 1) * divide_up (n_rows, experiment->batch_size);
}

gboolean
hill_plan_check (gsize                  n_rows,
                 const HillStateHead   *start,
                 const HillExperiment  *experiment,
                 GError               **error)
{
  const HillStateHead beginning = { 0 };
  guint64 n_steps = count_steps (n_rows, start != NULL ? start : &beginning, experiment);

  if (n_steps <= HILL_MAX_STEPS)
    return TRUE;

  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
               _("These epochs have %llu steps, but a run can have at most %d: choose fewer epochs or a larger batch"),
               (unsigned long long) n_steps, HILL_MAX_STEPS);
  return FALSE;
}

guint64
hill_plan_get_n_steps (const HillPlan *self)
{
  const HillSegment *last = hill_plan_get (self, G_MAXUINT64);

  return count_steps (self->n_rows, &last->start, &last->experiment);
}

HillBatch
hill_plan_get_batch (const HillPlan      *self,
                     const HillSegment   *segment,
                     const HillStateHead *head)
{
  HillBatch batch = { .epoch = head->epoch, .position = head->position, .n_rows = self->n_rows };

  batch.full = is_full (self->n_rows, &segment->experiment);
  if (!batch.full)
    batch.n_rows = MIN (segment->experiment.batch_size, self->n_rows - head->position);
  return batch;
}

void
hill_plan_advance (const HillPlan  *self,
                   const HillBatch *batch,
                   HillStateHead   *head)
{
  head->step++;
  if (batch->full)
    head->epoch++;
  else
    head->position += batch->n_rows;
  if (head->position >= self->n_rows)
    {
      head->position = 0;
      head->epoch++;
    }
}

HillBatch
hill_plan_find_batch (const HillPlan *self,
                      guint64         step)
{
  const HillSegment *segment = hill_plan_get (self, step);
  HillStateHead head = segment->start;
  gsize size = segment->experiment.batch_size;
  guint64 n = step - head.step;
  guint64 left;

  if (is_full (self->n_rows, &segment->experiment))
    return hill_plan_get_batch (self, segment, &head);

  left = divide_up (self->n_rows - head.position, size);
  if (n < left)
    {
      head.position += n * size;
    }
  else
    {
      guint64 per_epoch = divide_up (self->n_rows, size);

      head.epoch += 1 + (n - left) / per_epoch;
      head.position = (n - left) % per_epoch * size;
    }
  return hill_plan_get_batch (self, segment, &head);
}

double
hill_plan_get_epochs (const HillPlan      *self,
                      const HillStateHead *head)
{
  return (double) head->epoch + (double) head->position / (double) self->n_rows;
}

double
hill_plan_get_rate (const HillPlan      *self,
                    const HillSegment   *segment,
                    const HillStateHead *head)
{
  const HillExperiment *experiment = &segment->experiment;
  double epochs = hill_plan_get_epochs (self, head);
  double share = 0;

  if (experiment->n_steps > 0)
    share = (double) head->step / (double) experiment->n_steps;
  else if (experiment->n_epochs > 0)
    share = epochs / (double) experiment->n_epochs;
  return hill_optimizer_get_rate (experiment, epochs, share);
}
