/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A session written to its file and opened again: the same run, bit for bit, with what was changed on the way. */

#include "hill-session-file.h"
#include "session-fixture.h"

#include <string.h>

#define N_STEPS 60

static gsize
get_n_weights (const HillSnapshot *s)
{
  return HILL_N_WEIGHTS (hill_design_get_n_classes (s->design), hill_design_get_n_features (s->design));
}

static void
step_to (Fixture *f,
         guint64  step)
{
  while (get_shown (f)->n_steps < step)
    {
      hill_session_step (f->session);
      wait_idle (f);
    }
}

static void
set_option (Fixture    *f,
            const char *key,
            const char *value)
{
  HillExperiment experiment = *hill_session_get_experiment (f->session);

  g_assert_true (hill_experiment_set (&experiment, key, value, NULL));
  g_assert_true (hill_session_set_experiment (f->session, &experiment, NULL));
  wait_idle (f);
}

static void
seek (Fixture *f,
      guint64  step)
{
  hill_session_seek (f->session, step);
  wait_idle (f);
  g_assert_cmpuint (get_shown (f)->step, ==, step);
}

/* (transfer full): what was written, read again. */
static HillExperimentFile *
round_trip (Fixture *f)
{
  g_autoptr(HillExperimentFile) file = hill_session_new_file (f->session);
  g_autofree char *text = hill_experiment_file_to_text (file, NULL);
  g_autoptr(GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);
  HillExperimentFile *again = hill_experiment_file_parse (text, strlen (text), NULL, complaints, NULL);

  g_assert_nonnull (again);
  g_assert_cmpuint (complaints->len, ==, 0);
  return again;
}

static void
assert_same (const HillSnapshot *a,
             const HillSnapshot *b)
{
  g_assert_cmpuint (a->step, ==, b->step);
  g_assert_cmpuint (a->n_steps, ==, b->n_steps);
  g_assert_cmpuint (a->planned_steps, ==, b->planned_steps);
  g_assert_cmpuint (get_n_weights (a), ==, get_n_weights (b));
  g_assert_cmpmem (a->weights, get_n_weights (a) * sizeof (float), b->weights, get_n_weights (b) * sizeof (float));
  for (gsize i = 0; i < a->n_steps; i++)
    g_assert_cmpfloat (hill_history_get_step (a->history, i)->data_loss, ==, hill_history_get_step (b->history, i)->data_loss);
}

/* Opens it in a session of its own, and compares the step shown and the last one. */
static void
check_again (Fixture *f)
{
  Fixture other = { 0 };
  guint64 shown = get_shown (f)->step, last = get_shown (f)->n_steps;

  set_up (&other, NULL);
  hill_session_open_file (other.session, round_trip (f));
  wait_idle (&other);
  g_assert_cmpint (other.n_failures, ==, 0);
  assert_same (get_shown (f), get_shown (&other));
  for (const char * const *key = hill_experiment_get_keys (); *key != NULL; key++)
    {
      g_autofree char *x = hill_experiment_get (hill_session_get_experiment (f->session), *key);
      g_autofree char *y = hill_experiment_get (hill_session_get_experiment (other.session), *key);

      g_assert_cmpstr (x, ==, y);
    }
  seek (f, last);
  seek (&other, last);
  assert_same (get_shown (f), get_shown (&other));
  seek (f, shown);
  tear_down (&other, NULL);
}

static void
test_untouched (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(HillExperimentFile) file = NULL;

  load (f, N_STEPS);
  file = hill_session_new_file (f->session);
  g_assert_cmpstr (file->dataset, ==, "points:moons");
  g_assert_cmpuint (file->step, ==, 0);
  g_assert_cmpuint (file->changes->len, ==, 0);
  check_again (f);
}

static void
test_run (Fixture       *f,
          gconstpointer  data)
{
  load (f, N_STEPS);
  step_to (f, 23);
  check_again (f);
  seek (f, 7);
  check_again (f);
}

static void
test_changes (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(HillExperimentFile) file = NULL;

  load (f, N_STEPS);
  step_to (f, 10);
  set_option (f, "rate", "0.1");
  step_to (f, 20);
  set_option (f, "batch", "17");
  set_option (f, "momentum", "0.5");
  step_to (f, 31);
  file = hill_session_new_file (f->session);
  g_assert_cmpuint (file->changes->len, ==, 2);
  g_assert_cmpuint (g_array_index (file->changes, HillExperimentChange, 0).step, ==, 10);
  g_assert_cmpfloat (file->experiment.rate, ==, 0.01);
  check_again (f);
}

