/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Features in a session: a data set that does not have them, and an extraction that is cancelled. */

#include "hill-session.h"

#include <string.h>

#define PATIENCE (60 * G_USEC_PER_SEC)

typedef struct
{
  HillSession *session;
  int          n_failures;
  char        *failure;
} Fixture;

static void
on_failed (HillSession *session,
           const char  *message,
           Fixture     *f)
{
  f->n_failures++;
  g_free (f->failure);
  f->failure = g_strdup (message);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->session = hill_session_new ();
  g_signal_connect (f->session, "failed", G_CALLBACK (on_failed), f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_assert_finalize_object (f->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_free (f->failure);
}

static void
wait_idle (Fixture *f)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (hill_session_get_busy (f->session))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (500);
    }
}

static void
set_features (Fixture    *f,
              const char *features)
{
  HillExperiment experiment = *hill_session_get_experiment (f->session);

  g_assert_true (hill_experiment_set (&experiment, "features", features, NULL));
  experiment.n_steps = 5;
  g_assert_true (hill_session_set_experiment (f->session, &experiment, NULL));
}

static void
test_do_not_fit (Fixture       *f,
                 gconstpointer  data)
{
  set_features (f, "hog:8:9");
  hill_session_load (f->session, "points:blobs", NULL);
  wait_idle (f);
  g_assert_cmpint (f->n_failures, ==, 1);
  g_assert_nonnull (strstr (f->failure, "The run starts with pixels"));
  g_assert_cmpstr (hill_session_get_experiment (f->session)->features, ==, "pixels");
  g_assert_nonnull (hill_session_get_snapshot (f->session));
  g_assert_cmpstr (hill_session_get_snapshot (f->session)->experiment.features, ==, "pixels");
}

/* Other features make another run at step 0, whose size is theirs. */
static void
test_change (Fixture       *f,
             gconstpointer  data)
{
  HillLoadOptions options = { .limit = 60 };
  double preparing;

  set_features (f, "hue:18+hog:8:9");
  hill_session_load (f->session, "scenes", &options);
  wait_idle (f);
  g_assert_cmpuint (hill_design_get_n_features (hill_session_get_snapshot (f->session)->design), ==, 18 + 144);
  hill_session_start (f->session);
  wait_idle (f);
  g_assert_cmpuint (hill_session_get_snapshot (f->session)->n_steps, ==, 5);
  set_features (f, "pixels");
  hill_session_reset (f->session);
  wait_idle (f);
  g_assert_cmpuint (hill_design_get_n_features (hill_session_get_snapshot (f->session)->design), ==, 3072);
  g_assert_cmpint (f->n_failures, ==, 0);
  g_object_get (f->session, "preparing", &preparing, NULL);
  g_assert_cmpfloat (preparing, ==, -1);
}

/* Whether it comes early, late or never: the next start makes the run that is wanted. */
static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  HillLoadOptions options = { .limit = 500 };
  HillSnapshot *snapshot;

  hill_session_load (f->session, "scenes", &options);
  wait_idle (f);
  set_features (f, "hog:4:9:opencv");
  hill_session_cancel_preparing (f->session);
  wait_idle (f);
  hill_session_start (f->session);
  wait_idle (f);
  snapshot = hill_session_get_snapshot (f->session);
  g_assert_nonnull (snapshot);
  g_assert_cmpuint (snapshot->step, ==, 5);
  g_assert_cmpstr (hill_design_get_features (snapshot->design), ==, "hog:4:9:opencv");
  g_assert_cmpint (f->n_failures, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/session-features/do-not-fit", Fixture, NULL, set_up, test_do_not_fit, tear_down);
  g_test_add ("/session-features/change", Fixture, NULL, set_up, test_change, tear_down);
  g_test_add ("/session-features/cancel", Fixture, NULL, set_up, test_cancel, tear_down);

  return g_test_run ();
}
