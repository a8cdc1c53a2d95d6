/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Proximal steps of L1: against their formulas in double, at the closed form of a bowl with a kink, in runs whose zeros are exact, and
 * shown again bit for bit. */

#include "hill-norms.h"
#include "hill-optimizer.h"
#include "hill-trainer.h"
#include "small-data.h"

#include <math.h>

static const HillOptimizer optimizers[] = {
  HILL_OPTIMIZER_SGD, HILL_OPTIMIZER_MOMENTUM, HILL_OPTIMIZER_NESTEROV, HILL_OPTIMIZER_ADAGRAD,
};

/* f (w) = 1/2 a (w - b)^2 + lambda |w| has its bottom at S (b, lambda / a). */
static const double curvature[] = { 3, 0.5, 1, 2 }, centre[] = { 1, -2, 0.4, -0.3 };
#define STRENGTH 0.7

static double
soft (double z,
      double t)
{
  return copysign (fmax (fabs (z) - t, 0), z);
}

/* One step of the formulas in the header. */
static void
formula_step (const HillExperiment *e,
              int                   t,
              double                strength,
              double                g,
              double               *w,
              double               *memory)
{
  double m = e->momentum, r = e->rate, moved;

  switch ((guint) e->optimizer)
    {
    case HILL_OPTIMIZER_SGD:
      *w = soft (*w - r * g, r * strength);
      break;

    case HILL_OPTIMIZER_MOMENTUM:
      moved = soft (*w + m * *memory - r * g, r * strength);
      *memory = moved - *w;
      *w = moved;
      break;

    case HILL_OPTIMIZER_NESTEROV:
      if (t == 1)
        *memory = *w;
      moved = soft (*w - r * g, r * strength);
      *w = moved + m * (moved - *memory);
      *memory = moved;
      break;

    case HILL_OPTIMIZER_ADAGRAD:
      *memory += g * g;
      r /= sqrt (*memory) + e->epsilon;
      *w = soft (*w - r * g, r * strength);
      break;

    default:
      g_assert_not_reached ();
    }
}

static void
test_formula (gconstpointer data)
{
  HillExperiment e;
  g_autoptr(HillState) state = NULL;
  double w[5] = { 0.3, 0.3, 0.3, 0.3, 0.3 }, memory[5] = { 0 };
  float *weights;

  g_test_summary ("Four weights and a bias, which is not drawn to 0");
  hill_experiment_init (&e);
  e.optimizer = (HillOptimizer) GPOINTER_TO_INT (data);
  e.rate = e.optimizer == HILL_OPTIMIZER_ADAGRAD ? 0.5 : 0.1;
  state = hill_state_new (e.optimizer, 5);
  weights = hill_state_get_weights (state);
  for (int i = 0; i < 5; i++)
    weights[i] = 0.3f;

  for (int t = 1; t <= 3000; t++)
    {
      float gradient[5];

      for (int i = 0; i < 5; i++)
        {
          gradient[i] = (float) (curvature[i % 4] * (weights[i] - centre[i % 4]));
          formula_step (&e, t, i < 4 ? STRENGTH : 0, curvature[i % 4] * (w[i] - centre[i % 4]), &w[i], &memory[i]);
        }
      hill_optimizer_update_proximal (&e, e.rate, STRENGTH, 4, gradient, state);
      state->head.step++;
      for (int i = 0; t <= 10 && i < 5; i++)
        g_assert_cmpfloat_with_epsilon (weights[i], w[i], 2e-6);
    }
  for (int i = 0; i < 4; i++)
    {
      double bottom = soft (centre[i], STRENGTH / curvature[i]);

      if (bottom == 0)
        g_assert_cmpfloat (weights[i], ==, 0);
      else
        g_assert_cmpfloat_with_epsilon (weights[i], bottom, 1e-4);
    }
  g_assert_cmpfloat_with_epsilon (weights[4], centre[0], 1e-4);
}

