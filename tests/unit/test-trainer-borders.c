/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Where runs end or nearly cannot begin: divergence, cancel, tolerance, tiny data, few checkpoints, refused options. */

#include "hill-checkpoints.h"
#include "hill-trainer.h"
#include "small-data.h"

#include <math.h>

static HillTrainer *
trainer_new (HillDesign           *design,
             const HillExperiment *e)
{
  GError *error = NULL;
  HillTrainer *trainer = hill_trainer_new (design, e, 1, &error);

  g_assert_no_error (error);
  return trainer;
}

static void
run (HillTrainer *trainer)
{
  while (hill_trainer_get_state (trainer) == HILL_TRAINER_READY)
    g_assert_true (hill_trainer_step (trainer, NULL, NULL));
}

static void
assert_finite (HillTrainer *trainer)
{
  HillDesign *design = hill_trainer_get_design (trainer);
  gsize n = HILL_N_WEIGHTS (hill_design_get_n_classes (design), hill_design_get_n_features (design));
  const HillHistory *history = hill_trainer_get_history (trainer);
  HillEvaluation train, validation, test;

  for (gsize i = 0; i < n; i++)
    g_assert_true (isfinite (hill_trainer_get_weights (trainer)[i]));
  g_assert_true (hill_trainer_evaluate (trainer, NULL, &train, &validation, &test, NULL));
  g_assert_true (isfinite (hill_evaluation_get_loss (&train)) && isfinite (test.data_loss));
  for (gsize k = 0; k < hill_history_get_n_steps (history); k++)
    g_assert_true (isfinite (hill_history_get_step (history, k)->data_loss));
}

static void
test_divergence (gconstpointer data)
{
  HillOptimizer optimizer = (HillOptimizer) GPOINTER_TO_INT (data);
  static const double rates[] = { 1e300, 1e38, 1e30, 1e12, 1e6 };

  for (gsize i = 0; i < G_N_ELEMENTS (rates) * 2; i++)
    {
      g_autoptr(HillDataset) dataset = small_data_draw (i % 2 ? HILL_CELLS_F32 : HILL_CELLS_U8, 200, 50, 5, 3, 9);
      g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
      g_autoptr(HillTrainer) trainer = NULL;
      g_autofree char *step = NULL;
      HillExperiment e;

      hill_experiment_init (&e);
      e.optimizer = optimizer;
      e.loss.type = i % 3 ? HILL_LOSS_HINGE : HILL_LOSS_SOFTMAX;
      e.loss.lambda = 0.5;
      e.rate = rates[i / 2];
      e.schedule = HILL_SCHEDULE_CONSTANT;
      e.batch_size = i % 4 < 2 ? 20 : 0;
      e.n_epochs = 60;
      trainer = trainer_new (design, &e);
      run (trainer);
      assert_finite (trainer);
      if (rates[i / 2] >= 1e30 || optimizer == HILL_OPTIMIZER_SGD)
        g_assert_cmpint (hill_trainer_get_state (trainer), ==, HILL_TRAINER_DIVERGED);
      if (hill_trainer_get_state (trainer) != HILL_TRAINER_DIVERGED)
        continue;

      step = g_strdup_printf (" %" G_GUINT64_FORMAT, hill_trainer_get_n_steps (trainer) + 1);
      g_assert_nonnull (strstr (hill_trainer_get_message (trainer), step));
      g_assert_cmpuint (hill_trainer_get_step (trainer), ==, hill_trainer_get_n_steps (trainer));
      g_assert_true (hill_trainer_step (trainer, NULL, NULL));        /* does nothing */
      g_assert_true (hill_trainer_seek (trainer, 0, NULL, NULL));

      /* A lower rate from here on saves it. */
      e.rate = 0.001;
      g_assert_true (hill_trainer_change (trainer, &e, NULL));
      g_assert_null (hill_trainer_get_message (trainer));
      run (trainer);
      g_assert_cmpint (hill_trainer_get_state (trainer), ==, HILL_TRAINER_FINISHED);
    }
}

