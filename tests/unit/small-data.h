/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Data sets of a few examples, made in memory, for the tests of what comes after loading. */

#pragma once

#include "hill-dataset-private.h"
#include "hill-design.h"
#include "hill-random.h"

#include <string.h>

static inline void
small_data_fill_split (HillSplitData *split,
                       HillCellType   type,
                       gconstpointer  cells,
                       const guint16 *labels,
                       gsize          n_rows,
                       gsize          n_cols)
{
  gsize stride = n_cols * (type == HILL_CELLS_U8 ? 1 : sizeof (float));

  if (n_rows == 0)
    return;
  split->bytes = g_bytes_new (cells, n_rows * stride);
  split->cells = (HillCells) { g_bytes_get_data (split->bytes, NULL), type, n_rows, n_cols, stride };
  split->labels = g_memdup2 (labels, n_rows * sizeof *labels);
}

/* The first @n_train rows are for training, the next @n_test for testing. */
static inline HillDataset *
small_data_new (HillCellType   type,
                gconstpointer  cells,
                const guint16 *labels,
                gsize          n_train,
                gsize          n_test,
                gsize          n_cols,
                guint          n_classes)
{
  HillDatasetParts parts = { .name = g_strdup ("small"), .spec = g_strdup ("small"), .n_channels = 0 };
  gsize stride = n_cols * (type == HILL_CELLS_U8 ? 1 : sizeof (float));

  parts.class_names = g_new0 (char *, n_classes + 1);
  for (guint c = 0; c < n_classes; c++)
    parts.class_names[c] = g_strdup_printf ("class %u", c);
  small_data_fill_split (&parts.splits[HILL_SPLIT_TRAIN], type, cells, labels, n_train, n_cols);
  small_data_fill_split (&parts.splits[HILL_SPLIT_TEST], type, (const guint8 *) cells + n_train * stride, labels + n_train,
                         n_test, n_cols);
  return hill_dataset_new (&parts);
}

/* Bytes or floats (about -1 to 1) around a centre for each class, not quite separable; column 1 is constant. */
static inline HillDataset *
small_data_draw (HillCellType type,
                 gsize        n_train,
                 gsize        n_test,
                 gsize        n_cols,
                 guint        n_classes,
                 guint64      seed)
{
  gsize n = n_train + n_test;
  g_autofree guint8 *bytes = g_new (guint8, n * n_cols);
  g_autofree float *floats = g_new (float, n * n_cols);
  g_autofree double *centres = g_new (double, n_cols * n_classes);
  g_autofree guint16 *labels = g_new (guint16, n);
  HillRandom random;

  hill_random_init (&random, seed);
  for (gsize i = 0; i < n_cols * n_classes; i++)
    centres[i] = 80 + 90 * hill_random_double (&random);
  for (gsize i = 0; i < n; i++)
    {
      labels[i] = (guint16) hill_random_below (&random, n_classes);
      for (gsize d = 0; d < n_cols; d++)
        {
          double x = centres[labels[i] * n_cols + d] + 40 * hill_random_normal (&random);

          x = d == 1 ? 77 : CLAMP (x, 0, 255);
          bytes[i * n_cols + d] = (guint8) x;
          floats[i * n_cols + d] = (float) (x / 127.5 - 1);
        }
    }
  return small_data_new (type, type == HILL_CELLS_U8 ? (gconstpointer) bytes : floats, labels, n_train, n_test, n_cols, n_classes);
}

static inline HillDesign *
small_design_new (HillDataset *dataset,
                  HillScale    scale,
                  double       validation)
{
  g_autoptr(HillPartition) partition = hill_partition_new (dataset, validation, 1);
  GError *error = NULL;
  HillDesign *design = hill_design_new (dataset, partition, "pixels", scale, 1, NULL, &error);

  g_assert_no_error (error);
  return design;
}
