/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A table of cells, wider than high where numbers need the room.  The shade is the share of the row, so that rare classes are read as easily as frequent ones; the number is
 * the count itself. */

#include "hill-confusion-plot.h"

#include "hill-colormap.h"
#include "hill-csv.h"
#include "hill-pen.h"
#include "hill-plot-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define MAX_NUMBERED 20
#define MAX_ASPECT 2.2

typedef struct
{
  HillPlot  parent;
  char     *title;
  guint64  *counts;
  guint64  *row_sums;
  guint     n;
  char    **names;
  int       selected_row, selected_column;
} HillConfusionPlot;

typedef struct
{
  double   left, top;
  double   column, row;         /* size of a cell */
  double   line;
  double   label_width;         /* of the names at the left */
  double   label_height;        /* of the names above */
  gboolean has_labels, upright; /* names above stand on their side */
  gboolean has_axes;
} Layout;

static HillConfusionPlot *
get_self (const HillPlot *plot)
{
  return (HillConfusionPlot *) plot;
}

static double
find_widest_name (const HillConfusionPlot *self,
                  HillPen                 *pen)
{
  double widest = 0;

  for (guint i = 0; i < self->n; i++)
    widest = MAX (widest, hill_pen_get_width (pen, self->names[i]));
  return widest;
}

/* Whole device pixels, unless cells are so small that the rounding would show. */
static double
snap_size (HillPen *pen,
           double   size)
{
  double scale = pen->style->pixel_scale;

  return scale > 0 && size * scale >= 4 ? floor (size * scale) / scale : size;
}

static void
lay_out (const HillConfusionPlot *self,
         double                   width,
         double                   height,
         HillPen                 *pen,
         Layout                  *l)
{
  double widest, title, room_width, room_height;

  *l = (Layout) { .line = hill_pen_get_height (pen) };
  l->has_labels = width > 14 * l->line && height > 12 * l->line;
  l->has_axes = l->has_labels && width > 18 * l->line && height > 19 * l->line;
  title = self->title != NULL && l->has_labels ? 1.9 * l->line : 0.3 * l->line;
  room_width = width - 0.6 * l->line;
  room_height = height - title - 0.3 * l->line;
  if (l->has_labels)
    {
      widest = MIN (find_widest_name (self, pen), 0.26 * MIN (width, height));
      l->label_width = widest + 0.5 * l->line;
      room_width -= l->label_width + (l->has_axes ? 1.3 * l->line : 0);
      room_height -= (l->has_axes ? 1.3 * l->line : 0);
      l->upright = widest + 4 > MIN (room_width, room_height - 1.5 * l->line) / MAX (self->n, 1);
      l->label_height = (l->upright ? widest : l->line) + 0.4 * l->line;
      room_height -= l->label_height;
    }
  l->row = MAX (MIN (room_width, room_height) / MAX (self->n, 1), 0.01);
  l->column = CLAMP (room_width / MAX (self->n, 1), l->row, MIN (MAX_ASPECT * l->row, MAX (3 * l->line, l->row)));
  l->row = snap_size (pen, l->row);
  l->column = snap_size (pen, l->column);
  /* Centred with its labels. */
  l->left = (width - room_width) + (room_width - l->column * self->n) / 2 - 0.3 * l->line;
  l->top = (height - 0.3 * l->line - room_height) + (room_height - l->row * self->n) / 2;
  if (pen->style->pixel_scale > 0)
    {
      l->left = round (l->left * pen->style->pixel_scale) / pen->style->pixel_scale;
      l->top = round (l->top * pen->style->pixel_scale) / pen->style->pixel_scale;
    }
}

static double
get_share (const HillConfusionPlot *self,
           guint                    row,
           guint                    column)
{
  return self->row_sums[row] > 0 ? (double) self->counts[(gsize) row * self->n + column] / (double) self->row_sums[row] : 0;
}

static void
draw_cells (const HillConfusionPlot *self,
            HillPen                 *pen,
            const Layout            *l)
{
  double gap = l->row >= 12 ? 1 / MAX (pen->style->pixel_scale, 1) : 0;

  for (guint i = 0; i < self->n; i++)
    for (guint j = 0; j < self->n; j++)
      {
        /* The root brings out the small shares, which are what one looks for. */
        hill_pen_set_color (pen, hill_colormap_sequential (sqrt (get_share (self, i, j)), pen->style->dark));
        cairo_rectangle (pen->cr, l->left + j * l->column, l->top + i * l->row, l->column - gap, l->row - gap);
        cairo_fill (pen->cr);
      }
  hill_pen_set_color (pen, pen->style->muted);
  cairo_set_line_width (pen->cr, 1);
  cairo_rectangle (pen->cr, hill_pen_snap (pen, l->left, 1) - 1, hill_pen_snap (pen, l->top, 1) - 1,
                   l->column * self->n + 1, l->row * self->n + 1);
  cairo_stroke (pen->cr);
}

