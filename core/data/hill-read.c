/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Reading files that nobody vouches for.  A FIFO must not block, a device must not run on without end, a file that
 * shrinks meanwhile must not crash: so open without waiting, look at what it is, and read, never map. */

#include "hill-read.h"

#include "hill-i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SLICE ((gsize) 4 << 20)
#define TELL_EVERY (20 * G_TIME_SPAN_MILLISECOND)

void
hill_watch_init (HillWatch          *self,
                 const HillProgress *progress,
                 gsize               total)
{
  *self = (HillWatch) { .progress = progress, .total = total };
  g_mutex_init (&self->mutex);
}

void
hill_watch_clear (HillWatch *self)
{
  g_mutex_clear (&self->mutex);
}

gboolean
hill_watch_advance (HillWatch *self,
                    gsize      units)
{
  gint64 now;

  if (self == NULL)
    return TRUE;
  if (g_atomic_int_get (&self->stopped))
    return FALSE;

  now = g_get_monotonic_time ();
  g_mutex_lock (&self->mutex);
  self->done += units;
  if (!self->stopped && now - self->told >= TELL_EVERY)
    {
      double fraction = self->total > 0 ? MIN (1.0, (double) self->done / self->total) : -1;

      self->told = now;
      if (!hill_progress_report (self->progress, fraction, NULL))
        g_atomic_int_set (&self->stopped, 1);
    }
  g_mutex_unlock (&self->mutex);
  return !g_atomic_int_get (&self->stopped);
}

gboolean
hill_watch_check (HillWatch  *self,
                  GError    **error)
{
  if (hill_watch_advance (self, 0))
    return TRUE;

  g_set_error_literal (error, HILL_ERROR, HILL_ERROR_CANCELLED, _("Stopped before the end"));
  return FALSE;
}

static const char *
hill_reader_describe_mode (mode_t mode)
{
  if (S_ISDIR (mode))
    return _("a folder");
  if (S_ISFIFO (mode))
    return _("a pipe");
  if (S_ISSOCK (mode))
    return _("a socket");
  return _("a device");
}

gboolean
hill_reader_open (HillReader  *self,
                  const char  *path,
                  const char  *name,
                  GError     **error)
{
  struct stat info;

  *self = (HillReader) HILL_READER_INIT;
  self->name = name != NULL ? g_strdup (name) : g_filename_display_basename (path);
  self->fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (self->fd < 0 || fstat (self->fd, &info) < 0)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_IO, _("%s cannot be read: %s"), self->name, g_strerror (errno));
      return FALSE;
    }
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_IO, _("%s is %s, not a file"), self->name,
                   hill_reader_describe_mode (info.st_mode));
      return FALSE;
    }
  self->size = info.st_size;
  return TRUE;
}

void
hill_reader_clear (HillReader *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  g_clear_pointer (&self->name, g_free);
}

/* Bytes read, fewer than @n only at the end of the file; -1 with errno. */
static gssize
hill_reader_pread (HillReader *self,
                   gsize       offset,
                   gpointer    to,
                   gsize       n)
{
  gsize done = 0;

  while (done < n)
    {
      gssize count = pread (self->fd, (guint8 *) to + done, n - done, offset + done);

      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        return -1;
      if (count == 0)
        break;
      done += count;
    }
  return done;
}

gboolean
hill_reader_read (HillReader  *self,
                  gsize        offset,
                  gpointer     to,
                  gsize        n,
                  HillWatch   *watch,
                  GError     **error)
{
  for (gsize done = 0; done < n;)
    {
      gsize slice = MIN (n - done, SLICE);
      gssize count = hill_reader_pread (self, offset + done, (guint8 *) to + done, slice);

      if (count < 0)
        {
          g_set_error (error, HILL_ERROR, HILL_ERROR_IO, _("%s cannot be read: %s"), self->name, g_strerror (errno));
          return FALSE;
        }
      if (count < slice)
        {
          g_set_error (error, HILL_ERROR, HILL_ERROR_TRUNCATED, _("%s ends after %zu bytes; %zu were expected"),
                       self->name, offset + done + count, offset + n);
          return FALSE;
        }
      done += slice;
      if (!hill_watch_advance (watch, slice) && !hill_watch_check (watch, error))
        return FALSE;
    }
  return TRUE;
}

