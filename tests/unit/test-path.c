/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Lines, arrows and short runs on data: slopes and curvatures against differences, arrows against gradients written out, paths
 * against the trainer. */

#include "hill-arrows.h"
#include "hill-exact.h"
#include "hill-line.h"
#include "hill-path.h"
#include "hill-trainer.h"
#include "small-data.h"

#include <math.h>

static float *
draw_weights (gsize   n,
              double  deviation,
              guint64 seed)
{
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
  return (HillLoss) { (HillLossType) type, (HillRegularizer) regularizer, 1, 0.02, 0.7 };
}

static double
dot (const float *a,
     const float *b,
     gsize        n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (double) a[i] * (double) b[i];
  return sum;
}

/* ---- Lines ---- */

static void
test_line (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 3000, 0, 8, 4, 2);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  g_autoptr(HillSample) sample = hill_sample_new (design, 0);
  gsize n = hill_sample_get_n_weights (sample);
  g_autofree float *weights = draw_weights (n, 1, 3), *direction = draw_weights (n, 1, 4);
  g_autofree double *w = g_new (double, n);

  for (int type = 0; type < 2; type++)
    for (int regularizer = 0; regularizer <= HILL_REGULARIZER_ELASTIC; regularizer++)
      {
        HillLoss loss = make_loss (type, regularizer);
        g_autoptr(HillLine) line = hill_line_new (sample, &loss, weights, direction, 2, NULL, NULL);

        g_assert_cmpfloat_with_epsilon (hill_line_get_length (line), sqrt (dot (direction, direction, n)), 1e-9);
        for (double t = -1; t < 1.5; t += 0.37)
          {
            HillEvaluation expected;
            HillLinePoint point, up, down;
            const double d = 1e-6;

            for (gsize i = 0; i < n; i++)
              w[i] = weights[i] + t * direction[i];
            hill_exact_evaluate (sample, &loss, w, 1, NULL, NULL, &expected, NULL);
            hill_line_evaluate (line, t, &point);
            hill_line_evaluate (line, t + d, &up);
            hill_line_evaluate (line, t - d, &down);
            g_assert_cmpfloat_with_epsilon (point.data_loss, expected.data_loss, 1e-10);
            g_assert_cmpfloat_with_epsilon (point.penalty, expected.penalty, 1e-10);
            g_assert_cmpfloat (hill_line_get_loss (line, t), ==, hill_line_point_get_loss (&point));
            g_assert_cmpfloat_with_epsilon (hill_line_get_loss_float (line, (float) t), hill_line_point_get_loss (&point), 1e-4);
            g_assert_cmpfloat_with_epsilon (point.slope, (hill_line_point_get_loss (&up) - hill_line_point_get_loss (&down)) / (2 * d), 1e-3);
            if (type == HILL_LOSS_SOFTMAX)
              g_assert_cmpfloat_with_epsilon (point.curvature, (up.slope - down.slope) / (2 * d), 1e-4);
          }
      }
}

/* The U: a large step misses the curve, a small one drowns in rounding, and float drowns earlier than double. */
static void
test_quotients (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 200, 0, 8, 4, 2);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillSample) sample = hill_sample_new (design, 0);
  g_autofree float *weights = draw_weights (hill_sample_get_n_weights (sample), 1, 3);
  HillLoss loss = make_loss (HILL_LOSS_SOFTMAX, HILL_REGULARIZER_L2);
  g_autoptr(HillLine) line = hill_line_new_for_weight (sample, &loss, weights, 4, 1, NULL, NULL);
  HillQuotient large, best, small, single;

  hill_line_get_quotient (line, 0, 1, FALSE, &large);
  hill_line_get_quotient (line, 0, 1e-5, FALSE, &best);
  hill_line_get_quotient (line, 0, 1e-12, FALSE, &small);
  hill_line_get_quotient (line, 0, 1e-5, TRUE, &single);
  g_assert_cmpfloat (best.central_error, <, 1e-8);
  g_assert_cmpfloat (best.central_error, <, best.forward_error);
  g_assert_cmpfloat (large.forward_error, >, 1e-3);
  g_assert_cmpfloat (small.central_error, >, best.central_error);
  g_assert_cmpfloat (single.central_error, >, best.central_error);
  g_assert_cmpfloat (hill_line_get_length (line), ==, 1);
}

/* ---- Samples ---- */

