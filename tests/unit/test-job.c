/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Computations that pages ask of a session: what they post arrives, newest wins, a run steps aside for them, and they can be left. */

#include "session-fixture.h"

/* What a job of a test works on. */
typedef struct
{
  int n_posts;
  int n_notices;
  int last;
} Count;

static void
count_up (HillJob  *job,
          gpointer  data)
{
  Count *count = data;

  for (int i = 1; i <= count->n_posts && !hill_job_is_cancelled (job); i++)
    {
      hill_progress_report (hill_job_get_progress (job), i / (double) count->n_posts, NULL);
      hill_job_post (job, g_memdup2 (&i, sizeof i));
      g_usleep (100);
    }
  if (count->n_posts == 0)
    hill_job_fail (job, g_error_new_literal (HILL_ERROR, HILL_ERROR_ARGUMENT, "There is nothing to count."));
}

static void
on_count (HillJob  *job,
          gpointer  data)
{
  g_autofree int *result = hill_job_take_result (job);
  Count *count = data;

  count->n_notices++;
  if (result != NULL)
    {
      g_assert_cmpint (*result, >, count->last);
      count->last = *result;
    }
}

static HillJob *
start_count (Fixture *f,
             int      n_posts,
             Count   *seen)
{
  Count asked = { .n_posts = n_posts };

  return hill_session_compute (f->session, count_up, g_memdup2 (&asked, sizeof asked), g_free, g_free, on_count, seen);
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
test_compute (Fixture       *f,
              gconstpointer  data)
{
  Count seen = { 0 }, none = { 0 };
  g_autoptr(HillJob) job = start_count (f, 200, &seen);
  g_autoptr(HillJob) failing = start_count (f, 0, &none);

  g_assert_true (hill_session_get_busy (f->session));
  wait_for_job (job);
  g_assert_cmpint (seen.last, ==, 200);
  g_assert_cmpfloat (hill_job_get_fraction (job), ==, 1);
  g_assert_null (hill_job_get_message (job));
  wait_for_job (failing);
  g_assert_cmpstr (hill_job_get_message (failing), ==, "There is nothing to count.");
  wait_idle (f);
}

/* A run steps aside, and goes on. */
static void
test_compute_in_mid_run (Fixture       *f,
                         gconstpointer  data)
{
  Count seen = { 0 };
  g_autoptr(HillJob) job = NULL;
  guint64 reached;

  load (f, 10000000);
  hill_session_start (f->session);
  wait_for_steps (f, 10);
  job = start_count (f, 10, &seen);
  wait_for_job (job);
  g_assert_cmpint (seen.last, ==, 10);
  g_assert_true (hill_session_get_running (f->session));
  reached = get_shown (f)->n_steps;
  wait_for_steps (f, reached + 100);
}

static void
test_compute_cancelled (Fixture       *f,
                        gconstpointer  data)
{
  Count seen = { 0 }, waiting = { 0 };
  g_autoptr(HillJob) job = NULL;
  g_autoptr(HillJob) forgotten = NULL;

  load (f, 10000000);
  job = start_count (f, G_MAXINT, &seen);
  forgotten = start_count (f, 10, &waiting);
  while (seen.last == 0)
    g_main_context_iteration (NULL, TRUE);
  hill_job_cancel (job);
  seen.n_notices = 0;
  wait_for_job (forgotten);
  g_assert_cmpint (waiting.last, ==, 10);
  g_assert_cmpint (seen.n_notices, ==, 0);

  /* Another data set ends it too, and says so. */
  g_clear_pointer (&job, hill_job_unref);
  seen = (Count) { 0 };
  job = start_count (f, G_MAXINT, &seen);
  while (seen.last == 0)
    g_main_context_iteration (NULL, TRUE);
  hill_session_load (f->session, "points:blobs", NULL);
  wait_for_job (job);
  wait_idle (f);
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
  add ("/job/compute", test_compute);
  add ("/job/in-mid-run", test_compute_in_mid_run);
  add ("/job/cancelled", test_compute_cancelled);
  return g_test_run ();
}
