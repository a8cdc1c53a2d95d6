/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* All weights at once.  Columns are cut into blocks; each block goes through the rows on its own and has its own sums, so that no two
 * threads ever add to the same number and the order of adding is always that of the rows. */

#include "hill-numeric-private.h"

#include "hill-kernels-fine.h"
#include "hill-parallel.h"

#include <math.h>
#include <string.h>

#define COLUMNS HILL_NUDGE_COLUMNS
#define BLOCK_ROWS 32
#define MAX_SERIES_Z 0.01                     /* of hill_kernel_exp_minus_1() */
#define MAX_SERIES_U 0.09                     /* sum of |z| until a logarithm is taken, so that products stay within 0.1 of 1 */
#define WAVE_PRODUCTS ((gsize) 64 << 20)      /* between two reports */
#define SLOW_FACTOR 64                        /* how much longer exponentials and logarithms of libm take */

/* What one block of columns adds up; each is C x COLUMNS doubles. */
enum
{
  SUM_UP,
  SUM_DOWN,
  SUM_KINKS,                                  /* of the hinge */
  SUM_LABELS = SUM_KINKS,                     /* of softmax: sum of z over the rows of the class */
  SUM_UP_PART,                                /* of the rows just looked at: products of softmax, sums of the hinge */
  SUM_DOWN_PART,
  SUM_UP_REST,                                /* what Kahan's summation still lacks, of the hinge */
  SUM_DOWN_REST,
  N_SUMS,
};

typedef struct
{
  const HillNumeric *self;
  double             h;
  double            *sums;                    /* blocks x N_SUMS x C x COLUMNS */
  double            *sizes;                   /* by block: no |z| is larger */
  gsize              n_blocks;
  gsize              first;                   /* rows of this wave */
  gsize              end;
} Nudging;

/* Where a block's work is done; all BLOCK_ROWS x COLUMNS. */
typedef struct
{
  double z[BLOCK_ROWS * COLUMNS];
  double up[BLOCK_ROWS * COLUMNS];
  double down[BLOCK_ROWS * COLUMNS];
} Bench;

static double *
nudging_get_sums (const Nudging *nudging,
                  gsize          block,
                  int            which)
{
  return nudging->sums + (block * N_SUMS + (gsize) which) * nudging->self->n_classes * COLUMNS;
}

static void
spread_block (const Nudging *nudging,
              gsize          block,
              gsize          first,
              gsize          n_rows,
              double        *z)
{
  const HillNumeric *self = nudging->self;
  gsize n = MIN (COLUMNS, self->n_columns - block * COLUMNS);

  for (gsize i = 0; i < n_rows; i++, z += COLUMNS)
    {
      hill_numeric_spread (self, first + i, block * COLUMNS, n, z);
      for (gsize d = 0; d < n; d++)
        z[d] *= nudging->h;
      for (gsize d = n; d < COLUMNS; d++)
        z[d] = 0;
    }
}

/* Moves the logarithms of the products into the sums. */
static void
take_logarithms (const Nudging *nudging,
                 gsize          block)
{
  gsize n = nudging->self->n_classes * COLUMNS;

  for (int k = 0; k < 2; k++)
    {
      double *products = nudging_get_sums (nudging, block, SUM_UP_PART + k);
      double *sums = nudging_get_sums (nudging, block, SUM_UP + k);

      hill_kernel_log_1_plus (products, n);
      for (gsize j = 0; j < n; j++)
        sums[j] += products[j];
      memset (products, 0, n * sizeof *products);
    }
}

static void
nudge_softmax_block (const Nudging *nudging,
                     gsize          block,
                     gsize          first,
                     gsize          n_rows,
                     Bench         *bench)
{
  const HillNumeric *self = nudging->self;
  double *labels = nudging_get_sums (nudging, block, SUM_LABELS);

  hill_kernel_exp_minus_1 (bench->z, n_rows * COLUMNS, bench->up, bench->down);
  hill_kernel_nudge_softmax (bench->up, bench->down, n_rows, self->n_classes, self->base + first * self->n_classes,
                             nudging_get_sums (nudging, block, SUM_UP_PART), nudging_get_sums (nudging, block, SUM_DOWN_PART));
  for (gsize i = 0; i < n_rows; i++)
    {
      double *restrict to = labels + self->labels[first + i] * COLUMNS;
      const double *restrict z = bench->z + i * COLUMNS;

      for (gsize d = 0; d < COLUMNS; d++)
        to[d] += z[d];
    }
}

