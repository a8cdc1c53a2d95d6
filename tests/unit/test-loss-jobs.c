/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the Loss page asks of the worker arrives, in parts where it takes long, and can be left. */

#include "hill-loss-jobs.h"

#include <math.h>

typedef struct
{
  HillSession *session;
  guint        n_results;
  gpointer     last;            /* the newest result; freed with free_last */
  void       (*free_last) (gpointer);
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->session = hill_session_new ();
}

static void
forget (Fixture *f)
{
  if (f->last != NULL)
    f->free_last (f->last);
  f->last = NULL;
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  forget (f);
  g_assert_finalize_object (f->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
load (Fixture    *f,
      const char *spec)
{
  HillLoadOptions options = { .limit = 300 };

  hill_session_load (f->session, spec, &options);
  while (hill_session_get_busy (f->session) || hill_session_get_snapshot (f->session) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_result (HillJob  *job,
           gpointer  data)
{
  Fixture *f = data;
  gpointer result = hill_job_take_result (job);

  if (result == NULL)
    return;
  forget (f);
  f->last = result;
  f->n_results++;
}

static void
wait_for_job (HillJob *job)
{
  while (!hill_job_is_over (job))
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_nothing_yet (Fixture       *f,
                  gconstpointer  data)
{
  const double lambda = 1;
  const guint32 row = 0;

  g_assert_null (hill_session_check_sanity (f->session, on_result, f));
  g_assert_null (hill_session_trace_lambda (f->session, hill_session_get_experiment (f->session), &lambda, 1, on_result, f));
  g_assert_null (hill_session_score_images (f->session, HILL_SPLIT_TRAIN, &row, 1, NULL, 0, on_result, f));
}

static void
test_sanity (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(HillJob) job = NULL;
  HillSanityReport *report;

  load (f, "scenes");
  f->free_last = (GDestroyNotify) hill_sanity_report_free;
  job = hill_session_check_sanity (f->session, on_result, f);
  wait_for_job (job);
  g_assert_null (hill_job_get_message (job));
  report = f->last;
  for (int i = 0; i < HILL_N_SANITY_CHECKS; i++)
    {
      g_test_message ("%s", report->lights[i].reason);
      g_assert_cmpint (report->lights[i].state, ==, HILL_SANITY_PASSED);
      g_assert_nonnull (hill_sanity_get_title ((HillSanityCheck) i, report->type));
    }
  g_assert_cmpfloat_with_epsilon (report->lights[0].found, log (10), 1e-4);
}

static void
test_path (Fixture       *f,
           gconstpointer  data)
{
  HillExperiment e = *hill_session_get_experiment (f->session);
  g_autoptr(HillJob) job = NULL;
  HillLambdaPath *path;
  double lambdas[5];

  load (f, "points:blobs");
  e.loss.regularizer = HILL_REGULARIZER_L1;
  e.l1_step = HILL_L1_PROXIMAL;
  e.n_epochs = 20;
  hill_lambda_path_fill (10, 1e-4, 5, lambdas);
  f->free_last = (GDestroyNotify) hill_lambda_path_free;
  job = hill_session_trace_lambda (f->session, &e, lambdas, 5, on_result, f);
  wait_for_job (job);
  g_assert_null (hill_job_get_message (job));
  path = f->last;
  g_assert_cmpuint (path->n_lambdas, ==, 5);
  g_assert_cmpuint (path->n_points, ==, 5);
  g_assert_cmpfloat (hill_norms_get_zero_share (&path->points[0]->norms), >, hill_norms_get_zero_share (&path->points[4]->norms));
  g_assert_cmpfloat (hill_evaluation_get_accuracy (&path->points[4]->train), >,
                     hill_evaluation_get_accuracy (&path->points[0]->train));
}

static void
test_path_refused (Fixture       *f,
                   gconstpointer  data)
{
  HillExperiment e = *hill_session_get_experiment (f->session);
  const double lambdas[] = { 0.1, -1 };
  g_autoptr(HillJob) job = NULL;

  load (f, "points:blobs");
  f->free_last = (GDestroyNotify) hill_lambda_path_free;
  job = hill_session_trace_lambda (f->session, &e, lambdas, 2, on_result, f);
  wait_for_job (job);
  g_assert_nonnull (hill_job_get_message (job));
  g_assert_cmpuint (((HillLambdaPath *) f->last)->n_points, ==, 1);
}

static void
test_path_left (Fixture       *f,
                gconstpointer  data)
{
  HillExperiment e = *hill_session_get_experiment (f->session);
  g_autoptr(HillJob) job = NULL;
  double lambdas[3] = { 1e-4, 1e-4, 1e-4 };

  load (f, "points:moons");
  e.n_epochs = 0;
  e.n_steps = 10000000;
  e.batch_size = 32;
  f->free_last = (GDestroyNotify) hill_lambda_path_free;
  job = hill_session_trace_lambda (f->session, &e, lambdas, 3, on_result, f);
  while (hill_job_get_fraction (job) <= 0)
    g_main_context_iteration (NULL, TRUE);
  hill_job_cancel (job);
  while (hill_session_get_busy (f->session))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (f->n_results, ==, 0);
}

static void
test_scores (Fixture       *f,
             gconstpointer  data)
{
  const guint32 rows[] = { 0, 17, 5 };
  g_autofree float *expected = NULL;
  g_autofree guint *classes = g_new0 (guint, 2);
  HillSnapshot *snapshot;
  HillSheet *sheet;
  HillJob *job;

  load (f, "points:blobs");
  for (int i = 0; i < 5; i++)
    hill_session_step (f->session);
  while (hill_session_get_busy (f->session))
    g_main_context_iteration (NULL, TRUE);
  snapshot = hill_session_get_snapshot (f->session);
  f->free_last = (GDestroyNotify) hill_sheet_free;
  job = hill_session_score_images (f->session, HILL_SPLIT_TRAIN, rows, 3, NULL, 0, on_result, f);
  wait_for_job (job);
  hill_job_unref (job);
  sheet = f->last;
  {
    g_autoptr(HillObjective) objective = hill_objective_new (snapshot->design, 1);

    expected = g_new (float, 3 * 3);
    hill_objective_scores (objective, snapshot->weights, HILL_SPLIT_TRAIN, rows, 3, expected);
  }
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (hill_sheet_get_label (sheet, i), ==, hill_design_get_labels (snapshot->design, HILL_SPLIT_TRAIN)[rows[i]]);
      for (guint c = 0; c < 3; c++)
        g_assert_cmpfloat_with_epsilon (hill_sheet_get_score (sheet, i, c), expected[i * 3 + c], 1e-4);
    }

  /* Two classes, of which one must be the image's own. */
  classes[0] = hill_sheet_get_label (sheet, 0) == 2 ? 0 : 2;
  classes[1] = hill_sheet_get_label (sheet, 0);
  job = hill_session_score_images (f->session, HILL_SPLIT_TRAIN, rows, 1, classes, 2, on_result, f);
  wait_for_job (job);
  hill_job_unref (job);
  sheet = f->last;
  g_assert_cmpuint (hill_sheet_get_n_classes (sheet), ==, 2);
  g_assert_cmpuint (hill_sheet_get_label (sheet, 0), ==, 1);
  g_assert_cmpfloat_with_epsilon (hill_sheet_get_score (sheet, 0, 0), expected[classes[0]], 1e-4);
  job = hill_session_score_images (f->session, HILL_SPLIT_TRAIN, rows, 1, classes, 1, on_result, f);
  wait_for_job (job);
  g_assert_nonnull (hill_job_get_message (job));
  hill_job_unref (job);
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
  add ("/loss-jobs/nothing-yet", test_nothing_yet);
  add ("/loss-jobs/sanity", test_sanity);
  add ("/loss-jobs/path", test_path);
  add ("/loss-jobs/path-refused", test_path_refused);
  add ("/loss-jobs/path-left", test_path_left);
  add ("/loss-jobs/scores", test_scores);
  return g_test_run ();
}
