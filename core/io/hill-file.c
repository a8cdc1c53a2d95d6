/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Written beside the old file under a short name of its own (the old name may already be as long as a name can be), synced,
 * given the old file's mode, renamed over it, and the folder synced, so that the name lasts too.  What a killed program left under such a
 * name goes with a later save in that folder. */

#include "hill-file.h"

#include "hill-i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEW_FILE (-1)       /* no old file whose mode is to be kept */
#define PREFIX ".hill-"
#define SUFFIX "XXXXXX"
#define STALE_SECONDS 3600
#define MAX_NAMES 10000

static void
set_write_error (GError     **error,
                 const char  *path,
                 int          cause)
{
  g_autofree char *name = g_filename_display_name (path);
  const char *reason;

  switch (cause)
    {
    case ENOENT:
    case ENOTDIR:
      reason = _("the folder does not exist. Create it, or choose another place");
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      reason = _("you may not write there. Choose another place");
      break;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      reason = _("the disk is full. Make room, or choose another place");
      break;
    default:
      reason = g_strerror (cause);
      break;
    }
  g_set_error (error, HILL_ERROR, HILL_ERROR_IO, _("%s cannot be written: %s"), name, reason);
}

/* (transfer full): the file that is really meant; @mode is that of the file there, if there is one. */
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

static gboolean
write_all (int         fd,
           const char *data,
           gsize       n_bytes)
{
  while (n_bytes > 0)
    {
      gssize n = write (fd, data, n_bytes);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      n_bytes -= (gsize) n;
    }
  return TRUE;
}

/* These may be interrupted by a signal before they do anything. */
static gboolean
sync_all (int fd)
{
  int status;

  do
    status = fsync (fd);
  while (status != 0 && errno == EINTR);
  return status == 0;
}

static gboolean
set_mode (int fd,
          int mode)
{
  int status;

  do
    status = mode != NEW_FILE ? fchmod (fd, (mode_t) mode) : 0;
  while (status != 0 && errno == EINTR);
  return status == 0;
}

/* Closes @fd in any case; a full disk far away may show only then. */
static gboolean
write_and_close (int         fd,
                 const char *data,
                 gsize       n_bytes,
                 int         mode)
{
  gboolean done = write_all (fd, data, n_bytes) && set_mode (fd, mode) && sync_all (fd);
  int cause = errno;

  if (close (fd) != 0 && errno != EINTR && done)
    return FALSE;
  errno = cause;
  return done;
}

/* Not every file system lets a folder be synced: the file is in place by then, so this is no failure. */
static void
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* Is this a file that was being written when the program was killed?  No writer takes as long as it has stood still. */
static gboolean
is_stale (const char *name,
          const char *path)
{
  GStatBuf status;

  return g_str_has_prefix (name, PREFIX) && strlen (name) == strlen (PREFIX SUFFIX) && g_lstat (path, &status) == 0 &&
         S_ISREG (status.st_mode) && status.st_uid == geteuid () &&
         status.st_mtime < g_get_real_time () / G_USEC_PER_SEC - STALE_SECONDS;
}

static void
remove_stale (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  for (guint i = 0; dir != NULL && i < MAX_NAMES && (name = g_dir_read_name (dir)) != NULL; i++)
    {
      g_autofree char *path = name[0] == '.' ? g_build_filename (folder, name, NULL) : NULL;

      if (path != NULL && is_stale (name, path))
        g_unlink (path);
    }
}

/* 0, or what went wrong. */
static int
write_beside (const char *path,
              const char *data,
              gsize       n_bytes,
              int         mode)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *beside = g_build_filename (folder, PREFIX SUFFIX, NULL);
  int fd = g_mkstemp_full (beside, O_RDWR | O_CLOEXEC, 0666);
  int cause;

  if (fd < 0)
    return errno;
  if (!write_and_close (fd, data, n_bytes, mode) || rename (beside, path) != 0)
    {
      cause = errno;
      g_unlink (beside);
      return cause;
    }
  sync_folder (folder);
  remove_stale (folder);
  return 0;
}

gboolean
hill_file_replace (const char    *path,
                   gconstpointer  data,
                   gsize          n_bytes,
                   GError       **error)
{
  g_autofree char *real_path = NULL;
  int mode = NEW_FILE;
  int cause;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (data != NULL || n_bytes == 0, FALSE);

  real_path = resolve (path, &mode, error);
  if (real_path == NULL)
    return FALSE;

  cause = write_beside (real_path, data, n_bytes, mode);
  if (cause != 0)
    set_write_error (error, path, cause);
  return cause == 0;
}