static void
test_no_strength (gconstpointer data)
{
  HillExperiment e;
  g_autoptr(HillState) plain = NULL;
  g_autoptr(HillState) proximal = NULL;

  g_test_summary ("Without strength it is the plain step, up to rounding");
  hill_experiment_init (&e);
  e.optimizer = (HillOptimizer) GPOINTER_TO_INT (data);
  plain = hill_state_new (e.optimizer, 2);
  proximal = hill_state_new (e.optimizer, 2);
  for (int t = 0; t < 50; t++)
    {
      float *w = hill_state_get_weights (plain), *v = hill_state_get_weights (proximal);
      float g[2] = { 3 * (w[0] - 1), w[1] + 2 }, h[2] = { 3 * (v[0] - 1), v[1] + 2 };

      hill_optimizer_update (&e, 0.1, g, plain);
      hill_optimizer_update_proximal (&e, 0.1, 0, 1, h, proximal);
      plain->head.step++, proximal->head.step++;
      for (int i = 0; i < 2; i++)
        g_assert_cmpfloat_with_epsilon (w[i], v[i], 1e-4);
    }
}

static void
init_l1 (HillExperiment *e,
         HillOptimizer   optimizer)
{
  hill_experiment_init (e);
  e->optimizer = optimizer;
  e->loss.regularizer = HILL_REGULARIZER_L1;
  e->loss.lambda = 0.02;
  e->l1_step = HILL_L1_PROXIMAL;
  e->init_scale = 0.1;
  e->rate = 0.1;
}

static HillTrainer *
run_to_end (HillDesign           *design,
            const HillExperiment *e)
{
  GError *error = NULL;
  HillTrainer *trainer = hill_trainer_new (design, e, 1, &error);

  g_assert_no_error (error);
  while (hill_trainer_get_state (trainer) == HILL_TRAINER_READY)
    g_assert_true (hill_trainer_step (trainer, NULL, NULL));
  g_assert_cmpint (hill_trainer_get_state (trainer), !=, HILL_TRAINER_DIVERGED);
  return trainer;
}

static HillNorms
get_norms (HillTrainer *trainer)
{
  HillDesign *design = hill_trainer_get_design (trainer);
  HillNorms norms;

  hill_norms_init_model (&norms, hill_design_get_n_classes (design), hill_design_get_n_features (design),
                         hill_trainer_get_weights (trainer));
  return norms;
}

static double
get_loss (HillTrainer *trainer)
{
  HillEvaluation train, validation, test;

  g_assert_true (hill_trainer_evaluate (trainer, NULL, &train, &validation, &test, NULL));
  return hill_evaluation_get_loss (&train);
}

static void
test_zeros (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 200, 0, 12, 3, 4);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  g_autoptr(HillTrainer) lbfgs = NULL;
  HillExperiment e;

  g_test_summary ("Full batches end at the bottom that L-BFGS finds, with as many zeros; the subgradient has none");
  init_l1 (&e, HILL_OPTIMIZER_LBFGS);
  e.n_epochs = 300;
  lbfgs = run_to_end (design, &e);
  g_assert_cmpuint (get_norms (lbfgs).n_zeros, >, 3);

  for (gsize k = 0; k < G_N_ELEMENTS (optimizers); k++)
    {
      g_autoptr(HillTrainer) proximal = NULL;
      g_autoptr(HillTrainer) subgradient = NULL;

      init_l1 (&e, optimizers[k]);
      e.batch_size = 0;
      e.n_epochs = 3000;
      e.schedule = HILL_SCHEDULE_CONSTANT;
      e.rate = optimizers[k] == HILL_OPTIMIZER_SGD || optimizers[k] == HILL_OPTIMIZER_ADAGRAD ? 1 : 0.2;
      proximal = run_to_end (design, &e);
      g_assert_cmpfloat (get_loss (proximal), <, get_loss (lbfgs) * (1 + 1e-4));
      g_assert_cmpuint (get_norms (proximal).n_zeros, ==, get_norms (lbfgs).n_zeros);

      e.l1_step = HILL_L1_SUBGRADIENT;
      e.n_epochs = 500;
      subgradient = run_to_end (design, &e);
      g_assert_cmpuint (get_norms (subgradient).n_zeros, <, get_norms (lbfgs).n_zeros);
    }
}

