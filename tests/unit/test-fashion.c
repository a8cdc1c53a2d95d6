/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a linear classifier reaches on Fashion-MNIST (Debian's dataset-fashion-mnist): the accuracies of the default experiment, the
 * optimum of the textbook objective, the settings that the README names, and the same bits along the time line. */

#include "hill-load.h"
#include "hill-metrics.h"
#include "hill-trainer.h"

#include <string.h>

/* The minimum of softmax, L2 with lambda 1e-4, unscaled pixels, free bias. */
#define OPTIMUM 0.396024

static HillDataset *dataset;          /* loaded once */
static HillDesign *designs[HILL_SCALE_STANDARDIZE + 1];

/* The sanitizers make a pass over 60,000 pictures ten times as long: fewer steps then, and fewer demands. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SLOW TRUE
#else
#define IS_SLOW FALSE
#endif

static gboolean
have_data (void)
{
  g_autoptr(HillPartition) partition = NULL;
  g_autoptr(GError) error = NULL;

  if (dataset == NULL)
    dataset = hill_dataset_load ("fashion-mnist", NULL, &error);
  if (dataset == NULL)
    {
      g_test_skip ("Fashion-MNIST is not installed: apt install dataset-fashion-mnist");
      return FALSE;
    }
  if (designs[0] != NULL)
    return TRUE;
  partition = hill_partition_new (dataset, 0, 1);
  for (int scale = 0; scale <= HILL_SCALE_STANDARDIZE; scale++)
    designs[scale] = hill_design_new (dataset, partition, "pixels", (HillScale) scale, 0, NULL, NULL);
  return TRUE;
}

static HillTrainer *
trainer_new (const HillExperiment *e,
             guint                 n_threads)
{
  GError *error = NULL;
  HillTrainer *trainer = hill_trainer_new (designs[e->scale], e, n_threads, &error);

  g_assert_no_error (error);
  return trainer;
}

static void
run (HillTrainer    *trainer,
     HillEvaluation *train,
     HillEvaluation *test)
{
  HillEvaluation validation;

  while (hill_trainer_get_state (trainer) == HILL_TRAINER_READY)
    g_assert_true (hill_trainer_step (trainer, NULL, NULL));
  g_assert_true (hill_trainer_evaluate (trainer, NULL, train, &validation, test, NULL));
  g_test_message ("train loss %.6f, test accuracy %.4f, %.2f s", hill_evaluation_get_loss (train), hill_evaluation_get_accuracy (test),
                  hill_trainer_get_seconds (trainer));
}

static void
test_default (gconstpointer data)
{
  HillLossType type = (HillLossType) GPOINTER_TO_INT (data);
  g_autoptr(HillTrainer) trainer = NULL;
  HillEvaluation train, test;
  HillExperiment e;

  if (!have_data ())
    return;

  hill_experiment_init (&e);
  e.loss.type = type;
  g_assert_cmpuint (e.n_epochs, <=, 20);
  trainer = trainer_new (&e, 0);
  run (trainer, &train, &test);
  g_assert_cmpfloat (hill_evaluation_get_accuracy (&test), >=, type == HILL_LOSS_HINGE ? 0.835 : 0.84);
}

/* downhill train fashion-mnist --scale none --optimizer lbfgs --epochs 300 */
static void
test_lbfgs (void)
{
  g_autoptr(HillTrainer) trainer = NULL;
  HillEvaluation train, test;
  HillExperiment e;

  if (!have_data ())
    return;

  hill_experiment_init (&e);
  e.scale = HILL_SCALE_NONE;
  e.optimizer = HILL_OPTIMIZER_LBFGS;
  e.n_epochs = IS_SLOW ? 100 : 300;
  trainer = trainer_new (&e, 0);
  run (trainer, &train, &test);
  g_assert_cmpfloat (hill_evaluation_get_loss (&train), >, OPTIMUM * (1 - 1e-5));
  g_assert_cmpfloat (hill_evaluation_get_loss (&train), <, OPTIMUM * (1 + (IS_SLOW ? 0.01 : 1e-4)));
}

/* downhill train fashion-mnist --scale none --rate 0.1 --epochs 50, and the same with --optimizer adam --rate 0.005 */
static void
test_within_one_percent (gconstpointer data)
{
  HillOptimizer optimizer = (HillOptimizer) GPOINTER_TO_INT (data);
  g_autoptr(HillTrainer) trainer = NULL;
  HillEvaluation train, test;
  HillExperiment e;

  if (!have_data ())
    return;
  if (IS_SLOW)
    {
      g_test_skip ("fifty epochs take too long with a sanitizer");
      return;
    }

  hill_experiment_init (&e);
  e.scale = HILL_SCALE_NONE;
  e.optimizer = optimizer;
  e.rate = optimizer == HILL_OPTIMIZER_ADAM ? 0.005 : 0.1;
  e.n_epochs = 50;
  trainer = trainer_new (&e, 0);
  run (trainer, &train, &test);
  g_assert_cmpfloat (hill_evaluation_get_loss (&train), >, OPTIMUM);
  g_assert_cmpfloat (hill_evaluation_get_loss (&train), <, OPTIMUM * 1.01);
}

static void
test_same_bits (void)
{
  g_autoptr(HillTrainer) one = NULL;
  g_autoptr(HillTrainer) two = NULL;
  gsize n_bytes = HILL_N_WEIGHTS (10, 784) * sizeof (float);
  g_autofree float *end = NULL;
  HillEvaluation train, test;
  HillExperiment e;

  if (!have_data ())
    return;

  hill_experiment_init (&e);
  e.loss.type = HILL_LOSS_HINGE;
  e.n_epochs = IS_SLOW ? 1 : 4;
  one = trainer_new (&e, 1);
  two = trainer_new (&e, 2);
  run (one, &train, &test);
  run (two, &train, &test);
  end = g_memdup2 (hill_trainer_get_weights (one), n_bytes);
  g_assert_cmpmem (end, n_bytes, hill_trainer_get_weights (two), n_bytes);

  /* A trip along the slider, then a change that changes nothing, and the last part once more. */
  for (guint64 k = 0; k < 20; k++)
    {
      guint64 step = k * 7919 % hill_trainer_get_n_steps (one);

      g_assert_true (hill_trainer_seek (one, step, NULL, NULL));
      g_assert_true (hill_trainer_seek (two, step, NULL, NULL));
      g_assert_cmpmem (hill_trainer_get_weights (one), n_bytes, hill_trainer_get_weights (two), n_bytes);
    }
  g_assert_true (hill_trainer_seek (one, hill_trainer_get_n_steps (one), NULL, NULL));
  g_assert_cmpmem (end, n_bytes, hill_trainer_get_weights (one), n_bytes);
  g_assert_true (hill_trainer_seek (one, 100, NULL, NULL));
  g_assert_true (hill_trainer_change (one, &e, NULL));
  run (one, &train, &test);
  g_assert_cmpmem (end, n_bytes, hill_trainer_get_weights (one), n_bytes);
}

/* What to extract, how long to train otherwise by default, and the share of the test set that is right at least. */
typedef struct
{
  const char *text;
  gsize       n_epochs;
  double      accuracy;
} FeatureRun;

/* downhill train fashion-mnist --features hog:4:9, and hog:4:9:opencv --epochs 6 (with 20 epochs 0.90; hog:4:9:skimage 0.884) */
static const FeatureRun feature_runs[] = {
  { "hog:4:9", 20, 0.87 },
  { "hog:4:9:opencv", 6, 0.89 },
};

static void
test_features (gconstpointer data)
{
  const FeatureRun *wanted = data;
  g_autoptr(HillPartition) partition = NULL;
  g_autoptr(HillDesign) design = NULL;
  g_autoptr(HillTrainer) trainer = NULL;
  HillEvaluation train, test;
  HillExperiment e;

  if (!have_data ())
    return;
  if (IS_SLOW)
    {
      g_test_skip ("the epochs take too long with a sanitizer");
      return;
    }

  hill_experiment_init (&e);
  g_assert_true (hill_experiment_set (&e, "features", wanted->text, NULL));
  e.n_epochs = wanted->n_epochs;
  partition = hill_partition_new (dataset, 0, 1);
  design = hill_design_new (dataset, partition, e.features, e.scale, 0, NULL, NULL);
  trainer = hill_trainer_new (design, &e, 0, NULL);
  run (trainer, &train, &test);
  g_assert_cmpfloat (hill_evaluation_get_accuracy (&test), >=, wanted->accuracy);
}

static void
test_confusion (void)
{
  g_autoptr(HillTrainer) trainer = NULL;
  g_autoptr(HillObjective) objective = NULL;
  g_autoptr(HillConfusion) confusion = NULL;
  HillEvaluation train, test;
  HillExperiment e;
  guint64 diagonal = 0;

  if (!have_data ())
    return;

  hill_experiment_init (&e);
  e.n_epochs = 1;
  trainer = trainer_new (&e, 0);
  run (trainer, &train, &test);
  objective = hill_objective_new (hill_trainer_get_design (trainer), 0);
  confusion = hill_confusion_new (objective, hill_trainer_get_design (trainer), hill_trainer_get_weights (trainer), HILL_SPLIT_TEST, NULL, NULL);
  for (guint c = 0; c < 10; c++)
    diagonal += hill_confusion_get_count (confusion, c, c);
  g_assert_cmpuint (diagonal, ==, test.n_correct);
  g_assert_cmpuint (confusion->n_examples, ==, 10000);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/fashion/default/softmax", GINT_TO_POINTER (HILL_LOSS_SOFTMAX), test_default);
  g_test_add_data_func ("/fashion/default/hinge", GINT_TO_POINTER (HILL_LOSS_HINGE), test_default);
  g_test_add_func ("/fashion/lbfgs", test_lbfgs);
  g_test_add_data_func ("/fashion/one-percent/momentum", GINT_TO_POINTER (HILL_OPTIMIZER_MOMENTUM), test_within_one_percent);
  g_test_add_data_func ("/fashion/one-percent/adam", GINT_TO_POINTER (HILL_OPTIMIZER_ADAM), test_within_one_percent);
  g_test_add_func ("/fashion/same-bits", test_same_bits);
  g_test_add_func ("/fashion/confusion", test_confusion);
  for (gsize i = 0; i < G_N_ELEMENTS (feature_runs); i++)
    {
      g_autofree char *path = g_strconcat ("/fashion/features/", feature_runs[i].text, NULL);

      g_test_add_data_func (path, &feature_runs[i], test_features);
    }
  status = g_test_run ();
  for (gsize i = 0; i < G_N_ELEMENTS (designs); i++)
    g_clear_pointer (&designs[i], hill_design_unref);
  g_clear_pointer (&dataset, hill_dataset_unref);
  return status;
}