/* Changes of many rows may cancel almost to nothing: what some rows add up to is added with compensation. */
static void
nudge_hinge_block (const Nudging *nudging,
                   gsize          block,
                   gsize          first,
                   gsize          n_rows,
                   const double  *z)
{
  const HillNumeric *self = nudging->self;
  gsize n = self->n_classes * COLUMNS;

  hill_kernel_nudge_hinge (z, n_rows, self->n_classes, self->base + first * self->n_classes, self->labels + first,
                           nudging_get_sums (nudging, block, SUM_UP_PART), nudging_get_sums (nudging, block, SUM_DOWN_PART),
                           nudging_get_sums (nudging, block, SUM_KINKS));
  for (int k = 0; k < 2; k++)
    {
      double *restrict sum = nudging_get_sums (nudging, block, SUM_UP + k);
      double *restrict rest = nudging_get_sums (nudging, block, SUM_UP_REST + k);
      double *restrict part = nudging_get_sums (nudging, block, SUM_UP_PART + k);

      for (gsize j = 0; j < n; j++)
        {
          double y = part[j] - rest[j], t = sum[j] + y;

          rest[j] = (t - sum[j]) - y;
          sum[j] = t;
          part[j] = 0;
        }
    }
}

static void
nudge_softmax_slowly (const Nudging *nudging,
                      gsize          block,
                      gsize          first,
                      gsize          n_rows,
                      const double  *z)
{
  const HillNumeric *self = nudging->self;
  double *up = nudging_get_sums (nudging, block, SUM_UP), *down = nudging_get_sums (nudging, block, SUM_DOWN);

  for (gsize i = 0; i < n_rows; i++)
    for (guint c = 0; c < self->n_classes; c++)
      for (gsize d = 0; d < COLUMNS; d++)
        {
          up[c * COLUMNS + d] += hill_numeric_get_change (self, first + i, c, z[i * COLUMNS + d]);
          down[c * COLUMNS + d] += hill_numeric_get_change (self, first + i, c, -z[i * COLUMNS + d]);
        }
}

/* A block of columns through the rows of a wave. */
static void
nudge_block (gsize    block,
             gpointer data)
{
  const Nudging *nudging = data;
  const HillNumeric *self = nudging->self;
  double size = nudging->sizes[block], room = MAX_SERIES_U;
  gboolean softmax = self->loss.type == HILL_LOSS_SOFTMAX, series = size <= MAX_SERIES_Z;
  gsize at_once = softmax && series && size > 0 ? (gsize) CLAMP (MAX_SERIES_U / size, 1, BLOCK_ROWS) : BLOCK_ROWS;
  Bench *bench = g_aligned_alloc (1, sizeof *bench, 64);

  for (gsize first = nudging->first, n; first < nudging->end; first += n)
    {
      n = MIN (at_once, nudging->end - first);
      spread_block (nudging, block, first, n, bench->z);
      if (!softmax)
        nudge_hinge_block (nudging, block, first, n, bench->z);
      else if (!series)
        nudge_softmax_slowly (nudging, block, first, n, bench->z);
      else
        {
          if (room < (double) n * size)
            {
              take_logarithms (nudging, block);
              room = MAX_SERIES_U;
            }
          nudge_softmax_block (nudging, block, first, n, bench);
          room -= (double) n * size;
        }
    }
  if (softmax && series)
    take_logarithms (nudging, block);
  g_aligned_free (bench);
}

