/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A data set: labelled examples in a training and a test split.  Immutable once made, reference counted, safe
 * to share between threads.  Images are bytes, kept as they were in the file where its layout allows;
 * points are floats.
 *
 * A row of an image is planar: all of the first channel row by row, then the second … (the order of CIFAR);
 * cell (channel, y, x) stands at (channel * height + y) * width + x. */

#pragma once

#include "hill-cells.h"
#include "hill-error.h"

G_BEGIN_DECLS

typedef enum
{
  HILL_SPLIT_TRAIN,
  HILL_SPLIT_TEST,
} HillSplit;

#define HILL_N_SPLITS 2

typedef struct _HillDataset HillDataset;

HILL_API HillDataset     *hill_dataset_ref              (HillDataset       *self);
HILL_API void             hill_dataset_unref            (HillDataset       *self);

/* What a person calls it: "Fashion-MNIST", "scenes", a folder's name.  Valid UTF-8. */
HILL_API const char      *hill_dataset_get_name         (const HillDataset *self);

/* How it was asked for: a DATASET of the command line that loads it again.  Valid UTF-8. */
HILL_API const char      *hill_dataset_get_spec         (const HillDataset *self);

/* TRUE for pictures; FALSE for points, whose width, height and channels are 0. */
HILL_API gboolean         hill_dataset_has_images       (const HillDataset *self);
HILL_API guint            hill_dataset_get_width        (const HillDataset *self);
HILL_API guint            hill_dataset_get_height       (const HillDataset *self);

/* 1 (grey) or 3 (red, green, blue). */
HILL_API guint            hill_dataset_get_n_channels   (const HillDataset *self);

/* D: cells of a row. */
HILL_API gsize            hill_dataset_get_n_cells      (const HillDataset *self);

/* C, at least 1. */
HILL_API guint            hill_dataset_get_n_classes    (const HillDataset *self);
HILL_API const char      *hill_dataset_get_class_name   (const HillDataset *self,
                                                         guint              class_index);

/* N of a split; the test split may be empty. */
HILL_API gsize            hill_dataset_get_n_examples   (const HillDataset *self,
                                                         HillSplit          split);

/* The examples of one class in a split. */
HILL_API gsize            hill_dataset_get_class_count  (const HillDataset *self,
                                                         HillSplit          split,
                                                         guint              class_index);

/* (transfer none): N x D. */
HILL_API const HillCells *hill_dataset_get_cells        (const HillDataset *self,
                                                         HillSplit          split);

/* (transfer none): N labels, each below C. */
HILL_API const guint16   *hill_dataset_get_labels       (const HillDataset *self,
                                                         HillSplit          split);

/* (transfer full): where an example comes from: "train-images-idx3-ubyte.gz, image 17", "cats/tom.png". */
HILL_API char            *hill_dataset_dup_origin       (const HillDataset *self,
                                                         HillSplit          split,
                                                         gsize              index);

/* The files that were passed over while loading, and why, a sentence each; at most 1000 are kept. */
HILL_API gsize            hill_dataset_get_n_skipped    (const HillDataset *self);
HILL_API const char * const *
                          hill_dataset_get_skipped      (const HillDataset *self);

/* Writes width * height * 4 bytes: red, green, blue, 255; grey images are spread over the three. */
HILL_API void             hill_dataset_copy_rgba        (const HillDataset *self,
                                                         HillSplit          split,
                                                         gsize              index,
                                                         guint8            *rgba);

/**
 * hill_dataset_find_hash:
 * @progress: (nullable): for a second and more of work over a large data set
 * @error: %HILL_ERROR_CANCELLED
 *
 * Computes what hill_dataset_get_hash() returns, once for the life of the data set; any thread may ask.
 *
 * Returns: %FALSE when cancelled
 */
HILL_API gboolean         hill_dataset_find_hash        (HillDataset       *self,
                                                         const HillProgress *progress,
                                                         GError           **error);

/* (transfer full): "sha256:" and 64 digits, over sizes, cells and labels of both splits: the same examples in the same order have the
 * same hash, whatever file they came from and whatever the classes are called.  Heavy the first time: not for the main thread. */
HILL_API char            *hill_dataset_get_hash         (HillDataset       *self);

/* (transfer full): the same data set with the first @n_train training examples only (0 for all); shares the cells. */
HILL_API HillDataset     *hill_dataset_limit            (HillDataset       *self,
                                                         gsize              n_train);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillDataset, hill_dataset_unref)

G_END_DECLS
