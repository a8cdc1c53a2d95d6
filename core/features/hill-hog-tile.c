/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Three rows of the image are floats at a time.  They have a neighbour at either end: inside the image the pixel that is
 * there, at its border the one on the other side, so that the difference is 0. */

#include "hill-hog-tile.h"

#include <math.h>
#include <string.h>

#define TILE_PIXELS 256

void
hill_hog_tile_init (HillHogTile         *self,
                    const HillHogParams *params,
                    const HillPixels    *pixels)
{
  guint n_columns = pixels->width / params->cell;
  gsize n_rows, batch = HILL_FEATURE_BATCH_ROWS;
  float *p;

  self->kernels = hill_feature_kernels_get ();
  self->pixels = pixels;
  self->max_cells = CLAMP (TILE_PIXELS / params->cell, 1, n_columns);
  self->stride = HILL_FEATURE_PAD (self->max_cells * params->cell) + 2 * HILL_FEATURE_LANES;
  n_rows = 3 * pixels->n_channels + 2 + 3 * batch + 1 + 1;
  p = g_aligned_alloc0 (n_rows * self->stride + params->cell + 256, sizeof (float), 64);
  self->rows = p;
  self->gx = p += 3 * pixels->n_channels * self->stride;
  self->gy = p += self->stride;
  self->a = p += self->stride;
  self->b = p += batch * self->stride;
  self->c = p += batch * self->stride;
  self->slots = (gint32 *) (p += batch * self->stride);
  self->sums = p += self->stride;
  self->gamma = params->gamma ? p + self->stride + params->cell : NULL;
  for (int i = 0; self->gamma != NULL && i < 256; i++)
    self->gamma[i] = sqrtf ((float) i);
}

void
hill_hog_tile_clear (HillHogTile *self)
{
  g_aligned_free (self->rows);
  self->rows = NULL;
}

static float
get_value (const HillHogTile *self,
           guint8             byte)
{
  return self->gamma != NULL ? self->gamma[byte] : byte;
}

static float *
get_row (const HillHogTile *self,
         guint              y)
{
  return self->rows + y % 3 * self->pixels->n_channels * self->stride + HILL_FEATURE_LANES;
}

static void
load_row (HillHogTile *self,
          guint        y)
{
  guint width = self->pixels->width, end = self->first + self->n;
  guint before = self->first > 0 ? self->first - 1 : MIN (1, width - 1);
  guint behind = end < width ? end : MAX (width, 2) - 2;

  for (guint k = 0; k < self->pixels->n_channels; k++)
    {
      const guint8 *bytes = self->pixels->data + ((gsize) k * self->pixels->height + y) * width;
      float *row = get_row (self, y) + k * self->stride;

      if (self->gamma == NULL)
        self->kernels->convert (bytes + self->first, self->n, row);
      for (guint x = 0; self->gamma != NULL && x < self->n; x++)
        row[x] = self->gamma[bytes[self->first + x]];
      row[-1] = get_value (self, bytes[before]);
      row[self->n] = get_value (self, bytes[behind]);
    }
}

void
hill_hog_tile_move (HillHogTile *self,
                    guint        first,
                    guint        n,
                    guint        y)
{
  self->first = first;
  self->n = n;
  if (y > 0)
    load_row (self, y - 1);
  load_row (self, y);
}

void
hill_hog_tile_gradient (HillHogTile *self,
                        guint        y)
{
  guint height = self->pixels->height;
  const float *up, *down;

  if (y + 1 < height)
    load_row (self, y + 1);
  down = get_row (self, y + 1 < height ? y + 1 : y > 0 ? y - 1 : y);
  up = y > 0 ? get_row (self, y - 1) : down;
  self->kernels->gradient (up, get_row (self, y), down, self->stride, self->pixels->n_channels, self->n, self->gx, self->gy);
}
