/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Draws a curve plot: grid, curves, cursor, names.  A curve with more points than the drawing has columns is thinned to first,
 * lowest, highest and last point of each column, which looks the same. */

#include "hill-curve-plot-private.h"

#include "hill-colormap.h"
#include "hill-pen.h"

#include <math.h>

typedef struct
{
  const HillCurvePlot   *self;
  const HillCurveLayout *layout;
  HillPen               *pen;
  cairo_t               *cr;
  const HillPlotStyle   *style;
} Drawing;

/* Logarithmic axes have no place for 0 and below. */
static gboolean
has_place (const Drawing *d,
           double         x,
           double         y)
{
  return (!d->self->log_x || x > 0) && (!d->self->log_y || y > 0);
}

static void
set_dash (const Drawing *d,
          guint          index)
{
  static const double patterns[][4] = { { 0 }, { 6, 2.5 }, { 2, 2 }, { 8, 2.5, 2, 2.5 } };
  static const int lengths[] = { 0, 2, 2, 4 };
  double dashes[4];
  guint kind = index % G_N_ELEMENTS (lengths);

  for (int i = 0; i < lengths[kind]; i++)
    dashes[i] = patterns[kind][i] * d->style->line_width;
  cairo_set_dash (d->cr, dashes, lengths[kind], 0);
}

