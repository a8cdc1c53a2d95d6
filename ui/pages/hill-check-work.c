/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Ratios tell more than errors: a missing factor 2 is 0.5, a wrong sign is -1, a sum in place of a mean is the number of examples. */

#include "hill-check-work.h"

#include "hill-axis.h"
#include "hill-error-plot.h"
#include "hill-weight-map.h"

#include <glib/gi18n.h>
#include <math.h>

#define SAMPLE_SEED 1

gsize
hill_check_extent_get_n_weights (HillCheckExtent extent)
{
  return extent == HILL_CHECK_ALL ? 0 : extent == HILL_CHECK_SAMPLE ? 200 : 20;
}

double
hill_check_choose_h (guint choice)
{
  static const double steps[HILL_N_CHECK_STEPS] = { 1e-3, 1e-4, 1e-5, 1e-6 };

  return steps[MIN (choice, G_N_ELEMENTS (steps) - 1)];
}

HillGradientCheck *
hill_problem_check (const HillProblem       *problem,
                    gsize                    n_weights,
                    const HillCheckOptions  *options,
                    const HillProgress      *progress,
                    GError                 **error)
{
  g_autofree gsize *indices = NULL;
  gsize n_indices = 0;

  if (n_weights > 0)
    indices = hill_gradient_check_draw (problem->sample, n_weights, SAMPLE_SEED, &n_indices);
  return hill_gradient_check_new (problem->sample, &problem->loss, problem->weights, indices, n_indices, options, progress, error);
}

double
hill_checked_weight_get_part_error (const HillCheckedWeight *self,
                                    HillCheckPart            part)
{
  return part == HILL_CHECK_DATA ? self->data_error : part == HILL_CHECK_PENALTY ? self->penalty_error : self->error;
}

double
hill_checked_weight_get_part_numeric (const HillCheckedWeight *self,
                                      HillCheckPart            part)
{
  return part == HILL_CHECK_DATA ? self->data_numeric
         : part == HILL_CHECK_PENALTY ? self->penalty_numeric : hill_checked_weight_get_numeric (self);
}

double
hill_checked_weight_get_part_analytic (const HillCheckedWeight *self,
                                       HillCheckPart            part)
{
  return part == HILL_CHECK_DATA ? self->data_analytic
         : part == HILL_CHECK_PENALTY ? self->penalty_analytic : hill_checked_weight_get_analytic (self);
}

gboolean
hill_checked_weight_is_part_kink (const HillCheckedWeight *self,
                                  HillCheckPart            part)
{
  return part == HILL_CHECK_DATA ? self->n_kinks > 0 : part == HILL_CHECK_PENALTY ? self->penalty_kink : hill_checked_weight_is_kink (self);
}

/* Not a number is worse than any. */
static double
get_badness (const HillCheckedWeight *weight,
             HillCheckPart            part)
{
  double error = hill_checked_weight_get_part_error (weight, part);

  return isnan (error) ? INFINITY : error;
}

gsize *
hill_check_find_worst (const HillGradientCheck *check,
                       HillCheckPart            part,
                       guint                    n,
                       guint                   *n_found)
{
  gsize *worst;

  g_return_val_if_fail (check != NULL && n_found != NULL, NULL);

  worst = g_new0 (gsize, MAX (n, 1));
  *n_found = 0;
  for (gsize i = 0; i < check->n_weights; i++)
    {
      const HillCheckedWeight *weight = &check->weights[i];
      guint place = *n_found;

      if (hill_checked_weight_is_part_kink (weight, part))
        continue;
      while (place > 0 && get_badness (weight, part) > get_badness (&check->weights[worst[place - 1]], part))
        place--;
      if (place >= n)
        continue;
      if (*n_found < n)
        (*n_found)++;
      for (guint k = *n_found - 1; k > place; k--)
        worst[k] = worst[k - 1];
      worst[place] = i;
    }
  return worst;
}

/* "", or a sentence about the weights that are not judged. */
static char *
describe_kinks (const HillGradientCheck *check)
{
  if (check->n_kinks == 0)
    return g_strdup ("");
  return g_strdup_printf (ngettext (" %'zu weight lies at a kink, where there is no slope to compare with, and is counted apart.",
                                    " %'zu weights lie at kinks, where there is no slope to compare with, and are counted apart.", check->n_kinks),
                          check->n_kinks);
}

char *
hill_check_describe (const HillGradientCheck *check,
                     const HillProblem       *problem)
{
  g_autofree char *kinks = NULL, *error = NULL, *name = NULL;

  g_return_val_if_fail (check != NULL && problem != NULL, NULL);

  kinks = describe_kinks (check);
  if (check->n_worst == 0)
    return g_strdup_printf (_("There is nothing to compare.%s"), kinks);
  error = hill_format_number (hill_checked_weight_get_worst (&check->weights[check->worst[0]]));
  name = hill_problem_name_weight (problem, check->weights[check->worst[0]].index);
  if (check->passed)
    /* Translators: number of weights; a relative error; name of a weight; a sentence about kinks, or nothing */
    return g_strdup_printf (_("Passed: %'zu weights agree. The largest relative error is %s (%s).%s"), check->n_weights - check->n_kinks,
                            error, name, kinks);
  /* Translators: numbers of weights; name of a weight; a relative error; a sentence about kinks, or nothing */
  return g_strdup_printf (_("Failed: %'zu of %'zu weights do not agree. The worst is %s, with a relative error of %s.%s"), check->n_failed,
                          check->n_weights - check->n_kinks, name, error, kinks);
}