gsize
hill_reader_peek (HillReader *self,
                  gpointer    to,
                  gsize       n)
{
  gssize count = hill_reader_pread (self, 0, to, n);

  return MAX (count, 0);
}

GBytes *
hill_reader_slurp (HillReader  *self,
                   gsize        max,
                   HillWatch   *watch,
                   GError     **error)
{
  g_autofree guint8 *bytes = NULL;

  if (self->size > max)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE, _("%s has %zu bytes; at most %zu are read"),
                   self->name, self->size, max);
      return NULL;
    }
  bytes = hill_try_alloc (self->size, self->name, error);
  if (bytes == NULL || !hill_reader_read (self, 0, bytes, self->size, watch, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), self->size);
}

gpointer
hill_try_alloc (gsize        n,
                const char  *name,
                GError     **error)
{
  gpointer memory = g_try_malloc (MAX (n, 1));

  if (memory == NULL)
    g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE, _("%s needs %zu bytes of memory, more than there are"), name, n);
  return memory;
}

static gboolean
hill_bytes_start_with (const guint8 *bytes,
                       gsize         n,
                       const char   *start)
{
  return n >= strlen (start) && g_ascii_strncasecmp ((const char *) bytes, start, strlen (start)) == 0;
}

static gboolean
hill_bytes_are_html (const guint8 *bytes,
                     gsize         n)
{
  while (n > 0 && (g_ascii_isspace (*bytes) || *bytes == 0xef || *bytes == 0xbb || *bytes == 0xbf))
    bytes++, n--;
  return hill_bytes_start_with (bytes, n, "<!doctype html") || hill_bytes_start_with (bytes, n, "<html")
         || hill_bytes_start_with (bytes, n, "<head");
}

/* A pickle of protocol 2 to 5, or of protocol 0 as Python 2 wrote a dictionary. */
static gboolean
hill_bytes_are_pickle (const guint8 *bytes,
                       gsize         n)
{
  static const guint8 opcodes[] = { '}', ']', ')', '(', 'c', 'X', 'U', 0x95 };

  if (n >= 3 && bytes[0] == 0x80 && bytes[1] >= 2 && bytes[1] <= 5)
    return memchr (opcodes, bytes[2], sizeof opcodes) != NULL;
  return hill_bytes_start_with (bytes, n, "(dp") || hill_bytes_start_with (bytes, n, "(lp");
}

static gboolean
hill_bytes_are_text (const guint8 *bytes,
                     gsize         n)
{
  for (gsize i = 0; i < n; i++)
    if (bytes[i] < 32 && !g_ascii_isspace (bytes[i]))
      return FALSE;
  return n > 0;
}

const char *
hill_describe_bytes (const guint8 *bytes,
                     gsize         n)
{
  n = MIN (n, 256);
  if (n == 0)
    return _("an empty file");
  if (hill_bytes_are_html (bytes, n))
    return _("a web page (HTML), perhaps an error message of the server; download the file again");
  if (hill_bytes_are_pickle (bytes, n))
    return _("a Python pickle; download the binary version of the data set instead");
  if (hill_bytes_start_with (bytes, n, "<?xml") || hill_bytes_start_with (bytes, n, "<svg"))
    return _("an XML or SVG text");
  if (hill_bytes_start_with (bytes, n, "PK\003\004"))
    return _("a ZIP archive; unpack it first");
  if (hill_bytes_start_with (bytes, n, "\x93NUMPY"))
    return _("a NumPy array");
  if (hill_is_gzip (bytes, n))
    return _("a gzip file; unpack it first");
  if (hill_bytes_are_text (bytes, n))
    return _("a text file");
  return NULL;
}

char **
hill_read_lines (const char  *path,
                 GError     **error)
{
  g_auto(HillReader) reader = HILL_READER_INIT;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  g_auto(GStrv) raw = NULL;

  if (!hill_reader_open (&reader, path, NULL, error))
    return NULL;
  bytes = hill_reader_slurp (&reader, 1 << 20, NULL, error);
  if (bytes == NULL)
    return NULL;

  text = g_utf8_make_valid (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  raw = g_strsplit (text, "\n", -1);
  for (gsize i = 0; raw[i] != NULL; i++)
    if (*g_strstrip (raw[i]) != '\0')
      g_ptr_array_add (lines, g_strdup (raw[i]));
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&lines), FALSE);
}
