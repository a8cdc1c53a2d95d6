/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One source, compiled for each instruction set.  No angle is ever computed where only its bin is wanted: a direction that points
 * down lies beyond the boundary t unless gx > gy cot t.  The components are small integers, so that no rounding carries a direction over a
 * boundary; only those at 45 and 135 degrees can lie on one, and their cotangents are exact. */

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

/* Lanes of a where the mask is set, else of b: as vector_select(), in one instruction where there is one. */
ALWAYS_INLINE FloatVector
vector_blend (IntVector   mask,
              FloatVector a,
              FloatVector b)
{
#if defined(HILL_KERNELS_AVX2)
  return (FloatVector) _mm256_blendv_ps ((__m256) b, (__m256) a, (__m256) mask);
#else
  return vector_select (mask, a, b);
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

/* Of the channel with the longest gradient, and the square of its length; the three rows stand at this column. */
ALWAYS_INLINE FloatVector
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
    return *gx * *gx + *gy * *gy;

  largest = vector_square (*gx, *gy);
  for (gsize i = stride; i < n_channels * stride; i += stride)
    {
      FloatVector dx = vector_load (row + i + 1) - vector_load (row + i - 1);
      FloatVector dy = vector_load (down + i) - vector_load (up + i);
      FloatVector square = vector_square (dx, dy);
      IntVector larger = square > largest;

      *gx = vector_blend (larger, dx, *gx);
      *gy = vector_blend (larger, dy, *gy);
      largest = vector_max (square, largest);
    }
  return largest;
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

/* Sum over groups of lanes, in every lane of the group. */
ALWAYS_INLINE FloatVector
vector_sum_groups (FloatVector v,
                   guint       group)
{
#if LANES == 16
  const IntVector lane = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
#elif LANES == 8
  const IntVector lane = { 0, 1, 2, 3, 4, 5, 6, 7 };
#else
  const IntVector lane = { 0, 1, 2, 3 };
#endif

#pragma GCC unroll 4
  for (guint step = 1; step < LANES; step *= 2)
    if (step < group)
      v += __builtin_shuffle (v, lane ^ (gint32) step);
  return v;
}

/* One strip of columns.  The left half is moved by the last bit, as there a boundary belongs to the zone before it. */
ALWAYS_INLINE void
count_strip (const float *rows,
             gsize        row_stride,
             gsize        channel_stride,
             guint        n_channels,
             gsize        n_rows,
             const float *limits,
             gboolean     from_axis,
             guint        group,
             float       *sums,
             gsize        sums_stride)
{
  const FloatVector zero = { 0 };
  FloatVector right[HILL_FEATURE_ZONES + 1] = { 0 }, left[HILL_FEATURE_ZONES + 1] = { 0 };

  for (const float *row = rows; row < rows + n_rows * row_stride; row += row_stride)
    {
      FloatVector dx, dy, magnitude, in_right, in_left;
      IntVector is_left;

      magnitude = vector_sqrt (vector_gradient (row - row_stride, row, row + row_stride, channel_stride, n_channels, &dx, &dy));
      is_left = dx * dy < zero;
      in_left = vector_keep (is_left, magnitude);
      in_right = vector_keep (~is_left, magnitude);
      dx = (FloatVector) ((IntVector) vector_abs (dx) - is_left);
      dy = vector_abs (dy);
#pragma GCC unroll 5
      for (int z = 0; z < HILL_FEATURE_ZONES; z++)
        {
          gboolean is_axis = z == 0 && from_axis;
          IntVector is_beyond = dx <= limits[z] * dy;

          right[z] += is_axis ? in_right : vector_keep (is_beyond, in_right);
          left[z] += is_axis ? in_left : vector_keep (is_beyond, in_left);
        }
    }
#pragma GCC unroll 5
  for (int z = 0; z < HILL_FEATURE_ZONES; z++)
    {
      vector_store (sums + z * sums_stride, vector_sum_groups (right[z] - right[z + 1], group));
      vector_store (sums + (HILL_FEATURE_ZONES + z) * sums_stride, vector_sum_groups (left[z] - left[z + 1], group));
    }
}

ALWAYS_INLINE void
count_strips (const float *rows,
              gsize        row_stride,
              gsize        channel_stride,
              guint        n_channels,
              gsize        n_rows,
              gsize        n,
              const float *limits,
              gboolean     from_axis,
              guint        group,
              float       *sums,
              gsize        sums_stride)
{
  for (gsize x = 0; x < n; x += LANES)
    count_strip (rows + x, row_stride, channel_stride, n_channels, n_rows, limits, from_axis, group, sums + x, sums_stride);
}

static void
count (const float *rows,
       gsize        row_stride,
       gsize        channel_stride,
       guint        n_channels,
       gsize        n_rows,
       gsize        n,
       const float *limits,
       gboolean     from_axis,
       guint        group,
       float       *sums,
       gsize        sums_stride)
{
  if (n_channels == 1 && from_axis)
    count_strips (rows, row_stride, channel_stride, 1, n_rows, n, limits, TRUE, group, sums, sums_stride);
  else if (n_channels == 3 && from_axis)
    count_strips (rows, row_stride, channel_stride, 3, n_rows, n, limits, TRUE, group, sums, sums_stride);
  else
    count_strips (rows, row_stride, channel_stride, n_channels, n_rows, n, limits, FALSE, group, sums, sums_stride);
}

/* Directions that point up are turned by half a circle; what does not lie in the half asked for gets no magnitude. */
ALWAYS_INLINE FloatVector
vector_fold (FloatVector *dx,
             FloatVector *dy,
             FloatVector  square,
             gboolean     pointing_up)
{
  const FloatVector zero = { 0 };
  FloatVector magnitude = vector_sqrt (square);
  IntVector is_level = *dy == zero, is_turned = (*dy < zero) | (is_level & (*dx < zero));
  IntVector sign = is_turned & G_MININT32;

  *dx = (FloatVector) ((IntVector) *dx ^ sign);
  *dy = vector_abs (*dy);
  return vector_keep (pointing_up ? is_turned : ~is_turned, magnitude);
}

static void
count_signed (const float *rows,
              gsize        row_stride,
              gsize        channel_stride,
              guint        n_channels,
              gsize        n_rows,
              gsize        n,
              const float *limits,
              gboolean     pointing_up,
              float       *sums,
              gsize        sums_stride)
{
  for (gsize x = 0; x < n; x += LANES)
    {
      FloatVector beyond[HILL_FEATURE_BOUNDARIES + 1] = { 0 };

      for (const float *row = rows + x; row < rows + x + n_rows * row_stride; row += row_stride)
        {
          FloatVector dx, dy, square, magnitude;

          square = vector_gradient (row - row_stride, row, row + row_stride, channel_stride, n_channels, &dx, &dy);
          magnitude = vector_fold (&dx, &dy, square, pointing_up);
          for (int k = 0; k < HILL_FEATURE_BOUNDARIES; k++)
            beyond[k] += vector_keep (~(dx > limits[k] * dy), magnitude);
        }
      for (int k = 0; k < HILL_FEATURE_BOUNDARIES; k++)
        vector_store (sums + k * sums_stride + x, beyond[k] - beyond[k + 1]);
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

const HillFeatureKernels KERNELS = { LANES, convert, gradient, count, count_signed, share, close, spread, hue };