static gboolean
stop_after (double   fraction,
            gpointer data)
{
  int *n_left = data;

  return (*n_left)-- > 0;
}

/* Stopped at every possible moment, then made again: as if nothing had happened. */
static void
test_cancel (gconstpointer data)
{
  HillOptimizer optimizer = (HillOptimizer) GPOINTER_TO_INT (data);
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 9000, 100, 300, 60, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0.1);
  g_autoptr(HillTrainer) calm = NULL;
  g_autoptr(HillTrainer) trainer = NULL;
  gsize n_bytes = HILL_N_WEIGHTS (60, 300) * sizeof (float);
  int patience = 0, n_cancelled = 0;
  HillExperiment e;

  hill_experiment_init (&e);
  e.optimizer = optimizer;
  e.batch_size = 0;
  e.rate = 0.01;
  e.n_epochs = 2;
  calm = trainer_new (design, &e);
  run (calm);
  trainer = trainer_new (design, &e);
  while (hill_trainer_get_state (trainer) == HILL_TRAINER_READY)
    {
      g_autoptr(GError) error = NULL;
      int n_left = patience++;
      HillProgress progress = { stop_after, &n_left };
      guint64 before = hill_trainer_get_n_steps (trainer);

      if (hill_trainer_step (trainer, &progress, &error))
        continue;
      g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
      g_assert_cmpuint (hill_trainer_get_n_steps (trainer), ==, before);
      g_assert_cmpuint (hill_history_get_n_steps (hill_trainer_get_history (trainer)), ==, before);
      n_cancelled++;
    }
  g_assert_cmpint (n_cancelled, >, 3);
  g_assert_cmpmem (hill_trainer_get_weights (trainer), n_bytes, hill_trainer_get_weights (calm), n_bytes);

  {
    int n_left = 0;
    HillProgress progress = { stop_after, &n_left };

    hill_trainer_set_checkpoint_bytes (trainer, 1);
    g_assert_false (hill_trainer_seek (trainer, 1, &progress, NULL));
    g_assert_cmpuint (hill_trainer_get_step (trainer), ==, 2);
    g_assert_cmpmem (hill_trainer_get_weights (trainer), n_bytes, hill_trainer_get_weights (calm), n_bytes);
    g_assert_true (hill_trainer_seek (trainer, 1, NULL, NULL));
    n_left = 0;
    g_assert_false (hill_trainer_find_optimum (trainer, 5, &progress, &(HillEvaluation) { 0 }, NULL));
  }
}

static void
test_tolerance (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 200, 50, 5, 3, 9);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_STANDARDIZE, 0);
  g_autoptr(HillTrainer) trainer = NULL;
  const HillEpochRecord *last, *before;
  const HillHistory *history;
  HillExperiment e;
  gsize n;

  hill_experiment_init (&e);
  e.tolerance = 0.01;
  e.n_epochs = 500;
  e.schedule = HILL_SCHEDULE_CONSTANT;
  trainer = trainer_new (design, &e);
  run (trainer);
  g_assert_cmpint (hill_trainer_get_state (trainer), ==, HILL_TRAINER_CONVERGED);
  g_assert_nonnull (hill_trainer_get_message (trainer));
  history = hill_trainer_get_history (trainer);
  n = hill_history_get_n_epochs (history);
  g_assert_cmpuint (n, <, 400);
  last = hill_history_get_epoch (history, n - 1);
  before = hill_history_get_epoch (history, n - 2);
  g_assert_cmpfloat (last->train_loss + last->penalty, >, 0.99 * (before->train_loss + before->penalty));
}