static void
draw_numbers (const HillConfusionPlot *self,
              HillPen                 *pen,
              const Layout            *l)
{
  guint64 highest = 1;
  g_autofree char *widest = NULL;
  double scale;

  for (gsize i = 0; i < (gsize) self->n * self->n; i++)
    highest = MAX (highest, self->counts[i]);
  widest = g_strdup_printf ("%" G_GUINT64_FORMAT, highest);
  hill_pen_set_font (pen, 1, FALSE);
  scale = MIN (1, (l->column - 4) / hill_pen_get_width (pen, widest));
  scale = MIN (scale, (l->row - 2) / l->line);
  if (self->n > MAX_NUMBERED || scale < 0.55)
    return;

  hill_pen_set_font (pen, scale, FALSE);
  for (guint i = 0; i < self->n; i++)
    for (guint j = 0; j < self->n; j++)
      {
        guint64 count = self->counts[(gsize) i * self->n + j];
        g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, count);
        HillColor ground = hill_colormap_sequential (sqrt (get_share (self, i, j)), pen->style->dark);
        HillColor ink = hill_color_get_ink (ground);

        if (count == 0)
          continue;
        hill_pen_set_color (pen, ink);
        hill_pen_write (pen, text, l->left + (j + 0.5) * l->column, l->top + (i + 0.5) * l->row, 0.5, 0.5, 0);
      }
  hill_pen_set_font (pen, 1, FALSE);
}

static void
draw_names (const HillConfusionPlot *self,
            HillPen                 *pen,
            const Layout            *l)
{
  guint every_row = MAX ((guint) ceil (l->line * 0.95 / l->row), 1);
  guint every_column = MAX ((guint) ceil (l->line * 0.95 / l->column), 1);

  hill_pen_set_color (pen, pen->style->foreground);
  for (guint i = 0; i < self->n; i += every_row)
    hill_pen_write (pen, self->names[i], l->left - 0.35 * l->line, l->top + (i + 0.5) * l->row, 1, 0.5, l->label_width - 0.35 * l->line);
  for (guint j = 0; j < self->n; j += every_column)
    {
      double middle = l->left + (j + 0.5) * l->column;

      if (l->upright)
        hill_pen_write_up (pen, self->names[j], middle, l->top - 0.25 * l->line, 0, 0.5, l->label_height - 0.3 * l->line);
      else
        hill_pen_write (pen, self->names[j], middle, l->top - 0.2 * l->line, 0.5, 1, l->column);
    }
}

static void
draw_axis_names (const HillConfusionPlot *self,
                 HillPen                 *pen,
                 const Layout            *l)
{
  double width = l->column * self->n;
  double height = l->row * self->n;

  hill_pen_set_color (pen, pen->style->muted);
  hill_pen_write (pen, _("predicted class"), l->left + width / 2, l->top - l->label_height - 0.1 * l->line, 0.5, 1, width);
  hill_pen_write_up (pen, _("true class"), l->left - l->label_width - 0.1 * l->line, l->top + height / 2, 0.5, 1, height);
}

static void
draw (const HillPlot      *plot,
      cairo_t             *cr,
      double               width,
      double               height,
      const HillPlotStyle *style)
{
  const HillConfusionPlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  Layout l;

  if (self->n == 0)
    return;
  hill_pen_init (&pen, cr, style);
  lay_out (self, width, height, &pen, &l);
  draw_cells (self, &pen, &l);
  draw_numbers (self, &pen, &l);
  if (l.has_labels)
    draw_names (self, &pen, &l);
  if (l.has_axes)
    draw_axis_names (self, &pen, &l);
  if (self->title != NULL && l.has_labels)
    {
      hill_pen_set_font (&pen, 1.1, TRUE);
      hill_pen_set_color (&pen, style->foreground);
      hill_pen_write (&pen, self->title, width / 2, 0.4 * l.line, 0.5, 0, width - l.line);
    }
  if (self->selected_row < 0)
    return;
  hill_pen_set_color (&pen, style->accent);
  cairo_set_line_width (cr, 2);
  cairo_rectangle (cr, l.left + self->selected_column * l.column, l.top + self->selected_row * l.row, l.column, l.row);
  cairo_stroke (cr);
}

