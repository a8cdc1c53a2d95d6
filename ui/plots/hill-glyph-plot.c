/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The image fills the room; the cells lie over it from its top left corner, and pixels beyond the last whole cell stay bare. */

#include "hill-glyph-plot.h"

#include "hill-axis.h"
#include "hill-colormap.h"
#include "hill-csv.h"
#include "hill-glyph-draw.h"
#include "hill-pen.h"
#include "hill-plot-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define GRID_EDGE 12.0          /* cells from this size on are parted by lines, in units */

typedef struct
{
  HillPlot      parent;
  char         *title;
  HillGlyphGrid grid;
  float        *values;
  HillRaster   *image;
  double        opacity;
  double        limit;
  gboolean      along_gradient;
  int           row, column;
} HillGlyphPlot;

typedef struct
{
  cairo_rectangle_t place;      /* of the image */
  double            cell;
  double            line;
  gboolean          has_title;
} Layout;

static HillGlyphPlot *
get_self (const HillPlot *plot)
{
  return (HillGlyphPlot *) plot;
}

static gsize
get_n_values (const HillGlyphGrid *grid)
{
  return (gsize) grid->n_rows * grid->n_columns * grid->n_bins;
}

static void
lay_out (const HillGlyphPlot *self,
         double               width,
         double               height,
         const HillPlotStyle *style,
         Layout              *l)
{
  guint image_width = self->image != NULL ? self->image->width : MAX (self->grid.n_columns * self->grid.cell, 1);
  guint image_height = self->image != NULL ? self->image->height : MAX (self->grid.n_rows * self->grid.cell, 1);
  cairo_rectangle_t room;

  *l = (Layout) { .line = ceil (style->font_size * 1.25) };
  l->has_title = self->title != NULL && height > 7 * l->line;
  room.x = 0.2 * l->line;
  room.y = l->has_title ? 1.9 * l->line : 0.2 * l->line;
  room.width = MAX (width - 0.4 * l->line, 1);
  room.height = MAX (height - room.y - 0.2 * l->line, 1);
  hill_raster_fit (image_width, image_height, &room, style, &l->place);
  l->cell = l->place.width / image_width * self->grid.cell;
}

static void
draw_grid (const HillGlyphPlot *self,
           HillPen             *pen,
           const Layout        *l)
{
  double right = l->place.x + l->cell * self->grid.n_columns, bottom = l->place.y + l->cell * self->grid.n_rows;

  hill_pen_set_color (pen, pen->style->grid);
  cairo_set_line_width (pen->cr, 1);
  for (guint j = 0; j <= self->grid.n_columns; j++)
    {
      double x = hill_pen_snap (pen, l->place.x + j * l->cell, 1);

      cairo_move_to (pen->cr, x, l->place.y);
      cairo_line_to (pen->cr, x, bottom);
    }
  for (guint i = 0; i <= self->grid.n_rows; i++)
    {
      double y = hill_pen_snap (pen, l->place.y + i * l->cell, 1);

      cairo_move_to (pen->cr, l->place.x, y);
      cairo_line_to (pen->cr, right, y);
    }
  cairo_stroke (pen->cr);
}

static void
draw_selected (const HillGlyphPlot *self,
               HillPen             *pen,
               const Layout        *l)
{
  if (self->row < 0)
    return;
  cairo_rectangle (pen->cr, l->place.x + self->column * l->cell, l->place.y + self->row * l->cell, l->cell, l->cell);
  hill_pen_set_color (pen, pen->style->dark ? (HillColor) { 0, 0, 0, 0.8 } : (HillColor) { 1, 1, 1, 0.9 });
  cairo_set_line_width (pen->cr, 4);
  cairo_stroke_preserve (pen->cr);
  hill_pen_set_color (pen, hill_plot_style_get_mark (pen->style));
  cairo_set_line_width (pen->cr, 2);
  cairo_stroke (pen->cr);
}

static gboolean
has_negative (const HillGlyphPlot *self)
{
  for (gsize i = 0; i < get_n_values (&self->grid); i++)
    if (self->values[i] < 0)
      return TRUE;
  return FALSE;
}

