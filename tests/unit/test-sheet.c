/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Score sheets: the lecture's numbers first, then closed forms at the ends of the range, and what must always hold. */

#include "hill-random.h"
#include "hill-sheet.h"

#include <math.h>
#include <string.h>

#define assert_near(a, b) g_assert_cmpfloat_with_epsilon ((a), (b), 1e-12 * MAX (1, fabs ((double) (b))))

static const HillSheetLoss hinge = HILL_SHEET_LOSS_HINGE;
static const HillSheetLoss softmax = HILL_SHEET_LOSS_SOFTMAX;

static void
test_lecture_hinge (void)
{
  const double expected[] = { 0, 13.4, 1.9, 3.3 };
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  double losses[4];

  g_test_summary ("S9: four images, 0, 13.4, 1.9, 3.3, mean 4.65");
  assert_near (hill_sheet_get_mean (sheet, &hinge, losses), 4.65);
  for (int i = 0; i < 4; i++)
    assert_near (losses[i], expected[i]);
  assert_near (hill_sheet_get_total (sheet, &hinge, 0.35), 5.0);
  g_assert_cmpstr (hill_sheet_get_class_name (sheet, 2), ==, "wolf");
}

static void
test_lecture_terms (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  HillHingeTerm terms[3];

  g_test_summary ("S9: image 2 pays 5.1 for the dog and 8.3 for the wolf; image 3 nothing for the dog");
  g_assert_cmpuint (hill_sheet_get_hinge_terms (sheet, &hinge, 1, terms), ==, 2);
  assert_near (terms[0].inside, 5.1);
  assert_near (terms[1].value, 8.3);
  g_assert_cmpuint (terms[1].class_index, ==, 2);
  g_assert_cmpfloat (terms[1].true_score, ==, -0.8);

  g_assert_cmpuint (hill_sheet_get_hinge_terms (sheet, &hinge, 2, terms), ==, 2);
  assert_near (terms[0].inside, -2.6);
  g_assert_true (terms[0].is_zero);
  g_assert_cmpfloat (terms[0].value, ==, 0);
  assert_near (terms[1].value, 1.9);
}

static void
test_lecture_softmax (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  HillSoftmaxTerm terms[3];
  HillSoftmax columns = hill_sheet_get_softmax_terms (sheet, HILL_LOG_E, 0, FALSE, terms);

  g_test_summary ("S22, S23: 2697.3, 330.3, 0.15, then 0.89, 0.11, 0.00, then -log 0.89");
  g_assert_cmpfloat_with_epsilon (terms[0].exponential, 2697.3, 0.05);
  g_assert_cmpfloat_with_epsilon (terms[1].exponential, 330.3, 0.05);
  g_assert_cmpfloat_with_epsilon (terms[2].exponential, 0.15, 0.005);
  g_assert_cmpfloat_with_epsilon (terms[0].share, 0.89, 0.005);
  g_assert_cmpfloat_with_epsilon (terms[1].share, 0.11, 0.005);
  g_assert_cmpfloat_with_epsilon (terms[2].share, 0, 0.005);
  assert_near (columns.loss, -log (terms[0].share));
  assert_near (columns.loss, hill_sheet_get_loss (sheet, &softmax, 0, NULL));
}

static void
test_all_equal (void)
{
  HillSheetLoss loss = softmax;

  g_test_summary ("S12, S27: with all scores 0 the hinge is C - 1 and softmax log C, 0.477 for 3 classes in base 10");
  for (guint n = 1; n <= 1000; n = n * 3 + 1)
    {
      g_autoptr(HillSheet) sheet = hill_sheet_new (n, 1);

      g_assert_cmpfloat (hill_sheet_get_loss (sheet, &hinge, 0, NULL), ==, n - 1);
      assert_near (hill_sheet_get_loss (sheet, &softmax, 0, NULL), log (n));
      loss.base = HILL_LOG_2;
      assert_near (hill_sheet_get_loss (sheet, &loss, 0, NULL), log2 (n));
      loss.base = HILL_LOG_10;
      assert_near (hill_sheet_get_loss (sheet, &loss, 0, NULL), log10 (n));
    }
  {
    const double scores[3] = { 0 };

    g_assert_cmpfloat_with_epsilon (hill_scores_get_loss (scores, 3, 1, &loss, NULL), 0.477, 0.0005);
  }
}

