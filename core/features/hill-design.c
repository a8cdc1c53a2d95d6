/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The design matrix: the features, and one slope and one offset for each.  Means and deviations are found once, in exact
 * integers for bytes, over the rows trained on; nothing of the data is copied. */

#include "hill-design.h"

#include "hill-design-private.h"
#include "hill-parallel.h"

#include <math.h>
#include <string.h>

/* Few enough that the sum of 255^2 over a chunk fits 32 bits. */
#define CHUNK_ROWS 4096

struct _HillDesign
{
  gatomicrefcount ref_count;
  HillFeatures   *features;       /* owned */
  HillPartition  *partition;      /* owned */
  char           *text;           /* owned; the features in words */
  HillScale       scale;
  gsize           n_features;
  guint           n_classes;
  float           unit;
  float          *slopes;         /* owned; n_features each */
  float          *offsets;        /* owned */
};

/* One pass over the rows trained on: per chunk and feature two sums, of which only one is used for floats. */
typedef struct
{
  const HillCells *cells;
  const guint32   *rows;
  gsize            n_rows;
  guint32         *byte_sums;     /* chunks x 2 D: sum x, then sum x^2 */
  double          *sums;          /* chunks x D: sum x, or sum (x - mean)^2 where there are means */
  const double    *means;         /* (nullable) */
} Pass;

static void
pass_add_byte_chunk (gsize    chunk,
                     gpointer data)
{
  const Pass *pass = data;
  gsize n_cols = pass->cells->n_cols;
  gsize end = MIN (pass->n_rows, (chunk + 1) * CHUNK_ROWS);
  guint32 *restrict sums = pass->byte_sums + chunk * 2 * n_cols;
  guint32 *restrict squares = sums + n_cols;

  for (gsize i = chunk * CHUNK_ROWS; i < end; i++)
    {
      const guint8 *row = hill_cells_get_row (pass->cells, pass->rows[i]);

      for (gsize d = 0; d < n_cols; d++)
        {
          guint32 x = row[d];

          sums[d] += x;
          squares[d] += x * x;
        }
    }
}

static void
pass_add_float_chunk (gsize    chunk,
                      gpointer data)
{
  const Pass *pass = data;
  gsize n_cols = pass->cells->n_cols;
  gsize end = MIN (pass->n_rows, (chunk + 1) * CHUNK_ROWS);
  double *restrict sums = pass->sums + chunk * n_cols;

  for (gsize i = chunk * CHUNK_ROWS; i < end; i++)
    {
      const float *row = hill_cells_get_row (pass->cells, pass->rows[i]);

      for (gsize d = 0; d < n_cols; d++)
        {
          double x = row[d];

          sums[d] += pass->means != NULL ? (x - pass->means[d]) * (x - pass->means[d]) : x;
        }
    }
}

/* Bytes: n sum x^2 - (sum x)^2 in 128 bits, so that a constant column has deviation 0 and no other has. */
static void
find_byte_moments (const HillCells *cells,
                   const guint32   *rows,
                   gsize            n_rows,
                   guint            n_threads,
                   double          *means,
                   double          *deviations)
{
  __extension__ typedef unsigned __int128 Wide;
  gsize n_chunks = (n_rows + CHUNK_ROWS - 1) / CHUNK_ROWS;
  gsize n_cols = cells->n_cols;
  g_autofree guint32 *byte_sums = g_new0 (guint32, n_chunks * 2 * n_cols);
  Pass pass = { .cells = cells, .rows = rows, .n_rows = n_rows, .byte_sums = byte_sums };

  hill_parallel_for (n_chunks, n_threads, pass_add_byte_chunk, &pass);
  for (gsize d = 0; d < n_cols; d++)
    {
      guint64 sum = 0, square = 0;

      for (gsize chunk = 0; chunk < n_chunks; chunk++)
        {
          sum += byte_sums[chunk * 2 * n_cols + d];
          square += byte_sums[(chunk * 2 + 1) * n_cols + d];
        }
      means[d] = (double) sum / (double) n_rows;
      deviations[d] = sqrt ((double) ((Wide) n_rows * square - (Wide) sum * sum)) / (double) n_rows;
    }
}

