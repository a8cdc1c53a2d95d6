/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Draws a shape plot: contours by marching squares (Lorensen and Cline 1987, in two dimensions), denser towards the lowest loss, the
 * shapes lightly filled over them, and a marker with the regulariser's name at each best point. */

#include "hill-shape-plot-private.h"

#include "hill-colormap.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_LEVELS 12

typedef struct
{
  const HillShapePlot   *self;
  const HillShapeLayout *l;
  HillPen               *pen;
  cairo_t               *cr;
} Drawing;

void
hill_shape_plot_lay_out (const HillShapePlot *self,
                         double               width,
                         double               height,
                         const HillPlotStyle *style,
                         HillShapeLayout     *l)
{
  g_auto(HillPen) pen = { 0 };
  double labels_x, labels_y, legend;

  hill_pen_init (&pen, NULL, style);
  *l = (HillShapeLayout) { .line = hill_pen_get_height (&pen) };
  l->has_labels = width > 11 * l->line && height > 11 * l->line;
  labels_x = l->has_labels ? 1.9 * l->line + hill_pen_get_width (&pen, "−0.5") : 0.4 * l->line;
  labels_y = l->has_labels ? 2.5 * l->line : 0.4 * l->line;
  legend = l->has_labels && self->shapes->len > 0 ? 1.6 * l->line : 0;
  l->size = MAX (MIN (width - labels_x - l->line, height - labels_y - legend - 0.6 * l->line), 1);
  l->left = labels_x + (width - labels_x - l->line - l->size) / 2;
  l->legend_top = 0.3 * l->line;
  l->top = legend + 0.5 * l->line + (height - labels_y - legend - 0.6 * l->line - l->size) / 2;
  l->left = hill_pen_snap (&pen, l->left, 1);
  l->top = hill_pen_snap (&pen, l->top, 1);
  hill_axis_set_range (&l->x, self->low, self->high);
  l->y = l->x;
  l->x.start = l->left;
  l->x.end = l->left + l->size;
  l->y.start = l->top + l->size;
  l->y.end = l->top;
}

/* A place on the edge between two grid points where the loss is @level; the share of the way. */
static double
cross (double from,
       double to,
       double level)
{
  return to != from ? CLAMP ((level - from) / (to - from), 0, 1) : 0.5;
}

typedef struct
{
  double x, y;                    /* in user units */
} Place;

/* The farthest place of the contour towards the upper right that leaves room for its number: there it stands. */
static void
add_segment (const Drawing *d,
             Place          from,
             Place          to,
             Place         *label)
{
  Place middle = { (from.x + to.x) / 2, (from.y + to.y) / 2 };
  double margin = 1.4 * d->l->line;

  cairo_move_to (d->cr, from.x, from.y);
  cairo_line_to (d->cr, to.x, to.y);
  if (middle.x < d->l->left + margin || middle.x > d->l->left + d->l->size - margin
      || middle.y < d->l->top + 0.6 * margin || middle.y > d->l->top + d->l->size - 0.6 * margin)
    return;
  if (isnan (label->x) || middle.x - middle.y > label->x - label->y)
    *label = middle;
}

/* One square of the grid: its four edges, from the bottom and round to the left, are crossed 0, 2 or 4 times. */
static void
add_square (const Drawing *d,
            guint          i,
            guint          j,
            double         level,
            Place         *label)
{
  const guint corner_i[] = { i, i + 1, i + 1, i }, corner_j[] = { j, j, j + 1, j + 1 };
  double step = d->l->size / (d->self->n - 1);
  double loss[4];
  Place crossings[4];
  guint n = 0;

  for (int k = 0; k < 4; k++)
    {
      loss[k] = hill_shape_plot_get_loss (d->self, corner_i[k], corner_j[k]);
      if (!isfinite (loss[k]))
        return;
    }
  for (int k = 0; k < 4; k++)
    {
      int next = (k + 1) % 4;
      double share;

      if ((loss[k] < level) == (loss[next] < level))
        continue;
      share = cross (loss[k], loss[next], level);
      crossings[n].x = d->l->left + step * (corner_i[k] + share * ((double) corner_i[next] - corner_i[k]));
      crossings[n++].y = d->l->top + d->l->size - step * (corner_j[k] + share * ((double) corner_j[next] - corner_j[k]));
    }
  for (guint k = 0; k + 1 < n; k += 2)
    add_segment (d, crossings[k], crossings[k + 1], label);
}

static void
write_level (const Drawing *d,
             double         level,
             Place          place)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  double width = hill_pen_get_width (d->pen, g_ascii_formatd (text, sizeof text, level < 10 ? "%.2f" : "%.3g", level));
  double height = 0.8 * d->pen->size;
  HillColor ground = d->pen->style->background;

  if (isnan (place.x))
    return;
  if (ground.alpha == 0)
    ground = d->pen->style->dark ? hill_plot_style_dark.background : hill_plot_style_light.background;
  cairo_set_source_rgba (d->cr, ground.red, ground.green, ground.blue, 0.85);
  cairo_rectangle (d->cr, place.x - width / 2 - 1, place.y - height / 2, width + 2, height);
  cairo_fill (d->cr);
  hill_pen_set_color (d->pen, d->pen->style->muted);
  hill_pen_write (d->pen, text, place.x, place.y, 0.5, 0.5, 0);
}

