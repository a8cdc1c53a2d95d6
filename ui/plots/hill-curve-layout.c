/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Where the parts of a curve plot go: the labels take what they need, the curves get the rest. */

#include "hill-curve-plot-private.h"

#include "hill-pen.h"

#include <math.h>

#define MAX_LEGEND_SHARE 0.3
#define MIN_LABEL_WIDTH 160
#define MIN_LABEL_HEIGHT 100

typedef struct
{
  double low, high;
} Range;

static void
range_add (Range  *range,
           double  value)
{
  range->low = MIN (range->low, value);
  range->high = MAX (range->high, value);
}

/* Infinity for none. */
static double
find_first_positive (const HillCurve *curve)
{
  for (gsize i = 0; i < curve->n_points; i++)
    if (curve->x[i] > 0)
      return curve->x[i];
  return INFINITY;
}

static Range
find_x_range (const HillCurvePlot *self)
{
  Range range = { INFINITY, -INFINITY };

  for (guint i = 0; i < self->curves->len; i++)
    {
      const HillCurve *curve = g_ptr_array_index (self->curves, i);

      range_add (&range, self->log_x ? find_first_positive (curve) : curve->x[0]);
      range_add (&range, curve->x[curve->n_points - 1]);
    }
  if (!isnan (self->x_low))
    range.low = self->x_low;
  if (!isnan (self->x_high))
    range.high = self->x_high;
  return range;
}

static Range
find_data_range (const HillCurvePlot *self,
                 const HillAxis      *x)
{
  Range range = { INFINITY, -INFINITY };

  for (guint i = 0; i < self->curves->len; i++)
    {
      const HillCurve *curve = g_ptr_array_index (self->curves, i);

      for (gsize k = 0; k < curve->n_points; k++)
        if (curve->x[k] >= x->low && curve->x[k] <= x->high && (!self->log_y || curve->y[k] > 0))
          range_add (&range, curve->y[k]);
    }
  return range;
}

/* Zero belongs to a linear axis of positive values, unless they all lie far from it; shares end at 100 %. */
static Range
find_y_range (const HillCurvePlot *self,
              const HillAxis      *x)
{
  Range range = find_data_range (self, x);
  double margin;

  if (range.low > range.high)
    range = self->percent ? (Range) { 0, 1 } : self->log_y ? (Range) { 0.1, 10 } : (Range) { 0, 1 };
  if (self->log_y)
    {
      range.low /= 1.15;
      range.high *= 1.15;
    }
  else
    {
      if (range.low > 0 && range.low < 0.6 * range.high)
        range.low = 0;
      margin = 0.05 * (range.high - range.low);
      if (range.low != 0)
        range.low -= margin;
      range.high += margin;
      if (self->percent)
        {
          range.low = MAX (range.low, 0);
          range.high = MIN (range.high, 1);
        }
    }
  if (!isnan (self->y_low) && (!self->log_y || self->y_low > 0))
    range.low = self->y_low;
  if (!isnan (self->y_high))
    range.high = self->y_high;
  return range;
}

static void
find_ranges (const HillCurvePlot *self,
             Range               *x_range,
             Range               *y_range)
{
  HillAxis x = { .log = self->log_x, .step = self->x_step };

  *x_range = find_x_range (self);
  hill_axis_set_range (&x, x_range->low, x_range->high);
  *y_range = find_y_range (self, &x);
}

/* A plot without curves has no ranges of its own. */
void
hill_curve_plot_widen (HillPlot       *plot,
                       const HillPlot *other_plot)
{
  HillCurvePlot *self = (HillCurvePlot *) plot;
  const HillCurvePlot *other = (const HillCurvePlot *) other_plot;
  Range x, y, other_x, other_y;

  if (other->curves->len == 0 && isnan (other->x_low + other->x_high))
    return;
  find_ranges (other, &other_x, &other_y);
  x = other_x;
  y = other_y;
  if (self->curves->len > 0)
    find_ranges (self, &x, &y);
  self->x_low = MIN (x.low, other_x.low);
  self->x_high = MAX (x.high, other_x.high);
  self->y_low = MIN (y.low, other_y.low);
  self->y_high = MAX (y.high, other_y.high);
}

static guint
count_legend_rows (const HillCurvePlot *self,
                   HillPen             *pen,
                   double               width)
{
  guint n_rows = 1;
  double x = 0;

  for (guint i = 0; i < self->curves->len; i++)
    {
      const HillCurve *curve = g_ptr_array_index (self->curves, i);
      double item = hill_pen_get_width (pen, curve->name) + 3.5 * pen->size;

      if (x > 0 && x + item > width)
        {
          n_rows++;
          x = 0;
        }
      x += item;
    }
  return n_rows;
}

static double
find_tick_width (const HillAxis *axis,
                 HillPen        *pen,
                 guint           wanted)
{
  double ticks[HILL_AXIS_MAX_TICKS];
  guint n = hill_axis_get_ticks (axis, wanted, ticks);
  double widest = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = hill_axis_format_tick (axis, ticks, n, i);

      widest = MAX (widest, hill_pen_get_width (pen, text));
    }
  return widest;
}

void
hill_curve_plot_lay_out (const HillCurvePlot *self,
                         double               width,
                         double               height,
                         const HillPlotStyle *style,
                         HillCurveLayout     *layout)
{
  g_auto(HillPen) pen = { 0 };
  Range range;
  double line, legend;

  hill_pen_init (&pen, NULL, style);
  line = hill_pen_get_height (&pen);
  *layout = (HillCurveLayout) { .row_height = line * 1.15 };
  layout->has_labels = width >= MIN_LABEL_WIDTH && height >= MIN_LABEL_HEIGHT;
  layout->x.log = self->log_x;
  layout->x.step = self->x_step;
  layout->y.log = self->log_y;
  layout->y.percent = self->percent;

  range = find_x_range (self);
  hill_axis_set_range (&layout->x, range.low, range.high);
  range = find_y_range (self, &layout->x);
  hill_axis_set_range (&layout->y, range.low, range.high);

  layout->top = 0.5 * line;
  layout->bottom = height - 0.5 * line;
  layout->left = 0.5 * line;
  layout->right = width - 0.9 * line;
  if (self->title != NULL && layout->has_labels)
    layout->top += 1.5 * line;
  layout->legend_top = layout->top;
  if (layout->has_labels)
    {
      layout->bottom -= 2.2 * line;
      layout->left += 1.9 * line + find_tick_width (&layout->y, &pen, (guint) MAX ((layout->bottom - layout->top) / (1.6 * line), 2));
    }
  legend = layout->row_height * count_legend_rows (self, &pen, layout->right - layout->left);
  layout->has_legend = self->curves->len > 0 && layout->has_labels && legend < MAX_LEGEND_SHARE * height;
  if (layout->has_legend)
    layout->top += legend + 0.4 * line;
  layout->right = MAX (layout->right, layout->left + 1);
  layout->bottom = MAX (layout->bottom, layout->top + 1);
  layout->x.start = layout->left;
  layout->x.end = layout->right;
  layout->y.start = layout->bottom;
  layout->y.end = layout->top;
}
