/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A session as a window uses it: load, run, pause, step, back, seek, change, and leave at any moment. */

#include "session-fixture.h"

#include "hill-random.h"

#include <string.h>

/* The promise is 100 ms; a machine under load and a sanitizer may take their time, but not that of the whole run. */
#define PROMPT (20 * G_USEC_PER_SEC)

static float *
copy_weights (Fixture *f)
{
  HillSnapshot *s = get_shown (f);

  return g_memdup2 (s->weights, sizeof (float) * HILL_N_WEIGHTS (hill_design_get_n_classes (s->design),
                                                                 hill_design_get_n_features (s->design)));
}

static void
assert_weights (Fixture     *f,
                const float *weights)
{
  HillSnapshot *s = get_shown (f);
  gsize size = sizeof (float) * HILL_N_WEIGHTS (hill_design_get_n_classes (s->design), hill_design_get_n_features (s->design));

  g_assert_cmpmem (s->weights, size, weights, size);
}

static void
test_run (Fixture       *f,
          gconstpointer  data)
{
  load (f, 50);
  hill_session_start (f->session);
  g_assert_true (hill_session_get_running (f->session));
  wait_idle (f);
  g_assert_false (hill_session_get_running (f->session));
  g_assert_cmpuint (get_shown (f)->step, ==, 50);
  g_assert_cmpint (get_shown (f)->state, ==, HILL_TRAINER_FINISHED);
  g_assert_true (get_shown (f)->evaluated);
  g_assert_cmpint (f->n_failures, ==, 0);
}

static void
test_steps (Fixture       *f,
            gconstpointer  data)
{
  g_autofree float *third = NULL;

  load (f, 50);
  for (int i = 0; i < 3; i++)
    hill_session_step (f->session);
  wait_idle (f);
  g_assert_cmpuint (get_shown (f)->step, ==, 3);
  third = copy_weights (f);

  hill_session_back (f->session);
  hill_session_back (f->session);
  wait_idle (f);
  g_assert_cmpuint (get_shown (f)->step, ==, 1);
  g_assert_cmpuint (get_shown (f)->n_steps, ==, 3);
  hill_session_seek (f->session, 3);
  wait_idle (f);
  assert_weights (f, third);

  hill_session_start (f->session);
  wait_idle (f);
  for (guint64 step = 0; step <= 50; step += 7)
    {
      hill_session_seek (f->session, step);
      wait_idle (f);
      g_assert_cmpuint (get_shown (f)->step, ==, step);
    }
  hill_session_seek (f->session, 3);
  wait_idle (f);
  assert_weights (f, third);
  hill_session_seek (f->session, 1000);
  wait_idle (f);
  g_assert_cmpuint (get_shown (f)->step, ==, 50);
}

static void
sleep_a_little (void)
{
  g_usleep (G_USEC_PER_SEC / 10);
}

/* The last job ends while the news of the one before is being looked at. */
static void
test_idle_when_all_is_told (Fixture       *f,
                            gconstpointer  data)
{
  load (f, 50);
  g_signal_connect (f->session, "snapshot", G_CALLBACK (sleep_a_little), NULL);
  for (int i = 0; i < 3; i++)
    {
      hill_session_step (f->session);
      while (get_shown (f)->step < (guint64) i)
        g_main_context_iteration (NULL, TRUE);
    }
  wait_idle (f);
  g_assert_cmpuint (get_shown (f)->step, ==, 3);
}

static void
test_pause_and_reset (Fixture       *f,
                      gconstpointer  data)
{
  guint64 reached;

  load (f, 10000000);
  hill_session_start (f->session);
  wait_for_steps (f, 10);
  hill_session_pause (f->session);
  g_assert_false (hill_session_get_running (f->session));
  wait_idle (f);
  reached = get_shown (f)->n_steps;
  g_assert_true (get_shown (f)->evaluated);
  g_assert_cmpuint (get_shown (f)->step, ==, reached);

  hill_session_start (f->session);
  wait_for_steps (f, reached + 1);
  hill_session_reset (f->session);
  wait_idle (f);
  g_assert_cmpuint (get_shown (f)->n_steps, ==, 0);
}

