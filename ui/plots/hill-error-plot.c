/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Bins of half a power of ten.  A bin with a single weight is still seen: that one may be the mistake. */

#include "hill-error-plot.h"

#include "hill-axis.h"
#include "hill-csv.h"
#include "hill-gradient-check.h"
#include "hill-pen.h"
#include "hill-plot-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define LOWEST -14              /* powers of ten at the ends of the axis */
#define HIGHEST 1
#define BINS_PER_DECADE 2
#define N_BINS ((HIGHEST - LOWEST) * BINS_PER_DECADE)
#define MIN_BAR 2.5             /* the height of a bar that is not empty, in user units */

typedef struct
{
  HillPlot parent;
  guint64  smooth[N_BINS];      /* weights away from kinks */
  guint64  kinked[N_BINS];
  guint64  bands[HILL_N_ERROR_BANDS];   /* smooth ones alone */
  guint64  n_smooth, n_kinked;
} HillErrorPlot;

typedef struct
{
  HillAxis x, y;
  double   left, right, top, bottom;
  double   line;
  gboolean has_labels;
} Layout;

static const double borders[HILL_N_ERROR_BANDS + 1] = { LOWEST, -7, -4, -2, HIGHEST };

HillErrorBand
hill_error_band_of (double error)
{
  return (HillErrorBand) hill_check_get_band (error);
}

const char *
hill_error_band_get_name (HillErrorBand band)
{
  switch (band)
    {
    case HILL_ERROR_BAND_AGREES:
      return _("agrees");
    case HILL_ERROR_BAND_FAIR:
      return _("fair");
    case HILL_ERROR_BAND_DOUBTFUL:
      return _("doubtful");
    case HILL_ERROR_BAND_WRONG:
    case HILL_N_ERROR_BANDS:
    default:
      return _("wrong");
    }
}

HillColor
hill_error_band_get_color (guint    band,
                           gboolean dark)
{
  static const HillColor on_light[] =
  {
    { 0.70, 0.83, 0.94, 1 }, { 0.34, 0.62, 0.85, 1 }, { 0.90, 0.62, 0.00, 1 }, { 0.72, 0.20, 0.10, 1 }, { 0.60, 0.45, 0.68, 1 },
  };
  static const HillColor on_dark[] =
  {
    { 0.15, 0.29, 0.41, 1 }, { 0.25, 0.52, 0.75, 1 }, { 0.93, 0.70, 0.20, 1 }, { 1.00, 0.48, 0.34, 1 }, { 0.72, 0.56, 0.82, 1 },
  };

  return dark ? on_dark[MIN (band, HILL_N_ERROR_BANDS)] : on_light[MIN (band, HILL_N_ERROR_BANDS)];
}

static HillErrorPlot *
get_self (const HillPlot *plot)
{
  return (HillErrorPlot *) plot;
}

static guint64
get_bin (const HillErrorPlot *self,
         guint                bin)
{
  return self->smooth[bin] + self->kinked[bin];
}

static double
get_exponent (guint bin)
{
  return LOWEST + (double) bin / BINS_PER_DECADE;
}

/* The band that a bin lies in. */
static guint
get_band (guint bin)
{
  guint band = 0;

  while (band + 1 < HILL_N_ERROR_BANDS && get_exponent (bin) >= borders[band + 1])
    band++;
  return band;
}

static void
lay_out (const HillErrorPlot *self,
         double               width,
         double               height,
         const HillPlotStyle *style,
         Layout              *l)
{
  g_auto(HillPen) pen = { 0 };
  guint64 highest = 1;

  hill_pen_init (&pen, NULL, style);
  *l = (Layout) { .line = hill_pen_get_height (&pen) };
  for (guint bin = 0; bin < N_BINS; bin++)
    highest = MAX (highest, get_bin (self, bin));
  l->has_labels = width >= 220 && height >= 130;
  l->top = (l->has_labels ? 3.2 : 0.5) * l->line;
  l->bottom = height - (l->has_labels ? 2.7 : 0.5) * l->line;
  l->left = (l->has_labels ? 1.9 : 0.5) * l->line;
  if (l->has_labels)
    {
      g_autofree char *widest = g_strdup_printf ("%" G_GUINT64_FORMAT, highest);

      l->left += hill_pen_get_width (&pen, widest) + 0.4 * l->line;
    }
  l->right = MAX (width - 0.9 * l->line, l->left + 1);
  l->bottom = MAX (l->bottom, l->top + 1);
  l->x = (HillAxis) { .log = FALSE, .start = l->left, .end = l->right };
  hill_axis_set_range (&l->x, LOWEST, HIGHEST);
  l->y = (HillAxis) { .start = l->bottom, .end = l->top };
  hill_axis_set_range (&l->y, 0, 1.08 * (double) highest);
}

