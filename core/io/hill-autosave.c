/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* XDG_STATE_HOME/downhill/autosave/PROCESS-START-N.downhill.  START is the 22nd field of /proc/PROCESS/stat: clock ticks from the start of
 * the machine to that of the process, together with the machine's own start, which /proc/sys/kernel/random/boot_id names. */

#include "hill-autosave.h"

#include "hill-file.h"
#include "hill-i18n.h"
#include "hill-read.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define ENDING ".downhill"
#define PATH_MARK "# of: "
#define TIME_MARK "# saved: "
#define HEAD_BYTES 16384

struct _HillAutosave
{
  char *file;           /* owned */
};

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "downhill", "autosave", NULL);
}

/* ---- processes */

/* (nullable): a word that no later process of that number has; NULL where there is no such process. */
static char *
dup_start (guint64 process)
{
  g_autofree char *name = g_strdup_printf ("/proc/%" G_GUINT64_FORMAT "/stat", process);
  g_autofree char *text = NULL, *boot = NULL;
  g_auto(GStrv) fields = NULL;
  const char *after_name;

  if (!g_file_get_contents (name, &text, NULL, NULL))
    return NULL;

  /* The program's name, in parentheses, may hold anything. */
  after_name = strrchr (text, ')');
  fields = after_name != NULL ? g_strsplit (after_name + 1, " ", 22) : NULL;
  if (fields == NULL || g_strv_length (fields) < 21 || fields[1][0] == 'Z' || fields[1][0] == 'X')
    return NULL;
  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL))
    boot = g_strdup ("0");
  boot[strcspn (boot, "-\n")] = '\0';
  return g_strdup_printf ("%s.%s", boot, fields[20]);
}

/* Does the process of this copy still live?  Names that are not ours belong to nobody. */
static gboolean
is_lost (const char *name)
{
  g_auto(GStrv) parts = g_strsplit (name, "-", 3);
  g_autofree char *start = NULL;
  guint64 process;

  if (!g_str_has_suffix (name, ENDING) || g_strv_length (parts) != 3 ||
      !g_ascii_string_to_unsigned (parts[0], 10, 1, G_MAXINT32, &process, NULL))
    return FALSE;
  start = dup_start (process);
  return g_strcmp0 (start, parts[1]) != 0;
}

/* ---- writing */

HillAutosave *
hill_autosave_new (void)
{
  static gint last = 0;
  HillAutosave *self = g_new0 (HillAutosave, 1);
  g_autofree char *folder = dup_folder ();
  g_autofree char *start = dup_start ((guint64) getpid ());
  g_autofree char *name = g_strdup_printf ("%d-%s-%d" ENDING, (int) getpid (), start != NULL ? start : "0",
                                           g_atomic_int_add (&last, 1) + 1);

  self->file = g_build_filename (folder, name, NULL);
  return self;
}

void
hill_autosave_free (HillAutosave *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->file);
  g_free (self);
}

/* The folder is the person's alone: what is worked on is nobody else's business. */
static gboolean
make_folder (GError **error)
{
  g_autofree char *folder = dup_folder ();
  g_autofree char *shown = g_filename_display_name (folder);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  g_set_error (error, HILL_ERROR, HILL_ERROR_IO, _("%s cannot be made: %s"), shown, g_strerror (errno));
  return FALSE;
}

gboolean
hill_autosave_write (HillAutosave  *self,
                     const char    *text,
                     const char    *path,
                     GError       **error)
{
  g_autoptr(GString) all = g_string_new (NULL);

  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  if (path != NULL)
    {
      g_autofree char *absolute = g_canonicalize_filename (path, NULL);
      g_autofree char *uri = g_filename_to_uri (absolute, NULL, NULL);

      g_string_append_printf (all, PATH_MARK "%s\n", uri);
    }
  g_string_append_printf (all, TIME_MARK "%" G_GINT64_FORMAT "\n%s", g_get_real_time () / G_USEC_PER_SEC, text);
  return make_folder (error) && hill_file_replace (self->file, all->str, all->len, error);
}

void
hill_autosave_remove (HillAutosave *self)
{
  g_return_if_fail (self != NULL);

  g_unlink (self->file);
}

/* ---- finding */

void
hill_lost_file_free (HillLostFile *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->file);
  g_free (self->path);
  g_free (self);
}

/* (nullable): the rest of the line that begins with @mark, which stands at the top. */
static char *
dup_mark (char       **lines,
          const char  *mark)
{
  for (char **line = lines; *line != NULL && (*line)[0] == '#'; line++)
    if (g_str_has_prefix (*line, mark))
      return g_strdup (*line + strlen (mark));
  return NULL;
}

static HillLostFile *
look_into (const char *file)
{
  g_auto(HillReader) reader = HILL_READER_INIT;
  g_autofree char *head = g_malloc0 (HEAD_BYTES + 1);
  g_autofree char *uri = NULL, *time = NULL;
  g_auto(GStrv) lines = NULL;
  HillLostFile *lost;

  if (!hill_reader_open (&reader, file, NULL, NULL) || hill_reader_peek (&reader, head, HEAD_BYTES) == 0)
    return NULL;
  lines = g_strsplit (head, "\n", 8);
  uri = dup_mark (lines, PATH_MARK);
  time = dup_mark (lines, TIME_MARK);
  lost = g_new0 (HillLostFile, 1);
  lost->file = g_strdup (file);
  lost->path = uri != NULL ? g_filename_from_uri (uri, NULL, NULL) : NULL;
  if (time == NULL || !g_ascii_string_to_signed (time, 10, 0, G_MAXINT32 * G_GINT64_CONSTANT (1000), &lost->time, NULL))
    lost->time = 0;
  return lost;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const HillLostFile *x = *(const HillLostFile * const *) a, *y = *(const HillLostFile * const *) b;

  return x->time < y->time ? 1 : x->time > y->time ? -1 : strcmp (x->file, y->file);
}

GPtrArray *
hill_autosave_find_lost (void)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_lost_file_free);
  g_autofree char *folder = dup_folder ();
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = is_lost (name) ? g_build_filename (folder, name, NULL) : NULL;
      HillLostFile *lost = file != NULL ? look_into (file) : NULL;

      if (lost != NULL)
        g_ptr_array_add (all, lost);
    }
  g_ptr_array_sort (all, compare_times);
  return all;
}
