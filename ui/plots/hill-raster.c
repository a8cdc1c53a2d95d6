/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The samples are those of a Cairo surface.  Files without pixels of their own smooth what they enlarge, so small pictures go there
 * enlarged already. */

#include "hill-raster.h"

#include <math.h>
#include <string.h>

#define VECTOR_EDGE 256         /* samples that a picture gets at least in a file without pixels of its own */

HillRaster *
hill_raster_new (guint width,
                 guint height)
{
  HillRaster *self;

  g_return_val_if_fail (width > 0 && height > 0, NULL);

  self = g_new0 (HillRaster, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->width = width;
  self->height = height;
  self->step = (MAX (width, height) - 1) / HILL_RASTER_MAX_EDGE + 1;
  self->n_columns = (width - 1) / self->step + 1;
  self->n_rows = (height - 1) / self->step + 1;
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) self->n_columns, (int) self->n_rows);
  self->samples = (guint32 *) cairo_image_surface_get_data (self->surface);
  self->stride = (gsize) cairo_image_surface_get_stride (self->surface) / sizeof (guint32);
  return self;
}

HillRaster *
hill_raster_ref (HillRaster *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hill_raster_unref (HillRaster *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  cairo_surface_destroy (self->surface);
  g_clear_pointer (&self->small, cairo_surface_destroy);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

guint32
hill_raster_pack (HillColor color)
{
  double alpha = CLAMP (color.alpha, 0, 1);
  guint32 a = (guint32) (alpha * 255 + 0.5);
  guint32 r = (guint32) (CLAMP (color.red, 0, 1) * alpha * 255 + 0.5);
  guint32 g = (guint32) (CLAMP (color.green, 0, 1) * alpha * 255 + 0.5);
  guint32 b = (guint32) (CLAMP (color.blue, 0, 1) * alpha * 255 + 0.5);

  return a << 24 | r << 16 | g << 8 | b;
}

void
hill_raster_fit (guint                    width,
                 guint                    height,
                 const cairo_rectangle_t *room,
                 const HillPlotStyle     *style,
                 cairo_rectangle_t       *place)
{
  double scale = MIN (MAX (room->width, 1) / width, MAX (room->height, 1) / height);

  if (style->pixel_scale > 0 && scale * style->pixel_scale >= 2)
    scale = floor (scale * style->pixel_scale) / style->pixel_scale;
  place->width = scale * width;
  place->height = scale * height;
  place->x = room->x + (room->width - place->width) / 2;
  place->y = room->y + (room->height - place->height) / 2;
  if (style->pixel_scale > 0)
    {
      place->x = round (place->x * style->pixel_scale) / style->pixel_scale;
      place->y = round (place->y * style->pixel_scale) / style->pixel_scale;
    }
}

static cairo_surface_t *
enlarge (const HillRaster *self,
         guint             zoom)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) (self->n_columns * zoom), (int) (self->n_rows * zoom));
  guint32 *out = (guint32 *) cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface) / sizeof (guint32);

  if (out == NULL)
    return surface;
  for (guint y = 0; y < self->n_rows * zoom; y++)
    for (guint x = 0; x < self->n_columns * zoom; x++)
      out[y * stride + x] = self->samples[y / zoom * self->stride + x / zoom];
  cairo_surface_mark_dirty (surface);
  return surface;
}

/* The mean of the samples that one of a smaller picture covers, two channels at a time. */
static guint32
get_mean (const HillRaster *self,
          guint             x0,
          guint             y0,
          guint             x1,
          guint             y1)
{
  guint64 even = 0, odd = 0;
  guint n = (x1 - x0) * (y1 - y0);

  for (guint y = y0; y < y1; y++)
    for (guint x = x0; x < x1; x++)
      {
        guint32 sample = self->samples[y * self->stride + x];

        even += (guint64) (sample & 0xff0000) << 16 | (sample & 0xff);
        odd += (guint64) (sample >> 24) << 32 | (sample >> 8 & 0xff);
      }
  return (guint32) ((odd >> 32) / n << 24 | (even >> 32) / n << 16 | (odd & 0xffffffff) / n << 8 | (even & 0xffffffff) / n);
}

static cairo_surface_t *
reduce (const HillRaster *self,
        guint             factor)
{
  guint n_columns = (self->n_columns + factor - 1) / factor, n_rows = (self->n_rows + factor - 1) / factor;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) n_columns, (int) n_rows);
  guint32 *out = (guint32 *) cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface) / sizeof (guint32);

  if (out == NULL)
    return surface;
  for (guint y = 0; y < n_rows; y++)
    for (guint x = 0; x < n_columns; x++)
      out[y * stride + x] = get_mean (self, x * factor, y * factor, MIN ((x + 1) * factor, self->n_columns),
                                      MIN ((y + 1) * factor, self->n_rows));
  cairo_surface_mark_dirty (surface);
  return surface;
}

/* (transfer none): the samples, or means of @factor x @factor of them. */
static cairo_surface_t *
get_small (HillRaster *self,
           guint       factor)
{
  if (factor < 2)
    return self->surface;
  if (self->reduction != factor)
    {
      g_clear_pointer (&self->small, cairo_surface_destroy);
      self->small = reduce (self, factor);
      self->reduction = factor;
    }
  return self->small;
}

void
hill_raster_draw (HillRaster              *self,
                  cairo_t                 *cr,
                  const cairo_rectangle_t *place,
                  const HillPlotStyle     *style,
                  double                   alpha)
{
  guint edge = MAX (self->n_columns, self->n_rows);
  guint zoom = style->pixel_scale > 0 || edge >= VECTOR_EDGE ? 1 : (VECTOR_EDGE + edge - 1) / edge;
  double scale = place->width / self->width * self->step, pixels = scale * style->pixel_scale;
  guint factor = pixels > 0 && pixels < 1 ? (guint) MIN (floor (1 / pixels), edge) : 1;
  cairo_surface_t *surface;

  if (self->samples == NULL || !(scale > 0))
    return;
  g_mutex_lock (&self->mutex);
  cairo_surface_mark_dirty (self->surface);
  surface = zoom > 1 ? enlarge (self, zoom) : cairo_surface_reference (get_small (self, factor));
  scale *= (double) factor / zoom;
  cairo_save (cr);
  cairo_rectangle (cr, place->x, place->y, place->width, place->height);
  cairo_clip (cr);
  cairo_translate (cr, place->x, place->y);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), pixels > 0 && pixels < 1 ? CAIRO_FILTER_BILINEAR : CAIRO_FILTER_NEAREST);
  /* Smoothing must not mix the border with what is not there. */
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint_with_alpha (cr, CLAMP (alpha, 0, 1));
  cairo_restore (cr);
  cairo_surface_destroy (surface);
  g_mutex_unlock (&self->mutex);
}
