/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Scales end at what one value in 500 exceeds, so that a few large ones do not leave the rest grey.  Cells of a HoG are folded once,
 * when the panel is made; a map is made when it is drawn, for its ground depends on the style. */

#include "hill-block-panel.h"

#include "hill-axis.h"
#include "hill-colormap.h"
#include "hill-glyph-draw.h"
#include "hill-raster.h"

#include <glib/gi18n.h>
#include <math.h>

#define HUE_ASPECT 1.35

static double
get_finite (double value)
{
  return isfinite (value) ? value : 0;
}

/* The channels of a pixel together. */
static double
get_pixel (const HillBlockPanel *self,
           const float          *values,
           gsize                 pixel)
{
  gsize n_pixels = (gsize) self->set->width * self->set->height;
  double sum = 0;

  for (guint k = 0; k < self->set->n_channels; k++)
    sum += values[self->block->offset + k * n_pixels + pixel];
  return get_finite (sum);
}

static int
compare_floats (gconstpointer a,
                gconstpointer b)
{
  float x = *(const float *) a, y = *(const float *) b;

  return (x > y) - (x < y);
}

/* Of @n sizes, which are sorted. */
static double
find_limit (float *sizes,
            gsize  n)
{
  qsort (sizes, n, sizeof *sizes, compare_floats);
  if (sizes[n - 1 - n / 500] > 0)
    return sizes[n - 1 - n / 500];
  return sizes[n - 1] > 0 ? sizes[n - 1] : 1;
}

static void
init_pixels (HillBlockPanel *self,
             const float    *values,
             guint           n_items)
{
  gsize n_pixels = (gsize) self->set->width * self->set->height;
  g_autofree float *sizes = g_new (float, n_pixels * n_items);

  for (guint i = 0; i < n_items; i++)
    for (gsize p = 0; p < n_pixels; p++)
      sizes[i * n_pixels + p] = (float) fabs (get_pixel (self, values + i * (self->set->length + 1), p));
  self->limit = find_limit (sizes, n_pixels * n_items);
  self->aspect = (double) self->set->width / self->set->height;
}

static void
init_hue (HillBlockPanel *self,
          const float    *values,
          guint           n_items)
{
  for (guint i = 0; i < n_items; i++)
    for (gsize d = 0; d < self->block->length; d++)
      self->limit = MAX (self->limit, fabs (get_finite (values[i * (self->set->length + 1) + self->block->offset + d])));
  self->limit = self->limit > 0 ? self->limit : 1;
  self->aspect = HUE_ASPECT;
}

/* Both signs on one scale. */
static void
init_hog (HillBlockPanel *self,
          const float    *values,
          guint           n_items)
{
  const HillHogShape *shape = &self->block->shape;
  gsize n = (gsize) shape->n_rows * shape->n_columns * shape->n_bins;
  g_autofree double *folded = g_new (double, n);
  HillGlyphGrid all;

  hill_block_get_grid (self->block, &self->grid);
  self->cells = g_new (float, n * n_items);
  for (guint i = 0; i < n_items; i++)
    {
      hill_hog_fold (&self->block->hog, shape, values + i * (self->set->length + 1) + self->block->offset,
                     self->kind == HILL_BLOCK_FEATURES, folded);
      for (gsize d = 0; d < n; d++)
        self->cells[i * n + d] = (float) get_finite (folded[d]);
    }
  all = self->grid;
  all.n_rows *= n_items;
  self->limit = hill_glyph_find_limit (self->cells, &all);
  for (gsize d = 0; d < n * n_items; d++)
    if (self->cells[d] * self->sign < 0)
      self->cells[d] = 0;
  self->aspect = (double) shape->n_columns / shape->n_rows;
}

void
hill_block_get_grid (const HillFeatureBlock *block,
                     HillGlyphGrid          *grid)
{
  *grid = (HillGlyphGrid) {
    .n_rows = block->shape.n_rows, .n_columns = block->shape.n_columns, .n_bins = block->shape.n_bins, .cell = block->hog.cell,
    .is_signed = block->hog.is_signed, .turn = block->hog.variant == HILL_HOG_CS231N ? -90 : 0,
  };
}

static gboolean
is_flat (const HillBlockPanel *self,
         const float          *values,
         guint                 n_items)
{
  for (guint i = 0; i < n_items; i++)
    for (gsize d = 0; d < self->block->length; d++)
      if (get_finite (values[i * (self->set->length + 1) + self->block->offset + d]) != 0)
        return FALSE;
  return TRUE;
}

