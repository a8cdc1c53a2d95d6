/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The longest gradient of the cell just fits its pixel; the pixels stand back behind the arrows. */

#include "hill-cell-plot.h"

#include "hill-axis.h"
#include "hill-csv.h"
#include "hill-pen.h"
#include "hill-plot-private.h"
#include "hill-raster.h"

#include <glib/gi18n.h>
#include <math.h>

#define PIXEL_ALPHA 0.55
#define HEAD 0.3                /* of an arrow's length */

typedef struct
{
  HillPlot    parent;
  char       *title;
  guint       n_columns, n_rows;
  guint       left, top;
  guint8     *rgb;
  float      *dx, *dy;
  gboolean    is_signed;
  double      limit;
  int         marked_column, marked_row;
} HillCellPlot;

typedef struct
{
  cairo_rectangle_t place;
  double            edge;       /* of a pixel */
  double            line;
  gboolean          has_title;
} Layout;

static HillCellPlot *
get_self (const HillPlot *plot)
{
  return (HillCellPlot *) plot;
}

double
hill_cell_get_direction (double   dx,
                         double   dy,
                         gboolean is_signed)
{
  double span = is_signed ? 360 : 180;
  double degrees = fmod (atan2 (dy, dx) * 180 / G_PI + 360, span);

  return degrees < span ? degrees : 0;
}

static void
lay_out (const HillCellPlot  *self,
         double               width,
         double               height,
         const HillPlotStyle *style,
         Layout              *l)
{
  cairo_rectangle_t room;

  *l = (Layout) { .line = ceil (style->font_size * 1.25) };
  l->has_title = self->title != NULL && height > 7 * l->line;
  room.x = 0.2 * l->line;
  room.y = l->has_title ? 1.9 * l->line : 0.2 * l->line;
  room.width = MAX (width - 0.4 * l->line, 1);
  room.height = MAX (height - room.y - 0.2 * l->line, 1);
  hill_raster_fit (self->n_columns, self->n_rows, &room, style, &l->place);
  l->edge = l->place.width / self->n_columns;
}

static void
draw_pixel (const HillCellPlot *self,
            HillPen            *pen,
            const Layout       *l,
            guint               column,
            guint               row)
{
  const guint8 *rgb = self->rgb + 3 * ((gsize) row * self->n_columns + column);
  double gap = l->edge > 8 ? 1 / MAX (pen->style->pixel_scale, 1) : 0;

  cairo_set_source_rgba (pen->cr, rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0, PIXEL_ALPHA);
  cairo_rectangle (pen->cr, l->place.x + column * l->edge, l->place.y + row * l->edge, l->edge - gap, l->edge - gap);
  cairo_fill (pen->cr);
}

static void
trace_arrow (cairo_t *cr,
             double   x,
             double   y,
             double   dx,
             double   dy)
{
  double tip_x = x + dx / 2, tip_y = y + dy / 2;

  cairo_move_to (cr, x - dx / 2, y - dy / 2);
  cairo_line_to (cr, tip_x, tip_y);
  cairo_move_to (cr, tip_x - HEAD * dx - 0.6 * HEAD * dy, tip_y - HEAD * dy + 0.6 * HEAD * dx);
  cairo_line_to (cr, tip_x, tip_y);
  cairo_line_to (cr, tip_x - HEAD * dx + 0.6 * HEAD * dy, tip_y - HEAD * dy - 0.6 * HEAD * dx);
}

/* On a rim that parts it from any pixel. */
static void
draw_arrow (const HillCellPlot *self,
            HillPen            *pen,
            const Layout       *l,
            guint               column,
            guint               row)
{
  gsize i = (gsize) row * self->n_columns + column;
  double length = 0.88 * l->edge / self->limit, dx = self->dx[i] * length, dy = self->dy[i] * length;
  double x = l->place.x + (column + 0.5) * l->edge, y = l->place.y + (row + 0.5) * l->edge;
  HillColor rim = pen->style->dark ? (HillColor) { 0.05, 0.05, 0.06, 0.9 } : (HillColor) { 1, 1, 1, 0.9 };

  if (!(hypot (dx, dy) > 0.5))
    {
      hill_pen_set_color (pen, pen->style->muted);
      cairo_arc (pen->cr, x, y, MIN (1.2, 0.2 * l->edge), 0, 2 * G_PI);
      cairo_fill (pen->cr);
      return;
    }
  cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
  trace_arrow (pen->cr, x, y, dx, dy);
  hill_pen_set_color (pen, rim);
  cairo_set_line_width (pen->cr, 3.4);
  cairo_stroke_preserve (pen->cr);
  hill_pen_set_color (pen, pen->style->foreground);
  cairo_set_line_width (pen->cr, 1.4);
  cairo_stroke (pen->cr);
}

static void
draw_mark (const HillCellPlot *self,
           HillPen            *pen,
           const Layout       *l)
{
  if (self->marked_row < 0)
    return;
  hill_pen_set_color (pen, hill_plot_style_get_mark (pen->style));
  cairo_set_line_width (pen->cr, 2.5);
  cairo_rectangle (pen->cr, l->place.x + self->marked_column * l->edge, l->place.y + self->marked_row * l->edge, l->edge, l->edge);
  cairo_stroke (pen->cr);
}

static void
draw (const HillPlot      *plot,
      cairo_t             *cr,
      double               width,
      double               height,
      const HillPlotStyle *style)
{
  const HillCellPlot *self = get_self (plot);
  g_auto(HillPen) pen = { 0 };
  Layout l;

  hill_pen_init (&pen, cr, style);
  lay_out (self, width, height, style, &l);
  for (guint y = 0; y < self->n_rows; y++)
    for (guint x = 0; x < self->n_columns; x++)
      draw_pixel (self, &pen, &l, x, y);
  for (guint y = 0; y < self->n_rows; y++)
    for (guint x = 0; x < self->n_columns; x++)
      draw_arrow (self, &pen, &l, x, y);
  draw_mark (self, &pen, &l);
  if (l.has_title)
    hill_pen_write_title (&pen, self->title, width);
}

