/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A classifier of points on its way down: its steps are the trainer's, its numbers those of differences, and it finds its way back. */

#include "hill-exact.h"
#include "hill-points-descent.h"
#include "hill-points-words.h"
#include "hill-region-plot.h"
#include "hill-trainer.h"

#include <math.h>
#include <string.h>

static void
set_options (HillPointsWalk *walk,
             HillOptimizer   optimizer,
             HillLossType    loss,
             gsize           batch_size)
{
  HillExperiment experiment = *hill_points_walk_get_experiment (walk);

  experiment.optimizer = optimizer;
  experiment.loss.type = loss;
  experiment.batch_size = batch_size;
  hill_points_walk_set_experiment (walk, &experiment);
}

static void
test_trainer (void)
{
  g_test_summary ("From the trainer's start the path is the trainer's, bit for bit, for each optimiser, whole batch or part");
  for (int o = HILL_OPTIMIZER_SGD; o <= HILL_OPTIMIZER_ADAM; o++)
    for (int type = 0; type < 2; type++)
      {
        g_autoptr(HillPointsWalk) walk = hill_points_walk_new ();
        g_autoptr(HillTrainer) trainer = NULL;
        HillExperiment experiment;
        const HillPointsStep *steps;
        gsize n_points;

        set_options (walk, (HillOptimizer) o, type == 0 ? HILL_LOSS_HINGE : HILL_LOSS_SOFTMAX, type == 0 ? 8 : 0);
        experiment = *hill_points_walk_get_experiment (walk);
        experiment.n_steps = HILL_POINTS_STEPS;
        experiment.init_scale = 0.5;
        trainer = hill_trainer_new (hill_points_walk_get_sample (walk)->design, &experiment, 1, NULL);
        hill_points_walk_set_weights (walk, hill_trainer_get_weights (trainer));
        steps = hill_points_walk_get_steps (walk, &n_points);
        g_assert_cmpuint (n_points, ==, HILL_POINTS_STEPS + 1);
        for (gsize k = 0; k < n_points; k++)
          {
            g_assert_cmpmem (steps[k].weights, sizeof steps[k].weights, hill_trainer_get_weights (trainer), sizeof steps[k].weights);
            hill_trainer_step (trainer, NULL, NULL);
          }
      }
}

static double
get_loss_at (const HillPointsWalk *walk,
             const double         *weights)
{
  HillEvaluation evaluation;

  hill_exact_evaluate (hill_points_walk_get_sample (walk), &hill_points_walk_get_experiment (walk)->loss, weights, 1, NULL, NULL,
                       &evaluation, NULL);
  return hill_evaluation_get_loss (&evaluation);
}

static void
test_gradient (void)
{
  const double h = 1e-6;

  g_test_summary ("Each gradient in the table is that of central differences, and the sum of what the points add");
  for (int type = 0; type < 2; type++)
    {
      g_autoptr(HillPointsWalk) walk = hill_points_walk_new ();
      HillPointsNumbers numbers;

      set_options (walk, HILL_OPTIMIZER_SGD, type == 0 ? HILL_LOSS_HINGE : HILL_LOSS_SOFTMAX, 0);
      hill_points_walk_set_step (walk, 7);
      hill_points_numbers_init (&numbers, walk);
      g_assert_cmpfloat_with_epsilon (hill_evaluation_get_loss (&numbers.all), get_loss_at (walk, numbers.weights), 1e-12);
      for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
        {
          double up[HILL_POINT_WEIGHTS], down[HILL_POINT_WEIGHTS], sum = 0;

          memcpy (up, numbers.weights, sizeof up);
          memcpy (down, numbers.weights, sizeof down);
          up[i] += h;
          down[i] -= h;
          g_assert_cmpfloat_with_epsilon (numbers.full_gradient[i], (get_loss_at (walk, up) - get_loss_at (walk, down)) / (2 * h), 1e-7);
          g_assert_cmpfloat_with_epsilon (numbers.gradient[i], numbers.full_gradient[i], 1e-14);
          for (guint k = 0; k < numbers.n; k++)
            sum += hill_points_numbers_get_part (&numbers, hill_points_walk_get_points (walk), k, i / 3, i % 3);
          if (i % 3 != 2)
            sum += hill_exact_get_penalty_slope_of (&hill_points_walk_get_experiment (walk)->loss, numbers.weights[i]);
          g_assert_cmpfloat_with_epsilon (numbers.gradient[i], sum, 1e-12);
          g_assert_cmpfloat_with_epsilon (numbers.next[i], numbers.weights[i] - 0.1 * numbers.gradient[i], 1e-6);
        }
    }
}

