/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One vector register, in the three ways hill-kernels-impl.c is compiled.  Arithmetic is the compiler's own on vector
 * types; only what it does not spell well (widening bytes, sums across lanes, bit masks) is written out here.
 * A register holds LANES floats; a tile of TILE classes times two rows (or two columns) of sums fits the register file. */

#pragma once

#include <glib.h>
#include <string.h>

#if defined(HILL_KERNELS_AVX512) || defined(HILL_KERNELS_AVX2)
#include <immintrin.h>
#endif

#if defined(HILL_KERNELS_AVX512)
#define NAME "avx512"
#define TABLE hill_kernels_avx512
#define LANES 16
#define TILE 10
#elif defined(HILL_KERNELS_AVX2)
#define NAME "avx2"
#define TABLE hill_kernels_avx2
#define LANES 8
#define TILE 5
#else
#define NAME "plain"
#define TABLE hill_kernels_plain
#define LANES 4
#define TILE 5
#endif

/* Score rows are padded to groups of 16 floats, whatever the register. */
#define GROUP 16
#define GROUP_VECTORS (GROUP / LANES)

#define ALWAYS_INLINE static inline __attribute__ ((always_inline))

typedef float FloatVector __attribute__ ((vector_size (4 * LANES)));
typedef gint32 IntVector __attribute__ ((vector_size (4 * LANES)));

ALWAYS_INLINE FloatVector
vector_load (const float *p)
{
  FloatVector v;

  memcpy (&v, p, sizeof v);
  return v;
}

ALWAYS_INLINE void
vector_store (float       *p,
              FloatVector  v)
{
  memcpy (p, &v, sizeof v);
}

ALWAYS_INLINE IntVector
vector_load_mask (const gint32 *p)
{
  IntVector v;

  memcpy (&v, p, sizeof v);
  return v;
}

ALWAYS_INLINE FloatVector
vector_all (float x)
{
  return x - (FloatVector) { 0 };      /* x + 0 would not be x for minus zero, and cost an addition */
}

/* Loads v once, where the compiler would rather load it at each use. */
#if defined(HILL_KERNELS_AVX512) || defined(HILL_KERNELS_AVX2)
#define KEEP_IN_REGISTER(v) __asm__ ("" : "+v" (v))
#else
#define KEEP_IN_REGISTER(v)
#endif

/* Lanes of a where the mask is set, else of b. */
ALWAYS_INLINE FloatVector
vector_select (IntVector   mask,
               FloatVector a,
               FloatVector b)
{
  return (FloatVector) ((mask & (IntVector) a) | (~mask & (IntVector) b));
}

/* Lanes of a where the mask is set, else 0. */
ALWAYS_INLINE FloatVector
vector_keep (IntVector   mask,
             FloatVector a)
{
  return (FloatVector) (mask & (IntVector) a);
}

#if defined(HILL_KERNELS_AVX512)

ALWAYS_INLINE FloatVector
vector_load_bytes (const guint8 *p)
{
  return (FloatVector) _mm512_cvtepi32_ps (_mm512_cvtepu8_epi32 (_mm_loadu_si128 ((const __m128i *) p)));
}

ALWAYS_INLINE FloatVector
vector_max (FloatVector a,
            FloatVector b)
{
  return (FloatVector) _mm512_max_ps ((__m512) a, (__m512) b);
}

ALWAYS_INLINE float
vector_get_max (FloatVector v)
{
  return _mm512_reduce_max_ps ((__m512) v);
}

ALWAYS_INLINE float
vector_get_sum (FloatVector v)
{
  return _mm512_reduce_add_ps ((__m512) v);
}

/* Bit k is set where lane k of the mask is. */
ALWAYS_INLINE guint
vector_get_bits (IntVector mask)
{
  return _mm512_movepi32_mask ((__m512i) mask);
}