static void
draw_contours (const Drawing *d)
{
  double span = d->self->highest - d->self->lowest;
  Place labels[N_LEVELS];
  double levels[N_LEVELS];

  if (!(span > 0))
    return;
  for (int k = 0; k < N_LEVELS; k++)
    {
      double share = (k + 0.7) / N_LEVELS;
      HillColor color = hill_colormap_sequential (0.75 - 0.4 * share, d->pen->style->dark);

      levels[k] = d->self->lowest + span * share * share;
      labels[k] = (Place) { NAN, NAN };
      cairo_set_source_rgba (d->cr, color.red, color.green, color.blue, 1);
      cairo_set_line_width (d->cr, 0.55 * d->pen->style->line_width);
      for (guint j = 0; j + 1 < d->self->n; j++)
        for (guint i = 0; i + 1 < d->self->n; i++)
          add_square (d, i, j, levels[k], &labels[k]);
      cairo_stroke (d->cr);
    }
  hill_pen_set_font (d->pen, 0.8, FALSE);
  for (int k = 1; k < N_LEVELS && d->l->has_labels; k += 2)
    write_level (d, levels[k], labels[k]);
  hill_pen_set_font (d->pen, 1, FALSE);
}

static void
set_dash (const Drawing *d,
          guint          index)
{
  double line = d->pen->style->line_width;
  const double patterns[][2] = { { 1, 0 }, { 5 * line, 2.5 * line }, { 1.8 * line, 1.8 * line } };

  cairo_set_dash (d->cr, patterns[index % 3], index % 3 == 0 ? 0 : 2, 0);
}

static void
draw_shape (const Drawing *d,
            guint          index)
{
  const HillShape *shape = g_ptr_array_index (d->self->shapes, index);
  HillColor color = hill_colormap_category (index, d->pen->style->dark);

  for (gsize k = 0; k < shape->n_points; k++)
    cairo_line_to (d->cr, hill_axis_to_place (&d->l->x, shape->xs[k]), hill_axis_to_place (&d->l->y, shape->ys[k]));
  cairo_close_path (d->cr);
  cairo_set_source_rgba (d->cr, color.red, color.green, color.blue, 0.10);
  cairo_fill_preserve (d->cr);
  cairo_set_source_rgba (d->cr, color.red, color.green, color.blue, 1);
  cairo_set_line_width (d->cr, 1.2 * d->pen->style->line_width);
  set_dash (d, index);
  cairo_stroke (d->cr);
  cairo_set_dash (d->cr, NULL, 0, 0);
}

/* Circle, square, triangle: as the outlines, told apart without the colour. */
static void
draw_best (const Drawing *d,
           guint          index)
{
  const HillShape *shape = g_ptr_array_index (d->self->shapes, index);
  HillColor color = hill_colormap_category (index, d->pen->style->dark);
  double x = hill_axis_to_place (&d->l->x, shape->x), y = hill_axis_to_place (&d->l->y, shape->y);
  double r = 2.6 * d->pen->style->line_width;

  if (!isfinite (x) || !isfinite (y))
    return;
  cairo_new_path (d->cr);
  if (index % 3 == 0)
    cairo_rectangle (d->cr, x - r, y - r, 2 * r, 2 * r);
  else if (index % 3 == 1)
    cairo_arc (d->cr, x, y, 1.1 * r, 0, 2 * G_PI);
  else
    {
      cairo_move_to (d->cr, x, y - 1.4 * r);
      cairo_line_to (d->cr, x + 1.3 * r, y + r);
      cairo_line_to (d->cr, x - 1.3 * r, y + r);
      cairo_close_path (d->cr);
    }
  cairo_set_source_rgba (d->cr, color.red, color.green, color.blue, 1);
  cairo_fill_preserve (d->cr);
  cairo_set_line_width (d->cr, 1);
  hill_pen_set_color (d->pen, d->pen->style->foreground);
  cairo_stroke (d->cr);
}

static void
draw_minimum (const Drawing *d)
{
  double x = hill_axis_to_place (&d->l->x, d->self->minimum.x), y = hill_axis_to_place (&d->l->y, d->self->minimum.y);
  double r = 2.6 * d->pen->style->line_width;

  if (!isfinite (x) || !isfinite (y))
    return;
  hill_pen_set_color (d->pen, d->pen->style->foreground);
  cairo_set_line_width (d->cr, d->pen->style->line_width);
  cairo_move_to (d->cr, x - r, y - r);
  cairo_line_to (d->cr, x + r, y + r);
  cairo_move_to (d->cr, x - r, y + r);
  cairo_line_to (d->cr, x + r, y - r);
  cairo_stroke (d->cr);
}

