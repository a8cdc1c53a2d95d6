/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The value, and what it says; drawn in hill-bins-draw.c. */

#include "hill-bins-plot-private.h"

#include "hill-csv.h"

#include <glib/gi18n.h>
#include <math.h>

static HillBinsPlot *
get_self (const HillPlot *plot)
{
  return (HillBinsPlot *) plot;
}

/* "20° to 40°" */
static char *
format_bin (const HillBinsPlot *self,
            guint               bin)
{
  double width = self->span / self->n_bins;

  if (bin >= self->n_bins)
    return g_strdup (self->grey_label);
  /* Translators: from one angle to another */
  return g_strdup_printf (_("%.4g° to %.4g°"), bin * width, (bin + 1) * width);
}

/* The sum of the bars, or 0 where it says nothing. */
static double
get_total (const HillBinsPlot *self)
{
  double total = 0;

  for (guint i = 0; i < hill_bins_get_n_bars (self); i++)
    {
      if (hill_bins_get_value (self, i) < 0)
        return 0;
      total += hill_bins_get_value (self, i);
    }
  return total;
}

static void
set_hit (const HillBinsPlot *self,
         guint               bin,
         HillPlotHit        *hit)
{
  double value = hill_bins_get_value (self, bin), total = get_total (self);
  g_autofree char *range = format_bin (self, bin), *number = hill_format_number (value), *text = NULL;

  hit->series = 0;
  hit->index = (gssize) bin;
  hit->x = bin < self->n_bins ? (bin + 0.5) * self->span / self->n_bins : self->span;
  hit->y = value;
  if (total > 0)
    /* Translators: a range of angles, a number, and its share of all */
    text = g_strdup_printf (_("%s: %s (%.1f %%)"), range, number, 100 * value / total);
  else
    text = g_strdup_printf ("%s: %s", range, number);
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
  const HillBinsPlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  HillBinsLayout l;

  hill_pen_init (&pen, NULL, style);
  hill_bins_lay_out (self, width, height, &pen, &l);
  if (y < l.top || y > l.bottom + l.strip)
    return FALSE;
  /* An empty bin has a place, too. */
  if (x >= l.left && x < l.right)
    set_hit (self, MIN ((guint) ((x - l.left) / l.bar), self->n_bins - 1), hit);
  else if (self->has_grey && x >= l.grey_left && x < l.grey_left + l.grey_width)
    set_hit (self, self->n_bins, hit);
  else
    return FALSE;
  return TRUE;
}

static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  const HillBinsPlot *self = get_self (plot);
  gssize bin = hit->index < 0 ? 0 : hit->index + dx;

  if (bin < 0 || bin >= hill_bins_get_n_bars (self))
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
  const HillBinsPlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  HillBinsLayout l;

  if (hit->index < 0 || hit->index >= hill_bins_get_n_bars (self))
    return FALSE;
  hill_pen_init (&pen, NULL, style);
  hill_bins_lay_out (self, width, height, &pen, &l);
  hill_bins_get_bar (self, &l, (guint) hit->index, place);
  place->y = l.top;
  place->height = l.bottom - l.top;
  return TRUE;
}

static char *
describe (const HillPlot *plot)
{
  const HillBinsPlot *self = get_self (plot);
  g_autofree char *range = NULL, *number = NULL, *text = NULL;
  guint best = 0;

  for (guint i = 1; i < self->n_bins; i++)
    if (fabs (hill_bins_get_value (self, i)) > fabs (hill_bins_get_value (self, best)))
      best = i;
  range = format_bin (self, best);
  number = hill_format_number (hill_bins_get_value (self, best));
  text = g_strdup_printf (self->kind == HILL_BINS_HUE ? _("Histogram of hues in %u bins; the largest is %s: %s.")
                                                      : _("Histogram of directions in %u bins; the largest is %s: %s."),
                          self->n_bins, range, number);
  if (self->has_grey)
    {
      g_autofree char *grey = hill_format_number (self->grey);

      return g_strdup_printf ("%s %s: %s.", text, self->grey_label, grey);
    }
  return g_steal_pointer (&text);
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillBinsPlot *self = get_self (plot);
  const char *names[] = { _("from"), _("to"), self->y_label };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    hill_csv_append_text (csv, names[i]);
  hill_csv_end_row (csv);
  for (guint i = 0; i < hill_bins_get_n_bars (self); i++)
    {
      if (i < self->n_bins)
        {
          hill_csv_append_number (csv, i * self->span / self->n_bins);
          hill_csv_append_number (csv, (i + 1) * self->span / self->n_bins);
        }
      else
        {
          hill_csv_append_text (csv, self->grey_label);
          hill_csv_append_text (csv, "");
        }
      hill_csv_append_number (csv, hill_bins_get_value (self, i));
      hill_csv_end_row (csv);
    }
}

