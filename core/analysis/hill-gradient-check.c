/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Two gradients side by side, and the count of how far they agree. */

#include "hill-gradient-check.h"

#include "hill-exact.h"
#include "hill-i18n.h"
#include "hill-random.h"

#include <float.h>
#include <math.h>
#include <string.h>

gboolean
hill_bug_shows (HillBugs        bug,
                const HillLoss *loss)
{
  gboolean penalty, squares;

  g_return_val_if_fail (loss != NULL, FALSE);

  penalty = loss->regularizer != HILL_REGULARIZER_NONE && loss->lambda > 0;
  squares = penalty && (loss->regularizer == HILL_REGULARIZER_L2 ||
                        (loss->regularizer == HILL_REGULARIZER_ELASTIC && loss->beta > 0));
  if (bug == HILL_BUG_FACTOR_2)
    return squares;
  return bug == HILL_BUG_NO_PENALTY ? penalty : bug != HILL_BUG_NONE;
}

gboolean
hill_check_options_check (const HillCheckOptions  *self,
                          GError                 **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (isfinite (self->h) && self->h >= 1e-12 && self->h <= 1 && isfinite (self->tolerance) && self->tolerance > 0 &&
      self->tolerance <= 1 && isfinite (self->floor) && self->floor > 0 && self->floor <= 1)
    return TRUE;

  g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                       _("The step of a gradient check must be between 1e-12 and 1, its tolerance above 0 and at most 1"));
  return FALSE;
}

guint
hill_check_get_band (double error)
{
  const double *limits = HILL_BAND_LIMITS;
  guint band = 0;

  while (band < HILL_N_BANDS - 1 && !(error < limits[band]))
    band++;
  return band;
}

/* ---- The analytic gradient, and what can be wrong with it ---- */

/* Slopes without the true class are the right ones plus this: 1 for softmax, the number of positive margins for the hinge. */
static void
leave_out_true_class (const HillSample *sample,
                      const HillLoss   *loss,
                      const double     *weights,
                      guint             n_threads,
                      double           *data)
{
  const HillDesign *design = sample->design;
  const HillCells *cells = hill_design_get_cells (design, HILL_SPLIT_TRAIN);
  const guint16 *labels = hill_design_get_labels (design, HILL_SPLIT_TRAIN);
  guint n_classes = hill_design_get_n_classes (design);
  gsize n = cells->n_cols;
  g_autofree double *scores = g_new (double, sample->n_rows * n_classes + 1);

  hill_exact_scores (sample, weights, n_threads, scores);
  for (gsize i = 0; i < sample->n_rows; i++)
    {
      gsize row = hill_sample_get_row (sample, i);
      double *s = scores + i * n_classes, *to = data + labels[row] * (n + 1), slope = 1;

      if (loss->type == HILL_LOSS_HINGE)
        {
          slope = 0;
          for (guint c = 0; c < n_classes; c++)
            slope += c != labels[row] && s[c] - s[labels[row]] + loss->margin > 0 ? 1 : 0;
        }
      slope /= (double) sample->n_rows;
      for (gsize d = 0; d < n; d++)
        to[d] += slope * (hill_design_get_slopes (design)[d] * hill_cells_get (cells, row, d) +
                          (double) hill_design_get_offsets (design)[d]);
      to[n] += slope;
    }
}

static void
find_penalty_gradient (const HillSample *sample,
                       const HillLoss   *loss,
                       const double     *weights,
                       HillBugs          bugs,
                       double           *penalty)
{
  gsize n_columns = hill_design_get_n_features (sample->design) + 1, n_weights = hill_sample_get_n_weights (sample);
  double square = loss->regularizer == HILL_REGULARIZER_L2 ? loss->lambda
                  : loss->regularizer == HILL_REGULARIZER_ELASTIC ? loss->lambda * loss->beta : 0;

  for (gsize i = 0; i < n_weights; i++)
    {
      penalty[i] = i % n_columns != n_columns - 1 ? hill_exact_get_penalty_slope_of (loss, weights[i]) : 0;
      if ((bugs & HILL_BUG_FACTOR_2) != 0 && i % n_columns != n_columns - 1)
        penalty[i] -= square * weights[i];
      if ((bugs & HILL_BUG_NO_PENALTY) != 0)
        penalty[i] = 0;
    }
}

static gboolean
find_analytic (const HillSample    *sample,
               const HillLoss      *loss,
               const double        *weights,
               HillBugs             bugs,
               guint                n_threads,
               const HillProgress  *progress,
               double              *data,
               double              *penalty,
               GError             **error)
{
  gsize n_weights = hill_sample_get_n_weights (sample);
  HillEvaluation evaluation;
  double factor = 1;

  if (!hill_exact_evaluate (sample, loss, weights, n_threads, data, progress, &evaluation, error))
    return FALSE;

  if ((bugs & HILL_BUG_NO_TRUE_CLASS) != 0)
    leave_out_true_class (sample, loss, weights, n_threads, data);
  if ((bugs & HILL_BUG_SIGN) != 0)
    factor = -factor;
  if ((bugs & HILL_BUG_NOT_AVERAGED) != 0)
    factor *= (double) sample->n_rows;
  for (gsize i = 0; i < n_weights; i++)
    data[i] *= factor;
  find_penalty_gradient (sample, loss, weights, bugs, penalty);
  return TRUE;
}

