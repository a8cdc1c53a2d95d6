/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Reading an experiment from its file, or from a figure that remembers it, on another thread.  GIO only. */

#pragma once

#include "hill-experiment-file.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HillReading HillReading;

/* On the main thread: it is read, or could not be. */
typedef void (*HillReadingFunc) (HillReading *reading,
                                 gpointer     user_data);

/* By its ending: is there a file at @path that may hold an experiment? */
gboolean            hill_reading_takes          (const char      *path);

/* @func is called once, unless the reading is freed before. */
HillReading        *hill_reading_new            (const char      *path,
                                                 HillReadingFunc  func,
                                                 gpointer         user_data);
void                hill_reading_free           (HillReading     *self);

/* (transfer none) */
const char         *hill_reading_get_path       (HillReading     *self);

/* (transfer full) (nullable) */
HillExperimentFile *hill_reading_take_file      (HillReading     *self);

/* (transfer full) (nullable): what in it could not be used, a line for each, at most twelve. */
char               *hill_reading_dup_complaints (HillReading     *self);

/* (transfer none): why there is none, a sentence. */
const char         *hill_reading_get_message    (HillReading     *self);

/* Is the file an experiment, not a figure with one in it?  Is it a picture without one? */
gboolean            hill_reading_is_experiment  (HillReading     *self);
gboolean            hill_reading_is_image       (HillReading     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillReading, hill_reading_free)

G_END_DECLS
