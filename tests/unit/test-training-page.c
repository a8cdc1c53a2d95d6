/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the training page thinks without its widgets: which curves a history makes, which options matter when. */

#include "hill-run-curves.h"
#include "hill-training-options.h"

#include <math.h>
#include <string.h>

static HillSnapshot
new_snapshot (void)
{
  HillSnapshot snapshot = { 0 };

  hill_experiment_init (&snapshot.experiment);
  snapshot.history = hill_history_new ();
  return snapshot;
}

/* Step k has the data loss k + @mark, one step in a thousand stands out. */
static void
append (HillHistory *history,
        gsize        n_steps,
        double       mark)
{
  for (gsize i = 0; i < n_steps; i++)
    {
      gsize k = hill_history_get_n_steps (history);
      HillStepRecord record = { .data_loss = (k % 1000 == 500 ? 1e6 : 0) + (double) k + mark, .penalty = 0.5, .accuracy = 0.25 };

      hill_history_append_step (history, &record);
    }
}

/* (transfer full): the y values of one curve of the loss plot, x -> y. */
static GHashTable *
read_curve (const HillRunCurves *curves,
            const HillSnapshot  *snapshot,
            const char          *name)
{
  g_autoptr(HillPlot) plot = hill_run_curves_new_loss_plot (curves, snapshot, FALSE, NAN);
  g_autofree char *csv = hill_plot_to_csv (plot);
  g_auto(GStrv) lines = g_strsplit (csv, "\r\n", -1);
  GHashTable *points = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  double last_x = -1;

  for (char **line = lines + 1; *line != NULL; line++)
    {
      g_auto(GStrv) cells = g_strsplit (*line, ",", 3);

      if (g_strv_length (cells) != 3 || strcmp (cells[0], name) != 0)
        continue;
      g_assert_cmpfloat (g_ascii_strtod (cells[1], NULL), >, last_x);
      last_x = g_ascii_strtod (cells[1], NULL);
      g_hash_table_insert (points, g_strdup (cells[1]), g_strdup (cells[2]));
    }
  return points;
}

static void
assert_point (GHashTable *points,
              const char *x,
              double      y)
{
  const char *text = g_hash_table_lookup (points, x);

  g_assert_nonnull (text);
  g_assert_cmpfloat (g_ascii_strtod (text, NULL), ==, y);
}

static void
test_short_run (void)
{
  HillSnapshot snapshot = new_snapshot ();
  g_autoptr(HillRunCurves) curves = hill_run_curves_new ();
  g_autoptr(GHashTable) none = NULL;
  g_autoptr(GHashTable) points = NULL;
  g_autoptr(GHashTable) penalty = NULL;

  g_test_summary ("every step of a short run is a point of the curve");
  hill_run_curves_update (curves, &snapshot);
  none = read_curve (curves, &snapshot, "Data loss");
  g_assert_cmpuint (g_hash_table_size (none), ==, 0);

  append (snapshot.history, 10, 0);
  hill_run_curves_update (curves, &snapshot);
  append (snapshot.history, 3, 0);
  hill_run_curves_update (curves, &snapshot);
  points = read_curve (curves, &snapshot, "Data loss");
  penalty = read_curve (curves, &snapshot, "Penalty λR(W)");
  g_assert_cmpuint (g_hash_table_size (points), ==, 13);
  assert_point (points, "0", 0);
  assert_point (points, "12", 12);
  assert_point (penalty, "12", 0.5);
  hill_history_free (snapshot.history);
}

static void
test_long_run (void)
{
  const gsize n_steps = 100000;
  HillSnapshot snapshot = new_snapshot ();
  g_autoptr(HillRunCurves) curves = hill_run_curves_new ();
  g_autoptr(GHashTable) points = NULL;

  g_test_summary ("a long run keeps a bounded number of points, and every step that stands out");
  for (gsize i = 0; i < n_steps; i += 700)
    {
      append (snapshot.history, MIN (700, n_steps - i), 0);
      hill_run_curves_update (curves, &snapshot);
    }
  points = read_curve (curves, &snapshot, "Data loss");
  g_assert_cmpuint (g_hash_table_size (points), <=, 4096);
  g_assert_cmpuint (g_hash_table_size (points), >=, 2048);
  for (gsize k = 500; k < n_steps; k += 1000)
    {
      g_autofree char *x = g_strdup_printf ("%zu", k);

      assert_point (points, x, 1e6 + (double) k);
    }
  hill_history_free (snapshot.history);
}

static void
test_other_run (void)
{
  HillSnapshot snapshot = new_snapshot ();
  g_autoptr(HillRunCurves) curves = hill_run_curves_new ();
  g_autoptr(GHashTable) branch = NULL;
  g_autoptr(GHashTable) shorter = NULL;

  g_test_summary ("a branch and a reset replace what was read before");
  append (snapshot.history, 20, 0);
  hill_run_curves_update (curves, &snapshot);
  hill_history_truncate (snapshot.history, 5);
  append (snapshot.history, 30, 0.25);
  hill_run_curves_update (curves, &snapshot);
  branch = read_curve (curves, &snapshot, "Data loss");
  g_assert_cmpuint (g_hash_table_size (branch), ==, 35);
  assert_point (branch, "4", 4);
  assert_point (branch, "5", 5.25);

  hill_history_truncate (snapshot.history, 0);
  append (snapshot.history, 2, 7);
  hill_run_curves_update (curves, &snapshot);
  shorter = read_curve (curves, &snapshot, "Data loss");
  g_assert_cmpuint (g_hash_table_size (shorter), ==, 2);
  assert_point (shorter, "0", 7);
  hill_history_free (snapshot.history);
}

