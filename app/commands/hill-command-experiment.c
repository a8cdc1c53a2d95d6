/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A command that is given an experiment takes its data set and options from there; what the command line says beside it goes before. */

#include "hill-command.h"

#include <glib/gi18n.h>
#include <string.h>

#define ENDING ".downhill"

gboolean
hill_command_is_experiment (const char *path)
{
  return (g_str_has_suffix (path, ENDING) && g_file_test (path, G_FILE_TEST_IS_REGULAR)) || hill_experiment_file_sniff (path);
}

HillExperimentFile *
hill_command_load_experiment (const char *path)
{
  g_autoptr(GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  HillExperimentFile *file = hill_experiment_file_load (path, complaints, &error);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);

  if (file == NULL)
    hill_command_complain (error->message);
  for (guint i = 0; file != NULL && i < complaints->len; i++)
    {
      g_autofree char *message = g_strdup_printf ("%s: %s", name, (const char *) g_ptr_array_index (complaints, i));

      hill_command_complain (message);
    }
  return file;
}

/* A training option of the command line holds from the first step to the last. */
static gboolean
override (HillExperimentFile *file,
          const char         *key,
          const char         *value)
{
  g_autoptr(GError) error = NULL;
  gboolean done = hill_experiment_set (&file->experiment, key, value, &error);

  for (guint i = 0; done && i < file->changes->len; i++)
    done = hill_experiment_set (&g_array_index (file->changes, HillExperimentChange, i).experiment, key, value, &error);
  if (!done)
    hill_command_complain (error->message);
  return done;
}

static const HillExperiment *
get_last (const HillExperimentFile *file)
{
  guint n = file->changes->len;

  return n > 0 ? &g_array_index (file->changes, HillExperimentChange, n - 1).experiment : &file->experiment;
}

/* Fewer examples or other sizes than the file says are other data, and that is what was asked for. */
static void
take_loading (HillCommandLine    *self,
              HillExperimentFile *file)
{
  if (!self->has_limit)
    self->limit = (gint64) file->limit;
  if (self->image_size == 0)
    self->image_size = (int) file->image_size;
  self->coarse = self->coarse || file->coarse;
  if (file->limit != (gsize) self->limit || file->image_size != (guint) self->image_size || file->coarse != self->coarse)
    g_clear_pointer (&file->hash, g_free);
  file->limit = (gsize) self->limit;
  file->image_size = (guint) self->image_size;
  file->coarse = self->coarse;
}

gboolean
hill_command_line_open (HillCommandLine *self)
{
  const char *path = self->arguments[0];

  if (!hill_command_is_experiment (path))
    {
      self->file = hill_experiment_file_new ();
      self->file->experiment = self->experiment;
      take_loading (self, self->file);
      return TRUE;
    }
  self->file = hill_command_load_experiment (path);
  if (self->file == NULL)
    return FALSE;

  for (guint i = 0; self->options != NULL && i + 1 < self->options->len; i += 2)
    if (!override (self->file, g_ptr_array_index (self->options, i), g_ptr_array_index (self->options, i + 1)))
      return FALSE;
  take_loading (self, self->file);
  self->experiment = *get_last (self->file);
  g_free (self->arguments[0]);
  self->arguments[0] = g_strdup (self->file->dataset);
  return TRUE;
}

void
hill_command_check_hash (HillExperimentFile *file,
                         HillDataset        *dataset)
{
  g_autofree char *hash = hill_dataset_get_hash (dataset);
  g_autofree char *message = NULL;

  if (file->hash != NULL && strcmp (file->hash, hash) != 0)
    {
      message = g_strdup_printf (_("The data set %s is not the one that this experiment was made with: its examples are others, and "
                                   "so the results will differ."), hill_dataset_get_name (dataset));
      hill_command_complain (message);
    }
  g_free (file->hash);
  file->hash = g_steal_pointer (&hash);
}
