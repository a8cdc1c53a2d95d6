/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The kernels, compiled once for each instruction set of hill-kernels-vector.h.
 *
 * Scores: two rows meet a tile of classes at once, so that a converted pixel serves all classes of the tile and a
 * weight both rows.  Weights are first packed, a panel of columns at a time, in the order in which they are met.
 * Gradient: a tile of classes times two vectors of columns is summed in registers over a block of rows.
 * Each sum is taken in an order that depends on D, C and the order of the rows alone, never on how rows are grouped. */

#include "hill-kernels-table.h"
#include "hill-kernels-vector.h"

#include <math.h>

#define PANEL 1024                    /* columns: a packed tile stays in the first-level cache */
#define CACHE_LINE 64
#define BLOCK 64                      /* rows: their pointers and scores stay there too */

G_STATIC_ASSERT (PANEL % LANES == 0);

typedef struct
{
  const HillCells *cells;
  const guint32   *rows;
  gsize            first;
  gsize            n;
} RowList;

ALWAYS_INLINE gsize
row_list_get (const RowList *self,
              gsize          i)
{
  return self->rows != NULL ? self->rows[i] : self->first + i;
}

ALWAYS_INLINE gsize
cell_size (HillCellType type)
{
  return type == HILL_CELLS_U8 ? 1 : sizeof (float);
}

ALWAYS_INLINE FloatVector
load_cells (const guint8 *p,
            HillCellType  type)
{
  return type == HILL_CELLS_U8 ? vector_load_bytes (p) : vector_load ((const float *) (const void *) p);
}

/* The last cells of a row, zeros after them: a row may end where its memory ends. */
ALWAYS_INLINE FloatVector
load_last_cells (const guint8 *p,
                 gsize         n_cells,
                 HillCellType  type)
{
  guint8 cells[LANES * sizeof (float)] = { 0 };

  memcpy (cells, p, n_cells * cell_size (type));
  return load_cells (cells, type);
}

/* A tile is K classes from class "start" on; the classes are dealt evenly to as few tiles as will hold them. */
ALWAYS_INLINE guint
tile_get_start (guint tile,
                guint n_tiles,
                guint n_classes)
{
  return (guint) ((guint64) tile * n_classes / n_tiles);
}

/* ---- Scores ---- */

typedef struct
{
  RowList      list;
  gsize        column;                /* where the panel begins */
  gsize        n_columns;             /* how wide it is */
  const float *packed;
  float       *scores;                /* of the first class of the tile in the first row */
  gsize        stride;
} ScoresPanel;

/* packed[v][c]: vector v of the panel's columns for class c of the tile; zeros behind the last column. */
static void
pack_weights (const float *weights,
              gsize        weight_stride,
              guint        n_classes,
              gsize        n_columns,
              float       *packed)
{
  for (gsize d = 0; d < n_columns; d += LANES)
    for (guint c = 0; c < n_classes; c++, packed += LANES)
      if (d + LANES <= n_columns)
        vector_store (packed, vector_load (weights + c * weight_stride + d));
      else
        {
          memset (packed, 0, LANES * sizeof (float));
          memcpy (packed, weights + c * weight_stride + d, (n_columns - d) * sizeof (float));
        }
}

ALWAYS_INLINE void
add_products (FloatVector (*sums)[TILE],
              FloatVector   x0,
              FloatVector   x1,
              const float  *packed,
              int           n_classes)
{
#pragma GCC unroll 10
  for (int c = 0; c < n_classes; c++)
    {
      FloatVector w = vector_load (packed + c * LANES);

      KEEP_IN_REGISTER (w);
      sums[0][c] += x0 * w;
      sums[1][c] += x1 * w;
    }
}

