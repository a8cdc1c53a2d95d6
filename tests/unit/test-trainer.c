/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The run as a time line: the same bits forward, back, after a change, with any number of threads and however few
 * checkpoints there are. */

#include "hill-trainer.h"
#include "small-data.h"

#include <math.h>

#define N_TRAIN 230
#define N_WEIGHTS (4 * 10)

static HillDesign *
draw_design (double validation)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, N_TRAIN, 60, 9, 4, 21);

  return small_design_new (dataset, HILL_SCALE_STANDARDIZE, validation);
}

static HillExperiment
get_experiment (HillOptimizer optimizer,
                gsize         batch_size)
{
  HillExperiment e;

  hill_experiment_init (&e);
  e.scale = HILL_SCALE_STANDARDIZE;
  e.optimizer = optimizer;
  e.batch_size = batch_size;
  e.n_epochs = 6;
  e.init_scale = 0.01;
  return e;
}

static HillTrainer *
trainer_new (HillDesign           *design,
             const HillExperiment *e,
             guint                 n_threads)
{
  GError *error = NULL;
  HillTrainer *trainer = hill_trainer_new (design, e, n_threads, &error);

  g_assert_no_error (error);
  return trainer;
}

static void
make_steps (HillTrainer *trainer,
            guint64      n)
{
  for (guint64 i = 0; i < n; i++)
    g_assert_true (hill_trainer_step (trainer, NULL, NULL));
}

/* Runs to the end and keeps the weights of each step, 0 to the last. */
static GPtrArray *
record_all (HillTrainer *trainer)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (all, g_memdup2 (hill_trainer_get_weights (trainer), N_WEIGHTS * sizeof (float)));
  while (hill_trainer_get_state (trainer) == HILL_TRAINER_READY)
    {
      make_steps (trainer, 1);
      if (hill_trainer_get_n_steps (trainer) == all->len)
        g_ptr_array_add (all, g_memdup2 (hill_trainer_get_weights (trainer), N_WEIGHTS * sizeof (float)));
    }
  g_assert_cmpuint (all->len, ==, hill_trainer_get_n_steps (trainer) + 1);
  return all;
}

static void
assert_shows (HillTrainer *trainer,
              GPtrArray   *all,
              guint64      step)
{
  g_assert_true (hill_trainer_seek (trainer, step, NULL, NULL));
  g_assert_cmpuint (hill_trainer_get_step (trainer), ==, step);
  g_assert_cmpmem (hill_trainer_get_weights (trainer), N_WEIGHTS * sizeof (float),
                   g_ptr_array_index (all, step), N_WEIGHTS * sizeof (float));
}

static void
assert_all_shown (HillTrainer *trainer,
                  GPtrArray   *all)
{
  for (guint64 step = all->len; step-- > 0;)
    assert_shows (trainer, all, step);
  for (guint64 step = 0; step < all->len; step++)
    assert_shows (trainer, all, step);
  for (guint64 i = 0; i < 50; i++)
    assert_shows (trainer, all, i * 7919 % all->len);
}

static void
test_replay (gconstpointer data)
{
  HillOptimizer optimizer = (HillOptimizer) (GPOINTER_TO_INT (data) / 2);
  HillExperiment e = get_experiment (optimizer, GPOINTER_TO_INT (data) % 2 ? 0 : 50);
  static const gsize bounds[] = { HILL_TRAINER_CHECKPOINT_BYTES, 5000, 1 };

  for (gsize b = 0; b < G_N_ELEMENTS (bounds); b++)
    {
      g_autoptr(HillDesign) design = draw_design (b == 1 ? 0.2 : 0);
      g_autoptr(HillTrainer) trainer = trainer_new (design, &e, 1);
      g_autoptr(HillTrainer) threaded = trainer_new (design, &e, 2);
      g_autoptr(GPtrArray) all = NULL;
      g_autoptr(GPtrArray) all_threaded = NULL;

      e.sampling = b == 2 ? HILL_SAMPLING_REPLACEMENT : HILL_SAMPLING_SHUFFLE;
      hill_trainer_set_checkpoint_bytes (trainer, bounds[b]);
      all = record_all (trainer);
      all_threaded = record_all (threaded);
      g_assert_cmpuint (all->len, >, 3);
      assert_all_shown (trainer, all);
      assert_all_shown (threaded, all);
    }
}

