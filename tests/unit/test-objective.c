/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Loss and gradient of whole passes against the double reference, for bytes and floats, all scalings, rows in order
 * and by list; the same bits whatever the number of threads. */

#include "hill-kernels.h"
#include "hill-objective.h"
#include "hill-reference.h"
#include "small-data.h"

#include <math.h>

typedef struct
{
  HillCellType type;
  HillScale    scale;
  HillLossType loss;
} Case;

/* L in double, from the formula, at weights on scaled features. */
static double
reference_loss (const HillDesign *design,
                const HillLoss   *loss,
                const double     *weights,
                const guint32    *rows,
                gsize             n_rows)
{
  const HillCells *cells = hill_design_get_cells (design, HILL_SPLIT_TRAIN);
  const guint16 *labels = hill_design_get_labels (design, HILL_SPLIT_TRAIN);
  gsize n = hill_design_get_n_features (design);
  guint n_classes = hill_design_get_n_classes (design);
  g_autofree double *scores = g_new (double, n_classes);
  double sum = 0, squares = 0;

  for (gsize i = 0; i < n_rows; i++)
    {
      gsize row = rows != NULL ? rows[i] : i;

      for (guint c = 0; c < n_classes; c++)
        {
          scores[c] = weights[c * (n + 1) + n];
          for (gsize d = 0; d < n; d++)
            scores[c] += weights[c * (n + 1) + d] * (hill_design_get_slopes (design)[d] * hill_cells_get (cells, row, d) +
                                                     (double) hill_design_get_offsets (design)[d]);
        }
      sum += loss->type == HILL_LOSS_HINGE ? hill_reference_hinge (scores, n_classes, labels[row], loss->margin, NULL)
                                           : hill_reference_softmax (scores, n_classes, labels[row], NULL);
    }
  for (guint c = 0; c < n_classes; c++)
    for (gsize d = 0; d < n; d++)
      squares += weights[c * (n + 1) + d] * weights[c * (n + 1) + d];
  return sum / (double) n_rows + loss->lambda * squares;
}

static float *
draw_weights (const HillDesign *design,
              double            deviation)
{
  gsize n = HILL_N_WEIGHTS (hill_design_get_n_classes (design), hill_design_get_n_features (design));
  float *weights = g_new (float, n);
  HillRandom random;

  hill_random_init (&random, 5);
  for (gsize i = 0; i < n; i++)
    weights[i] = (float) (deviation * hill_random_normal (&random));
  return weights;
}

/* Central differences of the double loss; h small enough that hardly any hinge term has its kink within it. */
static void
assert_gradient (const HillDesign *design,
                 const HillLoss   *loss,
                 const float      *weights,
                 const guint32    *rows,
                 gsize             n_rows,
                 const float      *gradient)
{
  gsize n = HILL_N_WEIGHTS (hill_design_get_n_classes (design), hill_design_get_n_features (design));
  g_autofree double *w = g_new (double, n);
  const double h = 1e-7;

  for (gsize i = 0; i < n; i++)
    w[i] = weights[i];
  for (gsize i = 0; i < n; i++)
    {
      double here = w[i], up, down;

      w[i] = here + h;
      up = reference_loss (design, loss, w, rows, n_rows);
      w[i] = here - h;
      down = reference_loss (design, loss, w, rows, n_rows);
      w[i] = here;
      g_assert_cmpfloat_with_epsilon (gradient[i], (up - down) / (2 * h), 2e-5 * (1 + fabs (gradient[i])));
    }
}

static void
test_gradient (gconstpointer data)
{
  const Case *test = data;
  static const guint32 rows[] = { 3, 99, 3, 0, 41, 42, 43, 57, 10 };
  g_autoptr(HillDataset) dataset = small_data_draw (test->type, 100, 0, 7, 4, 2);
  g_autoptr(HillDesign) design = small_design_new (dataset, test->scale, 0);
  g_autoptr(HillObjective) objective = hill_objective_new (design, 1);
  g_autofree float *weights = draw_weights (design, 0.5);
  HillLoss loss = { test->loss, HILL_REGULARIZER_L2, 1, 0.01, 0 };
  float gradient[4 * 8];
  HillEvaluation evaluation;

  for (int listed = 0; listed < 2; listed++)
    {
      const guint32 *list = listed ? rows : NULL;
      gsize n_rows = listed ? G_N_ELEMENTS (rows) : 100;
      double w[4 * 8];

      for (int i = 0; i < 4 * 8; i++)
        w[i] = weights[i];
      g_assert_true (hill_objective_evaluate (objective, &loss, weights, HILL_SPLIT_TRAIN, list, n_rows, gradient, NULL,
                                              &evaluation, NULL));
      g_assert_cmpfloat_with_epsilon (hill_evaluation_get_loss (&evaluation), reference_loss (design, &loss, w, list, n_rows), 1e-5);
      g_assert_cmpuint (evaluation.n_rows, ==, n_rows);
      assert_gradient (design, &loss, weights, list, n_rows, gradient);
    }
}

