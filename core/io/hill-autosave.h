/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Copies of experiments that are being worked on, in case the program does not get to save them.  Each window has one of its own, whose
 * name carries the process and when that began: a copy is lost when no such process lives any more, even if its number is used again. */

#pragma once

#include "hill-error.h"

G_BEGIN_DECLS

typedef struct _HillAutosave HillAutosave;

/* A name that no other has; nothing is written yet.  Not thread safe: one thread at a time. */
HILL_API HillAutosave *hill_autosave_new       (void);

/* Leaves what was written. */
HILL_API void          hill_autosave_free      (HillAutosave  *self);

/**
 * hill_autosave_write:
 * @text: of hill_experiment_file_to_text() without a folder
 * @path: (nullable): the experiment's own file
 * @error: %HILL_ERROR_IO
 *
 * Replaces the copy, whole or not at all.
 */
HILL_API gboolean      hill_autosave_write     (HillAutosave  *self,
                                                const char    *text,
                                                const char    *path,
                                                GError       **error);

/* The work is saved, or thrown away on purpose. */
HILL_API void          hill_autosave_remove    (HillAutosave  *self);

/**
 * HillLostFile:
 * @file: the copy, an experiment file; to be unlinked once it is restored or thrown away
 * @path: (nullable): the experiment's own file, in the encoding of file names
 * @time: when the copy was written, in seconds since 1970
 */
typedef struct
{
  char   *file;
  char   *path;
  gint64  time;
} HillLostFile;

HILL_API void          hill_lost_file_free     (HillLostFile  *self);

/* (transfer full) (element-type HillLostFile): the newest first; reads a folder and the heads of the files in it. */
HILL_API GPtrArray    *hill_autosave_find_lost (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillAutosave, hill_autosave_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillLostFile, hill_lost_file_free)

G_END_DECLS
