/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* How the loaders make a data set.  Private: not installed. */

#pragma once

#include "hill-load.h"

G_BEGIN_DECLS

/**
 * HillOriginFunc:
 *
 * Names the place an example came from; called on any thread, with the data given to hill_dataset_builder_….
 */
typedef char *(*HillOriginFunc) (HillSplit     split,
                                 gsize         index,
                                 gconstpointer origin_data);

/**
 * HillSplitData:
 * @bytes: owns the memory behind @cells (a mapped file, a malloc'ed block)
 * @cells: the examples
 * @labels: (transfer full): cells.n_rows labels, from g_malloc()
 */
typedef struct
{
  GBytes   *bytes;
  HillCells cells;
  guint16  *labels;
} HillSplitData;

/**
 * HillDatasetParts:
 *
 * Everything a data set is made of.  hill_dataset_new() takes over what the pointers own and clears the parts;
 * hill_dataset_parts_clear() frees them where loading failed half way.  A zero-filled struct is valid to clear.
 * A split without examples may be all zero.
 */
typedef struct
{
  char          *name;
  char          *spec;
  guint          width;             /* 0 for points */
  guint          height;
  guint          n_channels;
  char         **class_names;       /* NULL-terminated, one per class */
  HillSplitData  splits[HILL_N_SPLITS];
  GPtrArray     *skipped;           /* (nullable): of char *, with g_free as free function */
  gsize          n_skipped;
  HillOriginFunc origin;            /* (nullable): then "image N" or "point N" */
  gpointer       origin_data;
  GDestroyNotify origin_destroy;
} HillDatasetParts;

HillDataset *hill_dataset_new         (HillDatasetParts *parts);
void         hill_dataset_parts_clear (HillDatasetParts *parts);

/* For the dispatcher, while nobody else knows the data set: a name in place of the path it was found under. */
void         hill_dataset_set_spec    (HillDataset      *self,
                                       const char       *spec);

/* (transfer full) (nullable): of hill_dataset_get_hash(); NULL when cancelled. */
char        *hill_dataset_compute_hash (HillDataset         *dataset,
                                        const HillProgress  *progress,
                                        GError             **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HillDatasetParts, hill_dataset_parts_clear)

/* One loader per format; hill_dataset_load() chooses.  @path is a file name in the system's encoding. */
HillDataset *hill_load_idx          (const char             *path,
                                     const HillLoadOptions  *options,
                                     GError                **error);
HillDataset *hill_load_cifar        (const char             *path,
                                     const HillLoadOptions  *options,
                                     GError                **error);
HillDataset *hill_load_image_folder (const char             *path,
                                     const HillLoadOptions  *options,
                                     GError                **error);

/* Does the file or folder look like one for this loader? Cheap: names and the first bytes only. */
gboolean     hill_is_idx            (const char *path);
gboolean     hill_is_cifar          (const char *path);

/* @arguments: (nullable): what follows "scenes:", e.g. "seed=2,occlusion=0.5". */
HillDataset *hill_load_scenes       (const char             *arguments,
                                     const HillLoadOptions  *options,
                                     GError                **error);

/* @shape: "blobs", "spiral", "circles" or "moons"; three classes of 2-D points. */
HillDataset *hill_load_points       (const char             *shape,
                                     const HillLoadOptions  *options,
                                     GError                **error);

G_END_DECLS
