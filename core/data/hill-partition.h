/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Which training examples are trained on and which are held back for validation: a stratified draw from a seed
 * that the user sees. */

#pragma once

#include "hill-dataset.h"

G_BEGIN_DECLS

/**
 * HillPartition:
 * @train: row numbers of the training split that are trained on, ascending
 * @validation: row numbers held back, ascending; none where the fraction is 0
 *
 * Reference counted and immutable.
 */
typedef struct
{
  gsize    n_train;
  guint32 *train;
  gsize    n_validation;
  guint32 *validation;
} HillPartition;

/**
 * hill_partition_new:
 * @fraction: share to hold back, 0 <= @fraction < 1; of each class floor (count * fraction + 1/2), never all
 */
HILL_API HillPartition *hill_partition_new   (const HillDataset *dataset,
                                              double             fraction,
                                              guint64            seed);
HILL_API HillPartition *hill_partition_ref   (HillPartition     *self);
HILL_API void           hill_partition_unref (HillPartition     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillPartition, hill_partition_unref)

G_END_DECLS