static void
test_batch (void)
{
  g_autoptr(HillPointsWalk) walk = hill_points_walk_new ();

  g_test_summary ("A step of a minibatch goes by the gradient of its points alone");
  set_options (walk, HILL_OPTIMIZER_SGD, HILL_LOSS_SOFTMAX, 4);
  for (gsize step = 0; step < 20; step++)
    {
      HillPointsNumbers numbers;
      guint n = 0;

      hill_points_walk_set_step (walk, step);
      hill_points_numbers_init (&numbers, walk);
      for (guint i = 0; i < numbers.n; i++)
        n += numbers.in_batch[i];
      g_assert_cmpuint (n, ==, step % 8 == 7 ? 2 : 4);        /* 30 points: the last batch of an epoch is what is left */
      g_assert_false (numbers.is_full);
      for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
        g_assert_cmpfloat_with_epsilon (numbers.next[i], numbers.weights[i] - 0.1 * numbers.gradient[i], 1e-6);
    }
}

static void
test_branch (void)
{
  g_autoptr(HillPointsWalk) walk = hill_points_walk_new ();
  g_autofree HillPointsStep *before = NULL;
  HillExperiment experiment = *hill_points_walk_get_experiment (walk);
  float weights[HILL_POINT_WEIGHTS];
  const HillPointsStep *steps;
  HillPointsNumbers numbers;
  gsize n_points;

  g_test_summary ("A weight set by hand begins a branch; what was gone stays bit by bit, and so does where the step before led");
  steps = hill_points_walk_get_steps (walk, &n_points);
  before = g_memdup2 (steps, n_points * sizeof *steps);
  hill_points_walk_set_step (walk, 12);
  memcpy (weights, steps[12].weights, sizeof weights);
  weights[4] += 1;
  hill_points_walk_set_weights (walk, weights);
  g_assert_true (hill_points_walk_is_set_by_hand (walk, 12));
  g_assert_false (hill_points_walk_is_set_by_hand (walk, 11));
  g_assert_cmpmem (steps, 12 * sizeof *steps, before, 12 * sizeof *steps);
  g_assert_cmpmem (steps[12].weights, sizeof weights, weights, sizeof weights);
  g_assert_cmpuint (hill_points_walk_get_n_old (walk), ==, 1);
  g_assert_cmpfloat (hill_points_walk_get_old (walk, 0)->loss[100], ==, before[100].loss);
  hill_points_walk_set_step (walk, 11);
  hill_points_numbers_init (&numbers, walk);
  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    g_assert_cmpfloat (numbers.next[i], ==, before[12].weights[i]);

  hill_points_walk_set_step (walk, 30);
  experiment.rate = 0.01;
  hill_points_walk_set_experiment (walk, &experiment);
  g_assert_cmpuint (hill_points_walk_get_n_old (walk), ==, 2);
  g_assert_cmpfloat (hill_points_walk_get_experiment_at (walk, 29)->rate, ==, 0.1);
  g_assert_cmpfloat (hill_points_walk_get_experiment_at (walk, 30)->rate, ==, 0.01);
  experiment.rate = 0.1;
  hill_points_walk_set_experiment (walk, &experiment);
  hill_points_walk_restart (walk);
  g_assert_cmpuint (hill_points_walk_get_n_old (walk), ==, 0);
  g_assert_cmpmem (steps, n_points * sizeof *steps, before, n_points * sizeof *steps);
}