static void
test_one_class (void)
{
  const double score = 123;
  double gradient = NAN;
  HillSheetLoss mean = hinge;

  mean.mean_over_classes = TRUE;
  g_assert_cmpfloat (hill_scores_get_loss (&score, 1, 0, &hinge, &gradient), ==, 0);
  g_assert_cmpfloat (gradient, ==, 0);
  g_assert_cmpfloat (hill_scores_get_loss (&score, 1, 0, &mean, &gradient), ==, 0);
  g_assert_cmpfloat (hill_scores_get_loss (&score, 1, 0, &softmax, &gradient), ==, 0);
  g_assert_cmpfloat (gradient, ==, 0);
  mean.include_true_class = TRUE;
  g_assert_cmpfloat (hill_scores_get_loss (&score, 1, 0, &mean, NULL), ==, 1);
}

static void
test_far_scores (void)
{
  const double far[] = { 1e300, -1e300 }, near[] = { 1e4, 1e4 - 3 }, tiny[] = { 50, 0 };
  double gradient[2];

  g_test_summary ("Closed forms of two classes: s_2 - s_1 for a lost image, log (1 + e^-d) for a won one");
  g_assert_cmpfloat (hill_scores_get_loss (far, 2, 0, &softmax, gradient), ==, 0);
  g_assert_cmpfloat (gradient[0], ==, 0);
  g_assert_cmpfloat (hill_scores_get_loss (far, 2, 1, &softmax, gradient), ==, 2e300);
  g_assert_cmpfloat (gradient[0], ==, 1);
  g_assert_cmpfloat (gradient[1], ==, -1);
  g_assert_cmpfloat (hill_scores_get_loss (far, 2, 1, &hinge, NULL), ==, 2e300);
  g_assert_cmpfloat (hill_scores_get_loss (far, 2, 0, &hinge, NULL), ==, 0);

  assert_near (hill_scores_get_loss (near, 2, 0, &softmax, gradient), log1p (exp (-3)));
  assert_near (gradient[1], 1 / (1 + exp (3)));
  assert_near (hill_scores_get_loss (near, 2, 1, &softmax, NULL), 3 + log1p (exp (-3)));
  g_assert_cmpfloat (hill_scores_get_loss (tiny, 2, 0, &softmax, gradient) / exp (-50), >, 1 - 1e-12);
  g_assert_cmpfloat (-gradient[0] / exp (-50), >, 1 - 1e-12);
}

static void
test_ties (void)
{
  const double scores[] = { 2, 2, 1, 3 };
  double gradient[4];

  g_test_summary ("On a kink, s_j - s_y + 1 = 0, the subgradient is 0");
  g_assert_cmpfloat (hill_scores_get_loss (scores, 4, 0, &hinge, gradient), ==, 3);
  g_assert_cmpfloat (gradient[0], ==, -2);
  g_assert_cmpfloat (gradient[1], ==, 1);
  g_assert_cmpfloat (gradient[2], ==, 0);
  g_assert_cmpfloat (gradient[3], ==, 1);
}

static void
test_decimal_ties (void)
{
  g_test_summary ("Scores with decimals that lie on the kink on paper lie on it here, and nothing else does");
  for (int tenths = 0; tenths < 1000; tenths++)
    {
      const double tie[] = { (tenths + 10) / 10.0, tenths / 10.0 }, near[] = { (tenths + 10) / 10.0, tenths / 10.0 + 1e-12 };
      double gradient[2];

      g_assert_cmpfloat (hill_scores_get_loss (tie, 2, 0, &hinge, gradient), ==, 0);
      g_assert_cmpfloat (gradient[1], ==, 0);
      g_assert_cmpfloat (hill_scores_get_loss (near, 2, 0, &hinge, gradient), >, 0);
      g_assert_cmpfloat (gradient[1], ==, 1);
    }
}

static void
fill_random (HillRandom *random,
             double     *scores,
             guint       n,
             double      size)
{
  for (guint c = 0; c < n; c++)
    scores[c] = size * hill_random_normal (random);
}

/* The losses once more, in long double, as the formulas read. */
static double
get_plain_hinge (const double *scores,
                 guint         n,
                 guint         label)
{
  long double sum = 0;

  for (guint c = 0; c < n; c++)
    if (c != label)
      sum += MAX (0.0L, (long double) scores[c] - scores[label] + 1);
  return (double) sum;
}

static double
get_plain_softmax (const double *scores,
                   guint         n,
                   guint         label)
{
  long double highest = scores[0], sum = 0;

  for (guint c = 1; c < n; c++)
    highest = MAX (highest, (long double) scores[c]);
  for (guint c = 0; c < n; c++)
    sum += expl (scores[c] - highest);
  return (double) (highest - scores[label] + logl (sum));
}

