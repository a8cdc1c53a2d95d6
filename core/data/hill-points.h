/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Points in the plane as a data set: those that a person places by hand. */

#pragma once

#include "hill-dataset.h"

G_BEGIN_DECLS

/**
 * hill_dataset_new_from_points:
 * @points: n x 2 floats, finite; copied
 * @labels: n class numbers, each below @n_classes; copied
 * @n_points: n, at least 1
 * @n_classes: C, 1 to 26; classes are called A, B, C …
 *
 * All points are in the training split; the test split is empty.  No DATASET of the command line loads such points again.
 */
HILL_API HillDataset *hill_dataset_new_from_points (const float   *points,
                                                    const guint16 *labels,
                                                    gsize          n_points,
                                                    guint          n_classes);

G_END_DECLS
