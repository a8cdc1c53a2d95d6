/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Array files on disk: what is written is what numpy.save writes (format version 1, C order, little endian). */

#include "hill-npy.h"

#include "hill-file.h"
#include "hill-i18n.h"
#include "hill-npy-parse.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file and its values in memory together stay below a gibibyte. */
#define MAX_FILE_BYTES ((gsize) 384 << 20)
#define HEADER_ALIGNMENT 64

G_STATIC_ASSERT (G_BYTE_ORDER == G_LITTLE_ENDIAN);

static GString *
new_header (const char  *descr,
            const gsize *shape,
            guint        rank)
{
  GString *header = g_string_new_len ("\x93NUMPY\x01\x00\0\0", 10);
  gsize length;

  g_string_append_printf (header, "{'descr': '%s', 'fortran_order': False, 'shape': (", descr);
  for (guint i = 0; i < rank; i++)
    g_string_append_printf (header, i > 0 ? " %zu," : "%zu,", shape[i]);
  if (rank > 1)
    g_string_truncate (header, header->len - 1);
  g_string_append (header, "), }");
  while ((header->len + 1) % HEADER_ALIGNMENT != 0)
    g_string_append_c (header, ' ');
  g_string_append_c (header, '\n');

  length = header->len - 10;
  header->str[8] = (char) (length & 0xff);
  header->str[9] = (char) (length >> 8);
  return header;
}

static gboolean
save (const char     *path,
      const char     *descr,
      gsize           item_size,
      gconstpointer   values,
      const gsize    *shape,
      guint           rank,
      GError        **error)
{
  g_autoptr(GString) file = NULL;
  gsize n = item_size;

  g_return_val_if_fail (rank >= 1 && rank <= 8, FALSE);

  for (guint i = 0; i < rank; i++)
    n *= shape[i];
  file = new_header (descr, shape, rank);
  g_string_append_len (file, values, (gssize) n);
  return hill_file_replace (path, file->str, file->len, error);
}

gboolean
hill_npy_save_float32 (const char   *path,
                       const float  *values,
                       const gsize  *shape,
                       guint         rank,
                       GError      **error)
{
  return save (path, "<f4", sizeof *values, values, shape, rank, error);
}

gboolean
hill_npy_save_float64 (const char    *path,
                       const double  *values,
                       const gsize   *shape,
                       guint          rank,
                       GError       **error)
{
  return save (path, "<f8", sizeof *values, values, shape, rank, error);
}

static gboolean
read_all (int     fd,
          guint8 *bytes,
          gsize   n_bytes)
{
  while (n_bytes > 0)
    {
      gssize n = read (fd, bytes, n_bytes);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      n_bytes -= (gsize) n;
    }
  return TRUE;
}

/* (transfer full): the whole of a regular file of bounded size. */
static guint8 *
read_file (int          fd,
           const char  *name,
           gsize       *n_bytes,
           GError     **error)
{
  g_autofree guint8 *bytes = NULL;
  struct stat status;

  if (fd < 0 || fstat (fd, &status) != 0)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_IO, _("%s cannot be read: %s"), name, g_strerror (errno));
      return NULL;
    }
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_IO, _("%s is not a regular file. Choose a file ending in .npy"), name);
      return NULL;
    }
  if ((guint64) status.st_size > MAX_FILE_BYTES)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE,
                   _("%s is larger than 384 MiB: too large for weights. Choose another file"), name);
      return NULL;
    }
  *n_bytes = (gsize) status.st_size;
  bytes = g_malloc (MAX (*n_bytes, 1));
  if (!read_all (fd, bytes, *n_bytes))
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_IO, _("%s could not be read to its end. Try again"), name);
      return NULL;
    }
  return g_steal_pointer (&bytes);
}

static guint8 *
load (const char  *path,
      const char  *name,
      gsize       *n_bytes,
      GError     **error)
{
  guint8 *bytes;
  int fd;

  /* O_NONBLOCK: a pipe without a writer must not hold us. */
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  bytes = read_file (fd, name, n_bytes, error);
  if (fd >= 0)
    close (fd);
  return bytes;
}

float *
hill_npy_load_float32 (const char  *path,
                       gsize       *shape,
                       guint        rank,
                       GError     **error)
{
  g_autofree char *name = g_filename_display_name (path);
  gsize n_bytes;
  g_autofree guint8 *bytes = load (path, name, &n_bytes, error);

  return bytes != NULL ? hill_npy_parse_float32 (bytes, n_bytes, name, shape, rank, error) : NULL;
}

double *
hill_npy_load_float64 (const char  *path,
                       gsize       *shape,
                       guint        rank,
                       GError     **error)
{
  g_autofree char *name = g_filename_display_name (path);
  gsize n_bytes;
  g_autofree guint8 *bytes = load (path, name, &n_bytes, error);

  return bytes != NULL ? hill_npy_parse_float64 (bytes, n_bytes, name, shape, rank, error) : NULL;
}
