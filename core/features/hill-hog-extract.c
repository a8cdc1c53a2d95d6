/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The histogram of gradients by the fast kernels.  Whole votes are counted without an angle: how much magnitude lies beyond the
 * start of each bin, column by column; the bins are the differences.  Shared votes go to two neighbouring bins of a cell at once.
 * What opencv's blocks make of them is in hill-hog-shared.c. */

#include "hill-hog-private.h"

#include "hill-hog-tile.h"

#include <math.h>
#include <string.h>

/* The largest gx / gy beyond the start of each bin: for directions that point down (0 to 180 degrees), and for those that point up
 * turned by 180 degrees.  Padded, so that the last bins are counted like the others. */
typedef struct
{
  float down[HILL_HOG_MAX_BINS + HILL_FEATURE_BOUNDARIES];
  float up[HILL_HOG_MAX_BINS + HILL_FEATURE_BOUNDARIES];
} Limits;

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
      self->up[k] = find_limit (start - 180);
    }
}

/* Row @row of the columns' sums, added to bin @bin of each cell. */
static void
add_columns (const HillHogTile   *tile,
             const HillHogParams *params,
             guint                row,
             guint                group,
             guint                bin,
             float               *sums)
{
  const float *columns = tile->sums + row * tile->stride, *end = columns + tile->n;
  guint cell = params->cell;

  for (sums += bin; columns < end; columns += cell, sums += params->n_bins)
    {
      float sum = columns[0];

      for (guint u = group; u < cell; u += group)
        sum += columns[u];
      *sums += sum;
    }
}

/* Rows that are loaded: what lies in each bin is added to sums[cell][bin].  The zones of the left half count from the other end. */
static void
count_batch (HillHogTile         *tile,
             const HillHogParams *params,
             const Limits        *limits,
             guint                n_rows,
             float               *sums)
{
  gboolean is_power = (params->cell & (params->cell - 1)) == 0;
  guint group = is_power ? MIN (params->cell, tile->kernels->lanes) : 1, n_bins = params->n_bins, last = n_bins / 2;

  for (guint first = 0; first <= last; first += HILL_FEATURE_ZONES - 1)
    {
      gboolean is_last = first + HILL_FEATURE_ZONES > last;
      guint end = is_last ? last + 1 : first + HILL_FEATURE_ZONES - 1;

      tile->kernels->count (tile->rows, tile->row_stride, tile->stride, tile->pixels->n_channels, n_rows, tile->n,
                            limits->down + first, first == 0, group, tile->sums, tile->stride);
      for (guint zone = first; zone < end; zone++)
        add_columns (tile, params, zone - first, group, zone, sums);
      for (guint zone = first; zone < MIN (end, (n_bins + 1) / 2); zone++)
        add_columns (tile, params, HILL_FEATURE_ZONES + zone - first, group, n_bins - 1 - zone, sums);
      if (is_last)
        break;
    }
}

static void
count_signed_batch (HillHogTile         *tile,
                    const HillHogParams *params,
                    const float         *limits,
                    gboolean             pointing_up,
                    guint                n_rows,
                    float               *sums)
{
  for (guint first = 0; first < params->n_bins; first += HILL_FEATURE_BOUNDARIES - 1)
    {
      gboolean is_last = first + HILL_FEATURE_BOUNDARIES >= params->n_bins;
      guint end = is_last ? params->n_bins : first + HILL_FEATURE_BOUNDARIES - 1;

      tile->kernels->count_signed (tile->rows, tile->row_stride, tile->stride, tile->pixels->n_channels, n_rows, tile->n,
                                   limits + first, pointing_up, tile->sums, tile->stride);
      for (guint bin = first; bin < end; bin++)
        add_columns (tile, params, bin - first, 1, bin, sums);
      if (is_last)
        break;
    }
}

