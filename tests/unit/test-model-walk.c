/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The run's walk on its landscape: begun where a person points, of two weights alone, seen ahead, and measured step by step against
 * what is computed the plain way in double. */

#include "hill-exact.h"
#include "hill-model-descent-private.h"

#include <math.h>

#define RATE 0.2
#define PATIENCE (60 * G_USEC_PER_SEC)

typedef struct
{
  HillSession      *session;
  HillModelDescent *descent;
} Fixture;

static gboolean
is_fine (HillModelDescent *self)
{
  return self->scene != NULL && self->scene->fine && hill_model_descent_is_current (self) && self->snapshot->evaluated
         && self->scene->kind == self->kind && memcmp (&self->scene->choice, &self->choice, sizeof self->choice) == 0
         && self->ahead_job == NULL && !self->holds_start;
}

/* Until all is told of @step. */
static void
wait_for (Fixture *f,
          guint64  step)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (hill_descent_get_position (HILL_DESCENT (f->descent)).step != step || hill_session_get_busy (f->session) || !is_fine (f->descent))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (500);
    }
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  HillLoadOptions options = { .limit = 320 };
  HillExperiment experiment;

  f->session = hill_session_new ();
  experiment = *hill_session_get_experiment (f->session);
  experiment.optimizer = HILL_OPTIMIZER_MOMENTUM;
  experiment.schedule = HILL_SCHEDULE_CONSTANT;
  experiment.rate = RATE;
  experiment.batch_size = 32;
  g_assert_true (hill_session_set_experiment (f->session, &experiment, NULL));
  hill_session_load (f->session, "points:blobs", &options);
  f->descent = HILL_MODEL_DESCENT (hill_model_descent_new (f->session));
  hill_model_descent_set_active (f->descent, TRUE);
  wait_for (f, 0);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_object_unref (f->descent);
  g_assert_finalize_object (f->session);
}

static void
make_steps (Fixture *f,
            guint    n)
{
  for (guint k = 0; k < n; k++)
    {
      guint64 step = hill_descent_get_position (HILL_DESCENT (f->descent)).step;

      hill_descent_step (HILL_DESCENT (f->descent), TRUE);
      wait_for (f, step + 1);
    }
}

/* The angle between a step and the way down of all examples, in double. */
static double
find_angle (const HillSnapshot *snapshot,
            const float        *before,
            const float        *after,
            double             *loss)
{
  g_autoptr(HillSample) sample = hill_sample_new (snapshot->design, 0);
  gsize n = hill_sample_get_n_weights (sample);
  g_autofree double *w = g_new (double, n), *gradient = g_new (double, n);
  double product = 0, a = 0, b = 0;
  HillEvaluation evaluation;

  for (gsize i = 0; i < n; i++)
    w[i] = before[i];
  hill_exact_evaluate (sample, &snapshot->experiment.loss, w, 1, gradient, NULL, &evaluation, NULL);
  *loss = hill_evaluation_get_loss (&evaluation);
  for (gsize i = 0; i < n; i++)
    {
      double step = (double) after[i] - before[i];

      if (i % 3 != 2)
        gradient[i] += 2 * snapshot->experiment.loss.lambda * w[i];
      product -= step * gradient[i];
      a += step * step;
      b += gradient[i] * gradient[i];
    }
  return acos (product / sqrt (a * b)) * 180 / G_PI;
}

static void
test_angle (Fixture       *f,
            gconstpointer  data)
{
  for (int k = 0; k < 5; k++)
    {
      g_autofree float *before = g_memdup2 (f->descent->snapshot->weights, 9 * sizeof (float));
      g_autofree char *sentence = NULL, *expected = NULL;
      double loss, degrees;

      make_steps (f, 1);
      degrees = find_angle (f->descent->snapshot, before, f->descent->snapshot->weights, &loss);
      g_assert_true (f->descent->scene->has_step);
      g_assert_cmpfloat_with_epsilon (f->descent->scene->step_degrees, degrees, 0.01);
      g_assert_cmpfloat_with_epsilon (f->descent->scene->loss_before, loss, 1e-5);
      sentence = hill_descent_dup_sentence (HILL_DESCENT (f->descent));
      expected = g_strdup_printf ("long, %.0f degrees off the full gradient.", degrees);
      g_assert_true (g_str_has_suffix (sentence, expected));
    }
  /* Any step that is gone back to has its own. */
  hill_descent_seek (HILL_DESCENT (f->descent), 2);
  wait_for (f, 2);
  g_assert_true (f->descent->scene->has_step);
}