static double
get_plain_share (const double *scores,
                 guint         n,
                 guint         class_index)
{
  return exp (-get_plain_softmax (scores, n, class_index));
}

static void
test_closed_forms (void)
{
  const guint sizes[] = { 1, 2, 3, 10, 1000 };
  const double spreads[] = { 1e-3, 1, 100, 1e4 };
  HillRandom random;

  hill_random_init (&random, 4);
  for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
    for (guint l = 0; l < G_N_ELEMENTS (spreads); l++)
      {
        double scores[1000], gradient[1000], sum = 0;
        guint n = sizes[k], label = n / 2;

        fill_random (&random, scores, n, spreads[l]);
        assert_near (hill_scores_get_loss (scores, n, label, &hinge, NULL), get_plain_hinge (scores, n, label));
        assert_near (hill_scores_get_loss (scores, n, label, &softmax, gradient), get_plain_softmax (scores, n, label));
        for (guint c = 0; c < n; c++)
          {
            g_assert_cmpfloat_with_epsilon (gradient[c], get_plain_share (scores, n, c) - (c == label), 1e-12);
            sum += gradient[c];
          }
        g_assert_cmpfloat_with_epsilon (sum, 0, 1e-12);
      }
}

static void
check_gradient (const double        *scores,
                guint                n,
                guint                label,
                const HillSheetLoss *loss)
{
  const double h = 1e-6;
  double gradient[5], moved[5];

  hill_scores_get_loss (scores, n, label, loss, gradient);
  for (guint c = 0; c < n; c++)
    {
      double up, down;

      memcpy (moved, scores, n * sizeof *scores);
      moved[c] = scores[c] + h;
      up = hill_scores_get_loss (moved, n, label, loss, NULL);
      moved[c] = scores[c] - h;
      down = hill_scores_get_loss (moved, n, label, loss, NULL);
      g_assert_cmpfloat_with_epsilon (gradient[c], (up - down) / (2 * h), 1e-8);
    }
}

static void
test_gradients (void)
{
  const double scores[] = { 0.3, -1.2, 2.7, 0.11, 1.9 };

  g_test_summary ("Central differences, away from kinks, for every choice of loss");
  for (int choice = 0; choice < 8; choice++)
    {
      HillSheetLoss loss = hinge;

      loss.include_true_class = choice & 1;
      loss.mean_over_classes = (choice & 2) != 0;
      loss.margin = choice & 4 ? 2.5 : 1;
      check_gradient (scores, 5, 3, &loss);
    }
  for (int base = HILL_LOG_E; base <= HILL_LOG_10; base++)
    {
      HillSheetLoss loss = softmax;

      loss.base = (HillLogBase) base;
      check_gradient (scores, 5, 3, &loss);
    }
}

static void
test_properties (void)
{
  HillRandom random;

  g_test_summary ("Softmax does not see a shift; j = y adds the margin; the mean is the sum over C - 1");
  hill_random_init (&random, 5);
  for (int k = 0; k < 200; k++)
    {
      double scores[7], shifted[7];
      guint label = hill_random_below (&random, 7);
      HillSheetLoss with = hinge, mean = hinge;

      fill_random (&random, scores, 7, 3);
      for (int c = 0; c < 7; c++)
        shifted[c] = scores[c] + 100;
      g_assert_cmpfloat_with_epsilon (hill_scores_get_loss (shifted, 7, label, &softmax, NULL),
                                      hill_scores_get_loss (scores, 7, label, &softmax, NULL), 1e-12);

      with.include_true_class = TRUE;
      mean.mean_over_classes = TRUE;
      assert_near (hill_scores_get_loss (scores, 7, label, &with, NULL),
                   hill_scores_get_loss (scores, 7, label, &hinge, NULL) + 1);
      assert_near (hill_scores_get_loss (scores, 7, label, &mean, NULL),
                   hill_scores_get_loss (scores, 7, label, &hinge, NULL) / 6);
    }
}

