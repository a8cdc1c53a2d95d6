/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the kernels of features want of a register beyond hill-kernels-vector.h: comparisons and what hangs on them in one instruction, and
 * gradients as pairs of 16-bit integers, squared and summed at once. */

#pragma once

#include "hill-kernels-vector.h"

#include <math.h>

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

/* What a comparison yields, and what is done with it: one instruction each, which the compiler would make two of. */
#if defined(HILL_KERNELS_AVX512)

typedef __mmask16 Mask;

ALWAYS_INLINE Mask
vector_is_not_above (FloatVector a,
                     FloatVector b)
{
  return _mm512_cmp_ps_mask ((__m512) a, (__m512) b, _CMP_NGT_UQ);
}

ALWAYS_INLINE Mask
vector_is_larger (IntVector a,
                  IntVector b)
{
  return _mm512_cmpgt_epi32_mask ((__m512i) a, (__m512i) b);
}

ALWAYS_INLINE FloatVector
vector_add_where (Mask        mask,
                  FloatVector sum,
                  FloatVector v)
{
  return (FloatVector) _mm512_mask_add_ps ((__m512) sum, mask, (__m512) sum, (__m512) v);
}

ALWAYS_INLINE Mask
vector_is_above (FloatVector a,
                 FloatVector b)
{
  return _mm512_cmp_ps_mask ((__m512) a, (__m512) b, _CMP_GT_OQ);
}

ALWAYS_INLINE IntVector
vector_blend (Mask      mask,
              IntVector a,
              IntVector b)
{
  return (IntVector) _mm512_mask_blend_epi32 (mask, (__m512i) b, (__m512i) a);
}

#else

typedef IntVector Mask;

/* Of a mask turned round the compiler makes a blend, which is dearer than what is asked for here. */
ALWAYS_INLINE Mask
vector_is_not_above (FloatVector a,
                     FloatVector b)
{
#if defined(HILL_KERNELS_AVX2)
  return (Mask) _mm256_cmp_ps ((__m256) a, (__m256) b, _CMP_NGT_UQ);
#else
  return ~(a > b);
#endif
}

ALWAYS_INLINE Mask
vector_is_larger (IntVector a,
                  IntVector b)
{
  return a > b;
}

ALWAYS_INLINE FloatVector
vector_add_where (Mask        mask,
                  FloatVector sum,
                  FloatVector v)
{
  return sum + vector_keep (mask, v);
}

ALWAYS_INLINE Mask
vector_is_above (FloatVector a,
                 FloatVector b)
{
  return a > b;
}

ALWAYS_INLINE IntVector
vector_blend (Mask      mask,
              IntVector a,
              IntVector b)
{
#if defined(HILL_KERNELS_AVX2)
  return (IntVector) _mm256_blendv_epi8 ((__m256i) b, (__m256i) a, (__m256i) mask);
#else
  return (mask & a) | (~mask & b);
#endif
}

#endif

/* Lanes of @a where the mask is not set, else 0. */
ALWAYS_INLINE FloatVector
vector_drop (IntVector   mask,
             FloatVector a)
{
#if defined(HILL_KERNELS_AVX2)
  return (FloatVector) _mm256_andnot_ps ((__m256) mask, (__m256) a);
#else
  return vector_keep (~mask, a);
#endif
}

