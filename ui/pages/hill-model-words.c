/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What there is to say about a step of the run: its numbers come from the snapshot, angles and curvature from the scene. */

#include "hill-model-descent-private.h"

#include "hill-axis.h"
#include "hill-descent-words.h"

#include <glib/gi18n.h>
#include <math.h>

gboolean
hill_model_descent_is_current (HillModelDescent *self)
{
  return self->scene != NULL && self->snapshot != NULL && self->scene->snapshot->step == self->snapshot->step
         && self->scene->snapshot->n_steps == self->snapshot->n_steps && self->scene->snapshot->run == self->snapshot->run;
}

char *
hill_model_descent_format (HillModelDescent *self,
                           double            value)
{
  return self->measure == HILL_MEASURE_ACCURACY ? g_strdup_printf ("%.2f %%", 100 * value) : hill_format_number (value);
}

double
hill_model_descent_get_true (HillModelDescent *self)
{
  const HillSnapshot *snapshot = self->scene != NULL ? self->scene->snapshot : self->snapshot;

  if (!snapshot->evaluated)
    return NAN;
  switch (self->measure)
    {
    case HILL_MEASURE_DATA_LOSS:
      return snapshot->train.data_loss;
    case HILL_MEASURE_ACCURACY:
      return hill_evaluation_get_accuracy (&snapshot->train);
    case HILL_MEASURE_LOSS:
    default:
      return hill_evaluation_get_loss (&snapshot->train);
    }
}

static double
get_length (const HillSnapshot *from,
            const float        *to)
{
  gsize n = HILL_N_WEIGHTS (hill_design_get_n_classes (from->design), hill_design_get_n_features (from->design));
  double sum = 0;

  for (gsize k = 0; k < n; k++)
    {
      double change = (double) to[k] - from->weights[k];

      sum += change * change;
    }
  return sqrt (sum);
}

/* While steps are made, what each knows by itself. */
static char *
say_running (const HillSnapshot *now)
{
  const HillStepRecord *record;
  g_autofree char *loss = NULL;

  if (now->step == 0 || now->step > now->n_steps)
    return g_strdup_printf (_("Step %llu."), (unsigned long long) now->step);
  record = hill_history_get_step (now->history, (gsize) now->step - 1);
  loss = hill_format_number (record->data_loss + record->penalty);
  /* Translators: step, a number */
  return g_strdup_printf (_("Step %llu: its batch had loss %s."), (unsigned long long) now->step, loss);
}

char *
hill_model_descent_dup_sentence (HillDescent *descent)
{
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);
  const HillSnapshot *now = self->snapshot, *before = self->before;
  double loss;

  if (now == NULL)
    return g_strdup (_("There is no run yet."));
  if (!now->evaluated)
    return say_running (now);
  loss = hill_evaluation_get_loss (&now->train);
  if (now->step == 0)
    return hill_descent_say_step (0, loss, loss, 0, NAN);
  if (hill_model_descent_is_current (self) && self->scene->has_step)
    return hill_descent_say_step (now->step, self->scene->loss_before, loss, self->scene->step_length, self->scene->step_degrees);
  if (before != NULL && before->evaluated && before->step + 1 == now->step && before->design == now->design)
    return hill_descent_say_step (now->step, hill_evaluation_get_loss (&before->train), loss, get_length (before, now->weights), NAN);
  return hill_descent_say_place (now->step, loss);
}

/* The weight that the next step changes most, in numbers. */
static char *
write_weight (HillModelDescent *self)
{
  const HillSnapshot *now = self->snapshot;
  gsize row = hill_design_get_n_features (now->design) + 1, n = hill_design_get_n_classes (now->design) * row, best = 0;
  double most = -1, rate = now->next_record.rate, step;
  g_autofree char *name = NULL;

  for (gsize k = 0; k < n; k++)
    if (fabs ((double) now->next_weights[k] - now->weights[k]) > most)
      {
        most = fabs ((double) now->next_weights[k] - now->weights[k]);
        best = k;
      }
  step = (double) now->next_weights[best] - now->weights[best];
  /* Translators: one weight of W: class and number */
  name = g_strdup_printf (_("W[%s, %zu]"), hill_dataset_get_class_name (hill_design_get_dataset (now->design), (guint) (best / row)),
                          best % row + 1);
  return hill_descent_write_update (name, now->weights[best], rate, -step / rate, step,
                                    now->experiment.optimizer == HILL_OPTIMIZER_SGD && rate > 0);
}

