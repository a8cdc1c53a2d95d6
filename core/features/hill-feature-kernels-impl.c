/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One source, compiled for each instruction set. */

#include "hill-feature-kernels.h"

#include "hill-feature-count.h"

#if defined(HILL_KERNELS_AVX512)
#define KERNELS hill_feature_kernels_avx512
#elif defined(HILL_KERNELS_AVX2)
#define KERNELS hill_feature_kernels_avx2
#else
#define KERNELS hill_feature_kernels_plain
#endif

static void
convert (const guint8 *bytes,
         gsize         n,
         float        *values)
{
  gsize x = 0;

  for (; x + LANES <= n; x += LANES)
    vector_store (values + x, vector_load_bytes (bytes + x));
  for (; x < n; x++)
    values[x] = bytes[x];
}

/* Equal squares must stay equal, whatever the compiler does with a product and a sum. */
ALWAYS_INLINE FloatVector
vector_square (FloatVector dx,
               FloatVector dy)
{
  FloatVector xx = dx * dx, yy = dy * dy;

  KEEP_IN_REGISTER (xx);
  KEEP_IN_REGISTER (yy);
  return xx + yy;
}

/* Of the channel with the longest gradient; the three rows stand at this column. */
ALWAYS_INLINE void
vector_gradient (const float *up,
                 const float *row,
                 const float *down,
                 gsize        stride,
                 guint        n_channels,
                 FloatVector *gx,
                 FloatVector *gy)
{
  FloatVector largest;

  *gx = vector_load (row + 1) - vector_load (row - 1);
  *gy = vector_load (down) - vector_load (up);
  if (n_channels == 1)
    return;

  largest = vector_square (*gx, *gy);
  for (gsize i = stride; i < n_channels * stride; i += stride)
    {
      FloatVector dx = vector_load (row + i + 1) - vector_load (row + i - 1);
      FloatVector dy = vector_load (down + i) - vector_load (up + i);
      FloatVector square = vector_square (dx, dy);
      Mask is_larger = vector_is_above (square, largest);

      *gx = vector_choose (is_larger, dx, *gx);
      *gy = vector_choose (is_larger, dy, *gy);
      largest = vector_max (square, largest);
    }
}

static void
gradient (const float *up,
          const float *row,
          const float *down,
          gsize        stride,
          guint        n_channels,
          gsize        n,
          float       *gx,
          float       *gy)
{
  for (gsize x = 0; x < n; x += LANES)
    {
      FloatVector dx, dy;

      vector_gradient (up + x, row + x, down + x, stride, n_channels, &dx, &dy);
      vector_store (gx + x, dx);
      vector_store (gy + x, dy);
    }
}

/* atan t for 0 <= t <= 1 to 2e-8: M. Abramowitz and I. A. Stegun, "Handbook of mathematical functions", 4.4.49. */
ALWAYS_INLINE FloatVector
vector_atan (FloatVector t)
{
  static const float a[] = { 0.0028662257f, -0.0161657367f, 0.0429096138f, -0.0752896400f, 0.1065626393f,
                             -0.1420889944f, 0.1999355085f, -0.3333314528f, 1 };
  FloatVector square = t * t, sum = vector_all (a[0]);

  for (int i = 1; i < 9; i++)
    sum = sum * square + a[i];
  return t * sum;
}

ALWAYS_INLINE FloatVector
vector_angle (FloatVector dx,
              FloatVector dy,
              gboolean    is_signed)
{
  const FloatVector zero = { 0 };
  FloatVector ax = vector_abs (dx), ay = vector_abs (dy);
  Mask is_steep = vector_is_above (ay, ax);
  FloatVector longer = vector_choose (is_steep, ay, ax), shorter = vector_choose (is_steep, ax, ay);
  FloatVector angle = vector_atan (shorter / (longer + 1e-30f));

  angle = vector_choose (is_steep, (float) G_PI_2 - angle, angle);
  if (!is_signed)
    return vector_choose (vector_is_above (zero, dx * dy), (float) G_PI - angle, angle);
  angle = vector_choose (vector_is_above (zero, dx), (float) G_PI - angle, angle);
  return vector_choose (vector_is_above (zero, dy), (float) (2 * G_PI) - angle, angle);
}

static void
share (const float *gx,
       const float *gy,
       gsize        n,
       gboolean     is_signed,
       float        factor,
       gint32      *slots,
       float       *lower,
       float       *upper)
{
  for (gsize x = 0; x < n; x += LANES)
    {
      FloatVector dx = vector_load (gx + x), dy = vector_load (gy + x);
      FloatVector magnitude = vector_sqrt (dx * dx + dy * dy);
      FloatVector position = vector_angle (dx, dy, is_signed) * factor + 0.5f;
      IntVector slot = vector_to_ints (position);
      FloatVector share_of_upper = magnitude * (position - __builtin_convertvector (slot, FloatVector));

      vector_store_ints (slots + x, slot);
      vector_store (upper + x, share_of_upper);
      vector_store (lower + x, magnitude - share_of_upper);
    }
}

