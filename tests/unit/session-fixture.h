/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A session that counts what it tells, and patience with it: for the tests of the session and of the jobs it is given. */

#pragma once

#include "hill-session.h"

#include <math.h>

#define PATIENCE (60 * G_USEC_PER_SEC)
typedef struct
{
  HillSession *session;
  int          n_loaded;
  int          n_snapshots;
  int          n_failures;
  char        *failure;
  double       optimum;
} Fixture;

static inline void
on_loaded (Fixture *f)
{
  f->n_loaded++;
}

/* What a snapshot says about itself holds together. */
static inline void
check_snapshot (const HillSnapshot *s)
{
  gsize n = HILL_N_WEIGHTS (hill_design_get_n_classes (s->design), hill_design_get_n_features (s->design));

  g_assert_cmpuint (s->step, <=, s->n_steps);
  g_assert_cmpuint (hill_history_get_n_steps (s->history), ==, s->n_steps);
  g_assert_true (!s->evaluated || s->evaluated_step == s->step);
  g_assert_true (s->step == 0 || s->n_batch > 0);
  g_assert_true (s->confusion == NULL || s->confusion->n_examples > 0);
  for (gsize i = 0; i < n; i++)
    g_assert_true (isfinite (s->weights[i]));
}

static inline void
on_snapshot (Fixture *f)
{
  f->n_snapshots++;
  check_snapshot (hill_session_get_snapshot (f->session));
}

static inline void
on_failed (HillSession *session,
           const char  *message,
           Fixture     *f)
{
  f->n_failures++;
  g_free (f->failure);
  f->failure = g_strdup (message);
}

static inline void
on_optimum (HillSession *session,
            double       loss,
            Fixture     *f)
{
  f->optimum = loss;
}

static inline void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->session = hill_session_new ();
  f->optimum = NAN;
  g_signal_connect_swapped (f->session, "loaded", G_CALLBACK (on_loaded), f);
  g_signal_connect_swapped (f->session, "snapshot", G_CALLBACK (on_snapshot), f);
  g_signal_connect (f->session, "failed", G_CALLBACK (on_failed), f);
  g_signal_connect (f->session, "optimum", G_CALLBACK (on_optimum), f);
}

static inline void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_assert_finalize_object (f->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_free (f->failure);
}

static inline void
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

static inline HillSnapshot *
get_shown (Fixture *f)
{
  HillSnapshot *snapshot = hill_session_get_snapshot (f->session);

  g_assert_nonnull (snapshot);
  return snapshot;
}

/* A short run on few points, and a longer one that is not over by itself. */
static inline void
load (Fixture *f,
      gsize    n_steps)
{
  HillExperiment experiment = *hill_session_get_experiment (f->session);

  experiment.n_steps = n_steps;
  experiment.batch_size = 32;
  experiment.rate = 0.01;
  g_assert_true (hill_session_set_experiment (f->session, &experiment, NULL));
  hill_session_load (f->session, "points:moons", NULL);
  wait_idle (f);
  g_assert_cmpint (f->n_loaded, ==, 1);
  g_assert_cmpuint (get_shown (f)->n_steps, ==, 0);
  g_assert_true (get_shown (f)->evaluated);
}

static inline void
wait_for_steps (Fixture *f,
                guint64  n_steps)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (get_shown (f)->n_steps < n_steps)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (500);
    }
}
