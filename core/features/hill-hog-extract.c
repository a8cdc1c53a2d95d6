/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The histogram of gradients by the fast kernels.  Votes shared between two neighbouring bins go to both at once; whole votes are counted
 * in hill-hog-count.c, and what opencv's blocks make of shared ones is in hill-hog-shared.c. */

#include "hill-hog-private.h"

#include "hill-hog-tile.h"

#include <string.h>

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

static void
share_all (const HillHogParams *params,
           const HillPixels    *pixels,
           const HillHogShape  *shape,
           float               *cells)
{
  g_auto(HillHogTile) tile = { 0 };
  float *sums = cells;

  hill_hog_tile_init (&tile, params, pixels);
  memset (cells, 0, (gsize) shape->n_rows * shape->n_columns * shape->n_bins * sizeof *cells);
  for (guint row = 0; row < shape->n_rows; row++)
    for (guint column = 0; column < shape->n_columns; column += tile.max_cells)
      {
        guint n_cells = MIN (tile.max_cells, shape->n_columns - column);

        hill_hog_tile_move (&tile, column * params->cell, n_cells * params->cell);
        share_cells (&tile, params, row * params->cell, sums);
        sums += n_cells * shape->n_bins;
      }
}

/* n_rows x n_columns x n_bins of any variant but opencv and cs231n. */
static void
extract_cells (const HillHogParams *params,
               const HillPixels    *pixels,
               const HillHogShape  *shape,
               float               *cells)
{
  gsize n_values = (gsize) shape->n_rows * shape->n_columns * shape->n_bins;
  float unit = 1.0f / (float) (params->cell * params->cell);

  if (params->variant == HILL_HOG_LINEAR)
    share_all (params, pixels, shape, cells);
  else
    hill_hog_count (params, pixels, shape, cells);
  for (gsize i = 0; params->variant == HILL_HOG_SKIMAGE && i < n_values; i++)
    cells[i] *= unit;
}

static gboolean
is_fast (const HillHogParams *params,
         const HillHogShape  *shape)
{
  switch (params->variant)
    {
    case HILL_HOG_LECTURE:
    case HILL_HOG_SKIMAGE:
      return !params->gamma;    /* whole votes are counted in bytes, which have no square roots */
    case HILL_HOG_LINEAR:
      return TRUE;
    case HILL_HOG_OPENCV:
      return hill_hog_can_share (params, shape);
    case HILL_HOG_CS231N:
    default:
      return FALSE;
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

  if (!is_fast (self, &shape))
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