/* A run from chosen weights, of which two move; kept by a reset, dropped with the scale. */
static void
test_start (Fixture       *f,
            gconstpointer  data)
{
  HillExperiment experiment;
  float start[9] = { 1, -2, 3, 0.5f, 0, -1, 2, 1, 0 };
  guint8 mask[9] = { 0, 1, 0, 0, 1 };
  const HillSnapshot *s;
  HillDesign *design;

  load (f, 40);
  design = get_shown (f)->design;
  hill_session_set_start (f->session, start, mask, 9);
  wait_idle (f);
  g_assert_cmpmem (get_shown (f)->weights, sizeof start, start, sizeof start);
  g_assert_true (get_shown (f)->design == design);
  for (int round = 0; round < 2; round++)
    {
      hill_session_start (f->session);
      wait_idle (f);
      s = get_shown (f);
      g_assert_cmpuint (s->step, ==, 40);
      for (int i = 0; i < 9; i++)
        g_assert_true ((s->weights[i] != start[i]) == (mask[i] != 0));
      hill_session_reset (f->session);
      wait_idle (f);
      g_assert_cmpmem (get_shown (f)->weights, sizeof start, start, sizeof start);
      g_assert_nonnull (get_shown (f)->start);
      g_assert_nonnull (get_shown (f)->mask);
    }
  hill_session_set_start (f->session, start, NULL, 5);
  wait_idle (f);
  g_assert_null (get_shown (f)->start);
  hill_session_set_start (f->session, start, NULL, 9);
  wait_idle (f);
  experiment = *hill_session_get_experiment (f->session);
  experiment.scale = HILL_SCALE_STANDARDIZE;
  g_assert_true (hill_session_set_experiment (f->session, &experiment, NULL));
  wait_idle (f);
  g_assert_null (get_shown (f)->start);
  g_assert_cmpfloat (get_shown (f)->weights[0], ==, 0);
  g_assert_cmpint (f->n_failures, ==, 0);
}

static void
test_change_in_mid_run (Fixture       *f,
                        gconstpointer  data)
{
  HillExperiment experiment;
  guint64 reached;

  load (f, 10000000);
  hill_session_start (f->session);
  wait_for_steps (f, 10);
  experiment = *hill_session_get_experiment (f->session);
  experiment.rate = 0.002;
  experiment.loss.lambda = 0.01;
  experiment.batch_size = 64;
  reached = get_shown (f)->n_steps;
  g_assert_true (hill_session_set_experiment (f->session, &experiment, NULL));
  g_assert_true (hill_session_get_running (f->session));
  wait_for_steps (f, reached + 1000);
  hill_session_pause (f->session);
  wait_idle (f);
  g_assert_cmpuint (get_shown (f)->n_steps, >, reached);
  g_assert_cmpfloat (get_shown (f)->experiment.rate, ==, 0.002);
  g_assert_cmpuint (get_shown (f)->n_batch, <=, 64);
  g_assert_cmpint (f->n_failures, ==, 0);
}

/* What cannot change in mid-run begins anew when it is started. */
static void
test_other_optimizer (Fixture       *f,
                      gconstpointer  data)
{
  HillExperiment experiment;

  load (f, 20);
  hill_session_start (f->session);
  wait_idle (f);
  experiment = *hill_session_get_experiment (f->session);
  experiment.optimizer = HILL_OPTIMIZER_ADAM;
  g_assert_true (hill_session_set_experiment (f->session, &experiment, NULL));
  wait_idle (f);
  g_assert_cmpuint (get_shown (f)->n_steps, ==, 20);
  hill_session_step (f->session);
  wait_idle (f);
  g_assert_cmpuint (get_shown (f)->n_steps, ==, 1);
  g_assert_cmpint (get_shown (f)->experiment.optimizer, ==, HILL_OPTIMIZER_ADAM);
}

