/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A group of bars for each outcome.  Bars of the first distribution are full, those of the others are outlined and lightly filled, and
 * each has its letter: the two are told apart without their colours. */

#include "hill-distribution-plot.h"

#include "hill-arithmetic.h"
#include "hill-axis.h"
#include "hill-colormap.h"
#include "hill-csv.h"
#include "hill-pen.h"

#include "hill-plot-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define MAX_BAR_LINES 4.5         /* the widest bar, in lines of text */

typedef struct
{
  char   *name;
  char   *description;
  double *shares;
} Series;

typedef struct
{
  HillPlot    parent;
  char       *title;
  char       *y_label;
  char      **outcomes;
  char      **terms;              /* (nullable) */
  guint       n_outcomes;
  GPtrArray  *series;             /* of Series */
} HillDistributionPlot;

typedef struct
{
  HillAxis y;
  double   line;
  double   left, top, right, bottom;
  double   legend_top;
  double   group;                 /* the width of an outcome */
  double   bar;                   /* the width of a bar */
  gboolean has_labels, has_terms, has_letters, has_values;
} Layout;

static HillDistributionPlot *
get_self (const HillPlot *plot)
{
  return (HillDistributionPlot *) plot;
}

static Series *
get_series (const HillDistributionPlot *self,
            guint                       index)
{
  return g_ptr_array_index (self->series, index);
}

static double
get_share (const HillDistributionPlot *self,
           guint                       series,
           guint                       outcome)
{
  double share = get_series (self, series)->shares[outcome];

  return isfinite (share) && share > 0 ? share : 0;
}

static double
find_highest (const HillDistributionPlot *self)
{
  double highest = 0;

  for (guint i = 0; i < self->series->len; i++)
    for (guint k = 0; k < self->n_outcomes; k++)
      highest = MAX (highest, get_share (self, i, k));
  return highest > 0 ? highest : 1;
}

/* Whether every text fits into @width. */
static gboolean
fits (char   **texts,
      HillPen *pen,
      double   width)
{
  for (guint i = 0; texts[i] != NULL; i++)
    if (hill_pen_get_width (pen, texts[i]) > width)
      return FALSE;
  return TRUE;
}

static void
lay_out (const HillDistributionPlot *self,
         double                      width,
         double                      height,
         const HillPlotStyle        *style,
         Layout                     *l)
{
  g_auto(HillPen) pen = { 0 };
  guint n = MAX (self->n_outcomes, 1), n_series = MAX (self->series->len, 1);

  hill_pen_init (&pen, NULL, style);
  *l = (Layout) { .line = hill_pen_get_height (&pen) };
  l->has_labels = width > 10 * l->line && height > 8 * l->line;
  l->left = 0.5 * l->line + (l->has_labels ? 1.9 * l->line + hill_pen_get_width (&pen, "0.00") : 0);
  l->right = width - 0.5 * l->line;
  l->top = 0.5 * l->line + (self->title != NULL && l->has_labels ? 1.5 * l->line : 0);
  l->legend_top = l->top;
  l->bottom = height - 0.5 * l->line;
  l->group = MAX ((l->right - l->left) / n, 0.1);
  l->bar = MIN (0.74 * l->group / n_series, MAX_BAR_LINES * l->line);
  if (l->has_labels)
    {
      l->has_letters = n_series > 1 && l->bar >= 0.8 * l->line;
      l->has_values = l->bar >= hill_pen_get_width (&pen, "0.00") * 0.85;
      l->has_terms = self->terms != NULL && height > 12 * l->line && fits (self->terms, &pen, l->group - 4);
      l->top += (n_series > 1 ? 1.5 * l->line : 0) + 1.1 * l->line;
      l->bottom -= (1.2 + (l->has_letters ? 1.1 : 0) + (l->has_terms ? 1.2 : 0)) * l->line;
    }
  l->bottom = MAX (l->bottom, l->top + 1);
  hill_axis_set_range (&l->y, 0, find_highest (self));
  l->y.start = l->bottom;
  l->y.end = l->top;
}