static void
test_problem (void)
{
  g_autoptr(HillPointsWalk) walk = hill_points_walk_new ();
  g_autofree HillPointsStep *before = NULL;
  HillPointSet points = *hill_points_walk_get_points (walk), original = points;
  HillExperiment experiment = *hill_points_walk_get_experiment (walk);
  const HillPointsStep *steps;
  gsize n_points;

  g_test_summary ("Other points or another loss: the same steps are made again, and the step shown stays");
  hill_points_walk_set_step (walk, 40);
  steps = hill_points_walk_get_steps (walk, &n_points);
  before = g_memdup2 (steps, n_points * sizeof *steps);
  g_assert_true (hill_point_set_move (&points, 3, -0.9, 0.9));
  hill_points_walk_set_points (walk, &points);
  g_assert_cmpuint (hill_points_walk_get_step (walk), ==, 40);
  g_assert_cmpmem (steps[0].weights, sizeof steps[0].weights, before[0].weights, sizeof before[0].weights);
  g_assert_cmpfloat (steps[40].weights[0], !=, before[40].weights[0]);
  hill_points_walk_set_points (walk, &original);
  g_assert_cmpmem (steps, n_points * sizeof *steps, before, n_points * sizeof *steps);
  experiment.loss.lambda = 0.3;
  hill_points_walk_set_experiment (walk, &experiment);
  g_assert_cmpuint (hill_points_walk_get_step (walk), ==, 40);
  g_assert_cmpfloat (steps[0].loss, >, before[0].loss);
  g_assert_cmpfloat (hill_points_walk_get_experiment_at (walk, 0)->loss.lambda, ==, 0.3);

  g_test_message ("Far too long steps end, and are back with a shorter rate");
  experiment.rate = 1e30;
  hill_points_walk_set_step (walk, 0);
  hill_points_walk_set_experiment (walk, &experiment);
  hill_points_walk_get_steps (walk, &n_points);
  g_assert_cmpuint (n_points, <, HILL_POINTS_STEPS);
  g_assert_true (hill_points_walk_has_diverged (walk));
}

static void
test_set (void)
{
  HillPointSet points, same;

  g_test_summary ("Points stay in the square, and there is always one");
  for (guint i = 0; hill_point_set_get_preset_name (i) != NULL; i++)
    {
      guint counts[HILL_POINT_CLASSES] = { 0 };

      hill_point_set_fill (&points, i);
      for (guint k = 0; k < points.n; k++)
        {
          counts[points.points[k].label]++;
          g_assert_cmpfloat (hypotf (points.points[k].x, points.points[k].y), <, 1.6);
        }
      g_assert_cmpuint (counts[0], >=, 10);
      g_assert_cmpuint (counts[0], ==, counts[2]);
    }
  same = points;
  g_assert_true (hill_point_set_equal (&points, &same));
  g_assert_true (hill_point_set_move (&points, 0, 99, -99));
  g_assert_cmpfloat (points.points[0].x, ==, (float) HILL_POINT_LIMIT);
  g_assert_cmpfloat (points.points[0].y, ==, (float) -HILL_POINT_LIMIT);
  g_assert_false (hill_point_set_equal (&points, &same));
  g_assert_false (hill_point_set_move (&points, 0, NAN, 0));
  g_assert_false (hill_point_set_move (&points, points.n, 0, 0));
  while (points.n > 1)
    g_assert_true (hill_point_set_remove (&points, points.n / 2));
  g_assert_false (hill_point_set_remove (&points, 0));
  while (points.n < HILL_POINT_MAX)
    g_assert_true (hill_point_set_add (&points, 0.01 * points.n, 0, points.n % 3));
  g_assert_false (hill_point_set_add (&points, 0, 0, 0));
}

