/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The path over lambda: weaker regularisation fits better with larger weights; L1 leaves exact zeros; nothing depends on threads. */

#include "hill-lambda-path.h"
#include "small-data.h"

#include <math.h>

static void
init (HillExperiment  *e,
      HillRegularizer  regularizer,
      HillL1Step       l1_step)
{
  hill_experiment_init (e);
  e->loss.regularizer = regularizer;
  e->l1_step = l1_step;
  e->n_epochs = 20;
  e->batch_size = 32;
  e->rate = 0.1;
}

static HillDesign *
new_design (double validation)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 300, 60, 20, 3, 5);

  return small_design_new (dataset, HILL_SCALE_CENTER, validation);
}

/* Each point from the one before. */
static void
trace (HillDesign            *design,
       const HillExperiment  *e,
       const double          *lambdas,
       gsize                  n,
       guint                  n_threads,
       HillLambdaPoint      **points)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GError) error = NULL;

      points[i] = hill_lambda_point_new (design, e, lambdas[i], i > 0 ? points[i - 1] : NULL, n_threads, NULL, &error);
      g_assert_no_error (error);
      g_assert_null (points[i]->message);
    }
}

static void
free_points (HillLambdaPoint **points,
             gsize             n)
{
  for (gsize i = 0; i < n; i++)
    hill_lambda_point_unref (points[i]);
}

static void
test_l2 (void)
{
  g_autoptr(HillDesign) design = new_design (0.2);
  HillLambdaPoint *points[4];
  HillExperiment e;
  double lambdas[4];

  hill_lambda_path_fill (1, 1e-3, 4, lambdas);
  g_assert_cmpfloat_with_epsilon (lambdas[1], 0.1, 1e-12);
  g_assert_cmpfloat_with_epsilon (lambdas[3], 1e-3, 1e-15);
  init (&e, HILL_REGULARIZER_NONE, HILL_L1_SUBGRADIENT);
  trace (design, &e, lambdas, 4, 1, points);
  for (int i = 0; i < 4; i++)
    {
      guint64 n = 0;

      g_assert_cmpfloat (points[i]->lambda, ==, lambdas[i]);
      g_assert_cmpuint (points[i]->train.n_rows, ==, 240);
      g_assert_cmpuint (points[i]->validation.n_rows, ==, 60);
      g_assert_cmpuint (points[i]->test.n_rows, ==, 60);
      g_assert_cmpfloat (points[i]->train.penalty, >, 0);
      for (int bin = 0; bin < HILL_LAMBDA_N_BINS; bin++)
        n += points[i]->bins[bin];
      g_assert_cmpuint (n, ==, 60);
      g_assert_cmpfloat (points[i]->range, >=, points[i]->norms.largest);
      g_assert_cmpfloat (points[i]->range, <, 2 * points[i]->norms.largest);
      g_assert_cmpfloat (log2 (points[i]->range), ==, rint (log2 (points[i]->range)));
      if (i > 0)
        {
          g_assert_cmpfloat (points[i]->train.data_loss, <, points[i - 1]->train.data_loss);
          g_assert_cmpfloat (points[i]->norms.l2, >, points[i - 1]->norms.l2);
        }
    }
  free_points (points, 4);
}

static void
test_l1 (void)
{
  const double lambdas[] = { 10, 0.05, 0.005 };
  g_autoptr(HillDesign) design = new_design (0);
  HillLambdaPoint *points[3];
  HillExperiment e;

  g_test_summary ("Proximal: all zeros, then fewer and fewer; subgradient: none but the constant feature's");
  init (&e, HILL_REGULARIZER_L1, HILL_L1_PROXIMAL);
  trace (design, &e, lambdas, 3, 1, points);
  g_assert_cmpfloat (hill_norms_get_zero_share (&points[0]->norms), ==, 1);
  g_assert_cmpfloat (points[0]->range, ==, 1);
  g_assert_cmpuint (points[0]->bins[HILL_LAMBDA_N_BINS / 2], ==, 60);
  g_assert_cmpuint (points[1]->norms.n_zeros, <, 60);
  g_assert_cmpuint (points[1]->norms.n_zeros, >, points[2]->norms.n_zeros);
  free_points (points, 3);

  e.l1_step = HILL_L1_SUBGRADIENT;
  trace (design, &e, lambdas + 1, 1, 1, points);
  g_assert_cmpuint (points[0]->norms.n_zeros, <=, 3);
  free_points (points, 1);
}

static void
test_same_bits (void)
{
  const double lambdas[] = { 0.1, 0.01 };
  g_autoptr(HillDesign) design = new_design (0);
  HillLambdaPoint *one[2], *three[2];
  HillExperiment e;

  init (&e, HILL_REGULARIZER_ELASTIC, HILL_L1_PROXIMAL);
  trace (design, &e, lambdas, 2, 1, one);
  trace (design, &e, lambdas, 2, 3, three);
  for (int i = 0; i < 2; i++)
    g_assert_cmpmem (one[i]->weights, 63 * sizeof (float), three[i]->weights, 63 * sizeof (float));
  free_points (one, 2);
  free_points (three, 2);
}

static void
test_warm_start (void)
{
  g_autoptr(HillDesign) design = new_design (0);
  g_autoptr(HillLambdaPoint) before = NULL;
  g_autoptr(HillLambdaPoint) cold = NULL;
  g_autoptr(HillLambdaPoint) warm = NULL;
  HillExperiment e;

  g_test_summary ("Two steps from where training was are further than two steps from 0");
  init (&e, HILL_REGULARIZER_L2, HILL_L1_SUBGRADIENT);
  before = hill_lambda_point_new (design, &e, 0.01, NULL, 1, NULL, NULL);
  e.n_steps = 2;
  cold = hill_lambda_point_new (design, &e, 0.005, NULL, 1, NULL, NULL);
  warm = hill_lambda_point_new (design, &e, 0.005, before, 1, NULL, NULL);
  g_assert_cmpfloat (warm->train.data_loss, <, cold->train.data_loss);
}

static void
test_diverged (void)
{
  g_autoptr(HillDesign) design = new_design (0);
  g_autoptr(HillLambdaPoint) point = NULL;
  g_autoptr(HillLambdaPoint) next = NULL;
  g_autoptr(GError) error = NULL;
  HillExperiment e;

  init (&e, HILL_REGULARIZER_L2, HILL_L1_SUBGRADIENT);
  e.rate = 1e30;
  point = hill_lambda_point_new (design, &e, 1, NULL, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (point->message);
  g_assert_null (point->weights);
  e.rate = 0.1;
  next = hill_lambda_point_new (design, &e, 0.01, point, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (next->message);

  g_assert_null (hill_lambda_point_new (design, &e, -1, NULL, 1, NULL, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lambda-path/l2", test_l2);
  g_test_add_func ("/lambda-path/l1", test_l1);
  g_test_add_func ("/lambda-path/same-bits", test_same_bits);
  g_test_add_func ("/lambda-path/warm-start", test_warm_start);
  g_test_add_func ("/lambda-path/diverged", test_diverged);
  return g_test_run ();
}
