/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The bars stand on zero.  Above and below them is room for the longest arrow. */

#include "hill-score-bars.h"

#include "hill-axis.h"
#include "hill-colormap.h"
#include "hill-csv.h"
#include "hill-number-display.h"
#include "hill-pen.h"
#include "hill-plot-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define ARROW_SHARE 0.2                 /* of the height, for the longest */
#define MAX_BAR 4.5                     /* widest bar, in lines of text */

typedef struct
{
  HillPlot  parent;
  char     *title;
  guint     n;
  char    **names;
  double   *scores;
  double   *gradient;
  guint     label;
  int       chosen;
  double    low, high;
  double    largest;
} HillScoreBars;

typedef struct
{
  double   line;
  double   left, right, top, bottom;    /* of the bars' ground */
  double   step, bar;                   /* from bar to bar; of a bar */
  double   arrow;                       /* the longest */
  HillAxis axis;
} Layout;

static HillScoreBars *
get_self (HillPlot *plot)
{
  return (HillScoreBars *) plot;
}

static const HillScoreBars *
get_const_self (const HillPlot *plot)
{
  return (const HillScoreBars *) plot;
}

static double
find_widest_tick (const HillScoreBars *self,
                  HillPen             *pen,
                  const HillAxis      *axis,
                  guint                wanted)
{
  double ticks[HILL_AXIS_MAX_TICKS], widest = 0;
  guint n = hill_axis_get_ticks (axis, wanted, ticks);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = hill_axis_format_tick (axis, ticks, n, i);

      widest = MAX (widest, hill_pen_get_width (pen, text));
    }
  return widest;
}

static guint
count_ticks (const Layout *l)
{
  return (guint) CLAMP ((l->bottom - l->top) / (2.2 * l->line), 2, 7);
}

static void
lay_out (const HillScoreBars *self,
         double               width,
         double               height,
         HillPen             *pen,
         Layout              *l)
{
  *l = (Layout) { .line = hill_pen_get_height (pen) };
  l->top = (self->title != NULL ? 1.7 : 0.4) * l->line;
  l->bottom = MAX (height - 1.5 * l->line, l->top + 1);
  hill_axis_set_range (&l->axis, MIN (self->low, 0), MAX (self->high, 0));
  l->left = MIN (find_widest_tick (self, pen, &l->axis, count_ticks (l)) + 0.8 * l->line, 0.4 * width);
  l->right = MAX (width - 0.4 * l->line, l->left + 1);
  l->arrow = ARROW_SHARE * (l->bottom - l->top);
  l->axis.start = l->bottom - l->arrow;
  l->axis.end = l->top + l->arrow;
  l->step = (l->right - l->left) / MAX (self->n, 1);
  l->bar = MIN (0.62 * l->step, MAX_BAR * l->line);
}

static double
get_middle (const Layout *l,
            guint         i)
{
  return l->left + (i + 0.5) * l->step;
}

static void
draw_ground (const HillScoreBars *self,
             HillPen             *pen,
             const Layout        *l)
{
  double ticks[HILL_AXIS_MAX_TICKS];
  guint n = hill_axis_get_ticks (&l->axis, count_ticks (l), ticks);

  cairo_set_line_width (pen->cr, 1);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = hill_axis_format_tick (&l->axis, ticks, n, i);
      double y = hill_axis_to_place (&l->axis, ticks[i]);
      double snapped = hill_pen_snap (pen, y, 1);

      hill_pen_set_color (pen, ticks[i] == 0 ? pen->style->muted : pen->style->grid);
      cairo_move_to (pen->cr, l->left, snapped);
      cairo_line_to (pen->cr, l->right, snapped);
      cairo_stroke (pen->cr);
      hill_pen_set_color (pen, pen->style->muted);
      hill_pen_write (pen, text, l->left - 0.35 * l->line, y, 1, 0.5, 0);
    }
}

static void
draw_bar (const HillScoreBars *self,
          HillPen             *pen,
          const Layout        *l,
          guint                i)
{
  HillColor color = pen->style->accent;
  double zero = hill_axis_to_place (&l->axis, 0), tip = hill_axis_to_place (&l->axis, self->scores[i]);
  double x = get_middle (l, i) - l->bar / 2, y = MIN (zero, tip), height = MAX (fabs (tip - zero), 1);

  color.alpha = i == self->label ? 0.85 : 0.4;
  hill_pen_set_color (pen, color);
  cairo_rectangle (pen->cr, x, y, l->bar, height);
  cairo_fill (pen->cr);
  if ((int) i != self->chosen)
    return;
  hill_pen_set_color (pen, pen->style->foreground);
  cairo_set_line_width (pen->cr, 1.5);
  cairo_rectangle (pen->cr, x, y, l->bar, height);
  cairo_stroke (pen->cr);
}

