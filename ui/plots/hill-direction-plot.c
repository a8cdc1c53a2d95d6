/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The map is a landscape plot; the arrows are drawn over it, each with a halo so that it is seen on any ground. */

#include "hill-direction-plot.h"

#include "hill-axis.h"
#include "hill-colormap.h"
#include "hill-landscape-plot.h"
#include "hill-pen.h"
#include "hill-plot-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define ARC_SHARE 0.4           /* of the shorter arrow: where the arc of the angle is drawn */

typedef struct
{
  HillPlot  parent;
  HillPlot *map;                /* owned */
  double    arrow;
  double    theta;
  double    length;
  double    slope;
} HillDirectionPlot;

typedef struct
{
  double x, y;
} Point;

typedef struct
{
  HillPen *pen;
  Point    origin;              /* in the drawing */
  double   unit;                /* user units of one unit of the plane */
} Drawing;

static const HillDirectionPlot *
get_self (const HillPlot *plot)
{
  return (const HillDirectionPlot *) plot;
}

static gboolean
find_place (const HillDirectionPlot *self,
            double                   width,
            double                   height,
            const HillPlotStyle     *style,
            double                   x,
            double                   y,
            Point                   *place)
{
  HillPlotHit hit = { .series = 0, .index = -1, .x = x, .y = y };
  cairo_rectangle_t r;

  if (!hill_plot_locate (self->map, width, height, style, &hit, &r))
    return FALSE;
  *place = (Point) { r.x, r.y };
  return TRUE;
}

static Point
get_tip (const Drawing *d,
         double         theta,
         double         length)
{
  double angle = theta * G_PI / 180;

  return (Point) { d->origin.x + length * d->unit * cos (angle), d->origin.y - length * d->unit * sin (angle) };
}

static void
stroke_arrow (const Drawing *d,
              double         theta,
              double         length,
              double         head,
              double         line_width,
              HillColor      color)
{
  cairo_t *cr = d->pen->cr;
  Point tip = get_tip (d, theta, length);
  double angle = theta * G_PI / 180;

  hill_pen_set_color (d->pen, color);
  cairo_set_line_width (cr, line_width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, d->origin.x, d->origin.y);
  cairo_line_to (cr, tip.x, tip.y);
  cairo_stroke (cr);
  cairo_move_to (cr, tip.x - head * cos (angle - 0.45), tip.y + head * sin (angle - 0.45));
  cairo_line_to (cr, tip.x, tip.y);
  cairo_line_to (cr, tip.x - head * cos (angle + 0.45), tip.y + head * sin (angle + 0.45));
  cairo_stroke (cr);
}

static HillColor
get_halo (const Drawing *d)
{
  return d->pen->style->dark ? (HillColor) { 0.05, 0.05, 0.06, 0.9 } : (HillColor) { 1, 1, 1, 0.9 };
}

static void
write_name (const Drawing *d,
            const char    *name,
            Point          at,
            HillColor      color)
{
  double width, height = hill_pen_get_height (d->pen);

  hill_pen_set_font (d->pen, 1.15, TRUE);
  width = hill_pen_get_width (d->pen, name) + 0.5 * d->pen->size;
  hill_pen_set_color (d->pen, get_halo (d));
  cairo_rectangle (d->pen->cr, at.x - width / 2, at.y - height / 2, width, height);
  cairo_fill (d->pen->cr);
  hill_pen_set_color (d->pen, color);
  hill_pen_write (d->pen, name, at.x, at.y, 0.5, 0.5, 0);
  hill_pen_set_font (d->pen, 1, FALSE);
}

static void
draw_arrow (const Drawing *d,
            const char    *name,
            double         theta,
            double         length,
            double         line_width,
            HillColor      color)
{
  Point at = get_tip (d, theta, length + 1.3 * d->pen->size / d->unit);

  stroke_arrow (d, theta, length, 5 * line_width, line_width + 2.5, get_halo (d));
  stroke_arrow (d, theta, length, 5 * line_width, line_width, color);
  write_name (d, name, at, color);
}