static void
set_hit (const HillCellPlot *self,
         guint               column,
         guint               row,
         HillPlotHit        *hit)
{
  gsize i = (gsize) row * self->n_columns + column;
  double dx = self->dx[i], dy = self->dy[i];
  g_autofree char *text = NULL;

  hit->series = (int) row;
  hit->index = (gssize) column;
  hit->x = column;
  hit->y = row;
  if (hypot (dx, dy) > 0)
    /* Translators: column and row of a pixel, its gradient to the right and downwards, its length and its direction */
    text = g_strdup_printf (_("Pixel (%u, %u): gx = %.4g, gy = %.4g; magnitude %.4g, direction %.1f°"), self->left + column + 1,
                            self->top + row + 1, dx, dy, hypot (dx, dy), hill_cell_get_direction (dx, dy, self->is_signed));
  else
    text = g_strdup_printf (_("Pixel (%u, %u): no gradient, and no vote"), self->left + column + 1, self->top + row + 1);
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
  const HillCellPlot *self = get_self (plot);
  double column, row;
  Layout l;

  lay_out (self, width, height, style, &l);
  column = floor ((x - l.place.x) / l.edge);
  row = floor ((y - l.place.y) / l.edge);
  if (column < 0 || row < 0 || column >= self->n_columns || row >= self->n_rows)
    return FALSE;
  set_hit (self, (guint) column, (guint) row, hit);
  return TRUE;
}

static gboolean
move (const HillPlot *plot,
      HillPlotHit    *hit,
      int             dx,
      int             dy)
{
  const HillCellPlot *self = get_self (plot);
  int row = hit->series < 0 ? 0 : hit->series + dy;
  int column = hit->series < 0 ? 0 : (int) hit->index + dx;

  if (row < 0 || column < 0 || (guint) row >= self->n_rows || (guint) column >= self->n_columns)
    return FALSE;
  set_hit (self, (guint) column, (guint) row, hit);
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
  const HillCellPlot *self = get_self (plot);
  Layout l;

  if (hit->series < 0 || hit->index < 0 || (guint) hit->series >= self->n_rows || hit->index >= self->n_columns)
    return FALSE;
  lay_out (self, width, height, style, &l);
  *place = (cairo_rectangle_t) { l.place.x + hit->index * l.edge, l.place.y + hit->series * l.edge, l.edge, l.edge };
  return TRUE;
}

static char *
describe (const HillPlot *plot)
{
  const HillCellPlot *self = get_self (plot);
  g_autofree char *limit = hill_format_number (self->limit);

  return g_strdup_printf (_("The gradients of %u × %u pixels as arrows; the longest is %s."), self->n_columns, self->n_rows, limit);
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillCellPlot *self = get_self (plot);
  const char *names[] = { _("column"), _("row"), "gx", "gy" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    hill_csv_append_text (csv, names[i]);
  hill_csv_end_row (csv);
  for (guint y = 0; y < self->n_rows; y++)
    for (guint x = 0; x < self->n_columns; x++)
      {
        hill_csv_append_number (csv, self->left + x + 1);
        hill_csv_append_number (csv, self->top + y + 1);
        hill_csv_append_number (csv, self->dx[(gsize) y * self->n_columns + x]);
        hill_csv_append_number (csv, self->dy[(gsize) y * self->n_columns + x]);
        hill_csv_end_row (csv);
      }
}

static void
finalize (HillPlot *plot)
{
  HillCellPlot *self = get_self (plot);

  g_free (self->title);
  g_free (self->rgb);
  g_free (self->dx);
  g_free (self->dy);
  g_free (self);
}

static const HillPlotClass cell_plot_class =
{
  draw, pick, move, locate, describe, append_csv, finalize
};

HillPlot *
hill_cell_plot_new (const char           *title,
                    const HillCellPixels *pixels)
{
  gsize n = (gsize) pixels->n_columns * pixels->n_rows;
  HillCellPlot *self;

  g_return_val_if_fail (n > 0, NULL);

  self = g_new0 (HillCellPlot, 1);
  hill_plot_init (&self->parent, &cell_plot_class);
  self->title = g_strdup (title);
  self->n_columns = pixels->n_columns;
  self->n_rows = pixels->n_rows;
  self->left = pixels->left;
  self->top = pixels->top;
  self->rgb = g_memdup2 (pixels->rgb, 3 * n);
  self->dx = g_memdup2 (pixels->dx, n * sizeof *pixels->dx);
  self->dy = g_memdup2 (pixels->dy, n * sizeof *pixels->dy);
  self->is_signed = pixels->is_signed;
  for (gsize i = 0; i < n; i++)
    if (isfinite (self->dx[i]) && isfinite (self->dy[i]))
      self->limit = MAX (self->limit, hypot (self->dx[i], self->dy[i]));
    else
      self->dx[i] = self->dy[i] = 0;
  if (!(self->limit > 0))
    self->limit = 1;
  self->marked_column = self->marked_row = -1;
  return &self->parent;
}

void
hill_cell_plot_set_marked (HillPlot *plot,
                           int       column,
                           int       row)
{
  HillCellPlot *self = get_self (plot);
  gboolean valid = row >= 0 && column >= 0 && (guint) row < self->n_rows && (guint) column < self->n_columns;

  self->marked_column = valid ? column : -1;
  self->marked_row = valid ? row : -1;
}
