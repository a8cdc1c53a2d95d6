/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Grids are cut into tiles, rows into chunks whose number depends on theirs alone.  Each chunk adds up a tile on its own; the chunks
 * are put together in order, with one logarithm for each point. */

#include "hill-landscape-private.h"

#include "hill-kernels-fine.h"
#include "hill-parallel.h"

#include <math.h>
#include <string.h>

#define SIDE HILL_TILE_SIDE
#define MAX_CHUNKS 16
#define MIN_CHUNK_ROWS 128
#define WAVE_POINTS ((gsize) 256 << 20)       /* classes times points times rows between two reports */
#define MIN_WAVE_ROWS 64

typedef struct
{
  const HillLandscape *self;
  const HillLoss      *loss;
  HillGridTile         tile;
  HillGridSums       **sums;                  /* owned; of each chunk */
  gsize                n_chunks;
  gsize                wave;
  gsize                wave_rows;
} Fill;

/* The places of a tile's points, from point @first of n on, about the middle of the tile. */
static void
place_points (double   low,
              double   high,
              gsize    n,
              gsize    first,
              gsize    n_in_tile,
              float   *places,
              float   *centre,
              float   *half,
              float   *step)
{
  double distance = n > 1 ? (high - low) / (double) (n - 1) : 0;
  double start = low + distance * (double) first;

  *centre = (float) (start + distance * (double) (n_in_tile - 1) / 2);
  *half = 0;
  for (gsize i = 0; i < SIDE; i++)
    {
      places[i] = (float) (start + distance * (double) MIN (i, n_in_tile - 1) - (double) *centre);
      *half = MAX (*half, fabsf (places[i]));
    }
  *step = distance > 0 ? (float) distance : 1;
}

/* As far as the tile reaches, in whole groups of rows. */
static void
clear_sums (const HillGridTile *tile,
            HillGridSums       *sums)
{
  gsize n = (MIN (tile->n_b + 3, SIDE) / 4 * 4) * SIDE;

  for (gsize i = 0; i < n; i++)
    sums->products[i] = 1;
  memset (sums->exponents, 0, n * sizeof *sums->exponents);
  memset (sums->losses, 0, n * sizeof *sums->losses);
  memset (sums->partial, 0, n * sizeof *sums->partial);
  memset (sums->changes, 0, tile->n_b * (SIDE + 1) * sizeof *sums->changes);
}

static void
fill_chunk (gsize    chunk,
            gpointer data)
{
  const Fill *fill = data;
  const HillLandscape *self = fill->self;
  gsize n_rows = self->sample->n_rows;
  gsize start = n_rows * chunk / fill->n_chunks + fill->wave * fill->wave_rows;
  gsize end = MIN (n_rows * (chunk + 1) / fill->n_chunks, start + fill->wave_rows);
  const float *tables = hill_landscape_get_row (self, start);
  HillGridSums *sums = fill->sums[chunk];
  float *scratch;

  if (fill->wave == 0)
    clear_sums (&fill->tile, sums);
  if (start >= end)
    return;
  scratch = g_aligned_alloc (2 * HILL_GRID_TERMS (self->n_others) * SIDE, sizeof (float), 64);
  if (fill->loss->type == HILL_LOSS_HINGE)
    hill_kernel_grid_hinge (&fill->tile, tables, end - start, (float) fill->loss->margin, scratch, sums);
  else
    hill_kernel_grid_softmax (&fill->tile, tables, end - start, scratch, sums);
  hill_kernel_grid_correct (&fill->tile, tables, self->labels + start, end - start, sums);
  g_aligned_free (scratch);
}

/* The sum over the examples at one point. */
static double
get_loss (const Fill *fill,
          gsize       at)
{
  double sum = 0, product = 1;
  gint64 exponent = 0;

  for (gsize chunk = 0; chunk < fill->n_chunks; chunk++)
    {
      sum += fill->sums[chunk]->losses[at];
      product *= (double) fill->sums[chunk]->products[at];
      exponent += fill->sums[chunk]->exponents[at];
    }
  return sum + (log (product) + (double) exponent * G_LN2);
}