static void
test_not_finite (void)
{
  HillSnapshot snapshot = new_snapshot ();
  HillStepRecord record = { .data_loss = NAN, .penalty = INFINITY, .accuracy = 0 };
  g_autoptr(HillRunCurves) curves = hill_run_curves_new ();
  g_autoptr(HillPlot) loss = NULL;
  g_autoptr(HillPlot) accuracy = NULL;

  g_test_summary ("values of a run that diverged do no harm");
  append (snapshot.history, 5000, 0);
  for (int i = 0; i < 5000; i++)
    hill_history_append_step (snapshot.history, &record);
  hill_run_curves_update (curves, &snapshot);
  loss = hill_run_curves_new_loss_plot (curves, &snapshot, TRUE, 3);
  accuracy = hill_run_curves_new_accuracy_plot (curves, &snapshot, NAN);
  g_assert_nonnull (loss);
  g_assert_nonnull (accuracy);
  hill_history_free (snapshot.history);
}

static const HillOption *
find_option (const char *key)
{
  gsize n_options;
  const HillOption *options = hill_training_options_get (&n_options);

  for (gsize i = 0; i < n_options; i++)
    if (strcmp (options[i].key, key) == 0)
      return &options[i];
  return NULL;
}

static void
test_every_option (void)
{
  HillExperiment experiment;

  g_test_summary ("every training option has a control, and every choice of a control is one");
  hill_experiment_init (&experiment);
  for (const char * const *key = hill_experiment_get_keys (); *key != NULL; key++)
    {
      const HillOption *option = find_option (*key);

      if (option == NULL)
        g_error ("no control for %s", *key);
      for (int i = 0; option->values[i] != NULL; i++)
        {
          HillExperiment copy = experiment;
          g_autoptr(GError) error = NULL;
          g_autofree char *value = NULL;

          hill_option_set_value (option, &copy, option->values[i], &error);
          g_assert_no_error (error);
          value = hill_option_get_value (option, &copy);
          g_assert_cmpstr (value, ==, option->values[i]);
          g_assert_nonnull (option->names[i]);
        }
    }
}

static void
assert_matters (const HillExperiment *experiment,
                const char           *keys,
                gboolean              matters)
{
  g_auto(GStrv) list = g_strsplit (keys, " ", -1);

  for (char **key = list; *key != NULL; key++)
    if (hill_option_matters (find_option (*key), experiment) != matters)
      g_error ("%s should%s matter", *key, matters ? "" : " not");
}

static void
test_what_matters (void)
{
  HillExperiment e;

  hill_experiment_init (&e);
  assert_matters (&e, "rate momentum lambda batch sampling schedule epochs", TRUE);
  assert_matters (&e, "margin beta l1-step decay epsilon decay-factor decay-epochs steps", FALSE);
  e.loss.regularizer = HILL_REGULARIZER_L1;
  assert_matters (&e, "l1-step", TRUE);

  e.loss.type = HILL_LOSS_HINGE;
  e.loss.regularizer = HILL_REGULARIZER_ELASTIC;
  e.optimizer = HILL_OPTIMIZER_ADAM;
  e.schedule = HILL_SCHEDULE_STEP;
  e.n_steps = 10;
  e.batch_size = 0;
  assert_matters (&e, "margin beta lambda momentum decay epsilon decay-factor decay-epochs steps", TRUE);
  assert_matters (&e, "sampling epochs l1-step", FALSE);
  g_assert_cmpstr (hill_option_get_label (find_option ("decay"), &e), ==, "Decay β₂");

  e.loss.regularizer = HILL_REGULARIZER_NONE;
  e.optimizer = HILL_OPTIMIZER_LBFGS;
  assert_matters (&e, "lambda beta rate momentum decay epsilon schedule decay-factor decay-epochs batch sampling", FALSE);
}

static void
test_changes (void)
{
  HillExperiment running, wanted;
  g_autofree char *none = NULL;
  g_autofree char *two = NULL;

  g_test_summary ("only what needs a new run is listed");
  hill_experiment_init (&running);
  wanted = running;
  wanted.rate *= 2;
  wanted.loss.lambda = 0.5;
  none = hill_training_options_list_changes (&running, &wanted);
  g_assert_null (none);
  wanted.seed++;
  wanted.optimizer = HILL_OPTIMIZER_ADAM;
  two = hill_training_options_list_changes (&running, &wanted);
  g_assert_cmpstr (two, ==, "Optimiser, Seed");
}

static void
test_length (void)
{
  const HillOption *length = find_option ("length");
  HillExperiment experiment;

  hill_experiment_init (&experiment);
  g_assert_true (hill_option_set_value (length, &experiment, "steps", NULL));
  g_assert_cmpuint (experiment.n_steps, >, 0);
  g_assert_true (hill_option_set_value (length, &experiment, "epochs", NULL));
  g_assert_cmpuint (experiment.n_steps, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run-curves/short", test_short_run);
  g_test_add_func ("/run-curves/long", test_long_run);
  g_test_add_func ("/run-curves/other-run", test_other_run);
  g_test_add_func ("/run-curves/not-finite", test_not_finite);
  g_test_add_func ("/training-options/all", test_every_option);
  g_test_add_func ("/training-options/what-matters", test_what_matters);
  g_test_add_func ("/training-options/changes", test_changes);
  g_test_add_func ("/training-options/length", test_length);
  return g_test_run ();
}