static double
get_arrow (const HillScoreBars *self,
           const Layout        *l,
           guint                i)
{
  double share = self->largest > 0 ? self->gradient[i] / self->largest : 0;

  return isfinite (share) ? CLAMP (share, -1, 1) * l->arrow * 0.8 : 0;
}

static void
draw_arrow (const HillScoreBars *self,
            HillPen             *pen,
            const Layout        *l,
            guint                i)
{
  double from = hill_axis_to_place (&l->axis, self->scores[i]), length = get_arrow (self, l, i);
  double x = get_middle (l, i), to = from - length, sign = length > 0 ? 1 : -1;
  double wing = CLAMP (0.22 * l->bar, 2, MIN (0.35 * l->line, MAX (fabs (length) * 0.6, 2)));

  if (fabs (length) < 0.75)
    return;
  hill_pen_set_color (pen, hill_colormap_category (1, pen->style->dark));
  cairo_set_line_width (pen->cr, pen->style->line_width * 1.2);
  cairo_move_to (pen->cr, x, from);
  cairo_line_to (pen->cr, x, to + sign * wing);
  cairo_stroke (pen->cr);
  cairo_move_to (pen->cr, x, to);
  cairo_line_to (pen->cr, x - wing, to + sign * 1.4 * wing);
  cairo_line_to (pen->cr, x + wing, to + sign * 1.4 * wing);
  cairo_close_path (pen->cr);
  cairo_fill (pen->cr);
}

static char *
format_gradient (double gradient)
{
  g_autofree char *text = gradient == round (gradient) ? hill_display_number (gradient, 0) : hill_display_fixed (gradient);

  return g_strconcat (gradient > 0 ? "+" : "", text, NULL);
}

/* Beside the arrow's tip, where there is room for it. */
static void
draw_gradient (const HillScoreBars *self,
               HillPen             *pen,
               const Layout        *l,
               guint                i)
{
  g_autofree char *text = format_gradient (self->gradient[i]);
  double from = hill_axis_to_place (&l->axis, self->scores[i]), length = get_arrow (self, l, i);
  gboolean up = length != 0 ? length > 0 : self->scores[i] >= 0;
  double width;

  hill_pen_set_font (pen, 0.92, FALSE);
  width = hill_pen_get_width (pen, text);
  if (width < l->step * 0.95)
    {
      hill_pen_set_color (pen, pen->style->foreground);
      hill_pen_write (pen, text, get_middle (l, i), from - length + (up ? -2 : 2), 0.5, up ? 1 : 0, 0);
    }
  hill_pen_set_font (pen, 1, FALSE);
}

static void
draw_name (const HillScoreBars *self,
           HillPen             *pen,
           const Layout        *l,
           guint                i)
{
  g_autofree char *text = i == self->label ? g_strconcat ("✓ ", self->names[i], NULL) : g_strdup (self->names[i]);

  if (l->step < 1.6 * l->line && i != self->label && (int) i != self->chosen)
    return;
  hill_pen_set_color (pen, pen->style->foreground);
  hill_pen_write (pen, text, get_middle (l, i), l->bottom + 0.2 * l->line, 0.5, 0, MAX (l->step - 2, 2.5 * l->line));
}

static void
draw (const HillPlot      *plot,
      cairo_t             *cr,
      double               width,
      double               height,
      const HillPlotStyle *style)
{
  const HillScoreBars *self = get_const_self (plot);
  g_auto(HillPen) pen = { 0 };
  Layout l;

  hill_pen_init (&pen, cr, style);
  lay_out (self, width, height, &pen, &l);
  draw_ground (self, &pen, &l);
  for (guint i = 0; i < self->n; i++)
    draw_bar (self, &pen, &l, i);
  for (guint i = 0; i < self->n; i++)
    {
      draw_arrow (self, &pen, &l, i);
      draw_gradient (self, &pen, &l, i);
      draw_name (self, &pen, &l, i);
    }
  if (self->title == NULL)
    return;
  hill_pen_set_font (&pen, 1, TRUE);
  hill_pen_set_color (&pen, style->foreground);
  hill_pen_write (&pen, self->title, l.left, 0.3 * l.line, 0, 0, l.right - l.left);
}

