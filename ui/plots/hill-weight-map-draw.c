/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Draws a weight map: classes in a grid that makes their pictures as large as the room allows. */

#include "hill-weight-map-private.h"

#include "hill-axis.h"
#include "hill-colormap.h"
#include "hill-error-plot.h"
#include "hill-pen.h"

#include <glib/gi18n.h>
#include <math.h>

#define VECTOR_EDGE 256         /* pixels that a picture gets in a file without pixels of its own */

static HillColor
get_color (const HillWeightMapPlot *self,
           guint                    class_index,
           gsize                    cell,
           const HillPlotStyle     *style)
{
  gboolean kinked;
  double value = hill_weight_map_get_cell (self, class_index, cell, &kinked);

  if (isnan (value))
    return style->dark ? (HillColor) { 0.27, 0.28, 0.30, 1 } : (HillColor) { 0.82, 0.83, 0.85, 1 };
  if (self->c.kind == HILL_WEIGHT_MAP_SIGNED)
    return hill_colormap_diverging (value / self->limit, style->dark);
  return hill_error_band_get_color (kinked ? HILL_N_ERROR_BANDS : hill_error_band_of (value), style->dark);
}

static double
get_room (const HillWeightMapLayout *l,
          guint         n_classes,
          guint         n_columns,
          double        aspect,
          double        width,
          double        height)
{
  guint n_rows = (n_classes + n_columns - 1) / n_columns;
  double room = height / n_rows - (l->has_names ? 1.4 * l->line : 0) - 0.35 * l->line;

  return MIN (width / n_columns - 0.7 * l->line, room * aspect);
}

/* Whole pixels of the screen for each cell, where that costs little. */
static void
fit_pixels (const HillWeightMapPlot *self,
            const HillPlotStyle     *style,
            double                   aspect,
            HillWeightMapLayout                  *l)
{
  double factor = l->picture_width * style->pixel_scale / self->columns;

  if (self->rows > 1 && style->pixel_scale > 0 && factor >= 2)
    l->picture_width = floor (factor) * self->columns / style->pixel_scale;
  l->picture_height = l->picture_width / aspect;
}

void
hill_weight_map_lay_out (const HillWeightMapPlot *self,
         double                   width,
         double                   height,
         const HillPlotStyle     *style,
         HillWeightMapLayout                  *l)
{
  double aspect = (double) MAX (self->columns, 1) / MAX (self->rows, 1) * (self->rows > 1 ? 1 : 1.6);
  double key, best = -INFINITY, space;
  guint n_rows;

  *l = (HillWeightMapLayout) { .line = ceil (style->font_size * 1.25), .n_columns = 1 };
  l->has_names = height > 6 * l->line && self->c.n_classes <= 60;
  l->has_key = height > 8 * l->line && width > 12 * l->line;
  key = l->has_key ? 2.6 * l->line : 0;
  space = MAX (height - key - 0.3 * l->line, 1);
  for (guint n = 1; n <= self->c.n_classes; n++)
    {
      double room = get_room (l, self->c.n_classes, n, aspect, width, space);

      if (room > best + 1e-9)
        {
          best = room;
          l->n_columns = n;
        }
    }
  l->picture_width = MAX (best, 1);
  fit_pixels (self, style, aspect, l);
  n_rows = (self->c.n_classes + l->n_columns - 1) / l->n_columns;
  l->cell_width = MIN (width / l->n_columns, l->picture_width * 1.12 + 1.2 * l->line);
  l->cell_height = MIN (space / n_rows, l->picture_height + (l->has_names ? 1.4 * l->line : 0) + 0.6 * l->line);
  l->left = (width - l->cell_width * l->n_columns) / 2;
  l->top = 0.3 * l->line + MAX (space - l->cell_height * n_rows, 0) / 2;
  l->key_y = l->top + l->cell_height * n_rows + 0.3 * l->line;
}

void
hill_weight_map_get_picture (const HillWeightMapPlot *self,
             const HillWeightMapLayout            *l,
             guint                    class_index,
             cairo_rectangle_t       *r)
{
  r->x = l->left + (class_index % l->n_columns) * l->cell_width + (l->cell_width - l->picture_width) / 2;
  r->y = l->top + (class_index / l->n_columns) * l->cell_height;
  r->width = l->picture_width;
  r->height = l->picture_height;
}

void
hill_weight_map_get_field (const HillWeightMapPlot *self,
           const HillWeightMapLayout            *l,
           guint                    class_index,
           gsize                    cell,
           cairo_rectangle_t       *field)
{
  double size = 0.85 * l->line;
  cairo_rectangle_t r;

  hill_weight_map_get_picture (self, l, class_index, &r);
  if (cell == (gsize) self->columns * self->rows)
    {
      *field = (cairo_rectangle_t) { r.x + r.width - size, r.y + r.height + 0.25 * l->line, size, size };
      return;
    }
  field->width = r.width / self->columns;
  field->height = r.height / self->rows;
  field->x = r.x + (double) (cell % self->columns) * field->width;
  field->y = r.y + (double) (cell / self->columns) * field->height;
}