ALWAYS_INLINE void
add_scores_of_pair (const ScoresPanel *self,
                    const guint8      *row0,
                    const guint8      *row1,
                    const guint8      *next0,
                    const guint8      *next1,
                    float             *scores0,
                    float             *scores1,
                    int                n_classes,
                    HillCellType       type)
{
  FloatVector sums[2][TILE];
  const float *packed = self->packed;
  gsize d = 0;

#pragma GCC unroll 10
  for (int c = 0; c < n_classes; c++)
    sums[0][c] = sums[1][c] = (FloatVector) { 0 };

  for (; d + LANES <= self->n_columns; d += LANES, packed += n_classes * LANES)
    {
      gsize offset = d * cell_size (type);

      __builtin_prefetch (next0 + offset);
      __builtin_prefetch (next1 + offset);
      add_products (sums, load_cells (row0 + offset, type), load_cells (row1 + offset, type), packed, n_classes);
    }
  if (d < self->n_columns)
    {
      gsize offset = d * cell_size (type), rest = self->n_columns - d;

      add_products (sums, load_last_cells (row0 + offset, rest, type), load_last_cells (row1 + offset, rest, type),
                    packed, n_classes);
    }

  vector_add_sums (sums[0], n_classes, scores0);
  vector_add_sums (sums[1], n_classes, scores1);
}

ALWAYS_INLINE const guint8 *
panel_get_row (const ScoresPanel *self,
               gsize              i,
               HillCellType       type)
{
  gsize row = row_list_get (&self->list, MIN (i, self->list.n - 1));

  return (const guint8 *) hill_cells_get_row (self->list.cells, row) + self->column * cell_size (type);
}

ALWAYS_INLINE void
add_scores_of_tile (const ScoresPanel *self,
                    int                n_classes,
                    HillCellType       type)
{
  float unused[GROUP] = { 0 };

  for (gsize i = 0; i < self->list.n; i += 2)
    add_scores_of_pair (self,
                        panel_get_row (self, i, type),
                        panel_get_row (self, i + 1, type),
                        panel_get_row (self, i + 2, type),
                        panel_get_row (self, i + 3, type),
                        self->scores + i * self->stride,
                        i + 1 < self->list.n ? self->scores + (i + 1) * self->stride : unused,
                        n_classes,
                        type);
}

/* Asks for the first rows of the panel while its weights are packed: no row before them does it. */
static void
prefetch_first_rows (const ScoresPanel *self)
{
  gsize n_bytes = self->n_columns * cell_size (self->list.cells->type);

  for (gsize i = 0; i < 2; i++)
    for (gsize offset = 0; offset < n_bytes; offset += CACHE_LINE)
      __builtin_prefetch (panel_get_row (self, i, self->list.cells->type) + offset);
}

/* The number of classes must be a constant where the sums are to stay in registers. */
#define FOR_EACH_TILE_SIZE(CASE) CASE (1) CASE (2) CASE (3) CASE (4) CASE (5) FOR_LARGE_TILE_SIZES (CASE)
#if TILE == 10
#define FOR_LARGE_TILE_SIZES(CASE) CASE (6) CASE (7) CASE (8) CASE (9) CASE (10)
#else
#define FOR_LARGE_TILE_SIZES(CASE)
#endif

#define SCORES_CASE(k) case k: add_scores_of_tile (self, k, type); break;

ALWAYS_INLINE void
add_scores (const ScoresPanel *self,
            guint              n_classes,
            HillCellType       type)
{
  switch (n_classes)
    {
      FOR_EACH_TILE_SIZE (SCORES_CASE)
    default:
      g_assert_not_reached ();
    }
}

static void
add_scores_of_bytes (const ScoresPanel *self,
                     guint              n_classes)
{
  add_scores (self, n_classes, HILL_CELLS_U8);
}

static void
add_scores_of_floats (const ScoresPanel *self,
                      guint              n_classes)
{
  add_scores (self, n_classes, HILL_CELLS_F32);
}

/* Every row begins as the bias, zeros behind it. */
static void
start_scores (gsize        n,
              guint        n_classes,
              const float *bias,
              float       *scores)
{
  gsize stride = HILL_SCORES_STRIDE (n_classes);

  if (n == 0)
    return;

  memcpy (scores, bias, n_classes * sizeof (float));
  memset (scores + n_classes, 0, (stride - n_classes) * sizeof (float));
  for (gsize c = 0; c < stride; c += LANES)
    {
      FloatVector v = vector_load (scores + c);

      for (gsize i = 1; i < n; i++)
        vector_store (scores + i * stride + c, v);
    }
}

