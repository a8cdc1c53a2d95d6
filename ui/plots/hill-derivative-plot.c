/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A curve plot of three curves (loss, secant, tangent) with the points and the triangle of the secant drawn over it. */

#include "hill-derivative-plot.h"

#include "hill-colormap.h"
#include "hill-curve-plot-private.h"
#include "hill-pen.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_STRIDES 50            /* of the keyboard, across what is shown */
#define MIN_SIDE 18             /* a side of the triangle shorter than this, in user units, carries no name */

typedef struct
{
  HillPlot       parent;
  HillCurvePlot *curves;        /* owned */
  HillDerivative content;       /* its pointers are NULL: curves has the points */
} HillDerivativePlot;

double
hill_derivative_get_secant (const HillDerivative *self)
{
  return self->centered ? (self->ahead - self->behind) / (2 * self->h) : (self->ahead - self->value) / self->h;
}

static HillDerivativePlot *
get_self (const HillPlot *plot)
{
  return (HillDerivativePlot *) plot;
}

static const HillCurve *
get_curve (const HillDerivativePlot *self)
{
  return self->curves->curves->len > 0 ? g_ptr_array_index (self->curves->curves, 0) : NULL;
}

typedef struct
{
  const HillDerivative  *content;
  const HillCurveLayout *layout;
  HillPen               *pen;
} Drawing;

static double
place_x (const Drawing *d,
         double         x)
{
  return hill_axis_to_place (&d->layout->x, x);
}

static double
place_y (const Drawing *d,
         double         y)
{
  return hill_axis_to_place (&d->layout->y, y);
}

static gboolean
is_inside (const HillCurveLayout *l,
           double                 x,
           double                 y)
{
  return x >= l->left - 1 && x <= l->right + 1 && y >= l->top - 1 && y <= l->bottom + 1;
}

/* The two sides that make the slope: the run below (or above), the rise beside. */
static void
draw_triangle (const Drawing *d)
{
  const HillDerivative *c = d->content;
  double from_x = c->centered ? c->at - c->h : c->at, from_y = c->centered ? c->behind : c->value;
  double x1 = place_x (d, from_x), y1 = place_y (d, from_y), x2 = place_x (d, c->at + c->h), y2 = place_y (d, c->ahead);
  double size = d->pen->size, down = y2 < y1 ? 1 : -1;

  if (!isfinite (x1 + x2 + y1 + y2) || !is_inside (d->layout, x1, y1) || !is_inside (d->layout, x2, y2))
    return;
  hill_pen_set_color (d->pen, d->pen->style->muted);
  cairo_set_line_width (d->pen->cr, 0.7 * d->pen->style->line_width);
  cairo_move_to (d->pen->cr, x1, y1);
  cairo_line_to (d->pen->cr, x2, y1);
  cairo_line_to (d->pen->cr, x2, y2);
  cairo_stroke (d->pen->cr);
  if (x2 - x1 >= MIN_SIDE)
    hill_pen_write (d->pen, c->centered ? "2h" : "h", (x1 + x2) / 2, y1 + 0.25 * size * down, 0.5, down > 0 ? 0 : 1, 0);
  if (fabs (y2 - y1) >= MIN_SIDE && x2 + 4 * size < d->layout->right)
    hill_pen_write (d->pen, "ΔL", x2 + 0.5 * size, (y1 + y2) / 2, 0, 0.5, 0);
}

static void
draw_point (const Drawing *d,
            double         x,
            double         y,
            double         radius,
            HillColor      color,
            gboolean       filled)
{
  cairo_t *cr = d->pen->cr;
  HillColor ground = d->pen->style->dark ? (HillColor) { 0.12, 0.12, 0.13, 1 } : (HillColor) { 1, 1, 1, 1 };

  x = place_x (d, x);
  y = place_y (d, y);
  if (!isfinite (x + y) || !is_inside (d->layout, x, y))
    return;
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  hill_pen_set_color (d->pen, filled ? color : ground);
  cairo_fill_preserve (cr);
  hill_pen_set_color (d->pen, filled ? ground : color);
  cairo_set_line_width (cr, d->pen->style->line_width);
  cairo_stroke (cr);
}

