/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Test surfaces: derivatives against differences, minima that are minima, the closed form of gradient descent on a quadratic, the rules
 * of all optimisers in double, and paths that are the same however long they are made. */

#include "hill-optimizer.h"
#include "hill-random.h"
#include "hill-surface.h"

#include <math.h>
#include <string.h>

static void
test_derivatives (void)
{
  HillRandom random;

  hill_random_init (&random, 1);
  for (int s = 0; s < HILL_N_SURFACES; s++)
    {
      HillSurface surface = (HillSurface) s;
      const HillSurfaceInfo *info = hill_surface_get_info (surface);

      for (int k = 0; k < 50; k++)
        {
          double x = info->x_min + (info->x_max - info->x_min) * hill_random_double (&random);
          double y = info->y_min + (info->y_max - info->y_min) * hill_random_double (&random);
          double g[2], h[3], right[2], left[2], up[2], down[2], size;
          const double d = 1e-5;

          hill_surface_get_gradient (surface, x, y, g);
          hill_surface_get_hessian (surface, x, y, h);
          size = 1e-5 * (1 + fabs (g[0]) + fabs (g[1]) + fabs (h[0]) + fabs (h[1]) + fabs (h[2]));
          g_assert_cmpfloat_with_epsilon (g[0], (hill_surface_get_value (surface, x + d, y) - hill_surface_get_value (surface, x - d, y)) / (2 * d), size);
          g_assert_cmpfloat_with_epsilon (g[1], (hill_surface_get_value (surface, x, y + d) - hill_surface_get_value (surface, x, y - d)) / (2 * d), size);
          hill_surface_get_gradient (surface, x + d, y, right);
          hill_surface_get_gradient (surface, x - d, y, left);
          hill_surface_get_gradient (surface, x, y + d, up);
          hill_surface_get_gradient (surface, x, y - d, down);
          g_assert_cmpfloat_with_epsilon (h[0], (right[0] - left[0]) / (2 * d), size);
          g_assert_cmpfloat_with_epsilon (h[1], (right[1] - left[1]) / (2 * d), size);
          g_assert_cmpfloat_with_epsilon (h[1], (up[0] - down[0]) / (2 * d), size);
          g_assert_cmpfloat_with_epsilon (h[2], (up[1] - down[1]) / (2 * d), size);
        }
    }
}

/* No point of a fine grid is lower than the first minimum, and each minimum is one. */
static void
test_minima (void)
{
  for (int s = 0; s < HILL_N_SURFACES; s++)
    {
      HillSurface surface = (HillSurface) s;
      const HillSurfaceInfo *info = hill_surface_get_info (surface);
      double lowest = hill_surface_get_value (surface, info->minima[0][0], info->minima[0][1]);
      g_autofree double *grid = g_new (double, 101 * 101);

      g_assert_cmpuint (info->n_minima, >=, 1);
      for (guint k = 0; k < info->n_minima; k++)
        {
          double g[2], h[3], x = info->minima[k][0], y = info->minima[k][1];

          hill_surface_get_gradient (surface, x, y, g);
          hill_surface_get_hessian (surface, x, y, h);
          g_assert_cmpfloat (hypot (g[0], g[1]), <, 1e-3);
          g_assert_cmpfloat (h[0], >, 0);
          g_assert_cmpfloat (h[0] * h[2] - h[1] * h[1], >, 0);
          g_assert_true (x >= info->x_min && x <= info->x_max && y >= info->y_min && y <= info->y_max);
        }
      hill_surface_fill_grid (surface, info->x_min, info->x_max, 101, info->y_min, info->y_max, 101, grid);
      for (int i = 0; i < 101 * 101; i++)
        g_assert_cmpfloat (grid[i], >=, lowest - 1e-6);
      g_assert_cmpfloat (grid[101 + 2], ==, hill_surface_get_value (surface, info->x_min + (info->x_max - info->x_min) * 2 / 100.0,
                                                                    info->y_min + (info->y_max - info->y_min) / 100.0));
    }
}