static double
get_doubled_area (const double *corners,
                  guint         n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += corners[2 * i] * corners[2 * ((i + 1) % n) + 1] - corners[2 * ((i + 1) % n)] * corners[2 * i + 1];
  return sum;
}

static gboolean
is_inside (const double *corners,
           guint         n,
           double        x,
           double        y)
{
  for (guint i = 0; i < n; i++)
    {
      const double *p = corners + 2 * i, *q = corners + 2 * ((i + 1) % n);

      if ((q[0] - p[0]) * (y - p[1]) - (q[1] - p[1]) * (x - p[0]) < -1e-12)
        return FALSE;
    }
  return n > 0;
}

static void
check_regions (const double *weights)
{
  HillPlot *plot = hill_region_plot_new (3, weights, 1);
  double area = 0;

  for (guint c = 0; c < 3; c++)
    {
      guint n;
      const double *corners = hill_region_plot_get_region (plot, c, &n);

      area += get_doubled_area (corners, n) / 2;
      for (double x = -0.995; x < 1; x += 0.01)
        for (double y = -0.995; y < 1; y += 0.01)
          {
            double scores[3], margin = INFINITY;
            guint winner = 0;

            for (guint k = 0; k < 3; k++)
              scores[k] = weights[3 * k] * x + weights[3 * k + 1] * y + weights[3 * k + 2];
            for (guint k = 1; k < 3; k++)
              winner = scores[k] > scores[winner] ? k : winner;
            for (guint k = 0; k < 3; k++)
              margin = k == winner ? margin : MIN (margin, scores[winner] - scores[k]);
            if (margin > 1e-9)
              g_assert_cmpint (is_inside (corners, n, x, y), ==, c == winner);
          }
    }
  g_assert_cmpfloat_with_epsilon (area, 4, 1e-9);
  hill_plot_unref (plot);
}

static void
test_regions (void)
{
  static const double weights[][9] = {
    { -0.7, -0.8, 0.1, 1.1, 0.3, 0.2, -0.2, 0.9, -0.1 },
    { 0, 0, 0, 0, 0, 0, 0, 0, 0 },
    { 0, 0, 0, 0, 0, 1, 0, 0, 1 },
    { 1, 0, 0, 1, 0, 0, -1, 0, 0 },
    { 0, 0, 0, 1, 1, -0.5, -1, -1, -0.5 },
    { 1e6, 0, 0, 0, 1e6, 0, -1e6, 3, 0 },
  };

  g_test_summary ("Each place of the square lies in the region of the class with the highest score, and in no other");
  for (gsize i = 0; i < G_N_ELEMENTS (weights); i++)
    check_regions (weights[i]);
}

