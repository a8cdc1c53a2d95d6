/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The bytes of an example stay those of its data set; a file's are unpacked once. */

#include "hill-feature-image.h"

#include <glib/gi18n.h>
#include <string.h>

#define SMALL_PIXELS (192 * 192)

/* The mean of the pixels that a sample stands for. */
static guint32
get_sample (const HillPixels *pixels,
            guint             step,
            guint             column,
            guint             row)
{
  guint x0 = column * step, y0 = row * step, x1 = MIN (x0 + step, pixels->width), y1 = MIN (y0 + step, pixels->height);
  guint n = (x1 - x0) * (y1 - y0), sum[3] = { 0 };

  for (guint k = 0; k < pixels->n_channels; k++)
    for (guint y = y0; y < y1; y++)
      for (guint x = x0; x < x1; x++)
        sum[k] += hill_pixels_get (pixels, k, x, y);
  if (pixels->n_channels == 1)
    sum[1] = sum[2] = sum[0];
  return 0xff000000u | (sum[0] + n / 2) / n << 16 | (sum[1] + n / 2) / n << 8 | (sum[2] + n / 2) / n;
}

static HillRaster *
new_photo (const HillPixels *pixels)
{
  HillRaster *raster = hill_raster_new (pixels->width, pixels->height);

  for (guint y = 0; y < raster->n_rows; y++)
    for (guint x = 0; x < raster->n_columns; x++)
      raster->samples[y * raster->stride + x] = get_sample (pixels, raster->step, x, y);
  return raster;
}

static HillFeatureImage *
image_new (const HillPixels *pixels,
           const char       *name)
{
  HillFeatureImage *self = g_new0 (HillFeatureImage, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strdup (name);
  self->pixels = *pixels;
  self->photo = new_photo (pixels);
  return self;
}

HillFeatureImage *
hill_feature_image_new_from_example (HillDataset *dataset,
                                     HillSplit    split,
                                     gsize        index,
                                     const char  *name)
{
  HillPixels pixels;
  HillFeatureImage *self;

  g_return_val_if_fail (dataset != NULL && hill_dataset_has_images (dataset), NULL);

  pixels = hill_pixels_of_example (dataset, split, index);
  self = image_new (&pixels, name);
  self->dataset = hill_dataset_ref (dataset);
  return self;
}

HillFeatureImage *
hill_feature_image_load (const char          *path,
                         const HillProgress  *progress,
                         GError             **error)
{
  g_auto(HillImage) image = { 0 };
  g_autofree char *name = g_filename_display_basename (path);
  HillFeatureImage *self;
  HillPixels pixels;
  guint8 *bytes;

  if (!hill_image_load (&image, path, progress, error))
    return NULL;
  bytes = hill_pixels_from_image (&image, &pixels);
  self = image_new (&pixels, name);
  self->bytes = bytes;
  return self;
}

HillFeatureImage *
hill_feature_image_new (const HillPixels *pixels,
                        const char       *name)
{
  HillPixels copy = *pixels;
  guint8 *bytes = g_memdup2 (pixels->data, (gsize) pixels->width * pixels->height * pixels->n_channels);
  HillFeatureImage *self;

  copy.data = bytes;
  self = image_new (&copy, name);
  self->bytes = bytes;
  return self;
}

HillFeatureImage *
hill_feature_image_ref (HillFeatureImage *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hill_feature_image_unref (HillFeatureImage *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->dataset, hill_dataset_unref);
  hill_raster_unref (self->photo);
  g_free (self->bytes);
  g_free (self->name);
  g_free (self);
}

gboolean
hill_feature_image_is_small (const HillFeatureImage *self)
{
  return (gsize) self->pixels.width * self->pixels.height <= SMALL_PIXELS;
}

void
hill_feature_image_get_rgb (const HillFeatureImage *self,
                            guint                   x,
                            guint                   y,
                            guint8                  rgb[3])
{
  for (guint k = 0; k < 3; k++)
    rgb[k] = hill_pixels_get (&self->pixels, MIN (k, self->pixels.n_channels - 1), x, y);
}

char *
hill_feature_image_describe_size (const HillFeatureImage *self)
{
  if (self->pixels.n_channels == 3)
    return g_strdup_printf (_("%u × %u pixels, colour"), self->pixels.width, self->pixels.height);
  return g_strdup_printf (_("%u × %u pixels, grey"), self->pixels.width, self->pixels.height);
}
