/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Numerical gradients against naive double loops, the quick way against the honest one; gradient checks that pass for every loss and
 * regulariser, catch every planted mistake, and count kinks apart. */

#include "hill-exact.h"
#include "hill-gradient-check.h"
#include "hill-kernels.h"
#include "hill-load.h"
#include "hill-reference.h"
#include "small-data.h"

#include <float.h>
#include <math.h>

static const char * const variants[] = { "plain", "avx2", "avx512" };

static HillDesign *
design_load (const char *name,
             HillScale   scale)
{
  g_autoptr(HillDataset) dataset = hill_dataset_load (name, NULL, NULL);
  g_autoptr(HillPartition) partition = NULL;

  if (dataset == NULL)
    return NULL;
  partition = hill_partition_new (dataset, 0, 1);
  return hill_design_new (dataset, partition, "pixels", scale, 0, NULL, NULL);
}

static float *
draw_weights (HillSample *sample,
              double      deviation,
              guint64     seed)
{
  gsize n = hill_sample_get_n_weights (sample);
  float *weights = g_new (float, n);
  HillRandom random;

  hill_random_init (&random, seed);
  for (gsize i = 0; i < n; i++)
    weights[i] = (float) (deviation * hill_random_normal (&random));
  return weights;
}

static HillLoss
make_loss (int type,
           int regularizer)
{
  return (HillLoss) { (HillLossType) type, (HillRegularizer) regularizer, 1, regularizer != HILL_REGULARIZER_NONE ? 0.01 : 0, 0.7 };
}

/* ---- Loss and gradient in double ---- */

/* Sums over the rows as the formulas read; the gradient is overwritten. */
static double
evaluate_naively (HillSample     *sample,
                  const HillLoss *loss,
                  const double   *weights,
                  double         *gradient)
{
  const HillCells *cells = hill_design_get_cells (sample->design, HILL_SPLIT_TRAIN);
  const guint16 *labels = hill_design_get_labels (sample->design, HILL_SPLIT_TRAIN);
  guint n_classes = hill_design_get_n_classes (sample->design);
  gsize n = cells->n_cols;
  g_autofree double *x = g_new (double, n + 1), *s = g_new (double, n_classes);
  double sum = 0;

  memset (gradient, 0, n_classes * (n + 1) * sizeof *gradient);
  x[n] = 1;
  for (gsize i = 0; i < sample->n_rows; i++)
    {
      gsize row = hill_sample_get_row (sample, i);

      for (gsize d = 0; d < n; d++)
        x[d] = hill_design_get_slopes (sample->design)[d] * hill_cells_get (cells, row, d) +
               (double) hill_design_get_offsets (sample->design)[d];
      for (guint c = 0; c < n_classes; c++)
        {
          s[c] = 0;
          for (gsize d = 0; d <= n; d++)
            s[c] += weights[c * (n + 1) + d] * x[d];
        }
      sum += loss->type == HILL_LOSS_HINGE ? hill_reference_hinge (s, n_classes, labels[row], loss->margin, s)
                                           : hill_reference_softmax (s, n_classes, labels[row], s);
      for (guint c = 0; c < n_classes; c++)
        for (gsize d = 0; d <= n; d++)
          gradient[c * (n + 1) + d] += s[c] * x[d] / (double) sample->n_rows;
    }
  return sum / (double) sample->n_rows;
}