static void
test_samples (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 100, 0, 3, 2, 2);
  g_autoptr(HillDesign) whole = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillDesign) part = small_design_new (dataset, HILL_SCALE_NONE, 0.3);
  g_autoptr(HillSample) all = hill_sample_new (whole, 0);
  g_autoptr(HillSample) preview = hill_sample_new (whole, 7);
  g_autoptr(HillSample) trained = hill_sample_new (part, 0);
  const HillPartition *partition = hill_design_get_partition (part);

  g_assert_null (all->rows);
  g_assert_cmpuint (all->n_rows, ==, 100);
  g_assert_cmpuint (preview->n_rows, ==, 7);
  for (gsize i = 0; i < 7; i++)
    g_assert_cmpuint (hill_sample_get_row (preview, i), ==, i * 100 / 7);
  g_assert_cmpuint (trained->n_rows, ==, partition->n_train);
  g_assert_cmpmem (trained->rows, trained->n_rows * sizeof (guint32), partition->train, partition->n_train * sizeof (guint32));
}

/* ---- Arrows ---- */

/* Each example's gradient written out, by the objective on a batch of one. */
static void
test_arrows (void)
{
  static const guint32 rows[] = { 3, 17, 17, 40, 8, 99 };
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 100, 0, 6, 3, 2);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  g_autoptr(HillSample) all = hill_sample_new (design, 0);
  g_autoptr(HillSample) batch = hill_sample_new_for_rows (design, rows, G_N_ELEMENTS (rows));
  g_autoptr(HillObjective) objective = hill_objective_new (design, 1);
  gsize n = hill_sample_get_n_weights (all);
  g_autofree float *weights = draw_weights (n, 1, 3), *gradient = g_new (float, n), *full = g_new (float, n), *mean = g_new (float, n);
  g_autoptr(HillPlane) plane = hill_plane_new_random (3, 6, weights, 5);

  for (int type = 0; type < 2; type++)
    for (int regularizer = 0; regularizer <= HILL_REGULARIZER_ELASTIC; regularizer++)
      {
        HillLoss loss = make_loss (type, regularizer);
        g_autoptr(HillArrows) arrows = hill_arrows_new (batch, all, &loss, weights, plane, 1, NULL, NULL);
        HillEvaluation evaluation;
        double sum_a = 0, sum_b = 0;

        hill_objective_evaluate (objective, &loss, weights, HILL_SPLIT_TRAIN, NULL, 100, full, NULL, &evaluation, NULL);
        hill_objective_evaluate (objective, &loss, weights, HILL_SPLIT_TRAIN, rows, G_N_ELEMENTS (rows), mean, NULL, &evaluation, NULL);
        g_assert_cmpuint (arrows->n_examples, ==, G_N_ELEMENTS (rows));
        for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
          {
            const HillArrow *arrow = &arrows->examples[i];
            double length;
            HillPlanePoint point;

            hill_objective_evaluate (objective, &loss, weights, HILL_SPLIT_TRAIN, rows + i, 1, gradient, NULL, &evaluation, NULL);
            length = sqrt (dot (gradient, gradient, n));
            hill_plane_project_vector (plane, gradient, &point);
            g_assert_cmpfloat_with_epsilon (arrow->loss, evaluation.data_loss, 1e-5);
            g_assert_cmpfloat_with_epsilon (arrow->length, length, 1e-5 * (1 + length));
            g_assert_cmpfloat_with_epsilon (arrow->a, point.a, 1e-5 * (1 + length));
            g_assert_cmpfloat_with_epsilon (arrow->b, point.b, 1e-5 * (1 + length));
            if (length > 0)
              {
                g_assert_cmpfloat_with_epsilon (arrow->cos_full, dot (gradient, full, n) / (length * sqrt (dot (full, full, n))), 1e-4);
                g_assert_cmpfloat_with_epsilon (arrow->cos_mean, dot (gradient, mean, n) / (length * sqrt (dot (mean, mean, n))), 1e-4);
              }
            sum_a += arrow->a / G_N_ELEMENTS (rows);
            sum_b += arrow->b / G_N_ELEMENTS (rows);
          }
        g_assert_cmpfloat_with_epsilon (arrows->mean.a, sum_a, 1e-4);
        g_assert_cmpfloat_with_epsilon (arrows->mean.b, sum_b, 1e-4);
        g_assert_cmpfloat (arrows->mean.cos_full, ==, arrows->full.cos_mean);
        g_assert_cmpfloat (arrows->full.cos_full, ==, 1);
      }
}

