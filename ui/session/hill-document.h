/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A window's experiment as a document: the file it is in, whether it has changed since it was written there, and a copy for the case
 * of a crash.  GIO only, no GTK.  Whoever has a document shows it every second what there is (hill_document_look()).
 *
 * A change is what a person set: data set, options, a moved start, tables, predictions, and what the pages show; not the page that is
 * looked at.  Steps of a run are one where the experiment has a file: they can be made again.
 *
 * Properties (read-only, notify): "path" (string, nullable), "modified" (boolean). */

#pragma once

#include "hill-experiment-file.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define HILL_TYPE_DOCUMENT (hill_document_get_type ())
G_DECLARE_FINAL_TYPE (HillDocument, hill_document, HILL, DOCUMENT, GObject)

/* Without a file, and nothing in it. */
HillDocument *hill_document_new          (void);

/* (transfer none) (nullable) */
const char   *hill_document_get_path     (HillDocument             *self);

/* (transfer full) (nullable): the name of the file without its ending, to be shown; NULL without a file. */
char         *hill_document_dup_name     (HillDocument             *self);
gboolean      hill_document_get_modified (HillDocument             *self);

/**
 * hill_document_begin:
 * @path: (nullable): where it was opened
 * @file: what there is now, and what “unchanged” means from now on
 * @is_modified: it is not what is in the file at @path: restored after a crash
 */
void          hill_document_begin        (HillDocument             *self,
                                          const char               *path,
                                          const HillExperimentFile *file,
                                          gboolean                  is_modified);

/* @file: what there is now: sees whether it has changed, and writes the copy when it is time: three seconds after a change, and
 * every thirty while steps are made. */
void          hill_document_look         (HillDocument             *self,
                                          const HillExperimentFile *file);

/* Writes @file to @path on another thread; it is the document's file and unchanged then. */
void          hill_document_save         (HillDocument             *self,
                                          const HillExperimentFile *file,
                                          const char               *path,
                                          GAsyncReadyCallback       callback,
                                          gpointer                  user_data);
gboolean      hill_document_save_finish  (HillDocument             *self,
                                          GAsyncResult             *result,
                                          GError                  **error);

/* The process is about to end without asking: writes the copy at once if it is needed, and leaves it. */
void          hill_document_keep         (HillDocument             *self,
                                          const HillExperimentFile *file);

/* The person has done with it: there is no copy any more. */
void          hill_document_forget       (HillDocument             *self);

G_END_DECLS