static void
count_cells (HillHogTile         *tile,
             const HillHogParams *params,
             const Limits        *limits,
             guint                y,
             float               *sums)
{
  for (guint v = 0; v < params->cell; v += HILL_FEATURE_BATCH_ROWS)
    {
      guint n_rows = MIN (HILL_FEATURE_BATCH_ROWS, params->cell - v);

      hill_hog_tile_load (tile, y + v, n_rows);
      if (!params->is_signed)
        {
          count_batch (tile, params, limits, n_rows, sums);
          continue;
        }
      count_signed_batch (tile, params, limits->down, FALSE, n_rows, sums);
      count_signed_batch (tile, params, limits->up, TRUE, n_rows, sums);
    }
}

/* As slots go, the last bin stands before the first, and the first behind the last, too: see the kernel. */
static void
add_shared (const HillHogTile   *tile,
            const HillHogParams *params,
            guint                cell,
            float               *sums)
{
  float slots[HILL_HOG_MAX_BINS + 2] = { 0 };

  for (guint x = cell * params->cell; x < (cell + 1) * params->cell; x++)
    {
      slots[tile->slots[x]] += tile->lower[x];
      slots[tile->slots[x] + 1] += tile->upper[x];
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
             float               *sums)
{
  for (guint v = 0; v < params->cell; v++)
    {
      if (v % HILL_FEATURE_BATCH_ROWS == 0)
        hill_hog_tile_load (tile, y + v, MIN (HILL_FEATURE_BATCH_ROWS, params->cell - v));
      hill_hog_tile_share (tile, params, v % HILL_FEATURE_BATCH_ROWS);
      for (guint c = 0; c < tile->n / params->cell; c++)
        add_shared (tile, params, c, sums + c * params->n_bins);
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
  gsize n_values = (gsize) shape->n_rows * shape->n_columns * shape->n_bins;
  float unit = 1.0f / (float) (params->cell * params->cell);
  float *sums = cells;
  Limits limits;

  hill_hog_tile_init (&tile, params, pixels);
  limits_init (&limits, params);
  memset (cells, 0, n_values * sizeof *cells);
  for (guint row = 0; row < shape->n_rows; row++)
    for (guint column = 0; column < shape->n_columns; column += tile.max_cells)
      {
        guint n_cells = MIN (tile.max_cells, shape->n_columns - column);

        hill_hog_tile_move (&tile, column * params->cell, n_cells * params->cell);
        if (params->variant == HILL_HOG_LINEAR)
          share_cells (&tile, params, row * params->cell, sums);
        else
          count_cells (&tile, params, &limits, row * params->cell, sums);
        sums += n_cells * shape->n_bins;
      }
  for (gsize i = 0; params->variant == HILL_HOG_SKIMAGE && i < n_values; i++)
    cells[i] *= unit;
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

/* The cells of one block, in the order of the vector. */
static void
copy_block (const HillHogParams *params,
            const HillHogShape  *shape,
            const float         *cells,
            float               *vector)
{
  gsize n_bins = shape->n_bins, down = shape->n_columns * n_bins;
  guint block = shape->block;

  for (guint i = 0; i < block; i++)
    for (guint j = 0; j < block; j++, vector += n_bins)
      {
        gboolean in_columns = params->order == HILL_HOG_ORDER_COLUMNS;
        const float *from = cells + (in_columns ? j : i) * down + (in_columns ? i : j) * n_bins;

        for (gsize k = 0; k < n_bins; k++)
          vector[k] = from[k];
      }
}

static void
normalize_all (const HillHogParams *params,
               const HillHogShape  *shape,
               const float         *cells,
               float               *vector)
{
  gsize n = (gsize) shape->block * shape->block * shape->n_bins;

  for (guint row = 0; row < shape->n_block_rows; row++)
    for (guint column = 0; column < shape->n_block_columns; column++)
      {
        gsize block = params->order == HILL_HOG_ORDER_COLUMNS ? (gsize) column * shape->n_block_rows + row
                                                              : (gsize) row * shape->n_block_columns + column;
        float *values = vector + block * n;

        copy_block (params, shape, cells + ((gsize) row * shape->n_columns + column) * shape->n_bins, values);
        hill_hog_normalize (params, values, n);
      }
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