static void
draw (const HillPlot      *plot,
      cairo_t             *cr,
      double               width,
      double               height,
      const HillPlotStyle *style)
{
  const HillDerivativePlot *self = get_self (plot);
  const HillDerivative *c = &self->content;
  g_auto(HillPen) pen = { 0 };
  HillCurveLayout layout;
  Drawing d = { c, &layout, &pen };
  HillColor secant = hill_colormap_category (1, style->dark);
  double radius = 2.6 * style->line_width;

  hill_curve_plot_draw (&self->curves->parent, cr, width, height, style);
  if (get_curve (self) == NULL)
    return;
  hill_pen_init (&pen, cr, style);
  hill_curve_plot_lay_out (self->curves, width, height, style, &layout);
  draw_triangle (&d);
  draw_point (&d, c->at + c->h, c->ahead, 0.8 * radius, secant, FALSE);
  if (c->centered)
    draw_point (&d, c->at - c->h, c->behind, 0.8 * radius, secant, FALSE);
  draw_point (&d, c->at, c->value, 1.25 * radius, style->accent, TRUE);
}

static void
set_hit (const HillDerivativePlot *self,
         double                    x,
         HillPlotHit              *hit)
{
  const HillCurve *curve = get_curve (self);
  gssize index = hill_curve_find (curve, x);
  g_autofree char *x_text = hill_format_number (x);
  g_autofree char *y_text = hill_format_number (curve->y[index]);

  hit->series = 0;
  hit->index = index;
  hit->x = x;
  hit->y = curve->y[index];
  g_snprintf (hit->text, sizeof hit->text, "%s %s · %s %s", self->curves->x_label, x_text, self->curves->y_label, y_text);
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
  const HillDerivativePlot *self = get_self (plot);
  HillCurveLayout layout;

  if (get_curve (self) == NULL)
    return FALSE;
  hill_curve_plot_lay_out (self->curves, width, height, style, &layout);
  if (x < layout.left || x > layout.right || y < layout.top || y > layout.bottom)
    return FALSE;
  set_hit (self, hill_axis_to_value (&layout.x, x), hit);
  return TRUE;
}

static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  const HillDerivativePlot *self = get_self (plot);
  double low = self->curves->x_low, high = self->curves->x_high;

  if (get_curve (self) == NULL)
    return FALSE;
  set_hit (self, hit->series < 0 ? self->content.at : CLAMP (hit->x + dx * (high - low) / N_STRIDES, low, high), hit);
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
  const HillDerivativePlot *self = get_self (plot);
  HillCurveLayout layout;

  if (hit->series < 0 || get_curve (self) == NULL)
    return FALSE;
  hill_curve_plot_lay_out (self->curves, width, height, style, &layout);
  *place = (cairo_rectangle_t) { hill_axis_to_place (&layout.x, hit->x), hill_axis_to_place (&layout.y, hit->y), 0, 0 };
  return place->x >= layout.left - 0.5 && place->x <= layout.right + 0.5 && isfinite (place->y);
}

static char *
describe (const HillPlot *plot)
{
  const HillDerivativePlot *self = get_self (plot);
  const HillDerivative *c = &self->content;
  g_autofree char *at = hill_format_number (c->at);
  g_autofree char *value = hill_format_number (c->value);
  g_autofree char *slope = hill_format_number (c->slope);
  g_autofree char *h = hill_format_number (c->h);
  g_autofree char *secant = hill_format_number (hill_derivative_get_secant (c));

  if (get_curve (self) == NULL)
    return g_strdup (_("There is no curve yet."));
  /* Translators: name of the axis, place, value, slopes, h */
  return g_strdup_printf (_("The curve of the loss. At %s %s the loss is %s; the tangent has the slope %s, the secant with h = %s has the slope %s."),
                          self->curves->x_label, at, value, slope, h, secant);
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillDerivativePlot *self = get_self (plot);

  self->curves->parent.klass->append_csv (&self->curves->parent, csv);
}

