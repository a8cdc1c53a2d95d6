/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The pixels of one cell with their gradients as arrows: what its histogram is counted from. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

/**
 * HillCellPixels:
 * @n_columns, @n_rows: of pixels
 * @left, @top: the first pixel's place in the image
 * @rgb: n_rows x n_columns x 3 bytes
 * @dx, @dy: n_rows x n_columns gradients, to the right and downwards
 * @is_signed: directions go all the way round, not half
 */
typedef struct
{
  guint         n_columns;
  guint         n_rows;
  guint         left;
  guint         top;
  const guint8 *rgb;
  const float  *dx;
  const float  *dy;
  gboolean      is_signed;
} HillCellPixels;

/* @pixels: copied.  Hits: series is the row, index the column within the cell. */
HillPlot *hill_cell_plot_new        (const char           *title,
                                     const HillCellPixels *pixels);

/* Frames a pixel; -1, -1 for none. */
void      hill_cell_plot_set_marked (HillPlot             *self,
                                     int                   column,
                                     int                   row);

/* In degrees, 0 to 180 or to 360: the direction that a gradient votes for. */
double    hill_cell_get_direction   (double                dx,
                                     double                dy,
                                     gboolean              is_signed);

G_END_DECLS
