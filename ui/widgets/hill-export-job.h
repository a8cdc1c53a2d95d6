/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Figures on their way to files: drawn, packed and written on a thread of their own, so that the window stays smooth however large a
 * poster is. */

#pragma once

#include "hill-export.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HillExportKind:
 * @HILL_EXPORT_KIND_PICTURE: in the format that the options say
 * @HILL_EXPORT_KIND_TABLE: the plot's numbers as CSV
 * @HILL_EXPORT_KIND_ARRAY: as NPY, where the plot is made of an array
 */
typedef enum
{
  HILL_EXPORT_KIND_PICTURE,
  HILL_EXPORT_KIND_TABLE,
  HILL_EXPORT_KIND_ARRAY,
} HillExportKind;

typedef struct _HillExportJob HillExportJob;

/* @options: copied.  Freed when it is done, or never begun. */
HillExportJob *hill_export_job_new          (const HillExportOptions  *options,
                                             HillExportKind            kind);
void           hill_export_job_free         (HillExportJob            *self);

/* The plots that are added go into one PDF at @path, a page each. */
void           hill_export_job_set_pages    (HillExportJob            *self,
                                             const char               *path);

/* @path: (nullable): of the file; NULL for a page.  @recipe: (nullable): what this one carries. */
void           hill_export_job_add          (HillExportJob            *self,
                                             HillPlot                 *plot,
                                             const char               *path,
                                             const char               *recipe);

/* How many of the files are there already. */
guint          hill_export_job_count_old    (const HillExportJob      *self);

/* All plots get the same axes and colours; see hill_plots_share_ranges(). */
void           hill_export_job_share_ranges (HillExportJob            *self);

/* 0 to 1; on any thread. */
double         hill_export_job_get_progress (const HillExportJob      *self);

/* Takes @self over; it lives until @callback has been called.  Cancelled before a file is written; what was written stays. */
void           hill_export_job_run_async    (HillExportJob            *self,
                                             GCancellable             *cancellable,
                                             GAsyncReadyCallback       callback,
                                             gpointer                  data);
gboolean       hill_export_job_run_finish   (GAsyncResult             *result,
                                             GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillExportJob, hill_export_job_free)

G_END_DECLS