/* The frame, the lines through 0, and the numbers. */
static void
draw_axes (const Drawing *d)
{
  const HillShapeLayout *l = d->l;
  double ticks[HILL_AXIS_MAX_TICKS];
  guint n = hill_axis_get_ticks (&l->x, (guint) MAX (l->size / (3.2 * l->line), 2), ticks);

  cairo_set_line_width (d->cr, 1);
  hill_pen_set_color (d->pen, d->pen->style->muted);
  cairo_rectangle (d->cr, l->left, l->top, floor (l->size), floor (l->size));
  cairo_stroke (d->cr);
  for (guint i = 0; i < n; i++)
    {
      double x = hill_axis_to_place (&l->x, ticks[i]), y = hill_axis_to_place (&l->y, ticks[i]);
      g_autofree char *text = hill_axis_format_tick (&l->x, ticks, n, i);

      hill_pen_set_color (d->pen, ticks[i] == 0 ? d->pen->style->muted : d->pen->style->grid);
      cairo_move_to (d->cr, hill_pen_snap (d->pen, x, 1), l->top);
      cairo_line_to (d->cr, hill_pen_snap (d->pen, x, 1), l->top + l->size);
      cairo_move_to (d->cr, l->left, hill_pen_snap (d->pen, y, 1));
      cairo_line_to (d->cr, l->left + l->size, hill_pen_snap (d->pen, y, 1));
      cairo_stroke (d->cr);
      hill_pen_set_color (d->pen, d->pen->style->muted);
      if (!l->has_labels)
        continue;
      hill_pen_write (d->pen, text, x, l->top + l->size + 0.2 * l->line, 0.5, 0, 0);
      hill_pen_write (d->pen, text, l->left - 0.35 * l->line, y, 1, 0.5, 0);
    }
}

static void
draw_labels (const Drawing *d)
{
  const HillShapeLayout *l = d->l;

  hill_pen_set_color (d->pen, d->pen->style->foreground);
  hill_pen_write (d->pen, d->self->x_label, l->left + l->size / 2, l->top + l->size + 1.25 * l->line, 0.5, 0, l->size + 2 * l->line);
  hill_pen_write_up (d->pen, d->self->y_label, l->left - 1.8 * l->line - hill_pen_get_width (d->pen, "−0.5"), l->top + l->size / 2,
                     0.5, 0, l->size + l->line);
}

static void
draw_legend (const Drawing *d,
             double         width)
{
  double total = 0, x, y = d->l->legend_top + 0.6 * d->l->line;

  for (guint i = 0; i < d->self->shapes->len; i++)
    total += hill_pen_get_width (d->pen, ((HillShape *) g_ptr_array_index (d->self->shapes, i))->name) + 3.6 * d->l->line;
  x = MAX ((width - total) / 2, 0.3 * d->l->line);
  for (guint i = 0; i < d->self->shapes->len; i++)
    {
      const HillShape *shape = g_ptr_array_index (d->self->shapes, i);
      HillColor color = hill_colormap_category (i, d->pen->style->dark);

      cairo_set_source_rgba (d->cr, color.red, color.green, color.blue, 1);
      cairo_set_line_width (d->cr, 1.2 * d->pen->style->line_width);
      set_dash (d, i);
      cairo_move_to (d->cr, x, y);
      cairo_line_to (d->cr, x + 1.8 * d->l->line, y);
      cairo_stroke (d->cr);
      cairo_set_dash (d->cr, NULL, 0, 0);
      hill_pen_set_color (d->pen, d->pen->style->foreground);
      hill_pen_write (d->pen, shape->name, x + 2.2 * d->l->line, y, 0, 0.5, MAX (width - x - 2.2 * d->l->line, 1));
      x += hill_pen_get_width (d->pen, shape->name) + 3.6 * d->l->line;
    }
}

void
hill_shape_plot_draw (const HillPlot      *plot,
                      cairo_t             *cr,
                      double               width,
                      double               height,
                      const HillPlotStyle *style)
{
  const HillShapePlot *self = (const HillShapePlot *) plot;
  g_auto(HillPen) pen = { 0 };
  HillShapeLayout l;
  Drawing d = { self, &l, &pen, cr };

  hill_pen_init (&pen, cr, style);
  hill_shape_plot_lay_out (self, width, height, style, &l);
  draw_axes (&d);
  cairo_save (cr);
  cairo_rectangle (cr, l.left, l.top, l.size, l.size);
  cairo_clip (cr);
  draw_contours (&d);
  for (guint i = 0; i < self->shapes->len; i++)
    draw_shape (&d, i);
  draw_minimum (&d);
  for (guint i = 0; i < self->shapes->len; i++)
    draw_best (&d, i);
  cairo_restore (cr);
  if (!l.has_labels)
    return;
  draw_labels (&d);
  draw_legend (&d, width);
}