/* The ground of each band, its name, and how many weights it holds. */
static void
draw_bands (const HillErrorPlot *self,
            HillPen             *pen,
            const Layout        *l)
{
  for (guint band = 0; band < HILL_N_ERROR_BANDS; band++)
    {
      double from = hill_axis_to_place (&l->x, borders[band]), to = hill_axis_to_place (&l->x, borders[band + 1]);
      HillColor color = hill_error_band_get_color (band, pen->style->dark);
      g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, self->bands[band]);

      color.alpha = pen->style->dark ? 0.22 : 0.16;
      hill_pen_set_color (pen, color);
      cairo_rectangle (pen->cr, from, l->has_labels ? l->top - 2.8 * l->line : l->top, to - from,
                       l->bottom - l->top + (l->has_labels ? 2.8 * l->line : 0));
      cairo_fill (pen->cr);
      if (!l->has_labels)
        continue;
      hill_pen_set_color (pen, pen->style->foreground);
      hill_pen_set_font (pen, 1, self->bands[band] > 0);
      if (hill_pen_get_width (pen, count) > to - from - 4)
        hill_pen_set_font (pen, 0.8, self->bands[band] > 0);
      hill_pen_write (pen, count, (from + to) / 2, l->top - 2.6 * l->line, 0.5, 0, to - from);
      hill_pen_set_font (pen, 0.9, FALSE);
      if (hill_pen_get_width (pen, hill_error_band_get_name (band)) > to - from - 4)
        hill_pen_set_font (pen, 0.75, FALSE);
      hill_pen_set_color (pen, pen->style->muted);
      hill_pen_write (pen, hill_error_band_get_name (band), (from + to) / 2, l->top - 1.4 * l->line, 0.5, 0, to - from - 4);
      hill_pen_set_font (pen, 1, FALSE);
    }
}

static void
draw_line (HillPen *pen,
           double   x1,
           double   y1,
           double   x2,
           double   y2)
{
  cairo_move_to (pen->cr, hill_pen_snap (pen, x1, 1), hill_pen_snap (pen, y1, 1));
  cairo_line_to (pen->cr, hill_pen_snap (pen, x2, 1), hill_pen_snap (pen, y2, 1));
  cairo_stroke (pen->cr);
}

static void
draw_x_axis (HillPen      *pen,
             const Layout *l)
{
  static const HillAxis axis = { .log = TRUE, .low = 1e-14, .high = 10 };
  double width = l->right - l->left;
  int stride = width > 62 * pen->size ? 1 : width > 31 * pen->size ? 2 : width > 16 * pen->size ? 4 : 8;

  hill_pen_set_color (pen, pen->style->muted);
  cairo_set_line_width (pen->cr, 1);
  draw_line (pen, l->left, l->bottom, l->right, l->bottom);
  for (int e = LOWEST; l->has_labels && e <= HIGHEST; e += stride)
    {
      double x = hill_axis_to_place (&l->x, e);
      g_autofree char *number = hill_axis_format (&axis, pow (10, e), pow (10, e));

      draw_line (pen, x, l->bottom, x, l->bottom + 0.3 * l->line);
      hill_pen_write (pen, number, x, l->bottom + 0.35 * l->line, 0.5, 0, 0);
    }
  if (!l->has_labels)
    return;
  hill_pen_set_color (pen, pen->style->foreground);
  hill_pen_write (pen, _("relative error"), (l->left + l->right) / 2, l->bottom + 1.45 * l->line, 0.5, 0, l->right - l->left);
}

