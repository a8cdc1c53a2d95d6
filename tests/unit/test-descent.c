/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the Descent page thinks without its widgets: walks and their branches, steps in parts, sentences. */

#include "hill-descent-rule.h"
#include "hill-descent-words.h"
#include "hill-formula.h"
#include "hill-surface-descent.h"
#include "hill-surface-walk.h"

#include <math.h>
#include <string.h>

static void
set_rate (HillSurfaceWalk *walk,
          double           rate)
{
  HillSurfaceOptions options = *hill_surface_walk_get_options (walk);

  options.experiment.rate = rate;
  hill_surface_walk_set_options (walk, &options);
}

static void
test_path (void)
{
  g_autoptr(HillSurfaceWalk) walk = hill_surface_walk_new (HILL_SURFACE_BOWL);
  const HillSurfaceStep *steps;
  gsize n_points;

  g_test_summary ("On a bowl each step leaves 1 - rate of the way");
  hill_surface_walk_set_start (walk, 1.5, -0.5);
  set_rate (walk, 0.3);
  steps = hill_surface_walk_get_steps (walk, &n_points);
  g_assert_cmpuint (n_points, ==, HILL_WALK_STEPS + 1);
  for (gsize k = 0; k < n_points; k++)
    {
      g_assert_cmpfloat_with_epsilon (steps[k].x, 1.5 * pow (0.7, k), 1e-12);
      g_assert_cmpfloat_with_epsilon (steps[k].y, -0.5 * pow (0.7, k), 1e-12);
    }
  hill_surface_walk_set_start (walk, 1e9, 0);
  g_assert_cmpfloat (steps[0].x, ==, hill_surface_get_info (HILL_SURFACE_BOWL)->x_max);
}

static void
test_branch (void)
{
  g_autoptr(HillSurfaceWalk) walk = hill_surface_walk_new (HILL_SURFACE_BEALE);
  g_autofree HillSurfaceStep *before = NULL;
  double rate = hill_surface_walk_get_options (walk)->experiment.rate;
  const HillSurfaceStep *steps;
  gsize n_points;

  g_test_summary ("A branch keeps what was gone bit by bit, and the path it leaves");
  steps = hill_surface_walk_get_steps (walk, &n_points);
  before = g_memdup2 (steps, n_points * sizeof *steps);
  hill_surface_walk_set_step (walk, 20);
  set_rate (walk, rate / 3);
  g_assert_cmpuint (hill_surface_walk_get_n_old (walk), ==, 1);
  g_assert_cmpmem (steps, 20 * sizeof *steps, before, 20 * sizeof *steps);
  g_assert_cmpfloat (steps[20].x, ==, before[20].x);
  g_assert_cmpfloat (steps[21].x, !=, before[21].x);
  g_assert_cmpfloat (hill_surface_walk_get_rate (walk, 19), ==, rate);
  g_assert_cmpfloat (hill_surface_walk_get_rate (walk, 20), ==, rate / 3);
  for (gsize k = 0; k < hill_surface_walk_get_old (walk, 0)->n_points; k++)
    g_assert_cmpfloat (hill_surface_walk_get_old (walk, 0)->x[k], ==, before[k].x);
  hill_surface_walk_set_step (walk, 19);
  g_assert_cmpfloat (hill_surface_walk_get_options (walk)->experiment.rate, ==, rate);
  hill_surface_walk_set_step (walk, 20);
  g_assert_cmpfloat (hill_surface_walk_get_options (walk)->experiment.rate, ==, rate / 3);

  set_rate (walk, rate / 5);
  g_assert_cmpuint (hill_surface_walk_get_n_old (walk), ==, 1);
  hill_surface_walk_set_step (walk, 5);
  set_rate (walk, rate);
  g_assert_cmpuint (hill_surface_walk_get_n_old (walk), ==, 2);
  for (gsize k = 6; k < 60; k += 9)
    {
      hill_surface_walk_set_step (walk, k);
      set_rate (walk, rate / k);
    }
  g_assert_cmpuint (hill_surface_walk_get_n_old (walk), ==, HILL_WALK_OLD_PATHS);

  set_rate (walk, rate);
  hill_surface_walk_restart (walk);
  g_assert_cmpuint (hill_surface_walk_get_n_old (walk), ==, 0);
  g_assert_cmpmem (steps, n_points * sizeof *steps, before, n_points * sizeof *steps);
}

