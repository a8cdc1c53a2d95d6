/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One source, compiled for each instruction set.  No angle is ever computed where only its bin is wanted: a direction in
 * the upper half plane lies beyond the boundary t where gx / gy <= cot t.  Division rounds correctly and the components are small
 * integers, so that no rounding carries a direction over a boundary. */

#include "hill-feature-kernels.h"

#include "hill-kernels-vector.h"

#include <math.h>

#if defined(HILL_KERNELS_AVX512)
#define KERNELS hill_feature_kernels_avx512
#elif defined(HILL_KERNELS_AVX2)
#define KERNELS hill_feature_kernels_avx2
#else
#define KERNELS hill_feature_kernels_plain
#endif

ALWAYS_INLINE FloatVector
vector_sqrt (FloatVector v)
{
#if defined(HILL_KERNELS_AVX512)
  return (FloatVector) _mm512_sqrt_ps ((__m512) v);
#elif defined(HILL_KERNELS_AVX2)
  return (FloatVector) _mm256_sqrt_ps ((__m256) v);
#else
  return (FloatVector) { sqrtf (v[0]), sqrtf (v[1]), sqrtf (v[2]), sqrtf (v[3]) };
#endif
}

ALWAYS_INLINE FloatVector
vector_abs (FloatVector v)
{
  return (FloatVector) ((IntVector) v & G_MAXINT32);
}

ALWAYS_INLINE void
vector_store_ints (gint32    *p,
                   IntVector  v)
{
  memcpy (p, &v, sizeof v);
}

/* Towards zero. */
ALWAYS_INLINE IntVector
vector_to_ints (FloatVector v)
{
  return __builtin_convertvector (v, IntVector);
}

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
      FloatVector best_x = vector_load (row + x + 1) - vector_load (row + x - 1);
      FloatVector best_y = vector_load (down + x) - vector_load (up + x);

      for (guint k = 1; k < n_channels; k++)
        {
          gsize i = k * stride + x;
          FloatVector dx = vector_load (row + i + 1) - vector_load (row + i - 1);
          FloatVector dy = vector_load (down + i) - vector_load (up + i);
          IntVector larger = dx * dx + dy * dy > best_x * best_x + best_y * best_y;

          best_x = vector_select (larger, dx, best_x);
          best_y = vector_select (larger, dy, best_y);
        }
      vector_store (gx + x, best_x);
      vector_store (gy + x, best_y);
    }
}

static void
fold (const float *gx,
      const float *gy,
      gsize        n,
      float       *ratio,
      float       *upper,
      float       *lower)
{
  const FloatVector zero = { 0 };

  for (gsize x = 0; x < n; x += LANES)
    {
      FloatVector dx = vector_load (gx + x), dy = vector_load (gy + x);
      FloatVector magnitude = vector_sqrt (dx * dx + dy * dy);
      IntVector turned = (dy < zero) | ((dy == zero) & (dx < zero));

      /* With dy = 0, never minus zero, the quotient is +-infinity; both mean to the right once they are turned. */
      vector_store (ratio + x, vector_select (dy == zero, vector_abs (dx) / zero, dx / dy));
      if (lower == upper)
        {
          vector_store (upper + x, magnitude);
          continue;
        }
      vector_store (upper + x, vector_keep (~turned, magnitude));
      vector_store (lower + x, vector_keep (turned, magnitude));
    }
}

static void
count (const float *ratio,
       const float *magnitude,
       gsize        stride,
       gsize        n_rows,
       gsize        n,
       float        limit,
       float       *sums)
{
  FloatVector limits = vector_all (limit);

  for (gsize x = 0; x < n; x += LANES)
    {
      FloatVector sum = vector_load (sums + x);

      for (gsize y = 0; y < n_rows; y++)
        sum += vector_keep (vector_load (ratio + y * stride + x) <= limits, vector_load (magnitude + y * stride + x));
      vector_store (sums + x, sum);
    }
}

static void
reduce (float *values,
        gsize  n,
        guint  cell)
{
  for (guint half = cell / 2; half > 0; half /= 2)
    for (gsize x = 0; x < n; x += LANES)
      vector_store (values + x, vector_load (values + x) + vector_load (values + x + half));
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
  IntVector steep = ay > ax;
  FloatVector longer = vector_select (steep, ay, ax), shorter = vector_select (steep, ax, ay);
  FloatVector angle = vector_atan (shorter / (longer + 1e-30f));

  angle = vector_select (steep, (float) G_PI_2 - angle, angle);
  if (!is_signed)
    return vector_select (dx * dy < zero, (float) G_PI - angle, angle);
  angle = vector_select (dx < zero, (float) G_PI - angle, angle);
  return vector_select (dy < zero, (float) (2 * G_PI) - angle, angle);
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

/* Two sets of sums by turns, so that a pixel does not wait for the one before it, which mostly has the same bin. */
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

ALWAYS_INLINE void
spread_pixels (const gint32 *slots,
               const float  *lower,
               const float  *upper,
               gsize         n,
               const float  *weights,
               gsize         n_roles,
               float        *even_sums,
               float        *odd_sums)
{
  gsize x = 0;

  for (; x + 2 <= n; x += 2)
    {
      spread_pixel (even_sums + (gsize) slots[x] * n_roles, weights + x * n_roles, n_roles, lower[x], upper[x]);
      spread_pixel (odd_sums + (gsize) slots[x + 1] * n_roles, weights + (x + 1) * n_roles, n_roles, lower[x + 1], upper[x + 1]);
    }
  if (x < n)
    spread_pixel (even_sums + (gsize) slots[x] * n_roles, weights + x * n_roles, n_roles, lower[x], upper[x]);
}

static void
spread (const gint32 *slots,
        const float  *lower,
        const float  *upper,
        gsize         n,
        const float  *weights,
        gsize         n_roles,
        float        *even_sums,
        float        *odd_sums)
{
  if (n_roles == 16)
    spread_pixels (slots, lower, upper, n, weights, 16, even_sums, odd_sums);
  else
    spread_pixels (slots, lower, upper, n, weights, n_roles, even_sums, odd_sums);
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

const HillFeatureKernels KERNELS = { convert, gradient, fold, count, reduce, share, spread, hue };
