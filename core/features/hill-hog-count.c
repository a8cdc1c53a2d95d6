/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Whole votes, counted without an angle: how much magnitude lies beyond the start of each bin, column by column; the bins are the
 * differences.  Rows are read in all their length, which is what memory is fast at, and counted some cells at a time, so that the sums
 * stay in the cache. */

#include "hill-hog-private.h"

#include "hill-feature-kernels.h"

#include <math.h>
#include <string.h>

#define CHUNK_COLUMNS 256

/* The largest gx / gy beyond the start of each bin: for directions that point down (0 to 180 degrees), and for those that point up
 * turned by 180 degrees.  Padded, so that the last bins are counted like the others. */
typedef struct
{
  float down[HILL_HOG_MAX_BINS + HILL_FEATURE_BOUNDARIES];
  float up[HILL_HOG_MAX_BINS + HILL_FEATURE_BOUNDARIES];
} Limits;

/**
 * Counting:
 * @rows: a row of cells, or a part of it, in @memory
 * @n_columns: of whole cells
 * @chunk: of them at a time
 * @sums: owned: of columns, 2 HILL_FEATURE_ZONES rows of @stride
 */
typedef struct
{
  const HillFeatureKernels *kernels;
  const HillHogParams      *params;
  const HillPixels         *pixels;
  Limits                    limits;
  guint8                   *memory;
  HillFeatureRows           rows;
  guint                     n_columns;
  guint                     chunk;
  gsize                     stride;
  float                    *sums;
} Counting;

/* cot, exactly where it decides: no direction between multiples of 45 degrees lies on a start. */
static float
find_limit (double degrees)
{
  if (degrees <= 0)
    return INFINITY;
  if (degrees >= 180)
    return -G_MAXFLOAT;
  if (degrees == 45 || degrees == 135)
    return degrees == 45 ? 1 : -1;
  if (degrees == 90)
    return 0;
  return (float) (1 / tan (degrees * G_PI / 180));
}

/* Unsigned, nothing beyond 90 degrees is asked for. */
static void
limits_init (Limits              *self,
             const HillHogParams *params)
{
  guint n_starts = params->is_signed ? params->n_bins : params->n_bins / 2 + 1;
  double turn = params->is_signed ? 360 : 180;

  for (guint k = 0; k < G_N_ELEMENTS (self->down); k++)
    {
      double start = k < n_starts ? k * turn / params->n_bins : 360;

      self->down[k] = find_limit (start);
      if (params->is_signed)
        self->up[k] = find_limit (start - 180);
    }
}

static void
counting_init (Counting            *self,
               const HillHogParams *params,
               const HillPixels    *pixels,
               const HillHogShape  *shape)
{
  gsize row, n_channels = pixels->n_channels;

  self->kernels = hill_feature_kernels_get ();
  self->params = params;
  self->pixels = pixels;
  limits_init (&self->limits, params);
  self->n_columns = shape->n_columns * params->cell;
  self->chunk = MIN (MAX (CHUNK_COLUMNS / params->cell, 1), shape->n_columns) * params->cell;
  row = HILL_FEATURE_PAD (self->n_columns, HILL_FEATURE_STRIP) + 2 * HILL_FEATURE_STRIP;
  self->memory = g_aligned_alloc0 ((HILL_FEATURE_BATCH_ROWS + 2) * n_channels, row, 64);
  self->rows = (HillFeatureRows) { self->memory + n_channels * row + HILL_FEATURE_STRIP, 0, n_channels * row, row, pixels->n_channels };
  self->stride = HILL_FEATURE_PAD (self->chunk, HILL_FEATURE_STRIP);
  self->sums = g_aligned_alloc (2 * HILL_FEATURE_ZONES * self->stride, sizeof (float), 64);
}

static void
counting_clear (Counting *self)
{
  g_aligned_free (self->memory);
  g_aligned_free (self->sums);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Counting, counting_clear)

/* Row @y of the image to place @v.  At the image's border the neighbour on the other side stands in, so that the difference is 0. */
static void
counting_load_row (Counting *self,
                   guint     y,
                   gssize    v)
{
  guint width = self->pixels->width, n = self->n_columns;
  guint8 *to = self->memory + (v + 1) * (gssize) self->rows.row_stride + HILL_FEATURE_STRIP;

  for (guint k = 0; k < self->pixels->n_channels; k++, to += self->rows.channel_stride)
    {
      const guint8 *from = self->pixels->data + ((gsize) k * self->pixels->height + y) * width;

      memcpy (to, from, n);
      to[-1] = from[MIN (1, width - 1)];
      to[n] = from[n < width ? n : MAX (width, 2) - 2];
    }
}

