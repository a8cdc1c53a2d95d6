/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Bars stand side by side over an axis of degrees, on a strip that shows what an angle looks like: its hue, or its colour on the map
 * of directions.  What has no angle stands apart at the right. */

#include "hill-bins-plot-private.h"

#include "hill-colormap.h"

#include <math.h>

#define FADED 0.28
#define MIN_SEGMENT 2.0         /* height from which votes are parted by a line, in units */

double
hill_bins_get_value (const HillBinsPlot *self,
                     guint               bin)
{
  double value = bin < self->n_bins ? self->values[bin] : self->grey;

  return isfinite (value) ? value : 0;
}

guint
hill_bins_get_n_bars (const HillBinsPlot *self)
{
  return self->n_bins + (self->has_grey ? 1 : 0);
}

static HillColor
get_color (const HillBinsPlot *self,
           double              turn)
{
  turn += self->turn / self->span;
  return self->kind == HILL_BINS_HUE ? hill_colormap_hue (turn) : hill_colormap_cyclic (turn);
}

static double
get_label_width (const HillBinsPlot   *self,
                 HillPen              *pen,
                 const HillBinsLayout *l)
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

void
hill_bins_lay_out (const HillBinsPlot *self,
                   double              width,
                   double              height,
                   HillPen            *pen,
                   HillBinsLayout     *l)
{
  *l = (HillBinsLayout) { .line = hill_pen_get_height (pen) };
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

void
hill_bins_get_bar (const HillBinsPlot   *self,
                   const HillBinsLayout *l,
                   guint                 bin,
                   cairo_rectangle_t    *r)
{
  double zero = hill_axis_to_place (&l->y, 0), place = hill_axis_to_place (&l->y, hill_bins_get_value (self, bin));
  double gap = l->bar > 6 ? 0.08 * l->bar : 0;

  r->x = bin < self->n_bins ? l->left + bin * l->bar + gap : l->grey_left;
  r->width = bin < self->n_bins ? l->bar - 2 * gap : l->grey_width;
  r->y = MIN (zero, place);
  r->height = fabs (place - zero);
}

static void
draw_bar (const HillBinsPlot   *self,
          HillPen              *pen,
          const HillBinsLayout *l,
          guint                 bin)
{
  HillColor color = bin < self->n_bins ? get_color (self, (bin + 0.5) / self->n_bins) : (HillColor) { 0.55, 0.55, 0.55, 1 };
  HillColor edge = pen->style->foreground;
  gboolean faded = (self->marked >= 0 && self->marked != (int) bin) || self->marked_column >= 0;
  cairo_rectangle_t r;

  hill_bins_get_bar (self, l, bin, &r);
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
draw_votes (const HillBinsPlot   *self,
            HillPen              *pen,
            const HillBinsLayout *l)
{
  g_autofree double *heights = g_new0 (double, self->n_bins);

  cairo_set_line_width (pen->cr, 0.75);
  for (gsize i = 0; i < self->n_votes; i++)
    {
      const HillVote *vote = &self->votes[i];
      double bottom = hill_axis_to_place (&l->y, heights[vote->bin]), top;
      cairo_rectangle_t r;

      hill_bins_get_bar (self, l, vote->bin, &r);
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
draw_strip (const HillBinsPlot   *self,
            HillPen              *pen,
            const HillBinsLayout *l)
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
draw_y_axis (const HillBinsPlot   *self,
             HillPen              *pen,
             const HillBinsLayout *l)
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
draw_x_axis (const HillBinsPlot   *self,
             HillPen              *pen,
             const HillBinsLayout *l)
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
draw_zero (const HillBinsPlot   *self,
           HillPen              *pen,
           const HillBinsLayout *l)
{
  double y = hill_pen_snap (pen, hill_axis_to_place (&l->y, 0), 1);

  hill_pen_set_color (pen, pen->style->muted);
  cairo_set_line_width (pen->cr, 1);
  cairo_move_to (pen->cr, l->left, y);
  cairo_line_to (pen->cr, self->has_grey ? l->grey_left + l->grey_width : l->right, y);
  cairo_stroke (pen->cr);
}

void
hill_bins_plot_draw (const HillPlot      *plot,
                     cairo_t             *cr,
                     double               width,
                     double               height,
                     const HillPlotStyle *style)
{
  const HillBinsPlot *self = (const HillBinsPlot *) plot;
  g_auto(HillPen) pen = { 0 };
  HillBinsLayout l;

  hill_pen_init (&pen, cr, style);
  hill_bins_lay_out (self, width, height, &pen, &l);
  if (l.has_labels)
    {
      draw_y_axis (self, &pen, &l);
      draw_strip (self, &pen, &l);
      draw_x_axis (self, &pen, &l);
    }
  for (guint i = 0; i < hill_bins_get_n_bars (self); i++)
    draw_bar (self, &pen, &l, i);
  draw_votes (self, &pen, &l);
  draw_zero (self, &pen, &l);
  if (l.has_title)
    hill_pen_write_title (&pen, self->title, width);
}
