/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Whole votes.  No angle is ever computed, as only its bin is wanted: a direction that points down lies beyond the boundary t unless
 * gx > gy cot t.  The components are small integers, so that no rounding carries a direction over a boundary; only those at 45 and 135
 * degrees can lie on one, and their cotangents are exact. */

#pragma once

#include "hill-feature-kernels.h"
#include "hill-feature-vector.h"

/* The longest gradients of one row of a strip, and the squares of their lengths. */
typedef struct
{
  IntVector pairs[2];
  IntVector squares[2];
} Gradients;

ALWAYS_INLINE void
find_gradients (const guint8 *row,
                gsize         row_stride,
                gsize         channel_stride,
                guint         n_channels,
                Gradients    *gradients)
{
  for (guint k = 0; k < n_channels; k++, row += channel_stride)
    {
      ShortVector gx = vector_load_shorts (row + 1) - vector_load_shorts (row - 1);
      ShortVector gy = vector_load_shorts (row + row_stride) - vector_load_shorts (row - row_stride);
      IntVector pairs[2];

      vector_pair (gx, gy, pairs);
#pragma GCC unroll 2
      for (int half = 0; half < 2; half++)
        {
          IntVector squares = vector_square_pairs (pairs[half]);

          if (k > 0)
            {
              pairs[half] = vector_blend (vector_is_larger (squares, gradients->squares[half]), pairs[half], gradients->pairs[half]);
              squares = vector_max_ints (squares, gradients->squares[half]);
            }
          gradients->pairs[half] = pairs[half];
          gradients->squares[half] = squares;
        }
    }
}

/* Fills a row of @gradients for each of the rows. */
ALWAYS_INLINE void
find_strip (const HillFeatureRows *rows,
            gsize                  x,
            guint                  n_channels,
            Gradients             *gradients)
{
  for (gsize y = 0; y < rows->n; y++)
    find_gradients (rows->bytes + y * rows->row_stride + x, rows->row_stride, rows->channel_stride, n_channels, gradients + y);
}

ALWAYS_INLINE void
vector_open (const Gradients *gradients,
             int              half,
             FloatVector     *gx,
             FloatVector     *gy,
             FloatVector     *magnitude)
{
  *gx = __builtin_convertvector (vector_get_x (gradients->pairs[half]), FloatVector);
  *gy = __builtin_convertvector (vector_get_y (gradients->pairs[half]), FloatVector);
  *magnitude = vector_sqrt (__builtin_convertvector (gradients->squares[half], FloatVector));
}

/* Sum over each four lanes, in all of them. */
ALWAYS_INLINE FloatVector
vector_sum_fours (FloatVector v)
{
#if LANES == 16
  const IntVector lane = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
#elif LANES == 8
  const IntVector lane = { 0, 1, 2, 3, 4, 5, 6, 7 };
#else
  const IntVector lane = { 0, 1, 2, 3 };
#endif

  v += __builtin_shuffle (v, lane ^ 1);
  v += __builtin_shuffle (v, lane ^ 2);
  return v;
}

/* The two halves of a strip, see vector_pair(), as sums over groups of columns, in their order. */
ALWAYS_INLINE void
store_strip (FloatVector first,
             FloatVector second,
             guint       group,
             float      *sums)
{
#if LANES == 16
  const IntVector left = { 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23 }, right = left + 8;
#elif LANES == 8
  const IntVector left = { 0, 1, 2, 3, 8, 9, 10, 11 }, right = left + 4;
#else
  const IntVector left = { 0, 1, 2, 3 }, right = left + 4;
#endif

  if (group == 1)
    {
      vector_store (sums, __builtin_shuffle (first, second, left));
      vector_store (sums + LANES, __builtin_shuffle (first, second, right));
      return;
    }
  first = vector_sum_fours (group == 8 ? first + second : first);
  second = vector_sum_fours (second);
  for (int i = 0; i < LANES / 4; i++)
    if (group == 8)
      {
        sums[i] = first[4 * i];
      }
    else
      {
        sums[2 * i] = first[4 * i];
        sums[2 * i + 1] = second[4 * i];
      }
}

/* One half of a strip: what lies beyond each boundary, right and left.  The left half is moved by the last bit, as there a boundary
 * belongs to the zone before it. */