/* Hinge, no penalty, two points far apart: the loss gets to exactly 0 and the gradient with it. */
static void
test_vanishing_gradient (void)
{
  static const float points[2][2] = { { -3, 0 }, { 3, 0 } };
  static const guint16 labels[2] = { 0, 1 };
  g_autoptr(HillDataset) dataset = small_data_new (HILL_CELLS_F32, points, labels, 2, 0, 2, 2);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillTrainer) trainer = NULL;
  HillExperiment e;

  hill_experiment_init (&e);
  e.loss = (HillLoss) { HILL_LOSS_HINGE, HILL_REGULARIZER_NONE, 1, 0, 0 };
  e.optimizer = HILL_OPTIMIZER_SGD;
  e.schedule = HILL_SCHEDULE_CONSTANT;
  e.n_epochs = 1000;
  trainer = trainer_new (design, &e);
  run (trainer);
  g_assert_cmpint (hill_trainer_get_state (trainer), ==, HILL_TRAINER_CONVERGED);
  g_assert_cmpuint (hill_trainer_get_n_steps (trainer), <, 100);
  g_assert_cmpfloat (hill_history_get_epoch (hill_trainer_get_history (trainer),
                                             hill_history_get_n_epochs (hill_trainer_get_history (trainer)) - 1)->train_loss, ==, 0);
}

static void
test_tiny (void)
{
  for (int optimizer = HILL_OPTIMIZER_SGD; optimizer <= HILL_OPTIMIZER_LBFGS; optimizer++)
    for (guint n_classes = 1; n_classes <= 3; n_classes++)
      {
        g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 1, 0, 2, n_classes, 9);
        g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_STANDARDIZE, 0.9);
        g_autoptr(HillTrainer) trainer = NULL;
        HillEvaluation train, validation, test;
        HillExperiment e;

        hill_experiment_init (&e);
        e.optimizer = (HillOptimizer) optimizer;
        e.rate = 0.01;
        trainer = trainer_new (design, &e);
        run (trainer);
        assert_finite (trainer);
        g_assert_true (hill_trainer_evaluate (trainer, NULL, &train, &validation, &test, NULL));
        g_assert_cmpuint (train.n_correct, ==, 1);
        g_assert_cmpuint (validation.n_rows, ==, 0);
        g_assert_cmpuint (test.n_rows, ==, 0);
        g_assert_true (isnan (hill_history_get_epoch (hill_trainer_get_history (trainer), 0)->test_loss));
        g_assert_true (hill_trainer_find_optimum (trainer, 20, NULL, &train, NULL));
      }
}

static void
test_zero_epochs (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 20, 5, 2, 3, 9);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillTrainer) trainer = NULL;
  HillEvaluation train, validation, test;
  HillExperiment e;

  hill_experiment_init (&e);
  e.n_epochs = 0;
  trainer = trainer_new (design, &e);
  g_assert_cmpint (hill_trainer_get_state (trainer), ==, HILL_TRAINER_FINISHED);
  g_assert_true (hill_trainer_step (trainer, NULL, NULL));
  g_assert_cmpuint (hill_trainer_get_n_steps (trainer), ==, 0);
  g_assert_true (hill_trainer_evaluate (trainer, NULL, &train, &validation, &test, NULL));
  g_assert_cmpfloat_with_epsilon (train.data_loss, log (3), 1e-6);

  e.n_steps = 3;
  g_assert_true (hill_trainer_change (trainer, &e, NULL));
  run (trainer);
  g_assert_cmpuint (hill_trainer_get_n_steps (trainer), ==, 3);
}

static void
test_large_batch (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 20, 5, 2, 3, 9);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillTrainer) large = NULL;
  g_autoptr(HillTrainer) full = NULL;
  HillExperiment e;

  g_test_summary ("A batch of more examples than there are is the full batch");
  hill_experiment_init (&e);
  large = trainer_new (design, &e);
  e.batch_size = 0;
  full = trainer_new (design, &e);
  run (large);
  run (full);
  g_assert_cmpuint (hill_trainer_get_n_steps (large), ==, 20);
  g_assert_cmpmem (hill_trainer_get_weights (large), 9 * sizeof (float), hill_trainer_get_weights (full), 9 * sizeof (float));
}

static void
test_refused (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 20, 5, 2, 3, 9);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  static const double bad[] = { NAN, INFINITY, 0, -1 };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      HillExperiment e;

      hill_experiment_init (&e);
      e.rate = bad[i];
      g_assert_null (hill_trainer_new (design, &e, 1, &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
    }
}

