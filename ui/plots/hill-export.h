/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Any plot as a file: PNG through libpng, SVG and PDF through Cairo; drawn in memory, written whole or not at all.  The same plot with
 * the same options gives the same bytes.  May be called on any thread. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

typedef enum
{
  HILL_EXPORT_PNG,
  HILL_EXPORT_SVG,
  HILL_EXPORT_PDF,
} HillExportFormat;

#define HILL_EXPORT_N_FORMATS 3

/**
 * HillExportOptions:
 * @format: what hill_plot_render() makes
 * @width, @height: in points (1/72 inch); a PNG has width * dpi / 72 pixels
 * @dpi: of a PNG; 144 is twice the screen's size
 * @style: with type and lines in points, and the ground; see hill_export_style_init()
 * @text_as_text: in an SVG, text that can be searched and edited, not outlines; looks the same only where the fonts are at hand
 * @recipe: (nullable): the experiment's text, to be found again by hill_recipe_read()
 */
typedef struct
{
  HillExportFormat  format;
  double            width;
  double            height;
  double            dpi;
  HillPlotStyle     style;
  gboolean          text_as_text;
  const char       *recipe;
} HillExportOptions;

/* ".png", ".svg", ".pdf" */
const char *hill_export_format_get_ending (HillExportFormat          format);

/* By the ending of @path; %HILL_ERROR_ARGUMENT for any other. */
gboolean    hill_export_format_of_path    (const char               *path,
                                           HillExportFormat         *format,
                                           GError                  **error);

/* (transfer full) (nullable): the bytes of a file.  %HILL_ERROR_TOO_LARGE for a size out of range, %HILL_ERROR_IO. */
GBytes     *hill_plot_render              (const HillPlot           *self,
                                           const HillExportOptions  *options,
                                           GError                  **error);

/* Into a file; the ending of @path decides the format, whatever @options say. */
gboolean    hill_plot_export              (const HillPlot           *self,
                                           const char               *path,
                                           const HillExportOptions  *options,
                                           GError                  **error);

/* ---- a PDF of several pages, all of one size */

typedef struct _HillPages HillPages;

/* @options: copied, but for the recipe, which is used at once. */
HillPages *hill_pages_new    (const HillExportOptions  *options);
void       hill_pages_free   (HillPages                *self);
gboolean   hill_pages_add    (HillPages                *self,
                              const HillPlot           *plot,
                              GError                  **error);

/* (transfer full) (nullable): the bytes of the file; nothing can be added after. */
GBytes    *hill_pages_finish (HillPages                *self,
                              GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillPages, hill_pages_free)

G_END_DECLS
