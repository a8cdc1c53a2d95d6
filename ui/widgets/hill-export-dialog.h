/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Where figures leave the window: how large, on what ground, as what kind of file, with a preview by the very same drawing. */

#pragma once

#include "hill-plot-view.h"

G_BEGIN_DECLS

#define HILL_TYPE_EXPORT_DIALOG (hill_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HillExportDialog, hill_export_dialog, HILL, EXPORT_DIALOG, GtkWindow)

/* Takes the plots that @views show now; several go into a folder, a file for each. */
void hill_export_dialog_show (HillPlotView * const *views,
                              guint                 n_views);

/* All figures that are seen in @window. */
void hill_export_dialog_show_page (GtkWindow       *window);

G_END_DECLS