static HillSurfaceOptions
make_options (HillOptimizer optimizer,
              double        rate)
{
  HillSurfaceOptions options = { .spread = 0.3 };

  hill_experiment_init (&options.experiment);
  options.experiment.optimizer = optimizer;
  options.experiment.rate = rate;
  return options;
}

/* Along each eigenvector of a quadratic a step multiplies by 1 - rate * eigenvalue. */
static void
test_closed_form (void)
{
  static const double rates[] = { 0.01, 0.07, 0.0801, 0.1 };
  const double start[] = { -1.7, 0.6 };
  HillSurfaceStep steps[151];

  for (gsize r = 0; r < G_N_ELEMENTS (rates); r++)
    {
      HillSurfaceOptions options = make_options (HILL_OPTIMIZER_SGD, rates[r]);

      g_assert_cmpuint (hill_surface_descend (HILL_SURFACE_VALLEY, &options, start, 150, steps), ==, 151);
      for (int k = 0; k <= 150; k++)
        {
          double x = start[0] * pow (1 - rates[r], k), y = start[1] * pow (1 - 25 * rates[r], k);

          g_assert_cmpfloat_with_epsilon (steps[k].x, x, 1e-12 * (1 + fabs (x)));
          g_assert_cmpfloat_with_epsilon (steps[k].y, y, 1e-12 * (1 + fabs (y)));
          g_assert_cmpfloat_with_epsilon (steps[k].value, (x * x + 25 * y * y) / 2, 1e-12 * (1 + y * y * 25));
        }
      /* It is told apart by rate times curvature: 2 is where it turns to running away. */
      if (rates[r] * steps[149].curvature > 2.000001)
        g_assert_cmpfloat (steps[150].value, >, steps[149].value);
      else
        g_assert_cmpfloat (steps[150].value, <, steps[149].value);
    }
}

/* The double rules are the float ones: one step of each from the same place is the same within the precision of float. */
static void
test_rules (void)
{
  for (int o = HILL_OPTIMIZER_SGD; o <= HILL_OPTIMIZER_ADAM; o++)
    {
      HillSurfaceOptions options = make_options ((HillOptimizer) o, 0.01);
      HillState *state = hill_state_new ((HillOptimizer) o, 2);
      double w[2] = { 0.5, -2 }, memory[4] = { 0 };

      hill_state_get_weights (state)[0] = 0.5f;
      hill_state_get_weights (state)[1] = -2;
      for (guint64 k = 0; k < 20; k++)
        {
          double g[2] = { sin ((double) k), 1 + w[1] };
          float f[2] = { (float) g[0], (float) g[1] };

          hill_optimizer_update_double (&options.experiment, 0.01, k, 2, g, w, memory);
          hill_optimizer_update (&options.experiment, 0.01, f, state);
          state->head.step++;
          g_assert_cmpfloat_with_epsilon (w[0], hill_state_get_weights (state)[0], 1e-5);
          g_assert_cmpfloat_with_epsilon (w[1], hill_state_get_weights (state)[1], 1e-5);
        }
      hill_state_free (state);
    }
}

/* Every optimiser gets down from where the surface starts, and a longer path begins with the shorter one. */
static void
test_paths (void)
{
  static const double rates[] = { 0.05, 0.01, 0.01, 0.3, 0.05, 0.05 };
  HillSurfaceStep steps[151], part[76];

  for (int s = HILL_SURFACE_BOWL; s <= HILL_SURFACE_TWO_MINIMA; s++)
    for (int o = HILL_OPTIMIZER_SGD; o <= HILL_OPTIMIZER_ADAM; o++)
      {
        HillSurfaceOptions options = make_options ((HillOptimizer) o, rates[o]);
        const double *start = hill_surface_get_info ((HillSurface) s)->start;

        options.noise = 0.05;
        g_assert_cmpuint (hill_surface_descend ((HillSurface) s, &options, start, 150, steps), ==, 151);
        g_assert_cmpuint (hill_surface_descend ((HillSurface) s, &options, start, 75, part), ==, 76);
        g_assert_cmpmem (steps, 75 * sizeof *steps, part, 75 * sizeof *part);
        g_assert_cmpfloat (part[75].x, ==, steps[75].x);
        g_assert_cmpfloat (steps[150].value, <, steps[0].value);
        g_assert_cmpfloat (steps[3].used[0], !=, steps[3].gradient[0]);
      }
}

