/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The histogram of gradients by the fast kernels.  Whole votes are counted without an angle: how much magnitude lies beyond the
 * start of each bin, column by column; the bins are the differences.  Shared votes go to two neighbouring bins of a cell at once.
 * What opencv's blocks make of them is in hill-hog-shared.c. */

#include "hill-hog-private.h"

#include "hill-hog-tile.h"

#include <math.h>
#include <string.h>

/* The largest gx / gy beyond the start of each bin, for directions that point down (upper: 0 to 180 degrees) or that are
 * turned by 180 degrees. */
typedef struct
{
  float upper[HILL_HOG_MAX_BINS];
  float lower[HILL_HOG_MAX_BINS];
} Limits;

/* cot, exactly where it decides: no direction between multiples of 45 degrees lies on a start. */
static float
find_limit (double degrees)
{
  if (degrees <= 0)
    return INFINITY;
  if (degrees >= 180)
    return -INFINITY;
  if (degrees == 45 || degrees == 135)
    return degrees == 45 ? 1 : -1;
  if (degrees == 90)
    return 0;
  return (float) (1 / tan (degrees * G_PI / 180));
}

static void
limits_init (Limits              *self,
             const HillHogParams *params)
{
  for (guint k = 0; k < params->n_bins; k++)
    {
      double start = k * (params->is_signed ? 360.0 : 180.0) / params->n_bins;

      self->upper[k] = find_limit (start);
      self->lower[k] = params->is_signed ? find_limit (start - 180) : self->upper[k];
    }
}

/* Sums of groups of @cell values, into every @step-th double. */
static void
add_columns (HillHogTile *tile,
             guint        cell,
             double      *sums,
             gsize        step)
{
  gboolean is_power = (cell & (cell - 1)) == 0;

  if (is_power)
    tile->kernels->reduce (tile->sums, tile->n, cell);
  for (guint x = 0; x < tile->n; x += cell, sums += step)
    {
      double sum = tile->sums[x];

      for (guint u = 1; u < cell && !is_power; u++)
        sum += tile->sums[x + u];
      *sums += sum;
    }
}

/* @n_rows rows from @y on: what lies beyond the start of each bin is added to sums[cell][bin]. */
static void
count_batch (HillHogTile         *tile,
             const HillHogParams *params,
             const Limits        *limits,
             guint                y,
             guint                n_rows,
             double              *sums)
{
  const HillFeatureKernels *kernels = tile->kernels;
  float *lower = params->is_signed ? tile->c : tile->b;

  for (guint v = 0; v < n_rows; v++)
    {
      gsize row = v * tile->stride;

      hill_hog_tile_gradient (tile, y + v);
      kernels->fold (tile->gx, tile->gy, tile->n, tile->a + row, tile->b + row, lower + row);
    }
  for (guint k = 0; k < params->n_bins; k++)
    {
      memset (tile->sums, 0, tile->n * sizeof *tile->sums);
      kernels->count (tile->a, tile->b, tile->stride, n_rows, tile->n, limits->upper[k], tile->sums);
      if (params->is_signed)
        kernels->count (tile->a, lower, tile->stride, n_rows, tile->n, limits->lower[k], tile->sums);
      add_columns (tile, params->cell, sums + k, params->n_bins + 1);
    }
}

static void
count_cells (HillHogTile         *tile,
             const HillHogParams *params,
             const Limits        *limits,
             guint                y,
             double              *sums)
{
  guint n_cells = tile->n / params->cell;

  memset (sums, 0, n_cells * (params->n_bins + 1) * sizeof *sums);
  for (guint v = 0; v < params->cell; v += HILL_FEATURE_BATCH_ROWS)
    count_batch (tile, params, limits, y + v, MIN (HILL_FEATURE_BATCH_ROWS, params->cell - v), sums);
  for (guint c = 0; c < n_cells; c++, sums += params->n_bins + 1)
    for (guint k = 0; k < params->n_bins; k++)
      sums[k] = MAX (0, sums[k] - sums[k + 1]);
}

/* As slots go, the first and the last bin lie at both ends: see the kernel. */
static void
add_shared (const HillHogTile   *tile,
            const HillHogParams *params,
            guint                cell,
            double              *sums)
{
  double slots[HILL_HOG_MAX_BINS + 2] = { 0 };

  for (guint x = cell * params->cell; x < (cell + 1) * params->cell; x++)
    {
      slots[tile->slots[x]] += tile->a[x];
      slots[tile->slots[x] + 1] += tile->b[x];
    }
  slots[params->n_bins] += slots[0];
  slots[1] += slots[params->n_bins + 1];
  for (guint k = 0; k < params->n_bins; k++)
    sums[k] += slots[k + 1];
}