/* The bar's rectangle; one of no height stays findable. */
static void
get_bar (const HillDistributionPlot *self,
         const Layout               *l,
         guint                       series,
         guint                       outcome,
         cairo_rectangle_t          *r)
{
  double begin = l->left + (outcome + 0.5) * l->group - 0.5 * l->bar * self->series->len;
  double top = hill_axis_to_place (&l->y, get_share (self, series, outcome));

  *r = (cairo_rectangle_t) { begin + series * l->bar, top, l->bar, l->bottom - top };
}

static void
draw_axis (const HillDistributionPlot *self,
           HillPen                    *pen,
           const Layout               *l)
{
  double ticks[HILL_AXIS_MAX_TICKS];
  guint n = hill_axis_get_ticks (&l->y, (guint) MAX ((l->bottom - l->top) / (2 * l->line), 2), ticks);

  cairo_set_line_width (pen->cr, 1);
  for (guint i = 0; i < n; i++)
    {
      double y = hill_axis_to_place (&l->y, ticks[i]);
      g_autofree char *text = hill_axis_format_tick (&l->y, ticks, n, i);

      hill_pen_set_color (pen, ticks[i] == 0 ? pen->style->muted : pen->style->grid);
      cairo_move_to (pen->cr, l->left, hill_pen_snap (pen, y, 1));
      cairo_line_to (pen->cr, l->right, hill_pen_snap (pen, y, 1));
      cairo_stroke (pen->cr);
      hill_pen_set_color (pen, pen->style->muted);
      if (l->has_labels)
        hill_pen_write (pen, text, l->left - 0.4 * l->line, y, 1, 0.5, 0);
    }
  if (!l->has_labels)
    return;
  hill_pen_set_color (pen, pen->style->foreground);
  hill_pen_write_up (pen, self->y_label, 0.4 * l->line, (l->top + l->bottom) / 2, 0.5, 0, l->bottom - l->top + l->line);
}

static void
paint_bar (HillPen                 *pen,
           guint                    series,
           const cairo_rectangle_t *r)
{
  HillColor color = hill_colormap_category (series, pen->style->dark);
  double line = MAX (0.8 * pen->style->line_width, 1);

  cairo_set_source_rgba (pen->cr, color.red, color.green, color.blue, series == 0 ? 1 : 0.28);
  cairo_rectangle (pen->cr, r->x, r->y, r->width, r->height);
  cairo_fill (pen->cr);
  if (series == 0 || r->height < line)
    return;
  cairo_set_source_rgba (pen->cr, color.red, color.green, color.blue, 1);
  cairo_set_line_width (pen->cr, line);
  cairo_rectangle (pen->cr, r->x + line / 2, r->y + line / 2, MAX (r->width - line, 0.5), r->height - line / 2);
  cairo_stroke (pen->cr);
}

static void
draw_bar (const HillDistributionPlot *self,
          HillPen                    *pen,
          const Layout               *l,
          guint                       series,
          guint                       outcome)
{
  g_autofree char *value = hill_number_fixed (get_share (self, series, outcome), 2);
  cairo_rectangle_t r, inner;

  get_bar (self, l, series, outcome, &r);
  inner = r;
  inner.x += 0.06 * r.width;
  inner.width *= 0.88;
  paint_bar (pen, series, &inner);
  hill_pen_set_color (pen, pen->style->foreground);
  if (l->has_values)
    hill_pen_write (pen, value, r.x + r.width / 2, r.y - 0.1 * l->line, 0.5, 1, 0);
  hill_pen_set_color (pen, pen->style->muted);
  if (l->has_letters)
    hill_pen_write (pen, get_series (self, series)->name, r.x + r.width / 2, l->bottom + 0.15 * l->line, 0.5, 0, r.width);
}