/* From the gradient to v, the shorter way round. */
static void
draw_angle (const Drawing           *d,
            const HillDirectionPlot *self)
{
  double theta = remainder (self->theta, 360), radius = ARC_SHARE * MIN (self->arrow, self->length) * d->unit;
  g_autofree char *text = g_strdup_printf ("θ = %.0f°", fabs (theta));
  cairo_t *cr = d->pen->cr;

  hill_pen_set_color (d->pen, d->pen->style->foreground);
  cairo_set_line_width (cr, 0.8 * d->pen->style->line_width);
  cairo_new_path (cr);
  if (theta >= 0)
    cairo_arc_negative (cr, d->origin.x, d->origin.y, radius, 0, -theta * G_PI / 180);
  else
    cairo_arc (cr, d->origin.x, d->origin.y, radius, 0, -theta * G_PI / 180);
  cairo_stroke (cr);
  if (fabs (theta) >= 25)
    write_name (d, text, get_tip (d, theta / 2, (radius + 2.2 * d->pen->size) / d->unit), d->pen->style->foreground);
}

/* All the ends that v can have. */
static void
draw_circle (const Drawing *d,
             double         length)
{
  static const double dashes[] = { 3, 4 };
  cairo_t *cr = d->pen->cr;

  hill_pen_set_color (d->pen, d->pen->style->muted);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_new_path (cr);
  cairo_arc (cr, d->origin.x, d->origin.y, length * d->unit, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw (const HillPlot      *plot,
      cairo_t             *cr,
      double               width,
      double               height,
      const HillPlotStyle *style)
{
  const HillDirectionPlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  Drawing d = { &pen };
  Point right;

  self->map->klass->draw (self->map, cr, width, height, style);
  hill_pen_init (&pen, cr, style);
  if (!find_place (self, width, height, style, 0, 0, &d.origin) || !find_place (self, width, height, style, self->arrow, 0, &right))
    return;
  d.unit = (right.x - d.origin.x) / self->arrow;
  if (!(d.unit > 0))
    return;
  draw_circle (&d, self->length);
  draw_angle (&d, self);
  draw_arrow (&d, "∇L", 0, self->arrow, 1.6 * style->line_width, hill_colormap_category (1, style->dark));
  draw_arrow (&d, "v", self->theta, self->length, 2 * style->line_width, style->accent);
  hill_pen_set_color (&pen, style->foreground);
  cairo_arc (cr, d.origin.x, d.origin.y, 2.2 * style->line_width, 0, 2 * G_PI);
  cairo_fill (cr);
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
  return hill_plot_pick (get_self (plot)->map, width, height, style, x, y, hit);
}

static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  return hill_plot_move (get_self (plot)->map, hit, dx, dy);
}

static gboolean
locate (const HillPlot      *plot,
        double               width,
        double               height,
        const HillPlotStyle *style,
        const HillPlotHit   *hit,
        cairo_rectangle_t   *place)
{
  return hill_plot_locate (get_self (plot)->map, width, height, style, hit, place);
}

static char *
describe (const HillPlot *plot)
{
  const HillDirectionPlot *self = get_self (plot);
  g_autofree char *length = hill_format_number (self->length);
  g_autofree char *slope = hill_format_number (self->slope);

  /* Translators: an angle in degrees, a length, a slope */
  return g_strdup_printf (_("A map of the loss about the weights. v stands at %.0f degrees to the gradient and is %s long; the slope along it is %s."),
                          fabs (remainder (self->theta, 360)), length, slope);
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillDirectionPlot *self = get_self (plot);

  self->map->klass->append_csv (self->map, csv);
}

static void
finalize (HillPlot *plot)
{
  HillDirectionPlot *self = (HillDirectionPlot *) plot;

  hill_plot_unref (self->map);
  g_free (self);
}

static const HillPlotClass direction_plot_class =
{
  draw, pick, move, locate, describe, append_csv, finalize
};

HillPlot *
hill_direction_plot_new (HillField *field,
                         double     arrow,
                         double     theta,
                         double     length,
                         double     slope)
{
  HillDirectionPlot *self;

  g_return_val_if_fail (field != NULL && arrow > 0 && length > 0, NULL);

  self = g_new0 (HillDirectionPlot, 1);
  hill_plot_init (&self->parent, &direction_plot_class);
  self->map = hill_landscape_plot_new (field);
  self->arrow = arrow;
  self->theta = theta;
  self->length = length;
  self->slope = slope;
  return &self->parent;
}
