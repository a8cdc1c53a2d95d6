/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Text and lines in the style of a plot: one Pango layout is used again for all labels of a drawing. */

#pragma once

#include "hill-plot.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef struct
{
  cairo_t             *cr;
  const HillPlotStyle *style;
  PangoLayout         *layout;
  double               size;    /* of the font, in user units */
} HillPen;

/* @cr: (nullable): without it text can be measured, not drawn. */
void   hill_pen_init       (HillPen              *self,
                            cairo_t              *cr,
                            const HillPlotStyle  *style);
void   hill_pen_clear      (HillPen              *self);

/* Of what is written from now on; @scale is relative to the style's size. */
void   hill_pen_set_font   (HillPen              *self,
                            double                scale,
                            gboolean              bold);
void   hill_pen_set_color  (HillPen              *self,
                            HillColor             color);

double hill_pen_get_width  (HillPen              *self,
                            const char           *text);
double hill_pen_get_height (HillPen              *self);

/* Writes with the point (@x, @y) at the share (@across, @down) of the text's box: 0, 0 is its top left corner.  A text wider than
 * @max_width (0 for any) is shortened with an ellipsis. */
void   hill_pen_write      (HillPen              *self,
                            const char           *text,
                            double                x,
                            double                y,
                            double                across,
                            double                down,
                            double                max_width);

/* The same upwards, turned by a right angle about (@x, @y). */
void   hill_pen_write_up   (HillPen              *self,
                            const char           *text,
                            double                x,
                            double                y,
                            double                across,
                            double                down,
                            double                max_width);

/* A plot's title in the middle above it, for all of its @width. */
void   hill_pen_write_title (HillPen             *self,
                             const char          *title,
                             double               width);

/* From (@x0, @y0) to (@x1, @y1), in the colour that is set; its head is 3.2 @width + @head long, and no longer than the arrow. */
void   hill_pen_draw_arrow (HillPen              *self,
                            double                x0,
                            double                y0,
                            double                x1,
                            double                y1,
                            double                width,
                            double                head);

/* @position moved so that a line of @width fills whole pixels of the screen. */
double hill_pen_snap       (const HillPen        *self,
                            double                position,
                            double                width);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HillPen, hill_pen_clear)

G_END_DECLS