ALWAYS_INLINE void
spread_pixel (float       *sums,
              const float *weights,
              gsize        n_roles,
              float        lower,
              float        upper)
{
  for (gsize r = 0; r < n_roles; r += LANES)
    {
      FloatVector w = vector_load (weights + r);

      vector_store (sums + r, vector_load (sums + r) + w * lower);
      vector_store (sums + n_roles + r, vector_load (sums + n_roles + r) + w * upper);
    }
}

/* @n_cells neighbours at a time and in each two sets of sums by turns, so that a pixel does not wait for the one before it, which mostly
 * has the same bin. */
ALWAYS_INLINE void
spread_cells (const gint32 *slots,
              const float  *lower,
              const float  *upper,
              gsize         cell,
              guint         n_cells,
              const float  *weights,
              gsize         n_roles,
              float        *even_sums,
              float        *odd_sums,
              gsize         stride)
{
  gsize n_even = cell / 2 * 2;

  for (gsize x = 0; x < n_even; x += 2)
    for (guint c = 0; c < n_cells; c++)
      {
        gsize i = c * cell + x;

        spread_pixel (even_sums + c * stride + (gsize) slots[i] * n_roles, weights + x * n_roles, n_roles, lower[i], upper[i]);
        spread_pixel (odd_sums + c * stride + (gsize) slots[i + 1] * n_roles, weights + (x + 1) * n_roles, n_roles, lower[i + 1],
                      upper[i + 1]);
      }
  for (guint c = 0; c < n_cells && n_even < cell; c++)
    {
      gsize i = c * cell + n_even;

      spread_pixel (even_sums + c * stride + (gsize) slots[i] * n_roles, weights + n_even * n_roles, n_roles, lower[i], upper[i]);
    }
}

ALWAYS_INLINE void
spread_row (const gint32 *slots,
            const float  *lower,
            const float  *upper,
            gsize         cell,
            guint         n_cells,
            const float  *weights,
            gsize         n_roles,
            float        *even_sums,
            float        *odd_sums,
            gsize         stride)
{
  gsize c = 0;

  for (; c + 2 <= n_cells; c += 2)
    spread_cells (slots + c * cell, lower + c * cell, upper + c * cell, cell, 2, weights, n_roles, even_sums + c * stride,
                  odd_sums + c * stride, stride);
  if (c < n_cells)
    spread_cells (slots + c * cell, lower + c * cell, upper + c * cell, cell, 1, weights, n_roles, even_sums + c * stride,
                  odd_sums + c * stride, stride);
}

static void
spread (const gint32 *slots,
        const float  *lower,
        const float  *upper,
        gsize         cell,
        guint         n_cells,
        const float  *weights,
        gsize         n_roles,
        float        *even_sums,
        float        *odd_sums,
        gsize         stride)
{
  if (n_roles == 16)
    spread_row (slots, lower, upper, cell, n_cells, weights, 16, even_sums, odd_sums, stride);
  else
    spread_row (slots, lower, upper, cell, n_cells, weights, n_roles, even_sums, odd_sums, stride);
}

static void
close (float *even_sums,
       float *odd_sums,
       guint  n_bins,
       gsize  n_roles,
       float *bins)
{
  const FloatVector zero = { 0 };

  for (guint slot = 1; slot < n_bins + 3; slot++)
    {
      /* The two ends come last, onto what is there. */
      gsize from = (slot <= n_bins ? slot : slot == n_bins + 1 ? n_bins + 1 : 0) * n_roles;
      float *to = bins + (slot <= n_bins ? slot - 1 : slot == n_bins + 1 ? 0 : n_bins - 1) * n_roles;

      for (gsize r = 0; r < n_roles; r += LANES)
        {
          FloatVector sum = vector_load (even_sums + from + r) + vector_load (odd_sums + from + r);

          vector_store (to + r, slot <= n_bins ? sum : vector_load (to + r) + sum);
          vector_store (even_sums + from + r, zero);
          vector_store (odd_sums + from + r, zero);
        }
    }
}

/* floor (n numerator / (6 d)): both are integers below 2^20, so that the rounded quotient never reaches the next integer
 * from below. */
ALWAYS_INLINE IntVector
vector_hue_bins (FloatVector red,
                 FloatVector green,
                 FloatVector blue,
                 float       n_bins)
{
  const FloatVector zero = { 0 };
  FloatVector max = vector_max (red, vector_max (green, blue));
  FloatVector min = -vector_max (-red, vector_max (-green, -blue));
  FloatVector d = max - min;
  IntVector is_red = max == red, is_green = max == green;
  FloatVector other = vector_select (is_green, blue - red + 2 * d, red - green + 4 * d);
  FloatVector numerator = vector_select (is_red, green - blue, other);

  numerator += vector_keep (numerator < zero, 6 * d);
  return vector_to_ints (vector_select (d == zero, vector_all (n_bins), n_bins * numerator / (6 * d)));
}

static void
hue (const guint8 *red,
     const guint8 *green,
     const guint8 *blue,
     gsize         n,
     guint         n_bins,
     gint32       *bins)
{
  for (gsize x = 0; x < n; x += LANES)
    vector_store_ints (bins + x, vector_hue_bins (vector_load_bytes (red + x), vector_load_bytes (green + x),
                                                  vector_load_bytes (blue + x), (float) n_bins));
}

const HillFeatureKernels KERNELS = { convert, gradient, count, count_signed, share, close, spread, hue };
