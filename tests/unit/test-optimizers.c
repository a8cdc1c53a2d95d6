/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Each update against its textbook, in double, on a bowl of two variables; the schedules; and L-BFGS at the bottom of
 * smooth objectives and of ones with kinks. */

#include "hill-optimizer.h"
#include "hill-trainer.h"
#include "small-data.h"

#include <math.h>

/* f (w) = 1/2 a (w0 - 1)^2 + 1/2 b (w1 + 2)^2 */
static const double curvature[2] = { 3, 0.5 }, bottom[2] = { 1, -2 };

/* One step of the textbook; v and q are the two memories, t counts from 1. */
static void
textbook_step (const HillExperiment *e,
               int                   t,
               double                g,
               double               *w,
               double               *v,
               double               *q)
{
  double m = e->momentum, d = e->decay, r = e->rate, before = *v;

  switch (e->optimizer)
    {
    case HILL_OPTIMIZER_SGD:
      *w -= r * g;
      break;

    case HILL_OPTIMIZER_MOMENTUM:
      *v = m * *v - r * g;
      *w += *v;
      break;

    case HILL_OPTIMIZER_NESTEROV:             /* CS231n notes: x += -mu v_before + (1 + mu) v */
      *v = m * *v - r * g;
      *w += -m * before + (1 + m) * *v;
      break;

    case HILL_OPTIMIZER_ADAGRAD:
      *q += g * g;
      *w -= r * g / (sqrt (*q) + e->epsilon);
      break;

    case HILL_OPTIMIZER_RMSPROP:
      *q = d * *q + (1 - d) * g * g;
      *w -= r * g / (sqrt (*q) + e->epsilon);
      break;

    case HILL_OPTIMIZER_ADAM:
      *v = m * *v + (1 - m) * g;
      *q = d * *q + (1 - d) * g * g;
      *w -= r * (*v / (1 - pow (m, t))) / (sqrt (*q / (1 - pow (d, t))) + e->epsilon);
      break;

    case HILL_OPTIMIZER_LBFGS:
    default:
      g_assert_not_reached ();
    }
}

static void
test_rule (gconstpointer data)
{
  HillExperiment e;
  g_autoptr(HillState) state = NULL;
  double w[2] = { 0, 0 }, v[2] = { 0 }, q[2] = { 0 };

  hill_experiment_init (&e);
  e.optimizer = (HillOptimizer) GPOINTER_TO_INT (data);
  e.rate = 0.1;
  state = hill_state_new (e.optimizer, 2);
  for (int t = 1; t <= 300; t++)
    {
      float gradient[2];
      float *weights = hill_state_get_weights (state);

      for (int i = 0; i < 2; i++)
        {
          gradient[i] = (float) (curvature[i] * (weights[i] - bottom[i]));
          textbook_step (&e, t, curvature[i] * (w[i] - bottom[i]), &w[i], &v[i], &q[i]);
        }
      hill_optimizer_update (&e, e.rate, gradient, state);
      state->head.step++;
      for (int i = 0; i < 2; i++)
        g_assert_cmpfloat_with_epsilon (weights[i], w[i], t <= 10 ? 2e-6 : 2e-3);
    }
  if (e.optimizer != HILL_OPTIMIZER_RMSPROP)            /* whose steps never get shorter than the rate */
    g_assert_cmpfloat_with_epsilon (w[1], bottom[1], e.optimizer == HILL_OPTIMIZER_ADAGRAD ? 0.7 : 1e-3);
}

/* By hand: gd 0 - 0.1 * -3; momentum the same, then 0.9 * 0.3 + 0.1 * 3 * 0.7; Adam's first step is the rate itself. */
static void
test_by_hand (void)
{
  static const struct { HillOptimizer optimizer; double first, second; } cases[] = {
    { HILL_OPTIMIZER_SGD, 0.3, 0.51 },
    { HILL_OPTIMIZER_MOMENTUM, 0.3, 0.78 },
    { HILL_OPTIMIZER_NESTEROV, 0.57, 0.57 + 0.9 * (0.27 + 0.129) + 0.129 },
    { HILL_OPTIMIZER_ADAGRAD, 0.1, 0.1 + 0.1 * 2.7 / 4.036087214122113 },
    { HILL_OPTIMIZER_ADAM, 0.1, 0.1 + 0.1 * (0.54 / 0.19) / 2.853869 },
  };

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autoptr(HillState) state = hill_state_new (cases[k].optimizer, 1);
      float *w = hill_state_get_weights (state);
      HillExperiment e;
      float g = -3;

      hill_experiment_init (&e);
      e.optimizer = cases[k].optimizer;
      hill_optimizer_update (&e, 0.1, &g, state);
      g_assert_cmpfloat_with_epsilon (*w, cases[k].first, 1e-6);
      state->head.step++;
      g = 3 * (*w - 1);
      hill_optimizer_update (&e, 0.1, &g, state);
      g_assert_cmpfloat_with_epsilon (*w, cases[k].second, 1e-4);
    }
}