static void
kernel_scores (const HillCells *cells,
               const guint32   *rows,
               gsize            first,
               gsize            n,
               guint            n_classes,
               const float     *weights,
               gsize            weight_stride,
               const float     *bias,
               float           *scores)
{
  float packed[PANEL * TILE] __attribute__ ((aligned (64)));
  guint n_tiles = (n_classes + TILE - 1) / TILE;
  gsize n_panels = (cells->n_cols + PANEL - 1) / PANEL;
  gsize width = n_panels > 0 ? ((cells->n_cols + n_panels - 1) / n_panels + LANES - 1) / LANES * LANES : 0;
  ScoresPanel panel = { { cells, rows, first, n }, 0, 0, packed, NULL, HILL_SCORES_STRIDE (n_classes) };

  start_scores (n, n_classes, bias, scores);
  for (guint tile = 0; n > 0 && tile < n_tiles; tile++)
    {
      guint start = tile_get_start (tile, n_tiles, n_classes);
      guint n_in_tile = tile_get_start (tile + 1, n_tiles, n_classes) - start;

      panel.scores = scores + start;
      for (panel.column = 0; panel.column < cells->n_cols; panel.column += width)
        {
          panel.n_columns = MIN (width, cells->n_cols - panel.column);
          prefetch_first_rows (&panel);
          pack_weights (weights + start * weight_stride + panel.column, weight_stride, n_in_tile, panel.n_columns, packed);
          if (cells->type == HILL_CELLS_U8)
            add_scores_of_bytes (&panel, n_in_tile);
          else
            add_scores_of_floats (&panel, n_in_tile);
        }
    }
}

/* ---- Gradient ---- */

/* A block of rows: where they begin, and their slopes dL/ds. */
typedef struct
{
  const guint8 *cells[BLOCK];
  const float  *dscores[BLOCK];
  gsize         n;
  gsize         n_columns;
  guint         class_start;
  float        *dweights;             /* of the first class of the tile */
  gsize         weight_stride;
} GradientBlock;

/* Two vectors of columns: both full, or one full vector and one that repeats it and is not stored. */
ALWAYS_INLINE void
add_gradient_of_columns (const GradientBlock *self,
                         gsize                d,
                         gboolean             two,
                         int                  n_classes,
                         HillCellType         type)
{
  gsize offset0 = d * cell_size (type);
  gsize offset1 = two ? (d + LANES) * cell_size (type) : offset0;
  FloatVector sums[2][TILE];

#pragma GCC unroll 10
  for (int c = 0; c < n_classes; c++)
    {
      sums[0][c] = vector_load (self->dweights + c * self->weight_stride + d);
      if (two)
        sums[1][c] = vector_load (self->dweights + c * self->weight_stride + d + LANES);
    }

  for (gsize i = 0; i < self->n; i++)
    {
      FloatVector x0 = load_cells (self->cells[i] + offset0, type);
      FloatVector x1 = load_cells (self->cells[i] + offset1, type);
      const float *dscores = self->dscores[i] + self->class_start;

#pragma GCC unroll 10
      for (int c = 0; c < n_classes; c++)
        {
          FloatVector slope = vector_all (dscores[c]);

          sums[0][c] += x0 * slope;
          if (two)
            sums[1][c] += x1 * slope;
        }
    }

#pragma GCC unroll 10
  for (int c = 0; c < n_classes; c++)
    {
      vector_store (self->dweights + c * self->weight_stride + d, sums[0][c]);
      if (two)
        vector_store (self->dweights + c * self->weight_stride + d + LANES, sums[1][c]);
    }
}

/* Fewer columns than a vector are left: the same sums on a copy with zeros behind. */
ALWAYS_INLINE void
add_gradient_of_last_columns (const GradientBlock *self,
                              gsize                d,
                              int                  n_classes,
                              HillCellType         type)
{
  gsize rest = self->n_columns - d;

  for (int c = 0; c < n_classes; c++)
    {
      float *dweights = self->dweights + c * self->weight_stride + d;
      float last[LANES] = { 0 };
      FloatVector sum;

      memcpy (last, dweights, rest * sizeof (float));
      sum = vector_load (last);
      for (gsize i = 0; i < self->n; i++)
        sum += load_last_cells (self->cells[i] + d * cell_size (type), rest, type)
               * vector_all (self->dscores[i][self->class_start + c]);
      vector_store (last, sum);
      memcpy (dweights, last, rest * sizeof (float));
    }
}