/* Back to the middle, and on from there: the step that is shown does not matter to the next one. */
static void
test_step_from_the_past (void)
{
  g_autoptr(HillDesign) design = draw_design (0);
  HillExperiment e = get_experiment (HILL_OPTIMIZER_MOMENTUM, 32);
  g_autoptr(HillTrainer) straight = trainer_new (design, &e, 1);
  g_autoptr(HillTrainer) wandering = trainer_new (design, &e, 1);
  g_autoptr(GPtrArray) all = record_all (straight);

  for (guint64 step = 1; step < all->len; step++)
    {
      g_assert_true (hill_trainer_seek (wandering, (step - 1) * 5 / 7, NULL, NULL));
      make_steps (wandering, 1);
      g_assert_cmpuint (hill_trainer_get_step (wandering), ==, step);
      g_assert_cmpuint (hill_trainer_get_n_steps (wandering), ==, step);
    }
  assert_all_shown (wandering, all);
}

static void
test_change (gconstpointer data)
{
  HillOptimizer optimizer = (HillOptimizer) GPOINTER_TO_INT (data);
  g_autoptr(HillDesign) design = draw_design (0.1);
  HillExperiment e = get_experiment (optimizer, 50);
  g_autoptr(HillTrainer) trainer = trainer_new (design, &e, 1);
  g_autoptr(HillTrainer) unchanged = trainer_new (design, &e, 1);
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) all_unchanged = record_all (unchanged);

  hill_trainer_set_checkpoint_bytes (trainer, 20000);
  make_steps (trainer, 3);
  e.rate *= 0.5;
  e.loss.lambda = 0.1;
  g_assert_true (hill_trainer_change (trainer, &e, NULL));
  make_steps (trainer, 1);
  e.batch_size = 17;
  e.loss.type = HILL_LOSS_HINGE;
  g_assert_true (hill_trainer_change (trainer, &e, NULL));
  make_steps (trainer, optimizer == HILL_OPTIMIZER_LBFGS ? 1 : 9);
  e.batch_size = 0;
  e.loss.regularizer = HILL_REGULARIZER_ELASTIC;
  g_assert_true (hill_trainer_change (trainer, &e, NULL));
  make_steps (trainer, 1);
  e.n_epochs = 9;
  g_assert_true (hill_trainer_change (trainer, &e, NULL));
  while (hill_trainer_get_state (trainer) == HILL_TRAINER_READY)
    make_steps (trainer, 1);

  g_assert_true (hill_trainer_seek (trainer, 3, NULL, NULL));
  g_assert_cmpmem (hill_trainer_get_weights (trainer), N_WEIGHTS * sizeof (float),
                   g_ptr_array_index (all_unchanged, 3), N_WEIGHTS * sizeof (float));
  g_assert_true (hill_trainer_seek (trainer, 4, NULL, NULL));
  g_assert_true (memcmp (hill_trainer_get_weights (trainer), g_ptr_array_index (all_unchanged, 4), N_WEIGHTS * sizeof (float)) != 0);

  /* All of it forward once more, each step kept, then in every order. */
  all = g_ptr_array_new_with_free_func (g_free);
  for (guint64 step = 0; step <= hill_trainer_get_n_steps (trainer); step++)
    {
      g_assert_true (hill_trainer_seek (trainer, step, NULL, NULL));
      g_ptr_array_add (all, g_memdup2 (hill_trainer_get_weights (trainer), N_WEIGHTS * sizeof (float)));
    }
  assert_all_shown (trainer, all);
}