static void
test_schedules (void)
{
  HillExperiment e;

  hill_experiment_init (&e);
  e.rate = 2;
  e.decay_factor = 0.5;
  e.decay_epochs = 3;
  e.schedule = HILL_SCHEDULE_CONSTANT;
  g_assert_cmpfloat (hill_optimizer_get_rate (&e, 17, 0.9), ==, 2);
  e.schedule = HILL_SCHEDULE_STEP;
  g_assert_cmpfloat (hill_optimizer_get_rate (&e, 2.999, 0), ==, 2);
  g_assert_cmpfloat (hill_optimizer_get_rate (&e, 3, 0), ==, 1);
  g_assert_cmpfloat (hill_optimizer_get_rate (&e, 6.5, 0), ==, 0.5);
  e.schedule = HILL_SCHEDULE_COSINE;
  g_assert_cmpfloat_with_epsilon (hill_optimizer_get_rate (&e, 0, 0), 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (hill_optimizer_get_rate (&e, 0, 0.5), 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (hill_optimizer_get_rate (&e, 0, 1.0 / 3), 1.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (hill_optimizer_get_rate (&e, 0, 1), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (hill_optimizer_get_rate (&e, 0, 7), 0, 1e-12);
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
  return trainer;
}

static double
get_loss (HillTrainer *trainer)
{
  HillEvaluation train, validation, test;

  g_assert_true (hill_trainer_evaluate (trainer, NULL, &train, &validation, &test, NULL));
  return hill_evaluation_get_loss (&train);
}

/* The same objective by a long full-batch descent, whose steps need no second thought. */
static void
test_lbfgs (gconstpointer data)
{
  gboolean kinks = GPOINTER_TO_INT (data) & 1, hinge = GPOINTER_TO_INT (data) & 2;
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 300, 0, 8, 4, 11);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillTrainer) slow = NULL;
  g_autoptr(HillTrainer) fast = NULL;
  HillExperiment e;
  gsize n_steps;

  hill_experiment_init (&e);
  e.loss = (HillLoss) { hinge ? HILL_LOSS_HINGE : HILL_LOSS_SOFTMAX, kinks ? HILL_REGULARIZER_ELASTIC : HILL_REGULARIZER_L2, 1, 0.005, 0.5 };
  e.batch_size = 0;
  e.schedule = HILL_SCHEDULE_COSINE;
  e.optimizer = HILL_OPTIMIZER_NESTEROV;
  e.rate = 0.05;
  e.n_epochs = 20000;
  slow = run_to_end (design, &e);

  e.optimizer = HILL_OPTIMIZER_LBFGS;
  e.n_epochs = 400;
  fast = run_to_end (design, &e);
  g_assert_cmpint (hill_trainer_get_state (fast), !=, HILL_TRAINER_DIVERGED);
  g_assert_cmpfloat (get_loss (fast), <, get_loss (slow) * (1 + (hinge ? 3e-3 : 1e-5)));

  n_steps = hill_history_get_n_steps (hill_trainer_get_history (fast));
  for (gsize k = 1; k < n_steps; k++)
    {
      const HillStepRecord *before = hill_history_get_step (hill_trainer_get_history (fast), k - 1);
      const HillStepRecord *now = hill_history_get_step (hill_trainer_get_history (fast), k);

      g_assert_cmpfloat (now->data_loss + now->penalty, <, before->data_loss + before->penalty);
    }
}

/* Far too strong an L1: every weight is exactly 0 at the bottom, and L-BFGS says that it is there. */
static void
test_l1_zeros (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 100, 0, 6, 3, 4);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  g_autoptr(HillTrainer) trainer = NULL;
  const float *weights;
  HillExperiment e;

  hill_experiment_init (&e);
  e.optimizer = HILL_OPTIMIZER_LBFGS;
  e.loss.regularizer = HILL_REGULARIZER_L1;
  e.loss.lambda = 10;
  e.init_scale = 0.1;
  e.n_epochs = 200;
  trainer = run_to_end (design, &e);
  g_assert_cmpint (hill_trainer_get_state (trainer), ==, HILL_TRAINER_CONVERGED);
  weights = hill_trainer_get_weights (trainer);
  for (int i = 0; i < 21; i++)
    if (i % 7 != 6)
      g_assert_cmpfloat (weights[i], ==, 0);
}

int
main (int    argc,
      char **argv)
{
  static const char * const names[] = { "gd", "momentum", "nesterov", "adagrad", "rmsprop", "adam" };

  g_test_init (&argc, &argv, NULL);
  for (int i = 0; i < 6; i++)
    {
      g_autofree char *path = g_strconcat ("/optimizers/textbook/", names[i], NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_rule);
    }
  g_test_add_func ("/optimizers/by-hand", test_by_hand);
  g_test_add_func ("/optimizers/schedules", test_schedules);
  g_test_add_data_func ("/optimizers/lbfgs/softmax-l2", GINT_TO_POINTER (0), test_lbfgs);
  g_test_add_data_func ("/optimizers/lbfgs/softmax-elastic", GINT_TO_POINTER (1), test_lbfgs);
  g_test_add_data_func ("/optimizers/lbfgs/hinge-l2", GINT_TO_POINTER (2), test_lbfgs);
  g_test_add_data_func ("/optimizers/lbfgs/hinge-elastic", GINT_TO_POINTER (3), test_lbfgs);
  g_test_add_func ("/optimizers/lbfgs/l1-zeros", test_l1_zeros);
  return g_test_run ();
}