static void
test_trouble (void)
{
  g_autoptr(HillSurfaceWalk) walk = hill_surface_walk_new (HILL_SURFACE_VALLEY);
  gsize step;

  g_test_summary ("In the narrow valley the limit is 2 / 25");
  set_rate (walk, 0.079);
  hill_surface_walk_set_step (walk, 50);
  g_assert_false (hill_surface_walk_find_trouble (walk, &step));
  hill_surface_walk_set_step (walk, 0);
  set_rate (walk, 0.1);
  g_assert_false (hill_surface_walk_find_trouble (walk, &step));
  hill_surface_walk_set_step (walk, 10);
  g_assert_true (hill_surface_walk_find_trouble (walk, &step));
  g_assert_cmpuint (step, <, 10);
}

static void
test_far (void)
{
  g_autoptr(HillSurfaceWalk) walk = hill_surface_walk_new (HILL_SURFACE_ROSENBROCK);
  gsize n_points, step;

  g_test_summary ("A path that leaves the finite numbers ends, and can be stood on to its last point");
  set_rate (walk, 5);
  hill_surface_walk_get_steps (walk, &n_points);
  g_assert_cmpuint (n_points, <, HILL_WALK_STEPS);
  hill_surface_walk_set_step (walk, 1000);
  g_assert_cmpuint (hill_surface_walk_get_step (walk), ==, n_points - 1);
  g_assert_true (hill_surface_walk_find_trouble (walk, &step));
}

static void
check_next (HillDescent *descent,
            gboolean     whole,
            const char  *expected)
{
  g_autofree char *next = hill_descent_dup_next (descent, whole);

  g_assert_cmpstr (next, ==, expected);
}

static void
test_parts (void)
{
  g_autoptr(HillDescent) descent = hill_surface_descent_new ();

  check_next (descent, TRUE, "Make step 1");
  check_next (descent, FALSE, "Take the gradient");
  hill_descent_step (descent, FALSE);
  check_next (descent, FALSE, "Times the rate");
  hill_descent_step (descent, FALSE);
  check_next (descent, FALSE, "New W: go there");
  g_assert_cmpuint (hill_descent_get_position (descent).step, ==, 0);
  hill_descent_step (descent, FALSE);
  g_assert_cmpuint (hill_descent_get_position (descent).step, ==, 1);
  hill_descent_step (descent, FALSE);
  hill_descent_step (descent, TRUE);
  g_assert_cmpuint (hill_descent_get_position (descent).step, ==, 2);
  check_next (descent, FALSE, "Take the gradient");
  hill_descent_back (descent, 1);
  g_assert_cmpuint (hill_descent_get_position (descent).step, ==, 1);
  hill_descent_seek (descent, HILL_WALK_STEPS);
  check_next (descent, TRUE, NULL);
  hill_descent_restart (descent);
  g_assert_cmpuint (hill_descent_get_position (descent).step, ==, 0);
}

