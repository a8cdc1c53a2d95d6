/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The inner loops of feature extraction, compiled for each instruction set like the kernels of core/numeric, whose
 * choice they follow.  Private: not installed.
 *
 * Rows of floats are padded: they may be read and written up to the next multiple of %HILL_FEATURE_LANES. */

#pragma once

#include "hill-macros.h"

G_BEGIN_DECLS

#define HILL_FEATURE_LANES 16
#define HILL_FEATURE_PAD(n, unit) (((gsize) (n) + (unit) - 1) / (unit) * (unit))

/* Columns that are counted in one go: bytes, and sums, may be read and written up to the next multiple. */
#define HILL_FEATURE_STRIP 32

/* Rows of the gradient that are counted in one go. */
#define HILL_FEATURE_BATCH_ROWS 8

/* What is counted in one go: zones between boundaries in a quarter of the circle, boundaries in half of it. */
#define HILL_FEATURE_ZONES 5
#define HILL_FEATURE_BOUNDARIES 9

/**
 * HillFeatureRows:
 * @bytes: the first of the rows of an image; the row before it and the one behind the last are there, too, each with its two neighbours
 * @n: how many, at most %HILL_FEATURE_BATCH_ROWS
 * @row_stride, @channel_stride: bytes from one row, one channel to the next
 * @n_channels: 1 or 3
 */
typedef struct
{
  const guint8 *bytes;
  gsize         n;
  gsize         row_stride;
  gsize         channel_stride;
  guint         n_channels;
} HillFeatureRows;

typedef struct
{
  /* Bytes to floats. */
  void (*convert)  (const guint8 *bytes,
                    gsize         n,
                    float        *values);

  /* gx = row[x + 1] - row[x - 1], gy = down[x] - up[x], of the channel with the largest gx^2 + gy^2; the channels are
   * @stride apart.  row[-1] and row[n] are there. */
  void (*gradient) (const float  *up,
                    const float  *row,
                    const float  *down,
                    gsize         stride,
                    guint         n_channels,
                    gsize         n,
                    float        *gx,
                    float        *gy);

  /* Whole votes of @n columns, unsigned, each of its own channel with the longest gradient, the first one of equals.  A direction and its
   * mirror image differ in their half alone, so that boundaries up to 90 degrees are enough: an
   * angle from the nearer end of the x axis lies beyond boundary z unless |gx| > limits[z] |gy|.  Each @group of columns, 1, 4 or 8, is summed up.
   * sums[z sums_stride + k], z below %HILL_FEATURE_ZONES, receives the magnitudes of group k between boundaries z and z + 1 (for the last one
   * all beyond it) of the right half, 0 to 90 degrees, sums[(HILL_FEATURE_ZONES + z) sums_stride + k] those of the left.  Boundary 0 is the
   * x axis itself where @from_axis. */
  void (*count)        (const HillFeatureRows *rows,
                        gsize                  n,
                        const float           *limits,
                        gboolean               from_axis,
                        guint                  group,
                        float                 *sums,
                        gsize                  sums_stride);

  /* The same for signed angles, one half circle at a time.  Directions that point up are turned; a direction lies beyond boundary k unless
   * gx > limits[k] gy.  For k below %HILL_FEATURE_BOUNDARIES - 1, sums[k sums_stride + x] receives the magnitudes between
   * boundaries k and k + 1, for the last one all beyond it. */
  void (*count_signed) (const HillFeatureRows *rows,
                        gsize                  n,
                        const float           *limits,
                        gboolean               pointing_up,
                        float                 *sums,
                        gsize                  sums_stride);

  /* Magnitude shared between two bins: @slots = floor (angle / width + 1/2), which is the number of the upper one, and
   * what the lower and the upper get.  @factor: bins per radian. */
  void (*share)    (const float  *gx,
                    const float  *gy,
                    gsize         n,
                    gboolean      is_signed,
                    float         factor,
                    gint32       *slots,
                    float        *lower,
                    float        *upper);

  /* Adds the two sets of sums of a cell, n_bins + 2 slots of @n_roles, up to n_bins of them, and clears them.  Slot 0 is the last bin, slot
   * n_bins + 1 the first. */
  void (*close)    (float        *even_sums,
                    float        *odd_sums,
                    guint         n_bins,
                    gsize         n_roles,
                    float        *bins);

  /* For each of @cell pixels of each of @n_cells cells and r below @n_roles (a multiple of 16):
   * sums[(slot + 0, 1) n_roles + r] += (lower, upper) weights[x n_roles + r].  Odd pixels go to @odd_sums.  The sums of cells stand @stride
   * apart. */
  void (*spread)   (const gint32 *slots,
                    const float  *lower,
                    const float  *upper,
                    gsize         cell,
                    guint         n_cells,
                    const float  *weights,
                    gsize         n_roles,
                    float        *even_sums,
                    float        *odd_sums,
                    gsize         stride);

  /* The bin of each pixel's hue, @n_bins for grey. */
  void (*hue)      (const guint8 *red,
                    const guint8 *green,
                    const guint8 *blue,
                    gsize         n,
                    guint         n_bins,
                    gint32       *bins);
} HillFeatureKernels;

extern const HillFeatureKernels hill_feature_kernels_plain;
extern const HillFeatureKernels hill_feature_kernels_avx2;
extern const HillFeatureKernels hill_feature_kernels_avx512;

/* Those of the variant that hill_kernels_get_name() names. */
const HillFeatureKernels *hill_feature_kernels_get (void);

G_END_DECLS