static void
test_start (Fixture       *f,
            gconstpointer  data)
{
  HillDescent *descent = HILL_DESCENT (f->descent);
  HillPlane *plane;
  float expected[9];
  double x, y;

  make_steps (f, 3);
  plane = hill_plane_ref (f->descent->scene->plane);
  hill_plane_get_weights (plane, 0.7, -1.2, expected);
  g_assert_true (hill_descent_hold_start (descent, 0.3, 0.3));
  g_assert_true (hill_descent_hold_start (descent, 0.7, -1.2));
  g_assert_true (hill_descent_get_start (descent, &x, &y));
  g_assert_cmpfloat (x, ==, 0.7);
  g_assert_true (hill_descent_set_start (descent, 0.7, -1.2));
  wait_for (f, 0);
  g_assert_cmpmem (f->descent->snapshot->weights, sizeof expected, expected, sizeof expected);
  g_assert_true (f->descent->scene->plane == plane);
  g_assert_true (hill_descent_get_start (descent, &x, &y));
  g_assert_cmpfloat_with_epsilon (x, 0.7, 1e-5);
  g_assert_cmpfloat_with_epsilon (y, -1.2, 1e-5);
  make_steps (f, 2);
  hill_descent_restart (descent);
  wait_for (f, 0);
  g_assert_cmpmem (f->descent->snapshot->weights, sizeof expected, expected, sizeof expected);
  g_assert_false (hill_descent_set_start (descent, NAN, 0));
  hill_plane_unref (plane);
}

/* What is seen ahead is what comes. */
static void
test_ahead (Fixture       *f,
            gconstpointer  data)
{
  double x[6], y[6];
  HillPlane *plane;

  make_steps (f, 4);
  plane = hill_plane_ref (f->descent->ahead->request->plane);
  g_assert_cmpuint (f->descent->ahead->path.n_points, ==, HILL_AHEAD_STEPS + 1);
  g_assert_cmpuint (f->descent->ahead->n_rows, ==, 0);
  g_assert_cmpfloat (f->descent->ahead->path.steps[0], ==, 4);
  memcpy (x, f->descent->ahead->path.x, sizeof x);
  memcpy (y, f->descent->ahead->path.y, sizeof y);
  for (int k = 0; k < 6; k++)
    {
      HillPlanePoint point;

      hill_plane_project (plane, f->descent->snapshot->weights, &point);
      g_assert_cmpfloat (point.a, ==, x[k]);
      g_assert_cmpfloat (point.b, ==, y[k]);
      hill_session_step (f->session);
      while (hill_session_get_snapshot (f->session)->step != (guint64) (5 + k))
        g_main_context_iteration (NULL, TRUE);
    }
  hill_plane_unref (plane);
}

/* Another rate shows another path, before any step is made; the one that was made stays. */
static void
test_rate (Fixture       *f,
           gconstpointer  data)
{
  HillDescent *descent = HILL_DESCENT (f->descent);
  HillExperiment experiment = *hill_descent_get_experiment (descent);
  HillLook look = { HILL_VIEW_MAP, 30, 40, TRUE };
  g_autoptr(HillPlot) plot = NULL;
  g_autofree char *text = NULL;
  guint64 run = f->descent->snapshot->run;
  double x;

  experiment.rate = RATE / 2;
  g_assert_true (hill_descent_set_experiment (descent, &experiment, NULL));
  wait_for (f, 0);
  g_assert_cmpuint (f->descent->snapshot->run, ==, run);
  g_assert_cmpfloat (f->descent->snapshot->experiment.rate, ==, RATE / 2);
  g_assert_cmpfloat (f->descent->ahead->request->experiment.rate, ==, RATE / 2);
  make_steps (f, 6);
  hill_descent_seek (descent, 3);
  wait_for (f, 3);
  x = f->descent->scene->path.x[4];
  experiment.rate = RATE / 10;
  g_assert_true (hill_descent_set_experiment (descent, &experiment, NULL));
  wait_for (f, 3);
  g_assert_cmpfloat (f->descent->ahead->request->experiment.rate, ==, RATE / 10);
  g_assert_cmpfloat (f->descent->ahead->path.x[1], !=, x);
  plot = hill_descent_new_plot (descent, &look);
  text = hill_plot_describe (plot);
  g_assert_nonnull (g_strstr_len (text, -1, "step 3 of 153"));
  g_assert_nonnull (g_strstr_len (text, -1, "before the branch"));
  g_assert_cmpuint (hill_descent_get_step_at (descent, 2), ==, 2);
  g_assert_cmpuint (hill_descent_get_step_at (descent, 100), ==, 3);
}

