/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The data set itself: it owns the parts that a loader put together and never changes them again.  A limited
 * data set borrows everything from the one it was cut from and keeps that alive. */

#include "hill-dataset-private.h"

#include "hill-i18n.h"

#include <string.h>

struct _HillDataset
{
  gatomicrefcount  ref_count;
  HillDataset     *base;                          /* owned; then what parts points to is its property */
  HillDatasetParts parts;                         /* owned, unless there is a base */
  guint            n_classes;
  gsize           *class_counts[HILL_N_SPLITS];   /* owned; n_classes each */
  char            *hash;                          /* owned (nullable) (atomic): set once */
};

void
hill_dataset_parts_clear (HillDatasetParts *parts)
{
  g_clear_pointer (&parts->name, g_free);
  g_clear_pointer (&parts->spec, g_free);
  g_clear_pointer (&parts->class_names, g_strfreev);
  for (int i = 0; i < HILL_N_SPLITS; i++)
    {
      g_clear_pointer (&parts->splits[i].bytes, g_bytes_unref);
      g_clear_pointer (&parts->splits[i].labels, g_free);
    }
  g_clear_pointer (&parts->skipped, g_ptr_array_unref);
  if (parts->origin_destroy != NULL)
    parts->origin_destroy (parts->origin_data);
  *parts = (HillDatasetParts) { 0 };
}

static void
hill_dataset_count_classes (HillDataset *self)
{
  for (int i = 0; i < HILL_N_SPLITS; i++)
    {
      const HillSplitData *split = &self->parts.splits[i];

      self->class_counts[i] = g_new0 (gsize, self->n_classes);
      for (gsize row = 0; row < split->cells.n_rows; row++)
        self->class_counts[i][split->labels[row]]++;
    }
}

static void
hill_dataset_free (HillDataset *self)
{
  if (self->base != NULL)
    hill_dataset_unref (self->base);
  else
    hill_dataset_parts_clear (&self->parts);
  for (int i = 0; i < HILL_N_SPLITS; i++)
    g_free (self->class_counts[i]);
  g_free (self->hash);
  g_free (self);
}

/* A split without rows still has the width and the type of the other, so that callers need no special case. */
static void
hill_dataset_complete_splits (HillDatasetParts *parts)
{
  HillCells *train = &parts->splits[HILL_SPLIT_TRAIN].cells;
  HillCells *test = &parts->splits[HILL_SPLIT_TEST].cells;
  HillCells *empty = test->n_rows == 0 ? test : train;
  const HillCells *full = empty == test ? train : test;

  if (empty->n_rows == 0)
    *empty = (HillCells) { .data = NULL, .type = full->type, .n_rows = 0, .n_cols = full->n_cols, .stride = full->stride };
}

static gboolean
hill_dataset_parts_are_sound (const HillDatasetParts *parts)
{
  guint n_classes = parts->class_names != NULL ? g_strv_length (parts->class_names) : 0;

  if (parts->name == NULL || parts->spec == NULL || n_classes == 0 || n_classes > G_MAXUINT16)
    return FALSE;
  for (int i = 0; i < HILL_N_SPLITS; i++)
    {
      const HillSplitData *split = &parts->splits[i];

      if (split->cells.n_rows == 0)
        continue;
      if (split->cells.data == NULL || split->labels == NULL)
        return FALSE;
      for (gsize row = 0; row < split->cells.n_rows; row++)
        if (split->labels[row] >= n_classes)
          return FALSE;
    }
  return TRUE;
}