static void
test_plot (void)
{
  static const double weights[] = { 1, 0, 0, -1, 0, 0, 0, 0, -5 };
  HillPlot *plot = hill_region_plot_new (3, weights, 1.2);
  HillPlotHit hit = { .series = -1, .index = -1 };
  g_autofree char *description = NULL, *csv = NULL;
  cairo_rectangle_t place;

  g_test_summary ("Points are found by pointer and by keys, and say themselves");
  hill_region_plot_add_point (plot, &(HillRegionPoint) { .x = 0.5, .y = 0.5, .label = 0, .loss = 0.25 });
  hill_region_plot_add_point (plot, &(HillRegionPoint) { .x = -0.5, .y = 0, .label = 2, .loss = 6 });
  hill_region_plot_add_point (plot, &(HillRegionPoint) { .x = NAN, .y = 0, .label = 2 });
  description = hill_plot_describe (plot);
  g_assert_cmpstr (description, ==, "Class regions. Points in the region of their class: 1 of 2. Shares of the square: A 50 %, B 50 %, C 0 %.");
  csv = hill_plot_to_csv (plot);
  g_assert_nonnull (strstr (csv, "\r\n2,C,-0.5,0,-0.5,0.5,-5,B,6\r\n"));
  g_assert_true (hill_plot_move (plot, &hit, 0, 0));
  g_assert_cmpint (hit.index, ==, 0);
  g_assert_false (hill_plot_move (plot, &hit, 1, 0));
  g_assert_true (hill_plot_move (plot, &hit, -1, 0));
  g_assert_cmpint (hit.index, ==, 1);
  g_assert_cmpstr (hit.text, ==, "Point 2, class C, taken for B: scores A −0.5000, B 0.5000, C −5; loss 6.");
  g_assert_true (hill_plot_locate (plot, 600, 600, &hill_plot_style_light, &hit, &place));
  g_assert_true (hill_plot_pick (plot, 600, 600, &hill_plot_style_light, place.x + place.width / 2, place.y + place.height / 2, &hit));
  g_assert_cmpint (hit.series, ==, 0);
  g_assert_cmpint (hit.index, ==, 1);
  g_assert_cmpfloat_with_epsilon (hit.x, -0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (hit.y, 0, 1e-9);
  g_assert_true (hill_plot_pick (plot, 600, 600, &hill_plot_style_light, place.x + 80, place.y, &hit));
  g_assert_cmpint (hit.series, ==, 1);
  g_assert_false (hill_plot_pick (plot, 600, 600, &hill_plot_style_light, 2, 2, &hit));
  hill_plot_unref (plot);
}

static void
count_change (guint *n_changes)
{
  (*n_changes)++;
}

static void
check_next (HillDescent *descent,
            const char  *expected)
{
  g_autofree char *next = hill_descent_dup_next (descent, FALSE);

  g_assert_cmpstr (next, ==, expected);
}

static void
check_update (HillDescent *descent,
              const char  *prefix)
{
  g_autofree char *update = hill_descent_dup_update (descent);

  if (!g_str_has_prefix (update, prefix))
    g_error ("“%s” does not begin with “%s”", update, prefix);
}

static void
test_phases (void)
{
  g_autoptr(GObject) object = G_OBJECT (hill_points_descent_new ());
  HillDescent *descent = HILL_DESCENT (object);
  HillExperiment experiment = *hill_descent_get_experiment (descent);
  g_autofree char *sentence = NULL, *after = NULL;

  g_test_summary ("A step is made in parts, each says itself, and the last leads to the next step");
  experiment.batch_size = 8;
  g_assert_true (hill_descent_set_experiment (descent, &experiment, NULL));
  sentence = hill_descent_dup_sentence (descent);
  g_assert_cmpstr (sentence, ==, "Step 0: the start, with loss 3.458. Points classified right: 0 of 30.");
  check_next (descent, "Take the batch");
  hill_descent_step (descent, FALSE);
  check_update (descent, "The batch: 8 of 30 points, ");
  check_next (descent, "Its scores and loss");
  hill_descent_step (descent, FALSE);
  check_update (descent, "Loss of the batch: ");
  check_next (descent, "Its gradient");
  hill_descent_step (descent, FALSE);
  check_update (descent, "Its gradient is ");
  check_next (descent, "Times the rate");
  hill_descent_step (descent, FALSE);
  check_update (descent, "W[");
  check_next (descent, "New W: go there");
  hill_points_descent_set_marked (HILL_POINTS_DESCENT (descent), 5);
  check_update (descent, "W[B, x]: ");
  hill_descent_step (descent, FALSE);
  g_assert_cmpuint (hill_descent_get_position (descent).step, ==, 1);
  after = hill_descent_dup_sentence (descent);
  g_assert_true (g_str_has_prefix (after, "Step 1: loss "));
  g_assert_nonnull (strstr (after, " degrees off the full gradient. "));
  hill_descent_seek (descent, 1000);
  g_assert_cmpuint (hill_descent_get_position (descent).step, ==, HILL_POINTS_STEPS);
  check_next (descent, NULL);
  check_update (descent, "The walk ends here.");
}

static void
test_hand (void)
{
  g_autoptr(GObject) object = G_OBJECT (hill_points_descent_new ());
  HillPointsDescent *self = HILL_POINTS_DESCENT (object);
  HillPointSet first = *hill_points_descent_get_points (self);
  guint n_changes = 0;

  g_test_summary ("What a hand did to the points is undone in the same order, one drag in one go");
  g_signal_connect_swapped (self, "changed", G_CALLBACK (count_change), &n_changes);
  g_assert_false (hill_points_descent_can_undo (self));
  hill_points_descent_begin_edit (self);
  g_assert_false (hill_points_descent_can_undo (self));
  for (int k = 0; k < 10; k++)
    g_assert_true (hill_points_descent_move_point (self, 2, 0.1 * k, 0));
  g_assert_cmpuint (n_changes, ==, 10);
  g_assert_true (hill_points_descent_can_undo (self));
  hill_points_descent_set_label (self, 2, 1);
  g_assert_true (hill_points_descent_add_point (self, 0, 0.5, 2));
  g_assert_cmpint (hill_points_descent_get_selected (self), ==, 30);
  g_assert_true (hill_points_descent_remove_point (self, 0));
  g_assert_false (hill_points_descent_move_point (self, 30, 0, 0));
  hill_points_descent_undo (self);
  g_assert_cmpuint (hill_points_descent_get_points (self)->n, ==, 31);
  hill_points_descent_undo (self);
  g_assert_cmpuint (hill_points_descent_get_points (self)->points[2].label, ==, 1);
  g_assert_cmpint (hill_points_descent_get_selected (self), <, 30);
  hill_points_descent_undo (self);
  g_assert_cmpuint (hill_points_descent_get_points (self)->points[2].label, ==, first.points[2].label);
  hill_points_descent_undo (self);
  g_assert_true (hill_point_set_equal (hill_points_descent_get_points (self), &first));
  g_assert_false (hill_points_descent_can_undo (self));
  hill_points_descent_undo (self);
  hill_points_descent_set_preset (self, 2);
  g_assert_cmpuint (hill_points_descent_get_points (self)->n, ==, 42);
  hill_points_descent_undo (self);
  g_assert_true (hill_point_set_equal (hill_points_descent_get_points (self), &first));
}

static void
test_weights (void)
{
  g_autoptr(GObject) object = G_OBJECT (hill_points_descent_new ());
  HillPointsDescent *self = HILL_POINTS_DESCENT (object);
  HillDescent *descent = HILL_DESCENT (object);
  double first = hill_points_descent_get_numbers (self)->weights[3];
  g_autofree char *sentence = NULL;

  g_test_summary ("A weight set by hand is the start at step 0, later a branch that says so");
  hill_points_descent_set_weight (self, 3, -2.5);
  g_assert_cmpfloat (hill_points_descent_get_numbers (self)->weights[3], ==, -2.5);
  hill_points_descent_set_weight (self, 3, 1e9);
  g_assert_cmpfloat (hill_points_descent_get_numbers (self)->weights[3], ==, HILL_POINTS_MAX_WEIGHT);
  hill_points_descent_set_weight (self, 3, NAN);
  hill_points_descent_set_weight (self, HILL_POINT_WEIGHTS, 0);
  hill_descent_seek (descent, 20);
  hill_points_descent_set_weight (self, 3, 1);
  g_assert_cmpuint (hill_descent_get_position (descent).step, ==, 20);
  g_assert_cmpfloat (hill_points_descent_get_numbers (self)->weights[3], ==, 1);
  sentence = hill_descent_dup_sentence (descent);
  g_assert_true (g_str_has_prefix (sentence, "Step 20: the loss is "));
  hill_points_descent_reset_weights (self);
  g_assert_cmpuint (hill_descent_get_position (descent).step, ==, 0);
  g_assert_cmpfloat (hill_points_descent_get_numbers (self)->weights[3], ==, first);
}

static void
test_trouble (void)
{
  g_autoptr(GObject) object = G_OBJECT (hill_points_descent_new ());
  HillDescent *descent = HILL_DESCENT (object);
  HillExperiment experiment = *hill_descent_get_experiment (descent);
  g_autoptr(GError) error = NULL;
  gboolean found[2] = { FALSE, FALSE };

  g_test_summary ("Too high a rate is explained, by the curvature where there is one; five steps back and half of it is a way out");
  experiment.loss.lambda = 0.5;
  for (int type = 0; type < 2; type++)
    {
      hill_descent_seek (descent, 0);
      experiment.loss.type = type == 0 ? HILL_LOSS_HINGE : HILL_LOSS_SOFTMAX;
      experiment.rate = 4;
      g_assert_true (hill_descent_set_experiment (descent, &experiment, NULL));
      for (guint64 k = 1; k < 30 && !found[type]; k++)
        {
          g_autofree char *trouble = NULL;

          hill_descent_seek (descent, k);
          trouble = hill_descent_dup_trouble (descent);
          found[type] = trouble != NULL && strstr (trouble, type == 0 ? "" : "jumped over the valley") != NULL;
        }
      g_assert_true (found[type]);
    }
  hill_descent_calm (descent);
  g_assert_cmpfloat (hill_descent_get_experiment (descent)->rate, ==, 2);
  experiment.optimizer = HILL_OPTIMIZER_LBFGS;
  g_assert_false (hill_descent_set_experiment (descent, &experiment, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
}

static void
test_plots (void)
{
  g_autoptr(GObject) object = G_OBJECT (hill_points_descent_new ());
  HillLook look = { .ahead = TRUE };
  HillDescent *descent = HILL_DESCENT (object);

  g_test_summary ("All plots draw themselves at any size and every state");
  for (guint64 k = 0; k < 150; k += 50)
    {
      HillPlot *plots[3];

      hill_descent_seek (descent, k);
      hill_points_descent_set_marked (HILL_POINTS_DESCENT (descent), (int) (k / 50) - 1);
      hill_points_descent_set_selected (HILL_POINTS_DESCENT (descent), (int) k / 10);
      plots[0] = hill_descent_new_plot (descent, &look);
      plots[1] = hill_descent_new_ruler (descent);
      plots[2] = hill_points_descent_new_curve (HILL_POINTS_DESCENT (descent), k > 0);
      for (int i = 0; i < 3; i++)
        {
          for (int size = 1; size < 700; size = 3 * size + 1)
            {
              cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, 300);
              cairo_t *cr = cairo_create (surface);

              hill_plot_draw (plots[i], cr, size, 300, k > 0 ? &hill_plot_style_dark : &hill_plot_style_light);
              g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
              cairo_destroy (cr);
              cairo_surface_destroy (surface);
            }
          hill_plot_unref (plots[i]);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/points-descent/set", test_set);
  g_test_add_func ("/points-descent/trainer", test_trainer);
  g_test_add_func ("/points-descent/gradient", test_gradient);
  g_test_add_func ("/points-descent/batch", test_batch);
  g_test_add_func ("/points-descent/branch", test_branch);
  g_test_add_func ("/points-descent/problem", test_problem);
  g_test_add_func ("/points-descent/regions", test_regions);
  g_test_add_func ("/points-descent/plot", test_plot);
  g_test_add_func ("/points-descent/phases", test_phases);
  g_test_add_func ("/points-descent/hand", test_hand);
  g_test_add_func ("/points-descent/weights", test_weights);
  g_test_add_func ("/points-descent/trouble", test_trouble);
  g_test_add_func ("/points-descent/plots", test_plots);
  return g_test_run ();
}