static char *
write_batch (HillModelDescent *self)
{
  const HillSnapshot *now = self->snapshot;
  gsize n = hill_design_get_partition (now->design)->n_train;

  return now->n_next_rows >= n ? g_strdup_printf (_("The batch: all %zu examples."), n)
                               : g_strdup_printf (_("The batch: %zu of %zu examples."), now->n_next_rows, n);
}

static char *
write_loss (HillModelDescent *self)
{
  const HillStepRecord *record = &self->snapshot->next_record;
  g_autofree char *data = hill_format_number (record->data_loss), *penalty = hill_format_number (record->penalty);
  g_autofree char *loss = hill_format_number (record->data_loss + record->penalty);

  return g_strdup_printf (_("Loss of the batch: %s + penalty %s = %s."), data, penalty, loss);
}

static char *
write_gradient (HillModelDescent *self)
{
  g_autofree char *length = hill_format_number (self->snapshot->next_record.gradient_norm);
  const HillArrows *arrows = hill_model_descent_is_current (self) ? self->scene->arrows : NULL;

  if (arrows != NULL && self->snapshot->next_batch != NULL && !isnan (arrows->mean.cos_full))
    return g_strdup_printf (_("Its gradient is %s long, %.0f degrees off the full gradient."), length,
                            acos (CLAMP (arrows->mean.cos_full, -1, 1)) * 180 / G_PI);
  return g_strdup_printf (_("Its gradient is %s long."), length);
}

static char *
write_step (HillModelDescent *self)
{
  g_autofree char *length = hill_format_number (get_length (self->snapshot, self->snapshot->next_weights));
  g_autofree char *weight = write_weight (self);

  /* Translators: length of a step, one weight written out */
  return g_strdup_printf (_("The step is %s long. Most changes\n%s"), length, weight);
}

/* How honest is the picture here? */
static char *
write_honesty (HillModelDescent *self)
{
  double value = hill_model_descent_get_true (self);
  g_autofree char *true_text = NULL, *drawn_text = NULL, *distance = NULL;

  if (!hill_model_descent_is_current (self) || isnan (value))
    return NULL;
  true_text = hill_model_descent_format (self, value);
  drawn_text = hill_model_descent_format (self, self->scene->drawn);
  if (fabs (self->scene->path.distances[self->scene->present]) < 1e-6)
    /* Translators: "loss", its true value, the one drawn there */
    return g_strdup_printf (_("True value %s, drawn here %s: the point lies on the plane."), true_text, drawn_text);
  distance = hill_format_number (self->scene->path.distances[self->scene->present]);
  /* Translators: "loss", its true value, the one drawn at the foot of the point, distance from the plane */
  return g_strdup_printf (_("True value %s, drawn here %s: the point is %s off the plane."), true_text, drawn_text, distance);
}

char *
hill_model_descent_dup_update (HillDescent *descent)
{
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);
  g_autoptr(GString) text = g_string_new (NULL);
  char *(*parts[]) (HillModelDescent *) = { write_batch, write_loss, write_gradient, write_step };
  guint n_parts = self->phase == HILL_PHASE_POINT ? G_N_ELEMENTS (parts) : (guint) self->phase;
  g_autofree char *honesty = NULL;

  if (self->snapshot == NULL)
    return g_strdup ("");
  honesty = write_honesty (self);
  for (guint i = 0; self->snapshot->next_weights != NULL && i < n_parts; i++)
    {
      g_autofree char *part = parts[i] (self);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", part);
    }
  if (honesty != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", honesty);
  return g_strdup (text->str);
}

/* Too long for the curvature along the step, and the loss says so; or past all numbers. */
char *
hill_model_descent_dup_trouble (HillDescent *descent)
{
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);
  const HillSnapshot *now = self->snapshot, *before = self->before;
  double bend, from, to;

  if (now == NULL || now->step == 0)
    return NULL;
  if (now->state == HILL_TRAINER_DIVERGED && now->step == now->n_steps)
    return g_strdup (now->message);
  if (!hill_model_descent_is_current (self) || !self->scene->has_ruler || !(self->scene->slope < 0) || before == NULL || !before->evaluated
      || !now->evaluated || before->step + 1 != now->step)
    return NULL;
  bend = self->scene->curvature / -self->scene->slope;
  from = hill_evaluation_get_loss (&before->train);
  to = hill_evaluation_get_loss (&now->train);
  if (!(to > from) || !(now->experiment.rate * bend > 2))
    return NULL;
  return hill_descent_say_trouble (now->step, from, to, now->experiment.rate, bend);
}
