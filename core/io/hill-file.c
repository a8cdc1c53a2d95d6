/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* GLib does the writing (beside the old file, synced, renamed); here are the rules about what may be replaced. */

#include "hill-file.h"

#include "hill-i18n.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void
set_write_error (GError       **error,
                 const char    *path,
                 const GError  *cause)
{
  g_autofree char *name = g_filename_display_name (path);
  const char *reason;

  switch (cause->code)
    {
    case G_FILE_ERROR_NOENT:
    case G_FILE_ERROR_NOTDIR:
      reason = _("the folder does not exist. Create it, or choose another place");
      break;
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM:
    case G_FILE_ERROR_ROFS:
      reason = _("you may not write there. Choose another place");
      break;
    case G_FILE_ERROR_NOSPC:
      reason = _("the disk is full. Make room, or choose another place");
      break;
    default:
      reason = cause->message;
      break;
    }
  g_set_error (error, HILL_ERROR, HILL_ERROR_IO, _("%s cannot be written: %s"), name, reason);
}

/* (transfer full): the file that is really meant; @mode is that of the file there, or of a new one. */
static char *
resolve (const char  *path,
         int         *mode,
         GError     **error)
{
  g_autofree char *name = g_filename_display_name (path);
  char *real_path = realpath (path, NULL);
  GStatBuf status;
  char *copy;

  if (real_path == NULL && g_lstat (path, &status) == 0)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_IO,
                   _("%s cannot be written: it is a link that leads nowhere. Remove it, or choose another name"), name);
      return NULL;
    }
  if (real_path == NULL)
    return g_strdup (path);

  copy = g_strdup (real_path);
  free (real_path);
  if (g_stat (copy, &status) != 0)
    return copy;
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_IO,
                   _("%s cannot be written: it is not a regular file. Choose another name"), name);
      g_free (copy);
      return NULL;
    }
  *mode = status.st_mode & 07777;
  return copy;
}

gboolean
hill_file_replace (const char    *path,
                   gconstpointer  data,
                   gsize          n_bytes,
                   GError       **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *real_path = NULL;
  int mode = 0666;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (data != NULL || n_bytes == 0, FALSE);

  real_path = resolve (path, &mode, error);
  if (real_path == NULL)
    return FALSE;
  if (!g_file_set_contents_full (real_path, n_bytes > 0 ? data : "", (gssize) n_bytes,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, mode, &local_error))
    {
      set_write_error (error, path, local_error);
      return FALSE;
    }
  return TRUE;
}
