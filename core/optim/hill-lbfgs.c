/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Limited-memory BFGS.  The state's blocks are the weights, then HILL_N_PAIRS differences of weights (s), then as
 * many differences of gradients (y). */

#include "hill-lbfgs.h"

#include "hill-weights.h"

#include <math.h>
#include <string.h>

#define SUFFICIENT_DECREASE 1e-4
#define CURVATURE 0.9
#define MAX_TRIALS 40

/* One line search: from @weights along @direction. */
typedef struct
{
  const HillProblem  *problem;
  const HillProgress *progress;
  const float        *weights;
  const float        *slope;          /* gradient, or pseudo-gradient with L1, at the weights */
  float              *direction;
  float              *trial;          /* weights tried last, */
  float              *trial_gradient; /* and their gradient */
  HillEvaluation      trial_evaluation;
  double              loss;           /* at the weights */
  gsize               n_weights;
} Search;

gboolean
hill_lbfgs_evaluate (const HillProblem   *problem,
                     const float         *weights,
                     float               *gradient,
                     const HillProgress  *progress,
                     HillEvaluation      *evaluation,
                     GError             **error)
{
  HillLoss smooth = hill_loss_get_smooth (problem->loss);

  if (!hill_objective_evaluate (problem->objective, &smooth, weights, HILL_SPLIT_TRAIN, problem->rows, problem->n_rows,
                                gradient, progress, evaluation, error))
    return FALSE;

  evaluation->penalty = hill_loss_get_penalty (problem->loss, problem->n_classes, problem->n_features, weights);
  return TRUE;
}

/* The one-sided derivative that leads down, or 0 where both sides lead up. */
static float
get_pseudo_gradient (float w,
                     float g,
                     float strength)
{
  if (w > 0 || (w == 0 && g + strength < 0))
    return g + strength;
  if (w < 0 || (w == 0 && g - strength > 0))
    return g - strength;
  return 0;
}

static void
find_slope (const HillProblem *problem,
            const float       *weights,
            const float       *gradient,
            float             *slope)
{
  float strength = (float) hill_loss_get_l1_strength (problem->loss);
  gsize row = problem->n_features + 1;

  memcpy (slope, gradient, problem->n_classes * row * sizeof *slope);
  for (guint c = 0; strength > 0 && c < problem->n_classes; c++)
    for (gsize i = c * row; i < (c + 1) * row - 1; i++)
      slope[i] = get_pseudo_gradient (weights[i], gradient[i], strength);
}

double
hill_lbfgs_get_norm (const HillProblem *problem,
                     const float       *weights,
                     const float       *gradient)
{
  gsize n = HILL_N_WEIGHTS (problem->n_classes, problem->n_features);
  g_autofree float *slope = g_new (float, n);

  find_slope (problem, weights, gradient, slope);
  return sqrt (hill_weights_dot (slope, slope, n));
}

static void
add_multiple (float       *restrict to,
              double                factor,
              const float *restrict from,
              gsize                 n)
{
  float f = (float) factor;

  for (gsize i = 0; i < n; i++)
    to[i] += f * from[i];
}

/* Centred features x - m would have weights W and bias b + W m.  Their plain gradient step, told in terms of W and b:
 * a gradient g_W - g_b m for W, and -m of W's change for b.  Applies that to @v; the result is A A' v with A linear, so it
 * is a metric like any other. */
static void
apply_metric (const HillProblem *problem,
              float             *v)
{
  gsize n = problem->n_features;

  for (guint c = 0; c < problem->n_classes; c++)
    {
      float *row = v + c * (n + 1);

      add_multiple (row, -(double) row[n], problem->means, n);
      row[n] = (float) (row[n] - hill_weights_dot (row, problem->means, n));
    }
}

/* How long a step along y should be to go with s: (s . y) / (y . A A' y). */
static double
get_scale (const HillProblem *problem,
           const HillState   *state,
           float             *work)
{
  const float *y = hill_state_get_block (state, 1 + HILL_N_PAIRS + state->head.newest);

  memcpy (work, y, state->n_weights * sizeof *work);
  apply_metric (problem, work);
  return 1 / (state->head.rho[state->head.newest] * hill_weights_dot (y, work, state->n_weights));
}