void
hill_block_panel_init (HillBlockPanel         *self,
                       const HillFeatureSet   *set,
                       const HillFeatureBlock *block,
                       HillBlockKind           kind,
                       int                     sign,
                       const float            *values,
                       guint                   n_items)
{
  *self = (HillBlockPanel) { .set = set, .block = block, .kind = kind, .sign = sign };
  self->flat = is_flat (self, values, n_items);
  switch (block->kind)
    {
    case HILL_FEATURE_HUE:
      init_hue (self, values, n_items);
      break;
    case HILL_FEATURE_HOG:
      init_hog (self, values, n_items);
      break;
    case HILL_FEATURE_PIXELS:
    default:
      init_pixels (self, values, n_items);
      break;
    }
}

void
hill_block_panel_clear (HillBlockPanel *self)
{
  g_clear_pointer (&self->cells, g_free);
}

/* Features are the image itself, anything else a map of what is below and above zero. */
static HillColor
get_color (const HillBlockPanel *self,
           const float          *values,
           gsize                 pixel,
           gboolean              dark)
{
  gsize n_pixels = (gsize) self->set->width * self->set->height;
  const float *x = values + self->block->offset + pixel;
  gsize step = self->set->n_channels == 3 ? n_pixels : 0;

  if (self->kind == HILL_BLOCK_FEATURES)
    return (HillColor) { get_finite (x[0]), get_finite (x[step]), get_finite (x[2 * step]), 1 };
  return hill_colormap_diverging (CLAMP (get_pixel (self, values, pixel) / self->limit, -1, 1), dark);
}

static void
draw_pixels (const HillBlockPanel    *self,
             HillPen                 *pen,
             const float             *values,
             const cairo_rectangle_t *place)
{
  g_autoptr(HillRaster) raster = hill_raster_new (self->set->width, self->set->height);

  for (guint i = 0; i < raster->n_rows && raster->samples != NULL; i++)
    for (guint j = 0; j < raster->n_columns; j++)
      raster->samples[i * raster->stride + j] =
        hill_raster_pack (get_color (self, values, (gsize) i * raster->step * self->set->width + (gsize) j * raster->step, pen->style->dark));
  hill_raster_draw (raster, pen->cr, place, pen->style, 1);
}

static void
draw_hue (const HillBlockPanel    *self,
          HillPen                 *pen,
          const float             *values,
          const cairo_rectangle_t *place)
{
  gboolean is_signed = self->kind == HILL_BLOCK_WEIGHTS;
  double zero = is_signed ? place->y + place->height / 2 : place->y + place->height;
  double scale = (is_signed ? 0.48 : 0.96) * place->height / self->limit, step = place->width / (double) self->block->length;

  for (gsize d = 0; d < self->block->length; d++)
    {
      double value = CLAMP (get_finite (values[self->block->offset + d]), -self->limit, self->limit);

      hill_pen_set_color (pen, hill_colormap_hue (((double) d + 0.5) / (double) self->block->length));
      cairo_rectangle (pen->cr, place->x + ((double) d + 0.08) * step, zero, 0.84 * step, -value * scale);
      cairo_fill (pen->cr);
    }
  hill_pen_set_color (pen, pen->style->muted);
  cairo_set_line_width (pen->cr, 1);
  cairo_move_to (pen->cr, place->x, hill_pen_snap (pen, zero, 1));
  cairo_line_to (pen->cr, place->x + place->width, hill_pen_snap (pen, zero, 1));
  cairo_stroke (pen->cr);
}

static void
draw_hog (const HillBlockPanel    *self,
          HillPen                 *pen,
          guint                    item,
          const cairo_rectangle_t *place)
{
  HillGlyphs glyphs = {
    .grid = self->grid, .values = self->cells + (gsize) item * self->grid.n_rows * self->grid.n_columns * self->grid.n_bins,
    .limit = self->limit, .negative = hill_colormap_diverging (-0.9, pen->style->dark),
  };

  glyphs.positive = self->sign == 0 ? pen->style->foreground : hill_colormap_diverging (0.9, pen->style->dark);
  hill_glyphs_draw (&glyphs, pen->cr, place->x, place->y, place->width / self->grid.n_columns, pen->style);
}