static void
test_bad_experiment (Fixture       *f,
                     gconstpointer  data)
{
  HillExperiment experiment = *hill_session_get_experiment (f->session);
  g_autoptr(GError) error = NULL;

  experiment.rate = NAN;
  g_assert_false (hill_session_set_experiment (f->session, &experiment, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
  g_assert_true (isfinite (hill_session_get_experiment (f->session)->rate));
}

static void
test_failed_load_keeps_all (Fixture       *f,
                            gconstpointer  data)
{
  HillDataset *dataset;

  load (f, 20);
  hill_session_start (f->session);
  wait_idle (f);
  dataset = hill_session_get_dataset (f->session);
  hill_session_load (f->session, "points:none", NULL);
  g_assert_true (hill_session_get_loading (f->session));
  wait_idle (f);
  g_assert_false (hill_session_get_loading (f->session));
  g_assert_cmpint (f->n_failures, ==, 1);
  g_assert_nonnull (strstr (f->failure, "points:blobs"));
  g_assert_true (hill_session_get_dataset (f->session) == dataset);
  hill_session_seek (f->session, 5);
  wait_idle (f);
  g_assert_cmpuint (get_shown (f)->step, ==, 5);
  g_assert_cmpuint (get_shown (f)->n_steps, ==, 20);
}

static void
test_cancel_loading (Fixture       *f,
                     gconstpointer  data)
{
  gint64 start;

  load (f, 20);
  hill_session_load (f->session, "scenes:seed=9", NULL);
  g_usleep (20000);
  start = g_get_monotonic_time ();
  hill_session_cancel_loading (f->session);
  g_assert_false (hill_session_get_loading (f->session));
  wait_idle (f);
  g_assert_cmpint (g_get_monotonic_time () - start, <, PROMPT);
  g_assert_cmpint (f->n_failures, ==, 0);
  g_assert_cmpint (f->n_loaded, ==, 1);
  g_assert_false (hill_dataset_has_images (hill_session_get_dataset (f->session)));
}

/* Mostly before the worker has taken the job: then no end of a job tells that nothing is left to do. */
static void
test_cancel_loading_at_once (Fixture       *f,
                             gconstpointer  data)
{
  load (f, 20);
  for (int i = 0; i < 100; i++)
    {
      hill_session_load (f->session, "points:circles", NULL);
      hill_session_cancel_loading (f->session);
      wait_idle (f);
    }
  g_assert_cmpint (f->n_failures, ==, 0);
}

static void
test_replace_in_mid_run (Fixture       *f,
                         gconstpointer  data)
{
  load (f, 10000000);
  hill_session_start (f->session);
  wait_for_steps (f, 10);
  hill_session_load (f->session, "points:blobs", NULL);
  g_assert_false (hill_session_get_running (f->session));
  hill_session_load (f->session, "points:circles", NULL);
  wait_idle (f);
  g_assert_cmpstr (hill_dataset_get_spec (hill_session_get_dataset (f->session)), ==, "points:circles");
  g_assert_cmpuint (get_shown (f)->n_steps, ==, 0);
  g_assert_cmpstr (hill_dataset_get_spec (hill_design_get_dataset (get_shown (f)->design)), ==, "points:circles");
  g_assert_cmpint (f->n_failures, ==, 0);
}

static void
test_leave_in_mid_run (Fixture       *f,
                       gconstpointer  data)
{
  gint64 start;

  load (f, 10000000);
  hill_session_start (f->session);
  wait_for_steps (f, 10);
  start = g_get_monotonic_time ();
  hill_session_shut_down (f->session);
  g_assert_cmpint (g_get_monotonic_time () - start, <, PROMPT);
  g_assert_false (hill_session_get_running (f->session));
  /* What is asked of it from now on is nothing. */
  hill_session_start (f->session);
  hill_session_seek (f->session, 1);
  hill_session_load (f->session, "points:blobs", NULL);
  g_assert_false (hill_session_get_busy (f->session));
}

static void
test_optimum (Fixture       *f,
              gconstpointer  data)
{
  load (f, 200);
  hill_session_find_optimum (f->session);
  wait_idle (f);
  g_assert_true (isfinite (f->optimum));
  hill_session_start (f->session);
  wait_idle (f);
  g_assert_cmpfloat (hill_evaluation_get_loss (&get_shown (f)->train), >=, f->optimum - 1e-6);
}

static void
test_pace (Fixture       *f,
           gconstpointer  data)
{
  gint64 start;

  load (f, 10000000);
  g_object_set (f->session, "steps-per-second", 50.0, NULL);
  start = g_get_monotonic_time ();
  hill_session_start (f->session);
  wait_for_steps (f, 10);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, G_USEC_PER_SEC / 6);
  g_assert_cmpfloat (hill_session_get_steps_per_second (f->session), ==, 50);
  hill_session_set_steps_per_second (f->session, 0);
  wait_for_steps (f, 2000);
}

/* However many snapshots are made while the main thread sleeps, one arrives. */
static void
test_newest_wins (Fixture       *f,
                  gconstpointer  data)
{
  load (f, 10000000);
  hill_session_start (f->session);
  wait_for_steps (f, 1);
  hill_session_pause (f->session);
  wait_idle (f);
  hill_session_start (f->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  f->n_snapshots = 0;
  g_usleep (G_USEC_PER_SEC / 2);
  while (f->n_snapshots == 0)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (f->n_snapshots, ==, 1);
}

static void
do_nothing (HillJob  *job,
            gpointer  data)
{
}

static void
on_nothing (HillJob  *job,
            gpointer  data)
{
}

static void
do_anything (Fixture    *f,
             HillRandom *random)
{
  static const char * const specs[] = { "points:blobs", "points:moons", "points:nothing" };
  HillExperiment experiment = *hill_session_get_experiment (f->session);
  float start[9] = { 1, -1, 2 };

  switch (hill_random_below (random, 14))
    {
    case 0:
      hill_session_load (f->session, specs[hill_random_below (random, 3)], NULL);
      break;
    case 1:
      hill_session_cancel_loading (f->session);
      break;
    case 2:
    case 3:
      hill_session_start (f->session);
      break;
    case 4:
      hill_session_pause (f->session);
      break;
    case 5:
      hill_session_step (f->session);
      break;
    case 6:
      hill_session_back (f->session);
      break;
    case 7:
      hill_session_seek (f->session, hill_random_below (random, 2000));
      break;
    case 8:
      hill_session_reset (f->session);
      break;
    case 9:
      experiment.rate = 0.001 * (1 + hill_random_below (random, 10));
      hill_session_set_experiment (f->session, &experiment, NULL);
      break;
    case 10:
      experiment.validation = 0.1 * hill_random_below (random, 5);
      hill_session_set_experiment (f->session, &experiment, NULL);
      break;
    case 11:
      hill_session_find_optimum (f->session);
      break;
    case 12:
      hill_session_set_start (f->session, hill_random_below (random, 2) == 0 ? start : NULL, NULL, 9);
      break;
    default:
      hill_job_unref (hill_session_compute (f->session, do_nothing, NULL, NULL, NULL, on_nothing, NULL));
      break;
    }
}

static void
test_anything_at_any_moment (Fixture       *f,
                             gconstpointer  data)
{
  HillRandom random;

  load (f, 5000);
  hill_random_init (&random, (guint64) g_test_rand_int ());
  for (int i = 0; i < 1000; i++)
    {
      do_anything (f, &random);
      if (hill_random_below (&random, 4) == 0)
        g_usleep (hill_random_below (&random, 3000));
      while (hill_random_below (&random, 3) != 0 && g_main_context_iteration (NULL, FALSE))
        ;
    }
  hill_session_pause (f->session);
  wait_idle (f);
  if (hill_session_get_snapshot (f->session) != NULL)
    check_snapshot (hill_session_get_snapshot (f->session));
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
  add ("/session/run", test_run);
  add ("/session/steps", test_steps);
  add ("/session/idle-when-all-is-told", test_idle_when_all_is_told);
  add ("/session/pause-and-reset", test_pause_and_reset);
  add ("/session/start", test_start);
  add ("/session/change-in-mid-run", test_change_in_mid_run);
  add ("/session/other-optimizer", test_other_optimizer);
  add ("/session/bad-experiment", test_bad_experiment);
  add ("/session/failed-load-keeps-all", test_failed_load_keeps_all);
  add ("/session/cancel-loading", test_cancel_loading);
  add ("/session/cancel-loading-at-once", test_cancel_loading_at_once);
  add ("/session/replace-in-mid-run", test_replace_in_mid_run);
  add ("/session/leave-in-mid-run", test_leave_in_mid_run);
  add ("/session/optimum", test_optimum);
  add ("/session/pace", test_pace);
  add ("/session/newest-wins", test_newest_wins);
  add ("/session/anything-at-any-moment", test_anything_at_any_moment);
  return g_test_run ();
}
