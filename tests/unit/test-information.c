/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Entropies: the lecture's weather first, then what must always hold. */

#include "hill-information.h"
#include "hill-random.h"

#include <math.h>

static const double weather_q[] = { 0.5, 0.3, 0.2 };
static const double weather_p[] = { 0.4, 0.3, 0.3 };

static void
test_lecture (void)
{
  double q = hill_entropy (weather_q, 3, HILL_LOG_10);
  double cross = hill_cross_entropy (weather_q, weather_p, 3, HILL_LOG_10);

  g_test_summary ("S24: 0.45 and 0.46 in base 10");
  g_assert_cmpfloat_with_epsilon (q, 0.45, 0.005);
  g_assert_cmpfloat_with_epsilon (cross, 0.46, 0.005);
  g_assert_cmpfloat_with_epsilon (hill_relative_entropy (weather_q, weather_p, 3, HILL_LOG_10), cross - q, 1e-12);
}

static void
test_bases (void)
{
  const double coin[] = { 0.5, 0.5 };

  g_assert_cmpfloat (hill_entropy (coin, 2, HILL_LOG_2), ==, 1);
  g_assert_cmpfloat_with_epsilon (hill_entropy (coin, 2, HILL_LOG_E), log (2), 1e-15);
  g_assert_cmpfloat_with_epsilon (hill_entropy (coin, 2, HILL_LOG_10), log10 (2), 1e-15);
}

static void
test_zeros (void)
{
  const double sure[] = { 1, 0, 0 }, half[] = { 0.5, 0.5, 0 };

  g_assert_cmpfloat (hill_entropy (sure, 3, HILL_LOG_2), ==, 0);
  g_assert_false (signbit (hill_entropy (sure, 3, HILL_LOG_2)));
  g_assert_cmpfloat (hill_cross_entropy (sure, half, 3, HILL_LOG_2), ==, 1);
  g_assert_cmpfloat (hill_relative_entropy (sure, half, 3, HILL_LOG_2), ==, 1);
  g_assert_true (isinf (hill_cross_entropy (half, sure, 3, HILL_LOG_2)) && isinf (hill_relative_entropy (half, sure, 3, HILL_LOG_2)));
  g_assert_cmpfloat (hill_relative_entropy (half, half, 3, HILL_LOG_2), ==, 0);
}

static void
test_properties (void)
{
  HillRandom random;

  g_test_summary ("KL >= 0, 0 at P = Q, and it is H (Q, P) - H (Q); H <= log n");
  hill_random_init (&random, 9);
  for (int k = 0; k < 500; k++)
    {
      double q[6], p[6], kl;

      for (int i = 0; i < 6; i++)
        {
          q[i] = hill_random_double (&random);
          p[i] = k % 5 == 0 ? q[i] * (1 + 1e-9 * hill_random_normal (&random)) : hill_random_double (&random);
        }
      g_assert_true (hill_distribution_normalize (q, 6) && hill_distribution_normalize (p, 6));
      g_assert_true (hill_distribution_check (q, 6, "Q", NULL));
      kl = hill_relative_entropy (q, p, 6, HILL_LOG_E);
      g_assert_cmpfloat (kl, >=, 0);
      g_assert_cmpfloat (hill_relative_entropy (q, q, 6, HILL_LOG_E), ==, 0);
      g_assert_cmpfloat_with_epsilon (kl, hill_cross_entropy (q, p, 6, HILL_LOG_E) - hill_entropy (q, 6, HILL_LOG_E), 1e-12);
      g_assert_cmpfloat (hill_entropy (q, 6, HILL_LOG_E), <=, log (6) + 1e-12);
    }
}

static void
test_check (void)
{
  const double less[] = { 0.5, 0.3, 0.1 }, negative[] = { 1.5, -0.5 }, odd[] = { NAN, 1 };
  double nothing[] = { 0, 0 };
  g_autoptr(GError) error = NULL;

  g_assert_true (hill_distribution_check (weather_q, 3, "Q", NULL));
  g_assert_false (hill_distribution_check (less, 3, "Q", &error));
  g_assert_cmpstr (error->message, ==, "The probabilities of Q sum to 0.9, not to 1; change one of them, or divide each by 0.9");
  g_clear_error (&error);
  g_assert_false (hill_distribution_check (negative, 2, "P", &error));
  g_assert_cmpstr (error->message, ==, "Probability 1 of P is 1.5; a probability is between 0 and 1");
  g_clear_error (&error);
  g_assert_false (hill_distribution_check (odd, 2, "P", &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (hill_distribution_check (NULL, 0, "P", &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
  g_assert_false (hill_distribution_normalize (nothing, 2));
}

static void
test_parse_base (void)
{
  HillLogBase base = HILL_LOG_2;
  g_autoptr(GError) error = NULL;

  g_assert_true (hill_log_base_parse ("10", &base, NULL));
  g_assert_cmpint (base, ==, HILL_LOG_10);
  g_assert_true (hill_log_base_parse ("e", &base, NULL));
  g_assert_cmpint (base, ==, HILL_LOG_E);
  g_assert_false (hill_log_base_parse ("3", &base, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
}

static void
test_sigmoid (void)
{
  g_test_summary ("S22: the softmax of two classes");
  g_assert_cmpfloat (hill_sigmoid (0), ==, 0.5);
  for (double x = -30; x <= 30; x += 0.7)
    {
      g_assert_cmpfloat_with_epsilon (hill_sigmoid (x), exp (x) / (exp (x) + exp (0)), 1e-15);
      g_assert_cmpfloat_with_epsilon (hill_sigmoid (x) + hill_sigmoid (-x), 1, 1e-15);
    }
  g_assert_cmpfloat (hill_sigmoid (1e300), ==, 1);
  g_assert_cmpfloat (hill_sigmoid (-1e300), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/information/lecture", test_lecture);
  g_test_add_func ("/information/bases", test_bases);
  g_test_add_func ("/information/zeros", test_zeros);
  g_test_add_func ("/information/properties", test_properties);
  g_test_add_func ("/information/check", test_check);
  g_test_add_func ("/information/parse-base", test_parse_base);
  g_test_add_func ("/information/sigmoid", test_sigmoid);
  return g_test_run ();
}