void
hill_block_panel_draw (const HillBlockPanel    *self,
                       HillPen                 *pen,
                       const float             *values,
                       guint                    item,
                       const cairo_rectangle_t *place)
{
  if (self->block->kind == HILL_FEATURE_HUE)
    draw_hue (self, pen, values, place);
  else if (self->block->kind == HILL_FEATURE_HOG)
    draw_hog (self, pen, item, place);
  else
    draw_pixels (self, pen, values, place);

  hill_pen_set_color (pen, pen->style->grid);
  cairo_set_line_width (pen->cr, 1);
  cairo_rectangle (pen->cr, hill_pen_snap (pen, place->x, 1), hill_pen_snap (pen, place->y, 1), floor (place->width), floor (place->height));
  cairo_stroke (pen->cr);
}

char *
hill_block_panel_describe (const HillBlockPanel *self,
                           const float          *values)
{
  g_autofree char *name = hill_feature_block_describe (self->block), *up = NULL, *down = NULL;
  double above = 0, below = 0;

  for (gsize d = self->block->offset; d < self->block->offset + self->block->length; d++)
    {
      above += MAX (get_finite (values[d]), 0);
      below -= MIN (get_finite (values[d]), 0);
    }
  up = hill_format_number (above);
  down = hill_format_number (below);
  if (self->kind == HILL_BLOCK_FEATURES)
    /* Translators: a kind of features and a number */
    return g_strdup_printf (_("%s: %s in sum"), name, up);
  if (self->sign != 0)
    /* Translators: a kind of features, "+" or "−", and a number */
    return g_strdup_printf (_("%s: %s%s in sum"), name, self->sign > 0 ? "+" : "−", self->sign > 0 ? up : down);
  /* Translators: a kind of features and two numbers */
  return g_strdup_printf (_("%s: +%s and −%s in sum"), name, up, down);
}

/* The direction that a cell has most of. */
static char *
describe_cell (const HillBlockPanel *self,
               guint                 item,
               guint                 row,
               guint                 column)
{
  const HillGlyphGrid *grid = &self->grid;
  const float *bins = self->cells + (((gsize) item * grid->n_rows + row) * grid->n_columns + column) * grid->n_bins;
  double width = hill_hog_get_bin_width (&self->block->hog), start;
  g_autofree char *number = NULL;
  guint best = 0;

  for (guint b = 1; b < grid->n_bins; b++)
    if (fabsf (bins[b]) > fabsf (bins[best]))
      best = b;
  if (bins[best] == 0)
    return NULL;
  start = hill_hog_get_bin_start (&self->block->hog, best);
  number = hill_format_number (bins[best]);
  /* Translators: row and column of a cell, then the angles that its largest number stands for, and that number */
  return g_strdup_printf (_("Cell %u, %u: largest at %.4g° to %.4g°: %s"), row + 1, column + 1, start, start + width, number);
}

char *
hill_block_panel_describe_at (const HillBlockPanel *self,
                              const float          *values,
                              guint                 item,
                              double                x,
                              double                y)
{
  g_autofree char *name = NULL, *number = NULL;
  gsize index, n_pixels = (gsize) self->set->width * self->set->height;

  if (self->block->kind == HILL_FEATURE_HOG)
    return describe_cell (self, item, MIN ((guint) (y * self->grid.n_rows), self->grid.n_rows - 1),
                          MIN ((guint) (x * self->grid.n_columns), self->grid.n_columns - 1));
  if (self->block->kind == HILL_FEATURE_HUE)
    index = MIN ((gsize) (x * (double) self->block->length), self->block->length - 1);
  else
    index = MIN ((gsize) (y * self->set->height), self->set->height - 1) * self->set->width
            + MIN ((gsize) (x * self->set->width), self->set->width - 1);
  number = hill_format_number (self->block->kind == HILL_FEATURE_HUE ? values[self->block->offset + index] : get_pixel (self, values, index));
  if (self->block->kind == HILL_FEATURE_PIXELS && n_pixels > 0 && self->set->n_channels == 3)
    /* Translators: column and row of a pixel, and a number */
    return g_strdup_printf (_("pixel (%u, %u), all channels: %s"), (guint) (index % self->set->width), (guint) (index / self->set->width), number);
  name = hill_feature_set_dup_dimension_name (self->set, self->block->offset + index);
  return g_strdup_printf ("%s: %s", name, number);
}
