/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The bar of the zeros is thin, in another colour and says its share: what is left of the weights is the point of the picture. */

#include "hill-histogram-plot.h"

#include "hill-arithmetic.h"
#include "hill-axis.h"
#include "hill-colormap.h"
#include "hill-csv.h"
#include "hill-pen.h"

#include "hill-plot-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define LOWEST 0.7                /* where the logarithmic axis begins, so that a single value is seen */

typedef struct
{
  HillPlot  parent;
  char     *title;
  char     *x_label;
  double    low, high;
  guint64  *counts;
  guint     n_bins;
  guint64   n_zeros;
  guint64   n_values;             /* the zeros, too */
} HillHistogramPlot;

typedef struct
{
  HillAxis x, y;
  double   line;
  double   left, top, right, bottom;
  gboolean has_labels;
} Layout;

/* The zeros come after the last interval. */
static const HillHistogramPlot *
get_self (const HillPlot *plot)
{
  return (const HillHistogramPlot *) plot;
}

static guint64
find_highest (const HillHistogramPlot *self)
{
  guint64 highest = self->n_zeros;

  for (guint i = 0; i < self->n_bins; i++)
    highest = MAX (highest, self->counts[i]);
  return highest;
}

static void
lay_out (const HillHistogramPlot *self,
         double                   width,
         double                   height,
         const HillPlotStyle     *style,
         Layout                  *l)
{
  g_auto(HillPen) pen = { 0 };

  hill_pen_init (&pen, NULL, style);
  *l = (Layout) { .line = hill_pen_get_height (&pen) };
  l->has_labels = width > 10 * l->line && height > 7 * l->line;
  l->left = 0.5 * l->line + (l->has_labels ? 1.9 * l->line + hill_pen_get_width (&pen, "10000") : 0);
  l->right = MAX (width - 0.9 * l->line, l->left + 1);
  l->top = 0.5 * l->line + (l->has_labels ? 1.2 * l->line : 0) + (self->title != NULL && l->has_labels ? 1.5 * l->line : 0);
  l->bottom = MAX (height - (l->has_labels ? 2.7 : 0.5) * l->line, l->top + 1);
  hill_axis_set_range (&l->x, self->low, self->high);
  l->x.start = l->left;
  l->x.end = l->right;
  l->y.log = TRUE;
  hill_axis_set_range (&l->y, LOWEST, MAX (1.3 * (double) find_highest (self), 10));
  l->y.start = l->bottom;
  l->y.end = l->top;
}

static double
get_top (const Layout *l,
         guint64       count)
{
  return count > 0 ? hill_axis_to_place (&l->y, (double) count) : l->bottom;
}

static void
get_bar (const HillHistogramPlot *self,
         const Layout            *l,
         guint                    index,
         cairo_rectangle_t       *r)
{
  double step = (l->right - l->left) / MAX (self->n_bins, 1), thin = CLAMP (0.5 * step, 2, 0.7 * l->line);
  double top = get_top (l, index < self->n_bins ? self->counts[index] : self->n_zeros);

  if (index < self->n_bins)
    *r = (cairo_rectangle_t) { l->left + index * step, top, step, l->bottom - top };
  else
    *r = (cairo_rectangle_t) { hill_axis_to_place (&l->x, 0) - thin / 2, top, thin, l->bottom - top };
}

static void
draw_y_axis (HillPen      *pen,
             const Layout *l)
{
  double ticks[HILL_AXIS_MAX_TICKS];
  guint n = hill_axis_get_ticks (&l->y, (guint) MAX ((l->bottom - l->top) / (1.8 * l->line), 2), ticks);

  cairo_set_line_width (pen->cr, 1);
  for (guint i = 0; i < n; i++)
    {
      double y = hill_axis_to_place (&l->y, ticks[i]);
      g_autofree char *text = hill_axis_format_tick (&l->y, ticks, n, i);

      hill_pen_set_color (pen, pen->style->grid);
      cairo_move_to (pen->cr, l->left, hill_pen_snap (pen, y, 1));
      cairo_line_to (pen->cr, l->right, hill_pen_snap (pen, y, 1));
      cairo_stroke (pen->cr);
      hill_pen_set_color (pen, pen->style->muted);
      if (l->has_labels)
        hill_pen_write (pen, text, l->left - 0.4 * l->line, y, 1, 0.5, 0);
    }
  hill_pen_set_color (pen, pen->style->foreground);
  if (l->has_labels)
    hill_pen_write_up (pen, _("weights"), 0.4 * l->line, (l->top + l->bottom) / 2, 0.5, 0, l->bottom - l->top);
}