static void
test_exact (void)
{
  static const gsize columns[] = { 1, 7, 33 };
  static const guint classes[] = { 1, 3, 10, 21 };

  for (gsize v = 0; v < G_N_ELEMENTS (variants); v++)
    for (gsize k = 0; hill_kernels_set_name (variants[v]) && k < G_N_ELEMENTS (columns) * G_N_ELEMENTS (classes); k++)
      {
        gsize n_cols = columns[k % G_N_ELEMENTS (columns)];
        guint n_classes = classes[k / G_N_ELEMENTS (columns)];
        g_autoptr(HillDataset) dataset = small_data_draw (k % 2 ? HILL_CELLS_U8 : HILL_CELLS_F32, 203, 0, n_cols, n_classes, 3);
        g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_STANDARDIZE, k % 3 == 0 ? 0.1 : 0);
        g_autoptr(HillSample) sample = hill_sample_new (design, 0);
        gsize n = hill_sample_get_n_weights (sample);
        g_autofree float *weights = draw_weights (sample, 0.5, k);
        g_autofree double *exact = hill_exact_dup_weights (sample, weights), *found = g_new (double, n), *expected = g_new (double, n);

        for (int type = 0; type < 2; type++)
          {
            HillLoss loss = make_loss (type, HILL_REGULARIZER_L2);
            double naive = evaluate_naively (sample, &loss, exact, expected);
            HillEvaluation evaluation;

            g_assert_true (hill_exact_evaluate (sample, &loss, exact, 2, found, NULL, &evaluation, NULL));
            g_assert_cmpfloat_with_epsilon (evaluation.data_loss, naive, 1e-13 * (1 + naive));
            for (gsize i = 0; i < n; i++)
              g_assert_cmpfloat_with_epsilon (found[i], expected[i], 1e-13 * (1 + fabs (expected[i])));
          }
      }
}

/* ---- Numerical gradient ---- */

/* L at w + z and w, from the formula, example by example; only differences of examples are subtracted. */
static double
naive_change (HillSample     *sample,
              const HillLoss *loss,
              const double   *weights,
              gsize           index,
              double          h)
{
  gsize n_weights = hill_sample_get_n_weights (sample);
  g_autofree double *w = g_memdup2 (weights, n_weights * sizeof *weights);
  HillEvaluation here, there;

  hill_exact_evaluate (sample, loss, w, 1, NULL, NULL, &here, NULL);
  w[index] += h;
  hill_exact_evaluate (sample, loss, w, 1, NULL, NULL, &there, NULL);
  return there.data_loss - here.data_loss;
}

static void
check_all_nudges (HillSample     *sample,
                  const HillLoss *loss,
                  double          deviation,
                  double          h)
{
  gsize n = hill_sample_get_n_weights (sample);
  g_autofree float *weights = draw_weights (sample, deviation, 4);
  g_autofree double *exact = hill_exact_dup_weights (sample, weights), *up = g_new (double, n), *down = g_new (double, n);
  g_autofree guint32 *kinks = g_new (guint32, n);
  g_autoptr(HillNumeric) numeric = hill_numeric_new (sample, loss, weights, 1, NULL, NULL);

  g_assert_true (hill_numeric_nudge_all (numeric, h, 1, NULL, up, down, kinks, NULL));
  for (gsize i = 0; i < n; i++)
    {
      double change = naive_change (sample, loss, exact, i, h);
      HillNudge quick, honest;

      hill_numeric_nudge (numeric, i, h, FALSE, &quick);
      hill_numeric_nudge (numeric, i, h, TRUE, &honest);
      g_assert_cmpfloat_with_epsilon (up[i], quick.data_up, 1e-9 * fabs (quick.data_up) + 1e-17);
      g_assert_cmpfloat_with_epsilon (down[i], quick.data_down, 1e-9 * fabs (quick.data_down) + 1e-17);
      g_assert_cmpuint (kinks[i], ==, quick.n_kinks);
      g_assert_cmpfloat_with_epsilon (up[i], change, 1e-13);
      g_assert_cmpfloat_with_epsilon (honest.data_up, change, 1e-13);
      g_assert_cmpfloat_with_epsilon (honest.loss_up - honest.loss, quick.data_up + quick.penalty_up, 1e-12);
      g_assert_cmpfloat_with_epsilon (quick.loss_down, honest.loss_down, 1e-12);
    }
}

