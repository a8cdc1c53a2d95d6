/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The lecture's numbers: the scores table (S9), the checks at the start (S12, S27), L1 against L2 (S21), softmax (S22, S23). */

#include "hill-objective.h"
#include "small-data.h"

#include <math.h>

/* Four images that are unit vectors, so that column i of the weights is the scores of image i; biases 0. */
static const float table[4][3] = { { 7.9f, 5.8f, -1.9f }, { 3.3f, -0.8f, 6.5f }, { -1.1f, 3.4f, 2.5f }, { 2.3f, 1.5f, 4.4f } };
static const guint16 truth[4] = { 0, 1, 2, 0 };

static HillDesign *
table_design_new (void)
{
  float units[4][4] = { { 0 } };
  g_autoptr(HillDataset) dataset = NULL;

  for (int i = 0; i < 4; i++)
    units[i][i] = 1;
  dataset = small_data_new (HILL_CELLS_F32, units, truth, 4, 0, 4, 3);
  return small_design_new (dataset, HILL_SCALE_NONE, 0);
}

static void
table_get_weights (float *weights)
{
  for (int c = 0; c < 3; c++)
    {
      for (int i = 0; i < 4; i++)
        weights[c * 5 + i] = table[i][c];
      weights[c * 5 + 4] = 0;
    }
}

static double
evaluate (HillDesign     *design,
          const HillLoss *loss,
          const float    *weights,
          const guint32  *rows,
          gsize           n_rows,
          gsize          *n_correct)
{
  g_autoptr(HillObjective) objective = hill_objective_new (design, 1);
  HillEvaluation evaluation;

  g_assert_true (hill_objective_evaluate (objective, loss, weights, HILL_SPLIT_TRAIN, rows, n_rows, NULL, NULL, &evaluation, NULL));
  if (n_correct != NULL)
    *n_correct = evaluation.n_correct;
  return evaluation.data_loss;
}