static void
test_calm (void)
{
  g_autoptr(HillDescent) descent = hill_surface_descent_new ();
  g_autofree char *trouble = NULL, *calm = NULL;
  HillExperiment experiment;
  GError *error = NULL;

  hill_surface_descent_set_surface (HILL_SURFACE_DESCENT (descent), HILL_SURFACE_VALLEY);
  experiment = *hill_descent_get_experiment (descent);
  experiment.rate = 0.1;
  g_assert_true (hill_descent_set_experiment (descent, &experiment, &error));
  hill_descent_seek (descent, 9);
  trouble = hill_descent_dup_trouble (descent);
  g_assert_nonnull (trouble);
  g_assert_nonnull (strstr (trouble, "0.1"));
  hill_descent_calm (descent);
  g_assert_cmpuint (hill_descent_get_position (descent).step, ==, 4);
  g_assert_cmpfloat_with_epsilon (hill_descent_get_experiment (descent)->rate, 0.05, 1e-15);
  hill_descent_seek (descent, 60);
  calm = hill_descent_dup_trouble (descent);
  g_assert_null (calm);

  experiment.optimizer = HILL_OPTIMIZER_LBFGS;
  g_assert_false (hill_descent_set_experiment (descent, &experiment, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
}

/* All that is drawn and said, of each surface. */
static void
test_shown (void)
{
  g_autoptr(HillDescent) descent = hill_surface_descent_new ();

  for (int surface = 0; surface < HILL_N_SURFACES; surface++)
    for (int view = HILL_VIEW_MAP; view <= HILL_VIEW_SLICE; view++)
      {
        HillLook look = { (HillView) view, 30, 40, TRUE };
        g_autoptr(HillPlot) plot = NULL, ruler = NULL;
        g_autofree char *text = NULL, *sentence = NULL, *update = NULL;

        hill_surface_descent_set_surface (HILL_SURFACE_DESCENT (descent), (HillSurface) surface);
        hill_surface_descent_set_noise (HILL_SURFACE_DESCENT (descent), 0.1 * view);
        hill_descent_seek (descent, 7);
        plot = hill_descent_new_plot (descent, &look);
        ruler = hill_descent_new_ruler (descent);
        text = hill_plot_describe (plot);
        sentence = hill_descent_dup_sentence (descent);
        update = hill_descent_dup_update (descent);
        g_assert_true (g_str_has_prefix (sentence, "Step 7: loss "));
        g_assert_nonnull (strstr (update, "x: "));
        if (view != HILL_VIEW_SLICE)
          g_assert_nonnull (strstr (text, "Gradient descent: step 7 of"));
      }
}

static void
test_words (void)
{
  g_autofree char *step = hill_descent_say_step (12, 1.91, 1.84, 0.02, 14);
  g_autofree char *start = hill_descent_say_step (0, 2, 2, 0, NAN);
  g_autofree char *plain = hill_descent_write_update ("x", 0.5, 0.1, -0.8, 0.08, TRUE);
  g_autofree char *other = hill_descent_write_update ("x", 0.5, 0.1, 0.8, -0.08, FALSE);

  g_assert_cmpstr (step, ==, "Step 12: loss fell from 1.910 to 1.840; the step was 0.02000 long, 14 degrees off the full gradient.");
  g_assert_cmpstr (start, ==, "Step 0: the start, with loss 2.");
  g_assert_cmpstr (plain, ==, "x: 0.5800 = 0.5000 − 0.1 × (−0.8000)");
  g_assert_cmpstr (other, ==, "x: 0.4200 = 0.5000 + (−0.08000)");
  g_assert_cmpfloat_with_epsilon (hill_descent_get_angle (1, 0, 0, 3), 90, 1e-9);
  g_assert_true (isnan (hill_descent_get_angle (0, 0, 1, 1)));
}

static void
assert_rule (HillOptimizer  optimizer,
             double         rate,
             const char    *expected)
{
  g_autoptr(HillFormula) formula = NULL;
  g_autofree char *tex = NULL, *words = NULL;
  HillExperiment experiment;

  hill_experiment_init (&experiment);
  experiment.optimizer = optimizer;
  tex = hill_descent_write_rule (&experiment, rate);
  formula = hill_formula_new (tex);
  words = hill_formula_describe (formula);
  g_assert_cmpstr (words, ==, expected);
}

static void
test_rule (void)
{
  assert_rule (HILL_OPTIMIZER_SGD, 2.5e-5, "W sub new = W − rate [2.5e-05] × gradient");
  assert_rule (HILL_OPTIMIZER_MOMENTUM, 0.05, "v sub new = m [0.9] v − rate [0.05] × gradient W sub new = W + v sub new");
  assert_rule (HILL_OPTIMIZER_NESTEROV, 0.05,
               "v sub new = m [0.9] v − rate [0.05] × gradient W sub new = W + m v sub new − rate × gradient");
  assert_rule (HILL_OPTIMIZER_ADAGRAD, 0.1, "q sub new = q + gradient squared "
               "W sub new = W − rate [0.1] × (gradient) over (the square root of (q sub new) + ε)");
  assert_rule (HILL_OPTIMIZER_RMSPROP, 0.1, "q sub new = d [0.999] q + (1 − d) · gradient squared "
               "W sub new = W − rate [0.1] × (gradient) over (the square root of (q sub new) + ε)");
  assert_rule (HILL_OPTIMIZER_ADAM, 0.001, "v sub new = β sub 1 [0.9] v + (1 − β sub 1) · gradient "
               "q sub new = β sub 2 [0.999] q + (1 − β sub 2) · gradient squared W sub new = W − rate [0.001] × "
               "(v sub new / (1 − β sub 1 to the power t)) over (the square root of (q sub new / (1 − β sub 2 to the power t)) + ε)");
  assert_rule (HILL_OPTIMIZER_LBFGS, 1, "W sub new = W + length × direction");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/descent/path", test_path);
  g_test_add_func ("/descent/branch", test_branch);
  g_test_add_func ("/descent/trouble", test_trouble);
  g_test_add_func ("/descent/far", test_far);
  g_test_add_func ("/descent/parts", test_parts);
  g_test_add_func ("/descent/calm", test_calm);
  g_test_add_func ("/descent/shown", test_shown);
  g_test_add_func ("/descent/words", test_words);
  g_test_add_func ("/descent/rule", test_rule);
  return g_test_run ();
}