static void
find_float_means (Pass   *pass,
                  guint   n_threads,
                  double *means)
{
  gsize n_chunks = (pass->n_rows + CHUNK_ROWS - 1) / CHUNK_ROWS;
  gsize n_cols = pass->cells->n_cols;

  memset (pass->sums, 0, n_chunks * n_cols * sizeof *pass->sums);
  hill_parallel_for (n_chunks, n_threads, pass_add_float_chunk, pass);
  for (gsize d = 0; d < n_cols; d++)
    {
      double sum = 0;

      for (gsize chunk = 0; chunk < n_chunks; chunk++)
        sum += pass->sums[chunk * n_cols + d];
      means[d] = sum / (double) pass->n_rows;
    }
}

/* Floats: two passes in double.  The mean of a constant column is that constant exactly (24 bits times N fit a
 * double), so its deviation comes out as 0 too. */
static void
find_float_moments (const HillCells *cells,
                    const guint32   *rows,
                    gsize            n_rows,
                    guint            n_threads,
                    double          *means,
                    double          *deviations)
{
  gsize n_chunks = (n_rows + CHUNK_ROWS - 1) / CHUNK_ROWS;
  g_autofree double *sums = g_new (double, n_chunks * cells->n_cols);
  Pass pass = { .cells = cells, .rows = rows, .n_rows = n_rows, .sums = sums };

  find_float_means (&pass, n_threads, means);
  pass.means = means;
  find_float_means (&pass, n_threads, deviations);
  for (gsize d = 0; d < cells->n_cols; d++)
    deviations[d] = sqrt (deviations[d]);
}

/* What all features of a block are multiplied with where they are centred. */
static double
find_block_factor (const HillFeatureBlock *block,
                   const double           *deviations)
{
  double variance = 0;

  for (gsize d = block->offset; d < block->offset + block->length; d++)
    variance += deviations[d] * deviations[d];
  return variance > 0 ? sqrt (HILL_DESIGN_BLOCK_VARIANCE / variance) : 1;
}

static void
fill_slopes (const HillDesign *self,
             const double     *deviations,
             double           *slopes)
{
  const HillFeatureSet *set = hill_features_get_set (self->features);

  for (guint i = 0; i < set->n_blocks; i++)
    {
      const HillFeatureBlock *block = &set->blocks[i];
      double slope = self->unit;

      if (self->scale == HILL_SCALE_CENTER && block->kind != HILL_FEATURE_PIXELS)
        slope = find_block_factor (block, deviations);
      for (gsize d = block->offset; d < block->offset + block->length; d++)
        slopes[d] = self->scale == HILL_SCALE_STANDARDIZE ? 1 / deviations[d] : slope;
    }
}

/* x' = u x, u x - m or (u x - m) / s, all written as slope x + offset in terms of the stored x. */
static void
hill_design_set_scale (HillDesign   *self,
                       const double *means,
                       const double *deviations)
{
  g_autofree double *slopes = g_new (double, self->n_features + 1);

  fill_slopes (self, deviations, slopes);
  for (gsize d = 0; d < self->n_features; d++)
    {
      double slope = slopes[d];

      self->slopes[d] = (float) slope;
      self->offsets[d] = self->scale == HILL_SCALE_NONE ? 0 : (float) (-slope * means[d]);
      if (!isfinite (self->slopes[d]) || !isfinite (self->offsets[d]))
        self->slopes[d] = self->offsets[d] = 0;
    }
}

/* Of the cells as they are stored. */
static void
hill_design_find_moments (const HillDesign *self,
                          guint             n_threads,
                          double           *means,
                          double           *deviations)
{
  const HillCells *cells = hill_design_get_cells (self, HILL_SPLIT_TRAIN);
  const HillPartition *rows = self->partition;

  if (rows->n_train == 0)
    return;
  if (cells->type == HILL_CELLS_U8)
    find_byte_moments (cells, rows->train, rows->n_train, n_threads, means, deviations);
  else
    find_float_moments (cells, rows->train, rows->n_train, n_threads, means, deviations);
}

static void
hill_design_find_scale (HillDesign *self,
                        guint       n_threads)
{
  g_autofree double *means = g_new0 (double, self->n_features + 1);
  g_autofree double *deviations = g_new0 (double, self->n_features + 1);

  if (self->scale != HILL_SCALE_NONE)
    hill_design_find_moments (self, n_threads, means, deviations);
  hill_design_set_scale (self, means, deviations);
}