static void
test_scores_table (void)
{
  static const double expected[4] = { 0, 13.4, 1.9, 3.3 };
  g_autoptr(HillDesign) design = table_design_new ();
  HillLoss loss = { HILL_LOSS_HINGE, HILL_REGULARIZER_NONE, 1, 0, 0 };
  float weights[15];
  gsize n_correct;

  g_test_summary ("S9: dog, cat, wolf; the losses of the four images and their mean");
  table_get_weights (weights);
  for (guint32 i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (evaluate (design, &loss, weights, &i, 1, NULL), expected[i], 1e-5);
  g_assert_cmpfloat_with_epsilon (evaluate (design, &loss, weights, NULL, 4, &n_correct), 4.65, 1e-5);
  g_assert_cmpuint (n_correct, ==, 1);

  loss.margin = 2;      /* image 1: 5.8 - 7.9 + 2 is still below 0 */
  g_assert_cmpfloat_with_epsilon (evaluate (design, &loss, weights, NULL, 1, NULL), 0, 1e-5);
  loss.margin = 3;      /* 5.8 - 7.9 + 3 */
  g_assert_cmpfloat_with_epsilon (evaluate (design, &loss, weights, NULL, 1, NULL), 0.9, 1e-5);
}

static void
test_start (void)
{
  g_autoptr(HillDesign) design = table_design_new ();
  HillLoss hinge = { HILL_LOSS_HINGE, HILL_REGULARIZER_NONE, 1, 0, 0 };
  HillLoss softmax = { HILL_LOSS_SOFTMAX, HILL_REGULARIZER_NONE, 1, 0, 0 };
  const float weights[15] = { 0 };
  double log_3;

  g_test_summary ("S12 and S27: at W = 0 the losses are C - 1 and log C");
  g_assert_cmpfloat_with_epsilon (evaluate (design, &hinge, weights, NULL, 4, NULL), 2, 1e-6);
  log_3 = evaluate (design, &softmax, weights, NULL, 4, NULL);
  g_assert_cmpfloat_with_epsilon (log_3, log (3), 1e-6);
  g_assert_cmpfloat_with_epsilon (log_3 / log (10), 0.477, 0.0005);
}

static void
test_softmax (void)
{
  g_autoptr(HillDesign) design = table_design_new ();
  HillLoss loss = { HILL_LOSS_SOFTMAX, HILL_REGULARIZER_NONE, 1, 0, 0 };
  float weights[15];

  g_test_summary ("S22, S23: P (dog) of image 1 is 0.89");
  table_get_weights (weights);
  g_assert_cmpfloat_with_epsilon (exp (-evaluate (design, &loss, weights, NULL, 1, NULL)), 0.89, 0.005);
}

static void
test_l1_against_l2 (void)
{
  static const float w1[] = { 1, 0, 0, 9 }, w2[] = { 0.3f, -0.1f, 0.8f, 9 };
  HillLoss loss = { HILL_LOSS_SOFTMAX, HILL_REGULARIZER_L1, 1, 1, 0.5 };

  g_test_summary ("S21; the 9 is the bias and costs nothing");
  g_assert_cmpfloat_with_epsilon (hill_loss_get_penalty (&loss, 1, 3, w1), 1, 1e-6);
  g_assert_cmpfloat_with_epsilon (hill_loss_get_penalty (&loss, 1, 3, w2), 1.2, 1e-6);
  loss.regularizer = HILL_REGULARIZER_L2;
  g_assert_cmpfloat_with_epsilon (hill_loss_get_penalty (&loss, 1, 3, w1), 1, 1e-6);
  g_assert_cmpfloat_with_epsilon (hill_loss_get_penalty (&loss, 1, 3, w2), 0.74, 1e-6);
  loss.regularizer = HILL_REGULARIZER_ELASTIC;
  g_assert_cmpfloat_with_epsilon (hill_loss_get_penalty (&loss, 1, 3, w2), 1.2 + 0.5 * 0.74, 1e-6);
  loss.lambda = 0.01;
  g_assert_cmpfloat_with_epsilon (hill_loss_get_penalty (&loss, 1, 3, w2), 0.01 * (1.2 + 0.5 * 0.74), 1e-8);
  loss.regularizer = HILL_REGULARIZER_NONE;
  g_assert_cmpfloat (hill_loss_get_penalty (&loss, 1, 3, w2), ==, 0);
}

/* R is even, at most quadratic and has its kinks at 0 only: a central difference is exact up to rounding. */
static void
test_penalty_gradient (void)
{
  enum { N = 21, C = 2 };
  float weights[C * (N + 1)], gradient[C * (N + 1)];

  for (int i = 0; i < C * (N + 1); i++)
    weights[i] = (float) ((i * 7 % 11) - 5) / 4;
  for (int r = HILL_REGULARIZER_NONE; r <= HILL_REGULARIZER_ELASTIC; r++)
    {
      HillLoss loss = { HILL_LOSS_SOFTMAX, (HillRegularizer) r, 1, 0.3, 0.7 };

      for (int i = 0; i < C * (N + 1); i++)
        gradient[i] = 1;
      hill_loss_add_penalty_gradient (&loss, C, N, weights, gradient);
      for (int i = 0; i < C * (N + 1); i++)
        {
          float w = weights[i];
          double up, down;

          weights[i] = w + 0.125f;
          up = hill_loss_get_penalty (&loss, C, N, weights);
          weights[i] = w - 0.125f;
          down = hill_loss_get_penalty (&loss, C, N, weights);
          weights[i] = w;
          g_assert_cmpfloat_with_epsilon (gradient[i] - 1, (up - down) / 0.25, 1e-6);
        }
    }
}

static void
assert_refused (HillLoss loss)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (hill_loss_check (&loss, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
}

static void
test_check (void)
{
  static const double bad[] = { -1, 1e300, NAN, INFINITY, -INFINITY };
  HillLoss loss = HILL_LOSS_DEFAULT;

  g_assert_true (hill_loss_check (&loss, NULL));
  loss.lambda = 0;
  loss.beta = 0;
  g_assert_true (hill_loss_check (&loss, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      assert_refused ((HillLoss) { .margin = bad[i] });
      assert_refused ((HillLoss) { .margin = 1, .lambda = bad[i] });
      assert_refused ((HillLoss) { .margin = 1, .beta = bad[i] });
    }
  assert_refused ((HillLoss) { .margin = 0 });
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/loss/scores-table", test_scores_table);
  g_test_add_func ("/loss/start", test_start);
  g_test_add_func ("/loss/softmax", test_softmax);
  g_test_add_func ("/loss/l1-against-l2", test_l1_against_l2);
  g_test_add_func ("/loss/penalty-gradient", test_penalty_gradient);
  g_test_add_func ("/loss/check", test_check);
  return g_test_run ();
}