static void
draw_outcome (const HillDistributionPlot *self,
              HillPen                    *pen,
              const Layout               *l,
              guint                       outcome)
{
  double middle = l->left + (outcome + 0.5) * l->group;
  double y = l->bottom + (l->has_letters ? 1.25 : 0.15) * l->line;

  for (guint i = 0; i < self->series->len; i++)
    draw_bar (self, pen, l, i, outcome);
  if (!l->has_labels)
    return;
  hill_pen_set_font (pen, 1, TRUE);
  hill_pen_set_color (pen, pen->style->foreground);
  hill_pen_write (pen, self->outcomes[outcome], middle, y, 0.5, 0, MAX (l->group - 2, 1));
  hill_pen_set_font (pen, 1, FALSE);
  hill_pen_set_color (pen, pen->style->muted);
  if (l->has_terms)
    hill_pen_write (pen, self->terms[outcome], middle, y + 1.15 * l->line, 0.5, 0, l->group - 2);
}

static void
draw_legend (const HillDistributionPlot *self,
             HillPen                    *pen,
             const Layout               *l)
{
  double x = l->left, y = l->legend_top + 0.65 * l->line;

  for (guint i = 0; i < self->series->len; i++)
    {
      const Series *series = get_series (self, i);
      const char *text = series->description != NULL ? series->description : series->name;
      cairo_rectangle_t sample = { x, y - 0.4 * l->line, 0.8 * l->line, 0.8 * l->line };
      double room = l->right - x - 1.1 * l->line;

      if (room < l->line)
        return;
      paint_bar (pen, i, &sample);
      hill_pen_set_color (pen, pen->style->foreground);
      hill_pen_write (pen, text, x + 1.1 * l->line, y, 0, 0.5, room);
      x += hill_pen_get_width (pen, text) + 2.6 * l->line;
    }
}

static void
draw (const HillPlot      *plot,
      cairo_t             *cr,
      double               width,
      double               height,
      const HillPlotStyle *style)
{
  const HillDistributionPlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  Layout l;

  hill_pen_init (&pen, cr, style);
  lay_out (self, width, height, style, &l);
  if (self->title != NULL && l.has_labels)
    {
      hill_pen_set_font (&pen, 1.1, TRUE);
      hill_pen_write (&pen, self->title, width / 2, 0.4 * l.line, 0.5, 0, width - l.line);
      hill_pen_set_font (&pen, 1, FALSE);
    }
  draw_axis (self, &pen, &l);
  for (guint k = 0; k < self->n_outcomes; k++)
    draw_outcome (self, &pen, &l, k);
  if (l.has_labels && self->series->len > 1)
    draw_legend (self, &pen, &l);
}

static void
set_hit (const HillDistributionPlot *self,
         guint                       series,
         guint                       outcome,
         HillPlotHit                *hit)
{
  g_autofree char *number = hill_format_number (get_share (self, series, outcome));
  g_autofree char *text = NULL;
  const char *end;

  hit->series = (int) series;
  hit->index = (gssize) outcome;
  hit->x = outcome;
  hit->y = get_share (self, series, outcome);
  /* Translators: an outcome, the name of a distribution, a number: "sun: Q = 0.5" */
  text = g_strdup_printf (_("%s: %s = %s"), self->outcomes[outcome], get_series (self, series)->name, number);
  g_strlcpy (hit->text, text, sizeof hit->text);
  if (!g_utf8_validate (hit->text, -1, &end))
    hit->text[end - hit->text] = '\0';
}

/* The whole column of a bar counts, so that low bars are found as easily as high ones. */
static gboolean
pick (const HillPlot      *plot,
      double               width,
      double               height,
      const HillPlotStyle *style,
      double               x,
      double               y,
      HillPlotHit         *hit)
{
  const HillDistributionPlot *self = get_self (plot);
  Layout l;

  lay_out (self, width, height, style, &l);
  if (y < l.top || y > height)
    return FALSE;
  for (guint k = 0; k < self->n_outcomes; k++)
    for (guint i = 0; i < self->series->len; i++)
      {
        cairo_rectangle_t r;

        get_bar (self, &l, i, k, &r);
        if (x < r.x || x >= r.x + r.width)
          continue;
        set_hit (self, i, k, hit);
        return TRUE;
      }
  return FALSE;
}