/* direction = - H slope, by the two-loop recursion. */
static void
find_direction (const HillProblem *problem,
                const HillState   *state,
                const float       *slope,
                float             *direction,
                float             *work)
{
  const HillStateHead *head = &state->head;
  gsize n = state->n_weights;
  double shares[HILL_N_PAIRS];
  double scale = head->n_pairs > 0 ? get_scale (problem, state, work) : 1;

  for (gsize i = 0; i < n; i++)
    direction[i] = -slope[i];
  for (guint k = 0; k < head->n_pairs; k++)
    {
      guint pair = (head->newest + HILL_N_PAIRS - k) % HILL_N_PAIRS;

      shares[k] = head->rho[pair] * hill_weights_dot (hill_state_get_block (state, 1 + pair), direction, n);
      add_multiple (direction, -shares[k], hill_state_get_block (state, 1 + HILL_N_PAIRS + pair), n);
    }
  apply_metric (problem, direction);
  for (gsize i = 0; i < n; i++)
    direction[i] = (float) (scale * direction[i]);
  for (guint k = head->n_pairs; k-- > 0;)
    {
      guint pair = (head->newest + HILL_N_PAIRS - k) % HILL_N_PAIRS;
      double share = head->rho[pair] * hill_weights_dot (hill_state_get_block (state, 1 + HILL_N_PAIRS + pair), direction, n);

      add_multiple (direction, shares[k] - share, hill_state_get_block (state, 1 + pair), n);
    }
}

/* OWL-QN: no component may lead against the pseudo-gradient, and no weight may change its sign on the way. */
static void
search_align (Search *self)
{
  if (hill_loss_get_l1_strength (self->problem->loss) == 0)
    return;
  for (gsize i = 0; i < self->n_weights; i++)
    if (self->direction[i] * self->slope[i] >= 0 && !(self->slope[i] == 0 && self->weights[i] != 0))
      self->direction[i] = 0;
}

static void
search_project (Search *self)
{
  gsize row = self->problem->n_features + 1;

  for (guint c = 0; c < self->problem->n_classes; c++)
    for (gsize i = c * row; i < (c + 1) * row - 1; i++)
      {
        float side = self->weights[i] != 0 ? self->weights[i] : -self->slope[i];

        if (self->trial[i] * side <= 0)
          self->trial[i] = 0;
      }
}

static gboolean
search_try (Search  *self,
            double   length,
            GError **error)
{
  memcpy (self->trial, self->weights, self->n_weights * sizeof *self->trial);
  add_multiple (self->trial, length, self->direction, self->n_weights);
  if (hill_loss_get_l1_strength (self->problem->loss) > 0)
    search_project (self);
  return hill_lbfgs_evaluate (self->problem, self->trial, self->trial_gradient, self->progress, &self->trial_evaluation, error);
}

/* slope . (trial - weights): what a straight line promises. */
static double
search_get_promise (const Search *self)
{
  return hill_weights_dot (self->slope, self->trial, self->n_weights) -
         hill_weights_dot (self->slope, self->weights, self->n_weights);
}

static gboolean
search_is_lower (const Search *self,
                 double        length,
                 double        descent)
{
  double loss = hill_evaluation_get_loss (&self->trial_evaluation);
  double promise = hill_loss_get_l1_strength (self->problem->loss) > 0 ? search_get_promise (self) : length * descent;

  return isfinite (loss) && loss < self->loss && loss <= self->loss + SUFFICIENT_DECREASE * promise;
}

