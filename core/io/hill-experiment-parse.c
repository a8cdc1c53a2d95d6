/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Reading an experiment: the lines first, then section after section, whatever their order in the file is. */

#include "hill-experiment-private.h"

#include "hill-i18n.h"
#include "hill-plan.h"

#include <string.h>

#define MAX_SET_BYTES 256       /* of an option's value */

/* What hill_trainer_change() does not change. */
static const char * const fixed_keys[] = { "features", "scale", "optimizer", "l1-step", "validation", "seed", "init-scale", NULL };

typedef struct
{
  HillExperimentFile *file;
  const char         *folder;           /* (nullable) */
  const GArray       *lines;
  GPtrArray          *complaints;       /* (nullable) */
} Parser;

typedef void (*LineFunc) (Parser            *self,
                          const HillKeyLine *line);

static void
for_each_line (Parser     *self,
               const char *group,
               LineFunc    func)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const HillKeyLine *line = &g_array_index (self->lines, HillKeyLine, i);

      if (strcmp (line->group, group) == 0)
        func (self, line);
    }
}

static gboolean
read_integer (Parser            *self,
              const HillKeyLine *line,
              guint64            highest,
              guint64           *number)
{
  guint64 value;

  if (g_ascii_string_to_unsigned (line->value, 10, 0, highest, &value, NULL))
    {
      *number = value;
      return TRUE;
    }
  hill_key_complain (self->complaints, line->line, _("%s is not a whole number from 0 to %llu; %llu is used instead"), line->key,
                     (unsigned long long) highest, (unsigned long long) *number);
  return FALSE;
}

static void
read_head (Parser            *self,
           const HillKeyLine *line)
{
  guint64 version = HILL_EXPERIMENT_VERSION;

  if (strcmp (line->key, "version") != 0)
    hill_experiment_keep_unknown (self->file, line, self->complaints);
  else if (read_integer (self, line, G_MAXUINT32, &version) && version > HILL_EXPERIMENT_VERSION)
    hill_key_complain (self->complaints, line->line,
                       _("the file was written by a newer Downhill (version %llu, this one knows %d); what is known here is used"),
                       (unsigned long long) version, HILL_EXPERIMENT_VERSION);
}

/* ---- data */

/* A path, not one of the names that hill_dataset_load() knows? */
static gboolean
is_path (const char *value)
{
  static const char * const schemes[] = { "scenes:", "points:", "file:" };

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_has_prefix (value, schemes[i]))
      return FALSE;
  return strchr (value, '/') != NULL || strcmp (value, ".") == 0 || strcmp (value, "..") == 0;
}

/* That of a relative path starts where the file stands. */
static char *
dup_dataset (const char *value,
             const char *folder)
{
  if (is_path (value) && (folder != NULL || g_path_is_absolute (value)))
    return g_canonicalize_filename (value, folder);
  return g_strdup (value);
}

static gboolean
is_hash (const char *value)
{
  return g_str_has_prefix (value, "sha256:") && strlen (value) == strlen ("sha256:") + 64 &&
         strspn (value + strlen ("sha256:"), "0123456789abcdef") == 64;
}

static void
read_hash (Parser            *self,
           const HillKeyLine *line)
{
  if (is_hash (line->value))
    self->file->hash = g_strdup (line->value);
  else
    hill_key_complain (self->complaints, line->line,
                       _("hash is not “sha256:” and 64 digits; whether the data set is the same one is not looked at"));
}

static void
read_data (Parser            *self,
           const HillKeyLine *line)
{
  HillExperimentFile *file = self->file;
  guint64 number = 0;

  if (strcmp (line->key, "dataset") == 0 && line->value[0] != '\0' && strlen (line->value) < 4096)
    file->dataset = dup_dataset (line->value, self->folder);
  else if (strcmp (line->key, "dataset") == 0)
    hill_key_complain (self->complaints, line->line, _("this is the name of no data set"));
  else if (strcmp (line->key, "hash") == 0)
    read_hash (self, line);
  else if (strcmp (line->key, "limit") == 0 && read_integer (self, line, G_MAXINT64, &number))
    file->limit = (gsize) number;
  else if (strcmp (line->key, "coarse") == 0 && read_integer (self, line, 1, &number))
    file->coarse = number == 1;
  else if (strcmp (line->key, "size") == 0 && read_integer (self, line, 1024, &number))
    file->image_size = (guint) number;
  else if (strcmp (line->key, "limit") != 0 && strcmp (line->key, "coarse") != 0 && strcmp (line->key, "size") != 0)
    hill_experiment_keep_unknown (self->file, line, self->complaints);
}

/* ---- the run */

static void
set_option (Parser            *self,
            HillExperiment    *experiment,
            const HillKeyLine *line)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *used = NULL;

  if (!g_strv_contains (hill_experiment_get_keys (), line->key))
    {
      hill_experiment_keep_unknown (self->file, line, self->complaints);
      return;
    }
  if (strlen (line->value) <= MAX_SET_BYTES && hill_experiment_set (experiment, line->key, line->value, &error))
    return;
  used = hill_experiment_get (experiment, line->key);
  if (error != NULL)
    hill_key_complain (self->complaints, line->line, _("%s; %s is used instead"), error->message, used);
  else
    hill_key_complain (self->complaints, line->line, _("the value of %s is too long; %s is used instead"), line->key, used);
}

