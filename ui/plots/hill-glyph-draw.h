/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Thousands of strokes within a frame: each of the few directions is drawn once, and laid down where it is wanted. */

#pragma once

#include "hill-glyph-plot.h"

G_BEGIN_DECLS

/**
 * HillGlyphs:
 * @grid: what the values are of
 * @values: n_rows x n_columns x n_bins
 * @limit: the value of the strongest strokes
 * @along_gradient: strokes lie along the gradient, not across
 * @positive, @negative: the colours of values above and below zero
 */
typedef struct
{
  HillGlyphGrid grid;
  const float  *values;
  double        limit;
  gboolean      along_gradient;
  HillColor     positive;
  HillColor     negative;
} HillGlyphs;

/* @left, @top: of the first cell; @cell: the edge of a cell in the drawing.  Cells too small to be seen are drawn together, as their mean. */
void hill_glyphs_draw (const HillGlyphs    *self,
                       cairo_t             *cr,
                       double               left,
                       double               top,
                       double               cell,
                       const HillPlotStyle *style);

G_END_DECLS