static void
draw_x_axis (const HillHistogramPlot *self,
             HillPen                 *pen,
             const Layout            *l)
{
  double ticks[HILL_AXIS_MAX_TICKS];
  guint n = hill_axis_get_ticks (&l->x, (guint) MAX ((l->right - l->left) / hill_pen_get_width (pen, "−0.0000"), 2), ticks);

  hill_pen_set_color (pen, pen->style->muted);
  cairo_set_line_width (pen->cr, 1);
  cairo_move_to (pen->cr, l->left, hill_pen_snap (pen, l->bottom, 1));
  cairo_line_to (pen->cr, l->right, hill_pen_snap (pen, l->bottom, 1));
  cairo_stroke (pen->cr);
  if (!l->has_labels)
    return;
  for (guint i = 0; i < n; i++)
    {
      double x = hill_axis_to_place (&l->x, ticks[i]);
      g_autofree char *text = hill_axis_format_tick (&l->x, ticks, n, i);

      hill_pen_write (pen, text, x, l->bottom + 0.25 * l->line, 0.5, 0, 0);
    }
  hill_pen_set_color (pen, pen->style->foreground);
  hill_pen_write (pen, self->x_label, (l->left + l->right) / 2, l->bottom + 1.3 * l->line, 0.5, 0, l->right - l->left);
}

static char *
format_zeros (const HillHistogramPlot *self)
{
  double share = self->n_values > 0 ? (double) self->n_zeros / (double) self->n_values : 0;

  g_autofree char *percent = hill_number_fixed (100 * share, 1);

  /* Translators: %s is a number */
  return g_strdup_printf (_("exactly 0: %s %%"), percent);
}

static void
draw_zeros (const HillHistogramPlot *self,
            HillPen                 *pen,
            const Layout            *l)
{
  g_autofree char *text = format_zeros (self);
  cairo_rectangle_t r;

  get_bar (self, l, self->n_bins, &r);
  hill_pen_set_color (pen, hill_colormap_category (1, pen->style->dark));
  if (self->n_zeros > 0 && self->low <= 0 && self->high >= 0)
    {
      cairo_rectangle (pen->cr, r.x, r.y, r.width, r.height);
      cairo_fill (pen->cr);
    }
  hill_pen_set_color (pen, self->n_zeros > 0 ? pen->style->foreground : pen->style->muted);
  if (l->has_labels)
    hill_pen_write (pen, text, l->right, l->top - 0.15 * l->line, 1, 1, l->right - l->left);
}

static void
draw (const HillPlot      *plot,
      cairo_t             *cr,
      double               width,
      double               height,
      const HillPlotStyle *style)
{
  const HillHistogramPlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  HillColor color = hill_colormap_category (0, style->dark);
  Layout l;

  hill_pen_init (&pen, cr, style);
  lay_out (self, width, height, style, &l);
  if (self->title != NULL && l.has_labels)
    {
      hill_pen_set_font (&pen, 1.1, TRUE);
      hill_pen_write (&pen, self->title, width / 2, 0.4 * l.line, 0.5, 0, width - l.line);
      hill_pen_set_font (&pen, 1, FALSE);
    }
  draw_y_axis (&pen, &l);
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, 0.75);
  for (guint i = 0; i < self->n_bins; i++)
    {
      cairo_rectangle_t r;

      get_bar (self, &l, i, &r);
      cairo_rectangle (cr, r.x, r.y, MAX (r.width - MIN (1, 0.15 * r.width), 0.1), r.height);
    }
  cairo_fill (cr);
  draw_zeros (self, &pen, &l);
  draw_x_axis (self, &pen, &l);
}

