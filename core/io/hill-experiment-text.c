/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Writing an experiment: sections and keys in an order of their own, so that versions can be compared line by line.  Nothing is
 * translated here. */

#include "hill-experiment-private.h"

#include <string.h>

gboolean
hill_experiment_is_view_key (const char *key)
{
  return key[0] != '\0' && strspn (key, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-") == strlen (key);
}

/* (transfer full): a path below @folder is written from there. */
static char *
dup_relative (const char *dataset,
              const char *folder)
{
  gsize n = folder != NULL ? strlen (folder) : 0;

  if (n == 0 || !g_path_is_absolute (dataset) || strncmp (dataset, folder, n) != 0)
    return g_strdup (dataset);
  if (folder[n - 1] == '/')
    n--;
  if (dataset[n] == '\0' || (dataset[n] == '/' && dataset[n + 1] == '\0'))
    return g_strdup (".");
  return dataset[n] == '/' ? g_strconcat (".", dataset + n, NULL) : g_strdup (dataset);
}

static void
append_number (GString    *text,
               const char *key,
               guint64     number)
{
  g_string_append_printf (text, "%s=%" G_GUINT64_FORMAT "\n", key, number);
}

static void
append_data (GString                  *text,
             const HillExperimentFile *self,
             const char               *folder)
{
  g_string_append (text, "\n[" HILL_DATA_GROUP "]\n");
  if (self->dataset != NULL && g_utf8_validate (self->dataset, -1, NULL))
    {
      g_autofree char *dataset = dup_relative (self->dataset, folder);

      hill_key_append (text, "dataset", dataset);
    }
  if (self->hash != NULL)
    hill_key_append (text, "hash", self->hash);
  if (self->limit > 0)
    append_number (text, "limit", self->limit);
  if (self->coarse)
    append_number (text, "coarse", 1);
  if (self->image_size > 0)
    append_number (text, "size", self->image_size);
}

static void
free_lines (gpointer lines)
{
  g_string_free (lines, TRUE);
}

/* What differs from @before; all where that is NULL. */
static void
append_options (GString              *text,
                const HillExperiment *experiment,
                const HillExperiment *before)
{
  for (const char * const *key = hill_experiment_get_keys (); *key != NULL; key++)
    {
      g_autofree char *value = hill_experiment_get (experiment, *key);
      g_autofree char *old = before != NULL ? hill_experiment_get (before, *key) : NULL;

      if (g_strcmp0 (value, old) != 0)
        hill_key_append (text, *key, value);
    }
}

/* What was not understood, as lines: group -> GString. */
static GHashTable *
collect_unknown (const HillExperimentFile *self)
{
  GHashTable *unknown = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_lines);

  for (guint i = 0; i < self->unknown->len; i++)
    {
      const HillUnknownKey *one = g_ptr_array_index (self->unknown, i);
      GString *lines = g_hash_table_lookup (unknown, one->group);

      if (lines == NULL)
        {
          lines = g_string_new (NULL);
          g_hash_table_insert (unknown, one->group, lines);
        }
      hill_key_append (lines, one->key, one->value);
    }
  return unknown;
}

/* At the end of its section. */
static void
append_unknown (GString    *text,
                GHashTable *unknown,
                const char *group)
{
  const GString *lines = g_hash_table_lookup (unknown, group);

  if (lines != NULL)
    g_string_append_len (text, lines->str, (gssize) lines->len);
}

static void
append_unknown_groups (GString                  *text,
                       const HillExperimentFile *self,
                       GHashTable               *unknown)
{
  for (guint i = 0; i < self->unknown->len; i++)
    {
      const char *group = ((const HillUnknownKey *) g_ptr_array_index (self->unknown, i))->group;

      if (hill_experiment_is_group (group) || !g_hash_table_contains (unknown, group))
        continue;
      g_string_append_printf (text, "\n[%s]\n", group);
      append_unknown (text, unknown, group);
      g_hash_table_remove (unknown, group);
    }
}

/* One that changes nothing is none. */
static void
append_changes (GString                  *text,
                const HillExperimentFile *self,
                GHashTable               *unknown)
{
  const HillExperiment *before = &self->experiment;

  for (guint i = 0; i < self->changes->len; i++)
    {
      const HillExperimentChange *change = &g_array_index (self->changes, HillExperimentChange, i);
      g_autoptr(GString) options = g_string_new (NULL);
      g_autofree char *group = NULL;

      append_options (options, &change->experiment, before);
      before = &change->experiment;
      if (options->len == 0)
        continue;
      group = g_strdup_printf (HILL_CHANGE_GROUP "%" G_GUINT64_FORMAT, change->step);
      g_string_append_printf (text, "\n[%s]\n%s", group, options->str);
      append_unknown (text, unknown, group);
    }
}

static void
append_view (GString                  *text,
             const HillExperimentFile *self)
{
  g_autoptr(GList) keys = g_list_sort (g_hash_table_get_keys (self->view), (GCompareFunc) strcmp);

  g_string_append (text, "\n[" HILL_VIEW_GROUP "]\n");
  append_number (text, "step", self->step);
  for (GList *l = keys; l != NULL; l = l->next)
    {
      const char *value = g_hash_table_lookup (self->view, l->data);

      if (hill_experiment_is_view_key (l->data) && strcmp (l->data, "step") != 0 && g_utf8_validate (value, -1, NULL))
        hill_key_append (text, l->data, value);
    }
}

char *
hill_experiment_file_to_text (const HillExperimentFile *self,
                              const char               *folder)
{
  g_autoptr(GHashTable) unknown = NULL;
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  unknown = collect_unknown (self);
  text = g_string_new ("# An experiment of Downhill.  Open it there, or run it: downhill train FILE\n"
                       "[" HILL_EXPERIMENT_GROUP "]\n");
  append_number (text, "version", HILL_EXPERIMENT_VERSION);
  append_unknown (text, unknown, HILL_EXPERIMENT_GROUP);
  append_data (text, self, folder);
  append_unknown (text, unknown, HILL_DATA_GROUP);
  g_string_append (text, "\n[" HILL_OPTIONS_GROUP "]\n");
  append_options (text, &self->experiment, NULL);
  append_unknown (text, unknown, HILL_OPTIONS_GROUP);
  append_changes (text, self, unknown);
  if (self->start != NULL || self->moving != NULL)
    {
      hill_start_append_text (text, self);
      append_unknown (text, unknown, HILL_START_GROUP);
    }
  append_view (text, self);
  append_unknown (text, unknown, HILL_VIEW_GROUP);
  append_unknown_groups (text, self, unknown);
  return g_string_free (text, FALSE);
}