/* No |x'| of the block's columns is larger: exactly for floats, by the range of a byte for bytes. */
static double
find_largest (const HillNumeric *self,
              gsize              block)
{
  const HillDesign *design = self->sample->design;
  const HillCells *cells = hill_design_get_cells (design, HILL_SPLIT_TRAIN);
  const float *slopes = hill_design_get_slopes (design), *offsets = hill_design_get_offsets (design);
  gsize n = MIN (COLUMNS, self->n_columns - block * COLUMNS);
  double largest = (block + 1) * COLUMNS >= self->n_columns ? 1 : 0, x[COLUMNS];

  if (cells->type == HILL_CELLS_U8)
    for (gsize d = block * COLUMNS; d < MIN ((block + 1) * COLUMNS, cells->n_cols); d++)
      largest = MAX (largest, MAX (fabs ((double) offsets[d]), fabs (255 * (double) slopes[d] + (double) offsets[d])));
  for (gsize i = 0; cells->type != HILL_CELLS_U8 && i < self->sample->n_rows; i++)
    {
      hill_numeric_spread (self, i, block * COLUMNS, n, x);
      for (gsize d = 0; d < n; d++)
        largest = MAX (largest, fabs (x[d]));
    }
  return largest;
}

static gsize
get_wave_rows (const Nudging *nudging)
{
  const HillNumeric *self = nudging->self;
  gsize rows = MAX (WAVE_PRODUCTS / (self->n_columns * self->n_classes), 1);

  for (gsize block = 0; block < nudging->n_blocks; block++)
    if (self->loss.type == HILL_LOSS_SOFTMAX && nudging->sizes[block] > MAX_SERIES_Z)
      return MAX (rows / SLOW_FACTOR, 1);
  return MAX (rows / BLOCK_ROWS, 1) * BLOCK_ROWS;
}

/* From blocks of columns to rows of weights. */
static void
nudging_collect (const Nudging *nudging,
                 double        *up,
                 double        *down,
                 guint32       *n_kinks)
{
  const HillNumeric *self = nudging->self;
  double share = 1 / (double) MAX (self->sample->n_rows, 1);
  gboolean softmax = self->loss.type == HILL_LOSS_SOFTMAX;

  for (guint c = 0; c < self->n_classes; c++)
    for (gsize d = 0; d < self->n_columns; d++)
      {
        gsize block = d / COLUMNS, from = c * COLUMNS + d % COLUMNS, to = c * self->n_columns + d;
        double third = nudging_get_sums (nudging, block, SUM_LABELS)[from], label = softmax ? third : 0;

        up[to] = (nudging_get_sums (nudging, block, SUM_UP)[from] - label) * share;
        down[to] = (nudging_get_sums (nudging, block, SUM_DOWN)[from] + label) * share;
        if (n_kinks != NULL)
          n_kinks[to] = softmax ? 0 : (guint32) third;
      }
}

gboolean
hill_numeric_nudge_all (const HillNumeric   *self,
                        double               h,
                        guint                n_threads,
                        const HillProgress  *progress,
                        double              *up,
                        double              *down,
                        guint32             *n_kinks,
                        GError             **error)
{
  Nudging nudging = { .self = self, .h = h };
  g_autofree double *sizes = NULL;
  gsize n_rows, wave_rows;
  gboolean going = TRUE;

  g_return_val_if_fail (self != NULL && h > 0 && up != NULL && down != NULL, FALSE);

  n_rows = self->sample->n_rows;
  nudging.n_blocks = (self->n_columns + COLUMNS - 1) / COLUMNS;
  nudging.sizes = sizes = g_new (double, nudging.n_blocks);
  for (gsize block = 0; block < nudging.n_blocks; block++)
    sizes[block] = h * find_largest (self, block);
  nudging.sums = g_aligned_alloc0 (nudging.n_blocks * N_SUMS * self->n_classes * COLUMNS, sizeof (double), 64);
  wave_rows = get_wave_rows (&nudging);
  for (nudging.first = 0; going && nudging.first < n_rows; nudging.first = nudging.end)
    {
      nudging.end = MIN (nudging.first + wave_rows, n_rows);
      hill_parallel_for (nudging.n_blocks, n_threads, nudge_block, &nudging);
      going = hill_progress_report (progress, (double) nudging.end / (double) n_rows, error);
    }
  if (going)
    nudging_collect (&nudging, up, down, n_kinks);
  g_aligned_free (nudging.sums);
  return going;
}
