/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The value behind a curve plot: its curves, its ranges, and what lies at a place.  Drawing is next door. */

#include "hill-curve-plot-private.h"

#include "hill-csv.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static void
curve_free (HillCurve *curve)
{
  g_free (curve->name);
  g_free (curve->x);
  g_free (curve->y);
  g_free (curve);
}

static HillCurvePlot *
get_self (const HillPlot *plot)
{
  return (HillCurvePlot *) plot;
}

/* The index of the point nearest to @x, or -1. */
gssize
hill_curve_find (const HillCurve *curve,
                 double           x)
{
  gsize low = 0, high = curve->n_points;

  if (high == 0 || isnan (x))
    return -1;
  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;

      if (curve->x[middle] <= x)
        low = middle;
      else
        high = middle;
    }
  if (low + 1 < curve->n_points && fabs (curve->x[low + 1] - x) < fabs (curve->x[low] - x))
    low++;
  return (gssize) low;
}

/* "step 120 · Data loss 0.412 · Penalty 0.011", as much as fits. */
static void
write_hit (const HillCurvePlot *self,
           double               x,
           HillPlotHit         *hit)
{
  g_autofree char *x_text = hill_format_number (x);
  g_autoptr(GString) text = g_string_new (NULL);
  const char *end;

  g_string_printf (text, "%s %s", self->x_label, x_text);
  for (guint i = 0; i < self->curves->len; i++)
    {
      const HillCurve *curve = g_ptr_array_index (self->curves, i);
      gssize index = hill_curve_find (curve, x);
      g_autofree char *y_text = NULL;

      if (index < 0)
        continue;
      y_text = self->percent ? g_strdup_printf ("%.2f %%", 100 * curve->y[index]) : hill_format_number (curve->y[index]);
      g_string_append_printf (text, " · %s %s", curve->name, y_text);
    }
  g_strlcpy (hit->text, text->str, sizeof hit->text);
  if (!g_utf8_validate (hit->text, -1, &end))
    hit->text[end - hit->text] = '\0';
}

static void
set_hit (const HillCurvePlot *self,
         int                  series,
         gssize               index,
         HillPlotHit         *hit)
{
  const HillCurve *curve = g_ptr_array_index (self->curves, (guint) series);

  hit->series = series;
  hit->index = index;
  hit->x = curve->x[index];
  hit->y = curve->y[index];
  write_hit (self, hit->x, hit);
}

static gboolean
pick (const HillPlot      *plot,
      double               width,
      double               height,
      const HillPlotStyle *style,
      double               x,
      double               y,
      HillPlotHit         *hit)
{
  const HillCurvePlot *self = get_self (plot);
  HillCurveLayout layout;
  double best = INFINITY, value;
  int best_series = -1;
  gssize best_index = -1;

  hill_curve_plot_lay_out (self, width, height, style, &layout);
  if (x < layout.left || x > layout.right || y < layout.top || y > layout.bottom)
    return FALSE;

  value = hill_axis_to_value (&layout.x, x);
  for (guint i = 0; i < self->curves->len; i++)
    {
      const HillCurve *curve = g_ptr_array_index (self->curves, i);
      gssize index = hill_curve_find (curve, value);
      double distance;

      if (index < 0)
        continue;
      distance = fabs (hill_axis_to_place (&layout.x, curve->x[index]) - x)
                 + fabs (hill_axis_to_place (&layout.y, curve->y[index]) - y);
      if (isfinite (distance) && distance < best)
        {
          best = distance;
          best_series = (int) i;
          best_index = index;
        }
    }
  if (best_series < 0)
    return FALSE;
  set_hit (self, best_series, best_index, hit);
  return TRUE;
}

static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  const HillCurvePlot *self = get_self (plot);
  const HillCurve *curve;
  int series = hit->series;
  gssize index, stride;

  if (self->curves->len == 0)
    return FALSE;
  if (series < 0 || (guint) series >= self->curves->len)
    {
      curve = g_ptr_array_index (self->curves, 0);
      set_hit (self, 0, (gssize) curve->n_points - 1, hit);
      return TRUE;
    }

  series += dy;
  if (series < 0 || (guint) series >= self->curves->len)
    return FALSE;
  curve = g_ptr_array_index (self->curves, (guint) series);
  index = dy != 0 ? hill_curve_find (curve, hit->x) : MIN (hit->index, (gssize) curve->n_points - 1);
  stride = MAX ((gssize) curve->n_points / 100, 1);
  index = CLAMP (index + dx * stride, 0, (gssize) curve->n_points - 1);
  set_hit (self, series, index, hit);
  return TRUE;
}

static gboolean
locate (const HillPlot      *plot,
        double               width,
        double               height,
        const HillPlotStyle *style,
        const HillPlotHit   *hit,
        cairo_rectangle_t   *place)
{
  const HillCurvePlot *self = get_self (plot);
  HillCurveLayout layout;

  if (hit->series < 0)
    return FALSE;
  hill_curve_plot_lay_out (self, width, height, style, &layout);
  place->x = hill_axis_to_place (&layout.x, hit->x);
  place->y = hill_axis_to_place (&layout.y, hit->y);
  place->width = place->height = 0;
  return place->x >= layout.left - 0.5 && place->x <= layout.right + 0.5 && isfinite (place->y);
}

