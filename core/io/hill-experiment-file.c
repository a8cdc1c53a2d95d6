/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The value itself, and its way from and to the disk. */

#include "hill-experiment-private.h"

#include "hill-file.h"
#include "hill-i18n.h"
#include "hill-read.h"

#include <string.h>

static void
unknown_key_free (gpointer data)
{
  HillUnknownKey *unknown = data;

  g_free (unknown->group);
  g_free (unknown->key);
  g_free (unknown->value);
  g_free (unknown);
}

void
hill_experiment_keep_unknown (HillExperimentFile *self,
                              const HillKeyLine  *line,
                              GPtrArray          *complaints)
{
  HillUnknownKey *unknown = g_new0 (HillUnknownKey, 1);

  unknown->group = g_strdup (line->group);
  unknown->key = g_strdup (line->key);
  unknown->value = g_strdup (line->value);
  g_ptr_array_add (self->unknown, unknown);
  if (complaints != NULL)
    hill_key_complain_unknown (complaints, line);
}

HillExperimentFile *
hill_experiment_file_new (void)
{
  HillExperimentFile *self = g_new0 (HillExperimentFile, 1);

  hill_experiment_init (&self->experiment);
  self->changes = g_array_new (FALSE, FALSE, sizeof (HillExperimentChange));
  self->view = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->unknown = g_ptr_array_new_with_free_func (unknown_key_free);
  return self;
}

void
hill_experiment_file_free (HillExperimentFile *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->dataset);
  g_free (self->hash);
  g_array_unref (self->changes);
  g_free (self->start);
  g_clear_pointer (&self->moving, g_array_unref);
  g_hash_table_unref (self->view);
  g_ptr_array_unref (self->unknown);
  g_free (self);
}

void
hill_experiment_file_set_unknown (HillExperimentFile *self,
                                  GPtrArray          *unknown)
{
  g_return_if_fail (self != NULL && unknown != NULL);

  g_ptr_array_ref (unknown);
  g_ptr_array_unref (self->unknown);
  self->unknown = unknown;
}

static char *
dup_folder (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);

  return g_path_get_dirname (absolute);
}

gboolean
hill_experiment_file_sniff (const char *path)
{
  g_auto(HillReader) reader = HILL_READER_INIT;
  char start[1024];
  gsize n;

  g_return_val_if_fail (path != NULL, FALSE);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR) || !hill_reader_open (&reader, path, NULL, NULL))
    return FALSE;
  n = hill_reader_peek (&reader, start, sizeof start);
  return g_strstr_len (start, (gssize) n, "[" HILL_EXPERIMENT_GROUP "]") != NULL;
}

HillExperimentFile *
hill_experiment_file_load (const char  *path,
                           GPtrArray   *complaints,
                           GError     **error)
{
  g_auto(HillReader) reader = HILL_READER_INIT;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *folder = NULL;
  HillExperimentFile *self;
  gconstpointer text;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  if (!hill_reader_open (&reader, path, NULL, error))
    return NULL;
  bytes = hill_reader_slurp (&reader, HILL_EXPERIMENT_MAX_BYTES, NULL, error);
  if (bytes == NULL)
    return NULL;
  folder = dup_folder (path);
  text = g_bytes_get_data (bytes, &length);
  self = hill_experiment_file_parse (text != NULL ? text : "", length, folder, complaints, error);
  if (self == NULL)
    g_prefix_error (error, "%s: ", reader.name);
  return self;
}

gboolean
hill_experiment_file_save (const HillExperimentFile  *self,
                           const char                *path,
                           GError                   **error)
{
  g_autofree char *folder = NULL, *text = NULL, *name = NULL;
  gsize length;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  folder = dup_folder (path);
  text = hill_experiment_file_to_text (self, folder);
  length = strlen (text);
  if (length <= HILL_EXPERIMENT_MAX_BYTES)
    return hill_file_replace (path, text, length, error);

  name = g_filename_display_name (path);
  g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE,
               _("%s cannot be written: a start of %zu weights is too long for an experiment file. Start the run from its own first weights"),
               name, self->n_start);
  return FALSE;
}
