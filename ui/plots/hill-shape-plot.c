/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The value behind a shape plot, and what lies at a place.  Series 0 is the free minimum, series k the best point of shape k - 1, and one more
 * is any other place.  Drawing is next door. */

#include "hill-shape-plot-private.h"

#include "hill-csv.h"

#include <glib/gi18n.h>
#include <math.h>

#define NEAR 9.0                  /* user units: so near to a best point, it is meant */

static HillShapePlot *
get_self (const HillPlot *plot)
{
  return (HillShapePlot *) plot;
}

/* (nullable): the best point that belongs to @series. */
static const HillShape *
get_point (const HillShapePlot *self,
           int                  series)
{
  if (series < 0 || (guint) series > self->shapes->len)
    return NULL;
  return series == 0 ? &self->minimum : g_ptr_array_index (self->shapes, (guint) series - 1);
}

/* Between the grid points, bilinear. */
static double
interpolate (const HillShapePlot *self,
             double               x,
             double               y)
{
  double step = (self->high - self->low) / (self->n - 1);
  double u = CLAMP ((x - self->low) / step, 0, self->n - 1), v = CLAMP ((y - self->low) / step, 0, self->n - 1);
  guint i = MIN ((guint) u, self->n - 2), j = MIN ((guint) v, self->n - 2);

  u -= i;
  v -= j;
  return (1 - u) * (1 - v) * hill_shape_plot_get_loss (self, i, j) + u * (1 - v) * hill_shape_plot_get_loss (self, i + 1, j)
         + (1 - u) * v * hill_shape_plot_get_loss (self, i, j + 1) + u * v * hill_shape_plot_get_loss (self, i + 1, j + 1);
}

static void
write_hit (const HillShapePlot *self,
           const char          *name,
           double               loss,
           HillPlotHit         *hit)
{
  g_autofree char *x = hill_format_number (hit->x);
  g_autofree char *y = hill_format_number (hit->y);
  g_autofree char *number = hill_format_number (loss);
  g_autofree char *text = NULL;
  const char *end;

  if (name != NULL)
    /* Translators: a regulariser, two weights, the data loss */
    text = g_strdup_printf (_("Best with %s: (%s, %s), data loss %s"), name, x, y, number);
  else
    text = g_strdup_printf (_("(%s, %s): data loss %s"), x, y, number);
  g_strlcpy (hit->text, text, sizeof hit->text);
  if (!g_utf8_validate (hit->text, -1, &end))
    hit->text[end - hit->text] = '\0';
}

static void
set_hit (const HillShapePlot *self,
         int                  series,
         HillPlotHit         *hit)
{
  const HillShape *point = get_point (self, series);

  hit->series = series;
  hit->index = 0;
  hit->x = point->x;
  hit->y = point->y;
  write_hit (self, point->name, point->loss, hit);
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
  const HillShapePlot *self = get_self (plot);
  HillShapeLayout l;
  int nearest = -1;
  double best = NEAR;

  hill_shape_plot_lay_out (self, width, height, style, &l);
  if (x < l.left || x > l.left + l.size || y < l.top || y > l.top + l.size)
    return FALSE;
  for (int series = 0; series <= (int) self->shapes->len; series++)
    {
      const HillShape *point = get_point (self, series);
      double distance = hypot (hill_axis_to_place (&l.x, point->x) - x, hill_axis_to_place (&l.y, point->y) - y);

      if (distance < best)
        {
          best = distance;
          nearest = series;
        }
    }
  if (nearest >= 0)
    {
      set_hit (self, nearest, hit);
      return TRUE;
    }
  hit->series = (int) self->shapes->len + 1;
  hit->index = 0;
  hit->x = hill_axis_to_value (&l.x, x);
  hit->y = hill_axis_to_value (&l.y, y);
  write_hit (self, NULL, interpolate (self, hit->x, hit->y), hit);
  return TRUE;
}

/* From one best point to the next. */
static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  const HillShapePlot *self = get_self (plot);
  int series = hit->series < 0 ? 0 : hit->series + dx + dy;

  if (hit->series < 0 && isnan (self->minimum.x))
    series = 1;
  if (series < 0 || series > (int) self->shapes->len || isnan (get_point (self, series)->x))
    return FALSE;
  set_hit (self, series, hit);
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
  const HillShapePlot *self = get_self (plot);
  HillShapeLayout l;

  if (hit->series < 0 || !(hit->x >= self->low && hit->x <= self->high && hit->y >= self->low && hit->y <= self->high))
    return FALSE;
  hill_shape_plot_lay_out (self, width, height, style, &l);
  *place = (cairo_rectangle_t) { hill_axis_to_place (&l.x, hit->x), hill_axis_to_place (&l.y, hit->y), 0, 0 };
  return TRUE;
}

