/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Which files make up an IDX data set, found by their published names.  Private: not installed. */

#pragma once

#include "hill-error.h"

G_BEGIN_DECLS

/* Paths; NULL where there is none.  The test pair is complete or absent. */
typedef struct
{
  char *train_images;
  char *train_labels;
  char *test_images;
  char *test_labels;
} HillIdxFiles;

void     hill_idx_files_clear (HillIdxFiles  *self);
gboolean hill_idx_files_find  (HillIdxFiles  *self,
                               const char    *path,
                               GError       **error);

/* "train-images-idx3-ubyte.gz": one that the MNIST family is published under, so that the labels are 0 to 9. */
gboolean hill_idx_name_is_mnist (const char *path);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HillIdxFiles, hill_idx_files_clear)

G_END_DECLS
