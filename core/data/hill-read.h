/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Reading files that nobody vouches for: regular files only, never more than was asked for, stopped at any moment.
 * Private: not installed. */

#pragma once

#include "hill-error.h"

G_BEGIN_DECLS

/* What all pictures of a data set may take in memory together; EMNIST by class, the largest one known, fits. */
#define HILL_MAX_CELL_BYTES ((gsize) 640 << 20)

/**
 * HillWatch:
 *
 * One place for a loader's progress and for the wish to stop, shared by the threads of a parallel loop.  The
 * caller's function is never called by two threads at once, and not again after it has said stop.
 */
typedef struct
{
  const HillProgress *progress;
  GMutex              mutex;
  gint                stopped;      /* atomic */
  gint64              told;         /* when progress was last told, in µs; guarded */
  gsize               done;         /* guarded; units of the caller's choice */
  gsize               total;
} HillWatch;

void     hill_watch_init    (HillWatch          *self,
                             const HillProgress *progress,
                             gsize               total);
void     hill_watch_clear   (HillWatch          *self);

/* Adds to what is done; FALSE when the work is to stop.  Cheap: the caller is told every 20 ms at most. */
gboolean hill_watch_advance (HillWatch          *self,
                             gsize               units);
gboolean hill_watch_check   (HillWatch          *self,
                             GError            **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HillWatch, hill_watch_clear)

/**
 * HillReader:
 * @name: what the person knows the file by
 * @size: bytes when it was opened
 *
 * A zero-filled struct with fd -1 is valid to clear.
 */
typedef struct
{
  int    fd;
  char  *name;
  gsize  size;
} HillReader;

#define HILL_READER_INIT { .fd = -1 }

/* @name: (nullable): the display name for messages; without it that of @path's last part. */
gboolean hill_reader_open   (HillReader  *self,
                             const char  *path,
                             const char  *name,
                             GError     **error);
void     hill_reader_clear  (HillReader  *self);

/* Exactly @n bytes from @offset, or an error that says where the file ends. */
gboolean hill_reader_read   (HillReader  *self,
                             gsize        offset,
                             gpointer     to,
                             gsize        n,
                             HillWatch   *watch,
                             GError     **error);

/* The first bytes, as many as there are, up to @n; returns how many. */
gsize    hill_reader_peek   (HillReader  *self,
                             gpointer     to,
                             gsize        n);

/* The whole file, refused above @max bytes. */
GBytes  *hill_reader_slurp  (HillReader  *self,
                             gsize        max,
                             HillWatch   *watch,
                             GError     **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HillReader, hill_reader_clear)

/* Memory for @n bytes, or HILL_ERROR_TOO_LARGE with the file's @name. */
gpointer hill_try_alloc     (gsize        n,
                             const char  *name,
                             GError     **error);

/* (nullable): what bytes that are not what was expected look like, as the object of "is …": "a web page (HTML)". */
const char *hill_describe_bytes (const guint8 *bytes,
                                 gsize         n);

gboolean hill_is_gzip       (const guint8 *bytes,
                             gsize         n);

/* Unpacks no more than the first @n bytes; returns how many there were, 0 after a broken start. */
gsize    hill_gunzip_peek   (GBytes      *packed,
                             gpointer     to,
                             gsize        n);

/**
 * hill_gunzip:
 * @packed: one gzip member and nothing after it
 * @name: the file's display name
 * @n: how many bytes must come out
 *
 * Checks CRC and length; more or less than @n bytes is an error.
 */
guint8  *hill_gunzip        (GBytes      *packed,
                             const char  *name,
                             gsize        n,
                             HillWatch   *watch,
                             GError     **error);

/* Fuzzers and loaders of small text files: lines without blank ones, valid UTF-8. */
char   **hill_read_lines    (const char  *path,
                             GError     **error);

G_END_DECLS
