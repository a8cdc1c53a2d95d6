/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The gradients of a few neighbouring cells, row by row, in buffers that stay in the cache.  Private: not installed. */

#pragma once

#include "hill-feature-kernels.h"
#include "hill-hog.h"

G_BEGIN_DECLS

/**
 * HillHogTile:
 * @stride: floats from one row of a buffer to the next
 * @max_cells: how many cells fit
 * @gamma: (nullable): the square roots of all values
 * @rows: three rows of the image as floats, each with all its channels; the row y is number y % 3
 * @gx, @gy: the gradient's row
 * @a, @b, @c: HILL_FEATURE_BATCH_ROWS rows of what is made of it
 * @slots: a row of whole numbers
 * @sums: a row, with room for a cell behind it
 * @first, @n: the columns of the image that are looked at
 *
 * One block of memory.
 */
typedef struct
{
  const HillFeatureKernels *kernels;
  const HillPixels         *pixels;
  gsize                     stride;
  guint                     max_cells;
  float                    *gamma;
  float                    *rows;
  float                    *gx, *gy;
  float                    *a, *b, *c;
  gint32                   *slots;
  float                    *sums;
  guint                     first, n;
} HillHogTile;

void hill_hog_tile_init     (HillHogTile         *self,
                             const HillHogParams *params,
                             const HillPixels    *pixels);
void hill_hog_tile_clear    (HillHogTile         *self);

/* Looks at the columns from @first on; rows from @y on will be asked for, in turn. */
void hill_hog_tile_move     (HillHogTile         *self,
                             guint                first,
                             guint                n,
                             guint                y);

/* gx and gy of row @y. */
void hill_hog_tile_gradient (HillHogTile         *self,
                             guint                y);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HillHogTile, hill_hog_tile_clear)

G_END_DECLS