static void
read_option (Parser            *self,
             const HillKeyLine *line)
{
  set_option (self, &self->file->experiment, line);
}

static HillExperimentChange *
get_last_change (Parser *self)
{
  GArray *changes = self->file->changes;

  return changes->len > 0 ? &g_array_index (changes, HillExperimentChange, changes->len - 1) : NULL;
}

/* (nullable): the change that this line belongs to; a new one is appended where its step is later than the last. */
static HillExperimentChange *
find_change (Parser            *self,
             const HillKeyLine *line)
{
  HillExperimentChange *last = get_last_change (self);
  HillExperimentChange next = { 0, last != NULL ? last->experiment : self->file->experiment };
  guint64 lowest = last != NULL ? last->step : 1;

  if (!g_ascii_string_to_unsigned (line->group + strlen (HILL_CHANGE_GROUP), 10, lowest, HILL_MAX_STEPS, &next.step, NULL))
    return NULL;
  if (last != NULL && last->step == next.step)
    return last;
  g_array_append_val (self->file->changes, next);
  return get_last_change (self);
}

static void
read_change (Parser            *self,
             const HillKeyLine *line)
{
  HillExperimentChange *change = find_change (self, line);

  if (change == NULL)
    hill_key_complain (self->complaints, line->line,
                       _("changes are written by rising step, from 1 to %d; this one is left out"), HILL_MAX_STEPS);
  else if (g_strv_contains (fixed_keys, line->key))
    hill_key_complain (self->complaints, line->line, _("%s cannot change in mid-run; it stays as it is"), line->key);
  else
    set_option (self, &change->experiment, line);
}

static void
read_changes (Parser *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const HillKeyLine *line = &g_array_index (self->lines, HillKeyLine, i);

      if (g_str_has_prefix (line->group, HILL_CHANGE_GROUP))
        read_change (self, line);
    }
}

/* ---- the view */

static void
read_view (Parser            *self,
           const HillKeyLine *line)
{
  if (strcmp (line->key, "step") == 0)
    read_integer (self, line, HILL_MAX_STEPS, &self->file->step);
  else if (hill_experiment_is_view_key (line->key))
    g_hash_table_insert (self->file->view, g_strdup (line->key), g_strdup (line->value));
  else
    hill_experiment_keep_unknown (self->file, line, self->complaints);
}

/* ---- all */

gboolean
hill_experiment_is_group (const char *group)
{
  static const char * const known[] = { HILL_EXPERIMENT_GROUP, HILL_DATA_GROUP, HILL_OPTIONS_GROUP, HILL_START_GROUP, HILL_VIEW_GROUP, NULL };

  return g_strv_contains (known, group) || g_str_has_prefix (group, HILL_CHANGE_GROUP);
}

static void
keep_unknown_groups (Parser *self)
{
  const char *told = NULL;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const HillKeyLine *line = &g_array_index (self->lines, HillKeyLine, i);
      g_autofree char *shown = NULL;

      if (hill_experiment_is_group (line->group))
        continue;
      hill_experiment_keep_unknown (self->file, line, NULL);
      if (line->group == told)
        continue;
      told = line->group;
      shown = hill_key_shorten (told);
      hill_key_complain (self->complaints, line->line, _("the section [%s] is not known here; it is kept but not used"), shown);
    }
}

static gboolean
is_experiment (const GArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    if (hill_experiment_is_group (g_array_index (lines, HillKeyLine, i).group))
      return TRUE;
  return FALSE;
}

static void
parse_lines (Parser *self)
{
  for_each_line (self, HILL_EXPERIMENT_GROUP, read_head);
  for_each_line (self, HILL_DATA_GROUP, read_data);
  for_each_line (self, HILL_OPTIONS_GROUP, read_option);
  read_changes (self);
  hill_start_parse (self->file, self->lines, self->complaints);
  for_each_line (self, HILL_VIEW_GROUP, read_view);
  keep_unknown_groups (self);
  if (self->file->dataset != NULL)
    return;
  self->file->dataset = g_strdup ("scenes");
  hill_key_complain (self->complaints, 0, _("no data set is named; scenes is used instead"));
}

HillExperimentFile *
hill_experiment_file_parse (const char  *text,
                            gsize        length,
                            const char  *folder,
                            GPtrArray   *complaints,
                            GError     **error)
{
  g_autofree char *copy = NULL;
  g_autoptr(GArray) lines = NULL;
  Parser parser = { .folder = folder, .complaints = complaints };

  g_return_val_if_fail (text != NULL, NULL);

  if (length > HILL_EXPERIMENT_MAX_BYTES)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE, _("an experiment file has at most %zu bytes; choose another file"),
                   HILL_EXPERIMENT_MAX_BYTES);
      return NULL;
    }
  copy = g_malloc (length + 1);
  memcpy (copy, text, length);
  copy[length] = '\0';
  lines = hill_key_lines_parse (copy, length, complaints);
  if (!is_experiment (lines))
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT,
                   _("this is no experiment of Downhill: none of its sections, such as [Downhill] and [Experiment], is there"));
      return NULL;
    }
  parser.file = hill_experiment_file_new ();
  parser.lines = lines;
  parse_lines (&parser);
  return parser.file;
}
