/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The lecture's questions, answered by what it says; and the norms of its example. */

#include "hill-what-if.h"

#include <math.h>

#define assert_near(a, b) g_assert_cmpfloat_with_epsilon ((a), (b), 1e-12)

static const HillSheetLoss hinge = HILL_SHEET_LOSS_HINGE;
static const HillSheetLoss softmax = HILL_SHEET_LOSS_SOFTMAX;

static void
test_nudge (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  double before[3], after[3];
  HillNudge nudge;

  g_test_summary ("S10, S25: no effect on the hinge where s_j - s_y < -1, always one on softmax");
  nudge = hill_what_if_nudge (sheet, &hinge, 0, 1, 0.001, before, after);
  g_assert_cmpfloat (nudge.change, ==, 0);
  g_assert_cmpuint (nudge.n_changed, ==, 0);
  nudge = hill_what_if_nudge (sheet, &hinge, 1, 2, 0.001, before, after);
  assert_near (nudge.change, 0.001);
  g_assert_cmpuint (nudge.n_changed, ==, 1);
  assert_near (before[2], 8.3);
  assert_near (after[2], 8.301);
  g_assert_cmpfloat (before[1], ==, 0);
  nudge = hill_what_if_nudge (sheet, &hinge, 1, 1, 0.001, NULL, NULL);
  assert_near (nudge.change, -0.002);
  g_assert_cmpuint (nudge.n_changed, ==, 2);

  nudge = hill_what_if_nudge (sheet, &softmax, 0, 1, 0.001, before, after);
  g_assert_cmpfloat (nudge.change, >, 0);
  g_assert_cmpuint (nudge.n_changed, ==, 3);
  g_assert_cmpfloat (after[1], >, before[1]);
}

static void
test_bounds (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  HillSheetLoss loss = hinge;
  HillBounds bounds = hill_what_if_bounds (sheet, &hinge, 1, 1e6);

  g_test_summary ("S11, S26: from 0, which only the hinge reaches, without end");
  g_assert_cmpfloat (bounds.minimum, ==, 0);
  g_assert_true (bounds.is_reached);
  assert_near (bounds.lift, 8.3);
  g_assert_cmpfloat (bounds.loss_raised, ==, 0);
  g_assert_cmpfloat (bounds.loss_lowered, >, 1e6);
  g_assert_cmpfloat (hill_what_if_bounds (sheet, &hinge, 0, 1).lift, ==, 0);
  loss.include_true_class = TRUE;
  g_assert_cmpfloat (hill_what_if_bounds (sheet, &loss, 1, 1e6).minimum, ==, 1);
  g_assert_cmpfloat (hill_what_if_bounds (sheet, &loss, 1, 1e6).loss_raised, ==, 1);

  bounds = hill_what_if_bounds (sheet, &softmax, 1, 100);
  g_assert_false (bounds.is_reached);
  g_assert_cmpfloat (bounds.loss_raised, >, 0);
  g_assert_cmpfloat (bounds.loss_raised, <, 1e-30);
  g_assert_cmpfloat (bounds.loss_lowered, >, 100);
}

static void
test_all_zero (void)
{
  HillSheetLoss loss = hinge;

  g_test_summary ("S12, S27: C - 1 and log C");
  g_assert_cmpfloat (hill_what_if_all_zero (3, &hinge), ==, 2);
  assert_near (hill_what_if_all_zero (10, &softmax), log (10));
  loss.margin = 2;
  g_assert_cmpfloat (hill_what_if_all_zero (3, &loss), ==, 4);
  loss.include_true_class = TRUE;
  g_assert_cmpfloat (hill_what_if_all_zero (3, &loss), ==, 6);
  loss.mean_over_classes = TRUE;
  g_assert_cmpfloat (hill_what_if_all_zero (3, &loss), ==, 2);
}

static void
test_true_class (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  HillSheetLoss loss = hinge;

  g_test_summary ("S13: the loss grows by 1, the margin");
  assert_near (hill_what_if_true_class_adds (sheet, &loss), 1);
  loss.margin = 2;
  assert_near (hill_what_if_true_class_adds (sheet, &loss), 2);
}

/* L of the sheet's scores as if they were weights w on unit inputs: data loss plus lambda R. */
static double
get_total (const HillSheet     *sheet,
           const HillSheetLoss *loss,
           HillRegularizer      regularizer,
           double               lambda,
           double               beta,
           double               factor)
{
  HillNorms norms;
  HillScaled scaled;

  hill_norms_init (&norms, hill_sheet_get_scores (sheet, 0), 12);
  scaled = hill_what_if_scale (sheet, loss, &norms, regularizer, lambda, beta, factor);
  return scaled.data_loss + scaled.penalty;
}

static void
test_mean_for_sum (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  HillSheetLoss mean = hinge;
  double lambda = hill_what_if_mean_lambda (3, FALSE, 0.1);

  g_test_summary ("S14: K (mean-loss + lambda R) = sum-loss + K lambda R, for any weights");
  mean.mean_over_classes = TRUE;
  assert_near (lambda, 0.2);
  assert_near (hill_what_if_mean_lambda (3, TRUE, 0.1), 0.3);
  for (double factor = 0.25; factor < 3; factor += 0.5)
    assert_near (2 * get_total (sheet, &mean, HILL_REGULARIZER_L2, 0.1, 0, factor),
                 get_total (sheet, &hinge, HILL_REGULARIZER_L2, lambda, 0, factor));
}