static void
finalize (HillPlot *plot)
{
  HillDerivativePlot *self = get_self (plot);

  hill_plot_unref (&self->curves->parent);
  g_free (self);
}

static const HillPlotClass derivative_plot_class =
{
  draw, pick, move, locate, describe, append_csv, finalize
};

/* A straight line across what is shown. @name is taken over. */
static void
add_line (HillPlot *curves,
          char     *name,
          double    at,
          double    value,
          double    slope,
          double    low,
          double    high)
{
  g_autofree char *owned = name;
  double x[2] = { low, high };
  double y[2] = { value + slope * (low - at), value + slope * (high - at) };

  hill_curve_plot_add (curves, &(HillCurve) { .name = owned, .x = x, .y = y, .n_points = 2 });
}

static void
add_lines (HillPlot             *curves,
           const HillDerivative *c,
           double                low,
           double                high)
{
  double secant = hill_derivative_get_secant (c);
  g_autofree char *secant_text = hill_format_number (secant);
  g_autofree char *tangent_text = hill_format_number (c->slope);

  /* Translators: the number is its slope */
  add_line (curves, g_strdup_printf (_("secant, slope %s"), secant_text), c->centered ? c->at - c->h : c->at,
            c->centered ? c->behind : c->value, secant, low, high);
  /* Translators: the number is its slope */
  add_line (curves, g_strdup_printf (_("tangent, slope %s"), tangent_text), c->at, c->value, c->slope, low, high);
}

/* The curve alone says how high the plot is; the lines leave it where they are steep. */
static void
set_ranges (HillPlot             *curves,
            const HillDerivative *c,
            double                low,
            double                high)
{
  double lowest = c->value, highest = c->value, margin;

  for (gsize i = 0; i < c->n_points; i++)
    if (c->x[i] >= low && c->x[i] <= high && isfinite (c->y[i]))
      {
        lowest = MIN (lowest, c->y[i]);
        highest = MAX (highest, c->y[i]);
      }
  /* A curve that rounding has made flat is seen against the tangent. */
  if (highest - lowest < 0.2 * fabs (c->slope) * (high - low))
    {
      lowest -= 0.25 * fabs (c->slope) * (high - low);
      highest += 0.25 * fabs (c->slope) * (high - low);
    }
  margin = 0.08 * (highest - lowest);
  hill_curve_plot_set_x_range (curves, low, high);
  hill_curve_plot_set_y_range (curves, lowest - margin, highest + margin);
}

HillPlot *
hill_derivative_plot_new (const HillDerivative *content)
{
  HillDerivativePlot *self;
  HillPlot *curves;
  double low, high;

  g_return_val_if_fail (content != NULL && content->h > 0, NULL);

  low = !isnan (content->low) || content->n_points == 0 ? content->low : content->x[0];
  high = !isnan (content->high) || content->n_points == 0 ? content->high : content->x[content->n_points - 1];
  curves = hill_curve_plot_new (NULL, content->x_label, content->y_label);
  hill_curve_plot_add (curves, &(HillCurve) { .name = (char *) content->y_label, .x = (double *) content->x, .y = (double *) content->y,
                                              .n_points = content->n_points });
  if (content->n_points > 0)
    {
      add_lines (curves, content, low, high);
      set_ranges (curves, content, low, high);
    }
  self = g_new0 (HillDerivativePlot, 1);
  hill_plot_init (&self->parent, &derivative_plot_class);
  self->curves = (HillCurvePlot *) curves;
  self->content = *content;
  self->content.x = self->content.y = NULL;
  self->content.x_label = self->content.y_label = NULL;
  return &self->parent;
}