static void
draw_y_axis (HillPen      *pen,
             const Layout *l)
{
  double ticks[HILL_AXIS_MAX_TICKS];
  guint n = hill_axis_get_ticks (&l->y, (guint) MAX ((l->bottom - l->top) / (2 * l->line), 2), ticks);

  for (guint i = 0; i < n; i++)
    {
      double y = hill_axis_to_place (&l->y, ticks[i]);
      g_autofree char *number = NULL;

      if (ticks[i] != trunc (ticks[i]))
        continue;
      number = g_strdup_printf ("%.0f", ticks[i]);
      hill_pen_set_color (pen, pen->style->grid);
      cairo_set_line_width (pen->cr, 1);
      draw_line (pen, l->left, y, l->right, y);
      hill_pen_set_color (pen, pen->style->muted);
      if (l->has_labels)
        hill_pen_write (pen, number, l->left - 0.4 * l->line, y, 1, 0.5, 0);
    }
  hill_pen_set_color (pen, pen->style->foreground);
  if (l->has_labels)
    hill_pen_write_up (pen, _("weights"), 0.4 * l->line, (l->top + l->bottom) / 2, 0.5, 0, l->bottom - l->top);
}

static void
get_bar (const HillErrorPlot *self,
         const Layout        *l,
         guint                bin,
         cairo_rectangle_t   *bar)
{
  double x1 = hill_axis_to_place (&l->x, get_exponent (bin)), x2 = hill_axis_to_place (&l->x, get_exponent (bin + 1));
  double height = l->bottom - hill_axis_to_place (&l->y, (double) get_bin (self, bin));

  height = get_bin (self, bin) > 0 ? MAX (height, MIN_BAR) : 0;
  *bar = (cairo_rectangle_t) { x1 + 0.08 * (x2 - x1), l->bottom - height, 0.84 * (x2 - x1), height };
}

/* Kinked weights stand on the others. */
static void
draw_bar (const HillErrorPlot *self,
          HillPen             *pen,
          const Layout        *l,
          guint                bin)
{
  cairo_rectangle_t bar;
  double kinked;

  if (get_bin (self, bin) == 0)
    return;
  get_bar (self, l, bin, &bar);
  kinked = bar.height * (double) self->kinked[bin] / (double) get_bin (self, bin);
  hill_pen_set_color (pen, hill_error_band_get_color (MAX (get_band (bin), 1), pen->style->dark));
  cairo_rectangle (pen->cr, bar.x, bar.y + kinked, bar.width, bar.height - kinked);
  cairo_fill (pen->cr);
  hill_pen_set_color (pen, hill_error_band_get_color (HILL_N_ERROR_BANDS, pen->style->dark));
  cairo_rectangle (pen->cr, bar.x, bar.y, bar.width, kinked);
  cairo_fill (pen->cr);
}

/* What the other colour means, where there is any of it. */
static void
draw_kink_key (const HillErrorPlot *self,
               HillPen             *pen,
               const Layout        *l)
{
  g_autofree char *text = NULL;
  double size = pen->size, x, y = l->top + 0.9 * size;

  if (self->n_kinked == 0 || !l->has_labels)
    return;
  text = g_strdup_printf (ngettext ("%llu weight at a kink", "%llu weights at a kink", self->n_kinked),
                          (unsigned long long) self->n_kinked);
  x = l->left + 0.6 * size;
  hill_pen_set_color (pen, hill_error_band_get_color (HILL_N_ERROR_BANDS, pen->style->dark));
  cairo_rectangle (pen->cr, x, y - 0.45 * size, 0.9 * size, 0.9 * size);
  cairo_fill (pen->cr);
  hill_pen_set_color (pen, pen->style->foreground);
  hill_pen_write (pen, text, x + 1.4 * size, y, 0, 0.5, l->right - x - 1.4 * size);
}

static void
draw (const HillPlot      *plot,
      cairo_t             *cr,
      double               width,
      double               height,
      const HillPlotStyle *style)
{
  const HillErrorPlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  Layout l;

  hill_pen_init (&pen, cr, style);
  lay_out (self, width, height, style, &l);
  draw_bands (self, &pen, &l);
  draw_y_axis (&pen, &l);
  for (guint bin = 0; bin < N_BINS; bin++)
    draw_bar (self, &pen, &l, bin);
  draw_x_axis (&pen, &l);
  draw_kink_key (self, &pen, &l);
}