static void
add_marker (cairo_t *cr,
            guint    index,
            double   x,
            double   y,
            double   r)
{
  cairo_new_sub_path (cr);
  switch (index % 4)
    {
    case 0:
      cairo_arc (cr, x, y, r, 0, 2 * G_PI);
      break;
    case 1:
      cairo_rectangle (cr, x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
      break;
    case 2:
      cairo_move_to (cr, x, y - 1.15 * r);
      cairo_line_to (cr, x + 1.1 * r, y + 0.85 * r);
      cairo_line_to (cr, x - 1.1 * r, y + 0.85 * r);
      break;
    default:
      cairo_move_to (cr, x, y - 1.25 * r);
      cairo_line_to (cr, x + 1.25 * r, y);
      cairo_line_to (cr, x, y + 1.25 * r);
      cairo_line_to (cr, x - 1.25 * r, y);
      break;
    }
  cairo_close_path (cr);
}

static double
get_marker_size (const Drawing *d)
{
  return 1.9 * d->style->line_width;
}

typedef struct
{
  double column;                /* of the points gathered; NaN for none */
  double first, low, high, last;
  double low_x, high_x, x;
} Column;

static void
flush_column (cairo_t      *cr,
              const Column *column)
{
  if (isnan (column->column))
    return;
  cairo_line_to (cr, column->column, column->first);
  cairo_line_to (cr, column->column, column->low_x <= column->high_x ? column->low : column->high);
  cairo_line_to (cr, column->column, column->low_x <= column->high_x ? column->high : column->low);
  cairo_line_to (cr, column->column, column->last);
}

static void
gather (Column *column,
        double  x,
        double  y)
{
  if (y < column->low)
    {
      column->low = y;
      column->low_x = x;
    }
  if (y > column->high)
    {
      column->high = y;
      column->high_x = x;
    }
  column->last = y;
}

/* Adds the path of a curve, or of its running mean @y. */
static void
add_path (const Drawing   *d,
          const HillCurve *curve,
          const double    *y)
{
  gboolean thin = curve->n_points > 3 * (d->layout->right - d->layout->left);
  double scale = d->style->pixel_scale > 0 ? d->style->pixel_scale : 2;
  Column column = { .column = NAN };

  cairo_new_path (d->cr);
  for (gsize i = 0; i < curve->n_points; i++)
    {
      double place_x = hill_axis_to_place (&d->layout->x, curve->x[i]);
      double place_y, here;

      if (!has_place (d, curve->x[i], y[i]))
        continue;
      place_y = hill_axis_to_place (&d->layout->y, y[i]);
      if (!thin)
        {
          cairo_line_to (d->cr, place_x, place_y);
          continue;
        }
      here = floor (place_x * scale) / scale;
      if (here == column.column)
        {
          gather (&column, place_x, place_y);
          continue;
        }
      flush_column (d->cr, &column);
      column = (Column) { here, place_y, place_y, place_y, place_y, place_x, place_x, place_x };
    }
  flush_column (d->cr, &column);
}

/* (transfer full): the mean over a hundredth of the points about each. */
static double *
smooth (const HillCurve *curve)
{
  gsize half = MAX (curve->n_points / 200, 1);
  double *mean = g_new (double, curve->n_points);
  double sum = 0;
  gsize begin = 0, end = 0;

  for (gsize i = 0; i < curve->n_points; i++)
    {
      gsize from = i > half ? i - half : 0, to = MIN (i + half + 1, curve->n_points);

      for (; end < to; end++)
        sum += curve->y[end];
      for (; begin < from; begin++)
        sum -= curve->y[begin];
      mean[i] = sum / (double) (end - begin);
    }
  return mean;
}

static void
stroke (const Drawing *d,
        guint          index,
        double         alpha,
        double         width)
{
  HillColor color = hill_colormap_category (index, d->style->dark);

  cairo_set_source_rgba (d->cr, color.red, color.green, color.blue, alpha);
  cairo_set_line_width (d->cr, width);
  cairo_stroke (d->cr);
}

static void
draw_markers (const Drawing   *d,
              const HillCurve *curve,
              guint            index)
{
  HillColor color = hill_colormap_category (index, d->style->dark);
  double size = get_marker_size (d);
  double last_x = -INFINITY;

  cairo_new_path (d->cr);
  for (gsize i = 0; i < curve->n_points; i++)
    {
      double x = hill_axis_to_place (&d->layout->x, curve->x[i]);

      if (x - last_x < 5 * size || !has_place (d, curve->x[i], curve->y[i]))
        continue;
      add_marker (d->cr, index, x, hill_axis_to_place (&d->layout->y, curve->y[i]), size);
      last_x = x;
    }
  hill_pen_set_color (d->pen, color);
  cairo_fill (d->cr);
}

static void
draw_curve (const Drawing *d,
            guint          index)
{
  const HillCurve *curve = g_ptr_array_index (d->self->curves, index);

  cairo_set_line_join (d->cr, CAIRO_LINE_JOIN_ROUND);
  if (curve->smoothed && curve->n_points > 20)
    {
      g_autofree double *mean = smooth (curve);

      /* Faint and ragged: nobody sees its corners, which are what takes the time. */
      cairo_save (d->cr);
      cairo_set_line_join (d->cr, CAIRO_LINE_JOIN_BEVEL);
      cairo_set_antialias (d->cr, CAIRO_ANTIALIAS_FAST);
      add_path (d, curve, curve->y);
      stroke (d, index, d->style->dark ? 0.35 : 0.28, d->style->line_width * 0.6);
      cairo_restore (d->cr);
      add_path (d, curve, mean);
      stroke (d, index, 1, d->style->line_width);
      return;
    }
  set_dash (d, index);
  add_path (d, curve, curve->y);
  stroke (d, index, 1, d->style->line_width);
  cairo_set_dash (d->cr, NULL, 0, 0);
  if (curve->markers || curve->n_points == 1)
    draw_markers (d, curve, index);
}

static void
draw_grid_line (const Drawing *d,
                double         x1,
                double         y1,
                double         x2,
                double         y2)
{
  cairo_move_to (d->cr, x1 == x2 ? hill_pen_snap (d->pen, x1, 1) : x1, y1 == y2 ? hill_pen_snap (d->pen, y1, 1) : y1);
  cairo_line_to (d->cr, x1 == x2 ? hill_pen_snap (d->pen, x2, 1) : x2, y1 == y2 ? hill_pen_snap (d->pen, y2, 1) : y2);
}

/* Says that it is empty; no line goes through that. */
static gboolean
is_empty (const HillCurvePlot *self)
{
  return self->curves->len == 0 && self->empty_text != NULL;
}

static void
draw_y_axis (const Drawing *d)
{
  const HillCurveLayout *l = d->layout;
  double line = hill_pen_get_height (d->pen);
  double ticks[HILL_AXIS_MAX_TICKS];
  guint n = hill_axis_get_ticks (&l->y, (guint) MAX ((l->bottom - l->top) / (1.6 * line), 2), ticks);

  for (guint i = 0; i < n; i++)
    {
      double y = hill_axis_to_place (&l->y, ticks[i]);
      g_autofree char *text = hill_axis_format_tick (&l->y, ticks, n, i);

      hill_pen_set_color (d->pen, d->style->grid);
      cairo_set_line_width (d->cr, 1);
      if (!is_empty (d->self))
        draw_grid_line (d, l->left, y, l->right, y);
      cairo_stroke (d->cr);
      if (!l->has_labels)
        continue;
      hill_pen_set_color (d->pen, d->style->muted);
      hill_pen_write (d->pen, text, l->left - 0.4 * line, y, 1, 0.5, 0);
    }
  if (!l->has_labels)
    return;
  hill_pen_set_color (d->pen, d->style->foreground);
  hill_pen_write_up (d->pen, d->self->y_label, 0.4 * line, (l->top + l->bottom) / 2, 0.5, 0, l->bottom - l->top + line);
}

static void
draw_x_axis (const Drawing *d)
{
  const HillCurveLayout *l = d->layout;
  double line = hill_pen_get_height (d->pen);
  double ticks[HILL_AXIS_MAX_TICKS];
  double widest = hill_pen_get_width (d->pen, "0000000") * (l->x.high >= 1e5 ? 1.3 : 1);
  guint n = hill_axis_get_ticks (&l->x, (guint) MAX ((l->right - l->left) / widest, 2), ticks);

  hill_pen_set_color (d->pen, d->style->muted);
  cairo_set_line_width (d->cr, 1);
  draw_grid_line (d, l->left, l->bottom, l->right, l->bottom);
  cairo_stroke (d->cr);
  if (!l->has_labels)
    return;
  for (guint i = 0; i < n; i++)
    {
      double x = hill_axis_to_place (&l->x, ticks[i]);
      g_autofree char *text = hill_axis_format_tick (&l->x, ticks, n, i);

      draw_grid_line (d, x, l->bottom, x, l->bottom + 0.3 * line);
      cairo_stroke (d->cr);
      hill_pen_write (d->pen, text, x, l->bottom + 0.35 * line, 0.5, 0, 0);
    }
  hill_pen_set_color (d->pen, d->style->foreground);
  hill_pen_write (d->pen, d->self->x_label, (l->left + l->right) / 2, l->bottom + 1.35 * line, 0.5, 0, l->right - l->left);
}

static void
draw_cursor (const Drawing *d)
{
  const HillCurveLayout *l = d->layout;
  double x = hill_axis_to_place (&l->x, d->self->cursor);

  if (!(x >= l->left - 0.5 && x <= l->right + 0.5))
    return;
  hill_pen_set_color (d->pen, d->style->accent);
  cairo_set_line_width (d->cr, 0.75 * d->style->line_width);
  draw_grid_line (d, x, l->top, x, l->bottom);
  cairo_stroke (d->cr);
  for (guint i = 0; i < d->self->curves->len; i++)
    {
      const HillCurve *curve = g_ptr_array_index (d->self->curves, i);
      gssize index = hill_curve_find (curve, d->self->cursor);

      if (index < 0 || !has_place (d, curve->x[index], curve->y[index]))
        continue;
      cairo_arc (d->cr, hill_axis_to_place (&l->x, curve->x[index]), hill_axis_to_place (&l->y, curve->y[index]),
                 get_marker_size (d), 0, 2 * G_PI);
      cairo_fill (d->cr);
    }
}

static void
draw_sample (const Drawing *d,
             guint          index,
             double         x,
             double         y,
             double         width)
{
  const HillCurve *curve = g_ptr_array_index (d->self->curves, index);

  if (!curve->smoothed)
    set_dash (d, index);
  cairo_move_to (d->cr, x, y);
  cairo_line_to (d->cr, x + width, y);
  stroke (d, index, 1, d->style->line_width);
  cairo_set_dash (d->cr, NULL, 0, 0);
  if (!curve->markers)
    return;
  add_marker (d->cr, index, x + width / 2, y, get_marker_size (d));
  hill_pen_set_color (d->pen, hill_colormap_category (index, d->style->dark));
  cairo_fill (d->cr);
}

static void
draw_legend (const Drawing *d)
{
  const HillCurveLayout *l = d->layout;
  double size = d->pen->size, x = l->left, y = l->legend_top;

  for (guint i = 0; i < d->self->curves->len; i++)
    {
      const HillCurve *curve = g_ptr_array_index (d->self->curves, i);
      double width = hill_pen_get_width (d->pen, curve->name) + 3.5 * size;

      if (x > l->left && x + width > l->right)
        {
          x = l->left;
          y += l->row_height;
        }
      draw_sample (d, i, x, y + l->row_height / 2, 1.8 * size);
      hill_pen_set_color (d->pen, d->style->foreground);
      hill_pen_write (d->pen, curve->name, x + 2.2 * size, y + l->row_height / 2, 0, 0.5, MAX (l->right - x - 2.2 * size, 1));
      x += width;
    }
}

static void
draw_title (const Drawing *d,
            double         width)
{
  double line = hill_pen_get_height (d->pen);

  hill_pen_set_font (d->pen, 1.1, TRUE);
  hill_pen_set_color (d->pen, d->style->foreground);
  hill_pen_write (d->pen, d->self->title, width / 2, 0.4 * line, 0.5, 0, width - line);
  hill_pen_set_font (d->pen, 1, FALSE);
}

void
hill_curve_plot_draw (const HillPlot      *plot,
                      cairo_t             *cr,
                      double               width,
                      double               height,
                      const HillPlotStyle *style)
{
  const HillCurvePlot *self = (const HillCurvePlot *) plot;
  g_auto(HillPen) pen = { 0 };
  HillCurveLayout l;
  Drawing d = { self, &l, &pen, cr, style };
  double margin;

  hill_pen_init (&pen, cr, style);
  hill_curve_plot_lay_out (self, width, height, style, &l);
  if (self->title != NULL && l.has_labels)
    draw_title (&d, width);
  draw_y_axis (&d);
  draw_x_axis (&d);

  cairo_save (cr);
  /* Markers on the border are seen whole. */
  margin = get_marker_size (&d) + style->line_width;
  cairo_rectangle (cr, l.left - margin, l.top - margin, l.right - l.left + 2 * margin, l.bottom - l.top + 2 * margin);
  cairo_clip (cr);
  for (guint i = 0; i < self->curves->len; i++)
    draw_curve (&d, i);
  draw_cursor (&d);
  cairo_restore (cr);

  if (l.has_legend)
    draw_legend (&d);
  if (!is_empty (self))
    return;
  hill_pen_set_color (&pen, style->muted);
  hill_pen_write (&pen, self->empty_text, (l.left + l.right) / 2, (l.top + l.bottom) / 2, 0.5, 0.5, l.right - l.left);
}