static guint32
pack (HillColor color)
{
  guint32 r = (guint32) lround (CLAMP (color.red, 0, 1) * 255);
  guint32 g = (guint32) lround (CLAMP (color.green, 0, 1) * 255);
  guint32 b = (guint32) lround (CLAMP (color.blue, 0, 1) * 255);

  return 0xff000000u | r << 16 | g << 8 | b;
}

static cairo_surface_t *
new_surface (const HillWeightMapPlot *self,
             guint                    class_index,
             const HillPlotStyle     *style,
             guint                    zoom)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (self->columns * zoom), (int) (self->rows * zoom));
  guint8 *bytes = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  if (bytes == NULL)
    return surface;
  for (guint y = 0; y < self->rows; y++)
    for (guint x = 0; x < self->columns; x++)
      {
        guint32 color = pack (get_color (self, class_index, (gsize) y * self->columns + x, style));

        for (guint i = 0; i < zoom * zoom; i++)
          ((guint32 *) (bytes + (gsize) (y * zoom + i / zoom) * stride))[x * zoom + i % zoom] = color;
      }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
draw_picture (const HillWeightMapPlot *self,
              HillPen                 *pen,
              guint                    class_index,
              const cairo_rectangle_t *r)
{
  guint edge = MAX (self->columns, self->rows);
  guint zoom = pen->style->pixel_scale > 0 || edge >= VECTOR_EDGE ? 1 : (VECTOR_EDGE + edge - 1) / edge;
  cairo_surface_t *surface = new_surface (self, class_index, pen->style, zoom);

  cairo_save (pen->cr);
  cairo_translate (pen->cr, hill_pen_snap (pen, r->x, 0), hill_pen_snap (pen, r->y, 0));
  cairo_scale (pen->cr, r->width / (self->columns * zoom), r->height / (self->rows * zoom));
  cairo_set_source_surface (pen->cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (pen->cr), CAIRO_FILTER_NEAREST);
  cairo_rectangle (pen->cr, 0, 0, self->columns * zoom, self->rows * zoom);
  cairo_fill (pen->cr);
  cairo_restore (pen->cr);
  cairo_surface_destroy (surface);
}

/* Few cells, as points have, carry their numbers. */
static void
draw_number (const HillWeightMapPlot *self,
             HillPen                 *pen,
             guint                    class_index,
             gsize                    cell,
             const cairo_rectangle_t *field)
{
  gboolean kinked;
  double value = hill_weight_map_get_cell (self, class_index, cell, &kinked);
  g_autofree char *number = hill_format_number (value);

  if (field->width < 3.4 * pen->size || field->height < 1.3 * pen->size)
    return;
  hill_pen_set_color (pen, hill_color_get_ink (get_color (self, class_index, cell, pen->style)));
  hill_pen_write (pen, number, field->x + field->width / 2, field->y + field->height / 2, 0.5, 0.5, field->width - 4);
}

static void
draw_fields (const HillWeightMapPlot *self,
             HillPen                 *pen,
             const HillWeightMapLayout            *l,
             guint                    class_index)
{
  for (gsize cell = 0; cell < (gsize) self->columns * self->rows; cell++)
    {
      cairo_rectangle_t field;

      hill_weight_map_get_field (self, l, class_index, cell, &field);
      hill_pen_set_color (pen, get_color (self, class_index, cell, pen->style));
      cairo_rectangle (pen->cr, field.x + 1, field.y + 1, field.width - 2, field.height - 2);
      cairo_fill (pen->cr);
      draw_number (self, pen, class_index, cell, &field);
    }
}

static void
draw_name (const HillWeightMapPlot *self,
           HillPen                 *pen,
           const HillWeightMapLayout            *l,
           guint                    class_index,
           const cairo_rectangle_t *r)
{
  gsize bias = (gsize) self->columns * self->rows;
  cairo_rectangle_t field;

  hill_weight_map_get_field (self, l, class_index, bias, &field);
  hill_pen_set_color (pen, pen->style->foreground);
  hill_pen_write (pen, self->class_names[class_index], r->x, r->y + r->height + 0.2 * l->line, 0, 0,
                  MAX (r->width - 1.9 * l->line, 1));
  hill_pen_set_color (pen, pen->style->muted);
  hill_pen_write (pen, "b", field.x - 0.25 * l->line, field.y + field.height / 2, 1, 0.5, 0);
  hill_pen_set_color (pen, get_color (self, class_index, bias, pen->style));
  cairo_rectangle (pen->cr, field.x, field.y, field.width, field.height);
  cairo_fill_preserve (pen->cr);
  hill_pen_set_color (pen, pen->style->grid);
  cairo_set_line_width (pen->cr, 1);
  cairo_stroke (pen->cr);
}

