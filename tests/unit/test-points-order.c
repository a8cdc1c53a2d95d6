/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A person may do anything in any order to the points and their walk: what is said and drawn stays sound, and what is gone back to is as
 * it was. */

#include "hill-points-descent.h"
#include "hill-random.h"

#include <math.h>
#include <string.h>

#define N_DEEDS 4000

static void
change_experiment (HillDescent *descent,
                   HillRandom  *random)
{
  static const double rates[] = { 1e-12, 0.01, 0.1, 1, 10, 1e6, 1e30 };
  static const gsize batches[] = { 0, 1, 8, 32, 1000 };
  HillExperiment experiment = *hill_descent_get_experiment (descent);

  switch (hill_random_below (random, 5))
    {
    case 0:
      experiment.rate = rates[hill_random_below (random, G_N_ELEMENTS (rates))];
      break;
    case 1:
      experiment.batch_size = batches[hill_random_below (random, G_N_ELEMENTS (batches))];
      break;
    case 2:
      experiment.optimizer = (HillOptimizer) hill_random_below (random, HILL_OPTIMIZER_LBFGS);
      break;
    case 3:
      experiment.loss.type = hill_random_below (random, 2) == 0 ? HILL_LOSS_HINGE : HILL_LOSS_SOFTMAX;
      break;
    default:
      experiment.loss.lambda = hill_random_below (random, 3) * 0.2;
      break;
    }
  hill_descent_set_experiment (descent, &experiment, NULL);
}

static void
change_points (HillPointsDescent *self,
               HillRandom        *random)
{
  guint index = hill_random_below (random, HILL_POINT_MAX);
  double x = 4 * hill_random_double (random) - 2, y = 4 * hill_random_double (random) - 2;

  switch (hill_random_below (random, 7))
    {
    case 0:
      hill_points_descent_begin_edit (self);
      hill_points_descent_move_point (self, index, x, y);
      break;
    case 1:
      hill_points_descent_add_point (self, x, y, hill_random_below (random, 4));
      break;
    case 2:
      hill_points_descent_remove_point (self, index);
      break;
    case 3:
      hill_points_descent_set_label (self, index, hill_random_below (random, 4));
      break;
    case 4:
      hill_points_descent_set_preset (self, hill_random_below (random, 6));
      break;
    case 5:
      hill_points_descent_set_selected (self, (int) hill_random_below (random, HILL_POINT_MAX) - 1);
      break;
    default:
      hill_points_descent_undo (self);
      break;
    }
}

static void
do_anything (HillDescent *descent,
             HillRandom  *random)
{
  HillPointsDescent *self = HILL_POINTS_DESCENT (descent);

  switch (hill_random_below (random, 8))
    {
    case 0:
      hill_descent_step (descent, TRUE);
      break;
    case 1:
      hill_descent_step (descent, FALSE);
      break;
    case 2:
      hill_descent_seek (descent, hill_random_below (random, HILL_POINTS_STEPS + 20));
      break;
    case 3:
      hill_points_descent_set_weight (self, hill_random_below (random, HILL_POINT_WEIGHTS + 1), 300 * hill_random_double (random) - 150);
      break;
    case 4:
      hill_points_descent_set_marked (self, (int) hill_random_below (random, HILL_POINT_WEIGHTS + 2) - 1);
      break;
    case 5:
      change_experiment (descent, random);
      break;
    case 6:
      if (hill_random_below (random, 10) == 0)
        hill_descent_restart (descent);
      else
        hill_descent_calm (descent);
      break;
    default:
      change_points (self, random);
      break;
    }
}

static void
look (HillDescent *descent)
{
  HillLook at = { .ahead = TRUE };
  HillPlot *plots[3] = { hill_descent_new_plot (descent, &at), hill_descent_new_ruler (descent),
                         hill_points_descent_new_curve (HILL_POINTS_DESCENT (descent), TRUE) };
  g_autofree char *sentence = hill_descent_dup_sentence (descent), *update = hill_descent_dup_update (descent);
  g_autofree char *trouble = hill_descent_dup_trouble (descent), *next = hill_descent_dup_next (descent, FALSE);

  g_assert_nonnull (strstr (sentence, "Step "));
  g_assert_null (strstr (sentence, "nan"));
  g_assert_cmpstr (update, !=, "");
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *description = hill_plot_describe (plots[i]);

      g_assert_cmpstr (description, !=, "");
      hill_plot_unref (plots[i]);
    }
}

static void
test_any_order (void)
{
  g_autoptr(GObject) object = G_OBJECT (hill_points_descent_new ());
  HillDescent *descent = HILL_DESCENT (object);
  HillRandom random;

  hill_random_init (&random, 11);
  for (guint i = 0; i < N_DEEDS; i++)
    {
      HillPosition position;

      do_anything (descent, &random);
      position = hill_descent_get_position (descent);
      g_assert_cmpuint (position.step, <=, position.reached);
      g_assert_cmpuint (position.reached, <=, HILL_POINTS_STEPS);
      for (guint k = 0; k < HILL_POINT_WEIGHTS; k++)
        g_assert_true (isfinite (hill_points_descent_get_numbers (HILL_POINTS_DESCENT (descent))->weights[k]));
      if (i % 7 == 0)
        look (descent);
    }
}

static void
test_back (void)
{
  g_autoptr(GObject) object = G_OBJECT (hill_points_descent_new ());
  HillDescent *descent = HILL_DESCENT (object);
  HillPointsDescent *self = HILL_POINTS_DESCENT (object);
  HillRandom random;

  hill_random_init (&random, 5);
  for (guint i = 0; i < 200; i++)
    {
      HillPointsNumbers before;
      guint64 step;

      change_experiment (descent, &random);
      hill_descent_seek (descent, hill_random_below (&random, HILL_POINTS_STEPS + 1));
      hill_points_descent_set_weight (self, hill_random_below (&random, HILL_POINT_WEIGHTS), 2 * hill_random_double (&random));
      step = hill_descent_get_position (descent).step;
      before = *hill_points_descent_get_numbers (self);
      hill_descent_seek (descent, 0);
      hill_descent_seek (descent, step);
      g_assert_cmpmem (&before, sizeof before, hill_points_descent_get_numbers (self), sizeof before);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/points-order/any", test_any_order);
  g_test_add_func ("/points-order/back", test_back);
  return g_test_run ();
}
