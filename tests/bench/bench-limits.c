/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Two loops that do nothing else: sums over a large block, and independent chains of multiply-adds in registers. */

#include "bench-limits.h"

#include "hill-parallel.h"

#include <string.h>

#define READ_BYTES ((gsize) 512 << 20)
#define READ_PARTS 64
#define N_CHAINS 16                   /* enough to hide a latency of four to eight operations on two units */
#define FMA_ROUNDS 400000
#define N_REPEATS 7

typedef struct
{
  guint8  *bytes;
  gsize    n_bytes;                   /* of a part */
  guint64  sums[READ_PARTS];
} Reading;

typedef guint64 Words __attribute__ ((vector_size (64)));

/* Eight words at a time, four sums: the compiler makes of it what the processor has. */
#define READ_PART                                                              \
  Reading *reading = user_data;                                                \
  const guint8 *p = reading->bytes + chunk * reading->n_bytes;                 \
  Words sums[4] = { 0 };                                                       \
                                                                               \
  for (gsize i = 0; i + sizeof sums <= reading->n_bytes; i += sizeof sums)     \
    for (int k = 0; k < 4; k++)                                                \
      {                                                                        \
        Words words;                                                           \
                                                                               \
        memcpy (&words, p + i + k * sizeof words, sizeof words);               \
        sums[k] ^= words;                                                      \
      }                                                                        \
  for (int k = 1; k < 4; k++)                                                  \
    sums[0] ^= sums[k];                                                        \
  for (int k = 0; k < 8; k++)                                                  \
    reading->sums[chunk] ^= sums[0][k];

static void
read_part_plain (gsize    chunk,
                 gpointer user_data)
{
  READ_PART
}

/* acc = acc * a + b towards a fixed point: no overflow, nothing denormal. */
#define FMA_PART(lanes)                                                        \
  typedef float Vector __attribute__ ((vector_size (4 * (lanes))));            \
  Vector chains[N_CHAINS], total;                                              \
  Vector a = 0.999f - (Vector) { 0 }, b = 0.001f - (Vector) { 0 };             \
                                                                               \
  for (int k = 0; k < N_CHAINS; k++)                                           \
    chains[k] = (float) k - (Vector) { 0 };                                    \
  for (guint i = 0; i < FMA_ROUNDS; i++)                                       \
    _Pragma ("GCC unroll 16")                                                  \
    for (int k = 0; k < N_CHAINS; k++)                                         \
      chains[k] = chains[k] * a + b;                                           \
  total = chains[0];                                                           \
  for (int k = 1; k < N_CHAINS; k++)                                           \
    total += chains[k];                                                        \
  ((float *) user_data)[chunk] = total[0];

static void
fma_part_plain (gsize    chunk,
                gpointer user_data)
{
  FMA_PART (4)
}

#ifdef __x86_64__

__attribute__ ((target ("avx2,fma"))) static void
read_part_avx2 (gsize    chunk,
                gpointer user_data)
{
  READ_PART
}

__attribute__ ((target ("avx512f"))) static void
read_part_avx512 (gsize    chunk,
                  gpointer user_data)
{
  READ_PART
}

__attribute__ ((target ("avx2,fma"))) static void
fma_part_avx2 (gsize    chunk,
               gpointer user_data)
{
  FMA_PART (8)
}

__attribute__ ((target ("avx512f"))) static void
fma_part_avx512 (gsize    chunk,
                 gpointer user_data)
{
  FMA_PART (16)
}

#endif

typedef struct
{
  HillChunkFunc read;
  HillChunkFunc fma;
  guint         lanes;
} Loops;

static Loops
choose_loops (void)
{
#ifdef __x86_64__
  if (__builtin_cpu_supports ("avx512f"))
    return (Loops) { read_part_avx512, fma_part_avx512, 16 };
  if (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma"))
    return (Loops) { read_part_avx2, fma_part_avx2, 8 };
#endif
  return (Loops) { read_part_plain, fma_part_plain, 4 };
}

/* The best of several: a limit is what the machine can do, not what it did while others used it. */
static double
measure (gsize         n_parts,
         guint         n_threads,
         HillChunkFunc func,
         gpointer      user_data)
{
  gint64 best = G_MAXINT64;

  for (int i = 0; i < N_REPEATS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      hill_parallel_for (n_parts, n_threads, func, user_data);
      best = MIN (best, g_get_monotonic_time () - start);
    }
  return (double) best / G_USEC_PER_SEC;
}

double
bench_measure_read (guint n_threads)
{
  Reading reading = { .bytes = g_malloc (READ_BYTES), .n_bytes = READ_BYTES / READ_PARTS };
  double seconds;

  memset (reading.bytes, 1, READ_BYTES);
  seconds = measure (READ_PARTS, n_threads, choose_loops ().read, &reading);
  g_free (reading.bytes);
  return READ_BYTES / seconds / 1e9;
}

double
bench_measure_fma (guint n_threads)
{
  float results[64] = { 0 };
  Loops loops = choose_loops ();
  double operations;

  n_threads = MIN (n_threads, G_N_ELEMENTS (results));
  operations = 2.0 * loops.lanes * N_CHAINS * FMA_ROUNDS * n_threads;
  return operations / measure (n_threads, n_threads, loops.fma, results) / 1e9;
}