/* The weights right after the changed steps were made are those that a replay shows. */
static void
test_change_is_replayed (void)
{
  g_autoptr(HillDesign) design = draw_design (0);
  HillExperiment e = get_experiment (HILL_OPTIMIZER_ADAM, 50);
  g_autoptr(HillTrainer) trainer = trainer_new (design, &e, 1);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (all, g_memdup2 (hill_trainer_get_weights (trainer), N_WEIGHTS * sizeof (float)));
  for (int k = 0; k < 40; k++)
    {
      if (k % 3 == 2)
        {
          e.rate = 0.01 * (k + 1);
          e.loss.lambda = 0.001 * k;
          e.batch_size = k % 4 == 0 ? 0 : 20 + k;
          e.n_epochs = 30;
          g_assert_true (hill_trainer_change (trainer, &e, NULL));
          g_assert_cmpfloat (hill_trainer_get_experiment (trainer)->rate, ==, e.rate);
        }
      make_steps (trainer, 1);
      g_ptr_array_add (all, g_memdup2 (hill_trainer_get_weights (trainer), N_WEIGHTS * sizeof (float)));
    }
  assert_all_shown (trainer, all);
}

static void
test_branch (void)
{
  g_autoptr(HillDesign) design = draw_design (0);
  HillExperiment e = get_experiment (HILL_OPTIMIZER_MOMENTUM, 50);
  g_autoptr(HillTrainer) trainer = trainer_new (design, &e, 1);
  g_autoptr(GPtrArray) all = record_all (trainer);
  guint64 n_steps = hill_trainer_get_n_steps (trainer);

  g_assert_cmpint (hill_trainer_get_state (trainer), ==, HILL_TRAINER_FINISHED);
  g_assert_true (hill_trainer_seek (trainer, 7, NULL, NULL));
  g_assert_true (hill_trainer_change (trainer, &e, NULL));
  g_assert_cmpuint (hill_trainer_get_n_steps (trainer), ==, 7);
  g_assert_cmpuint (hill_history_get_n_steps (hill_trainer_get_history (trainer)), ==, 7);
  g_assert_cmpuint (hill_history_get_n_epochs (hill_trainer_get_history (trainer)), ==, 2);
  g_assert_cmpint (hill_trainer_get_state (trainer), ==, HILL_TRAINER_READY);
  make_steps (trainer, n_steps - 7);
  g_assert_cmpint (hill_trainer_get_state (trainer), ==, HILL_TRAINER_FINISHED);
  assert_all_shown (trainer, all);

  /* Longer, from the end. */
  g_assert_true (hill_trainer_seek (trainer, n_steps, NULL, NULL));
  e.n_epochs = 8;
  g_assert_true (hill_trainer_change (trainer, &e, NULL));
  g_assert_cmpint (hill_trainer_get_state (trainer), ==, HILL_TRAINER_READY);
  make_steps (trainer, 10);
  g_assert_cmpuint (hill_trainer_get_n_steps (trainer), ==, 40);
  g_assert_cmpint (hill_trainer_get_state (trainer), ==, HILL_TRAINER_FINISHED);
  assert_all_shown (trainer, all);
}

