/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The questions as a table: each as it is asked in front of a class. */

#include "hill-questions.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define HINGE "L_i = \\sum_{j \\neq y} \\max(0, s_j - s_y + 1)"
#define SOFTMAX "L_i = -\\log \\frac{e^{s_y}}{\\sum_j e^{s_j}}"

static const HillQuestion questions[HILL_N_QUESTIONS] =
{
  [HILL_QUESTION_NUDGE] = {
    .title = N_("A small change"),
    .question = N_("One score changes by a little. By how much does the hinge loss of its image change?"),
    .formula = HINGE,
    .prompt = N_("Change of the loss"),
    .controls = HILL_CONTROL_IMAGE | HILL_CONTROL_CLASS | HILL_CONTROL_DELTA,
    .delta = 0.001,
  },
  [HILL_QUESTION_BOUNDS] = {
    .title = N_("Smallest and largest"),
    .question = N_("What are the smallest and the largest value that the hinge loss of an image can have?"),
    .formula = HINGE,
    .prompt = N_("Smallest and largest"),
    .choices = { N_("0 and C − 1"), N_("0 and infinity"), N_("1 and infinity"), N_("minus infinity and infinity") },
    .right_choice = 1,
    .controls = HILL_CONTROL_IMAGE,
  },
  [HILL_QUESTION_ZERO] = {
    .title = N_("All scores are 0"),
    .question = N_("Before training the weights are nearly 0, and so are all scores. What is the hinge loss of an image then?"),
    .formula = HINGE,
    .prompt = N_("Loss of an image"),
    .controls = HILL_CONTROL_CLASSES,
  },
  [HILL_QUESTION_TRUE_CLASS] = {
    .title = N_("Without j ≠ y"),
    .question = N_("The sum leaves out the true class. What if it did not: by how much does the mean loss change?"),
    .formula = "L_i = \\sum_j \\max(0, s_j - s_y + 1)",
    .prompt = N_("Change of the mean loss"),
    .controls = HILL_CONTROL_SWITCH,
    .switch_label = N_("Sum over all classes, the true one too"),
  },
  [HILL_QUESTION_MEAN] = {
    .title = N_("Mean instead of sum"),
    .question = N_("The terms of an image are averaged instead of added up. Which model is best then?"),
    .formula = "L_i = \\frac{1}{C - 1} \\sum_{j \\neq y} \\max(0, s_j - s_y + 1)",
    .prompt = N_("The best model"),
    .choices = { N_("is another one"), N_("stays the same") },
    .right_choice = 1,
    .controls = HILL_CONTROL_SWITCH,
    .switch_label = N_("Mean over the wrong classes"),
  },
  [HILL_QUESTION_MARGIN] = {
    .title = N_("Margin 2 instead of 1"),
    .question = N_("The margin is 2 instead of 1. What does that change in the best weights?"),
    .formula = "L_i = \\sum_{j \\neq y} \\max(0, s_j - s_y + 2)",
    .prompt = N_("It changes"),
    .choices = { N_("nothing at all"), N_("only their scale"), N_("which classes are recognised") },
    .right_choice = 1,
    .controls = HILL_CONTROL_MARGIN,
  },
  [HILL_QUESTION_SCALE] = {
    .title = N_("Is the best W unique?"),
    .question = N_("Some weights W give L = 0, which is perfect. Are they the only ones?"),
    .formula = "L(W) = \\frac{1}{N} \\sum_i L_i = 0",
    .prompt = N_("The perfect W"),
    .choices = { N_("is the only one"), N_("is one of many") },
    .right_choice = 1,
    .controls = HILL_CONTROL_FACTOR,
  },
  [HILL_QUESTION_SOFTMAX_NUDGE] = {
    .title = N_("A small change"),
    .question = N_("One score changes by a little. When does that change the softmax loss of its image?"),
    .formula = SOFTMAX,
    .prompt = N_("The loss changes"),
    .choices = { N_("always"), N_("only near the margin"), N_("only if it is the true class's score") },
    .right_choice = 0,
    .controls = HILL_CONTROL_IMAGE | HILL_CONTROL_CLASS | HILL_CONTROL_DELTA | HILL_CONTROL_BASE,
    .is_softmax = TRUE,
    .delta = 0.1,
  },
  [HILL_QUESTION_SOFTMAX_BOUNDS] = {
    .title = N_("Smallest and largest"),
    .question = N_("What are the smallest and the largest value that the softmax loss of an image can have?"),
    .formula = SOFTMAX,
    .prompt = N_("Smallest and largest"),
    .choices = { N_("0 and 1"), N_("0 and log C"), N_("0 and infinity, in theory"), N_("minus infinity and 0") },
    .right_choice = 2,
    .controls = HILL_CONTROL_IMAGE | HILL_CONTROL_BASE,
    .is_softmax = TRUE,
  },
  [HILL_QUESTION_SOFTMAX_ZERO] = {
    .title = N_("All scores are 0"),
    .question = N_("Before training the weights are nearly 0, and so are all scores. What is the softmax loss of an image then?"),
    .formula = SOFTMAX,
    .prompt = N_("Loss of an image"),
    .controls = HILL_CONTROL_CLASSES | HILL_CONTROL_BASE,
    .is_softmax = TRUE,
  },
};

const HillQuestion *
hill_question_get (HillQuestionId id)
{
  g_return_val_if_fail (id < HILL_N_QUESTIONS, NULL);

  return &questions[id];
}

/* Half a unit of the last place that was written. */
static double
get_rounding (const char *typed)
{
  const char *point = strpbrk (typed, ".,");
  gsize places = point != NULL ? strspn (point + 1, "0123456789") : 0;

  return 0.5 * pow (10, -(double) MIN (places, 15));
}

gboolean
hill_prediction_check (const char  *typed,
                       double       expected,
                       gboolean    *is_right,
                       GError     **error)
{
  double value, distance, near;

  g_return_val_if_fail (typed != NULL && is_right != NULL, FALSE);

  if (!hill_score_parse (typed, &value, error))
    return FALSE;
  distance = fabs (value - expected);
  near = MAX (0.01 * fabs (expected), 1e-12);
  *is_right = distance <= near || (distance <= get_rounding (typed) * (1 + 1e-9) && distance < 0.05 * MAX (fabs (expected), 1e-3));
  return TRUE;
}