static void
test_margin (void)
{
  const HillRegularizer regularizers[] = { HILL_REGULARIZER_L1, HILL_REGULARIZER_L2, HILL_REGULARIZER_ELASTIC };
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  HillSheetLoss wide = hinge;

  g_test_summary ("S15: L_m (W) = m L_1 (W / m) with the strength that goes with it");
  wide.margin = 2;
  for (gsize i = 0; i < G_N_ELEMENTS (regularizers); i++)
    for (double factor = 0.25; factor < 3; factor += 0.5)
      {
        double lambda = 0.1, beta = 0.7;

        hill_what_if_margin_strength (regularizers[i], 2, &lambda, &beta);
        assert_near (get_total (sheet, &wide, regularizers[i], 0.1, 0.7, factor),
                     2 * get_total (sheet, &hinge, regularizers[i], lambda, beta, factor / 2));
      }
}

static void
test_scale (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new (2, 1);
  HillNorms norms = { .l1 = 3, .l2 = 5 };

  g_test_summary ("S16: a data loss of 0 stays 0 for c > 1 while the penalty grows");
  hill_sheet_set_score (sheet, 0, 0, 1.5);
  for (double c = 1; c <= 8; c *= 2)
    {
      HillScaled scaled = hill_what_if_scale (sheet, &hinge, &norms, HILL_REGULARIZER_L2, 0.1, 1, c);

      g_assert_cmpfloat (scaled.data_loss, ==, 0);
      assert_near (scaled.penalty, 0.5 * c * c);
      assert_near (hill_what_if_scale (sheet, &hinge, &norms, HILL_REGULARIZER_L1, 0.1, 1, c).penalty, 0.3 * c);
    }
  assert_near (hill_what_if_scale (sheet, &hinge, &norms, HILL_REGULARIZER_L2, 0.1, 1, 0.5).data_loss, 0.25);
}

static void
test_norms (void)
{
  const double x[] = { 1, 1, 1 }, w1[] = { 1, 0, 0 }, w2[] = { 0.3, -0.1, 0.8 };
  HillNorms first, second;

  g_test_summary ("S21: same score; L1 1 and 1.2; L2 1 and 0.74");
  hill_norms_init (&first, w1, 3);
  hill_norms_init (&second, w2, 3);
  assert_near (hill_norms_get_score (x, w1, 3), 1);
  assert_near (hill_norms_get_score (x, w2, 3), 1);
  assert_near (hill_norms_get_regularizer (&first, HILL_REGULARIZER_L1, 1), 1);
  assert_near (hill_norms_get_regularizer (&second, HILL_REGULARIZER_L1, 1), 1.2);
  assert_near (hill_norms_get_regularizer (&first, HILL_REGULARIZER_L2, 1), 1);
  assert_near (hill_norms_get_regularizer (&second, HILL_REGULARIZER_L2, 1), 0.74);
  assert_near (hill_norms_get_regularizer (&second, HILL_REGULARIZER_ELASTIC, 0.5), 1.57);
  g_assert_cmpfloat (hill_norms_get_regularizer (&second, HILL_REGULARIZER_NONE, 1), ==, 0);
  assert_near (hill_norms_get_zero_share (&first), 2.0 / 3);
  g_assert_cmpfloat (second.largest, ==, 0.8);
}

static void
test_model_norms (void)
{
  const float weights[] = { 1, 0, -2, 100, 0, 3, 0, 100 };
  guint64 counts[5];
  HillNorms norms;

  g_test_summary ("Biases are left out");
  hill_norms_init_model (&norms, 2, 3, weights);
  g_assert_cmpfloat (norms.l1, ==, 6);
  g_assert_cmpfloat (norms.l2, ==, 14);
  g_assert_cmpuint (norms.n_zeros, ==, 3);
  g_assert_cmpuint (norms.n_weights, ==, 6);
  hill_norms_count_bins (2, 3, weights, 2, 5, counts);
  g_assert_cmpuint (counts[0], ==, 1);
  g_assert_cmpuint (counts[1], ==, 0);
  g_assert_cmpuint (counts[2], ==, 3);
  g_assert_cmpuint (counts[3], ==, 1);
  g_assert_cmpuint (counts[4], ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/what-if/nudge", test_nudge);
  g_test_add_func ("/what-if/bounds", test_bounds);
  g_test_add_func ("/what-if/all-zero", test_all_zero);
  g_test_add_func ("/what-if/true-class", test_true_class);
  g_test_add_func ("/what-if/mean-for-sum", test_mean_for_sum);
  g_test_add_func ("/what-if/margin", test_margin);
  g_test_add_func ("/what-if/scale", test_scale);
  g_test_add_func ("/norms/lecture", test_norms);
  g_test_add_func ("/norms/model", test_model_norms);
  return g_test_run ();
}
