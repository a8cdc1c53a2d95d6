/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Bars stand side by side over an axis of degrees, on a strip that shows what an angle looks like: its hue, or its colour on the map
 * of directions.  What has no angle stands apart at the right. */

#include "hill-bins-plot.h"

#include "hill-axis.h"
#include "hill-colormap.h"
#include "hill-csv.h"
#include "hill-pen.h"
#include "hill-plot-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define FADED 0.28
#define MIN_SEGMENT 2.0         /* height from which votes are parted by a line, in units */

typedef struct
{
  HillPlot     parent;
  HillBinsKind kind;
  char        *title;
  char        *y_label;
  double      *values;
  guint        n_bins;
  double       span;
  gboolean     has_grey;
  double       grey;
  char        *grey_label;
  HillVote    *votes;
  gsize        n_votes;
  int          marked;
  int          marked_column, marked_row;
  double       low, high;
} HillBinsPlot;

typedef struct
{
  HillAxis y;
  double   left, top, right, bottom;    /* of the bars */
  double   bar;                         /* width that one takes */
  double   grey_left, grey_width;
  double   strip;                       /* height of the strip below the bars */
  double   line;
  gboolean has_labels, has_title;
} Layout;

static HillBinsPlot *
get_self (const HillPlot *plot)
{
  return (HillBinsPlot *) plot;
}

static double
get_value (const HillBinsPlot *self,
           guint               bin)
{
  double value = bin < self->n_bins ? self->values[bin] : self->grey;

  return isfinite (value) ? value : 0;
}

static guint
get_n_bars (const HillBinsPlot *self)
{
  return self->n_bins + (self->has_grey ? 1 : 0);
}

static HillColor
get_color (const HillBinsPlot *self,
           double              turn)
{
  return self->kind == HILL_BINS_HUE ? hill_colormap_hue (turn) : hill_colormap_cyclic (turn);
}

static double
get_label_width (const HillBinsPlot *self,
                 HillPen            *pen,
                 const Layout       *l)
{
  double ticks[HILL_AXIS_MAX_TICKS], widest = 0;
  guint n = hill_axis_get_ticks (&l->y, 4, ticks);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = hill_axis_format_tick (&l->y, ticks, n, i);

      widest = MAX (widest, hill_pen_get_width (pen, text));
    }
  return widest;
}

static void
lay_out (const HillBinsPlot *self,
         double              width,
         double              height,
         HillPen            *pen,
         Layout             *l)
{
  *l = (Layout) { .line = hill_pen_get_height (pen) };
  l->has_labels = width > 10 * l->line && height > 6 * l->line;
  l->has_title = self->title != NULL && height > 9 * l->line;
  hill_axis_set_range (&l->y, self->low, self->high);
  l->strip = l->has_labels ? 0.4 * l->line : 0;
  l->left = l->has_labels ? get_label_width (self, pen, l) + 2.1 * l->line : 1;
  l->right = MAX (width - (l->has_labels ? 0.9 * l->line : 1), l->left + 1);
  l->top = l->has_title ? 2 * l->line : 0.5 * l->line;
  l->bottom = MAX (height - (l->has_labels ? l->strip + 1.6 * l->line : 1), l->top + 1);
  if (self->has_grey)
    {
      double label = l->has_labels ? MIN (hill_pen_get_width (pen, self->grey_label), (l->right - l->left) / 4) : 0;
      double gap;

      l->grey_width = MAX ((l->right - l->left) / (self->n_bins + 4), 0.8 * l->line);
      gap = MAX (label - l->grey_width, 0) / 2;
      l->grey_left = MAX (l->right - l->grey_width - gap, l->left + 1);
      l->right = MAX (l->grey_left - gap - 1.8 * l->line, l->left + 1);
    }
  l->bar = (l->right - l->left) / self->n_bins;
  l->y.start = l->bottom;
  l->y.end = l->top;
}

static void
get_bar (const HillBinsPlot *self,
         const Layout       *l,
         guint               bin,
         cairo_rectangle_t  *r)
{
  double zero = hill_axis_to_place (&l->y, 0), place = hill_axis_to_place (&l->y, get_value (self, bin));
  double gap = l->bar > 6 ? 0.08 * l->bar : 0;

  r->x = bin < self->n_bins ? l->left + bin * l->bar + gap : l->grey_left;
  r->width = bin < self->n_bins ? l->bar - 2 * gap : l->grey_width;
  r->y = MIN (zero, place);
  r->height = fabs (place - zero);
}

