/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Which files make up a CIFAR data set, and whether it is CIFAR-10 or CIFAR-100.  Private: not installed. */

#pragma once

#include "hill-error.h"

G_BEGIN_DECLS

/**
 * HillCifarFiles:
 * @folder: where the files of names are looked for
 * @paths: (element-type filename): training batches in order, then the test batch
 * @n_train: how many of @paths are training batches
 */
typedef struct
{
  gboolean   is_100;
  char      *folder;
  GPtrArray *paths;
  gsize      n_train;
} HillCifarFiles;

void     hill_cifar_files_clear (HillCifarFiles  *self);

/* @path: a folder, or one batch, which then is the training split. */
gboolean hill_cifar_files_find  (HillCifarFiles  *self,
                                 const char      *path,
                                 GError         **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HillCifarFiles, hill_cifar_files_clear)

G_END_DECLS
