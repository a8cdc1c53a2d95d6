/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The run is what its snapshot says, which may be a moment behind; options that were turned since are written beside it. */

#include "hill-session-file.h"

#include "hill-replay.h"
#include "hill-session-private.h"

/* Where it begins when that was chosen, and which weights move. */
static void
put_start (HillExperimentFile *file,
           const HillSnapshot *snapshot)
{
  gsize n_bytes = 0;
  const float *start = snapshot->start != NULL ? g_bytes_get_data (snapshot->start, &n_bytes) : NULL;

  if (start != NULL)
    {
      file->start = g_memdup2 (start, n_bytes);
      file->n_start = n_bytes / sizeof *start;
    }
  if (snapshot->mask != NULL)
    hill_experiment_file_set_moving (file, g_bytes_get_data (snapshot->mask, NULL), hill_design_get_n_classes (snapshot->design),
                                     hill_design_get_n_features (snapshot->design));
}

static void
put_run (HillExperimentFile *file,
         const HillSnapshot *snapshot)
{
  file->experiment = g_array_index (snapshot->changes, HillExperimentChange, 0).experiment;
  g_array_append_vals (file->changes, &g_array_index (snapshot->changes, HillExperimentChange, 1), snapshot->changes->len - 1);
  file->step = snapshot->step;
  put_start (file, snapshot);
  if (snapshot->n_steps > snapshot->step)
    g_hash_table_insert (file->view, g_strdup (HILL_REPLAY_REACHED), g_strdup_printf ("%" G_GUINT64_FORMAT, snapshot->n_steps));
}

/* What the controls say and the run does not have yet. */
static void
put_next (HillExperimentFile   *file,
          const HillExperiment *running,
          const HillExperiment *wanted)
{
  for (const char * const *key = hill_experiment_get_keys (); *key != NULL; key++)
    {
      g_autofree char *x = hill_experiment_get (running, *key);
      g_autofree char *y = hill_experiment_get (wanted, *key);

      if (g_strcmp0 (x, y) != 0)
        g_hash_table_insert (file->view, g_strconcat (HILL_REPLAY_NEXT, *key, NULL), g_steal_pointer (&y));
    }
}

HillExperimentFile *
hill_session_new_file (HillSession *self)
{
  HillExperimentFile *file = hill_experiment_file_new ();
  HillSnapshot *snapshot;

  g_return_val_if_fail (HILL_IS_SESSION (self), NULL);

  snapshot = hill_session_get_snapshot (self);
  g_free (file->dataset);
  file->dataset = self->dataset != NULL ? g_strdup (hill_dataset_get_spec (self->dataset)) : NULL;
  file->limit = self->load_options.limit;
  file->coarse = self->load_options.coarse;
  file->image_size = self->load_options.image_size;
  file->experiment = self->experiment;
  if (snapshot != NULL && snapshot->n_steps == 0)
    put_start (file, snapshot);
  if (snapshot == NULL || snapshot->n_steps == 0)
    return file;
  put_run (file, snapshot);
  put_next (file, &snapshot->experiment, &self->experiment);
  return file;
}

void
hill_session_open_file (HillSession        *self,
                        HillExperimentFile *file)
{
  HillTask *task;

  g_return_if_fail (HILL_IS_SESSION (self));
  g_return_if_fail (file != NULL);

  if (self->worker == NULL)
    {
      hill_experiment_file_free (file);
      return;
    }
  task = hill_session_new_task (self);
  task->experiment = file->experiment;
  task->spec = g_strdup (file->dataset);
  task->options = (HillLoadOptions) { .limit = file->limit, .coarse = file->coarse, .image_size = file->image_size };
  task->file = file;
  hill_session_load_by (self, task);
}