ALWAYS_INLINE void
count_half (const Gradients *gradients,
            gsize            n_rows,
            int              half,
            const float     *limits,
            gboolean         from_axis,
            FloatVector     *sums)
{
  FloatVector right[HILL_FEATURE_ZONES] = { 0 }, left[HILL_FEATURE_ZONES] = { 0 };

  for (const Gradients *g = gradients; g < gradients + n_rows; g++)
    {
      FloatVector dx, dy, magnitude = vector_sqrt (__builtin_convertvector (g->squares[half], FloatVector));
      IntVector is_left = vector_get_sides (g->pairs[half], &dx, &dy);
      FloatVector in_left = vector_keep (is_left, magnitude), in_right = vector_drop (is_left, magnitude);

      dx = (FloatVector) ((IntVector) dx - is_left);
#pragma GCC unroll 5
      for (int z = 0; z < HILL_FEATURE_ZONES; z++)
        {
          Mask is_beyond = vector_is_not_above (dx, limits[z] * dy);

          right[z] = z == 0 && from_axis ? right[z] + in_right : vector_add_where (is_beyond, right[z], in_right);
          left[z] = z == 0 && from_axis ? left[z] + in_left : vector_add_where (is_beyond, left[z], in_left);
        }
    }
#pragma GCC unroll 5
  for (int z = 0; z < HILL_FEATURE_ZONES; z++)
    {
      gboolean is_last = z == HILL_FEATURE_ZONES - 1;

      sums[z] = is_last ? right[z] : right[z] - right[z + 1];
      sums[HILL_FEATURE_ZONES + z] = is_last ? left[z] : left[z] - left[z + 1];
    }
}

ALWAYS_INLINE void
count_strips (const HillFeatureRows *rows,
              guint                  n_channels,
              gsize                  n,
              const float           *limits,
              gboolean               from_axis,
              guint                  group,
              float                 *sums,
              gsize                  sums_stride)
{
  for (gsize x = 0; x < n; x += 2 * LANES)
    {
      Gradients gradients[HILL_FEATURE_BATCH_ROWS];
      FloatVector first[2 * HILL_FEATURE_ZONES], second[2 * HILL_FEATURE_ZONES];

      find_strip (rows, x, n_channels, gradients);
      count_half (gradients, rows->n, 0, limits, from_axis, first);
      count_half (gradients, rows->n, 1, limits, from_axis, second);
      for (int z = 0; z < 2 * HILL_FEATURE_ZONES; z++)
        store_strip (first[z], second[z], group, sums + z * sums_stride + x / group);
    }
}

static void
count (const HillFeatureRows *rows,
       gsize                  n,
       const float           *limits,
       gboolean               from_axis,
       guint                  group,
       float                 *sums,
       gsize                  sums_stride)
{
  if (rows->n_channels == 1)
    count_strips (rows, 1, n, limits, from_axis, group, sums, sums_stride);
  else
    count_strips (rows, 3, n, limits, from_axis, group, sums, sums_stride);
}

/* Directions that point up are turned by half a circle; what does not lie in the half asked for gets no magnitude. */
ALWAYS_INLINE FloatVector
vector_fold (FloatVector *dx,
             FloatVector *dy,
             FloatVector  magnitude,
             gboolean     pointing_up)
{
  const FloatVector zero = { 0 };
  IntVector is_level = *dy == zero, is_turned = (*dy < zero) | (is_level & (*dx < zero));
  IntVector sign = is_turned & G_MININT32;

  *dx = (FloatVector) ((IntVector) *dx ^ sign);
  *dy = vector_abs (*dy);
  return pointing_up ? vector_keep (is_turned, magnitude) : vector_drop (is_turned, magnitude);
}

ALWAYS_INLINE void
count_signed_half (const Gradients *gradients,
                   gsize            n_rows,
                   int              half,
                   const float     *limits,
                   gboolean         pointing_up,
                   FloatVector     *sums)
{
  FloatVector beyond[HILL_FEATURE_BOUNDARIES + 1] = { 0 };

  for (const Gradients *g = gradients; g < gradients + n_rows; g++)
    {
      FloatVector dx, dy, magnitude;

      vector_open (g, half, &dx, &dy, &magnitude);
      magnitude = vector_fold (&dx, &dy, magnitude, pointing_up);
      for (int k = 0; k < HILL_FEATURE_BOUNDARIES; k++)
        beyond[k] = vector_add_where (vector_is_not_above (dx, limits[k] * dy), beyond[k], magnitude);
    }
  for (int k = 0; k < HILL_FEATURE_BOUNDARIES; k++)
    sums[k] = beyond[k] - beyond[k + 1];
}

static void
count_signed (const HillFeatureRows *rows,
              gsize                  n,
              const float           *limits,
              gboolean               pointing_up,
              float                 *sums,
              gsize                  sums_stride)
{
  for (gsize x = 0; x < n; x += 2 * LANES)
    {
      Gradients gradients[HILL_FEATURE_BATCH_ROWS];
      FloatVector first[HILL_FEATURE_BOUNDARIES], second[HILL_FEATURE_BOUNDARIES];

      find_strip (rows, x, rows->n_channels, gradients);
      count_signed_half (gradients, rows->n, 0, limits, pointing_up, first);
      count_signed_half (gradients, rows->n, 1, limits, pointing_up, second);
      for (int k = 0; k < HILL_FEATURE_BOUNDARIES; k++)
        store_strip (first[k], second[k], 1, sums + k * sums_stride + x);
    }
}