/* Minibatches with a change of lambda on the way; then every step again, in an order that jumps. */
static void
test_replay (gconstpointer data)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 100, 20, 8, 3, 6);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_STANDARDIZE, 0);
  gsize n = HILL_N_WEIGHTS (3, 8), n_steps = 60;
  g_autofree float *seen = g_new (float, (n_steps + 1) * n);
  g_autoptr(HillTrainer) trainer = NULL;
  HillExperiment e;

  init_l1 (&e, (HillOptimizer) GPOINTER_TO_INT (data));
  e.batch_size = 16;
  e.n_steps = n_steps;
  trainer = hill_trainer_new (design, &e, 1, NULL);
  hill_trainer_set_checkpoint_bytes (trainer, 2000);
  for (gsize k = 0; k <= n_steps; k++)
    {
      memcpy (seen + k * n, hill_trainer_get_weights (trainer), n * sizeof *seen);
      if (k == 30)
        {
          e.loss.regularizer = HILL_REGULARIZER_ELASTIC;
          e.loss.lambda = 0.05;
          g_assert_true (hill_trainer_change (trainer, &e, NULL));
        }
      if (k < n_steps)
        g_assert_true (hill_trainer_step (trainer, NULL, NULL));
    }
  for (gsize k = 0; k <= n_steps; k++)
    {
      gsize step = k * 37 % (n_steps + 1);

      g_assert_true (hill_trainer_seek (trainer, step, NULL, NULL));
      g_assert_cmpmem (hill_trainer_get_weights (trainer), n * sizeof *seen, seen + step * n, n * sizeof *seen);
    }
}

static void
test_choice (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 30, 0, 4, 3, 6);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillTrainer) trainer = NULL;
  g_autoptr(GError) error = NULL;
  HillExperiment e;

  init_l1 (&e, HILL_OPTIMIZER_MOMENTUM);
  g_assert_true (hill_experiment_uses_proximal (&e));
  e.loss.regularizer = HILL_REGULARIZER_L2;
  g_assert_false (hill_experiment_uses_proximal (&e));
  init_l1 (&e, HILL_OPTIMIZER_ADAM);
  g_assert_false (hill_experiment_uses_proximal (&e));
  init_l1 (&e, HILL_OPTIMIZER_ADAGRAD);
  e.l1_step = HILL_L1_SUBGRADIENT;
  g_assert_false (hill_experiment_uses_proximal (&e));

  trainer = hill_trainer_new (design, &e, 1, NULL);
  g_assert_true (hill_trainer_step (trainer, NULL, NULL));
  e.l1_step = HILL_L1_PROXIMAL;
  g_assert_false (hill_trainer_change (trainer, &e, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
}

static void
test_threads (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 500, 0, 8, 3, 6);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  HillExperiment e;
  g_autoptr(HillTrainer) one = NULL;
  g_autoptr(HillTrainer) three = NULL;

  init_l1 (&e, HILL_OPTIMIZER_NESTEROV);
  e.n_epochs = 5;
  e.batch_size = 200;
  one = run_to_end (design, &e);
  three = hill_trainer_new (design, &e, 3, NULL);
  while (hill_trainer_get_state (three) == HILL_TRAINER_READY)
    g_assert_true (hill_trainer_step (three, NULL, NULL));
  g_assert_cmpmem (hill_trainer_get_weights (one), 27 * sizeof (float), hill_trainer_get_weights (three), 27 * sizeof (float));
}

int
main (int    argc,
      char **argv)
{
  static const char * const names[] = { "gd", "momentum", "nesterov", "adagrad" };

  g_test_init (&argc, &argv, NULL);
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *formula = g_strconcat ("/proximal/formula/", names[i], NULL);
      g_autofree char *plain = g_strconcat ("/proximal/no-strength/", names[i], NULL);
      g_autofree char *replay = g_strconcat ("/proximal/replay/", names[i], NULL);

      g_test_add_data_func (formula, GINT_TO_POINTER (optimizers[i]), test_formula);
      g_test_add_data_func (plain, GINT_TO_POINTER (optimizers[i]), test_no_strength);
      g_test_add_data_func (replay, GINT_TO_POINTER (optimizers[i]), test_replay);
    }
  g_test_add_func ("/proximal/zeros", test_zeros);
  g_test_add_func ("/proximal/choice", test_choice);
  g_test_add_func ("/proximal/threads", test_threads);
  return g_test_run ();
}
