/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Options as words: each reads back as it was written, and nothing odd gets in. */

#include "hill-experiment.h"

#include <locale.h>
#include <math.h>
#include <string.h>

typedef struct
{
  const char *key;
  const char *value;
} Pair;

static void
test_defaults (void)
{
  HillExperiment experiment;

  hill_experiment_init (&experiment);
  g_assert_true (hill_experiment_check (&experiment, NULL));
  g_assert_cmpstr (experiment.features, ==, "pixels");
  g_assert_cmpint (experiment.scale, ==, HILL_SCALE_CENTER);
  g_assert_cmpint (experiment.loss.type, ==, HILL_LOSS_SOFTMAX);
  g_assert_cmpint (experiment.loss.regularizer, ==, HILL_REGULARIZER_L2);
  g_assert_cmpfloat (experiment.loss.lambda, ==, 1e-4);
  g_assert_cmpuint (experiment.batch_size, ==, 256);
  g_assert_cmpuint (experiment.n_epochs, ==, 20);
  g_assert_cmpuint (experiment.seed, ==, 1);
}

/* Each value differs from the default, and comes back letter by letter. */
static void
test_round_trip (void)
{
  static const Pair pairs[] = {
    { "features", "pixels" }, { "scale", "standardize" }, { "loss", "hinge" }, { "margin", "2.5" }, { "regularizer", "elastic" },
    { "lambda", "0.003" }, { "beta", "0.1" }, { "l1-step", "proximal" }, { "optimizer", "lbfgs" }, { "rate", "0.30000000000000004" }, { "schedule", "step" },
    { "decay-factor", "0.5" }, { "decay-epochs", "7" }, { "momentum", "0.95" }, { "decay", "0.99" }, { "epsilon", "1e-06" },
    { "batch", "full" }, { "sampling", "replacement" }, { "epochs", "0" }, { "steps", "12345" }, { "init-scale", "0.01" },
    { "validation", "0.1" }, { "tolerance", "0.0001" }, { "seed", "18446744073709551615" },
  };
  HillExperiment experiment;
  GError *error = NULL;

  hill_experiment_init (&experiment);
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      hill_experiment_set (&experiment, pairs[i].key, pairs[i].value, &error);
      g_assert_no_error (error);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *value = hill_experiment_get (&experiment, pairs[i].key);

      g_assert_cmpstr (value, ==, pairs[i].value);
      g_assert_cmpstr (hill_experiment_get_keys ()[i], ==, pairs[i].key);
    }
  g_assert_null (hill_experiment_get_keys ()[G_N_ELEMENTS (pairs)]);
  g_assert_cmpuint (experiment.batch_size, ==, 0);
  g_assert_cmpint (experiment.optimizer, ==, HILL_OPTIMIZER_LBFGS);
}

static void
test_refused (void)
{
  static const Pair pairs[] = {
    { "rate", "nan" }, { "rate", "inf" }, { "rate", "1e999" }, { "rate", "0x10" }, { "rate", "0" }, { "rate", "-1" },
    { "rate", "" }, { "rate", " 1" }, { "rate", "1 " }, { "rate", "0,5" }, { "rate", "1e" }, { "lambda", "-0.1" }, { "lambda", "NaN" },
    { "margin", "0" }, { "beta", "-1" }, { "momentum", "1" }, { "momentum", "-0.1" }, { "decay", "1" }, { "epsilon", "0" }, { "epsilon", "1e-60" }, { "margin", "1e-300" },
    { "batch", "0" }, { "batch", "-5" }, { "batch", "1.5" }, { "batch", "4294967296" }, { "batch", "" }, { "batch", "Full" },
    { "epochs", "-1" }, { "epochs", "1000001" }, { "steps", "99999999999" }, { "decay-epochs", "0" }, { "decay-factor", "0" },
    { "decay-factor", "1.1" }, { "validation", "1" }, { "validation", "-0.1" }, { "tolerance", "1" }, { "init-scale", "-1" },
    { "seed", "18446744073709551616" }, { "seed", "-1" }, { "seed", "" }, { "loss", "Hinge" }, { "loss", "" },
    { "optimizer", "sgd" }, { "scale", "yes" }, { "features", "" }, { "colour", "red" }, { "", "" },
    { "features", "0123456789012345678901234567890123456789012345678901234567890123" },
  };
  HillExperiment experiment, before;

  hill_experiment_init (&experiment);
  before = experiment;
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (hill_experiment_set (&experiment, pairs[i].key, pairs[i].value, &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
      g_assert_cmpmem (&experiment, sizeof experiment, &before, sizeof before);
    }
}

static void
test_check (void)
{
  HillExperiment experiment;

  hill_experiment_init (&experiment);
  experiment.rate = NAN;
  g_assert_false (hill_experiment_check (&experiment, NULL));
  hill_experiment_init (&experiment);
  experiment.loss.lambda = INFINITY;
  g_assert_false (hill_experiment_check (&experiment, NULL));
  hill_experiment_init (&experiment);
  experiment.optimizer = (HillOptimizer) 7;
  g_assert_false (hill_experiment_check (&experiment, NULL));
  hill_experiment_init (&experiment);
  memset (experiment.features, 'x', sizeof experiment.features);
  g_assert_false (hill_experiment_check (&experiment, NULL));
  hill_experiment_init (&experiment);
  experiment.rate = 1e300;
  g_assert_true (hill_experiment_check (&experiment, NULL));
}

static void
test_locale (void)
{
  static const char * const names[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "de_DE.utf8" };
  HillExperiment experiment;
  g_autofree char *value = NULL;
  const char *found = NULL;

  for (gsize i = 0; found == NULL && i < G_N_ELEMENTS (names); i++)
    found = setlocale (LC_NUMERIC, names[i]);
  if (found == NULL)
    {
      g_test_skip ("no locale with a decimal comma is installed");
      return;
    }
  hill_experiment_init (&experiment);
  g_assert_true (hill_experiment_set (&experiment, "rate", "0.25", NULL));
  value = hill_experiment_get (&experiment, "rate");
  setlocale (LC_NUMERIC, "C");
  g_assert_cmpstr (value, ==, "0.25");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment/defaults", test_defaults);
  g_test_add_func ("/experiment/round-trip", test_round_trip);
  g_test_add_func ("/experiment/refused", test_refused);
  g_test_add_func ("/experiment/check", test_check);
  g_test_add_func ("/experiment/locale", test_locale);
  return g_test_run ();
}
