/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* From a run to its description, and back: the same steps with the same changes give the same bits. */

#include "hill-experiment-file.h"

#include "hill-i18n.h"

/* ---- from a run */

static void
set_start (HillExperimentFile *self,
           const float        *start,
           gsize               n_weights)
{
  g_clear_pointer (&self->start, g_free);
  self->n_start = 0;
  if (start == NULL)
    return;
  self->start = g_memdup2 (start, n_weights * sizeof *start);
  self->n_start = n_weights;
}

void
hill_experiment_file_set_moving (HillExperimentFile *self,
                                 const guint8       *mask,
                                 guint               n_classes,
                                 gsize               n_features)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->moving, g_array_unref);
  if (mask == NULL)
    return;
  self->moving = g_array_new (FALSE, FALSE, sizeof (HillWeightIndex));
  for (guint c = 0; c < n_classes; c++)
    for (gsize d = 0; d <= n_features; d++)
      {
        const HillWeightIndex weight = { c, d < n_features ? (guint32) d : HILL_WEIGHT_BIAS };

        if (mask[c * (n_features + 1) + d] != 0)
          g_array_append_val (self->moving, weight);
      }
}

void
hill_experiment_file_set_run (HillExperimentFile *self,
                              HillTrainer        *trainer)
{
  g_autoptr(GArray) changes = NULL;
  HillDesign *design;
  guint n_classes;
  gsize n_features;

  g_return_if_fail (self != NULL && trainer != NULL);

  changes = hill_trainer_get_changes (trainer);
  design = hill_trainer_get_design (trainer);
  n_classes = hill_design_get_n_classes (design);
  n_features = hill_design_get_n_features (design);
  self->experiment = g_array_index (changes, HillExperimentChange, 0).experiment;
  g_array_set_size (self->changes, 0);
  for (guint i = 1; i < changes->len; i++)
    g_array_append_val (self->changes, g_array_index (changes, HillExperimentChange, i));
  set_start (self, hill_trainer_get_start (trainer), n_classes * (n_features + 1));
  hill_experiment_file_set_moving (self, hill_trainer_get_mask (trainer), n_classes, n_features);
  self->step = hill_trainer_get_step (trainer);
}

/* ---- to a run */

guint8 *
hill_experiment_file_dup_mask (const HillExperimentFile  *self,
                               guint                      n_classes,
                               gsize                      n_features,
                               GError                   **error)
{
  g_autofree guint8 *mask = NULL;

  g_return_val_if_fail (self != NULL && self->moving != NULL, NULL);

  mask = g_new0 (guint8, n_classes * (n_features + 1));
  for (guint i = 0; i < self->moving->len; i++)
    {
      const HillWeightIndex *weight = &g_array_index (self->moving, HillWeightIndex, i);
      gsize column = weight->feature == HILL_WEIGHT_BIAS ? n_features : weight->feature;

      if (weight->class_index >= n_classes || column > n_features)
        {
          g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                       _("The weight %u,%zu that is to move is not there: the model has %u classes and %zu features, counted from 0"),
                       weight->class_index, column, n_classes, n_features);
          return NULL;
        }
      mask[weight->class_index * (n_features + 1) + column] = 1;
    }
  return g_steal_pointer (&mask);
}

HillTrainer *
hill_experiment_file_new_trainer (const HillExperimentFile  *self,
                                  HillDesign                *design,
                                  guint                      n_threads,
                                  GError                   **error)
{
  g_autofree guint8 *mask = NULL;
  guint n_classes;
  gsize n_features;

  g_return_val_if_fail (self != NULL && design != NULL, NULL);

  n_classes = hill_design_get_n_classes (design);
  n_features = hill_design_get_n_features (design);
  if (self->start != NULL && self->n_start != n_classes * (n_features + 1))
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                   _("The start has %zu weights, but a model of %u classes and %zu features has %zu: remove the section [Start], or "
                     "choose the data set and the features that it was made with"),
                   self->n_start, n_classes, n_features, n_classes * (n_features + 1));
      return NULL;
    }
  if (self->moving != NULL)
    {
      mask = hill_experiment_file_dup_mask (self, n_classes, n_features, error);
      if (mask == NULL)
        return NULL;
    }
  return hill_trainer_new_from (design, &self->experiment, self->start, mask, n_threads, error);
}

/* Made once: a run that ended badly at this step does not get on by making it again. */
static gboolean
is_made (const HillExperimentChange *change,
         const HillTrainer          *trainer)
{
  g_autoptr(GArray) made = hill_trainer_get_changes (trainer);

  return g_array_index (made, HillExperimentChange, made->len - 1).step >= change->step;
}

gboolean
hill_experiment_file_follow (const HillExperimentFile  *self,
                             HillTrainer               *trainer,
                             GError                   **error)
{
  guint64 reached;

  g_return_val_if_fail (self != NULL && trainer != NULL, FALSE);

  reached = hill_trainer_get_n_steps (trainer);
  for (guint i = 0; i < self->changes->len; i++)
    {
      const HillExperimentChange *change = &g_array_index (self->changes, HillExperimentChange, i);

      if (change->step > reached)
        break;
      if (change->step == reached && !is_made (change, trainer))
        return hill_trainer_change (trainer, &change->experiment, error);
    }
  return TRUE;
}