/* With two weights alone the picture is exact: every point lies on the plane, and the loss drawn is the true one. */
static void
test_two_weights (Fixture       *f,
                  gconstpointer  data)
{
  HillSceneChoice choice = { .weights = { 4, 2 } };

  hill_model_descent_set_scene (f->descent, HILL_SCENE_WEIGHTS, HILL_MEASURE_LOSS, FALSE, FALSE);
  hill_model_descent_choose (f->descent, &choice);
  wait_for (f, 0);
  g_assert_cmpuint (f->descent->scene->plane->indices[0], ==, 4);
  g_assert_cmpuint (f->descent->scene->plane->indices[1], ==, 2);
  g_assert_false (hill_model_descent_is_held (f->descent));
  hill_model_descent_hold_others (f->descent, TRUE);
  wait_for (f, 0);
  g_assert_true (hill_model_descent_is_held (f->descent));
  make_steps (f, 8);
  for (gsize i = 0; i < 9; i++)
    g_assert_true ((f->descent->snapshot->weights[i] != 0) == (i == 4 || i == 2));
  for (gsize k = 0; k < f->descent->scene->path.n_points; k++)
    g_assert_cmpfloat (f->descent->scene->path.distances[k], ==, 0);
  g_assert_cmpfloat_with_epsilon (f->descent->scene->drawn, hill_model_descent_get_true (f->descent), 1e-3);
  for (gsize k = 0; k < f->descent->ahead->path.n_points; k++)
    g_assert_cmpfloat (f->descent->ahead->path.distances[k], ==, 0);
  choice.weights[0] = 0;
  hill_model_descent_choose (f->descent, &choice);
  hill_model_descent_look_ahead (f->descent);
  wait_for (f, 0);
  make_steps (f, 1);
  for (gsize i = 0; i < 9; i++)
    g_assert_true ((f->descent->snapshot->weights[i] != 0) == (i == 0 || i == 2));
  hill_model_descent_hold_others (f->descent, FALSE);
  wait_for (f, 0);
  g_assert_false (hill_model_descent_is_held (f->descent));
}

/* The landscape makes room for what comes, as long as that is wanted. */
static void
test_room (Fixture       *f,
           gconstpointer  data)
{
  HillLook look = { HILL_VIEW_MAP, 30, 40, FALSE };
  double width[2];

  make_steps (f, 4);
  for (int ahead = 1; ahead >= 0; ahead--)
    {
      g_autoptr(HillPlot) plot = NULL;

      look.ahead = ahead;
      plot = hill_descent_new_plot (HILL_DESCENT (f->descent), &look);
      wait_for (f, 4);
      width[ahead] = hill_descent_get_span (HILL_DESCENT (f->descent));
      for (int k = 0; k < 2; k++)
        g_assert_true (!ahead || !isnan (hill_field_get (f->descent->scene->field, f->descent->ahead->corners[k][0],
                                                         f->descent->ahead->corners[k][1])));
    }
  g_assert_cmpfloat (width[1], >, 1.2 * width[0]);
}

static void
test_three_points (Fixture       *f,
                   gconstpointer  data)
{
  HillSceneChoice choice = { .steps = { 1, 4, 9 } };
  static const double places[3][2] = { { 0, 0 }, { 1, 0 }, { 0, 1 } };

  make_steps (f, 10);
  hill_model_descent_set_scene (f->descent, HILL_SCENE_POINTS, HILL_MEASURE_LOSS, FALSE, FALSE);
  hill_model_descent_choose (f->descent, &choice);
  wait_for (f, 10);
  for (int k = 0; k < 3; k++)
    {
      gsize step = (gsize) choice.steps[k];

      g_assert_cmpuint (f->descent->scene->plane_steps[k], ==, step);
      g_assert_cmpfloat (f->descent->scene->path.distances[step], <, 1e-6);
      g_assert_cmpfloat_with_epsilon (f->descent->scene->path.x[step], places[k][0], 1e-5);
      g_assert_cmpfloat_with_epsilon (f->descent->scene->path.y[step], places[k][1], 1e-5);
    }
}

static void
add (const char *path,
     void      (*test) (Fixture *f, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/model-walk/angle", test_angle);
  add ("/model-walk/start", test_start);
  add ("/model-walk/ahead", test_ahead);
  add ("/model-walk/rate", test_rate);
  add ("/model-walk/two-weights", test_two_weights);
  add ("/model-walk/room", test_room);
  add ("/model-walk/three-points", test_three_points);
  return g_test_run ();
}
