/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* From what a person names, "scenes", "fashion-mnist", a path, to a data set: finds out which loader is meant. */

#pragma once

#include "hill-dataset.h"

G_BEGIN_DECLS

/**
 * HillLoadOptions:
 * @limit: keep the first so many training examples; 0 for all
 * @image_size: edge to which the pictures of an image folder are resized; 0 for 32
 * @coarse: use the coarse labels of CIFAR-100
 * @seed: for the built-in data sets and for the split of a folder without train/ and test/
 * @n_threads: 0 for one per core
 * @progress: observed and stopped through this
 *
 * All zero is the default.
 */
typedef struct
{
  gsize        limit;
  guint        image_size;
  gboolean     coarse;
  guint64      seed;
  guint        n_threads;
  HillProgress progress;
} HillLoadOptions;

/**
 * hill_dataset_load:
 * @spec: `scenes` (also `scenes:seed=2,illumination=0.5,clutter=0.5,occlusion=0.5,deformation=0.5`),
 *   `points:blobs|spiral|circles|moons`, the name of a folder under `datasets/` in the XDG data directories
 *   (`fashion-mnist` also finds Debian's dataset-fashion-mnist), or a path: an IDX folder or image file (.gz too),
 *   a CIFAR-10/100 binary folder or batch, a folder with a sub-folder of pictures per class
 * @options: (nullable): %NULL for the defaults
 * @error: %HILL_ERROR
 *
 * Returns: (transfer full) (nullable): the data set, at least one training example in it, or %NULL
 */
HILL_API HillDataset *hill_dataset_load (const char             *spec,
                                         const HillLoadOptions  *options,
                                         GError                **error);

G_END_DECLS