static void
set_hit (const HillHistogramPlot *self,
         guint                    index,
         HillPlotHit             *hit)
{
  double step = (self->high - self->low) / MAX (self->n_bins, 1);
  g_autofree char *low = hill_format_number (self->low + index * step);
  g_autofree char *high = hill_format_number (self->low + (index + 1) * step);
  g_autofree char *zeros = format_zeros (self);
  g_autofree char *text = NULL;

  hit->series = 0;
  hit->index = (gssize) index;
  hit->x = index < self->n_bins ? self->low + (index + 0.5) * step : 0;
  hit->y = (double) (index < self->n_bins ? self->counts[index] : self->n_zeros);
  if (index < self->n_bins)
    /* Translators: how many weights lie between two numbers */
    text = g_strdup_printf (ngettext ("%llu weight between %s and %s", "%llu weights between %s and %s", (gulong) self->counts[index]),
                            (unsigned long long) self->counts[index], low, high);
  g_strlcpy (hit->text, text != NULL ? text : zeros, sizeof hit->text);
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
  const HillHistogramPlot *self = get_self (plot);
  cairo_rectangle_t r;
  double index;
  Layout l;

  lay_out (self, width, height, style, &l);
  if (self->n_bins == 0 || x < l.left || x >= l.right || y < l.top || y > l.bottom)
    return FALSE;
  get_bar (self, &l, self->n_bins, &r);
  index = floor ((x - l.left) / (l.right - l.left) * self->n_bins);
  if (self->n_zeros > 0 && x >= r.x && x < r.x + r.width)
    index = self->n_bins;
  set_hit (self, (guint) CLAMP (index, 0, self->n_bins), hit);
  return TRUE;
}

static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  const HillHistogramPlot *self = get_self (plot);
  gssize index = hit->series < 0 ? 0 : hit->index + dx;

  if (self->n_bins == 0 || dy != 0 || index < 0 || index >= (gssize) self->n_bins + (self->n_zeros > 0))
    return FALSE;
  set_hit (self, (guint) index, hit);
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
  const HillHistogramPlot *self = get_self (plot);
  Layout l;

  if (hit->index < 0 || hit->index > (gssize) self->n_bins || self->n_bins == 0)
    return FALSE;
  lay_out (self, width, height, style, &l);
  get_bar (self, &l, (guint) hit->index, place);
  place->y = l.top;
  place->height = l.bottom - l.top;
  return TRUE;
}

static char *
describe (const HillPlot *plot)
{
  const HillHistogramPlot *self = get_self (plot);
  g_autofree char *low = hill_format_number (self->low);
  g_autofree char *high = hill_format_number (self->high);
  g_autofree char *zeros = format_zeros (self);

  /* Translators: number of weights, lowest, highest, "exactly 0: 12 %" */
  return g_strdup_printf (_("Histogram of %llu weights between %s and %s; %s."), (unsigned long long) self->n_values, low, high, zeros);
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillHistogramPlot *self = get_self (plot);
  double step = (self->high - self->low) / MAX (self->n_bins, 1);

  hill_csv_append_text (csv, _("from"));
  hill_csv_append_text (csv, _("to"));
  hill_csv_append_text (csv, _("weights"));
  hill_csv_end_row (csv);
  for (guint i = 0; i < self->n_bins; i++)
    {
      hill_csv_append_number (csv, self->low + i * step);
      hill_csv_append_number (csv, self->low + (i + 1) * step);
      hill_csv_append_number (csv, (double) self->counts[i]);
      hill_csv_end_row (csv);
    }
  hill_csv_append_number (csv, 0);
  hill_csv_append_number (csv, 0);
  hill_csv_append_number (csv, (double) self->n_zeros);
  hill_csv_end_row (csv);
}

static void
finalize (HillPlot *plot)
{
  HillHistogramPlot *self = (HillHistogramPlot *) plot;

  g_free (self->counts);
  g_free (self->title);
  g_free (self->x_label);
  g_free (self);
}

static const HillPlotClass histogram_plot_class =
{
  draw, pick, move, locate, describe, append_csv, finalize
};

HillPlot *
hill_histogram_plot_new (const char    *title,
                         const char    *x_label,
                         double         low,
                         double         high,
                         const guint64 *counts,
                         guint          n_bins,
                         guint64        n_zeros)
{
  HillHistogramPlot *self;

  g_return_val_if_fail (counts != NULL || n_bins == 0, NULL);

  self = g_new0 (HillHistogramPlot, 1);
  hill_plot_init (&self->parent, &histogram_plot_class);
  self->title = g_strdup (title);
  self->x_label = g_strdup (x_label);
  self->low = low;
  self->high = high;
  self->counts = g_memdup2 (counts, n_bins * sizeof *counts);
  self->n_bins = n_bins;
  self->n_zeros = n_zeros;
  self->n_values = n_zeros;
  for (guint i = 0; i < n_bins; i++)
    self->n_values += counts[i];
  return &self->parent;
}