static void
test_numeric (void)
{
  static const double steps[] = { 1e-7, 1e-3, 0.3 };

  for (gsize v = 0; v < G_N_ELEMENTS (variants); v++)
    for (int type = 0; hill_kernels_set_name (variants[v]) && type < 2; type++)
      for (gsize k = 0; k < G_N_ELEMENTS (steps); k++)
        {
          gsize n_cols = k == 0 ? 69 : 5;
          g_autoptr(HillDataset) dataset = small_data_draw (k == 1 ? HILL_CELLS_F32 : HILL_CELLS_U8, 70, 0, n_cols, k == 2 ? 12 : 4, 3);
          g_autoptr(HillDesign) design = small_design_new (dataset, k == 1 ? HILL_SCALE_NONE : HILL_SCALE_CENTER, 0);
          g_autoptr(HillSample) sample = hill_sample_new (design, 0);
          HillLoss loss = make_loss (type, HILL_REGULARIZER_L2);

          check_all_nudges (sample, &loss, 0.5, steps[k]);
        }
}

static void
test_large_steps (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_F32, 40, 0, 3, 3, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_STANDARDIZE, 0);
  g_autoptr(HillSample) sample = hill_sample_new (design, 0);
  g_autofree float *weights = draw_weights (sample, 300, 2);
  g_autofree double *exact = hill_exact_dup_weights (sample, weights);
  HillLoss loss = make_loss (HILL_LOSS_SOFTMAX, HILL_REGULARIZER_NONE);
  g_autoptr(HillNumeric) numeric = hill_numeric_new (sample, &loss, weights, 1, NULL, NULL);

  g_test_summary ("Scores in the hundreds and a step of 1: shares of 0 and 1 give finite changes");
  for (gsize i = 0; i < hill_sample_get_n_weights (sample); i++)
    {
      HillNudge nudge;

      hill_numeric_nudge (numeric, i, 1, FALSE, &nudge);
      g_assert_cmpfloat_with_epsilon (nudge.data_up, naive_change (sample, &loss, exact, i, 1), 1e-10);
    }
}

static void
test_threads (void)
{
  static const guint n_threads[] = { 2, 3, 0 };
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 1003, 0, 200, 5, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  g_autoptr(HillSample) sample = hill_sample_new (design, 0);
  g_autofree float *weights = draw_weights (sample, 0.1, 4);
  gsize n = hill_sample_get_n_weights (sample), n_bytes = 2 * n * sizeof (double);
  g_autofree double *expected = g_new (double, 3 * n), *found = g_new (double, 3 * n);

  for (int type = 0; type < 2; type++)
    {
      HillLoss loss = make_loss (type, HILL_REGULARIZER_L2);
      g_autoptr(HillNumeric) one = hill_numeric_new (sample, &loss, weights, 1, NULL, NULL);
      HillEvaluation a, b;

      hill_numeric_nudge_all (one, 1e-5, 1, NULL, expected, expected + n, NULL, NULL);
      hill_exact_evaluate (sample, &loss, expected, 1, expected + 2 * n, NULL, &a, NULL);
      for (gsize t = 0; t < G_N_ELEMENTS (n_threads); t++)
        {
          g_autoptr(HillNumeric) many = hill_numeric_new (sample, &loss, weights, n_threads[t], NULL, NULL);

          hill_numeric_nudge_all (many, 1e-5, n_threads[t], NULL, found, found + n, NULL, NULL);
          g_assert_cmpmem (expected, n_bytes, found, n_bytes);
          hill_exact_evaluate (sample, &loss, expected, n_threads[t], found + 2 * n, NULL, &b, NULL);
          g_assert_cmpmem (expected + 2 * n, n_bytes / 2, found + 2 * n, n_bytes / 2);
          g_assert_cmpfloat (a.data_loss, ==, b.data_loss);
        }
    }
}

/* ---- Checks ---- */

static HillGradientCheck *
check (HillSample     *sample,
       const HillLoss *loss,
       const float    *weights,
       HillBugs        bugs,
       gboolean        honest,
       gsize           n_drawn)
{
  HillCheckOptions options = HILL_CHECK_OPTIONS_DEFAULT;
  g_autofree gsize *indices = NULL;
  HillGradientCheck *result;
  g_autoptr(GError) error = NULL;
  gsize n = 0;

  options.bugs = bugs;
  options.honest = honest;
  options.h = honest ? 1e-5 : options.h;
  if (n_drawn > 0)
    indices = hill_gradient_check_draw (sample, n_drawn, 1, &n);
  result = hill_gradient_check_new (sample, loss, weights, indices, n, &options, NULL, &error);
  g_assert_no_error (error);
  return result;
}