/* Weak Wolfe by doubling and bisection; with L1 the decrease alone, as in OWL-QN. */
static HillLbfgsResult
search_run (Search  *self,
            double   first,
            double  *length,
            GError **error)
{
  double descent = hill_weights_dot (self->slope, self->direction, self->n_weights);
  double low = 0, high = HUGE_VAL, t = first;

  if (!(descent < 0))
    return HILL_LBFGS_BOTTOM;
  for (int trial = 0; trial < MAX_TRIALS; trial++)
    {
      if (!search_try (self, t, error))
        return HILL_LBFGS_CANCELLED;
      *length = t;
      if (!search_is_lower (self, t, descent))
        high = t;
      else if (hill_loss_get_l1_strength (self->problem->loss) > 0 ||
               hill_weights_dot (self->trial_gradient, self->direction, self->n_weights) >= CURVATURE * descent)
        return HILL_LBFGS_MOVED;
      else
        low = t;
      t = isfinite (high) ? low + (high - low) / 2 : 2 * low;
    }
  if (low == 0)
    return HILL_LBFGS_BOTTOM;

  *length = low;
  return search_try (self, low, error) ? HILL_LBFGS_MOVED : HILL_LBFGS_CANCELLED;
}

/* Remembers the pair unless it does not curve upwards. */
static void
add_pair (HillState    *state,
          const Search *search,
          const float  *gradient)
{
  HillStateHead *head = &state->head;
  guint pair = head->n_pairs > 0 ? (head->newest + 1) % HILL_N_PAIRS : 0;
  float *s = hill_state_get_block (state, 1 + pair);
  float *y = hill_state_get_block (state, 1 + HILL_N_PAIRS + pair);
  gsize n = state->n_weights;
  double curvature, square;

  for (gsize i = 0; i < n; i++)
    {
      s[i] = search->trial[i] - search->weights[i];
      y[i] = search->trial_gradient[i] - gradient[i];
    }
  curvature = hill_weights_dot (s, y, n);
  square = hill_weights_dot (y, y, n);
  if (!(isfinite (1 / curvature) && curvature > 1e-10 * square))
    {
      head->n_pairs = MIN (head->n_pairs, HILL_N_PAIRS - 1);      /* the oldest was overwritten */
      return;
    }

  head->rho[pair] = 1 / curvature;
  head->newest = pair;
  head->n_pairs = MIN (head->n_pairs + 1, HILL_N_PAIRS);
}

static double
get_length (const float *v,
            gsize        n)
{
  return sqrt (hill_weights_dot (v, v, n));
}

static HillLbfgsResult
search_from_state (Search     *self,
                   HillState  *state,
                   double     *length,
                   GError    **error)
{
  HillLbfgsResult result;

  if (get_length (self->slope, self->n_weights) == 0)
    return HILL_LBFGS_BOTTOM;
  find_direction (self->problem, state, self->slope, self->direction, self->trial);
  search_align (self);
  result = search_run (self, state->head.n_pairs > 0 ? 1 : 1 / get_length (self->direction, self->n_weights), length, error);
  if (result != HILL_LBFGS_BOTTOM)
    return result;

  /* The pairs may mislead at a kink or in the noise of rounding: once more, straight down. */
  for (gsize i = 0; i < self->n_weights; i++)
    self->direction[i] = -self->slope[i];
  result = search_run (self, 1 / get_length (self->slope, self->n_weights), length, error);
  if (result == HILL_LBFGS_MOVED)
    state->head.n_pairs = 0;
  return result;
}

HillLbfgsResult
hill_lbfgs_step (const HillProblem   *problem,
                 HillState           *state,
                 float               *gradient,
                 HillEvaluation      *evaluation,
                 double              *length,
                 const HillProgress  *progress,
                 GError             **error)
{
  gsize n = state->n_weights;
  g_autofree float *work = g_new (float, 4 * n);
  Search search = {
    .problem = problem,
    .progress = progress,
    .weights = hill_state_get_weights (state),
    .slope = work,
    .direction = work + n,
    .trial = work + 2 * n,
    .trial_gradient = work + 3 * n,
    .loss = hill_evaluation_get_loss (evaluation),
    .n_weights = n,
  };
  HillLbfgsResult result;

  find_slope (problem, search.weights, gradient, work);
  result = search_from_state (&search, state, length, error);
  if (result != HILL_LBFGS_MOVED)
    return result;

  add_pair (state, &search, gradient);
  memcpy (hill_state_get_weights (state), search.trial, n * sizeof (float));
  memcpy (gradient, search.trial_gradient, n * sizeof (float));
  *evaluation = search.trial_evaluation;
  return HILL_LBFGS_MOVED;
}
