/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The confusion matrix of a classifier whose mistakes are known. */

#include "hill-metrics.h"
#include "small-data.h"

/* Unit vectors as examples and the identity as weights: example i is predicted as its column. */
static const float units[6][3] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 }, { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 0 } };
static const guint16 labels[6] = { 0, 1, 2, 1, 2, 2 };
static const float weights[12] = { 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0 };

static void
test_counts (void)
{
  static const guint64 expected[9] = { 1, 0, 0, 1, 1, 0, 1, 1, 1 };
  static const guint16 predictions[6] = { 0, 1, 2, 0, 1, 0 };
  g_autoptr(HillDataset) dataset = small_data_new (HILL_CELLS_F32, units, labels, 6, 0, 3, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillObjective) objective = hill_objective_new (design, 1);
  g_autoptr(HillConfusion) confusion = hill_confusion_new (objective, design, weights, HILL_SPLIT_TRAIN, NULL, NULL);
  g_autoptr(HillConfusion) again = hill_confusion_ref (confusion);

  g_test_summary ("The last example has equal scores for all classes: the first of them wins");
  g_assert_cmpuint (confusion->n_examples, ==, 6);
  g_assert_cmpmem (confusion->predictions, 6 * sizeof (guint16), predictions, sizeof predictions);
  g_assert_cmpmem (confusion->counts, 9 * sizeof (guint64), expected, sizeof expected);
  g_assert_cmpuint (hill_confusion_get_count (again, 2, 1), ==, 1);
  g_assert_cmpuint (hill_confusion_get_count (again, 1, 2), ==, 0);
}

static void
test_empty_split (void)
{
  g_autoptr(HillDataset) dataset = small_data_new (HILL_CELLS_F32, units, labels, 6, 0, 3, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillObjective) objective = hill_objective_new (design, 1);
  g_autoptr(HillConfusion) confusion = hill_confusion_new (objective, design, weights, HILL_SPLIT_TEST, NULL, NULL);

  g_assert_cmpuint (confusion->n_examples, ==, 0);
  for (guint i = 0; i < 9; i++)
    g_assert_cmpuint (confusion->counts[i], ==, 0);
}

/* The diagonal is what the objective counts as correct, over several portions of rows. */
static void
test_diagonal (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 100, 9001, 12, 5, 4);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  g_autoptr(HillObjective) objective = hill_objective_new (design, 2);
  g_autoptr(HillConfusion) confusion = NULL;
  HillLoss loss = HILL_LOSS_DEFAULT;
  HillEvaluation evaluation;
  float w[5 * 13];
  guint64 sum = 0, diagonal = 0;
  HillRandom random;

  hill_random_init (&random, 1);
  for (int i = 0; i < 5 * 13; i++)
    w[i] = (float) hill_random_normal (&random);
  confusion = hill_confusion_new (objective, design, w, HILL_SPLIT_TEST, NULL, NULL);
  g_assert_true (hill_objective_evaluate (objective, &loss, w, HILL_SPLIT_TEST, NULL, 9001, NULL, NULL, &evaluation, NULL));
  for (guint y = 0; y < 5; y++)
    for (guint j = 0; j < 5; j++)
      {
        sum += hill_confusion_get_count (confusion, y, j);
        diagonal += y == j ? hill_confusion_get_count (confusion, y, j) : 0;
      }
  g_assert_cmpuint (sum, ==, 9001);
  g_assert_cmpuint (diagonal, ==, evaluation.n_correct);
}

static gboolean
refuse (double   fraction,
        gpointer data)
{
  return FALSE;
}

static void
test_cancel (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 100, 9001, 12, 5, 4);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillObjective) objective = hill_objective_new (design, 1);
  const float w[5 * 13] = { 0 };
  HillProgress progress = { refuse, NULL };
  g_autoptr(GError) error = NULL;

  g_assert_null (hill_confusion_new (objective, design, w, HILL_SPLIT_TEST, &progress, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metrics/counts", test_counts);
  g_test_add_func ("/metrics/empty-split", test_empty_split);
  g_test_add_func ("/metrics/diagonal", test_diagonal);
  g_test_add_func ("/metrics/cancel", test_cancel);
  return g_test_run ();
}