static void
test_too_long (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 20, 5, 2, 3, 9);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillTrainer) trainer = NULL;
  g_autoptr(GError) error = NULL;
  HillExperiment e;

  hill_experiment_init (&e);
  e.batch_size = 1;
  e.n_epochs = 500000;
  trainer = trainer_new (design, &e);
  e.n_epochs = 500001;
  g_assert_false (hill_trainer_change (trainer, &e, NULL));
  g_assert_null (hill_trainer_new (design, &e, 1, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
}

static void
test_too_large (void)
{
  g_autofree guint8 *cells = g_malloc0 (200000);
  static const guint16 labels[1] = { 7 };
  g_autoptr(HillDataset) dataset = small_data_new (HILL_CELLS_U8, cells, labels, 1, 0, 200000, 100);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(GError) error = NULL;
  HillExperiment e;

  hill_experiment_init (&e);
  g_assert_null (hill_trainer_new (design, &e, 1, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE);
}

static void
test_thinning (void)
{
  g_autoptr(HillState) state = hill_state_new (HILL_OPTIMIZER_MOMENTUM, 100);
  HillCheckpoints checkpoints;
  gsize size = hill_state_get_size (state);

  hill_checkpoints_init (&checkpoints, state, 3, 10 * size + size / 2);
  for (guint64 step = 1; step <= 1000; step++)
    {
      const HillState *found;

      state->head.step = step;
      hill_state_get_weights (state)[99] = (float) step;
      hill_checkpoints_offer (&checkpoints, state);
      g_assert_cmpuint (checkpoints.states->len, <=, 10);
      found = hill_checkpoints_find (&checkpoints, step);
      g_assert_cmpuint (step - found->head.step, <, checkpoints.interval + 1);
      g_assert_cmpfloat (hill_state_get_weights (found)[99], ==, (float) found->head.step);
      g_assert_cmpuint (hill_checkpoints_find (&checkpoints, 0)->head.step, ==, 0);
    }
  g_assert_cmpuint (checkpoints.states->len, >, 4);
  g_assert_cmpuint (checkpoints.interval, ==, 192);

  hill_checkpoints_truncate (&checkpoints, 400);
  g_assert_cmpuint (hill_checkpoints_find (&checkpoints, 1000)->head.step, ==, 384);
  hill_checkpoints_set_max_bytes (&checkpoints, 1);
  g_assert_cmpuint (checkpoints.states->len, ==, 1);
  g_assert_cmpuint (hill_checkpoints_find (&checkpoints, 1000)->head.step, ==, 0);
  hill_checkpoints_clear (&checkpoints);
}

int
main (int    argc,
      char **argv)
{
  static const char * const names[] = { "gd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "lbfgs" };

  g_test_init (&argc, &argv, NULL);
  for (int i = 0; i < 6; i++)
    {
      g_autofree char *path = g_strconcat ("/borders/divergence/", names[i], NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_divergence);
    }
  g_test_add_data_func ("/borders/cancel/momentum", GINT_TO_POINTER (HILL_OPTIMIZER_MOMENTUM), test_cancel);
  g_test_add_data_func ("/borders/cancel/lbfgs", GINT_TO_POINTER (HILL_OPTIMIZER_LBFGS), test_cancel);
  g_test_add_func ("/borders/tolerance", test_tolerance);
  g_test_add_func ("/borders/vanishing-gradient", test_vanishing_gradient);
  g_test_add_func ("/borders/tiny", test_tiny);
  g_test_add_func ("/borders/zero-epochs", test_zero_epochs);
  g_test_add_func ("/borders/large-batch", test_large_batch);
  g_test_add_func ("/borders/refused", test_refused);
  g_test_add_func ("/borders/too-long", test_too_long);
  g_test_add_func ("/borders/too-large", test_too_large);
  g_test_add_func ("/borders/thinning", test_thinning);
  return g_test_run ();
}