char *
hill_check_describe_part (const HillGradientCheck *check,
                          HillCheckPart            part)
{
  double largest = part == HILL_CHECK_DATA ? check->max_data_error : part == HILL_CHECK_PENALTY ? check->max_penalty_error : check->max_error;
  g_autofree char *error = hill_format_number (largest);
  gboolean agrees = largest <= check->options.tolerance;

  switch (part)
    {
    case HILL_CHECK_DATA:
      return g_strdup_printf (agrees ? _("Data loss: agrees, at most %s off.") : _("Data loss: does not agree, up to %s off."), error);
    case HILL_CHECK_PENALTY:
      return g_strdup_printf (agrees ? _("Penalty: agrees, at most %s off.") : _("Penalty: does not agree, up to %s off."), error);
    case HILL_CHECK_WHOLE:
    case HILL_N_CHECK_PARTS:
    default:
      return g_strdup_printf (agrees ? _("Whole loss: agrees, at most %s off.") : _("Whole loss: does not agree, up to %s off."), error);
    }
}

HillPlot *
hill_check_new_histogram (const HillGradientCheck *check,
                          HillCheckPart            part)
{
  g_autofree double *errors = g_new (double, MAX (check->n_weights, 1));
  g_autofree guint8 *kinked = g_new (guint8, MAX (check->n_weights, 1));

  for (gsize i = 0; i < check->n_weights; i++)
    {
      errors[i] = hill_checked_weight_get_part_error (&check->weights[i], part);
      kinked[i] = hill_checked_weight_is_part_kink (&check->weights[i], part);
    }
  return hill_error_plot_new (errors, kinked, check->n_weights);
}

HillPlot *
hill_check_new_map (const HillGradientCheck *check,
                    const HillProblem       *problem,
                    HillCheckPart            part)
{
  g_autofree double *values = g_new (double, problem->n_weights);
  g_autofree guint8 *kinked = g_new0 (guint8, problem->n_weights);
  gboolean has_kinks = FALSE;

  for (gsize i = 0; i < problem->n_weights; i++)
    values[i] = NAN;
  for (gsize i = 0; i < check->n_weights; i++)
    {
      const HillCheckedWeight *weight = &check->weights[i];
      double error = hill_checked_weight_get_part_error (weight, part);

      values[weight->index] = isnan (error) ? INFINITY : error;
      kinked[weight->index] = hill_checked_weight_is_part_kink (weight, part);
      has_kinks |= kinked[weight->index] != 0;
    }
  return hill_weight_map_new (&(HillWeightMap) { .kind = HILL_WEIGHT_MAP_ERRORS, .values = values, .kinked = has_kinks ? kinked : NULL,
                                                 .n_classes = problem->n_classes, .n_features = problem->n_features,
                                                 .width = problem->width, .height = problem->height, .n_channels = problem->n_channels,
                                                 .class_names = problem->class_names, .current = -1 });
}

HillBugs
hill_bug_get (guint index)
{
  g_return_val_if_fail (index < HILL_N_BUGS, HILL_BUG_NONE);

  return (HillBugs) (1 << index);
}

const char *
hill_bug_get_name (guint index)
{
  switch (hill_bug_get (index))
    {
    case HILL_BUG_FACTOR_2:
      return _("Missing factor 2");
    case HILL_BUG_NO_PENALTY:
      return _("Forgotten penalty");
    case HILL_BUG_SIGN:
      return _("Wrong sign");
    case HILL_BUG_NOT_AVERAGED:
      return _("Not averaged");
    case HILL_BUG_NO_TRUE_CLASS:
    case HILL_BUG_NONE:
    default:
      return _("True class left out");
    }
}

const char *
hill_bug_get_sign (guint index)
{
  switch (hill_bug_get (index))
    {
    case HILL_BUG_FACTOR_2:
      return _("The derivative of w² is written as w: the penalty's gradient is half of what it should be.");
    case HILL_BUG_NO_PENALTY:
      return _("The gradient of the penalty is not added: it is 0 everywhere.");
    case HILL_BUG_SIGN:
      return _("The data loss points uphill where it should point down: every ratio is −1.");
    case HILL_BUG_NOT_AVERAGED:
      return _("The gradients of the examples are added, not averaged: every ratio is the number of examples.");
    case HILL_BUG_NO_TRUE_CLASS:
    case HILL_BUG_NONE:
    default:
      return _("The score of the true class has no gradient of its own: the ratios differ from weight to weight.");
    }
}

HillBugs
hill_bug_choose (const HillLoss *loss,
                 HillBugs        last,
                 guint32         random)
{
  HillBugs choice[HILL_N_BUGS];
  guint n = 0;

  for (guint i = 0; i < HILL_N_BUGS; i++)
    if (hill_bug_shows (hill_bug_get (i), loss) && hill_bug_get (i) != last)
      choice[n++] = hill_bug_get (i);
  if (n == 0)
    return hill_bug_shows (last, loss) ? last : HILL_BUG_NONE;
  return choice[random % n];
}