static void
finalize (HillPlot *plot)
{
  HillBinsPlot *self = get_self (plot);
  gpointer owned[] = { self->title, self->y_label, self->grey_label, self->values, self->votes, self };

  for (gsize i = 0; i < G_N_ELEMENTS (owned); i++)
    g_free (owned[i]);
}

static float *
get_array (const HillPlot *plot,
           gsize          *shape,
           guint          *rank)
{
  const HillBinsPlot *self = get_self (plot);
  float *values = g_new (float, self->n_bins);

  for (guint i = 0; i < self->n_bins; i++)
    values[i] = (float) self->values[i];
  shape[0] = self->n_bins;
  *rank = 1;
  return values;
}

static const HillPlotClass bins_plot_class =
{
  hill_bins_plot_draw, pick, move, locate, describe, append_csv, finalize, NULL, get_array
};

static void
extend_range (HillBinsPlot *self,
              double        value)
{
  if (!isfinite (value))
    return;
  self->low = MIN (self->low, value);
  self->high = MAX (self->high, value);
}

HillPlot *
hill_bins_plot_new (const char   *title,
                    const char   *y_label,
                    const double *values,
                    guint         n_bins,
                    double        span,
                    HillBinsKind  kind)
{
  HillBinsPlot *self;

  g_return_val_if_fail (values != NULL && n_bins > 0 && span > 0, NULL);

  self = g_new0 (HillBinsPlot, 1);
  hill_plot_init (&self->parent, &bins_plot_class);
  self->kind = kind;
  self->title = g_strdup (title);
  self->y_label = g_strdup (y_label);
  self->values = g_memdup2 (values, n_bins * sizeof *values);
  self->n_bins = n_bins;
  self->span = span;
  self->marked = self->marked_column = self->marked_row = -1;
  for (guint i = 0; i < n_bins; i++)
    extend_range (self, values[i]);
  if (self->low == self->high)
    self->high = 1;
  return &self->parent;
}

void
hill_bins_plot_set_grey (HillPlot   *plot,
                         double      value,
                         const char *label)
{
  HillBinsPlot *self = get_self (plot);

  self->has_grey = TRUE;
  self->grey = value;
  g_free (self->grey_label);
  self->grey_label = g_strdup (label);
  extend_range (self, value);
}

void
hill_bins_plot_set_turn (HillPlot *plot,
                         double    degrees)
{
  get_self (plot)->turn = degrees;
}

void
hill_bins_plot_set_votes (HillPlot       *plot,
                          const HillVote *votes,
                          gsize           n_votes)
{
  HillBinsPlot *self = get_self (plot);

  g_free (self->votes);
  self->votes = g_new (HillVote, MAX (n_votes, 1));
  self->n_votes = 0;
  for (gsize i = 0; i < n_votes; i++)
    if (votes[i].bin < self->n_bins && isfinite (votes[i].weight))
      self->votes[self->n_votes++] = votes[i];
}

void
hill_bins_plot_set_marked (HillPlot *plot,
                           int       bin)
{
  HillBinsPlot *self = get_self (plot);

  self->marked = bin >= 0 && (guint) bin < hill_bins_get_n_bars (self) ? bin : -1;
}

void
hill_bins_plot_set_marked_pixel (HillPlot *plot,
                                 int       column,
                                 int       row)
{
  HillBinsPlot *self = get_self (plot);

  self->marked_column = row >= 0 ? column : -1;
  self->marked_row = column >= 0 ? row : -1;
}

void
hill_bins_plot_set_range (HillPlot *plot,
                          double    low,
                          double    high)
{
  HillBinsPlot *self = get_self (plot);

  self->low = isfinite (low) ? MIN (low, 0) : 0;
  self->high = isfinite (high) ? MAX (high, 0) : 0;
  if (self->low == self->high)
    self->high = 1;
}