static void
draw_bar (const HillBinsPlot *self,
          HillPen            *pen,
          const Layout       *l,
          guint               bin)
{
  HillColor color = bin < self->n_bins ? get_color (self, (bin + 0.5) / self->n_bins) : (HillColor) { 0.55, 0.55, 0.55, 1 };
  HillColor edge = pen->style->foreground;
  gboolean faded = (self->marked >= 0 && self->marked != (int) bin) || self->marked_column >= 0;
  cairo_rectangle_t r;

  get_bar (self, l, bin, &r);
  if (r.height <= 0)
    return;
  color.alpha = faded ? FADED : 1;
  hill_pen_set_color (pen, color);
  cairo_rectangle (pen->cr, r.x, r.y, r.width, r.height);
  cairo_fill (pen->cr);
  edge.alpha = faded ? 0.2 : 0.55;
  if (r.width < 3)
    return;
  hill_pen_set_color (pen, edge);
  cairo_set_line_width (pen->cr, 1);
  cairo_rectangle (pen->cr, r.x + 0.5, r.y + 0.5, r.width - 1, MAX (r.height - 1, 0.01));
  cairo_stroke (pen->cr);
}

/* The votes of which the bars are made: a line between them, and those of the marked pixel in full colour. */
static void
draw_votes (const HillBinsPlot *self,
            HillPen            *pen,
            const Layout       *l)
{
  g_autofree double *heights = g_new0 (double, self->n_bins);

  cairo_set_line_width (pen->cr, 0.75);
  for (gsize i = 0; i < self->n_votes; i++)
    {
      const HillVote *vote = &self->votes[i];
      double bottom = hill_axis_to_place (&l->y, heights[vote->bin]), top;
      cairo_rectangle_t r;

      get_bar (self, l, vote->bin, &r);
      heights[vote->bin] += vote->weight;
      top = hill_axis_to_place (&l->y, heights[vote->bin]);
      if (vote->column == self->marked_column && vote->row == self->marked_row)
        {
          hill_pen_set_color (pen, get_color (self, (vote->bin + 0.5) / self->n_bins));
          cairo_rectangle (pen->cr, r.x, MIN (top, bottom - 2), r.width, MAX (bottom - top, 2));
          cairo_fill_preserve (pen->cr);
          hill_pen_set_color (pen, pen->style->foreground);
          cairo_stroke (pen->cr);
        }
      else if (bottom - top >= MIN_SEGMENT)
        {
          HillColor color = pen->style->foreground;

          color.alpha = 0.35;
          hill_pen_set_color (pen, color);
          cairo_move_to (pen->cr, r.x, top);
          cairo_line_to (pen->cr, r.x + r.width, top);
          cairo_stroke (pen->cr);
        }
    }
}

static void
draw_strip (const HillBinsPlot *self,
            HillPen            *pen,
            const Layout       *l)
{
  guint n = self->kind == HILL_BINS_HUE ? 180 : self->n_bins;
  double width = l->right - l->left;

  for (guint i = 0; i < n; i++)
    {
      hill_pen_set_color (pen, get_color (self, (i + 0.5) / n));
      /* Each band reaches under the next, so that no seam is seen. */
      cairo_rectangle (pen->cr, l->left + width * i / n, l->bottom + 2, width * MIN (2, n - i) / n, l->strip - 1);
      cairo_fill (pen->cr);
    }
}

static void
draw_y_axis (const HillBinsPlot *self,
             HillPen            *pen,
             const Layout       *l)
{
  double ticks[HILL_AXIS_MAX_TICKS];
  double right = self->has_grey ? l->grey_left + l->grey_width : l->right;
  guint n = hill_axis_get_ticks (&l->y, (guint) CLAMP ((l->bottom - l->top) / (2.2 * l->line), 2, 6), ticks);

  cairo_set_line_width (pen->cr, 1);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = hill_axis_format_tick (&l->y, ticks, n, i);
      double y = hill_pen_snap (pen, hill_axis_to_place (&l->y, ticks[i]), 1);

      hill_pen_set_color (pen, pen->style->grid);
      cairo_move_to (pen->cr, l->left, y);
      cairo_line_to (pen->cr, right, y);
      cairo_stroke (pen->cr);
      hill_pen_set_color (pen, pen->style->muted);
      hill_pen_write (pen, text, l->left - 0.4 * l->line, y, 1, 0.5, 0);
    }
  hill_pen_write_up (pen, self->y_label, 0.2 * l->line, (l->top + l->bottom) / 2, 0.5, 0, l->bottom - l->top + l->line);
}