static void
draw (const HillPlot      *plot,
      cairo_t             *cr,
      double               width,
      double               height,
      const HillPlotStyle *style)
{
  const HillGlyphPlot *self = get_self (plot);
  HillGlyphs glyphs = { .grid = self->grid, .values = self->values, .limit = self->limit, .along_gradient = self->along_gradient };
  g_auto(HillPen) pen = { 0 };
  Layout l;

  hill_pen_init (&pen, cr, style);
  lay_out (self, width, height, style, &l);
  if (self->image != NULL)
    hill_raster_draw (self->image, cr, &l.place, style, self->opacity);
  if (l.cell >= GRID_EDGE)
    draw_grid (self, &pen, &l);
  glyphs.positive = has_negative (self) ? hill_colormap_diverging (0.9, style->dark) : style->foreground;
  glyphs.negative = hill_colormap_diverging (-0.9, style->dark);
  hill_glyphs_draw (&glyphs, cr, l.place.x, l.place.y, l.cell, style);
  draw_selected (self, &pen, &l);
  if (l.has_title)
    hill_pen_write_title (&pen, self->title, width);
}

/* The cell, and the direction that it has most of. */
static void
set_hit (const HillGlyphPlot *self,
         guint                row,
         guint                column,
         HillPlotHit         *hit)
{
  const float *bins = self->values + ((gsize) row * self->grid.n_columns + column) * self->grid.n_bins;
  double width = (self->grid.is_signed ? 360.0 : 180.0) / self->grid.n_bins;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  guint best = 0;

  for (guint b = 1; b < self->grid.n_bins; b++)
    if (fabsf (bins[b]) > fabsf (bins[best]))
      best = b;
  hit->series = (int) row;
  hit->index = (gssize) column;
  hit->x = column;
  hit->y = row;
  number = hill_format_number (bins[best]);
  /* Translators: row and column of a cell, then the angles that its largest number stands for, and that number */
  text = g_strdup_printf (_("Cell %u, %u: largest at %.4g° to %.4g°: %s"), row + 1, column + 1, best * width, (best + 1) * width, number);
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
  const HillGlyphPlot *self = get_self (plot);
  double row, column;
  Layout l;

  lay_out (self, width, height, style, &l);
  row = floor ((y - l.place.y) / l.cell);
  column = floor ((x - l.place.x) / l.cell);
  if (row < 0 || column < 0 || row >= self->grid.n_rows || column >= self->grid.n_columns)
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
  const HillGlyphPlot *self = get_self (plot);
  int row = hit->series < 0 ? MAX (self->row, 0) : hit->series + dy;
  int column = hit->series < 0 ? MAX (self->column, 0) : (int) hit->index + dx;

  if (row < 0 || column < 0 || (guint) row >= self->grid.n_rows || (guint) column >= self->grid.n_columns)
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
  const HillGlyphPlot *self = get_self (plot);
  Layout l;

  if (hit->series < 0 || hit->index < 0 || (guint) hit->series >= self->grid.n_rows || hit->index >= self->grid.n_columns)
    return FALSE;
  lay_out (self, width, height, style, &l);
  *place = (cairo_rectangle_t) { l.place.x + hit->index * l.cell, l.place.y + hit->series * l.cell, l.cell, l.cell };
  return TRUE;
}

static char *
describe (const HillPlot *plot)
{
  const HillGlyphPlot *self = get_self (plot);
  g_autofree char *limit = hill_format_number (self->limit);

  /* Translators: rows, columns, directions, and the number that the strongest strokes stand for */
  return g_strdup_printf (_("Glyphs of %u × %u cells with %u directions each; the strongest strokes stand for %s."),
                          self->grid.n_rows, self->grid.n_columns, self->grid.n_bins, limit);
}

