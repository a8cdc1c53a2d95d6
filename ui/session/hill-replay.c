/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Progress is told over all steps, not of each. */

#include "hill-replay.h"

#include <glib/gi18n.h>
#include <string.h>

void
hill_replay_get_experiment (const HillExperimentFile *file,
                            HillExperiment           *experiment)
{
  guint n = file->changes->len;

  *experiment = n > 0 ? g_array_index (file->changes, HillExperimentChange, n - 1).experiment : file->experiment;
  for (const char * const *key = hill_experiment_get_keys (); *key != NULL; key++)
    {
      g_autofree char *name = g_strconcat (HILL_REPLAY_NEXT, *key, NULL);
      const char *value = g_hash_table_lookup (file->view, name);

      /* A value that makes no sense leaves the option as it is. */
      if (value != NULL)
        hill_experiment_set (experiment, *key, value, NULL);
    }
}

typedef struct
{
  const HillProgress *progress;
  guint64             done;
  guint64             total;
} Share;

static gboolean
report (double   fraction,
        gpointer data)
{
  const Share *share = data;

  return hill_progress_report (share->progress, ((double) share->done + fraction) / (double) MAX (share->total, 1), NULL);
}

static gboolean
go_to (HillRun *run,
       guint64  step,
       Share   *share)
{
  HillTrainer *trainer = hill_run_get_trainer (run);
  const HillProgress progress = { report, share };

  while (hill_trainer_get_n_steps (trainer) < step && hill_trainer_get_state (trainer) == HILL_TRAINER_READY)
    {
      if (!report (0, share) || !hill_run_step (run, &progress))
        return FALSE;
      share->done++;
    }
  return hill_trainer_get_n_steps (trainer) == step;
}

static guint64
get_reached (const HillExperimentFile *file)
{
  const char *text = g_hash_table_lookup (file->view, HILL_REPLAY_REACHED);

  return MAX (file->step, text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0);
}

/* Changes after the last step that was made are for those to come. */
static gboolean
make_steps (HillRun                  *run,
            const HillExperimentFile *file,
            Share                    *share)
{
  for (guint i = 0; i < file->changes->len; i++)
    {
      const HillExperimentChange *change = &g_array_index (file->changes, HillExperimentChange, i);

      if (change->step > share->total)
        break;
      if (!go_to (run, change->step, share) || !hill_run_prepare (run, &change->experiment, NULL, NULL))
        return FALSE;
    }
  return go_to (run, share->total, share);
}

static char *
check_hash (HillRun                  *run,
            const HillExperimentFile *file)
{
  HillDataset *dataset = hill_design_get_dataset (hill_trainer_get_design (hill_run_get_trainer (run)));
  g_autofree char *hash = NULL;

  if (file->hash == NULL)
    return NULL;
  hash = hill_dataset_get_hash (dataset);
  if (g_strcmp0 (hash, file->hash) == 0)
    return NULL;
  return g_strdup_printf (_("The data set %s is not the one that this experiment was made with: its examples are others. Numbers and "
                            "pictures will differ."), hill_dataset_get_name (dataset));
}

char *
hill_replay (HillRun                  *run,
             const HillExperimentFile *file,
             const HillProgress       *progress)
{
  Share share = { progress, 0, get_reached (file) };
  HillTrainer *trainer = hill_run_get_trainer (run);
  guint64 step;

  make_steps (run, file, &share);
  step = MIN (file->step, hill_trainer_get_n_steps (trainer));
  hill_trainer_seek (trainer, step, progress, NULL);
  return check_hash (run, file);
}
