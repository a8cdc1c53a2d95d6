/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Where there are more numbers than room, a bar is the largest of those that fall into it; a part that is lit up is always wide enough
 * to be seen. */

#include "hill-vector-plot.h"

#include "hill-axis.h"
#include "hill-csv.h"
#include "hill-pen.h"
#include "hill-plot-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define MIN_PART 3.0

typedef struct
{
  gsize start, length;
} Part;

typedef struct
{
  HillPlot        parent;
  char           *label;
  float          *values;
  gsize           n;
  double          low, high;
  GArray         *parts;        /* of Part */
  HillVectorName  name;
  gsize           stride;
  gpointer        data;
  GDestroyNotify  free_data;
} HillVectorPlot;

typedef struct
{
  double   left, right, top, bottom;
  double   line;
  gboolean has_labels;
} Layout;

static HillVectorPlot *
get_self (const HillPlot *plot)
{
  return (HillVectorPlot *) plot;
}

static void
lay_out (double               width,
         double               height,
         const HillPlotStyle *style,
         Layout              *l)
{
  *l = (Layout) { .line = ceil (style->font_size * 1.25) };
  l->has_labels = height > 2.4 * l->line && width > 8 * l->line;
  l->left = 0.5 * l->line;
  l->right = MAX (width - 0.5 * l->line, l->left + 1);
  l->top = 0.3 * l->line;
  l->bottom = MAX (height - (l->has_labels ? 1.5 * l->line : 1), l->top + 1);
}

static double
to_x (const HillVectorPlot *self,
      const Layout         *l,
      double                index)
{
  return l->left + (l->right - l->left) * index / MAX (self->n, 1);
}

static double
to_y (const HillVectorPlot *self,
      const Layout         *l,
      double                value)
{
  return l->bottom - (l->bottom - l->top) * (value - self->low) / (self->high - self->low);
}

static gboolean
is_lit (const HillVectorPlot *self,
        gsize                 start,
        gsize                 end)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = &g_array_index (self->parts, Part, i);

      if (start < part->start + part->length && end > part->start)
        return TRUE;
    }
  return FALSE;
}

static void
draw_parts (const HillVectorPlot *self,
            HillPen              *pen,
            const Layout         *l)
{
  HillColor color = hill_plot_style_get_mark (pen->style);

  color.alpha = 0.25;
  hill_pen_set_color (pen, color);
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = &g_array_index (self->parts, Part, i);
      double x = to_x (self, l, part->start), width = to_x (self, l, part->start + part->length) - x;

      cairo_rectangle (pen->cr, x - MAX (MIN_PART - width, 0) / 2, l->top - 0.2 * l->line, MAX (width, MIN_PART),
                       l->bottom - l->top + 0.4 * l->line);
      cairo_fill (pen->cr);
    }
}

/* The value that lies farthest from zero. */
static double
find_peak (const HillVectorPlot *self,
           gsize                 start,
           gsize                 end)
{
  double peak = 0;

  for (gsize i = start; i < end; i++)
    if (isfinite (self->values[i]) && fabs (self->values[i]) > fabs (peak))
      peak = self->values[i];
  return peak;
}

static void
draw_bars (const HillVectorPlot *self,
           HillPen              *pen,
           const Layout         *l)
{
  double unit = 1 / MAX (pen->style->pixel_scale, 1);
  gsize n = MIN (self->n, (gsize) MAX ((l->right - l->left) / unit, 1));
  double zero = to_y (self, l, 0);

  for (gsize i = 0; i < n; i++)
    {
      gsize start = i * self->n / n, end = (i + 1) * self->n / n;
      double x = to_x (self, l, start), width = to_x (self, l, end) - x, y = to_y (self, l, find_peak (self, start, end));

      hill_pen_set_color (pen, is_lit (self, start, end) ? hill_plot_style_get_mark (pen->style) : pen->style->muted);
      cairo_rectangle (pen->cr, x, MIN (y, zero), width > 3 * unit ? width - unit : width, fabs (y - zero));
      cairo_fill (pen->cr);
    }
  hill_pen_set_color (pen, pen->style->muted);
  cairo_set_line_width (pen->cr, 1);
  cairo_move_to (pen->cr, l->left, hill_pen_snap (pen, zero, 1));
  cairo_line_to (pen->cr, l->right, hill_pen_snap (pen, zero, 1));
  cairo_stroke (pen->cr);
}

static void
draw (const HillPlot      *plot,
      cairo_t             *cr,
      double               width,
      double               height,
      const HillPlotStyle *style)
{
  const HillVectorPlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  g_autofree char *last = g_strdup_printf ("%zu", self->n);
  Layout l;

  if (self->n == 0)
    return;
  hill_pen_init (&pen, cr, style);
  lay_out (width, height, style, &l);
  draw_parts (self, &pen, &l);
  draw_bars (self, &pen, &l);
  if (!l.has_labels)
    return;
  hill_pen_set_color (&pen, style->muted);
  hill_pen_write (&pen, "1", l.left, l.bottom + 0.25 * l.line, 0, 0, 0);
  hill_pen_write (&pen, last, l.right, l.bottom + 0.25 * l.line, 1, 0, 0);
  hill_pen_write (&pen, self->label, (l.left + l.right) / 2, l.bottom + 0.25 * l.line, 0.5, 0, l.right - l.left - 6 * l.line);
}

