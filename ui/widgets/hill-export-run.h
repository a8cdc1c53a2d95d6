/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One export on its way: asks for a file or a folder, takes the steps from the walk if there are several, asks about files that are there,
 * and writes. */

#pragma once

#include "hill-export-choice.h"
#include "hill-plot-view.h"

G_BEGIN_DECLS

typedef struct _HillExportRun HillExportRun;

/* @done: everything is written; %FALSE: given up, and the person knows why. */
typedef void (*HillExportRunFunc) (gboolean done,
                                   gpointer data);

/**
 * hill_export_run_new:
 * @window: the dialog that it belongs to
 * @views: (element-type HillPlotView): where the figures are; one with @steps
 * @plots: (element-type HillPlot): what is exported without @steps
 * @steps: (nullable) (element-type guint64): of hill_steps_parse()
 * @func: called once, not from within this function
 */
HillExportRun *hill_export_run_new          (GtkWindow              *window,
                                             GPtrArray              *views,
                                             GPtrArray              *plots,
                                             const HillExportChoice *choice,
                                             GArray                 *steps,
                                             HillExportRunFunc       func,
                                             gpointer                data);

/* Ends it; files that are whole stay. */
void           hill_export_run_free         (HillExportRun          *self);

/* 0 to 1; negative while it waits for an answer. */
double         hill_export_run_get_progress (HillExportRun          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillExportRun, hill_export_run_free)

G_END_DECLS
