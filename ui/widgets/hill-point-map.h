/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Where a point lies among the others: the small drawing that stands for a point where an image would have its thumbnail. */

#pragma once

#include "hill-dataset.h"

#include <cairo.h>

G_BEGIN_DECLS

/* Draws into (0, 0) to (size, size) on a ground left clear; legible on light and dark. At most @n_others other points are drawn. */
void hill_point_map_draw (cairo_t     *cr,
                          HillDataset *dataset,
                          HillSplit    split,
                          gsize        index,
                          double       size,
                          gsize        n_others);

G_END_DECLS