/* A right gradient passes with every regulariser; each mistake that can show does, on all weights and on twenty of them. */
static void
check_dataset (HillSample *sample,
               double      deviation)
{
  g_autofree float *weights = draw_weights (sample, deviation, 6);

  for (int type = 0; type < 2; type++)
    for (int regularizer = 0; regularizer <= HILL_REGULARIZER_ELASTIC; regularizer++)
      {
        HillLoss loss = make_loss (type, regularizer);
        g_autoptr(HillGradientCheck) right = check (sample, &loss, weights, HILL_BUG_NONE, FALSE, 0);

        g_assert_true (right->passed);
        g_assert_cmpfloat (right->max_error, <, 1e-7);
        g_assert_cmpfloat (right->max_data_error, <, 1e-7);
        g_assert_cmpfloat (right->max_penalty_error, <, 1e-7);
        g_assert_cmpuint (right->n_in_band[0] + right->n_kinks, ==, right->n_weights);
        for (int bug = 0; bug < HILL_N_BUGS; bug++)
          {
            g_autoptr(HillGradientCheck) wrong = check (sample, &loss, weights, (HillBugs) (1 << bug), FALSE, 0);

            g_assert_true (wrong->passed == !hill_bug_shows ((HillBugs) (1 << bug), &loss));
            if (!wrong->passed)
              g_assert_cmpfloat (hill_checked_weight_get_worst (&wrong->weights[wrong->worst[0]]), >, 0.1);
          }
      }
}

static void
test_datasets (gconstpointer data)
{
  const char *name = data;
  g_autoptr(HillDesign) design = design_load (name, HILL_SCALE_CENTER);
  g_autoptr(HillSample) sample = NULL;

  if (design == NULL)
    {
      g_test_skip ("Fashion-MNIST is not installed: apt install dataset-fashion-mnist");
      return;
    }
  sample = hill_sample_new (design, 96);
  check_dataset (sample, hill_dataset_has_images (hill_design_get_dataset (design)) ? 0.02 : 1);
}

static void
test_honest (void)
{
  g_autoptr(HillDesign) design = design_load ("points:spiral", HILL_SCALE_NONE);
  g_autoptr(HillSample) sample = hill_sample_new (design, 0);
  g_autofree float *weights = draw_weights (sample, 1, 6);

  for (int type = 0; type < 2; type++)
    for (int regularizer = 0; regularizer <= HILL_REGULARIZER_ELASTIC; regularizer++)
      {
        HillLoss loss = make_loss (type, regularizer);
        g_autoptr(HillGradientCheck) right = check (sample, &loss, weights, HILL_BUG_NONE, TRUE, 0);

        g_assert_true (right->passed);
        g_assert_cmpfloat (right->max_error, <, 1e-6);
        for (int bug = 0; bug < HILL_N_BUGS; bug++)
          {
            g_autoptr(HillGradientCheck) wrong = check (sample, &loss, weights, (HillBugs) (1 << bug), TRUE, 5);

            g_assert_cmpuint (wrong->n_weights, ==, 5);
            g_assert_true (wrong->passed == !hill_bug_shows ((HillBugs) (1 << bug), &loss));
          }
      }
}

