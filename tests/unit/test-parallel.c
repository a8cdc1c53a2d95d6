/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Loops on the pool: each chunk once, whoever asks and however many threads; the same bits from any number. */

#include "hill-parallel.h"
#include "hill-random.h"

#include <stdatomic.h>
#include <string.h>

#define MAX_CHUNKS 1000

static atomic_uint counts[MAX_CHUNKS];

static void
count_chunk (gsize    chunk,
             gpointer user_data)
{
  g_assert_cmpuint (chunk, <, MAX_CHUNKS);
  atomic_fetch_add (&counts[chunk], 1);
}

static void
test_each_once (void)
{
  const gsize n_chunks[] = { 0, 1, 2, 3, 7, 64, MAX_CHUNKS };
  const guint n_threads[] = { 0, 1, 2, 4, 63, 64, 65, 1000 };

  for (guint t = 0; t < G_N_ELEMENTS (n_threads); t++)
    for (guint n = 0; n < G_N_ELEMENTS (n_chunks); n++)
      {
        for (gsize i = 0; i < MAX_CHUNKS; i++)
          atomic_store (&counts[i], 0);
        hill_parallel_for (n_chunks[n], n_threads[t], count_chunk, NULL);
        for (gsize i = 0; i < MAX_CHUNKS; i++)
          g_assert_cmpuint (atomic_load (&counts[i]), ==, i < n_chunks[n] ? 1 : 0);
      }
}

static void
add_chunk (gsize    chunk,
           gpointer user_data)
{
  atomic_fetch_add ((atomic_size_t *) user_data, chunk + 1);
}

/* Minibatches come one upon the other: no loop may take chunks of the next or miss its own. */
static void
test_many_short_loops (void)
{
  for (int i = 0; i < 20000; i++)
    {
      gsize n = (gsize) i % 9;
      atomic_size_t sum = 0;

      hill_parallel_for (n, 2 + (guint) i % 3, add_chunk, &sum);
      g_assert_cmpuint (atomic_load (&sum), ==, n * (n + 1) / 2);
    }
}

typedef struct
{
  atomic_uint n_running;
  atomic_uint highest;
} Crowd;

static void
join_crowd (gsize    chunk,
            gpointer user_data)
{
  Crowd *crowd = user_data;
  guint n = atomic_fetch_add (&crowd->n_running, 1) + 1;
  guint highest = atomic_load (&crowd->highest);

  while (n > highest && !atomic_compare_exchange_weak (&crowd->highest, &highest, n))
    ;
  for (int i = 0; i < 1000; i++)
    g_thread_yield ();
  atomic_fetch_sub (&crowd->n_running, 1);
}

static void
test_thread_limit (void)
{
  for (guint n_threads = 1; n_threads <= 4; n_threads++)
    {
      Crowd crowd = { 0 };

      hill_parallel_for (24, n_threads, join_crowd, &crowd);
      g_assert_cmpuint (atomic_load (&crowd.highest), <=, n_threads);
    }
}

typedef struct
{
  atomic_uint n_arrived;
  atomic_bool missed;
} Meeting;

/* Either chunk waits for the other: without a second thread they never meet. */
static void
meet (gsize    chunk,
      gpointer user_data)
{
  Meeting *meeting = user_data;
  gint64 deadline = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  atomic_fetch_add (&meeting->n_arrived, 1);
  while (atomic_load (&meeting->n_arrived) < 2)
    {
      if (g_get_monotonic_time () > deadline)
        {
          atomic_store (&meeting->missed, TRUE);
          return;
        }
      g_thread_yield ();
    }
}

static void
test_runs_at_once (void)
{
  for (int i = 0; i < 20; i++)
    {
      Meeting meeting = { 0 };

      hill_parallel_for (2, 2, meet, &meeting);
      g_assert_false (atomic_load (&meeting.missed));
      g_usleep (i % 2 == 0 ? 0 : 2000);       /* workers asleep, too */
    }
}

static void
run_inner_loop (gsize    chunk,
                gpointer user_data)
{
  atomic_size_t *sums = user_data;

  hill_parallel_for (50, 4, add_chunk, &sums[chunk]);
}

static void
test_loop_inside_loop (void)
{
  atomic_size_t sums[8] = { 0 };

  hill_parallel_for (8, 4, run_inner_loop, sums);
  for (int i = 0; i < 8; i++)
    g_assert_cmpuint (atomic_load (&sums[i]), ==, 50 * 51 / 2);
}

static gpointer
call_many_loops (gpointer data)
{
  for (int i = 0; i < 2000; i++)
    {
      atomic_size_t sum = 0;

      hill_parallel_for (20, 3, add_chunk, &sum);
      g_assert_cmpuint (atomic_load (&sum), ==, 20 * 21 / 2);
    }
  return NULL;
}

static void
test_several_callers (void)
{
  GThread *threads[4];

  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new ("caller", call_many_loops, NULL);
  for (int i = 0; i < 4; i++)
    g_thread_join (threads[i]);
}

#define N_VALUES 10007
#define N_PARTS 16

typedef struct
{
  float values[N_VALUES];
  float parts[N_PARTS];
} Sum;

static void
sum_part (gsize    chunk,
          gpointer user_data)
{
  Sum *sum = user_data;

  sum->parts[chunk] = 0;
  for (gsize i = chunk * N_VALUES / N_PARTS; i < (chunk + 1) * N_VALUES / N_PARTS; i++)
    sum->parts[chunk] += sum->values[i];
}

static float
sum_with_threads (Sum   *sum,
                  guint  n_threads)
{
  float total = 0;

  hill_parallel_for (N_PARTS, n_threads, sum_part, sum);
  for (int i = 0; i < N_PARTS; i++)
    total += sum->parts[i];
  return total;
}

static void
test_same_bits (void)
{
  g_autofree Sum *sum = g_new0 (Sum, 1);
  HillRandom random;
  float expected;

  hill_random_init (&random, 7);
  for (int i = 0; i < N_VALUES; i++)
    sum->values[i] = (float) hill_random_normal (&random);
  expected = sum_with_threads (sum, 1);
  for (guint n_threads = 0; n_threads <= 8; n_threads++)
    for (int i = 0; i < 50; i++)
      {
        float total = sum_with_threads (sum, n_threads);

        g_assert_cmpmem (&total, sizeof total, &expected, sizeof expected);
      }
}

static void
test_number_of_threads (void)
{
  g_assert_cmpuint (hill_parallel_get_n_threads (), >=, 1);
  g_assert_cmpuint (hill_parallel_get_n_threads (), <=, 1 << 16);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parallel/each-once", test_each_once);
  g_test_add_func ("/parallel/many-short-loops", test_many_short_loops);
  g_test_add_func ("/parallel/thread-limit", test_thread_limit);
  g_test_add_func ("/parallel/runs-at-once", test_runs_at_once);
  g_test_add_func ("/parallel/loop-inside-loop", test_loop_inside_loop);
  g_test_add_func ("/parallel/several-callers", test_several_callers);
  g_test_add_func ("/parallel/same-bits", test_same_bits);
  g_test_add_func ("/parallel/number-of-threads", test_number_of_threads);
  return g_test_run ();
}
