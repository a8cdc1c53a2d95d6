/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The three checks go through the kernels and the optimiser that training itself goes through. */

#include "hill-sanity.h"

#include "hill-design-private.h"
#include "hill-i18n.h"
#include "hill-lbfgs.h"
#include "hill-random.h"
#include "hill-weights.h"

#include <math.h>

/* Single precision, added up over the data set. */
#define TOLERANCE 1e-4
#define RANDOM_DEVIATION 0.01
#define DEFAULT_LAMBDA 1e-4
#define MAX_ITERATIONS 300

typedef struct
{
  HillDesign         *design;
  HillObjective      *objective;
  const HillLoss     *loss;
  const float        *weights;          /* (nullable) */
  guint               n_classes;
  gsize               n_features;
  gsize               n_weights;
  guint               n_threads;
  const HillProgress *progress;
} Check;

static void G_GNUC_PRINTF (5, 6)
set_light (HillSanityLight *light,
           gboolean         passed,
           double           expected,
           double           found,
           const char      *format,
           ...)
{
  va_list args;

  va_start (args, format);
  light->state = passed ? HILL_SANITY_PASSED : HILL_SANITY_FAILED;
  light->expected = expected;
  light->found = found;
  light->reason = g_strdup_vprintf (format, args);
  va_end (args);
}

static gboolean
evaluate (const Check     *check,
          const HillLoss  *loss,
          const float     *weights,
          HillEvaluation  *evaluation,
          GError         **error)
{
  const HillPartition *partition = hill_design_get_partition (check->design);

  return hill_objective_evaluate (check->objective, loss, weights, HILL_SPLIT_TRAIN,
                                  partition->n_validation > 0 ? partition->train : NULL, partition->n_train, NULL,
                                  check->progress, evaluation, error);
}

static gboolean
check_first_loss (const Check      *check,
                  HillSanityLight  *light,
                  GError          **error)
{
  g_autofree float *zeros = g_new0 (float, check->n_weights);
  gboolean hinge = check->loss->type == HILL_LOSS_HINGE;
  double expected = hinge ? (check->n_classes - 1) * check->loss->margin : log (check->n_classes);
  HillEvaluation evaluation;
  gboolean passed;

  if (!evaluate (check, check->loss, zeros, &evaluation, error))
    return FALSE;

  passed = fabs (evaluation.data_loss - expected) <= TOLERANCE * MAX (expected, 1);
  if (passed && hinge)
    set_light (light, TRUE, expected, evaluation.data_loss,
               _("With W = 0 the data loss is %.4f, and (C − 1) × margin with C = %u is %.4f: as it must be."),
               evaluation.data_loss, check->n_classes, expected);
  else if (passed)
    set_light (light, TRUE, expected, evaluation.data_loss,
               _("With W = 0 the data loss is %.4f, and log C with C = %u is %.4f: as it must be."),
               evaluation.data_loss, check->n_classes, expected);
  else
    set_light (light, FALSE, expected, evaluation.data_loss,
               _("With W = 0 the data loss is %.4f instead of %.4f: the loss is not computed as its formula says."),
               evaluation.data_loss, expected);
  return TRUE;
}

/* (transfer full): the model's weights, or where they have no penalty random ones. */
static float *
get_some_weights (const Check    *check,
                  const HillLoss *loss)
{
  float *weights = check->weights != NULL ? g_memdup2 (check->weights, check->n_weights * sizeof *weights)
                                          : g_new0 (float, check->n_weights);
  HillRandom random;

  if (hill_loss_get_penalty (loss, check->n_classes, check->n_features, weights) > 0)
    return weights;

  hill_random_init (&random, 1);
  for (gsize i = 0; i < check->n_weights; i++)
    weights[i] = (float) (RANDOM_DEVIATION * hill_random_normal (&random));
  return weights;
}

static gboolean
check_lambda (const Check      *check,
              HillSanityLight  *light,
              GError          **error)
{
  HillLoss loss = *check->loss;
  g_autofree float *weights = NULL;
  HillEvaluation evaluation;
  double low, high;

  if (loss.regularizer == HILL_REGULARIZER_NONE)
    loss.regularizer = HILL_REGULARIZER_L2;
  if (loss.lambda == 0)
    loss.lambda = DEFAULT_LAMBDA;
  weights = get_some_weights (check, &loss);
  if (!evaluate (check, &loss, weights, &evaluation, error))
    return FALSE;

  low = evaluation.data_loss;
  high = hill_evaluation_get_loss (&evaluation);
  if (high > low)
    set_light (light, TRUE, low, high, _("The same weights cost %.6g without a penalty and %.6g with λ = %g: λ R(W) raises the loss."),
               low, high, loss.lambda);
  else
    set_light (light, FALSE, low, high, _("The same weights cost %.6g without a penalty and %.6g with λ = %g: the penalty does not count."),
               low, high, loss.lambda);
  return TRUE;
}

