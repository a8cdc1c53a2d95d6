/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Any plot as a file: PNG through libpng, SVG and PDF through Cairo; drawn in memory, written whole or not at all. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

/**
 * hill_plot_export:
 * @path: ends in .png, .svg or .pdf; decides the format
 * @width, @height: in points (1/72 inch); a PNG has width * dpi / 72 pixels
 * @dpi: of a PNG; 144 is twice the screen's size
 * @recipe: (nullable): how to make it again, into the PNG's text chunk "Recipe" and the PDF's metadata
 */
gboolean hill_plot_export (const HillPlot       *self,
                           const char           *path,
                           double                width,
                           double                height,
                           double                dpi,
                           const HillPlotStyle  *style,
                           const char           *recipe,
                           GError              **error);

/* One PDF with a page for each plot, all of one size. */
gboolean hill_plots_export_pages (HillPlot * const     *plots,
                                  guint                 n_plots,
                                  const char           *path,
                                  double                width,
                                  double                height,
                                  const HillPlotStyle  *style,
                                  const char           *recipe,
                                  GError              **error);

G_END_DECLS