ALWAYS_INLINE void
add_gradient_of_tile (const GradientBlock *self,
                      int                  n_classes,
                      HillCellType         type)
{
  gsize d = 0;

  for (; d + 2 * LANES <= self->n_columns; d += 2 * LANES)
    add_gradient_of_columns (self, d, TRUE, n_classes, type);
  if (d + LANES <= self->n_columns)
    {
      add_gradient_of_columns (self, d, FALSE, n_classes, type);
      d += LANES;
    }
  if (d < self->n_columns)
    add_gradient_of_last_columns (self, d, n_classes, type);
}

#define GRADIENT_CASE(k) case k: add_gradient_of_tile (self, k, type); break;

ALWAYS_INLINE void
add_gradient (const GradientBlock *self,
              guint                n_classes,
              HillCellType         type)
{
  switch (n_classes)
    {
      FOR_EACH_TILE_SIZE (GRADIENT_CASE)
    default:
      g_assert_not_reached ();
    }
}

static void
add_gradient_of_bytes (const GradientBlock *self,
                       guint                n_classes)
{
  add_gradient (self, n_classes, HILL_CELLS_U8);
}

static void
add_gradient_of_floats (const GradientBlock *self,
                        guint                n_classes)
{
  add_gradient (self, n_classes, HILL_CELLS_F32);
}

static gboolean
is_all_zero (const float *values,
             gsize        n_values)
{
  guint32 bits = 0;

  for (gsize i = 0; i < n_values; i++)
    {
      guint32 word;

      memcpy (&word, values + i, sizeof word);
      bits |= word << 1;              /* minus zero is zero too */
    }
  return bits == 0;
}

/* Rows without slope (a hinge that is met by its margin) are left out: they would add zeros. */
static void
gradient_block_init (GradientBlock *self,
                     const RowList *list,
                     gsize          start,
                     guint          n_classes,
                     const float   *dscores,
                     float         *dbias)
{
  gsize stride = HILL_SCORES_STRIDE (n_classes);

  self->n = 0;
  self->n_columns = list->cells->n_cols;
  for (gsize i = start; i < MIN (start + BLOCK, list->n); i++)
    {
      const float *slopes = dscores + i * stride;

      if (is_all_zero (slopes, n_classes))
        continue;
      for (guint c = 0; c < n_classes; c++)
        dbias[c] += slopes[c];
      self->cells[self->n] = hill_cells_get_row (list->cells, row_list_get (list, i));
      self->dscores[self->n++] = slopes;
    }
}

static void
kernel_gradient (const HillCells *cells,
                 const guint32   *rows,
                 gsize            first,
                 gsize            n,
                 guint            n_classes,
                 const float     *dscores,
                 float           *dweights,
                 gsize            weight_stride,
                 float           *dbias)
{
  RowList list = { cells, rows, first, n };
  guint n_tiles = (n_classes + TILE - 1) / TILE;
  GradientBlock block;

  block.weight_stride = weight_stride;
  for (gsize start = 0; start < n; start += BLOCK)
    {
      gradient_block_init (&block, &list, start, n_classes, dscores, dbias);
      for (guint tile = 0; tile < n_tiles; tile++)
        {
          guint n_in_tile = tile_get_start (tile + 1, n_tiles, n_classes) - tile_get_start (tile, n_tiles, n_classes);

          block.class_start = tile_get_start (tile, n_tiles, n_classes);
          block.dweights = dweights + block.class_start * weight_stride;
          if (cells->type == HILL_CELLS_U8)
            add_gradient_of_bytes (&block, n_in_tile);
          else
            add_gradient_of_floats (&block, n_in_tile);
        }
    }
}

#include "hill-kernels-losses.h"
#include "hill-kernels-doubles.h"
#include "hill-kernels-grid.h"

const HillKernelTable TABLE = {
  NAME,
  kernel_scores,
  kernel_gradient,
  kernel_softmax,
  kernel_hinge,
  kernel_spread,
  kernel_fine_scores,
  kernel_fine_gradient,
  kernel_exp_minus_1,
  kernel_log_1_plus,
  kernel_nudge_softmax,
  kernel_nudge_hinge,
  kernel_grid_softmax,
  kernel_grid_hinge,
  kernel_grid_correct,
};