static void
test_no_change (void)
{
  g_autoptr(HillDesign) design = draw_design (0);
  HillExperiment e = get_experiment (HILL_OPTIMIZER_ADAM, 50), other;
  g_autoptr(HillTrainer) trainer = trainer_new (design, &e, 1);

  make_steps (trainer, 4);
  for (int i = 0; i < 6; i++)
    {
      g_autoptr(GError) error = NULL;

      other = e;
      if (i == 0)
        other.optimizer = HILL_OPTIMIZER_SGD;
      else if (i == 1)
        other.seed++;
      else if (i == 2)
        other.scale = HILL_SCALE_NONE;
      else if (i == 3)
        other.validation = 0.5;
      else if (i == 4)
        g_strlcpy (other.features, "hue:18", sizeof other.features);
      else
        other.rate = NAN;
      g_assert_false (hill_trainer_change (trainer, &other, &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
    }
  g_assert_cmpuint (hill_trainer_get_n_steps (trainer), ==, 4);
}

/* Every row once an epoch, in batches of the size asked for and a short last one. */
static void
test_batches (void)
{
  g_autoptr(HillDesign) design = draw_design (0.1);
  const HillPartition *partition = hill_design_get_partition (design);
  HillExperiment e = get_experiment (HILL_OPTIMIZER_SGD, 50);
  g_autoptr(HillTrainer) trainer = trainer_new (design, &e, 1);
  guint64 per_epoch = (partition->n_train + 49) / 50;

  make_steps (trainer, 3 * per_epoch);
  for (guint64 epoch = 0; epoch < 3; epoch++)
    {
      guint8 seen[N_TRAIN] = { 0 };

      for (guint64 k = 0; k < per_epoch; k++)
        {
          gsize n;
          const guint32 *rows = hill_trainer_get_batch (trainer, epoch * per_epoch + k, &n);

          g_assert_cmpuint (n, ==, k + 1 < per_epoch ? 50 : partition->n_train - 50 * k);
          for (gsize i = 0; i < n; i++)
            seen[rows[i]]++;
        }
      for (gsize i = 0; i < partition->n_train; i++)
        g_assert_cmpuint (seen[partition->train[i]], ==, 1);
      for (gsize i = 0; i < partition->n_validation; i++)
        g_assert_cmpuint (seen[partition->validation[i]], ==, 0);
    }
}

/* What the step record says is what the objective says of the batch at the weights before the step. */
static void
test_records (void)
{
  g_autoptr(HillDesign) design = draw_design (0);
  HillExperiment e = get_experiment (HILL_OPTIMIZER_NESTEROV, 64);
  g_autoptr(HillTrainer) trainer = trainer_new (design, &e, 1);
  g_autoptr(HillObjective) objective = hill_objective_new (design, 1);
  const HillHistory *history;
  guint64 n_steps;

  while (hill_trainer_get_state (trainer) == HILL_TRAINER_READY)
    make_steps (trainer, 1);
  history = hill_trainer_get_history (trainer);
  n_steps = hill_trainer_get_n_steps (trainer);
  g_assert_cmpuint (n_steps, ==, 24);
  g_assert_cmpuint (hill_trainer_get_planned_steps (trainer), ==, 24);
  g_assert_cmpuint (hill_trainer_get_n_examples (trainer), ==, 6 * N_TRAIN);
  g_assert_cmpuint (hill_history_get_n_epochs (history), ==, 7);
  for (guint64 k = 0; k < n_steps; k++)
    {
      const HillStepRecord *record = hill_history_get_step (history, k);
      HillEvaluation batch, train, validation, test;
      gsize n;
      const guint32 *rows = hill_trainer_get_batch (trainer, k, &n);

      g_assert_true (hill_trainer_seek (trainer, k, NULL, NULL));
      g_assert_true (hill_objective_evaluate (objective, &e.loss, hill_trainer_get_weights (trainer), HILL_SPLIT_TRAIN, rows, n,
                                              NULL, NULL, &batch, NULL));
      g_assert_cmpfloat (record->data_loss, ==, batch.data_loss);
      g_assert_cmpfloat (record->penalty, ==, batch.penalty);
      g_assert_cmpfloat (record->accuracy, ==, hill_evaluation_get_accuracy (&batch));
      g_assert_cmpfloat (record->gradient_norm, >, 0);
      if (k % 4 != 0)
        continue;
      g_assert_cmpfloat (record->epoch, ==, (double) k / 4);
      g_assert_true (hill_trainer_evaluate (trainer, NULL, &train, &validation, &test, NULL));
      g_assert_cmpfloat (hill_history_get_epoch (history, k / 4)->train_loss, ==, train.data_loss);
      g_assert_cmpfloat (hill_history_get_epoch (history, k / 4)->test_loss, ==, test.data_loss);
      g_assert_true (isnan (hill_history_get_epoch (history, k / 4)->validation_loss));
      g_assert_cmpuint (validation.n_rows, ==, 0);
    }
  g_assert_cmpfloat (hill_history_get_epoch (history, 6)->train_loss, <, 0.7 * hill_history_get_epoch (history, 0)->train_loss);
}

static void
test_optimum (void)
{
  g_autoptr(HillDesign) design = draw_design (0);
  HillExperiment e = get_experiment (HILL_OPTIMIZER_MOMENTUM, 50);
  g_autoptr(HillTrainer) trainer = trainer_new (design, &e, 1);
  g_autofree float *before = NULL;
  HillEvaluation train, validation, test, lowest, lower;

  e.loss.lambda = 0.01;
  g_assert_true (hill_trainer_change (trainer, &e, NULL));
  make_steps (trainer, 10);
  before = g_memdup2 (hill_trainer_get_weights (trainer), N_WEIGHTS * sizeof (float));
  g_assert_true (hill_trainer_evaluate (trainer, NULL, &train, &validation, &test, NULL));
  g_assert_true (hill_trainer_find_optimum (trainer, 50, NULL, &lowest, NULL));
  g_assert_true (hill_trainer_find_optimum (trainer, 500, NULL, &lower, NULL));
  g_assert_cmpfloat (hill_evaluation_get_loss (&lowest), <, hill_evaluation_get_loss (&train));
  g_assert_cmpfloat_with_epsilon (hill_evaluation_get_loss (&lowest), hill_evaluation_get_loss (&lower), 1e-5);
  g_assert_cmpuint (hill_trainer_get_step (trainer), ==, 10);
  g_assert_cmpmem (before, N_WEIGHTS * sizeof (float), hill_trainer_get_weights (trainer), N_WEIGHTS * sizeof (float));
}

/* Weights as another run left them, and three of them free to move. */
static void
test_start_and_mask (gconstpointer data)
{
  HillOptimizer optimizer = (HillOptimizer) GPOINTER_TO_INT (data);
  HillExperiment e = get_experiment (optimizer, 50);
  g_autoptr(HillDesign) design = draw_design (0);
  g_autoptr(HillTrainer) other = trainer_new (design, &e, 1), trainer = NULL, threaded = NULL;
  g_autoptr(GPtrArray) all = NULL, all_threaded = NULL;
  g_autofree float *start = NULL;
  guint8 mask[N_WEIGHTS] = { [3] = 1, [9] = 1, [27] = 1 };
  GError *error = NULL;

  make_steps (other, 4);
  start = g_memdup2 (hill_trainer_get_weights (other), N_WEIGHTS * sizeof *start);
  e.loss.regularizer = HILL_REGULARIZER_L1;
  e.l1_step = HILL_L1_PROXIMAL;
  trainer = hill_trainer_new_from (design, &e, start, mask, 1, &error);
  g_assert_no_error (error);
  threaded = hill_trainer_new_from (design, &e, start, mask, 2, &error);
  g_assert_cmpmem (hill_trainer_get_weights (trainer), sizeof mask * sizeof *start, start, sizeof mask * sizeof *start);
  g_assert_cmpmem (hill_trainer_get_start (trainer), sizeof mask * sizeof *start, start, sizeof mask * sizeof *start);
  g_assert_cmpmem (hill_trainer_get_mask (trainer), sizeof mask, mask, sizeof mask);
  hill_trainer_set_checkpoint_bytes (trainer, 5000);
  all = record_all (trainer);
  all_threaded = record_all (threaded);
  g_assert_cmpuint (all->len, >, 3);
  assert_all_shown (trainer, all);
  assert_all_shown (threaded, all);
  for (guint step = 1; step < all->len; step++)
    for (gsize i = 0; i < N_WEIGHTS; i++)
      if (mask[i] == 0)
        g_assert_cmpfloat (((float *) g_ptr_array_index (all, step))[i], ==, start[i]);
  g_assert_cmpfloat (((float *) g_ptr_array_index (all, all->len - 1))[27], !=, start[27]);
}

/* A run of some weights is that of a model that has no others: with all but a row of them held it moves as if they were constants. */
static void
test_mask_gradient (void)
{
  HillExperiment e = get_experiment (HILL_OPTIMIZER_SGD, 0);
  g_autoptr(HillDesign) design = draw_design (0);
  g_autoptr(HillTrainer) whole = trainer_new (design, &e, 1), part = NULL;
  g_autofree float *start = g_memdup2 (hill_trainer_get_weights (whole), N_WEIGHTS * sizeof *start);
  guint8 mask[N_WEIGHTS] = { [5] = 1, [11] = 1 };
  const float *free_weights, *few_weights;
  double a, b;

  part = hill_trainer_new_from (design, &e, NULL, mask, 1, NULL);
  make_steps (whole, 1);
  make_steps (part, 1);
  free_weights = hill_trainer_get_weights (whole);
  few_weights = hill_trainer_get_weights (part);
  for (gsize i = 0; i < N_WEIGHTS; i++)
    g_assert_cmpfloat (few_weights[i], ==, mask[i] != 0 ? free_weights[i] : start[i]);
  a = (few_weights[5] - start[5]) / hill_history_get_step (hill_trainer_get_history (part), 0)->rate;
  b = (few_weights[11] - start[11]) / hill_history_get_step (hill_trainer_get_history (part), 0)->rate;
  g_assert_cmpfloat_with_epsilon (hill_history_get_step (hill_trainer_get_history (part), 0)->gradient_norm, hypot (a, b), 1e-4);
}

static void
test_bad_start (void)
{
  HillExperiment e = get_experiment (HILL_OPTIMIZER_LBFGS, 0);
  g_autoptr(HillDesign) design = draw_design (0);
  float start[N_WEIGHTS] = { 0 };
  guint8 mask[N_WEIGHTS] = { 1, 1 };
  g_autoptr(GError) error = NULL;

  g_assert_null (hill_trainer_new_from (design, &e, start, mask, 1, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
  g_clear_error (&error);
  for (int k = 0; k < 3; k++)
    {
      start[7] = (float []) { NAN, INFINITY, 1e38f }[k];
      g_assert_null (hill_trainer_new_from (design, &e, start, NULL, 1, &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
      g_clear_error (&error);
    }
}

int
main (int    argc,
      char **argv)
{
  static const char * const names[] = { "gd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "lbfgs" };

  g_test_init (&argc, &argv, NULL);
  for (int i = 0; i < 14; i++)
    {
      g_autofree char *path = g_strdup_printf ("/trainer/replay/%s/%s", names[i / 2], i % 2 ? "full" : "batch");

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_replay);
    }
  for (int i = 0; i < 7; i++)
    {
      g_autofree char *path = g_strdup_printf ("/trainer/change/%s", names[i]);

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_change);
    }
  for (int i = 0; i < 6; i++)
    {
      g_autofree char *path = g_strdup_printf ("/trainer/start-and-mask/%s", names[i]);

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_start_and_mask);
    }
  g_test_add_func ("/trainer/mask-gradient", test_mask_gradient);
  g_test_add_func ("/trainer/bad-start", test_bad_start);
  g_test_add_func ("/trainer/change/is-replayed", test_change_is_replayed);
  g_test_add_func ("/trainer/step-from-the-past", test_step_from_the_past);
  g_test_add_func ("/trainer/branch", test_branch);
  g_test_add_func ("/trainer/no-change", test_no_change);
  g_test_add_func ("/trainer/batches", test_batches);
  g_test_add_func ("/trainer/records", test_records);
  g_test_add_func ("/trainer/optimum", test_optimum);
  return g_test_run ();
}
