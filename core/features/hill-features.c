/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Every example is extracted by itself, so that threads change nothing.  They share out chunks of some ten thousand pixels, a
 * wave of chunks at a time: between waves there is time for a report. */

#include "hill-features.h"

#include "hill-i18n.h"
#include "hill-parallel.h"

#include <string.h>

#define CHUNK_PIXELS 16384
#define WAVE_CHUNKS 16

struct _HillFeatures
{
  gatomicrefcount ref_count;
  HillDataset    *dataset;                    /* owned */
  HillFeatureSet  set;
  HillCells       cells[HILL_N_SPLITS];
  float          *values[HILL_N_SPLITS];      /* owned; NULL where the data set's own cells are used */
  gsize           n_bytes;
};

/* One split under way. */
typedef struct
{
  const HillFeatures *self;
  HillSplit           split;
  gsize               chunk_rows;
  gsize               first_chunk;            /* of the wave */
} Pass;

static void
extract_chunk (gsize    chunk,
               gpointer data)
{
  const Pass *pass = data;
  const HillFeatures *self = pass->self;
  gsize n_rows = self->cells[pass->split].n_rows, first = (pass->first_chunk + chunk) * pass->chunk_rows;

  for (gsize i = first; i < MIN (n_rows, first + pass->chunk_rows); i++)
    {
      HillPixels pixels = hill_pixels_of_example (self->dataset, pass->split, i);

      hill_feature_set_extract (&self->set, &pixels, self->values[pass->split] + i * self->set.length);
    }
}

/* The work before this split is @done of @total rows. */
static gboolean
extract_split (HillFeatures        *self,
               HillSplit            split,
               guint                n_threads,
               double               done,
               double               total,
               const HillProgress  *progress,
               GError             **error)
{
  gsize n_pixels = (gsize) self->set.width * self->set.height, n_rows = self->cells[split].n_rows;
  Pass pass = { self, split, MAX (1, CHUNK_PIXELS / n_pixels), 0 };
  gsize n_chunks = (n_rows + pass.chunk_rows - 1) / pass.chunk_rows;

  for (; pass.first_chunk < n_chunks; pass.first_chunk += WAVE_CHUNKS)
    {
      gsize first_row = pass.first_chunk * pass.chunk_rows;

      if (!hill_progress_report (progress, (done + (double) first_row) / total, error))
        return FALSE;
      hill_parallel_for (MIN (WAVE_CHUNKS, n_chunks - pass.first_chunk), n_threads, extract_chunk, &pass);
    }
  return TRUE;
}

static gboolean
alloc_values (HillFeatures  *self,
              GError       **error)
{
  gsize n_rows = self->cells[HILL_SPLIT_TRAIN].n_rows + self->cells[HILL_SPLIT_TEST].n_rows;

  if (n_rows > HILL_FEATURES_MAX_BYTES / sizeof (float) / self->set.length)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE,
                   _("%zu examples with %zu features each do not fit into %zu MiB: choose larger cells, or fewer examples"),
                   n_rows, self->set.length, HILL_FEATURES_MAX_BYTES >> 20);
      return FALSE;
    }
  self->n_bytes = n_rows * self->set.length * sizeof (float);
  for (int split = 0; split < HILL_N_SPLITS; split++)
    {
      HillCells *cells = &self->cells[split];

      self->values[split] = g_try_new (float, MAX (cells->n_rows * self->set.length, 1));
      if (self->values[split] == NULL)
        {
          g_set_error_literal (error, HILL_ERROR, HILL_ERROR_TOO_LARGE,
                               _("There is not enough memory for these features: choose larger cells, or fewer examples"));
          return FALSE;
        }
      *cells = (HillCells) { self->values[split], HILL_CELLS_F32, cells->n_rows, self->set.length, self->set.length * sizeof (float) };
    }
  return TRUE;
}

static gboolean
extract_all (HillFeatures        *self,
             guint                n_threads,
             const HillProgress  *progress,
             GError             **error)
{
  double n_train = (double) self->cells[HILL_SPLIT_TRAIN].n_rows, n_test = (double) self->cells[HILL_SPLIT_TEST].n_rows;

  return alloc_values (self, error) &&
         extract_split (self, HILL_SPLIT_TRAIN, n_threads, 0, n_train + n_test, progress, error) &&
         extract_split (self, HILL_SPLIT_TEST, n_threads, n_train, n_train + n_test, progress, error);
}

static gboolean
is_pixels_alone (const HillFeatureSet *set)
{
  return set->n_blocks == 1 && set->blocks[0].kind == HILL_FEATURE_PIXELS;
}

HillFeatures *
hill_features_new (HillDataset         *dataset,
                   const char          *text,
                   guint                n_threads,
                   const HillProgress  *progress,
                   GError             **error)
{
  g_autoptr(HillFeatures) self = NULL;
  HillFeatureSet set = { 0 };

  g_return_val_if_fail (dataset != NULL && text != NULL, NULL);

  if (!hill_feature_set_parse (&set, text, error) || !hill_feature_set_fit_dataset (&set, dataset, error))
    return NULL;

  self = g_new0 (HillFeatures, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->dataset = hill_dataset_ref (dataset);
  self->set = set;
  for (int split = 0; split < HILL_N_SPLITS; split++)
    self->cells[split] = *hill_dataset_get_cells (dataset, (HillSplit) split);
  if (!is_pixels_alone (&set) && !extract_all (self, n_threads, progress, error))
    return NULL;
  return g_steal_pointer (&self);
}

HillFeatures *
hill_features_ref (HillFeatures *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hill_features_unref (HillFeatures *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (int split = 0; split < HILL_N_SPLITS; split++)
    g_free (self->values[split]);
  hill_dataset_unref (self->dataset);
  g_free (self);
}

HillDataset *
hill_features_get_dataset (const HillFeatures *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->dataset;
}

const HillFeatureSet *
hill_features_get_set (const HillFeatures *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->set;
}

const HillCells *
hill_features_get_cells (const HillFeatures *self,
                         HillSplit           split)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->cells[split];
}

gsize
hill_features_get_n_bytes (const HillFeatures *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_bytes;
}