static void
share_cells (HillHogTile         *tile,
             const HillHogParams *params,
             guint                y,
             double              *sums)
{
  guint n_cells = tile->n / params->cell;

  memset (sums, 0, n_cells * (params->n_bins + 1) * sizeof *sums);
  for (guint v = 0; v < params->cell; v++)
    {
      hill_hog_tile_gradient (tile, y + v);
      tile->kernels->share (tile->gx, tile->gy, tile->n, params->is_signed, hill_hog_get_bins_per_radian (params), tile->slots,
                            tile->a, tile->b);
      for (guint c = 0; c < n_cells; c++)
        add_shared (tile, params, c, sums + c * (params->n_bins + 1));
    }
}

/* n_rows x n_columns x n_bins of any variant but opencv and cs231n. */
static void
extract_cells (const HillHogParams *params,
               const HillPixels    *pixels,
               const HillHogShape  *shape,
               float               *cells)
{
  g_auto(HillHogTile) tile = { 0 };
  double unit = params->variant == HILL_HOG_SKIMAGE ? 1.0 / (params->cell * params->cell) : 1;
  g_autofree double *sums = NULL;
  Limits limits;

  hill_hog_tile_init (&tile, params, pixels);
  limits_init (&limits, params);
  sums = g_new (double, tile.max_cells * (shape->n_bins + 1));
  for (guint row = 0; row < shape->n_rows; row++)
    for (guint column = 0; column < shape->n_columns; column += tile.max_cells)
      {
        guint n_cells = MIN (tile.max_cells, shape->n_columns - column), y = row * params->cell;

        hill_hog_tile_move (&tile, column * params->cell, n_cells * params->cell, y);
        if (params->variant == HILL_HOG_LINEAR)
          share_cells (&tile, params, y, sums);
        else
          count_cells (&tile, params, &limits, y, sums);
        for (guint c = 0; c < n_cells; c++)
          for (guint k = 0; k < shape->n_bins; k++)
            *cells++ = (float) (sums[c * (shape->n_bins + 1) + k] * unit);
      }
}

/* What is not made for speed. */
static void
extract_exactly (const HillHogParams *params,
                 const HillPixels    *pixels,
                 const HillHogShape  *shape,
                 float               *vector)
{
  g_autofree double *exact = g_new (double, shape->length);

  hill_hog_compute (params, pixels, exact);
  for (gsize i = 0; i < shape->length; i++)
    vector[i] = (float) exact[i];
}

static void
normalize_all (const HillHogParams *params,
               const HillHogShape  *shape,
               const float         *cells,
               float               *vector)
{
  gsize n = (gsize) shape->block * shape->block * shape->n_bins;

  for (gsize i = 0; i < shape->length; i += shape->n_bins)
    {
      HillHogPlace place;

      hill_hog_get_place (params, shape, i, &place);
      memcpy (vector + i, cells + ((gsize) place.row * shape->n_columns + place.column) * shape->n_bins, shape->n_bins * sizeof *cells);
    }
  for (gsize i = 0; i < shape->length; i += n)
    hill_hog_normalize (params, vector + i, n);
}

void
hill_hog_extract (const HillHogParams *self,
                  const HillPixels    *pixels,
                  float               *vector)
{
  g_autofree float *cells = NULL;
  HillHogShape shape;

  if (!hill_hog_get_shape (self, pixels->width, pixels->height, &shape, NULL))
    g_return_if_reached ();

  if (self->variant == HILL_HOG_CS231N || (self->variant == HILL_HOG_OPENCV && !hill_hog_can_share (self, &shape)))
    {
      extract_exactly (self, pixels, &shape, vector);
    }
  else if (self->variant == HILL_HOG_OPENCV)
    {
      hill_hog_extract_shared (self, pixels, &shape, vector);
    }
  else if (self->norm == HILL_HOG_NORM_NONE && self->order == HILL_HOG_ORDER_ROWS)
    {
      extract_cells (self, pixels, &shape, vector);
    }
  else
    {
      cells = g_new (float, (gsize) shape.n_rows * shape.n_columns * shape.n_bins);
      extract_cells (self, pixels, &shape, cells);
      normalize_all (self, &shape, cells, vector);
    }
}