static void
set_hit (const HillVectorPlot *self,
         gsize                 index,
         HillPlotHit          *hit)
{
  g_autofree char *number = hill_format_number (self->values[index]);
  g_autofree char *name = self->name != NULL ? self->name (self->data, index) : NULL;
  /* Translators: the place of a number in a vector, and the number */
  g_autofree char *text = name != NULL ? g_strdup_printf (_("Number %zu, %s: %s"), index + 1, name, number)
                                       : g_strdup_printf (_("Number %zu: %s"), index + 1, number);

  hit->series = 0;
  hit->index = (gssize) index;
  hit->x = (double) index;
  hit->y = self->values[index];
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
  const HillVectorPlot *self = get_self (plot);
  Layout l;

  lay_out (width, height, style, &l);
  if (self->n == 0 || x < l.left || x >= l.right || y < l.top - 0.3 * l.line || y > l.bottom + 0.3 * l.line)
    return FALSE;
  set_hit (self, MIN ((gsize) ((x - l.left) / (l.right - l.left) * self->n), self->n - 1), hit);
  return TRUE;
}

static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  const HillVectorPlot *self = get_self (plot);
  double index = hit->index < 0 ? 0 : (double) hit->index + dx + (double) dy * self->stride;

  if (index < 0 || index >= self->n)
    return FALSE;
  set_hit (self, (gsize) index, hit);
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
  const HillVectorPlot *self = get_self (plot);
  double size;
  Layout l;

  if (hit->index < 0 || (gsize) hit->index >= self->n)
    return FALSE;
  lay_out (width, height, style, &l);
  size = MAX ((l.right - l.left) / self->n, MIN_PART);
  *place = (cairo_rectangle_t) { to_x (self, &l, hit->index + 0.5) - size / 2, l.top, size, l.bottom - l.top };
  return TRUE;
}

static char *
describe (const HillPlot *plot)
{
  const HillVectorPlot *self = get_self (plot);

  return g_strdup_printf (ngettext ("The feature vector: %zu number.", "The feature vector: %zu numbers.", self->n), self->n);
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillVectorPlot *self = get_self (plot);

  hill_csv_append_text (csv, _("number"));
  hill_csv_append_text (csv, _("meaning"));
  hill_csv_append_text (csv, _("value"));
  hill_csv_end_row (csv);
  for (gsize i = 0; i < self->n; i++)
    {
      g_autofree char *name = self->name != NULL ? self->name (self->data, i) : NULL;

      hill_csv_append_number (csv, (double) (i + 1));
      hill_csv_append_text (csv, name != NULL ? name : "");
      hill_csv_append_number (csv, self->values[i]);
      hill_csv_end_row (csv);
    }
}

static void
finalize (HillPlot *plot)
{
  HillVectorPlot *self = get_self (plot);

  if (self->free_data != NULL)
    self->free_data (self->data);
  g_array_unref (self->parts);
  g_free (self->values);
  g_free (self->label);
  g_free (self);
}

static const HillPlotClass vector_plot_class =
{
  draw, pick, move, locate, describe, append_csv, finalize
};

HillPlot *
hill_vector_plot_new (const char  *label,
                      const float *values,
                      gsize        n_values)
{
  HillVectorPlot *self;

  g_return_val_if_fail (values != NULL || n_values == 0, NULL);

  self = g_new0 (HillVectorPlot, 1);
  hill_plot_init (&self->parent, &vector_plot_class);
  self->label = g_strdup (label);
  self->values = g_memdup2 (values, n_values * sizeof *values);
  self->n = n_values;
  self->stride = 1;
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  for (gsize i = 0; i < n_values; i++)
    if (isfinite (values[i]))
      {
        self->low = MIN (self->low, values[i]);
        self->high = MAX (self->high, values[i]);
      }
  if (self->low == self->high)
    self->high = 1;
  return &self->parent;
}

void
hill_vector_plot_add_part (HillPlot *plot,
                           gsize     start,
                           gsize     length)
{
  HillVectorPlot *self = get_self (plot);
  Part part = { start, length };

  if (start < self->n && length <= self->n - start)
    g_array_append_val (self->parts, part);
}

void
hill_vector_plot_set_names (HillPlot       *plot,
                            HillVectorName  name,
                            gsize           stride,
                            gpointer        data,
                            GDestroyNotify  free_data)
{
  HillVectorPlot *self = get_self (plot);

  if (self->free_data != NULL)
    self->free_data (self->data);
  self->name = name;
  self->stride = MAX (stride, 1);
  self->data = data;
  self->free_data = free_data;
}
