/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Histograms of oriented gradients as glyphs: in each cell a stroke for each bin, the darker the larger its value, over the image
 * they come from or over nothing.  Negative values, of weights or of a difference, have a colour of their own. */

#pragma once

#include "hill-raster.h"

G_BEGIN_DECLS

/**
 * HillGlyphGrid:
 * @n_rows, @n_columns: of cells
 * @n_bins: of a cell; bin b stands for the angles about (b + 1/2) / @n_bins of the span
 * @cell: edge of a cell, in pixels of the image
 * @is_signed: the bins span 360 degrees, not 180
 * @turn: degrees to add to a bin's angles to get those of the gradient
 */
typedef struct
{
  guint    n_rows;
  guint    n_columns;
  guint    n_bins;
  guint    cell;
  gboolean is_signed;
  double   turn;
} HillGlyphGrid;

/**
 * hill_glyph_plot_new:
 * @title: (nullable): translated
 * @values: n_rows x n_columns x n_bins, copied; angles are those of the gradient, from the right downwards
 * @image: (nullable): what lies beneath, its top left corner that of the first cell
 *
 * Hits: series is the row, index the column of a cell.
 */
HillPlot *hill_glyph_plot_new                (const char          *title,
                                              const float         *values,
                                              const HillGlyphGrid *grid,
                                              HillRaster          *image);

/* How strong the image is, 0 to 1. */
void      hill_glyph_plot_set_opacity        (HillPlot            *self,
                                              double               opacity);

/* Strokes lie along the gradient, not along the edge that it crosses. */
void      hill_glyph_plot_set_along_gradient (HillPlot            *self,
                                              gboolean             along_gradient);

/* The value of the darkest strokes; by default hill_glyph_find_limit() of the values. */
void      hill_glyph_plot_set_limit          (HillPlot            *self,
                                              double               limit);
void      hill_glyph_plot_set_selected       (HillPlot            *self,
                                              int                  row,
                                              int                  column);

/* What 199 of 200 cells do not exceed in any bin; 1 where all is 0. */
double    hill_glyph_find_limit              (const float         *values,
                                              const HillGlyphGrid *grid);

G_END_DECLS