static void
draw_current (const HillWeightMapPlot *self,
              HillPen                 *pen,
              const HillWeightMapLayout            *l)
{
  cairo_rectangle_t field;
  guint class_index;
  gsize cell;
  double grow;

  if (self->c.current < 0 || (gsize) self->c.current >= self->c.n_classes * (self->c.n_features + 1))
    return;
  cell = hill_weight_map_find_cell (self, (gsize) self->c.current, &class_index);
  hill_weight_map_get_field (self, l, class_index, cell, &field);
  grow = MAX (1, (0.7 * l->line - field.width) / 2);
  hill_pen_set_color (pen, pen->style->accent);
  cairo_set_line_width (pen->cr, 1.4 * pen->style->line_width);
  cairo_rectangle (pen->cr, field.x - grow, field.y - grow, field.width + 2 * grow, field.height + 2 * grow);
  cairo_stroke (pen->cr);
}

static void
draw_scale (const HillWeightMapPlot *self,
            HillPen                 *pen,
            const HillWeightMapLayout            *l,
            double                   width)
{
  double bar_width = MIN (0.5 * width, 22 * l->line), x = (width - bar_width) / 2, height = 0.6 * l->line;
  g_autofree char *number = hill_format_number (self->limit);
  g_autofree char *low = g_strconcat ("−", number, NULL);
  g_autofree char *high = g_strconcat ("+", number, NULL);
  guint n = 128;

  for (guint i = 0; i < n; i++)
    {
      hill_pen_set_color (pen, hill_colormap_diverging (2 * (i + 0.5) / n - 1, pen->style->dark));
      /* Each band reaches under the next, so that no seam is seen. */
      cairo_rectangle (pen->cr, x + bar_width * i / n, l->key_y, bar_width * MIN (2, n - i) / n, height);
      cairo_fill (pen->cr);
    }
  hill_pen_set_color (pen, pen->style->muted);
  hill_pen_write (pen, low, x, l->key_y + height + 0.2 * l->line, 0.5, 0, 0);
  hill_pen_write (pen, "0", x + bar_width / 2, l->key_y + height + 0.2 * l->line, 0.5, 0, 0);
  hill_pen_write (pen, high, x + bar_width, l->key_y + height + 0.2 * l->line, 0.5, 0, 0);
}

/* The bands of the errors, and kinks where there are any. */
static void
draw_bands (const HillWeightMapPlot *self,
            HillPen                 *pen,
            const HillWeightMapLayout            *l,
            double                   width)
{
  static const char * const borders[] = { "≤ 10⁻⁷", "≤ 10⁻⁴", "≤ 10⁻²", "> 10⁻²" };
  guint n = self->kinked != NULL ? HILL_N_ERROR_BANDS + 1 : HILL_N_ERROR_BANDS;
  double step = MIN (0.94 * width / n, 5 * l->line), x = (width - n * step) / 2;

  for (guint band = 0; band < n; band++)
    {
      const char *name = band < HILL_N_ERROR_BANDS ? borders[band] : _("kink");

      hill_pen_set_color (pen, hill_error_band_get_color (band, pen->style->dark));
      cairo_rectangle (pen->cr, x + band * step, l->key_y, step, 0.6 * l->line);
      cairo_fill (pen->cr);
      hill_pen_set_color (pen, pen->style->muted);
      hill_pen_write (pen, name, x + (band + 0.5) * step, l->key_y + 0.8 * l->line, 0.5, 0, step - 2);
    }
}

void
hill_weight_map_draw (const HillPlot      *plot,
      cairo_t             *cr,
      double               width,
      double               height,
      const HillPlotStyle *style)
{
  const HillWeightMapPlot *self = (const HillWeightMapPlot *) plot;
  g_auto(HillPen) pen = { 0 };
  HillWeightMapLayout l;

  if (self->c.n_classes == 0 || self->columns == 0)
    return;
  hill_pen_init (&pen, cr, style);
  hill_weight_map_lay_out (self, width, height, style, &l);
  for (guint c = 0; c < self->c.n_classes; c++)
    {
      cairo_rectangle_t r;

      hill_weight_map_get_picture (self, &l, c, &r);
      if (self->rows > 1)
        draw_picture (self, &pen, c, &r);
      else
        draw_fields (self, &pen, &l, c);
      if (l.has_names)
        draw_name (self, &pen, &l, c, &r);
    }
  draw_current (self, &pen, &l);
  if (!l.has_key)
    return;
  if (self->c.kind == HILL_WEIGHT_MAP_SIGNED)
    draw_scale (self, &pen, &l, width);
  else
    draw_bands (self, &pen, &l, width);
}