/* Two examples, x = 1, W = 0 but for the bias: margins of exactly 0 are kinks, and the quotient lies half way. */
static void
test_kinks (void)
{
  static const float cells[] = { 1, 1 };
  static const guint16 labels[] = { 0, 1 };
  static const float weights[] = { 0, 1, 0, 0 };        /* s = (1, 0): margins 0 for example 0 and 2 for example 1 */
  g_autoptr(HillDataset) dataset = small_data_new (HILL_CELLS_F32, cells, labels, 2, 0, 1, 2);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillSample) sample = hill_sample_new (design, 0);
  HillLoss loss = make_loss (HILL_LOSS_HINGE, HILL_REGULARIZER_L1);
  g_autoptr(HillGradientCheck) result = check (sample, &loss, weights, HILL_BUG_NONE, FALSE, 0);

  g_assert_cmpuint (result->n_weights, ==, 4);
  g_assert_cmpuint (result->n_kinks, ==, 4);
  g_assert_cmpuint (result->weights[0].n_kinks, ==, 1);
  g_assert_true (result->weights[0].penalty_kink);
  g_assert_false (result->weights[1].penalty_kink);
  g_assert_true (result->passed);
  g_assert_cmpuint (result->n_worst, ==, 0);

  /* Analytic: example 0 adds nothing, example 1 adds 1 / 2; numerical: half of example 0's slope is in it. */
  g_assert_cmpfloat_with_epsilon (result->weights[0].data_analytic, 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (result->weights[0].data_numeric, 0.25, 1e-9);
}

static void
test_bands_and_draws (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 20, 0, 30, 4, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillSample) sample = hill_sample_new (design, 0);
  gsize n, again;
  g_autofree gsize *a = hill_gradient_check_draw (sample, 10, 3, &n), *b = hill_gradient_check_draw (sample, 10, 3, &again);
  g_autofree gsize *all = NULL;
  HillCheckOptions options = HILL_CHECK_OPTIONS_DEFAULT;

  g_assert_cmpmem (a, n * sizeof *a, b, again * sizeof *b);
  g_assert_cmpuint (n, ==, 10);
  for (gsize i = 1; i < n; i++)
    g_assert_cmpuint (a[i - 1], <, a[i]);
  all = hill_gradient_check_draw (sample, 1000, 3, &n);
  g_assert_cmpuint (n, ==, 4 * 31);

  g_assert_cmpuint (hill_check_get_band (0), ==, 0);
  g_assert_cmpuint (hill_check_get_band (1e-7), ==, 1);
  g_assert_cmpuint (hill_check_get_band (5e-3), ==, 2);
  g_assert_cmpuint (hill_check_get_band (NAN), ==, 3);
  options.h = 0;
  g_assert_false (hill_check_options_check (&options, NULL));
  options.h = NAN;
  g_assert_false (hill_check_options_check (&options, NULL));
}

/* The slide's row: 1.2356 at w = 1.5, 1.2369 at w + 0.001: slope 1.3. */
static void
test_forward (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 50, 0, 4, 3, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillSample) sample = hill_sample_new (design, 0);
  g_autofree float *weights = draw_weights (sample, 1, 6);
  HillLoss loss = make_loss (HILL_LOSS_SOFTMAX, HILL_REGULARIZER_L2);
  HillCheckOptions options = { 1e-4, HILL_DIFFERENCE_FORWARD, FALSE, HILL_BUG_NONE, 1e-2, 1e-8, 1 };
  g_autoptr(HillGradientCheck) forward = hill_gradient_check_new (sample, &loss, weights, NULL, 0, &options, NULL, NULL);
  HillNudge nudge = { .h = 0.001, .data_up = 1.2369 - 1.2356 };

  g_assert_true (forward->passed);
  g_assert_cmpfloat (forward->max_error, >, 1e-7);
  g_assert_cmpfloat_with_epsilon (hill_nudge_get_forward (&nudge), 1.3, 1e-9);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gradient-check/exact", test_exact);
  g_test_add_func ("/gradient-check/numeric", test_numeric);
  g_test_add_func ("/gradient-check/large-steps", test_large_steps);
  g_test_add_func ("/gradient-check/threads", test_threads);
  g_test_add_data_func ("/gradient-check/scenes", "scenes", test_datasets);
  g_test_add_data_func ("/gradient-check/spiral", "points:spiral", test_datasets);
  g_test_add_data_func ("/gradient-check/fashion", "fashion-mnist", test_datasets);
  g_test_add_func ("/gradient-check/honest", test_honest);
  g_test_add_func ("/gradient-check/kinks", test_kinks);
  g_test_add_func ("/gradient-check/bands-and-draws", test_bands_and_draws);
  g_test_add_func ("/gradient-check/forward", test_forward);
  return g_test_run ();
}
