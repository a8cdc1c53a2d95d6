/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A plot is a value (data, labels, ranges) and one function draws it, on the screen as in a PNG, SVG or PDF.
 * Cairo and Pango only.  Units are user space: logical pixels on the screen, points in SVG and PDF. */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double red, green, blue, alpha;
} HillColor;

/**
 * HillPlotStyle:
 * @background: alpha 0 for none
 * @foreground: text and axes
 * @muted: secondary text, ticks
 * @grid: grid lines
 * @accent: what is selected, cursors
 * @font: Pango family list
 * @font_size: of labels, in user units
 * @line_width: of curves
 * @dark: whether the ground is dark (colour maps put white or black in the middle)
 * @pixel_scale: device pixels per user unit, so that hairlines can be crisp; 0 in SVG and PDF
 */
typedef struct
{
  HillColor   background;
  HillColor   foreground;
  HillColor   muted;
  HillColor   grid;
  HillColor   accent;
  const char *font;
  double      font_size;
  double      line_width;
  gboolean    dark;
  double      pixel_scale;
} HillPlotStyle;

/* A colour to mark things with that stands out on the ground: on dark ones the theme's own may not. */
HillColor hill_plot_style_get_mark (const HillPlotStyle *self);

extern const HillPlotStyle hill_plot_style_light;
extern const HillPlotStyle hill_plot_style_dark;
extern const HillPlotStyle hill_plot_style_slides;

typedef struct _HillPlot HillPlot;

/**
 * HillPlotHit:
 * @text: what is under the pointer, for a tooltip or a status line; "" for nothing
 * @series, @index: of curve plots: which curve and point; of a confusion matrix: true and predicted class; of templates: class
 * @x, @y: the data coordinates under the pointer
 */
typedef struct
{
  char   text[256];
  int    series;
  gssize index;
  double x;
  double y;
} HillPlotHit;

/* Plots are reference counted and immutable once they are drawn. */
HillPlot *hill_plot_ref      (HillPlot             *self);
void      hill_plot_unref    (HillPlot             *self);

/* Draws into (0, 0) to (width, height); safe for any data and for sizes down to 1 x 1. */
void      hill_plot_draw     (const HillPlot       *self,
                              cairo_t              *cr,
                              double                width,
                              double                height,
                              const HillPlotStyle  *style);

/* What lies at (x, y) of the same drawing?  FALSE for nothing. */
gboolean  hill_plot_pick     (const HillPlot       *self,
                              double                width,
                              double                height,
                              const HillPlotStyle  *style,
                              double                x,
                              double                y,
                              HillPlotHit          *hit);

/* The keyboard's way: goes from @hit (series and index -1 for the beginning) one place along each axis, and fills @hit.
 * FALSE where there is no place, @hit is then as it was. */
gboolean  hill_plot_move     (const HillPlot       *self,
                              HillPlotHit          *hit,
                              int                   dx,
                              int                   dy);

/* Where the place of @hit lies in the same drawing; a point has no width and height.  FALSE for nowhere. */
gboolean  hill_plot_locate   (const HillPlot       *self,
                              double                width,
                              double                height,
                              const HillPlotStyle  *style,
                              const HillPlotHit    *hit,
                              cairo_rectangle_t    *place);

/* (transfer full): the plot in one translated sentence, its accessible description. */
char     *hill_plot_describe (const HillPlot       *self);

/* (transfer full): the plot as a table, RFC 4180. */
char     *hill_plot_to_csv   (const HillPlot       *self);

#define HILL_PLOT_MAX_RANK 4

/* (transfer full) (nullable): the numbers of a plot that is made of an array, in C order: a landscape's heights (rows upwards), weights (classes
 * x features and the bias), cells (rows x columns x bins), bins.  @shape: receives up to %HILL_PLOT_MAX_RANK sizes. */
float    *hill_plot_get_array (const HillPlot  *self,
                               gsize           *shape,
                               guint           *rank);

/* For a sequence, before any is drawn: all of them get the axes and the colours that have room for each. */
void      hill_plots_share_ranges (HillPlot * const  *plots,
                                   guint              n_plots);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillPlot, hill_plot_unref)

G_END_DECLS
