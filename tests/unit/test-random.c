/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The generator against the first numbers its authors' programs give, and the distributions drawn from it. */

#include "hill-random.h"

#include <math.h>
#include <string.h>

#define N_DRAWS 200000

/* splitmix64 (seed 0) and xoshiro256** (state 1, 2, 3, 4) of prng.di.unimi.it. */
static void
test_known_numbers (void)
{
  const guint64 state[] = {
    G_GUINT64_CONSTANT (0xe220a8397b1dcdaf), G_GUINT64_CONSTANT (0x6e789e6aa1b965f4),
    G_GUINT64_CONSTANT (0x06c45d188009454f), G_GUINT64_CONSTANT (0xf88bb8a8724c81ec),
  };
  HillRandom seeded, counted = { { 1, 2, 3, 4 } };

  hill_random_init (&seeded, 0);
  g_assert_cmpmem (seeded.s, sizeof seeded.s, state, sizeof state);
  g_assert_cmpuint (hill_random_next (&counted), ==, 11520);
  g_assert_cmpuint (hill_random_next (&counted), ==, 0);
  g_assert_cmpuint (hill_random_next (&counted), ==, 1509978240);
  g_assert_cmpuint (hill_random_next (&counted), ==, G_GUINT64_CONSTANT (1215971899390074240));
}

static void
test_state_is_all (void)
{
  HillRandom first, second;

  hill_random_init (&first, 42);
  for (int i = 0; i < 1000; i++)
    hill_random_normal (&first);
  second = first;
  for (int i = 0; i < 1000; i++)
    {
      g_assert_cmpfloat (hill_random_normal (&first), ==, hill_random_normal (&second));
      g_assert_cmpuint (hill_random_below (&first, 1000), ==, hill_random_below (&second, 1000));
    }
  hill_random_init (&second, 43);
  g_assert_cmpuint (hill_random_next (&first), !=, hill_random_next (&second));
}

/* Chi square with k - 1 degrees: mean k - 1, deviation sqrt (2 (k - 1)).  Five deviations is a bug, not chance. */
static void
assert_uniform (const guint *counts,
                guint        n_counts,
                guint        n_draws)
{
  double expected = (double) n_draws / n_counts, chi_square = 0;

  for (guint i = 0; i < n_counts; i++)
    chi_square += (counts[i] - expected) * (counts[i] - expected) / expected;
  g_assert_cmpfloat (fabs (chi_square - (n_counts - 1)), <, 5 * sqrt (2.0 * (n_counts - 1)));
}

static void
test_below (void)
{
  HillRandom random;
  guint counts[10] = { 0 }, rests[3] = { 0 }, thirds[3] = { 0 };
  const guint32 large = 3u << 30;     /* modulo alone would favour a third of the numbers, multiplying alone every third */

  hill_random_init (&random, 1);
  for (guint i = 0; i < N_DRAWS; i++)
    {
      guint32 value = hill_random_below (&random, 10);

      g_assert_cmpuint (value, <, 10);
      counts[value]++;
    }
  assert_uniform (counts, 10, N_DRAWS);

  for (guint i = 0; i < N_DRAWS; i++)
    {
      guint32 value = hill_random_below (&random, large);

      g_assert_cmpuint (value, <, large);
      rests[value % 3]++;
      thirds[value >> 30]++;
    }
  assert_uniform (rests, 3, N_DRAWS);
  assert_uniform (thirds, 3, N_DRAWS);
  g_assert_cmpuint (hill_random_below (&random, 1), ==, 0);
}

static void
test_double (void)
{
  HillRandom random;
  guint counts[100] = { 0 };

  hill_random_init (&random, 2);
  for (guint i = 0; i < N_DRAWS; i++)
    {
      double value = hill_random_double (&random);

      g_assert_cmpfloat (value, >=, 0);
      g_assert_cmpfloat (value, <, 1);
      counts[(int) (value * 100)]++;
    }
  assert_uniform (counts, 100, N_DRAWS);
}

static void
test_normal (void)
{
  HillRandom random;
  double sum = 0, squares = 0, fourth = 0;
  guint n_inside = 0;

  hill_random_init (&random, 3);
  for (guint i = 0; i < N_DRAWS; i++)
    {
      double value = hill_random_normal (&random);

      sum += value;
      squares += value * value;
      fourth += value * value * value * value;
      n_inside += fabs (value) < 1 ? 1 : 0;
    }
  g_assert_cmpfloat_with_epsilon (sum / N_DRAWS, 0, 0.012);
  g_assert_cmpfloat_with_epsilon (squares / N_DRAWS, 1, 0.016);
  g_assert_cmpfloat_with_epsilon (fourth / N_DRAWS, 3, 0.11);
  g_assert_cmpfloat_with_epsilon (n_inside / (double) N_DRAWS, 0.6827, 0.0053);
}

static int
compare_numbers (const void *a,
                 const void *b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return (x > y) - (x < y);
}

static void
test_shuffle_permutes (void)
{
  guint32 values[1000], again[1000];
  HillRandom random, copy;
  guint n_fixed = 0;

  hill_random_init (&random, 4);
  copy = random;
  for (guint32 i = 0; i < 1000; i++)
    values[i] = again[i] = i;
  hill_random_shuffle (&random, values, 1000);
  hill_random_shuffle (&copy, again, 1000);
  g_assert_cmpmem (values, sizeof values, again, sizeof again);
  for (guint32 i = 0; i < 1000; i++)
    n_fixed += values[i] == i ? 1 : 0;
  g_assert_cmpuint (n_fixed, <, 10);

  qsort (values, 1000, sizeof values[0], compare_numbers);
  for (guint32 i = 0; i < 1000; i++)
    g_assert_cmpuint (values[i], ==, i);
  hill_random_shuffle (&random, NULL, 0);
}

/* Each of the six orders of three as often. */
static void
test_shuffle_is_fair (void)
{
  HillRandom random;
  guint counts[9] = { 0 }, orders[6], n_orders = 0;

  hill_random_init (&random, 5);
  for (int i = 0; i < 60000; i++)
    {
      guint32 values[] = { 0, 1, 2 };

      hill_random_shuffle (&random, values, 3);
      counts[values[0] * 3 + values[1]]++;
    }
  for (int i = 0; i < 9; i++)
    if (i % 4 != 0)
      orders[n_orders++] = counts[i];
  assert_uniform (orders, 6, 60000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random/known-numbers", test_known_numbers);
  g_test_add_func ("/random/state-is-all", test_state_is_all);
  g_test_add_func ("/random/below", test_below);
  g_test_add_func ("/random/double", test_double);
  g_test_add_func ("/random/normal", test_normal);
  g_test_add_func ("/random/shuffle-permutes", test_shuffle_permutes);
  g_test_add_func ("/random/shuffle-is-fair", test_shuffle_is_fair);
  return g_test_run ();
}