gboolean
hill_gradient_check_analytic (HillSample          *sample,
                              const HillLoss      *loss,
                              const float         *weights,
                              HillBugs             bugs,
                              guint                n_threads,
                              const HillProgress  *progress,
                              double              *data,
                              double              *penalty,
                              GError             **error)
{
  g_autofree double *exact = NULL;

  g_return_val_if_fail (sample != NULL && loss != NULL && weights != NULL && data != NULL && penalty != NULL, FALSE);

  exact = hill_exact_dup_weights (sample, weights);
  return find_analytic (sample, loss, exact, bugs, n_threads, progress, data, penalty, error);
}

/* ---- The check ---- */

typedef struct
{
  HillNumeric *numeric;
  double       penalty_floor;
  double      *analytic;            /* of the data loss, then of the penalty: C x (D + 1) each */
  double      *up;                  /* (nullable): of all weights, where they are found at once */
  double      *down;
  guint32     *n_kinks;
  gsize        n_weights;
} Sources;

static void
sources_clear (Sources *self)
{
  g_clear_pointer (&self->numeric, hill_numeric_unref);
  g_clear_pointer (&self->analytic, g_free);
  g_clear_pointer (&self->up, g_free);
  g_clear_pointer (&self->down, g_free);
  g_clear_pointer (&self->n_kinks, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sources, sources_clear)

static double
get_relative_error (double analytic,
                    double numeric,
                    double floor)
{
  return fabs (analytic - numeric) / MAX (MAX (fabs (analytic), fabs (numeric)), floor);
}

static double
get_quotient (HillDifference difference,
              double         h,
              double         up,
              double         down)
{
  return difference == HILL_DIFFERENCE_FORWARD ? up / h : (up - down) / (2 * h);
}

static void
check_weight (const Sources          *sources,
              const HillCheckOptions *options,
              const HillNudge        *nudge,
              HillCheckedWeight      *weight)
{
  double floor = options->floor;

  *weight = (HillCheckedWeight) { .index = nudge->index, .weight = nudge->weight };
  weight->data_analytic = sources->analytic[nudge->index];
  weight->penalty_analytic = sources->analytic[sources->n_weights + nudge->index];
  weight->data_numeric = get_quotient (options->difference, options->h, nudge->data_up, nudge->data_down);
  weight->penalty_numeric = get_quotient (options->difference, options->h, nudge->penalty_up, nudge->penalty_down);
  weight->data_error = get_relative_error (weight->data_analytic, weight->data_numeric, floor);
  weight->penalty_error = get_relative_error (weight->penalty_analytic, weight->penalty_numeric, sources->penalty_floor);
  weight->error = get_relative_error (hill_checked_weight_get_analytic (weight), hill_checked_weight_get_numeric (weight), floor);
  weight->n_kinks = nudge->n_kinks;
  weight->penalty_kink = nudge->penalty_kink;
}

/* Keeps the worst, the largest first. */
static void
add_to_worst (HillGradientCheck *self,
              gsize              place)
{
  double error = hill_checked_weight_get_worst (&self->weights[place]);
  guint at = self->n_worst;

  while (at > 0 && !(hill_checked_weight_get_worst (&self->weights[self->worst[at - 1]]) >= error))
    at--;
  if (at == HILL_N_WORST)
    return;
  if (self->n_worst < HILL_N_WORST)
    self->n_worst++;
  memmove (self->worst + at + 1, self->worst + at, (self->n_worst - 1 - at) * sizeof *self->worst);
  self->worst[at] = place;
}

/* What is not a number counts as the largest. */
static void
take_larger (double *largest,
             double  error)
{
  if (!(error <= *largest))
    *largest = error;
}

static void
summarize (HillGradientCheck *self)
{
  for (gsize i = 0; i < self->n_weights; i++)
    {
      const HillCheckedWeight *weight = &self->weights[i];

      if (hill_checked_weight_is_kink (weight))
        {
          self->n_kinks++;
          continue;
        }
      self->n_in_band[hill_check_get_band (weight->error)]++;
      self->n_data_in_band[hill_check_get_band (weight->data_error)]++;
      self->n_penalty_in_band[hill_check_get_band (weight->penalty_error)]++;
      take_larger (&self->max_error, weight->error);
      take_larger (&self->max_data_error, weight->data_error);
      take_larger (&self->max_penalty_error, weight->penalty_error);
      self->n_failed += !(weight->error <= self->options.tolerance && weight->data_error <= self->options.tolerance &&
                          weight->penalty_error <= self->options.tolerance);
      add_to_worst (self, i);
    }
  self->passed = self->n_failed == 0;
}

static gboolean
prepare (Sources                *sources,
         HillSample             *sample,
         const HillLoss         *loss,
         const float            *weights,
         gboolean                all,
         const HillCheckOptions *options,
         const HillProgress     *progress,
         GError                **error)
{
  gsize n = sources->n_weights = hill_sample_get_n_weights (sample);

  sources->numeric = hill_numeric_new (sample, loss, weights, options->n_threads, progress, error);
  sources->analytic = g_new (double, 2 * n);
  if (sources->numeric == NULL ||
      !hill_gradient_check_analytic (sample, loss, weights, options->bugs, options->n_threads, progress, sources->analytic,
                                     sources->analytic + n, error))
    return FALSE;
  if (!all || options->honest)
    return TRUE;

  sources->up = g_new (double, n);
  sources->down = g_new (double, n);
  sources->n_kinks = g_new (guint32, n);
  return hill_numeric_nudge_all (sources->numeric, options->h, options->n_threads, progress, sources->up, sources->down,
                                 sources->n_kinks, error);
}

static void
nudge_from_all (const Sources *sources,
                HillNudge     *nudge)
{
  hill_numeric_nudge_penalty (sources->numeric, nudge);
  nudge->data_up = sources->up[nudge->index];
  nudge->data_down = sources->down[nudge->index];
  nudge->n_kinks = sources->n_kinks[nudge->index];
}

static gboolean
check_all (HillGradientCheck   *self,
           const Sources       *sources,
           const gsize         *indices,
           const HillProgress  *progress,
           GError             **error)
{
  for (gsize i = 0; i < self->n_weights; i++)
    {
      gsize index = indices != NULL ? indices[i] : i;
      HillNudge nudge = { .index = index, .h = self->options.h };

      if (sources->up != NULL)
        nudge_from_all (sources, &nudge);
      else
        {
          hill_numeric_nudge (sources->numeric, index, self->options.h, self->options.honest, &nudge);
          if (!hill_progress_report (progress, (double) (i + 1) / (double) self->n_weights, error))
            return FALSE;
        }
      check_weight (sources, &self->options, &nudge, &self->weights[i]);
    }
  return TRUE;
}

HillGradientCheck *
hill_gradient_check_new (HillSample              *sample,
                         const HillLoss          *loss,
                         const float             *weights,
                         const gsize             *indices,
                         gsize                    n_indices,
                         const HillCheckOptions  *options,
                         const HillProgress      *progress,
                         GError                 **error)
{
  g_autoptr(HillGradientCheck) self = NULL;
  g_auto(Sources) sources = { 0 };
  gboolean all;

  g_return_val_if_fail (sample != NULL && loss != NULL && weights != NULL && options != NULL, NULL);

  if (!hill_check_options_check (options, error))
    return NULL;
  /* One by one costs N C a weight; at once a fraction of that: from some weights on it is quicker to find them all. */
  all = indices == NULL || n_indices > 64;
  if (!prepare (&sources, sample, loss, weights, all, options, progress, error))
    return NULL;

  self = g_atomic_rc_box_new0 (HillGradientCheck);
  self->options = *options;
  sources.penalty_floor = options->floor;
  self->evaluation = *hill_numeric_get_evaluation (sources.numeric);
  if (options->honest)
    self->options.floor = MAX (options->floor, DBL_EPSILON * MAX (hill_evaluation_get_loss (&self->evaluation), 1) / (options->h * 1e-7));
  self->n_weights = indices != NULL ? n_indices : sources.n_weights;
  self->weights = g_new0 (HillCheckedWeight, self->n_weights + 1);
  if (!check_all (self, &sources, indices, progress, error))
    return NULL;
  summarize (self);
  return g_steal_pointer (&self);
}

HillGradientCheck *
hill_gradient_check_ref (HillGradientCheck *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
hill_gradient_check_clear (gpointer data)
{
  HillGradientCheck *self = data;

  g_free (self->weights);
}

void
hill_gradient_check_unref (HillGradientCheck *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, hill_gradient_check_clear);
}

/* Selection sampling (Knuth, TAOCP 3.4.2, algorithm S). */
gsize *
hill_gradient_check_draw (const HillSample *sample,
                          gsize             n,
                          guint64           seed,
                          gsize            *n_drawn)
{
  gsize n_weights, *indices;
  HillRandom random;

  g_return_val_if_fail (sample != NULL && n_drawn != NULL, NULL);

  n_weights = hill_sample_get_n_weights (sample);
  n = MIN (n, n_weights);
  indices = g_new (gsize, n + 1);
  *n_drawn = 0;
  hill_random_init (&random, seed);
  for (gsize i = 0; *n_drawn < n; i++)
    if (hill_random_double (&random) * (double) (n_weights - i) < (double) (n - *n_drawn))
      indices[(*n_drawn)++] = i;
  return indices;
}