/* Degrees from one number below the axis to the next: whole bins, where those are whole degrees. */
static double
get_degree_step (const HillBinsPlot *self,
                 double              room)
{
  double width = self->span / self->n_bins, step;

  if (self->kind == HILL_BINS_HUE)
    return room > 300 ? 60 : 120;
  step = width * ceil (self->n_bins / 9.0);
  if (fabs (step - round (step)) > 1e-9 || self->n_bins % (guint) ceil (self->n_bins / 9.0) != 0)
    step = self->span / 6;
  return room / (self->span / step) < 30 ? self->span / 2 : step;
}

static void
draw_x_axis (const HillBinsPlot *self,
             HillPen            *pen,
             const Layout       *l)
{
  double step = get_degree_step (self, l->right - l->left), y = l->bottom + l->strip + 0.25 * l->line;

  hill_pen_set_color (pen, pen->style->muted);
  for (double degrees = 0; degrees <= self->span + 1e-6; degrees += step)
    {
      g_autofree char *text = g_strdup_printf ("%.0f°", degrees);

      hill_pen_write (pen, text, l->left + (l->right - l->left) * degrees / self->span, y, 0.5, 0, 0);
    }
  if (self->has_grey)
    hill_pen_write (pen, self->grey_label, l->grey_left + l->grey_width / 2, y, 0.5, 0, (l->right - l->left) / 3);
}

static void
draw_zero (const HillBinsPlot *self,
           HillPen            *pen,
           const Layout       *l)
{
  double y = hill_pen_snap (pen, hill_axis_to_place (&l->y, 0), 1);

  hill_pen_set_color (pen, pen->style->muted);
  cairo_set_line_width (pen->cr, 1);
  cairo_move_to (pen->cr, l->left, y);
  cairo_line_to (pen->cr, self->has_grey ? l->grey_left + l->grey_width : l->right, y);
  cairo_stroke (pen->cr);
}

static void
draw (const HillPlot      *plot,
      cairo_t             *cr,
      double               width,
      double               height,
      const HillPlotStyle *style)
{
  const HillBinsPlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  Layout l;

  hill_pen_init (&pen, cr, style);
  lay_out (self, width, height, &pen, &l);
  if (l.has_labels)
    {
      draw_y_axis (self, &pen, &l);
      draw_strip (self, &pen, &l);
      draw_x_axis (self, &pen, &l);
    }
  for (guint i = 0; i < get_n_bars (self); i++)
    draw_bar (self, &pen, &l, i);
  draw_votes (self, &pen, &l);
  draw_zero (self, &pen, &l);
  if (l.has_title)
    hill_pen_write_title (&pen, self->title, width);
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

  for (guint i = 0; i < get_n_bars (self); i++)
    {
      if (get_value (self, i) < 0)
        return 0;
      total += get_value (self, i);
    }
  return total;
}

static void
set_hit (const HillBinsPlot *self,
         guint               bin,
         HillPlotHit        *hit)
{
  double value = get_value (self, bin), total = get_total (self);
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
  Layout l;

  hill_pen_init (&pen, NULL, style);
  lay_out (self, width, height, &pen, &l);
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

  if (bin < 0 || bin >= get_n_bars (self))
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
  Layout l;

  if (hit->index < 0 || hit->index >= get_n_bars (self))
    return FALSE;
  hill_pen_init (&pen, NULL, style);
  lay_out (self, width, height, &pen, &l);
  get_bar (self, &l, (guint) hit->index, place);
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
    if (fabs (get_value (self, i)) > fabs (get_value (self, best)))
      best = i;
  range = format_bin (self, best);
  number = hill_format_number (get_value (self, best));
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

  hill_csv_append_text (csv, _("from"));
  hill_csv_append_text (csv, _("to"));
  hill_csv_append_text (csv, self->y_label);
  hill_csv_end_row (csv);
  for (guint i = 0; i < get_n_bars (self); i++)
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
      hill_csv_append_number (csv, get_value (self, i));
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

static const HillPlotClass bins_plot_class =
{
  draw, pick, move, locate, describe, append_csv, finalize
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

  self->marked = bin >= 0 && (guint) bin < get_n_bars (self) ? bin : -1;
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