/* ---- Paths ---- */

static HillPathOptions
make_options (HillOptimizer optimizer,
              gsize         batch_size,
              gsize         n_steps)
{
  HillPathOptions options = { .n_steps = n_steps, .spread = 0.05, .keep_weights = TRUE };

  hill_experiment_init (&options.experiment);
  options.experiment.optimizer = optimizer;
  options.experiment.batch_size = batch_size;
  options.experiment.n_steps = n_steps;
  return options;
}

/* The same steps, bit for bit, as the trainer's. */
static void
test_trainer (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 300, 0, 20, 4, 2);

  for (int held = 0; held < 2; held++)
    for (int o = HILL_OPTIMIZER_SGD; o <= HILL_OPTIMIZER_LBFGS; o++)
      {
        HillPathOptions options = make_options ((HillOptimizer) o, o == HILL_OPTIMIZER_LBFGS || held ? 0 : 32, 25);
        g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, held ? 0.2 : 0);
        g_autoptr(HillSample) sample = hill_sample_new (design, 0);
        g_autoptr(HillTrainer) trainer = hill_trainer_new (design, &options.experiment, 1, NULL);
        g_autoptr(HillPath) path = NULL;
        gsize n = hill_sample_get_n_weights (sample);
        HillEvaluation train, validation, test;

        options.full_loss = TRUE;
        path = hill_path_new (sample, &options, hill_trainer_get_weights (trainer), 2, NULL, NULL);
        g_assert_cmpuint (path->n_points, ==, 26);
        for (gsize k = 0; k < path->n_points; k++)
          {
            g_assert_cmpmem (path->weights + k * n, n * sizeof (float), hill_trainer_get_weights (trainer), n * sizeof (float));
            hill_trainer_evaluate (trainer, NULL, &train, &validation, &test, NULL);
            g_assert_cmpfloat_with_epsilon (path->points[k].full_loss, hill_evaluation_get_loss (&train), 1e-6);
            if (k < 25)
              {
                hill_trainer_step (trainer, NULL, NULL);
                g_assert_cmpfloat (path->points[k].batch_loss, ==,
                                   hill_history_get_step (hill_trainer_get_history (trainer), k)->data_loss +
                                   hill_history_get_step (hill_trainer_get_history (trainer), k)->penalty);
              }
          }
        g_assert_cmpmem (path->last, n * sizeof (float), path->weights + 25 * n, n * sizeof (float));
        g_assert_cmpuint (path->points[25].examples, ==, options.experiment.batch_size > 0 ? 2 * 300 + 5 * 32 : 25 * sample->n_rows);
      }
}

/* From any step on, apart from the run, as the run itself then goes. */
static void
test_moment (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 300, 0, 20, 4, 2);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  g_autoptr(HillSample) sample = hill_sample_new (design, 0);
  gsize n = hill_sample_get_n_weights (sample);

  for (int o = HILL_OPTIMIZER_SGD; o < HILL_OPTIMIZER_LBFGS; o++)
    {
      HillPathOptions options = make_options ((HillOptimizer) o, 32, 30);
      g_autoptr(HillTrainer) trainer = hill_trainer_new (design, &options.experiment, 1, NULL);
      g_autoptr(HillMoment) moment = NULL;
      g_autoptr(HillPath) path = NULL;

      for (int k = 0; k < 13; k++)
        hill_trainer_step (trainer, NULL, NULL);
      moment = hill_trainer_copy_moment (trainer);
      options.moment = moment;
      options.n_steps = 17;
      path = hill_path_new (sample, &options, NULL, 1, NULL, NULL);
      g_assert_cmpuint (path->n_points, ==, 18);
      for (gsize k = 0; k < path->n_points; k++)
        {
          g_assert_cmpmem (path->weights + k * n, n * sizeof (float), hill_trainer_get_weights (trainer), n * sizeof (float));
/* The batch of a step is known without walking there, and is the one the trainer takes. */
static void
test_batches (void)
{
  static const gsize sizes[] = { 0, 32, 64 };
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 300, 0, 20, 4, 2);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0.2);
  g_autoptr(HillSample) sample = hill_sample_new (design, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      HillPathOptions options = make_options (HILL_OPTIMIZER_SGD, sizes[i], 25);
      g_autoptr(HillTrainer) trainer = hill_trainer_new (design, &options.experiment, 1, NULL);

      for (gsize k = 0; k < 25; k++)
        {
          gsize n, n_expected;
          g_autofree guint32 *rows = hill_path_dup_batch (sample, &options, k, &n);
          const guint32 *expected = hill_trainer_get_batch (trainer, k, &n_expected);

          g_assert_cmpmem (rows, n * sizeof *rows, expected, n_expected * sizeof *expected);
          hill_trainer_step (trainer, NULL, NULL);
        }
    }
}

