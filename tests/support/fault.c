/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Preloaded into a program, lets the system calls of saving fail: those on files that are made in FAULT_FOLDER, in the order in which they
 * come.  FAULT_AT is the number of one of them, from 1 on; FAULT_HOW is what happens there:
 *
 *   fail    it returns an error, that of number FAULT_ERRNO
 *   kill    the process is killed before it
 * or, to all of them, whatever FAULT_AT is:
 *   short   no write takes more than 7 bytes
 *   again   every call that may be interrupted is, once, before it does anything
 *
 * FAULT_LOG names a file that receives how many there were. */

#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_FD 1024

static char is_watched[MAX_FD];
static int n_calls;
static int n_interrupts;

int     open   (const char *path, int flags, ...);
int     open64 (const char *path, int flags, ...);
ssize_t write  (int fd, const void *data, size_t n);
int     fsync  (int fd);
int     fchmod (int fd, mode_t mode);
int     close  (int fd);
int     rename (const char *from, const char *to);

static int
is_inside (const char *path)
{
  const char *folder = getenv ("FAULT_FOLDER");

  return folder != NULL && strncmp (path, folder, strlen (folder)) == 0;
}

static int
is_mode (const char *how)
{
  const char *wanted = getenv ("FAULT_HOW");

  return wanted != NULL && strcmp (wanted, how) == 0;
}

/* Counts a call; is it the one that fails? */
static int
is_hit (void)
{
  const char *at = getenv ("FAULT_AT");
  const char *cause = getenv ("FAULT_ERRNO");
  int is_it = __atomic_add_fetch (&n_calls, 1, __ATOMIC_SEQ_CST) == (at != NULL ? atoi (at) : 0);

  if (is_it && is_mode ("kill"))
    kill (getpid (), SIGKILL);
  if (is_it && is_mode ("fail"))
    errno = cause != NULL ? atoi (cause) : EIO;
  return is_it && is_mode ("fail");
}

/* Every second call. */
static int
is_interrupted (void)
{
  if (!is_mode ("again") || __atomic_add_fetch (&n_interrupts, 1, __ATOMIC_SEQ_CST) % 2 == 0)
    return 0;
  errno = EINTR;
  return 1;
}

static int
watches (int fd)
{
  return fd >= 0 && fd < MAX_FD && is_watched[fd];
}

static int
open_watched (const char *name,
              const char *path,
              int         flags,
              mode_t      mode)
{
  int (*next) (const char *, int, ...);
  int is_ours = is_inside (path) && (flags & (O_CREAT | O_DIRECTORY)) != 0;
  int fd;

  *(void **) &next = dlsym (RTLD_NEXT, name);
  if (is_ours && is_hit ())
    return -1;
  fd = next (path, flags, mode);
  if (fd >= 0 && fd < MAX_FD)
    is_watched[fd] = (char) is_ours;
  return fd;
}

static mode_t
get_mode (int     flags,
          va_list args)
{
  return (flags & O_CREAT) != 0 ? va_arg (args, mode_t) : 0;
}

int
open (const char *path,
      int         flags,
      ...)
{
  va_list args;
  mode_t mode;

  va_start (args, flags);
  mode = get_mode (flags, args);
  va_end (args);
  return open_watched ("open", path, flags, mode);
}

int
open64 (const char *path,
        int         flags,
        ...)
{
  va_list args;
  mode_t mode;

  va_start (args, flags);
  mode = get_mode (flags, args);
  va_end (args);
  return open_watched ("open64", path, flags, mode);
}

ssize_t
write (int         fd,
       const void *data,
       size_t      n)
{
  ssize_t (*next) (int, const void *, size_t);

  *(void **) &next = dlsym (RTLD_NEXT, "write");
  if (watches (fd) && (is_interrupted () || is_hit ()))
    return -1;
  return next (fd, data, watches (fd) && is_mode ("short") && n > 7 ? 7 : n);
}

int
fsync (int fd)
{
  int (*next) (int);

  *(void **) &next = dlsym (RTLD_NEXT, "fsync");
  return watches (fd) && (is_interrupted () || is_hit ()) ? -1 : next (fd);
}

int
fchmod (int    fd,
        mode_t mode)
{
  int (*next) (int, mode_t);

  *(void **) &next = dlsym (RTLD_NEXT, "fchmod");
  return watches (fd) && (is_interrupted () || is_hit ()) ? -1 : next (fd, mode);
}

/* Whatever it returns, Linux has closed it. */
int
close (int fd)
{
  int (*next) (int);
  int was_watched = watches (fd);
  int is_bad = was_watched && is_hit ();
  int cause = errno;

  *(void **) &next = dlsym (RTLD_NEXT, "close");
  if (was_watched)
    is_watched[fd] = 0;
  if (!is_bad)
    return next (fd);
  next (fd);
  errno = cause;
  return -1;
}

int
rename (const char *from,
        const char *to)
{
  int (*next) (const char *, const char *);

  *(void **) &next = dlsym (RTLD_NEXT, "rename");
  return is_inside (to) && is_hit () ? -1 : next (from, to);
}

static void __attribute__ ((destructor))
write_log (void)
{
  const char *path = getenv ("FAULT_LOG");
  FILE *file = path != NULL ? fopen (path, "we") : NULL;

  if (file == NULL)
    return;
  fprintf (file, "%d\n", n_calls);
  fclose (file);
}
