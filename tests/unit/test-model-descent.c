/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The session's run on the landscape of its loss: what is drawn is what is true, and what comes next comes. */

#include "hill-model-descent-private.h"

#include "hill-race.h"
#include "small-data.h"

#include <math.h>

static void
wait_for (gboolean (*is_there) (gpointer data),
          gpointer  data)
{
  while (!is_there (data))
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_fine (gpointer data)
{
  HillModelDescent *self = data;

  return self->scene != NULL && self->scene->fine && hill_model_descent_is_current (self) && self->snapshot->evaluated
         && self->scene->kind == self->kind && self->scene->measure == self->measure && self->scene->follow == self->follow;
}

static HillSession *
new_session (void)
{
  HillSession *session = hill_session_new ();
  HillExperiment experiment = *hill_session_get_experiment (session);
  HillLoadOptions options = { .limit = 320 };
  GError *error = NULL;

  experiment.optimizer = HILL_OPTIMIZER_SGD;
  experiment.schedule = HILL_SCHEDULE_CONSTANT;
  experiment.rate = 0.2;
  experiment.batch_size = 32;
  hill_session_set_experiment (session, &experiment, &error);
  g_assert_no_error (error);
  hill_session_load (session, "points:blobs", &options);
  return session;
}

static guint64
get_step (HillModelDescent *self)
{
  return hill_descent_get_position (HILL_DESCENT (self)).step;
}

static void
make_step (HillModelDescent *self)
{
  guint64 step = get_step (self);

  hill_descent_step (HILL_DESCENT (self), TRUE);
  while (get_step (self) == step || !is_fine (self))
    g_main_context_iteration (NULL, TRUE);
}

/* Between grid points the landscape is drawn bilinear. */
static void
check_drawn (HillModelDescent *self,
             double            tolerance)
{
  g_assert_cmpfloat_with_epsilon (self->scene->drawn, hill_model_descent_get_true (self), tolerance);
}

static void
test_run (void)
{
  g_autoptr(HillSession) session = new_session ();
  g_autoptr(HillDescent) descent = hill_model_descent_new (session);
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);
  HillLook look = { HILL_VIEW_MAP, 30, 40, TRUE };

  hill_model_descent_set_active (self, TRUE);
  wait_for (is_fine, self);
  g_assert_cmpuint (get_step (self), ==, 0);
  check_drawn (self, 2e-3);
  for (int k = 0; k < 9; k++)
    {
      double ghost[2] = { self->scene->ghost[0], self->scene->ghost[1] };
      HillPlane *plane = hill_plane_ref (self->scene->plane);
      g_autoptr(HillPlot) plot = hill_descent_new_plot (descent, &look);
      g_autoptr(HillPlot) ruler = hill_descent_new_ruler (descent);
      g_autofree char *text = hill_plot_describe (plot), *update = hill_descent_dup_update (descent);
      HillPlanePoint point;

      g_assert_true (self->scene->has_ghost);
      g_assert_nonnull (ruler);
      g_assert_nonnull (g_strstr_len (text, -1, "Gradient descent: step"));
      g_assert_nonnull (g_strstr_len (update, -1, "The batch: 32 of 320 examples."));
      make_step (self);
      hill_plane_project (plane, self->snapshot->weights, &point);
      g_assert_cmpfloat (point.a, ==, ghost[0]);
      g_assert_cmpfloat (point.b, ==, ghost[1]);
      hill_plane_unref (plane);
    }
  g_assert_cmpint (self->scene->plane->kind, ==, HILL_PLANE_PATH);
  g_assert_cmpuint (self->scene->path.n_points, ==, 10);
  g_assert_cmpuint (self->scene->present, ==, 9);
}

static void
test_follow (void)
{
  g_autoptr(HillSession) session = new_session ();
  g_autoptr(HillDescent) descent = hill_model_descent_new (session);
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);

  g_test_summary ("A plane that follows goes through the present weights, where what is drawn is true");
  hill_model_descent_set_active (self, TRUE);
  for (int kind = 0; kind < HILL_N_SCENE_KINDS; kind++)
    {
      hill_model_descent_set_scene (self, (HillSceneKind) kind, (HillMeasure) (kind % HILL_N_MEASURES), TRUE, FALSE);
      wait_for (is_fine, self);
      make_step (self);
      g_assert_cmpfloat (self->scene->path.distances[self->scene->present], <, 1e-5);
      check_drawn (self, 0.05);
    }
}

