/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A walk of softmax runs away where rate times curvature is above 2; the hinge has no curvature, there it is said that the step
 * was too long. */

#include "hill-points-words.h"

#include "hill-axis.h"
#include "hill-exact.h"
#include "hill-line.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static const char * const columns[] = { "x", "y" };

char *
hill_points_words_name_weight (guint row,
                               guint column)
{
  return column < G_N_ELEMENTS (columns) ? g_strdup_printf ("W[%c, %s]", 'A' + (int) row, columns[column])
                                         : g_strdup_printf ("b[%c]", 'A' + (int) row);
}

static double
get_length (const double *vector)
{
  double square = 0;

  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    square += vector[i] * vector[i];
  return sqrt (square);
}

/* Degrees between @step and the way down, -@gradient; NaN where one has no length. */
static double
get_angle (const double *step,
           const double *gradient)
{
  double product = 0, lengths = get_length (step) * get_length (gradient);

  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    product -= step[i] * gradient[i];
  return lengths > 0 ? acos (CLAMP (product / lengths, -1, 1)) * 180 / G_PI : NAN;
}

/* The full gradient at the weights of a step. */
static void
find_gradient (const HillPointsWalk *walk,
               gsize                 step,
               double               *gradient)
{
  gsize n_points;
  const HillPointsStep *steps = hill_points_walk_get_steps (walk, &n_points);
  const HillLoss *loss = &hill_points_walk_get_experiment_at (walk, step)->loss;
  double weights[HILL_POINT_WEIGHTS];
  HillEvaluation evaluation;

  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    weights[i] = steps[step].weights[i];
  hill_exact_evaluate (hill_points_walk_get_sample (walk), loss, weights, 1, gradient, NULL, &evaluation, NULL);
  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    if (i % 3 != 2)
      gradient[i] += hill_exact_get_penalty_slope_of (loss, weights[i]);
}

char *
hill_points_words_say_step (const HillPointsWalk    *walk,
                            const HillPointsNumbers *numbers)
{
  gsize n_points, step = hill_points_walk_get_step (walk);
  const HillPointsStep *steps = hill_points_walk_get_steps (walk, &n_points);
  double change[HILL_POINT_WEIGHTS], gradient[HILL_POINT_WEIGHTS], loss = hill_evaluation_get_loss (&numbers->all);
  g_autofree char *sentence = NULL;

  if (step == 0)
    {
      sentence = hill_descent_say_step (0, loss, loss, 0, NAN);
    }
  else if (hill_points_walk_is_set_by_hand (walk, step))
    {
      sentence = hill_descent_say_place (step, loss);
    }
  else
    {
      for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
        change[i] = (double) steps[step].weights[i] - (double) steps[step - 1].weights[i];
      find_gradient (walk, step - 1, gradient);
      sentence = hill_descent_say_step (step, steps[step - 1].loss, loss, get_length (change), get_angle (change, gradient));
    }
  /* Translators: a sentence about the step; how many points are classified right, of how many */
  return g_strdup_printf (_("%s Points classified right: %zu of %u."), sentence, numbers->all.n_correct, numbers->n);
}

/* The three new weights of a class, a line for each. */
static char *
write_row (const HillPointsWalk    *walk,
           const HillPointsNumbers *numbers,
           guint                    row)
{
  const HillExperiment *experiment = hill_points_walk_get_experiment_at (walk, hill_points_walk_get_step (walk));
  char *lines[4] = { NULL };
  char *text;

  for (guint column = 0; column < 3; column++)
    {
      guint i = 3 * row + column;
      g_autofree char *name = hill_points_words_name_weight (row, column);

      lines[column] = hill_descent_write_update (name, numbers->weights[i], experiment->rate, numbers->gradient[i],
                                                 numbers->next[i] - numbers->weights[i],
                                                 experiment->optimizer == HILL_OPTIMIZER_SGD);
    }
  text = g_strjoinv ("\n", lines);
  for (guint column = 0; column < 3; column++)
    g_free (lines[column]);
  return text;
}

static char *
write_batch (const HillPointsNumbers *numbers)
{
  g_autoptr(GString) points = g_string_new (NULL);

  if (numbers->is_full)
    return g_strdup_printf (_("The batch: all %u points."), numbers->n);
  for (guint i = 0; i < numbers->n; i++)
    if (numbers->in_batch[i])
      g_string_append_printf (points, "%s%u", points->len > 0 ? ", " : "", i + 1);
  /* Translators: how many, of how many, "3, 7, 12" */
  return g_strdup_printf (_("The batch: %u of %u points, %s."), numbers->n_batch, numbers->n, points->str);
}