ALWAYS_INLINE FloatVector
vector_choose (Mask        mask,
               FloatVector a,
               FloatVector b)
{
  return (FloatVector) vector_blend (mask, (IntVector) a, (IntVector) b);
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

/* Twice as many columns as LANES, as 16-bit integers. */
typedef gint16 ShortVector __attribute__ ((vector_size (4 * LANES)));

ALWAYS_INLINE ShortVector
vector_load_shorts (const guint8 *p)
{
#if defined(HILL_KERNELS_AVX512)
  return (ShortVector) _mm512_cvtepu8_epi16 (_mm256_loadu_si256 ((const __m256i *) p));
#elif defined(HILL_KERNELS_AVX2)
  return (ShortVector) _mm256_cvtepu8_epi16 (_mm_loadu_si128 ((const __m128i *) p));
#else
  guint8 bytes __attribute__ ((vector_size (8)));

  memcpy (&bytes, p, sizeof bytes);
  return __builtin_convertvector (bytes, ShortVector);
#endif
}

/* A gradient in each lane: gx below, gy above.  The first four columns of each eight go to one vector, the other four to the other. */
ALWAYS_INLINE void
vector_pair (ShortVector gx,
             ShortVector gy,
             IntVector   pairs[2])
{
#if defined(HILL_KERNELS_AVX512)
  pairs[0] = (IntVector) _mm512_unpacklo_epi16 ((__m512i) gx, (__m512i) gy);
  pairs[1] = (IntVector) _mm512_unpackhi_epi16 ((__m512i) gx, (__m512i) gy);
#elif defined(HILL_KERNELS_AVX2)
  pairs[0] = (IntVector) _mm256_unpacklo_epi16 ((__m256i) gx, (__m256i) gy);
  pairs[1] = (IntVector) _mm256_unpackhi_epi16 ((__m256i) gx, (__m256i) gy);
#elif G_BYTE_ORDER == G_LITTLE_ENDIAN
  pairs[0] = (IntVector) __builtin_shuffle (gx, gy, (ShortVector) { 0, 8, 1, 9, 2, 10, 3, 11 });
  pairs[1] = (IntVector) __builtin_shuffle (gx, gy, (ShortVector) { 4, 12, 5, 13, 6, 14, 7, 15 });
#else
  pairs[0] = (IntVector) __builtin_shuffle (gy, gx, (ShortVector) { 0, 8, 1, 9, 2, 10, 3, 11 });
  pairs[1] = (IntVector) __builtin_shuffle (gy, gx, (ShortVector) { 4, 12, 5, 13, 6, 14, 7, 15 });
#endif
}

ALWAYS_INLINE IntVector
vector_get_x (IntVector pairs)
{
  return pairs << 16 >> 16;
}

ALWAYS_INLINE IntVector
vector_get_y (IntVector pairs)
{
  return pairs >> 16;
}

/* A gradient as its two sides, and where it falls to the left: one of gx and gy is below 0 and the other above.  Of many ways the one
 * with the fewest constants to be kept in registers. */
ALWAYS_INLINE IntVector
vector_get_sides (IntVector    pairs,
                  FloatVector *dx,
                  FloatVector *dy)
{
  IntVector gx = vector_get_x (pairs), gy = vector_get_y (pairs);
#if defined(HILL_KERNELS_AVX2)
  *dx = __builtin_convertvector ((IntVector) _mm256_abs_epi32 ((__m256i) gx), FloatVector);
  *dy = __builtin_convertvector ((IntVector) _mm256_abs_epi32 ((__m256i) gy), FloatVector);
  return (IntVector) _mm256_sign_epi32 ((__m256i) gx, (__m256i) gy) >> 31;
#else
  const FloatVector zero = { 0 };
  FloatVector x = __builtin_convertvector (gx, FloatVector), y = __builtin_convertvector (gy, FloatVector);

  *dx = vector_abs (x);
  *dy = vector_abs (y);
  return x * y < zero;
#endif
}

/* gx^2 + gy^2 */
ALWAYS_INLINE IntVector
vector_square_pairs (IntVector pairs)
{
#if defined(HILL_KERNELS_AVX512)
  return (IntVector) _mm512_madd_epi16 ((__m512i) pairs, (__m512i) pairs);
#elif defined(HILL_KERNELS_AVX2)
  return (IntVector) _mm256_madd_epi16 ((__m256i) pairs, (__m256i) pairs);
#else
  return vector_get_x (pairs) * vector_get_x (pairs) + vector_get_y (pairs) * vector_get_y (pairs);
#endif
}

ALWAYS_INLINE IntVector
vector_max_ints (IntVector a,
                 IntVector b)
{
#if defined(HILL_KERNELS_AVX512)
  return (IntVector) _mm512_max_epi32 ((__m512i) a, (__m512i) b);
#elif defined(HILL_KERNELS_AVX2)
  return (IntVector) _mm256_max_epi32 ((__m256i) a, (__m256i) b);
#else
  return vector_blend (a > b, a, b);
#endif
}