static void
test_branch (void)
{
  g_autoptr(HillSession) session = new_session ();
  g_autoptr(HillDescent) descent = hill_model_descent_new (session);
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);
  HillExperiment experiment;
  GError *error = NULL;

  g_test_summary ("Another rate at a past step: the path before stays in the picture");
  hill_model_descent_set_active (self, TRUE);
  wait_for (is_fine, self);
  for (int k = 0; k < 6; k++)
    make_step (self);
  hill_descent_back (descent, 3);
  while (get_step (self) != 3 || !is_fine (self))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self->scene->path.n_points, ==, 7);
  g_assert_cmpuint (self->scene->present, ==, 3);
  experiment = *hill_descent_get_experiment (descent);
  experiment.rate /= 4;
  g_assert_true (hill_descent_set_experiment (descent, &experiment, &error));
  make_step (self);
  g_assert_cmpuint (self->scene->path.n_points, ==, 5);
  g_assert_cmpuint (self->scene->old.n_points, ==, 7);
  for (int k = 0; k < 4; k++)
    {
      g_assert_cmpfloat (self->scene->path.x[k], ==, self->scene->old.x[k]);
      g_assert_cmpfloat (self->scene->path.y[k], ==, self->scene->old.y[k]);
    }
}

static void
test_parts (void)
{
  g_autoptr(HillSession) session = new_session ();
  g_autoptr(HillDescent) descent = hill_model_descent_new (session);
  HillModelDescent *self = HILL_MODEL_DESCENT (descent);
  static const char * const names[] = { "Take the batch", "Its scores and loss", "Its gradient", "Times the rate", "New W: go there" };

  hill_model_descent_set_active (self, TRUE);
  wait_for (is_fine, self);
  for (gsize k = 0; k < G_N_ELEMENTS (names); k++)
    {
      g_autofree char *next = hill_descent_dup_next (descent, FALSE), *update = hill_descent_dup_update (descent);

      g_assert_cmpstr (next, ==, names[k]);
      g_assert_cmpuint (get_step (self), ==, 0);
      hill_descent_step (descent, FALSE);
    }
  while (get_step (self) != 1)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_race_on_surface (void)
{
  HillRacer racers[HILL_N_RACERS];
  const double start[] = { 1, -1 };
  HillRaceResult *result;
  g_autoptr(HillPlot) landscape = NULL, chart = NULL;
  g_autofree char *outcome = NULL, *csv = NULL;

  hill_race_init_racers (racers);
  hill_race_suit_surface (racers, HILL_SURFACE_TWO_MINIMA);
  for (guint i = 0; i < HILL_N_RACERS; i++)
    racers[i].runs = TRUE;
  result = hill_race_on_surface (HILL_SURFACE_TWO_MINIMA, racers, start, 100, NULL);
  g_assert_cmpuint (result->n_runners, ==, HILL_MAX_RUNNERS);
  g_assert_cmpfloat (result->optimum, <, 0);
  for (guint i = 0; i < result->n_runners; i++)
    {
      g_assert_cmpfloat (result->runners[i].x[0], ==, 1);
      g_assert_cmpuint (result->runners[i].n_points, ==, 101);
      for (gsize k = 0; k < result->runners[i].n_points; k++)
        g_assert_cmpfloat (result->runners[i].losses[k], >=, result->optimum - 1e-9);
    }
  landscape = hill_race_new_landscape (result, racers);
  chart = hill_race_new_chart (result, racers, HILL_RACE_BY_STEP);
  csv = hill_plot_to_csv (chart);
  outcome = hill_race_dup_outcome (result, racers);
  g_assert_nonnull (g_strstr_len (csv, -1, "optimum,100,"));
  g_assert_nonnull (g_strstr_len (outcome, -1, "came lowest"));
  hill_race_result_free (result);
}

typedef struct
{
  HillRaceResult *result;
  gboolean        over;
} Arrival;

static void
on_race (HillJob  *job,
         gpointer  data)
{
  Arrival *arrival = data;
  HillRaceResult *result = hill_job_take_result (job);

  g_assert_null (hill_job_get_message (job));
  if (result != NULL)
    arrival->result = result;
  arrival->over = hill_job_is_over (job);
}

static void
test_race_on_data (void)
{
  g_autoptr(HillSession) session = new_session ();
  HillRaceRequest *request = g_new0 (HillRaceRequest, 1);
  Arrival arrival = { NULL, FALSE };
  HillRacer racers[HILL_N_RACERS];
  g_autoptr(HillJob) job = NULL;

  g_test_summary ("From one start, with equal budgets, none below the optimum");
  while (hill_session_get_snapshot (session) == NULL)
    g_main_context_iteration (NULL, TRUE);
  hill_race_init_racers (racers);
  request->snapshot = hill_snapshot_ref (hill_session_get_snapshot (session));
  request->budget = 2;
  memcpy (request->racers, racers, sizeof racers);
  job = hill_session_compute (session, hill_race_compute, request, hill_race_request_free, (GDestroyNotify) hill_race_result_free,
                              on_race, &arrival);
  while (!arrival.over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (arrival.result);
  g_assert_nonnull (arrival.result->field);
  g_assert_cmpuint (arrival.result->n_runners, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const HillRunner *runner = &arrival.result->runners[i];
      gsize last = runner->n_points - 1;

      g_assert_cmpfloat (runner->losses[0], ==, arrival.result->runners[0].losses[0]);
      g_assert_cmpfloat (runner->examples[last], <=, 2 * 320 + 64);
      g_assert_cmpfloat (runner->examples[last], >, 1.5 * 320);
      g_assert_cmpfloat (runner->losses[last], <, runner->losses[0]);
      g_assert_cmpfloat (runner->losses[last], >=, arrival.result->optimum);
    }
  hill_race_result_free (arrival.result);
}

static void
test_trail (void)
{
  HillTrail *trail = hill_trail_new (2);
  g_autoptr(HillTrail) copy = NULL;

  g_test_summary ("However long the run, its trail is short, even, and begins at 0");
  for (guint64 step = 0; step < 5000; step++)
    {
      float weights[] = { (float) step, 1 };

      hill_trail_offer (trail, step, weights);
      hill_trail_offer (trail, step / 2, weights);
      g_assert_cmpuint (hill_trail_get_n_points (trail), <=, 256);
    }
  g_assert_cmpuint (hill_trail_get_n_points (trail), >, 100);
  copy = hill_trail_copy (trail);
  hill_trail_truncate (trail, 100);
  g_assert_cmpuint (hill_trail_get_step (trail, hill_trail_get_n_points (trail) - 1), <=, 100);
  hill_trail_free (trail);
  for (gsize k = 0; k < hill_trail_get_n_points (copy); k++)
    {
      g_assert_cmpuint (hill_trail_get_step (copy, k), ==, k * hill_trail_get_step (copy, 1));
      g_assert_cmpfloat (hill_trail_get_weights (copy, k)[0], ==, (float) hill_trail_get_step (copy, k));
    }
}

static void
test_preview (void)
{
  static const HillOptimizer optimizers[] = { HILL_OPTIMIZER_SGD, HILL_OPTIMIZER_NESTEROV, HILL_OPTIMIZER_ADAM, HILL_OPTIMIZER_LBFGS };
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 200, 0, 9, 3, 5);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);

  g_test_summary ("A step that was looked at before gives the very bits that were seen");
  for (gsize o = 0; o < G_N_ELEMENTS (optimizers); o++)
    {
      HillExperiment experiment;
      GError *error = NULL;
      g_autoptr(HillTrainer) trainer = NULL;
      float next[3 * 10];
      HillStepRecord record;

      hill_experiment_init (&experiment);
      experiment.optimizer = optimizers[o];
      experiment.batch_size = optimizers[o] == HILL_OPTIMIZER_LBFGS ? 0 : 32;
      experiment.n_steps = 12;
      trainer = hill_trainer_new (design, &experiment, 2, &error);
      g_assert_no_error (error);
      for (guint64 k = 0; k < 12; k++)
        {
          g_assert_true (hill_trainer_preview (trainer, next, &record, NULL, &error));
          g_assert_cmpuint (hill_trainer_get_n_steps (trainer), ==, k);
          g_assert_true (hill_trainer_step (trainer, NULL, &error));
          g_assert_cmpmem (next, sizeof next, hill_trainer_get_weights (trainer), sizeof next);
          g_assert_cmpfloat (record.gradient_norm, ==, hill_history_get_step (hill_trainer_get_history (trainer), k)->gradient_norm);
        }
      g_assert_false (hill_trainer_preview (trainer, next, &record, NULL, &error));
      g_assert_true (hill_trainer_seek (trainer, 5, NULL, &error));
      g_assert_true (hill_trainer_preview (trainer, next, &record, NULL, &error));
      g_assert_true (hill_trainer_seek (trainer, 6, NULL, &error));
      g_assert_cmpmem (next, sizeof next, hill_trainer_get_weights (trainer), sizeof next);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-descent/trail", test_trail);
  g_test_add_func ("/model-descent/preview", test_preview);
  g_test_add_func ("/model-descent/race-on-surface", test_race_on_surface);
  g_test_add_func ("/model-descent/race-on-data", test_race_on_data);
  g_test_add_func ("/model-descent/run", test_run);
  g_test_add_func ("/model-descent/follow", test_follow);
  g_test_add_func ("/model-descent/branch", test_branch);
  g_test_add_func ("/model-descent/parts", test_parts);
  return g_test_run ();
}
