/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The inner loops of feature extraction, compiled for each instruction set like the kernels of core/numeric, whose
 * choice they follow.  Contraction is off and sums have a fixed order: the same bits on every processor.  Private: not installed.
 *
 * Rows of floats are padded: they may be read and written up to the next multiple of %HILL_FEATURE_LANES. */

#pragma once

#include "hill-macros.h"

G_BEGIN_DECLS

#define HILL_FEATURE_LANES 16
#define HILL_FEATURE_PAD(n) (((gsize) (n) + HILL_FEATURE_LANES - 1) / HILL_FEATURE_LANES * HILL_FEATURE_LANES)

/* Rows of the gradient that are counted in one go. */
#define HILL_FEATURE_BATCH_ROWS 8

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

  /* The direction turned by half a circle where it points up: ratio = gx / gy (infinite for the direction to the right, NaN
   * for none), and the magnitude in @lower where it was turned, else in @upper; @lower may be @upper. */
  void (*fold)     (const float  *gx,
                    const float  *gy,
                    gsize         n,
                    float        *ratio,
                    float        *upper,
                    float        *lower);

  /* sums[x] += the magnitudes in column x whose ratio is at most @limit, over @n_rows rows, @stride apart. */
  void (*count)    (const float  *ratio,
                    const float  *magnitude,
                    gsize         stride,
                    gsize         n_rows,
                    gsize         n,
                    float         limit,
                    float        *sums);

  /* Adds up groups of @cell, which is a power of two; values[x] of the first of each group becomes its sum.  n + @cell are readable. */
  void (*reduce)   (float        *values,
                    gsize         n,
                    guint         cell);

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

  /* For each of @n pixels and r below @n_roles (a multiple of 16): sums[(slot + 0, 1) n_roles + r] += (lower, upper) weights[x n_roles + r].
   * Odd pixels go to @odd_sums. */
  void (*spread)   (const gint32 *slots,
                    const float  *lower,
                    const float  *upper,
                    gsize         n,
                    const float  *weights,
                    gsize         n_roles,
                    float        *even_sums,
                    float        *odd_sums);

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