static void
counting_load (Counting *self,
               guint     y,
               guint     n_rows)
{
  guint height = self->pixels->height, end = y + n_rows;

  counting_load_row (self, y > 0 ? y - 1 : MIN (1, height - 1), -1);
  for (guint v = 0; v < n_rows; v++)
    counting_load_row (self, y + v, v);
  counting_load_row (self, end < height ? end : MAX (height, 2) - 2, n_rows);
  self->rows.n = n_rows;
}

/* Row @row of the sums over groups of columns, added to bin @bin of each cell. */
static void
counting_add (const Counting *self,
              guint           n,
              guint           row,
              guint           group,
              guint           bin,
              float          *cells)
{
  const float *sums = self->sums + row * self->stride, *end = sums + n / group;
  guint n_groups = self->params->cell / group, n_bins = self->params->n_bins;

  cells += bin;
  if (n_groups == 1)
    for (; sums < end; sums++, cells += n_bins)
      *cells += *sums;
  else
    for (; sums < end; sums += n_groups, cells += n_bins)
      for (guint k = 0; k < n_groups; k++)
        *cells += sums[k];
}

/* What lies in each bin is added to cells[cell][bin].  The zones of the left half count from the other end. */
static void
count_unsigned (const Counting        *self,
                const HillFeatureRows *rows,
                guint                  n,
                float                 *cells)
{
  guint cell = self->params->cell, n_bins = self->params->n_bins, last = n_bins / 2;
  guint group = cell % 8 == 0 ? 8 : cell % 4 == 0 ? 4 : 1;

  for (guint first = 0; first <= last; first += HILL_FEATURE_ZONES - 1)
    {
      gboolean is_last = first + HILL_FEATURE_ZONES > last;
      guint end = is_last ? last + 1 : first + HILL_FEATURE_ZONES - 1;

      self->kernels->count (rows, n, self->limits.down + first, first == 0, group, self->sums, self->stride);
      for (guint zone = first; zone < end; zone++)
        counting_add (self, n, zone - first, group, zone, cells);
      for (guint zone = first; zone < MIN (end, (n_bins + 1) / 2); zone++)
        counting_add (self, n, HILL_FEATURE_ZONES + zone - first, group, n_bins - 1 - zone, cells);
      if (is_last)
        break;
    }
}

static void
count_signed (const Counting        *self,
              const HillFeatureRows *rows,
              guint                  n,
              gboolean               pointing_up,
              float                 *cells)
{
  const float *limits = pointing_up ? self->limits.up : self->limits.down;
  guint n_bins = self->params->n_bins;

  for (guint first = 0; first < n_bins; first += HILL_FEATURE_BOUNDARIES - 1)
    {
      gboolean is_last = first + HILL_FEATURE_BOUNDARIES >= n_bins;
      guint end = is_last ? n_bins : first + HILL_FEATURE_BOUNDARIES - 1;

      self->kernels->count_signed (rows, n, limits + first, pointing_up, self->sums, self->stride);
      for (guint bin = first; bin < end; bin++)
        counting_add (self, n, bin - first, 1, bin, cells);
      if (is_last)
        break;
    }
}

/* The rows that are loaded. */
static void
counting_add_rows (const Counting *self,
                   float          *cells)
{
  for (guint x = 0; x < self->n_columns; x += self->chunk)
    {
      guint n = MIN (self->chunk, self->n_columns - x);
      float *to = cells + x / self->params->cell * self->params->n_bins;
      HillFeatureRows rows = self->rows;

      rows.bytes += x;
      if (!self->params->is_signed)
        {
          count_unsigned (self, &rows, n, to);
          continue;
        }
      count_signed (self, &rows, n, FALSE, to);
      count_signed (self, &rows, n, TRUE, to);
    }
}

void
hill_hog_count (const HillHogParams *self,
                const HillPixels    *pixels,
                const HillHogShape  *shape,
                float               *cells)
{
  g_auto(Counting) counting = { 0 };
  gsize n_values = (gsize) shape->n_columns * shape->n_bins;

  counting_init (&counting, self, pixels, shape);
  memset (cells, 0, shape->n_rows * n_values * sizeof *cells);
  for (guint row = 0; row < shape->n_rows; row++)
    for (guint v = 0; v < self->cell; v += HILL_FEATURE_BATCH_ROWS)
      {
        counting_load (&counting, row * self->cell + v, MIN (HILL_FEATURE_BATCH_ROWS, self->cell - v));
        counting_add_rows (&counting, cells + row * n_values);
      }
}
