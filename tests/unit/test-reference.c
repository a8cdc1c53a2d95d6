/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The oracle itself: the lecture's numbers, scores too large for exp, and slopes against differences. */

#include "hill-reference.h"
#include "hill-random.h"

#include <math.h>

/* Scores of dog, cat and wolf for the four images of S9, and what each is. */
static const double lecture_scores[4][3] = {
  { 7.9, 5.8, -1.9 }, { 3.3, -0.8, 6.5 }, { -1.1, 3.4, 2.5 }, { 2.3, 1.5, 4.4 },
};
static const guint lecture_labels[4] = { 0, 1, 2, 0 };

static void
test_lecture_hinge (void)
{
  const double expected[4] = { 0, 13.4, 1.9, 3.3 };
  double sum = 0;

  g_test_summary ("S9: hinge losses 0, 13.4, 1.9, 3.3; mean 4.65");
  for (int i = 0; i < 4; i++)
    {
      double loss = hill_reference_hinge (lecture_scores[i], 3, lecture_labels[i], 1, NULL);

      g_assert_cmpfloat_with_epsilon (loss, expected[i], 1e-12);
      sum += loss;
    }
  g_assert_cmpfloat_with_epsilon (sum / 4, 4.65, 1e-12);
}

static void
test_lecture_softmax (void)
{
  double slopes[3], loss;

  g_test_summary ("S22, S23: (7.9, 5.8, -1.9) gives 0.89, 0.11, 0.00, and the loss is -log 0.89");
  loss = hill_reference_softmax (lecture_scores[0], 3, 0, slopes);
  g_assert_cmpfloat_with_epsilon (slopes[0] + 1, 0.89, 0.005);
  g_assert_cmpfloat_with_epsilon (slopes[1], 0.11, 0.005);
  g_assert_cmpfloat_with_epsilon (slopes[2], 0.00, 0.005);
  g_assert_cmpfloat_with_epsilon (slopes[1] / (slopes[0] + 1), 330.3 / 2697.3, 1e-4);
  g_assert_cmpfloat_with_epsilon (loss, -log (slopes[0] + 1), 1e-12);
  g_assert_cmpfloat_with_epsilon (slopes[0] + slopes[1] + slopes[2], 0, 1e-15);
}

static void
test_lecture_zero_weights (void)
{
  const double scores[10] = { 0 };

  g_test_summary ("S12, S27: with all scores zero the hinge loss is C - 1 and the softmax loss log C");
  g_assert_cmpfloat (hill_reference_hinge (scores, 3, 1, 1, NULL), ==, 2);
  g_assert_cmpfloat (hill_reference_hinge (scores, 10, 9, 1, NULL), ==, 9);
  g_assert_cmpfloat_with_epsilon (hill_reference_softmax (scores, 3, 2, NULL) / log (10), 0.477, 0.0005);
  g_assert_cmpfloat_with_epsilon (hill_reference_softmax (scores, 10, 0, NULL), log (10), 1e-15);
}

static void
test_small_changes (void)
{
  double scores[3] = { 7.9, 5.8, -1.9 };
  double softmax = hill_reference_softmax (scores, 3, 0, NULL);

  g_test_summary ("S10, S25: a nudge leaves a hinge loss that is met by its margin, and always changes softmax");
  scores[1] += 0.001;
  g_assert_cmpfloat (hill_reference_hinge (scores, 3, 0, 1, NULL), ==, 0);
  g_assert_cmpfloat (hill_reference_softmax (scores, 3, 0, NULL), >, softmax);
}

static void
test_hinge_kink (void)
{
  const double scores[3] = { 2, 3, 1 };
  double slopes[3];

  g_assert_cmpfloat (hill_reference_hinge (scores, 3, 1, 1, slopes), ==, 0);
  for (int c = 0; c < 3; c++)
    g_assert_cmpfloat (slopes[c], ==, 0);
}

static void
test_large_scores (void)
{
  const double scores[3] = { 1e300, -1e300, 0 }, close[2] = { 1e9, 1e9 - 1 };
  double slopes[3];

  g_assert_cmpfloat (hill_reference_softmax (scores, 3, 0, slopes), ==, 0);
  g_assert_cmpfloat (slopes[0], ==, 0);
  g_assert_cmpfloat (slopes[1], ==, 0);
  g_assert_cmpfloat (hill_reference_softmax (scores, 3, 2, NULL), ==, 1e300);
  g_assert_true (isfinite (hill_reference_hinge (scores, 3, 1, 1, NULL)));
  /* The logarithm is not swallowed by the highest score. */
  g_assert_cmpfloat_with_epsilon (hill_reference_softmax (close, 2, 0, NULL), log1p (exp (-1)), 1e-12);
}