/* Back, and another way from there. */
static void
test_branch (Fixture       *f,
             gconstpointer  data)
{
  load (f, N_STEPS);
  step_to (f, 20);
  seek (f, 12);
  set_option (f, "rate", "0.3");
  hill_session_step (f->session);
  wait_idle (f);
  g_assert_cmpuint (get_shown (f)->n_steps, ==, 13);
  step_to (f, 25);
  seek (f, 14);
  check_again (f);
}

/* Options that were turned and do not hold yet are neither lost nor part of the run. */
static void
test_next (Fixture       *f,
           gconstpointer  data)
{
  load (f, N_STEPS);
  step_to (f, 9);
  set_option (f, "rate", "0.7");
  set_option (f, "seed", "5");
  check_again (f);
  g_assert_cmpfloat (get_shown (f)->experiment.rate, ==, 0.01);
}

/* From another place, and only two weights move. */
static void
test_start (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(HillExperimentFile) file = NULL;
  g_autofree float *start = NULL;
  g_autofree guint8 *mask = NULL;
  gsize n;

  load (f, N_STEPS);
  n = get_n_weights (get_shown (f));
  start = g_new (float, n);
  mask = g_new0 (guint8, n);
  for (gsize i = 0; i < n; i++)
    start[i] = 0.1f * (float) (i + 1);
  mask[1] = mask[n - 1] = 1;
  hill_session_set_start (f->session, start, mask, n);
  wait_idle (f);
  check_again (f);
  step_to (f, 12);
  set_option (f, "rate", "0.2");
  step_to (f, 18);
  seek (f, 15);
  file = hill_session_new_file (f->session);
  g_assert_cmpuint (file->n_start, ==, n);
  g_assert_cmpuint (file->moving->len, ==, 2);
  check_again (f);
  g_assert_cmpfloat (get_shown (f)->weights[0], ==, start[0]);
}

static void
test_optimizers (Fixture       *f,
                 gconstpointer  data)
{
  static const char * const names[] = { "gd", "adam", "lbfgs" };

  load (f, N_STEPS);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      set_option (f, "optimizer", names[i]);
      hill_session_reset (f->session);
      wait_idle (f);
      step_to (f, 8);
      set_option (f, "lambda", "0.01");
      step_to (f, 14);
      seek (f, 11);
      check_again (f);
      set_option (f, "lambda", "0.0001");
    }
}

/* Another data set than the one that was meant is said, and used. */
static void
test_other_data (Fixture       *f,
                 gconstpointer  data)
{
  HillExperimentFile *file;

  load (f, N_STEPS);
  step_to (f, 3);
  file = round_trip (f);
  g_free (file->hash);
  file->hash = g_strdup ("sha256:0");
  hill_session_open_file (f->session, file);
  wait_idle (f);
  g_assert_cmpint (f->n_failures, ==, 1);
  g_assert_nonnull (strstr (f->failure, "not the one that this experiment was made with"));
  g_assert_cmpuint (get_shown (f)->step, ==, 3);
}

/* What cannot be loaded leaves everything as it was. */
static void
test_no_data (Fixture       *f,
              gconstpointer  data)
{
  HillExperimentFile *file;

  load (f, N_STEPS);
  step_to (f, 3);
  file = round_trip (f);
  g_free (file->dataset);
  file->dataset = g_strdup ("/nowhere/at-all");
  file->experiment.rate = 7;
  hill_session_open_file (f->session, file);
  wait_idle (f);
  g_assert_cmpint (f->n_failures, ==, 1);
  g_assert_cmpuint (get_shown (f)->step, ==, 3);
  g_assert_cmpfloat (hill_session_get_experiment (f->session)->rate, ==, 0.01);
  step_to (f, 4);
  g_assert_cmpint (f->n_failures, ==, 1);
}

/* Steps that a run never reaches: it stands where it ended. */
static void
test_too_far (Fixture       *f,
              gconstpointer  data)
{
  HillExperimentFile *file;

  load (f, N_STEPS);
  file = round_trip (f);
  file->step = 1000;
  hill_session_open_file (f->session, file);
  wait_idle (f);
  g_assert_cmpuint (get_shown (f)->step, ==, N_STEPS);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void      (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "untouched", test_untouched }, { "run", test_run }, { "changes", test_changes }, { "branch", test_branch }, { "next", test_next }, { "start", test_start },
    { "optimizers", test_optimizers }, { "other-data", test_other_data }, { "no-data", test_no_data }, { "too-far", test_too_far },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/session-file/", tests[i].name, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].func, tear_down);
    }
  return g_test_run ();
}