static void
test_broken_columns (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new (2, 2);
  HillSoftmaxTerm terms[2];
  HillSoftmax columns;

  hill_sheet_set_score (sheet, 0, 0, 1000);
  hill_sheet_set_score (sheet, 1, 0, -1000);
  hill_sheet_set_score (sheet, 1, 1, -1001);

  columns = hill_sheet_get_softmax_terms (sheet, HILL_LOG_E, 0, FALSE, terms);
  g_assert_cmpint (columns.state, ==, HILL_SOFTMAX_OVERFLOWS);
  g_assert_true (isinf (terms[0].exponential) && isnan (terms[0].share) && isnan (columns.loss));
  g_assert_nonnull (columns.message);
  columns = hill_sheet_get_softmax_terms (sheet, HILL_LOG_E, 1, FALSE, terms);
  g_assert_cmpint (columns.state, ==, HILL_SOFTMAX_VANISHES);
  g_assert_true (isnan (terms[0].share));

  columns = hill_sheet_get_softmax_terms (sheet, HILL_LOG_E, 1, TRUE, terms);
  g_assert_cmpint (columns.state, ==, HILL_SOFTMAX_SOUND);
  g_assert_null (columns.message);
  g_assert_cmpfloat (columns.shift, ==, -1000);
  assert_near (columns.loss, log1p (exp (-1)));
}

static void
test_sweep (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  const double values[] = { -10, -0.8, 6.5, 1e300 };
  double losses[4];

  hill_sheet_sweep (sheet, &hinge, 1, 1, values, 4, losses);
  assert_near (losses[0], 13.3 + 1 + 16.5 + 1);
  assert_near (losses[1], 13.4);
  assert_near (losses[2], 1);
  g_assert_cmpfloat (losses[3], ==, 0);
  g_assert_cmpfloat (hill_sheet_get_score (sheet, 1, 1), ==, -0.8);
}

static void
test_value (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  g_autoptr(HillSheet) copy = hill_sheet_copy (sheet);

  g_assert_true (hill_sheet_is_equal (sheet, copy));
  hill_sheet_set_label (copy, 3, 1);
  g_assert_false (hill_sheet_is_equal (sheet, copy));
  hill_sheet_resize (copy, 2, 5);
  g_assert_cmpuint (hill_sheet_get_n_images (copy), ==, 5);
  g_assert_cmpuint (hill_sheet_get_label (copy, 2), ==, 0);
  g_assert_cmpuint (hill_sheet_get_label (copy, 3), ==, 1);
  g_assert_cmpfloat (hill_sheet_get_score (copy, 3, 1), ==, 1.5);
  g_assert_cmpfloat (hill_sheet_get_score (copy, 4, 1), ==, 0);
  g_assert_cmpstr (hill_sheet_get_class_name (copy, 1), ==, "cat");
  g_assert_cmpstr (hill_sheet_get_image_name (copy, 4), ==, "image 5");
  hill_sheet_resize (copy, 3, 4);
  g_assert_cmpfloat (hill_sheet_get_score (copy, 3, 2), ==, 0);
  g_assert_cmpstr (hill_sheet_get_class_name (copy, 2), ==, "class 3");
}

static void
test_parse (void)
{
  const struct { const char *text; double value; } good[] = {
    { "3.3", 3.3 }, { "3,3", 3.3 }, { " -0.8 ", -0.8 }, { "−0,8", -0.8 }, { "+4", 4 }, { "1e-3", 1e-3 }, { ".5", 0.5 },
    { "1e300", 1e300 }, { "-0", 0 },
  };
  const char * const bad[] = { "", " ", "nan", "NaN", "-inf", "Infinity", "∞", "1e999", "1e301", "0x10", "3.3.1", "1,2,3", "1.000,5", "e", "-",
                               "five", "\xff\xfe", "3 4", "1e", "--1" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      double value = NAN;

      g_assert_true (hill_score_parse (good[i].text, &value, NULL));
      g_assert_cmpfloat (value, ==, good[i].value);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      double value = 7;

      g_assert_false (hill_score_parse (bad[i], &value, &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpfloat (value, ==, 7);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet/lecture/hinge", test_lecture_hinge);
  g_test_add_func ("/sheet/lecture/terms", test_lecture_terms);
  g_test_add_func ("/sheet/lecture/softmax", test_lecture_softmax);
  g_test_add_func ("/sheet/all-equal", test_all_equal);
  g_test_add_func ("/sheet/one-class", test_one_class);
  g_test_add_func ("/sheet/far-scores", test_far_scores);
  g_test_add_func ("/sheet/ties", test_ties);
  g_test_add_func ("/sheet/decimal-ties", test_decimal_ties);
  g_test_add_func ("/sheet/closed-forms", test_closed_forms);
  g_test_add_func ("/sheet/gradients", test_gradients);
  g_test_add_func ("/sheet/properties", test_properties);
  g_test_add_func ("/sheet/broken-columns", test_broken_columns);
  g_test_add_func ("/sheet/sweep", test_sweep);
  g_test_add_func ("/sheet/value", test_value);
  g_test_add_func ("/sheet/parse", test_parse);
  return g_test_run ();
}