/* Noise carries descent over the hill that plain descent stays behind. */
static void
test_noise_leaves_minimum (void)
{
  const HillSurfaceInfo *info = hill_surface_get_info (HILL_SURFACE_TWO_MINIMA);
  HillSurfaceOptions options = make_options (HILL_OPTIMIZER_SGD, info->rate);
  HillSurfaceStep steps[401];
  guint n_left = 0;

  hill_surface_descend (HILL_SURFACE_TWO_MINIMA, &options, info->start, 400, steps);
  g_assert_cmpfloat_with_epsilon (steps[400].x, info->minima[1][0], 1e-3);
  options.noise = info->noise;
  for (guint seed = 1; seed <= 20; seed++)
    {
      gsize n;

      options.experiment.seed = seed;
      n = hill_surface_descend (HILL_SURFACE_TWO_MINIMA, &options, info->start, 400, steps);
      for (gsize k = 0; k < n; k++)
        if (steps[k].x < -0.5)
          {
            n_left++;
            break;
          }
    }
  g_assert_cmpuint (n_left, >=, 10);
}

static void
test_searches (void)
{
  HillSurfaceStep steps[151];

  for (int method = HILL_METHOD_RANDOM_SEARCH; method <= HILL_METHOD_LOCAL_SEARCH; method++)
    {
      HillSurfaceOptions options = make_options (HILL_OPTIMIZER_SGD, 0.1);

      options.method = (HillMethod) method;
      g_assert_cmpuint (hill_surface_descend (HILL_SURFACE_BEALE, &options, hill_surface_get_info (HILL_SURFACE_BEALE)->start, 150, steps), ==, 151);
      for (int k = 1; k <= 150; k++)
        g_assert_cmpfloat (steps[k].value, <=, steps[k - 1].value);
      g_assert_cmpfloat (steps[150].value, <, steps[0].value);
    }
}

/* A rate without sense ends the path where the finite numbers end, with numbers that can be shown. */
static void
test_divergence (void)
{
  static const double rates[] = { 1, 1e10, 1e300 };
  HillSurfaceStep steps[151];

  for (int s = 0; s < HILL_N_SURFACES; s++)
    for (gsize r = 0; r < G_N_ELEMENTS (rates); r++)
      for (int o = HILL_OPTIMIZER_SGD; o <= HILL_OPTIMIZER_LBFGS; o++)
        {
          HillSurfaceOptions options = make_options ((HillOptimizer) o, rates[r]);
          gsize n = hill_surface_descend ((HillSurface) s, &options, hill_surface_get_info ((HillSurface) s)->start, 150, steps);

          g_assert_cmpuint (n, >=, 1);
          for (gsize k = 0; k < n; k++)
            g_assert_true (fabs (steps[k].x) < 1e100 && fabs (steps[k].y) < 1e100 && isfinite (steps[k].step[0]) && isfinite (steps[k].value) &&
                           isfinite (steps[k].curvature));
        }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/surface/derivatives", test_derivatives);
  g_test_add_func ("/surface/minima", test_minima);
  g_test_add_func ("/surface/closed-form", test_closed_form);
  g_test_add_func ("/surface/rules", test_rules);
  g_test_add_func ("/surface/paths", test_paths);
  g_test_add_func ("/surface/noise-leaves-minimum", test_noise_leaves_minimum);
  g_test_add_func ("/surface/searches", test_searches);
  g_test_add_func ("/surface/divergence", test_divergence);
  return g_test_run ();
}