/* Only two weights may move: the plane of the two shows the whole path. */
static void
test_mask (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 300, 0, 5, 4, 2);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  g_autoptr(HillSample) sample = hill_sample_new (design, 100);
  gsize n = hill_sample_get_n_weights (sample);
  g_autofree float *start = draw_weights (n, 0.1, 3);
  g_autofree guint8 *mask = g_new0 (guint8, n);
  g_autoptr(HillPlane) plane = hill_plane_new_for_weights (4, 5, start, 2, 9);
  HillPathOptions options = make_options (HILL_OPTIMIZER_MOMENTUM, 0, 30);
  g_autoptr(HillPath) path = NULL;
  g_autoptr(GError) error = NULL;

  mask[2] = mask[9] = 1;
  options.mask = mask;
  options.plane = plane;
  path = hill_path_new (sample, &options, start, 1, NULL, NULL);
  g_assert_cmpuint (path->n_points, ==, 31);
  for (gsize k = 0; k < path->n_points; k++)
    {
      g_assert_cmpfloat (path->points[k].place.distance, <, 1e-6);
      g_assert_cmpfloat_with_epsilon (path->points[k].place.a, path->weights[k * n + 2] - start[2], 1e-6);
    }
  g_assert_cmpfloat (path->points[30].place.a, !=, 0);
  options.experiment.optimizer = HILL_OPTIMIZER_LBFGS;
  g_assert_null (hill_path_new (sample, &options, start, 1, NULL, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
}

static void
test_searches_and_divergence (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 300, 0, 5, 4, 2);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  g_autoptr(HillSample) sample = hill_sample_new (design, 0);
  g_autofree float *start = draw_weights (hill_sample_get_n_weights (sample), 1, 3);
  HillPathOptions options = make_options (HILL_OPTIMIZER_SGD, 0, 60);
  g_autoptr(HillPath) wild = NULL;

  options.full_loss = TRUE;
  for (int method = HILL_METHOD_RANDOM_SEARCH; method <= HILL_METHOD_LOCAL_SEARCH; method++)
    {
      g_autoptr(HillPath) path = NULL;

      options.method = (HillMethod) method;
      path = hill_path_new (sample, &options, start, 1, NULL, NULL);
      g_assert_cmpuint (path->n_points, ==, 61);
      for (gsize k = 1; k < path->n_points; k++)
        {
          g_assert_cmpfloat (path->points[k].full_loss, <=, path->points[k - 1].full_loss);
          g_assert_cmpfloat_with_epsilon (path->points[k].batch_loss, path->points[k].full_loss, 1e-9);
        }
      g_assert_cmpfloat (path->points[60].full_loss, <, path->points[0].full_loss);
      g_assert_cmpuint (path->points[60].examples, ==, 61 * 300);
    }

  options.method = HILL_METHOD_OPTIMIZER;
  options.experiment.rate = 1e30;
  wild = hill_path_new (sample, &options, start, 1, NULL, NULL);
  g_assert_true (wild->diverged);
  g_assert_cmpuint (wild->n_points, <, 61);
  for (gsize k = 0; k < wild->n_points; k++)
    g_assert_true (isfinite (wild->points[k].step_length));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/path/line", test_line);
  g_test_add_func ("/path/quotients", test_quotients);
  g_test_add_func ("/path/samples", test_samples);
  g_test_add_func ("/path/arrows", test_arrows);
  g_test_add_func ("/path/trainer", test_trainer);
  g_test_add_func ("/path/moment", test_moment);
  g_test_add_func ("/path/batches", test_batches);
  g_test_add_func ("/path/mask", test_mask);
  g_test_add_func ("/path/searches-and-divergence", test_searches_and_divergence);
  return g_test_run ();
}