HillDataset *
hill_dataset_new (HillDatasetParts *parts)
{
  HillDataset *self;

  g_return_val_if_fail (parts != NULL, NULL);
  g_return_val_if_fail (hill_dataset_parts_are_sound (parts), NULL);

  self = g_new0 (HillDataset, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->parts = *parts;
  *parts = (HillDatasetParts) { 0 };

  if (self->parts.skipped != NULL && (self->parts.skipped->len == 0
      || g_ptr_array_index (self->parts.skipped, self->parts.skipped->len - 1) != NULL))
    g_ptr_array_add (self->parts.skipped, NULL);
  self->n_classes = g_strv_length (self->parts.class_names);
  hill_dataset_complete_splits (&self->parts);
  hill_dataset_count_classes (self);
  return self;
}

/* Only while the data set is still known to its loader alone. */
void
hill_dataset_set_spec (HillDataset *self,
                       const char  *spec)
{
  g_return_if_fail (self->base == NULL && g_atomic_ref_count_compare (&self->ref_count, 1));

  g_free (self->parts.spec);
  self->parts.spec = g_strdup (spec);
}

HillDataset *
hill_dataset_ref (HillDataset *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hill_dataset_unref (HillDataset *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    hill_dataset_free (self);
}

HillDataset *
hill_dataset_limit (HillDataset *self,
                    gsize        n_train)
{
  HillDataset *limited;

  g_return_val_if_fail (self != NULL, NULL);

  if (n_train == 0 || n_train >= hill_dataset_get_n_examples (self, HILL_SPLIT_TRAIN))
    return hill_dataset_ref (self);

  limited = g_new0 (HillDataset, 1);
  g_atomic_ref_count_init (&limited->ref_count);
  limited->base = hill_dataset_ref (self->base != NULL ? self->base : self);
  limited->parts = self->parts;
  limited->parts.splits[HILL_SPLIT_TRAIN].cells.n_rows = n_train;
  limited->n_classes = self->n_classes;
  hill_dataset_count_classes (limited);
  return limited;
}

/* Two threads may compute it at once: the first to be ready wins. */
gboolean
hill_dataset_find_hash (HillDataset         *self,
                        const HillProgress  *progress,
                        GError             **error)
{
  g_autofree char *hash = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (g_atomic_pointer_get (&self->hash) != NULL)
    return TRUE;
  hash = hill_dataset_compute_hash (self, progress, error);
  if (hash == NULL)
    return FALSE;
  if (g_atomic_pointer_compare_and_exchange (&self->hash, NULL, hash))
    hash = NULL;
  return TRUE;
}

char *
hill_dataset_get_hash (HillDataset *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  hill_dataset_find_hash (self, NULL, NULL);
  return g_strdup (g_atomic_pointer_get (&self->hash));
}

const char *
hill_dataset_get_name (const HillDataset *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->parts.name;
}

const char *
hill_dataset_get_spec (const HillDataset *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->parts.spec;
}

gboolean
hill_dataset_has_images (const HillDataset *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->parts.width > 0;
}

guint
hill_dataset_get_width (const HillDataset *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->parts.width;
}

guint
hill_dataset_get_height (const HillDataset *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->parts.height;
}

guint
hill_dataset_get_n_channels (const HillDataset *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->parts.n_channels;
}

gsize
hill_dataset_get_n_cells (const HillDataset *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->parts.splits[HILL_SPLIT_TRAIN].cells.n_cols;
}

guint
hill_dataset_get_n_classes (const HillDataset *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_classes;
}

const char *
hill_dataset_get_class_name (const HillDataset *self,
                             guint              class_index)
{
  g_return_val_if_fail (self != NULL && class_index < self->n_classes, NULL);
  return self->parts.class_names[class_index];
}

gsize
hill_dataset_get_n_examples (const HillDataset *self,
                             HillSplit          split)
{
  g_return_val_if_fail (self != NULL && (guint) split < HILL_N_SPLITS, 0);
  return self->parts.splits[split].cells.n_rows;
}

gsize
hill_dataset_get_class_count (const HillDataset *self,
                              HillSplit          split,
                              guint              class_index)
{
  g_return_val_if_fail (self != NULL && (guint) split < HILL_N_SPLITS && class_index < self->n_classes, 0);
  return self->class_counts[split][class_index];
}

const HillCells *
hill_dataset_get_cells (const HillDataset *self,
                        HillSplit          split)
{
  g_return_val_if_fail (self != NULL && (guint) split < HILL_N_SPLITS, NULL);
  return &self->parts.splits[split].cells;
}

const guint16 *
hill_dataset_get_labels (const HillDataset *self,
                         HillSplit          split)
{
  g_return_val_if_fail (self != NULL && (guint) split < HILL_N_SPLITS, NULL);
  return self->parts.splits[split].labels;
}

char *
hill_dataset_dup_origin (const HillDataset *self,
                         HillSplit          split,
                         gsize              index)
{
  g_return_val_if_fail (self != NULL && (guint) split < HILL_N_SPLITS, NULL);
  g_return_val_if_fail (index < self->parts.splits[split].cells.n_rows, NULL);

  if (self->parts.origin != NULL)
    return self->parts.origin (split, index, self->parts.origin_data);
  if (hill_dataset_has_images (self))
    return g_strdup_printf (_("image %zu"), index + 1);
  return g_strdup_printf (_("point %zu"), index + 1);
}

gsize
hill_dataset_get_n_skipped (const HillDataset *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->parts.n_skipped;
}

const char * const *
hill_dataset_get_skipped (const HillDataset *self)
{
  static const char * const none[] = { NULL };

  g_return_val_if_fail (self != NULL, none);
  return self->parts.skipped != NULL ? (const char * const *) self->parts.skipped->pdata : none;
}

void
hill_dataset_copy_rgba (const HillDataset *self,
                        HillSplit          split,
                        gsize              index,
                        guint8            *rgba)
{
  gsize n_pixels;
  const guint8 *red, *green, *blue;

  g_return_if_fail (self != NULL && (guint) split < HILL_N_SPLITS && rgba != NULL);
  g_return_if_fail (hill_dataset_has_images (self) && index < self->parts.splits[split].cells.n_rows);
  g_return_if_fail (self->parts.splits[split].cells.type == HILL_CELLS_U8);

  n_pixels = (gsize) self->parts.width * self->parts.height;
  red = hill_cells_get_row (&self->parts.splits[split].cells, index);
  green = self->parts.n_channels == 3 ? red + n_pixels : red;
  blue = self->parts.n_channels == 3 ? green + n_pixels : red;
  for (gsize i = 0; i < n_pixels; i++)
    {
      rgba[4 * i] = red[i];
      rgba[4 * i + 1] = green[i];
      rgba[4 * i + 2] = blue[i];
      rgba[4 * i + 3] = 255;
    }
}