/* Spread evenly over the rows trained on, so that all classes of a sorted file may come. */
static gsize
pick_rows (const Check *check,
           guint32     *rows)
{
  const HillPartition *partition = hill_design_get_partition (check->design);
  gsize n = MIN (partition->n_train, HILL_SANITY_N_IMAGES);

  for (gsize i = 0; i < n; i++)
    rows[i] = partition->train[i * partition->n_train / n];
  return n;
}

/* L-BFGS from 0 without penalty until the loss is next to nothing. */
static gboolean
fit (const Check     *check,
     const guint32   *rows,
     gsize            n_rows,
     HillEvaluation  *evaluation,
     GError         **error)
{
  HillLoss loss = *check->loss;
  g_autofree float *means = hill_design_find_means (check->design, check->n_threads);
  g_autofree float *gradient = g_new (float, check->n_weights);
  g_autoptr(HillState) state = hill_state_new (HILL_OPTIMIZER_LBFGS, check->n_weights);
  HillProblem problem = { check->objective, &loss, check->n_classes, check->n_features, rows, n_rows, means };
  HillLbfgsResult result = HILL_LBFGS_MOVED;
  double length;

  loss.regularizer = HILL_REGULARIZER_NONE;
  if (!hill_lbfgs_evaluate (&problem, hill_state_get_weights (state), gradient, NULL, evaluation, error))
    return FALSE;
  for (int i = 0; i < MAX_ITERATIONS && result == HILL_LBFGS_MOVED && evaluation->data_loss > HILL_SANITY_NO_LOSS / 10; i++)
    {
      if (!hill_progress_report (check->progress, (double) i / MAX_ITERATIONS, error))
        return FALSE;
      result = hill_lbfgs_step (&problem, state, gradient, evaluation, &length, NULL, error);
    }
  return result != HILL_LBFGS_CANCELLED;
}

static gboolean
check_overfit (const Check      *check,
               HillSanityLight  *light,
               GError          **error)
{
  guint32 rows[HILL_SANITY_N_IMAGES];
  gsize n_rows = pick_rows (check, rows);
  HillEvaluation evaluation;

  if (!fit (check, rows, n_rows, &evaluation, error))
    return FALSE;

  if (evaluation.data_loss < HILL_SANITY_NO_LOSS)
    set_light (light, TRUE, HILL_SANITY_NO_LOSS, evaluation.data_loss,
               _("%zu images were fitted down to a loss of %.2g: the gradient and the optimiser do their work."),
               n_rows, evaluation.data_loss);
  else if (check->n_features < n_rows)
    set_light (light, FALSE, HILL_SANITY_NO_LOSS, evaluation.data_loss,
               _("%zu examples could be fitted no further than a loss of %.4f: with %zu features a linear classifier need not be able to "
                 "tell them apart. Try a data set with more features."),
               n_rows, evaluation.data_loss, check->n_features);
  else
    set_light (light, FALSE, HILL_SANITY_NO_LOSS, evaluation.data_loss,
               _("%zu images could be fitted no further than a loss of %.4f, though %zu features are enough to learn them by heart: some of "
                 "them are alike but differ in class, or the gradient is wrong."),
               n_rows, evaluation.data_loss, check->n_features);
  return TRUE;
}

gboolean
hill_sanity_check (HillSanityCheck      kind,
                   HillDesign          *design,
                   const HillLoss      *loss,
                   const float         *weights,
                   guint                n_threads,
                   HillSanityLight     *light,
                   const HillProgress  *progress,
                   GError             **error)
{
  static gboolean (* const checks[]) (const Check *, HillSanityLight *, GError **) = { check_first_loss, check_lambda, check_overfit };
  g_autoptr(HillObjective) objective = NULL;
  Check check;

  g_return_val_if_fail (design != NULL && loss != NULL && light != NULL && kind < HILL_N_SANITY_CHECKS, FALSE);

  *light = (HillSanityLight) { HILL_SANITY_WAITING, NAN, NAN, NULL };
  objective = hill_objective_new (design, n_threads);
  check = (Check) {
    .design = design,
    .objective = objective,
    .loss = loss,
    .weights = weights,
    .n_classes = hill_design_get_n_classes (design),
    .n_features = hill_design_get_n_features (design),
    .n_weights = HILL_N_WEIGHTS (hill_design_get_n_classes (design), hill_design_get_n_features (design)),
    .n_threads = n_threads,
    .progress = progress,
  };
  return checks[kind] (&check, light, error);
}

void
hill_sanity_light_clear (HillSanityLight *self)
{
  g_clear_pointer (&self->reason, g_free);
}

const char *
hill_sanity_get_title (HillSanityCheck check,
                       HillLossType    type)
{
  switch (check)
    {
    case HILL_SANITY_FIRST_LOSS:
      return type == HILL_LOSS_HINGE ? _("W = 0 gives C − 1 margins") : _("W = 0 gives log C");

    case HILL_SANITY_LAMBDA:
      return _("λ raises the loss");

    case HILL_SANITY_OVERFIT:
      return _("20 images can be learnt by heart");

    case HILL_N_SANITY_CHECKS:
    default:
      g_return_val_if_reached ("");
    }
}