/* sums[k] += the sum across v[k]: 16 vectors are added and interleaved pairwise until one is left. */
ALWAYS_INLINE void
vector_add_sums (const FloatVector *v,
                 int                n,
                 float             *sums)
{
  __mmask16 mask = (__mmask16) ((1u << n) - 1);
  __m512 a[16], b[8], c[4], d[2], sum;

#pragma GCC unroll 16
  for (int k = 0; k < 16; k++)
    a[k] = k < n ? (__m512) v[k] : _mm512_setzero_ps ();
#pragma GCC unroll 8
  for (int k = 0; k < 8; k++)
    b[k] = _mm512_add_ps (_mm512_unpacklo_ps (a[2 * k], a[2 * k + 1]), _mm512_unpackhi_ps (a[2 * k], a[2 * k + 1]));
#pragma GCC unroll 4
  for (int k = 0; k < 4; k++)
    {
      __m512d x = _mm512_castps_pd (b[2 * k]), y = _mm512_castps_pd (b[2 * k + 1]);

      c[k] = _mm512_add_ps (_mm512_castpd_ps (_mm512_unpacklo_pd (x, y)), _mm512_castpd_ps (_mm512_unpackhi_pd (x, y)));
    }
#pragma GCC unroll 2
  for (int k = 0; k < 2; k++)
    d[k] = _mm512_add_ps (_mm512_shuffle_f32x4 (c[2 * k], c[2 * k + 1], 0x88),
                          _mm512_shuffle_f32x4 (c[2 * k], c[2 * k + 1], 0xdd));
  sum = _mm512_add_ps (_mm512_shuffle_f32x4 (d[0], d[1], 0x88), _mm512_shuffle_f32x4 (d[0], d[1], 0xdd));
  _mm512_mask_storeu_ps (sums, mask, _mm512_add_ps (_mm512_maskz_loadu_ps (mask, sums), sum));
}

#elif defined(HILL_KERNELS_AVX2)

ALWAYS_INLINE FloatVector
vector_load_bytes (const guint8 *p)
{
  return (FloatVector) _mm256_cvtepi32_ps (_mm256_cvtepu8_epi32 (_mm_loadl_epi64 ((const __m128i *) p)));
}

ALWAYS_INLINE FloatVector
vector_max (FloatVector a,
            FloatVector b)
{
  return (FloatVector) _mm256_max_ps ((__m256) a, (__m256) b);
}

ALWAYS_INLINE float
vector_get_max (FloatVector v)
{
  __m128 x = _mm_max_ps (_mm256_castps256_ps128 ((__m256) v), _mm256_extractf128_ps ((__m256) v, 1));

  x = _mm_max_ps (x, _mm_movehl_ps (x, x));
  return _mm_cvtss_f32 (_mm_max_ss (x, _mm_movehdup_ps (x)));
}

ALWAYS_INLINE float
vector_get_sum (FloatVector v)
{
  __m128 x = _mm_add_ps (_mm256_castps256_ps128 ((__m256) v), _mm256_extractf128_ps ((__m256) v, 1));

  x = _mm_add_ps (x, _mm_movehl_ps (x, x));
  return _mm_cvtss_f32 (_mm_add_ss (x, _mm_movehdup_ps (x)));
}

ALWAYS_INLINE guint
vector_get_bits (IntVector mask)
{
  return (guint) _mm256_movemask_ps ((__m256) mask);
}

/* sums[k] += the sum across v[k]: four vectors at a time, the rest one by one. */
ALWAYS_INLINE void
vector_add_sums (const FloatVector *v,
                 int                n,
                 float             *sums)
{
  int k = 0;

  for (; k + 4 <= n; k += 4)
    {
      __m256 pairs = _mm256_hadd_ps (_mm256_hadd_ps ((__m256) v[k], (__m256) v[k + 1]),
                                     _mm256_hadd_ps ((__m256) v[k + 2], (__m256) v[k + 3]));
      __m128 sum = _mm_add_ps (_mm256_castps256_ps128 (pairs), _mm256_extractf128_ps (pairs, 1));

      _mm_storeu_ps (sums + k, _mm_add_ps (_mm_loadu_ps (sums + k), sum));
    }
  for (; k < n; k++)
    sums[k] += vector_get_sum (v[k]);
}

#else

ALWAYS_INLINE FloatVector
vector_load_bytes (const guint8 *p)
{
  return (FloatVector) { p[0], p[1], p[2], p[3] };
}

ALWAYS_INLINE FloatVector
vector_max (FloatVector a,
            FloatVector b)
{
  return vector_select (a > b, a, b);
}

ALWAYS_INLINE float
vector_get_max (FloatVector v)
{
  float a = MAX (v[0], v[1]), b = MAX (v[2], v[3]);

  return MAX (a, b);
}

ALWAYS_INLINE float
vector_get_sum (FloatVector v)
{
  return (v[0] + v[2]) + (v[1] + v[3]);
}

ALWAYS_INLINE guint
vector_get_bits (IntVector mask)
{
  return (mask[0] & 1) | (mask[1] & 2) | (mask[2] & 4) | (mask[3] & 8);
}

ALWAYS_INLINE void
vector_add_sums (const FloatVector *v,
                 int                n,
                 float             *sums)
{
  for (int k = 0; k < n; k++)
    sums[k] += vector_get_sum (v[k]);
}

#endif
