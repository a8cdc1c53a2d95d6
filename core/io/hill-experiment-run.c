/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* From a run to its description, and back: the same steps with the same changes give the same bits. */

#include "hill-experiment-file.h"

#include "hill-i18n.h"

#include <string.h>

void
hill_experiment_file_set_run (HillExperimentFile *self,
                              const HillTrainer  *trainer)
{
  g_autoptr(GArray) changes = NULL;

  g_return_if_fail (self != NULL && trainer != NULL);

  changes = hill_trainer_get_changes (trainer);
  self->experiment = g_array_index (changes, HillExperimentChange, 0).experiment;
  g_array_set_size (self->changes, 0);
  g_array_append_vals (self->changes, &g_array_index (changes, HillExperimentChange, 1), changes->len - 1);
  self->step = hill_trainer_get_step (trainer);
}

HillTrainer *
hill_experiment_file_new_trainer (const HillExperimentFile  *self,
                                  HillDesign                *design,
                                  guint                      n_threads,
                                  GError                   **error)
{
  g_return_val_if_fail (self != NULL && design != NULL, NULL);

  return hill_trainer_new (design, &self->experiment, n_threads, error);
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

      if (change->step == reached && !is_made (change, trainer))
        return hill_trainer_change (trainer, &change->experiment, error);
    }
  return TRUE;
}