/* Enough rows for all chunks and several waves, odd sizes. */
static void
test_threads (void)
{
  static const guint n_threads[] = { 2, 3, 16, 0 };
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 5003, 0, 37, 5, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  g_autoptr(HillObjective) one = hill_objective_new (design, 1);
  g_autofree float *weights = draw_weights (design, 0.1);
  gsize n = HILL_N_WEIGHTS (5, 37);
  g_autofree float *expected = g_new (float, n);
  g_autofree float *gradient = g_new (float, n);
  HillLoss loss = HILL_LOSS_DEFAULT;
  HillEvaluation a, b;

  for (gsize n_rows = 1; n_rows <= 5003; n_rows = n_rows * 5 + 3 > 5003 && n_rows < 5003 ? 5003 : n_rows * 5 + 3)
    {
      g_assert_true (hill_objective_evaluate (one, &loss, weights, HILL_SPLIT_TRAIN, NULL, n_rows, expected, NULL, &a, NULL));
      for (gsize t = 0; t < G_N_ELEMENTS (n_threads); t++)
        {
          g_autoptr(HillObjective) many = hill_objective_new (design, n_threads[t]);

          g_assert_true (hill_objective_evaluate (many, &loss, weights, HILL_SPLIT_TRAIN, NULL, n_rows, gradient, NULL, &b, NULL));
          g_assert_cmpmem (gradient, n * sizeof *gradient, expected, n * sizeof *expected);
          g_assert_cmpmem (&a, sizeof a, &b, sizeof b);
        }
    }
}

static void
test_not_finite (void)
{
  static const float bad[] = { NAN, INFINITY, -INFINITY };
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 20, 0, 3, 3, 4);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillObjective) objective = hill_objective_new (design, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (bad) * 2; i++)
    {
      HillLoss loss = { i % 2 ? HILL_LOSS_HINGE : HILL_LOSS_SOFTMAX, HILL_REGULARIZER_NONE, 1, 0, 0 };
      float weights[12] = { 0 }, gradient[12];
      HillEvaluation evaluation;

      weights[5] = bad[i / 2];
      g_assert_true (hill_objective_evaluate (objective, &loss, weights, HILL_SPLIT_TRAIN, NULL, 20, gradient, NULL, &evaluation, NULL));
      g_assert_false (isfinite (evaluation.data_loss));
    }
}

static void
test_no_rows (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 20, 0, 3, 3, 4);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillObjective) objective = hill_objective_new (design, 1);
  HillLoss loss = { HILL_LOSS_SOFTMAX, HILL_REGULARIZER_L2, 1, 0.5, 0 };
  const float weights[12] = { 2 };
  float gradient[12];
  HillEvaluation evaluation;

  g_assert_true (hill_objective_evaluate (objective, &loss, weights, HILL_SPLIT_TEST, NULL, 0, gradient, NULL, &evaluation, NULL));
  g_assert_cmpfloat (evaluation.data_loss, ==, 0);
  g_assert_cmpfloat (evaluation.penalty, ==, 2);
  g_assert_cmpfloat (gradient[0], ==, 2);
  g_assert_cmpfloat (gradient[1], ==, 0);
  hill_objective_scores (objective, weights, HILL_SPLIT_TEST, NULL, 0, NULL);
}