static char *
describe (const HillPlot *plot)
{
  const HillShapePlot *self = get_self (plot);
  g_autofree char *low = hill_format_number (self->lowest);
  g_autofree char *high = hill_format_number (self->highest);
  g_autoptr(GString) text = g_string_new (NULL);

  /* Translators: two weights, lowest and highest data loss */
  g_string_printf (text, _("Contours of the data loss over %s and %s, from %s to %s."), self->x_label, self->y_label, low, high);
  for (int series = 1; series <= (int) self->shapes->len; series++)
    {
      HillPlotHit hit;

      set_hit (self, series, &hit);
      g_string_append_printf (text, " %s.", hit.text);
    }
  return g_strdup (text->str);
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillShapePlot *self = get_self (plot);
  double step = (self->high - self->low) / (self->n - 1);

  hill_csv_append_text (csv, self->x_label);
  hill_csv_append_text (csv, self->y_label);
  hill_csv_append_text (csv, _("data loss"));
  hill_csv_end_row (csv);
  for (guint j = 0; j < self->n; j++)
    for (guint i = 0; i < self->n; i++)
      {
        hill_csv_append_number (csv, self->low + i * step);
        hill_csv_append_number (csv, self->low + j * step);
        hill_csv_append_number (csv, hill_shape_plot_get_loss (self, i, j));
        hill_csv_end_row (csv);
      }
}

static void
shape_free (HillShape *self)
{
  g_free (self->name);
  g_free (self->xs);
  g_free (self->ys);
  g_free (self);
}

static void
finalize (HillPlot *plot)
{
  HillShapePlot *self = get_self (plot);

  g_ptr_array_unref (self->shapes);
  g_free (self->minimum.name);
  g_free (self->losses);
  g_free (self->x_label);
  g_free (self->y_label);
  g_free (self);
}

static const HillPlotClass shape_plot_class =
{
  hill_shape_plot_draw, pick, move, locate, describe, append_csv, finalize
};

static void
find_range (HillShapePlot *self)
{
  self->lowest = self->highest = NAN;
  for (gsize i = 0; i < (gsize) self->n * self->n; i++)
    if (isfinite (self->losses[i]))
      {
        self->lowest = fmin (self->lowest, self->losses[i]);
        self->highest = fmax (self->highest, self->losses[i]);
      }
}

HillPlot *
hill_shape_plot_new (const char   *x_label,
                     const char   *y_label,
                     double        low,
                     double        high,
                     guint         n,
                     const double *losses)
{
  HillShapePlot *self;

  g_return_val_if_fail (n >= 2 && losses != NULL && low < high, NULL);

  self = g_new0 (HillShapePlot, 1);
  hill_plot_init (&self->parent, &shape_plot_class);
  self->x_label = g_strdup (x_label);
  self->y_label = g_strdup (y_label);
  self->low = low;
  self->high = high;
  self->n = n;
  self->losses = g_memdup2 (losses, (gsize) n * n * sizeof *losses);
  self->minimum = (HillShape) { .x = NAN, .y = NAN, .loss = NAN };
  self->shapes = g_ptr_array_new_with_free_func ((GDestroyNotify) shape_free);
  find_range (self);
  return &self->parent;
}

void
hill_shape_plot_set_minimum (HillPlot *plot,
                             double    x,
                             double    y,
                             double    loss)
{
  HillShapePlot *self = get_self (plot);

  g_free (self->minimum.name);
  self->minimum = (HillShape) { .name = g_strdup (_("no regulariser")), .x = x, .y = y, .loss = loss };
}

void
hill_shape_plot_add (HillPlot     *plot,
                     const char   *name,
                     const double *xs,
                     const double *ys,
                     gsize         n_points,
                     double        x,
                     double        y,
                     double        loss)
{
  HillShape *shape = g_new (HillShape, 1);

  g_return_if_fail (plot != NULL && name != NULL && xs != NULL && ys != NULL);

  *shape = (HillShape) { g_strdup (name), g_memdup2 (xs, n_points * sizeof *xs), g_memdup2 (ys, n_points * sizeof *ys), n_points, x, y, loss };
  g_ptr_array_add (get_self (plot)->shapes, shape);
}