static void
set_hit (const HillConfusionPlot *self,
         guint                    row,
         guint                    column,
         HillPlotHit             *hit)
{
  unsigned long long count = self->counts[(gsize) row * self->n + column];
  g_autofree char *text = NULL;
  const char *end;

  hit->series = (int) row;
  hit->index = (gssize) column;
  hit->x = column;
  hit->y = row;
  if (row == column)
    /* Translators: how many, of how many, class */
    text = g_strdup_printf (_("%llu of %llu “%s” recognised (%.1f %%)"),
                            count, (unsigned long long) self->row_sums[row], self->names[row], 100 * get_share (self, row, column));
  else
    /* Translators: how many, of how many, true class, predicted class */
    text = g_strdup_printf (_("%llu of %llu “%s” taken for “%s” (%.1f %%)"),
                            count, (unsigned long long) self->row_sums[row], self->names[row], self->names[column],
                            100 * get_share (self, row, column));
  g_strlcpy (hit->text, text, sizeof hit->text);
  if (!g_utf8_validate (hit->text, -1, &end))
    hit->text[end - hit->text] = '\0';
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
  const HillConfusionPlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  Layout l;
  double row, column;

  if (self->n == 0)
    return FALSE;
  hill_pen_init (&pen, NULL, style);
  lay_out (self, width, height, &pen, &l);
  row = floor ((y - l.top) / l.row);
  column = floor ((x - l.left) / l.column);
  if (row < 0 || column < 0 || row >= self->n || column >= self->n)
    return FALSE;
  set_hit (self, (guint) row, (guint) column, hit);
  return TRUE;
}

static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  const HillConfusionPlot *self = get_self (plot);
  int row = hit->series < 0 ? 0 : hit->series + dy;
  int column = hit->series < 0 ? 0 : (int) hit->index + dx;

  if (row < 0 || column < 0 || (guint) row >= self->n || (guint) column >= self->n)
    return FALSE;
  set_hit (self, (guint) row, (guint) column, hit);
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
  const HillConfusionPlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  Layout l;

  if (hit->series < 0 || (guint) hit->series >= self->n || hit->index < 0 || (guint) hit->index >= self->n)
    return FALSE;
  hill_pen_init (&pen, NULL, style);
  lay_out (self, width, height, &pen, &l);
  *place = (cairo_rectangle_t) { l.left + hit->index * l.column, l.top + hit->series * l.row, l.column, l.row };
  return TRUE;
}

static char *
describe (const HillPlot *plot)
{
  const HillConfusionPlot *self = get_self (plot);
  guint64 right = 0, all = 0, worst = 0;
  guint worst_row = 0, worst_column = 0;
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->n; i++)
    for (guint j = 0; j < self->n; j++)
      {
        guint64 count = self->counts[(gsize) i * self->n + j];

        all += count;
        if (i == j)
          right += count;
        else if (count > worst)
          {
            worst = count;
            worst_row = i;
            worst_column = j;
          }
      }
  g_string_printf (text, _("Confusion matrix of %u classes: %llu of %llu examples are recognised."),
                   self->n, (unsigned long long) right, (unsigned long long) all);
  if (worst > 0)
    g_string_append_printf (text, _(" Most often “%s” is taken for “%s”, %llu times."),
                            self->names[worst_row], self->names[worst_column], (unsigned long long) worst);
  return g_strdup (text->str);
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillConfusionPlot *self = get_self (plot);

  hill_csv_append_text (csv, _("true class"));
  for (guint j = 0; j < self->n; j++)
    hill_csv_append_text (csv, self->names[j]);
  hill_csv_end_row (csv);
  for (guint i = 0; i < self->n; i++)
    {
      hill_csv_append_text (csv, self->names[i]);
      for (guint j = 0; j < self->n; j++)
        hill_csv_append_number (csv, (double) self->counts[(gsize) i * self->n + j]);
      hill_csv_end_row (csv);
    }
}

static void
finalize (HillPlot *plot)
{
  HillConfusionPlot *self = get_self (plot);

  g_strfreev (self->names);
  g_free (self->counts);
  g_free (self->row_sums);
  g_free (self->title);
  g_free (self);
}

static const HillPlotClass confusion_plot_class =
{
  draw, pick, move, locate, describe, append_csv, finalize
};

HillPlot *
hill_confusion_plot_new (const char         *title,
                         const guint64      *counts,
                         guint               n_classes,
                         const char * const *class_names)
{
  HillConfusionPlot *self;

  g_return_val_if_fail (counts != NULL && class_names != NULL, NULL);

  self = g_new0 (HillConfusionPlot, 1);
  hill_plot_init (&self->parent, &confusion_plot_class);
  self->title = g_strdup (title);
  self->n = n_classes;
  self->counts = g_memdup2 (counts, (gsize) n_classes * n_classes * sizeof *counts);
  self->row_sums = g_new0 (guint64, MAX (n_classes, 1));
  self->names = g_new0 (char *, n_classes + 1);
  for (guint i = 0; i < n_classes; i++)
    {
      self->names[i] = g_strdup (class_names[i]);
      for (guint j = 0; j < n_classes; j++)
        self->row_sums[i] += counts[(gsize) i * n_classes + j];
    }
  self->selected_row = self->selected_column = -1;
  return &self->parent;
}

void
hill_confusion_plot_set_selected (HillPlot *plot,
                                  int       true_class,
                                  int       predicted_class)
{
  HillConfusionPlot *self = get_self (plot);
  gboolean valid = true_class >= 0 && (guint) true_class < self->n && predicted_class >= 0 && (guint) predicted_class < self->n;

  self->selected_row = valid ? true_class : -1;
  self->selected_column = valid ? predicted_class : -1;
}