static void
test_one_class (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_F32, 1, 0, 3, 1, 4);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_STANDARDIZE, 0);
  g_autoptr(HillObjective) objective = hill_objective_new (design, 0);
  const float weights[4] = { 1, 2, 3, 4 };

  g_test_summary ("One class, one example: nothing can be wrong, both losses are 0");
  for (int type = HILL_LOSS_SOFTMAX; type <= HILL_LOSS_HINGE; type++)
    {
      HillLoss loss = { (HillLossType) type, HILL_REGULARIZER_NONE, 1, 0, 0 };
      HillEvaluation evaluation;

      g_assert_true (hill_objective_evaluate (objective, &loss, weights, HILL_SPLIT_TRAIN, NULL, 1, NULL, NULL, &evaluation, NULL));
      g_assert_cmpfloat_with_epsilon (evaluation.data_loss, 0, 1e-6);
      g_assert_cmpuint (evaluation.n_correct, ==, 1);
    }
}

/* Weights as files hold them, on the unscaled design, give the scores of the scaled one. */
static void
test_unscale (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 50, 0, 6, 3, 8);
  g_autoptr(HillDesign) plain = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillObjective) plain_objective = hill_objective_new (plain, 1);

  for (int scale = HILL_SCALE_NONE; scale <= HILL_SCALE_STANDARDIZE; scale++)
    {
      g_autoptr(HillDesign) design = small_design_new (dataset, (HillScale) scale, 0);
      g_autoptr(HillObjective) objective = hill_objective_new (design, 1);
      g_autofree float *weights = draw_weights (design, 1);
      float unscaled[21], again[21], scores[150], plain_scores[150];

      hill_weights_unscale (design, weights, unscaled);
      hill_objective_scores (objective, weights, HILL_SPLIT_TRAIN, NULL, 50, scores);
      hill_objective_scores (plain_objective, unscaled, HILL_SPLIT_TRAIN, NULL, 50, plain_scores);
      for (int i = 0; i < 150; i++)
        g_assert_cmpfloat_with_epsilon (scores[i], plain_scores[i], 1e-4);

      hill_weights_rescale (design, unscaled, again);
      for (int i = 0; i < 21; i++)
        if (scale == HILL_SCALE_STANDARDIZE && i % 7 == 1)
          g_assert_cmpfloat (again[i], ==, 0);        /* the constant column */
        else
          g_assert_cmpfloat_with_epsilon (again[i], weights[i], 1e-5);
    }
}

static gboolean
count_and_stop (double   fraction,
                gpointer data)
{
  int *n_left = data;

  g_assert_cmpfloat (fraction, >, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  return --*n_left > 0;
}

static void
test_cancel (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 9000, 0, 500, 40, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillObjective) objective = hill_objective_new (design, 2);
  g_autofree float *weights = draw_weights (design, 0.1);
  g_autoptr(GError) error = NULL;
  HillLoss loss = HILL_LOSS_DEFAULT;
  int n_left = 2;
  HillProgress progress = { count_and_stop, &n_left };
  HillEvaluation evaluation;

  g_assert_false (hill_objective_evaluate (objective, &loss, weights, HILL_SPLIT_TRAIN, NULL, 9000, NULL, &progress, &evaluation, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
  g_assert_cmpint (n_left, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  static Case cases[12];
  int n = 0;

  g_test_init (&argc, &argv, NULL);
  for (int type = HILL_CELLS_U8; type <= HILL_CELLS_F32; type++)
    for (int scale = HILL_SCALE_NONE; scale <= HILL_SCALE_STANDARDIZE; scale++)
      for (int loss = HILL_LOSS_SOFTMAX; loss <= HILL_LOSS_HINGE; loss++)
        {
          g_autofree char *path = g_strdup_printf ("/objective/gradient/%s/%d/%s", type == HILL_CELLS_U8 ? "bytes" : "floats",
                                                   scale, loss == HILL_LOSS_HINGE ? "hinge" : "softmax");

          cases[n] = (Case) { (HillCellType) type, (HillScale) scale, (HillLossType) loss };
          g_test_add_data_func (path, &cases[n++], test_gradient);
        }
  g_test_add_func ("/objective/threads", test_threads);
  g_test_add_func ("/objective/not-finite", test_not_finite);
  g_test_add_func ("/objective/no-rows", test_no_rows);
  g_test_add_func ("/objective/one-class", test_one_class);
  g_test_add_func ("/objective/unscale", test_unscale);
  g_test_add_func ("/objective/cancel", test_cancel);
  return g_test_run ();
}