static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  const HillDistributionPlot *self = get_self (plot);
  int series = hit->series < 0 ? 0 : hit->series + dy;
  int outcome = hit->series < 0 ? 0 : (int) hit->index + dx;

  if (series < 0 || (guint) series >= self->series->len || outcome < 0 || (guint) outcome >= self->n_outcomes)
    return FALSE;
  set_hit (self, (guint) series, (guint) outcome, hit);
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
  const HillDistributionPlot *self = get_self (plot);
  Layout l;

  if (hit->series < 0 || (guint) hit->series >= self->series->len || hit->index < 0 || (guint) hit->index >= self->n_outcomes)
    return FALSE;
  lay_out (self, width, height, style, &l);
  get_bar (self, &l, (guint) hit->series, (guint) hit->index, place);
  return TRUE;
}

static char *
describe (const HillPlot *plot)
{
  const HillDistributionPlot *self = get_self (plot);
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_printf (text, ngettext ("Bars of %u outcome.", "Bars of %u outcomes.", self->n_outcomes), self->n_outcomes);
  for (guint i = 0; i < self->series->len; i++)
    {
      g_string_append_printf (text, " %s:", get_series (self, i)->name);
      for (guint k = 0; k < self->n_outcomes; k++)
        g_string_append_printf (text, "%s %s %.2f", k > 0 ? "," : "", self->outcomes[k], get_share (self, i, k));
      g_string_append_c (text, '.');
    }
  return g_strdup (text->str);
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillDistributionPlot *self = get_self (plot);

  hill_csv_append_text (csv, _("outcome"));
  for (guint i = 0; i < self->series->len; i++)
    hill_csv_append_text (csv, get_series (self, i)->name);
  hill_csv_end_row (csv);
  for (guint k = 0; k < self->n_outcomes; k++)
    {
      hill_csv_append_text (csv, self->outcomes[k]);
      for (guint i = 0; i < self->series->len; i++)
        hill_csv_append_number (csv, get_series (self, i)->shares[k]);
      hill_csv_end_row (csv);
    }
}

static void
series_free (Series *self)
{
  g_free (self->name);
  g_free (self->description);
  g_free (self->shares);
  g_free (self);
}

static void
finalize (HillPlot *plot)
{
  HillDistributionPlot *self = get_self (plot);

  g_ptr_array_unref (self->series);
  g_strfreev (self->outcomes);
  g_strfreev (self->terms);
  g_free (self->title);
  g_free (self->y_label);
  g_free (self);
}

static const HillPlotClass distribution_plot_class =
{
  draw, pick, move, locate, describe, append_csv, finalize
};

static char **
copy_texts (const char * const *texts,
            guint               n)
{
  char **copy = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    copy[i] = g_strdup (texts[i]);
  return copy;
}

HillPlot *
hill_distribution_plot_new (const char         *title,
                            const char         *y_label,
                            const char * const *outcomes,
                            guint               n_outcomes)
{
  HillDistributionPlot *self;

  g_return_val_if_fail (outcomes != NULL || n_outcomes == 0, NULL);

  self = g_new0 (HillDistributionPlot, 1);
  hill_plot_init (&self->parent, &distribution_plot_class);
  self->title = g_strdup (title);
  self->y_label = g_strdup (y_label);
  self->outcomes = copy_texts (outcomes, n_outcomes);
  self->n_outcomes = n_outcomes;
  self->series = g_ptr_array_new_with_free_func ((GDestroyNotify) series_free);
  return &self->parent;
}

void
hill_distribution_plot_add (HillPlot     *plot,
                            const char   *name,
                            const char   *description,
                            const double *shares)
{
  HillDistributionPlot *self = get_self (plot);
  Series *series;

  g_return_if_fail (plot != NULL && name != NULL && shares != NULL);

  series = g_new0 (Series, 1);
  series->name = g_strdup (name);
  series->description = g_strdup (description);
  series->shares = g_memdup2 (shares, self->n_outcomes * sizeof *shares);
  g_ptr_array_add (self->series, series);
}

void
hill_distribution_plot_set_terms (HillPlot           *plot,
                                  const char * const *terms)
{
  HillDistributionPlot *self = get_self (plot);

  g_return_if_fail (plot != NULL && terms != NULL);

  g_strfreev (self->terms);
  self->terms = copy_texts (terms, self->n_outcomes);
}