static void
append_csv (const HillPlot *plot,
            GString        *csv)
{
  const HillGlyphPlot *self = get_self (plot);
  double width = (self->grid.is_signed ? 360.0 : 180.0) / self->grid.n_bins;

  hill_csv_append_text (csv, _("cell row"));
  hill_csv_append_text (csv, _("cell column"));
  for (guint b = 0; b < self->grid.n_bins; b++)
    {
      g_autofree char *name = g_strdup_printf ("%.4g°–%.4g°", b * width, (b + 1) * width);

      hill_csv_append_text (csv, name);
    }
  hill_csv_end_row (csv);
  for (guint i = 0; i < self->grid.n_rows; i++)
    for (guint j = 0; j < self->grid.n_columns; j++)
      {
        hill_csv_append_number (csv, i + 1);
        hill_csv_append_number (csv, j + 1);
        for (guint b = 0; b < self->grid.n_bins; b++)
          hill_csv_append_number (csv, self->values[((gsize) i * self->grid.n_columns + j) * self->grid.n_bins + b]);
        hill_csv_end_row (csv);
      }
}

static void
finalize (HillPlot *plot)
{
  HillGlyphPlot *self = get_self (plot);

  g_clear_pointer (&self->image, hill_raster_unref);
  g_free (self->values);
  g_free (self->title);
  g_free (self);
}

static float *
get_array (const HillPlot *plot,
           gsize          *shape,
           guint          *rank)
{
  const HillGlyphPlot *self = get_self (plot);

  shape[0] = self->grid.n_rows;
  shape[1] = self->grid.n_columns;
  shape[2] = self->grid.n_bins;
  *rank = 3;
  return g_memdup2 (self->values, shape[0] * shape[1] * shape[2] * sizeof *self->values);
}

static const HillPlotClass glyph_plot_class =
{
  draw, pick, move, locate, describe, append_csv, finalize, NULL, get_array
};

HillPlot *
hill_glyph_plot_new (const char          *title,
                     const float         *values,
                     const HillGlyphGrid *grid,
                     HillRaster          *image)
{
  HillGlyphPlot *self;

  g_return_val_if_fail (grid != NULL && grid->cell > 0 && grid->n_bins > 0, NULL);
  g_return_val_if_fail (values != NULL || get_n_values (grid) == 0, NULL);

  self = g_new0 (HillGlyphPlot, 1);
  hill_plot_init (&self->parent, &glyph_plot_class);
  self->title = g_strdup (title);
  self->grid = *grid;
  self->values = g_memdup2 (values, get_n_values (grid) * sizeof *values);
  self->image = image != NULL ? hill_raster_ref (image) : NULL;
  self->opacity = 1;
  self->limit = hill_glyph_find_limit (values, grid);
  self->row = self->column = -1;
  return &self->parent;
}

void
hill_glyph_plot_set_opacity (HillPlot *plot,
                             double    opacity)
{
  get_self (plot)->opacity = CLAMP (opacity, 0, 1);
}

void
hill_glyph_plot_set_along_gradient (HillPlot *plot,
                                    gboolean  along_gradient)
{
  get_self (plot)->along_gradient = along_gradient;
}

void
hill_glyph_plot_set_limit (HillPlot *plot,
                           double    limit)
{
  get_self (plot)->limit = isfinite (limit) && limit > 0 ? limit : 1;
}

void
hill_glyph_plot_set_selected (HillPlot *plot,
                              int       row,
                              int       column)
{
  HillGlyphPlot *self = get_self (plot);
  gboolean valid = row >= 0 && column >= 0 && (guint) row < self->grid.n_rows && (guint) column < self->grid.n_columns;

  self->row = valid ? row : -1;
  self->column = valid ? column : -1;
}

static int
compare_floats (gconstpointer a,
                gconstpointer b)
{
  float x = *(const float *) a, y = *(const float *) b;

  return (x > y) - (x < y);
}

double
hill_glyph_find_limit (const float         *values,
                       const HillGlyphGrid *grid)
{
  gsize n = (gsize) grid->n_rows * grid->n_columns;
  g_autofree float *peaks = g_new0 (float, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    for (guint b = 0; b < grid->n_bins; b++)
      {
        float size = fabsf (values[i * grid->n_bins + b]);

        if (isfinite (size))
          peaks[i] = MAX (peaks[i], size);
      }
  if (n == 0)
    return 1;
  qsort (peaks, n, sizeof *peaks, compare_floats);
  if (peaks[n - 1 - n / 200] > 0)
    return peaks[n - 1 - n / 200];
  return peaks[n - 1] > 0 ? peaks[n - 1] : 1;
}