float *
hill_design_find_means (const HillDesign *self,
                        guint             n_threads)
{
  g_autofree double *means = g_new0 (double, self->n_features + 1);
  g_autofree double *deviations = g_new0 (double, self->n_features + 1);
  float *scaled;

  g_return_val_if_fail (self != NULL, NULL);

  scaled = g_new0 (float, self->n_features + 1);
  if (self->scale != HILL_SCALE_NONE)
    return scaled;
  hill_design_find_moments (self, n_threads, means, deviations);
  for (gsize d = 0; d < self->n_features; d++)
    scaled[d] = (float) (self->unit * means[d]);
  return scaled;
}

HillDesign *
hill_design_new_from_features (HillFeatures  *features,
                               HillPartition *partition,
                               const char    *text,
                               HillScale      scale,
                               guint          n_threads)
{
  HillDesign *self;

  g_return_val_if_fail (features != NULL && partition != NULL, NULL);
  g_return_val_if_fail (scale <= HILL_SCALE_STANDARDIZE, NULL);

  self = g_new0 (HillDesign, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->features = hill_features_ref (features);
  self->partition = hill_partition_ref (partition);
  self->text = text != NULL ? g_strdup (text) : hill_feature_set_to_text (hill_features_get_set (features));
  self->scale = scale;
  self->n_features = hill_features_get_set (features)->length;
  self->n_classes = hill_dataset_get_n_classes (hill_features_get_dataset (features));
  self->unit = hill_features_get_cells (features, HILL_SPLIT_TRAIN)->type == HILL_CELLS_U8 ? 1.0f / 255 : 1.0f;
  self->slopes = g_new (float, self->n_features + 1);
  self->offsets = g_new (float, self->n_features + 1);
  hill_design_find_scale (self, n_threads);
  return self;
}

HillDesign *
hill_design_new (HillDataset         *dataset,
                 HillPartition       *partition,
                 const char          *features,
                 HillScale            scale,
                 guint                n_threads,
                 const HillProgress  *progress,
                 GError             **error)
{
  g_autoptr(HillFeatures) extracted = NULL;

  g_return_val_if_fail (dataset != NULL && partition != NULL && features != NULL, NULL);

  extracted = hill_features_new (dataset, features, n_threads, progress, error);
  return extracted != NULL ? hill_design_new_from_features (extracted, partition, features, scale, n_threads) : NULL;
}

HillDesign *
hill_design_ref (HillDesign *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hill_design_unref (HillDesign *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  hill_features_unref (self->features);
  hill_partition_unref (self->partition);
  g_free (self->text);
  g_free (self->slopes);
  g_free (self->offsets);
  g_free (self);
}

HillDataset *
hill_design_get_dataset (const HillDesign *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return hill_features_get_dataset (self->features);
}

HillPartition *
hill_design_get_partition (const HillDesign *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->partition;
}

const char *
hill_design_get_features (const HillDesign *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

const HillFeatureSet *
hill_design_get_feature_set (const HillDesign *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return hill_features_get_set (self->features);
}

HillScale
hill_design_get_scale (const HillDesign *self)
{
  g_return_val_if_fail (self != NULL, HILL_SCALE_NONE);

  return self->scale;
}

gsize
hill_design_get_n_features (const HillDesign *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_features;
}

guint
hill_design_get_n_classes (const HillDesign *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_classes;
}

const HillCells *
hill_design_get_cells (const HillDesign *self,
                       HillSplit         split)
{
  g_return_val_if_fail (self != NULL, NULL);

  return hill_features_get_cells (self->features, split);
}

const guint16 *
hill_design_get_labels (const HillDesign *self,
                        HillSplit         split)
{
  g_return_val_if_fail (self != NULL, NULL);

  return hill_dataset_get_labels (hill_features_get_dataset (self->features), split);
}

const float *
hill_design_get_slopes (const HillDesign *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->slopes;
}

const float *
hill_design_get_offsets (const HillDesign *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->offsets;
}

float
hill_design_get_unit (const HillDesign *self)
{
  g_return_val_if_fail (self != NULL, 1);

  return self->unit;
}
