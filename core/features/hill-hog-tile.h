/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A few rows of a few neighbouring cells as floats, in buffers that stay in the cache.  Private: not installed. */

#pragma once

#include "hill-feature-kernels.h"
#include "hill-hog.h"

G_BEGIN_DECLS

/**
 * HillHogTile:
 * @stride: floats from one row of a buffer to the next
 * @row_stride: from one row of the image to the next, all its channels in between
 * @max_cells: how many cells fit
 * @gamma: (nullable): the square roots of all values
 * @rows: the first of up to HILL_FEATURE_BATCH_ROWS rows of the image; the row before it and the one behind the last are there, too
 * @gx, @gy, @lower, @upper: of one row
 * @slots: of one row
 * @first, @n: the columns of the image that are looked at
 *
 * One block of memory.
 */
typedef struct
{
  const HillFeatureKernels *kernels;
  const HillPixels         *pixels;
  gsize                     stride;
  gsize                     row_stride;
  guint                     max_cells;
  float                    *memory;
  float                    *gamma;
  float                    *rows;
  float                    *gx, *gy;
  float                    *lower, *upper;
  gint32                   *slots;
  guint                     first, n;
} HillHogTile;

void hill_hog_tile_init  (HillHogTile         *self,
                          const HillHogParams *params,
                          const HillPixels    *pixels);
void hill_hog_tile_clear (HillHogTile         *self);

/* Looks at @n columns from @first on. */
void hill_hog_tile_move  (HillHogTile         *self,
                          guint                first,
                          guint                n);

/* Loads @n_rows rows from @y on. */
void hill_hog_tile_load  (HillHogTile         *self,
                          guint                y,
                          guint                n_rows);

/* Shares the votes of row @v of those loaded: slots, lower and upper. */
void hill_hog_tile_share (HillHogTile         *self,
                          const HillHogParams *params,
                          guint                v);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HillHogTile, hill_hog_tile_clear)

G_END_DECLS