static void
set_hit (const HillErrorPlot *self,
         guint                bin,
         HillPlotHit         *hit)
{
  g_autofree char *low = hill_format_number (pow (10, get_exponent (bin)));
  g_autofree char *high = hill_format_number (pow (10, get_exponent (bin + 1)));
  g_autofree char *text = NULL;

  hit->series = 0;
  hit->index = bin;
  hit->x = get_exponent (bin);
  hit->y = (double) get_bin (self, bin);
  /* Translators: a number of weights, and two relative errors */
  text = g_strdup_printf (ngettext ("%llu weight with a relative error from %s to %s",
                                    "%llu weights with a relative error from %s to %s", get_bin (self, bin)),
                          (unsigned long long) get_bin (self, bin), low, high);
  g_strlcpy (hit->text, text, sizeof hit->text);
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
  const HillErrorPlot *self = get_self (plot);
  double bin;
  Layout l;

  lay_out (self, width, height, style, &l);
  bin = floor ((hill_axis_to_value (&l.x, x) - LOWEST) * BINS_PER_DECADE);
  if (y < l.top || y > l.bottom || !(bin >= 0 && bin < N_BINS))
    return FALSE;
  set_hit (self, (guint) bin, hit);
  return TRUE;
}

static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  const HillErrorPlot *self = get_self (plot);
  gssize bin = hit->series < 0 ? 0 : hit->index + dx;

  /* From bar to bar, over the gaps. */
  while (bin >= 0 && bin < N_BINS && get_bin (self, (guint) bin) == 0)
    bin += dx < 0 ? -1 : 1;
  if (bin < 0 || bin >= N_BINS)
    return FALSE;
  set_hit (self, (guint) bin, hit);
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
  const HillErrorPlot *self = get_self (plot);
  Layout l;

  if (hit->series < 0 || hit->index < 0 || hit->index >= N_BINS)
    return FALSE;
  lay_out (self, width, height, style, &l);
  get_bar (self, &l, (guint) hit->index, place);
  return TRUE;
}

static char *
describe (const HillPlot *plot)
{
  const HillErrorPlot *self = get_self (plot);
  const guint64 *b = self->bands;
  g_autoptr(GString) text = g_string_new (NULL);

  if (self->n_smooth + self->n_kinked == 0)
    return g_strdup (_("No weight has been checked yet."));
  /* Translators: five numbers of weights */
  g_string_printf (text, _("Relative errors of %llu weights: %llu agree within 1e-7, %llu within 1e-4, %llu within 1e-2, and %llu are wrong."),
                   (unsigned long long) self->n_smooth, (unsigned long long) b[0], (unsigned long long) b[1],
                   (unsigned long long) b[2], (unsigned long long) b[3]);
  if (self->n_kinked > 0)
    g_string_append_printf (text, ngettext (" %llu weight lies at a kink and is counted apart.",
                                            " %llu weights lie at a kink and are counted apart.", self->n_kinked),
                            (unsigned long long) self->n_kinked);
  return g_strdup (text->str);
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillErrorPlot *self = get_self (plot);

  hill_csv_append_text (csv, _("relative error from"));
  hill_csv_append_text (csv, _("to"));
  hill_csv_append_text (csv, _("weights"));
  hill_csv_append_text (csv, _("weights at a kink"));
  hill_csv_end_row (csv);
  for (guint bin = 0; bin < N_BINS; bin++)
    {
      hill_csv_append_number (csv, pow (10, get_exponent (bin)));
      hill_csv_append_number (csv, pow (10, get_exponent (bin + 1)));
      hill_csv_append_number (csv, (double) self->smooth[bin]);
      hill_csv_append_number (csv, (double) self->kinked[bin]);
      hill_csv_end_row (csv);
    }
}

static void
finalize (HillPlot *plot)
{
  g_free (get_self (plot));
}

static const HillPlotClass error_plot_class =
{
  draw, pick, move, locate, describe, append_csv, finalize
};

/* A border belongs to the band below it, as in hill_error_band_of(). */
static guint
find_bin (double error)
{
  double place = isnan (error) ? N_BINS : error > 0 ? ceil ((log10 (error) - LOWEST) * BINS_PER_DECADE - 1e-9) - 1 : 0;

  return (guint) CLAMP (place, 0, N_BINS - 1);
}

HillPlot *
hill_error_plot_new (const double *errors,
                     const guint8 *kinked,
                     gsize         n)
{
  HillErrorPlot *self;

  g_return_val_if_fail (errors != NULL || n == 0, NULL);

  self = g_new0 (HillErrorPlot, 1);
  hill_plot_init (&self->parent, &error_plot_class);
  for (gsize i = 0; i < n; i++)
    if (kinked != NULL && kinked[i] != 0)
      {
        self->kinked[find_bin (errors[i])]++;
        self->n_kinked++;
      }
    else
      {
        self->smooth[find_bin (errors[i])]++;
        self->bands[hill_error_band_of (errors[i])]++;
        self->n_smooth++;
      }
  return &self->parent;
}
