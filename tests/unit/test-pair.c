/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The data loss over two weights: by hand, against the objective, and the shapes above it. */

#include "hill-pair.h"

#include "hill-objective.h"
#include "small-data.h"

#include <math.h>

static const HillSheetLoss hinge = HILL_SHEET_LOSS_HINGE;
static const HillSheetLoss softmax = HILL_SHEET_LOSS_SOFTMAX;

static void
test_by_hand (void)
{
  const double base[] = { 0, 0, 0, 0 }, x_a[] = { 1, 2 }, x_b[] = { -1, 3 };
  const guint16 labels[] = { 0, 1 };
  g_autoptr(HillPair) pair = hill_pair_new (base, labels, 2, 2, 0, x_a, 1, x_b);
  double gradient[2];

  g_test_summary ("Scores (a, -b) and (2 a, 3 b); at a = b = 0.1: max (0, -0.1 - 0.1 + 1) and max (0, 0.2 - 0.3 + 1)");
  g_assert_cmpfloat_with_epsilon (hill_pair_get_loss (pair, &hinge, 0.1, 0.1, gradient), (0.8 + 0.9) / 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (gradient[0], (-1 + 2) / 2.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (gradient[1], (-1 - 3) / 2.0, 1e-12);
}

static void
test_grid (void)
{
  const double base[] = { 0, 0 }, x_a[] = { 1 }, x_b[] = { 1 };
  const guint16 labels[] = { 0 };
  g_autoptr(HillPair) pair = hill_pair_new (base, labels, 1, 2, 0, x_a, 1, x_b);
  double losses[9];

  g_assert_true (hill_pair_fill_grid (pair, &hinge, -1, 1, 3, losses, NULL, NULL));
  g_assert_cmpfloat (losses[0], ==, 1);       /* a = -1, b = -1 */
  g_assert_cmpfloat (losses[2], ==, 0);       /* a = 1, b = -1 */
  g_assert_cmpfloat (losses[6], ==, 3);       /* a = -1, b = 1 */
}

static void
test_design (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 40, 10, 6, 3, 5);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_STANDARDIZE, 0);
  guint n_classes = hill_design_get_n_classes (design);
  gsize n_features = hill_design_get_n_features (design), n_rows = 30;
  g_autofree float *weights = g_new (float, HILL_N_WEIGHTS (n_classes, n_features));
  g_autoptr(HillObjective) objective = hill_objective_new (design, 1);
  HillLoss loss = { HILL_LOSS_SOFTMAX, HILL_REGULARIZER_NONE, 1, 0, 0 };
  HillWeightIndex a = { 0, 2 }, b = { 0, n_features };
  g_autoptr(HillPair) pair = NULL;
  g_autoptr(GError) error = NULL;
  HillEvaluation evaluation;

  g_test_summary ("A weight and a bias of one class, against the objective with those weights");
  for (gsize i = 0; i < HILL_N_WEIGHTS (n_classes, n_features); i++)
    weights[i] = (float) sin (i);
  pair = hill_pair_new_design (design, weights, NULL, n_rows, a, b, NULL, &error);
  g_assert_no_error (error);
  for (float w = -1; w <= 1; w += 0.5f)
    {
      weights[2] = w;
      weights[n_features] = 0.3f - w;
      g_assert_true (hill_objective_evaluate (objective, &loss, weights, HILL_SPLIT_TRAIN, NULL, n_rows, NULL, NULL, &evaluation, NULL));
      g_assert_cmpfloat_with_epsilon (hill_pair_get_loss (pair, &softmax, w, 0.3f - w, NULL), evaluation.data_loss, 1e-5);
    }
  g_assert_null (hill_pair_new_design (design, weights, NULL, n_rows, a, a, NULL, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
}

static void
test_shapes (void)
{
  const HillRegularizer regularizers[] = { HILL_REGULARIZER_L1, HILL_REGULARIZER_L2, HILL_REGULARIZER_ELASTIC };

  for (gsize i = 0; i < G_N_ELEMENTS (regularizers); i++)
    for (int k = 0; k < 100; k++)
      {
        double angle = 2 * G_PI * k / 100, point[2];
        HillNorms norms;

        hill_unit_shape_get_point (regularizers[i], 0.7, 2, angle, &point[0], &point[1]);
        hill_norms_init (&norms, point, 2);
        g_assert_cmpfloat_with_epsilon (hill_norms_get_regularizer (&norms, regularizers[i], 0.7), 2, 1e-12);
        g_assert_cmpfloat_with_epsilon (remainder (atan2 (point[1], point[0]) - angle, 2 * G_PI), 0, 1e-12);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pair/by-hand", test_by_hand);
  g_test_add_func ("/pair/grid", test_grid);
  g_test_add_func ("/pair/design", test_design);
  g_test_add_func ("/pair/shapes", test_shapes);
  return g_test_run ();
}