static void
test_not_a_number (void)
{
  const double first[3] = { NAN, 2, 1 }, last[3] = { 1, 2, NAN };

  g_assert_true (isnan (hill_reference_softmax (first, 3, 1, NULL)));
  g_assert_true (isnan (hill_reference_softmax (last, 3, 1, NULL)));
  g_assert_true (isnan (hill_reference_hinge (first, 3, 1, 1, NULL)));
  g_assert_true (isnan (hill_reference_hinge (last, 3, 1, 1, NULL)));
}

typedef double (*LossFunc) (const double *scores,
                            guint         n_classes,
                            guint         label,
                            double       *dscores);

static double
hinge_with_margin (const double *scores,
                   guint         n_classes,
                   guint         label,
                   double       *dscores)
{
  return hill_reference_hinge (scores, n_classes, label, 1.5, dscores);
}

/* Central differences; the step is small against the distance to any kink (random scores, 5 classes). */
static void
check_slopes (LossFunc loss,
              double   tolerance)
{
  HillRandom random;
  const double step = 1e-6;

  hill_random_init (&random, 6);
  for (int trial = 0; trial < 100; trial++)
    {
      double scores[5], slopes[5];
      guint label = hill_random_below (&random, 5);

      for (int c = 0; c < 5; c++)
        scores[c] = hill_random_normal (&random) * 2;
      loss (scores, 5, label, slopes);
      for (int c = 0; c < 5; c++)
        {
          double score = scores[c], up, down;

          scores[c] = score + step;
          up = loss (scores, 5, label, NULL);
          scores[c] = score - step;
          down = loss (scores, 5, label, NULL);
          scores[c] = score;
          g_assert_cmpfloat_with_epsilon (slopes[c], (up - down) / (2 * step), tolerance);
        }
    }
}

static void
test_slopes (void)
{
  check_slopes (hill_reference_softmax, 1e-8);
  check_slopes (hinge_with_margin, 1e-8);
}

/* Two rows of bytes with a gap between them, and the same as floats. */
static void
test_products (void)
{
  const guint8 bytes[] = { 1, 2, 255, 99, 3, 4, 5 };
  const float floats[] = { 1, 2, 255, 3, 4, 5 };
  const HillCells cells[] = {
    { bytes, HILL_CELLS_U8, 2, 3, 4 },
    { floats, HILL_CELLS_F32, 2, 3, 3 * sizeof (float) },
  };
  const double weights[] = { 1, 10, 100, -1, 0, 0.5 }, bias[] = { 7, -7 }, slopes[] = { 2, -1 };

  for (int i = 0; i < 2; i++)
    {
      double scores[2], dweights[6] = { 0, 0, 0, 0, 0, 1 }, dbias[2] = { 0, 10 };
      const double expected[6] = { 6, 8, 10, -3, -4, -4 };

      hill_reference_scores (&cells[i], 0, 2, weights, bias, scores);
      g_assert_cmpfloat (scores[0], ==, 25528);
      g_assert_cmpfloat (scores[1], ==, 119.5);
      hill_reference_gradient (&cells[i], 1, 2, slopes, dweights, dbias);
      g_assert_cmpmem (dweights, sizeof dweights, expected, sizeof expected);
      g_assert_cmpfloat (dbias[0], ==, 2);
      g_assert_cmpfloat (dbias[1], ==, 9);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reference/lecture-hinge", test_lecture_hinge);
  g_test_add_func ("/reference/lecture-softmax", test_lecture_softmax);
  g_test_add_func ("/reference/lecture-zero-weights", test_lecture_zero_weights);
  g_test_add_func ("/reference/small-changes", test_small_changes);
  g_test_add_func ("/reference/hinge-kink", test_hinge_kink);
  g_test_add_func ("/reference/large-scores", test_large_scores);
  g_test_add_func ("/reference/not-a-number", test_not_a_number);
  g_test_add_func ("/reference/slopes", test_slopes);
  g_test_add_func ("/reference/products", test_products);
  return g_test_run ();
}