static void
fill_hit (const HillScoreBars *self,
          guint                i,
          double               score,
          HillPlotHit         *hit)
{
  g_autofree char *number = hill_display_number (self->scores[i], 4);
  g_autofree char *gradient = format_gradient (self->gradient[i]);

  hit->series = 0;
  hit->index = (gssize) i;
  hit->x = i;
  hit->y = score;
  g_snprintf (hit->text, sizeof hit->text, _("%s: score %s, gradient %s"), self->names[i], number, gradient);
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
  const HillScoreBars *self = get_const_self (plot);
  g_auto(HillPen) pen = { 0 };
  Layout l;

  hill_pen_init (&pen, NULL, style);
  lay_out (self, width, height, &pen, &l);
  if (self->n == 0 || x < l.left || x >= l.right || y < l.top || y > height)
    return FALSE;
  fill_hit (self, MIN ((guint) ((x - l.left) / l.step), self->n - 1), hill_axis_to_value (&l.axis, y), hit);
  return TRUE;
}

static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  const HillScoreBars *self = get_const_self (plot);
  gssize index = hit->index < 0 ? (gssize) self->label : hit->index + dx;

  if (index < 0 || index >= (gssize) self->n)
    return FALSE;
  fill_hit (self, (guint) index, self->scores[index], hit);
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
  const HillScoreBars *self = get_const_self (plot);
  g_auto(HillPen) pen = { 0 };
  double zero, tip;
  Layout l;

  if (hit->index < 0 || hit->index >= (gssize) self->n)
    return FALSE;
  hill_pen_init (&pen, NULL, style);
  lay_out (self, width, height, &pen, &l);
  zero = hill_axis_to_place (&l.axis, 0);
  tip = hill_axis_to_place (&l.axis, self->scores[hit->index]);
  *place = (cairo_rectangle_t) { get_middle (&l, (guint) hit->index) - l.bar / 2, MIN (zero, tip), l.bar, MAX (fabs (tip - zero), 1) };
  return TRUE;
}

static char *
describe (const HillPlot *plot)
{
  const HillScoreBars *self = get_const_self (plot);
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < self->n; i++)
    {
      g_autofree char *number = hill_display_number (self->scores[i], 4);
      g_autofree char *gradient = format_gradient (self->gradient[i]);

      g_string_append_printf (list, i > 0 ? "; %s %s (%s)" : "%s %s (%s)", self->names[i], number, gradient);
    }
  return g_strdup_printf (_("Scores as bars, the gradient of the loss in parentheses: %s. The true class is %s."), list->str,
                          self->n > 0 ? self->names[self->label] : "–");
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillScoreBars *self = get_const_self (plot);

  hill_csv_append_text (csv, _("class"));
  hill_csv_append_text (csv, _("score"));
  hill_csv_append_text (csv, _("gradient"));
  hill_csv_end_row (csv);
  for (guint i = 0; i < self->n; i++)
    {
      hill_csv_append_text (csv, self->names[i]);
      hill_csv_append_number (csv, self->scores[i]);
      hill_csv_append_number (csv, self->gradient[i]);
      hill_csv_end_row (csv);
    }
}

static void
finalize (HillPlot *plot)
{
  HillScoreBars *self = get_self (plot);

  g_free (self->title);
  g_strfreev (self->names);
  g_free (self->scores);
  g_free (self->gradient);
  g_free (self);
}

static const HillPlotClass klass = { draw, pick, move, locate, describe, append_csv, finalize };

static double
find_largest (const double *values,
              guint         n)
{
  double largest = 0;

  for (guint i = 0; i < n; i++)
    largest = MAX (largest, fabs (values[i]));
  return largest;
}

HillPlot *
hill_score_bars_new (const char         *title,
                     guint               n_classes,
                     const char * const *names,
                     const double       *scores,
                     const double       *gradient,
                     guint               label)
{
  HillScoreBars *self;
  double largest;

  g_return_val_if_fail (n_classes > 0 && names != NULL && scores != NULL && gradient != NULL && label < n_classes, NULL);

  self = g_new0 (HillScoreBars, 1);
  hill_plot_init (&self->parent, &klass);
  self->title = g_strdup (title);
  self->n = n_classes;
  self->names = g_new0 (char *, n_classes + 1);
  for (guint i = 0; i < n_classes; i++)
    self->names[i] = g_strdup (names[i]);
  self->scores = g_memdup2 (scores, n_classes * sizeof *scores);
  self->gradient = g_memdup2 (gradient, n_classes * sizeof *gradient);
  self->label = label;
  self->chosen = -1;
  largest = find_largest (scores, n_classes);
  self->low = -largest;
  self->high = largest;
  self->largest = find_largest (gradient, n_classes);
  return &self->parent;
}

void
hill_score_bars_set_range (HillPlot *plot,
                           double    low,
                           double    high,
                           double    largest_gradient)
{
  HillScoreBars *self = get_self (plot);

  g_return_if_fail (self != NULL);

  self->low = low;
  self->high = high;
  self->largest = largest_gradient;
}

void
hill_score_bars_set_chosen (HillPlot *plot,
                            int       class_index)
{
  g_return_if_fail (plot != NULL);

  get_self (plot)->chosen = class_index;
}