static char *
write_batch_loss (const HillPointsNumbers *numbers)
{
  g_autofree char *data = hill_format_number (numbers->batch.data_loss), *penalty = hill_format_number (numbers->batch.penalty);
  g_autofree char *loss = hill_format_number (hill_evaluation_get_loss (&numbers->batch));

  return g_strdup_printf (_("Loss of the batch: %s + penalty %s = %s."), data, penalty, loss);
}

static char *
write_gradient (const HillPointsNumbers *numbers,
                guint                    row)
{
  const double *gradient = numbers->gradient + 3 * row;
  g_autofree char *x = hill_format_number (gradient[0]), *y = hill_format_number (gradient[1]), *b = hill_format_number (gradient[2]);
  g_autofree char *length = hill_format_number (get_length (numbers->gradient)), *whole = NULL;

  whole = g_strdup_printf (_("Its gradient is %s long."), length);
  /* Translators: a sentence; then the class, and its row of the gradient in three numbers */
  return g_strdup_printf (_("%s\nRow %c: (%s, %s, %s)"), whole, 'A' + (int) row, x, y, b);
}

char *
hill_points_words_write_phase (const HillPointsWalk    *walk,
                               const HillPointsNumbers *numbers,
                               HillPhase                phase,
                               guint                    row)
{
  if (!numbers->has_next)
    return g_strdup (_("The walk ends here."));
  switch (phase)
    {
    case HILL_PHASE_BATCH:
      return write_batch (numbers);
    case HILL_PHASE_LOSS:
      return write_batch_loss (numbers);
    case HILL_PHASE_GRADIENT:
      return write_gradient (numbers, row);
    case HILL_PHASE_POINT:
    case HILL_PHASE_STEP:
    default:
      return write_row (walk, numbers, row);
    }
}

/* How the loss bends along the gradient of a step: second derivative for a unit of length. */
static double
find_curvature (const HillPointsWalk *walk,
                gsize                 step)
{
  gsize n_points;
  const HillPointsStep *steps = hill_points_walk_get_steps (walk, &n_points);
  double gradient[HILL_POINT_WEIGHTS];
  float direction[HILL_POINT_WEIGHTS];
  g_autoptr(HillLine) line = NULL;
  HillLinePoint point;

  find_gradient (walk, step, gradient);
  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    direction[i] = (float) gradient[i];
  line = hill_line_new (hill_points_walk_get_sample (walk), &hill_points_walk_get_experiment_at (walk, step)->loss, steps[step].weights,
                        direction, 1, NULL, NULL);
  if (!(hill_line_get_length (line) > 0))
    return 0;
  hill_line_evaluate (line, 0, &point);
  return point.curvature / (hill_line_get_length (line) * hill_line_get_length (line));
}

static char *
say_too_long (const HillPointsWalk *walk,
              gsize                 step,
              double                before,
              double                after)
{
  g_autofree char *from = hill_format_number (before), *to = hill_format_number (after);
  g_autofree char *rate = hill_descent_format_rate (hill_points_walk_get_experiment_at (walk, step - 1)->rate);

  /* Translators: step, loss before and after, rate */
  return g_strdup_printf (_("Step %llu was too long: loss rose from %s to %s, above that of the start. The rate %s is too high for these "
                            "points; take a lower one."), (unsigned long long) step, from, to, rate);
}

char *
hill_points_words_say_trouble (const HillPointsWalk *walk)
{
  gsize n_points, step = hill_points_walk_get_step (walk);
  const HillPointsStep *steps = hill_points_walk_get_steps (walk, &n_points);
  const HillExperiment *experiment;
  double bend;

  if (step == 0)
    return NULL;
  experiment = hill_points_walk_get_experiment_at (walk, step - 1);
  if (hill_points_walk_has_diverged (walk) && step + 1 == n_points)
    return g_strdup_printf (_("The loss became infinite at step %llu: the learning rate %g is too high for these "
                              "features and this lambda. Go back some steps, or start again, with a lower rate."),
                            (unsigned long long) step + 1, experiment->rate);
  if (!(steps[step].loss > steps[step - 1].loss) || hill_points_walk_is_set_by_hand (walk, step))
    return NULL;
  bend = find_curvature (walk, step - 1);
  if (experiment->rate * bend > 2 && experiment->batch_size == 0)
    return hill_descent_say_trouble (step, steps[step - 1].loss, steps[step].loss, experiment->rate, bend);
  return steps[step].loss > steps[0].loss ? say_too_long (walk, step, steps[step - 1].loss, steps[step].loss) : NULL;
}

char *
hill_points_words_write_loss (const HillPointsNumbers *numbers)
{
  g_autofree char *data = hill_format_number (numbers->all.data_loss), *penalty = hill_format_number (numbers->all.penalty);
  g_autofree char *loss = hill_format_number (hill_evaluation_get_loss (&numbers->all));

  /* Translators: loss of all points, its two parts */
  return g_strdup_printf (_("Loss %s = data loss %s + λ R(W) %s"), loss, data, penalty);
}