static void
describe_curve (const HillCurve *curve,
                GString         *text)
{
  double low = INFINITY, high = -INFINITY;
  g_autofree char *first = hill_format_number (curve->y[0]);
  g_autofree char *last = hill_format_number (curve->y[curve->n_points - 1]);
  g_autofree char *lowest = NULL, *highest = NULL;

  for (gsize i = 0; i < curve->n_points; i++)
    {
      low = MIN (low, curve->y[i]);
      high = MAX (high, curve->y[i]);
    }
  lowest = hill_format_number (low);
  highest = hill_format_number (high);
  g_string_append_c (text, ' ');
  /* Translators: name of a curve, first, last, lowest and highest value */
  g_string_append_printf (text, _("%s goes from %s to %s, between %s and %s."), curve->name, first, last, lowest, highest);
}

static char *
describe (const HillPlot *plot)
{
  const HillCurvePlot *self = get_self (plot);
  g_autoptr(GString) text = g_string_new (NULL);

  /* Translators: labels of the axes, such as "loss" and "step" */
  g_string_printf (text, _("Curves of %s against %s."), self->y_label, self->x_label);
  if (self->curves->len == 0 && self->empty_text != NULL)
    g_string_append_printf (text, " %s", self->empty_text);
  for (guint i = 0; i < self->curves->len; i++)
    describe_curve (g_ptr_array_index (self->curves, i), text);
  return g_strdup (text->str);
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillCurvePlot *self = get_self (plot);

  hill_csv_append_text (csv, _("curve"));
  hill_csv_append_text (csv, self->x_label);
  hill_csv_append_text (csv, self->y_label);
  hill_csv_end_row (csv);
  for (guint i = 0; i < self->curves->len; i++)
    {
      const HillCurve *curve = g_ptr_array_index (self->curves, i);

      for (gsize k = 0; k < curve->n_points; k++)
        {
          hill_csv_append_text (csv, curve->name);
          hill_csv_append_number (csv, curve->x[k]);
          hill_csv_append_number (csv, curve->y[k]);
          hill_csv_end_row (csv);
        }
    }
}

static void
finalize (HillPlot *plot)
{
  HillCurvePlot *self = get_self (plot);

  g_ptr_array_unref (self->curves);
  g_free (self->title);
  g_free (self->x_label);
  g_free (self->y_label);
  g_free (self->empty_text);
  g_free (self);
}

static const HillPlotClass curve_plot_class =
{
  hill_curve_plot_draw, pick, move, locate, describe, append_csv, finalize, hill_curve_plot_widen
};

HillPlot *
hill_curve_plot_new (const char *title,
                     const char *x_label,
                     const char *y_label)
{
  HillCurvePlot *self = g_new0 (HillCurvePlot, 1);

  hill_plot_init (&self->parent, &curve_plot_class);
  self->title = g_strdup (title);
  self->x_label = g_strdup (x_label);
  self->y_label = g_strdup (y_label);
  self->curves = g_ptr_array_new_with_free_func ((GDestroyNotify) curve_free);
  self->x_low = self->x_high = self->y_low = self->y_high = self->cursor = NAN;
  return &self->parent;
}

void
hill_curve_plot_add (HillPlot        *plot,
                     const HillCurve *curve)
{
  HillCurvePlot *self = get_self (plot);
  HillCurve *copy;

  g_return_if_fail (plot != NULL && curve != NULL && curve->name != NULL);

  copy = g_new0 (HillCurve, 1);
  copy->name = g_strdup (curve->name);
  copy->x = g_new (double, MAX (curve->n_points, 1));
  copy->y = g_new (double, MAX (curve->n_points, 1));
  copy->smoothed = curve->smoothed;
  copy->markers = curve->markers;
  for (gsize i = 0; i < curve->n_points; i++)
    if (isfinite (curve->x[i]) && isfinite (curve->y[i]))
      {
        copy->x[copy->n_points] = curve->x[i];
        copy->y[copy->n_points++] = curve->y[i];
      }
  if (copy->n_points > 0)
    g_ptr_array_add (self->curves, copy);
  else
    curve_free (copy);
}

void
hill_curve_plot_set_log_y (HillPlot *plot,
                           gboolean  log_y)
{
  get_self (plot)->log_y = log_y;
}

void
hill_curve_plot_set_log_x (HillPlot *plot,
                           gboolean  log_x)
{
  get_self (plot)->log_x = log_x;
}

void
hill_curve_plot_set_y_range (HillPlot *plot,
                             double    lowest,
                             double    highest)
{
  get_self (plot)->y_low = lowest;
  get_self (plot)->y_high = highest;
}

void
hill_curve_plot_set_x_range (HillPlot *plot,
                             double    lowest,
                             double    highest)
{
  get_self (plot)->x_low = lowest;
  get_self (plot)->x_high = highest;
}

void
hill_curve_plot_set_x_step (HillPlot *plot,
                            double    step)
{
  get_self (plot)->x_step = step;
}

void
hill_curve_plot_set_cursor (HillPlot *plot,
                            double    x)
{
  get_self (plot)->cursor = x;
}

void
hill_curve_plot_set_percent (HillPlot *plot,
                             gboolean  percent)
{
  get_self (plot)->percent = percent;
}

void
hill_curve_plot_set_empty_text (HillPlot   *plot,
                                const char *text)
{
  HillCurvePlot *self = get_self (plot);

  g_free (self->empty_text);
  self->empty_text = g_strdup (text);
}