static void
collect_row (const Fill *fill,
             gsize       j,
             double     *losses,
             double     *n_correct)
{
  gint64 right = 0;

  for (gsize i = 0; i < fill->tile.n_a; i++)
    {
      for (gsize chunk = 0; chunk < fill->n_chunks; chunk++)
        right += fill->sums[chunk]->changes[j * (SIDE + 1) + i];
      losses[i] = get_loss (fill, j * SIDE + i);
      n_correct[i] = (double) right;
    }
}

/* @done, @share: what of all the work was done before this tile, and how much it is itself */
static gboolean
fill_tile (Fill                *fill,
           guint                n_threads,
           const HillProgress  *progress,
           double               done,
           double               share,
           GError             **error)
{
  gsize n_rows = fill->self->sample->n_rows, chunk_rows = n_rows / fill->n_chunks + 1, n_waves;

  fill->wave_rows = MAX (WAVE_POINTS / (MAX (fill->self->n_others, 1) * fill->tile.n_a * fill->tile.n_b) / fill->n_chunks,
                         MIN_WAVE_ROWS);
  n_waves = (chunk_rows + fill->wave_rows - 1) / fill->wave_rows;
  for (fill->wave = 0; fill->wave < n_waves; fill->wave++)
    {
      hill_parallel_for (fill->n_chunks, n_threads, fill_chunk, fill);
      if (!hill_progress_report (progress, done + share * (double) (fill->wave + 1) / (double) n_waves, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_all (Fill                *fill,
          const HillGrid      *grid,
          guint                n_threads,
          const HillProgress  *progress,
          double              *losses,
          double              *n_correct,
          GError             **error)
{
  gsize tiles_a = (grid->n_a + SIDE - 1) / SIDE, tiles_b = (grid->n_b + SIDE - 1) / SIDE;
  double n_tiles = (double) (tiles_a * tiles_b);
  HillGridTile *tile = &fill->tile;
  float unused;

  for (gsize number = 0; number < tiles_a * tiles_b; number++)
    {
      gsize a = number % tiles_a, b = number / tiles_a;
      gsize first_a = a * grid->n_a / tiles_a, first_b = b * grid->n_b / tiles_b;

      tile->n_a = (a + 1) * grid->n_a / tiles_a - first_a;
      tile->n_b = (b + 1) * grid->n_b / tiles_b - first_b;
      place_points (grid->a_min, grid->a_max, grid->n_a, first_a, tile->n_a, tile->a, &tile->centre_a, &tile->half_a, &tile->step_a);
      place_points (grid->b_min, grid->b_max, grid->n_b, first_b, tile->n_b, tile->b, &tile->centre_b, &tile->half_b, &unused);
      if (!fill_tile (fill, n_threads, progress, (double) number / n_tiles, 1 / n_tiles, error))
        return FALSE;
      for (gsize j = 0; j < tile->n_b; j++)
        collect_row (fill, j, losses + (first_b + j) * grid->n_a + first_a, n_correct + (first_b + j) * grid->n_a + first_a);
    }
  return TRUE;
}

gboolean
hill_landscape_fill_sums (const HillLandscape  *self,
                          const HillLoss       *loss,
                          const HillGrid       *grid,
                          guint                 n_threads,
                          const HillProgress   *progress,
                          double               *losses,
                          double               *n_correct,
                          GError              **error)
{
  Fill fill = { .self = self, .loss = loss };
  HillGridSums *sums[MAX_CHUNKS];
  gboolean done;

  fill.tile.n_others = self->n_others;
  fill.tile.log_classes = logf ((float) self->n_classes);
  fill.n_chunks = CLAMP (self->sample->n_rows / MIN_CHUNK_ROWS, 1, MAX_CHUNKS);
  fill.sums = sums;
  for (gsize chunk = 0; chunk < fill.n_chunks; chunk++)
    sums[chunk] = g_aligned_alloc (1, sizeof **sums, 64);
  done = fill_all (&fill, grid, n_threads, progress, losses, n_correct, error);
  for (gsize chunk = 0; chunk < fill.n_chunks; chunk++)
    g_aligned_free (sums[chunk]);
  return done;
}
