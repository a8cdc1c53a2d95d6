/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Every row has a neighbour at either end, and the rows one before and behind: inside the image the pixel that is there, at its
 * border the one on the other side, so that the difference is 0. */

#include "hill-hog-tile.h"

#include "hill-hog-private.h"

#include <math.h>

#define TILE_PIXELS 256
#define TILE_VALUES 384         /* of three channels, together */

void
hill_hog_tile_init (HillHogTile         *self,
                    const HillHogParams *params,
                    const HillPixels    *pixels)
{
  guint n_pixels = pixels->n_channels == 1 ? TILE_PIXELS : TILE_VALUES / pixels->n_channels;
  gsize n_rows = (gsize) pixels->n_channels * (HILL_FEATURE_BATCH_ROWS + 2), n_buffers = 5;
  float *p;

  self->kernels = hill_feature_kernels_get ();
  self->pixels = pixels;
  self->max_cells = CLAMP (n_pixels / params->cell, 1, pixels->width / params->cell);
  self->stride = HILL_FEATURE_PAD (self->max_cells * params->cell, HILL_FEATURE_LANES) + 2 * HILL_FEATURE_LANES;
  self->row_stride = pixels->n_channels * self->stride;
  self->memory = g_aligned_alloc0 ((n_rows + n_buffers) * self->stride + (params->gamma ? 256 : 0), sizeof (float), 64);
  p = self->memory + n_rows * self->stride;
  self->rows = self->memory + self->row_stride + HILL_FEATURE_LANES;
  self->gx = p;
  self->gy = p += self->stride;
  self->lower = p += self->stride;
  self->upper = p += self->stride;
  self->slots = (gint32 *) (p += self->stride);
  self->gamma = params->gamma ? p + self->stride : NULL;
  for (int i = 0; self->gamma != NULL && i < 256; i++)
    self->gamma[i] = sqrtf ((float) i);
}

void
hill_hog_tile_clear (HillHogTile *self)
{
  g_aligned_free (self->memory);
  self->memory = NULL;
}

void
hill_hog_tile_move (HillHogTile *self,
                    guint        first,
                    guint        n)
{
  self->first = first;
  self->n = n;
}

static float
get_value (const HillHogTile *self,
           guint8             byte)
{
  return self->gamma != NULL ? self->gamma[byte] : byte;
}

static void
load_row (HillHogTile *self,
          guint        y,
          float       *row)
{
  guint width = self->pixels->width, end = self->first + self->n;
  guint before = self->first > 0 ? self->first - 1 : MIN (1, width - 1);
  guint behind = end < width ? end : MAX (width, 2) - 2;

  for (guint k = 0; k < self->pixels->n_channels; k++, row += self->stride)
    {
      const guint8 *bytes = self->pixels->data + ((gsize) k * self->pixels->height + y) * width;

      if (self->gamma == NULL)
        self->kernels->convert (bytes + self->first, self->n, row);
      for (guint x = 0; self->gamma != NULL && x < self->n; x++)
        row[x] = self->gamma[bytes[self->first + x]];
      row[-1] = get_value (self, bytes[before]);
      row[self->n] = get_value (self, bytes[behind]);
    }
}

void
hill_hog_tile_load (HillHogTile *self,
                    guint        y,
                    guint        n_rows)
{
  guint height = self->pixels->height, end = y + n_rows;

  load_row (self, y > 0 ? y - 1 : MIN (1, height - 1), self->rows - self->row_stride);
  for (guint v = 0; v < n_rows; v++)
    load_row (self, y + v, self->rows + v * self->row_stride);
  load_row (self, end < height ? end : MAX (height, 2) - 2, self->rows + n_rows * self->row_stride);
}

void
hill_hog_tile_share (HillHogTile         *self,
                     const HillHogParams *params,
                     guint                v)
{
  const float *row = self->rows + v * self->row_stride;

  self->kernels->gradient (row - self->row_stride, row, row + self->row_stride, self->stride, self->pixels->n_channels, self->n,
                           self->gx, self->gy);
  self->kernels->share (self->gx, self->gy, self->n, params->is_signed, hill_hog_get_bins_per_radian (params), self->slots,
                        self->lower, self->upper);
}
