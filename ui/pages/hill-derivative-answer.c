/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The line first, if there is none yet, with its curve; then the quotients at the point, and a zoom where one is wanted. */

#include "hill-derivative-answer.h"

#include "hill-gradient-check.h"

#include <glib/gi18n.h>
#include <math.h>

void
hill_derivative_wish_free (gpointer data)
{
  HillDerivativeWish *wish = data;

  g_clear_pointer (&wish->line, hill_line_unref);
  hill_problem_unref (wish->problem);
  g_free (wish);
}

void
hill_derivative_answer_free (gpointer data)
{
  HillDerivativeAnswer *answer = data;

  g_clear_pointer (&answer->line, hill_line_unref);
  g_free (answer);
}

/* The analytic gradient in float, and the weight where it is largest. */
static float *
find_gradient (const HillDerivativeWish  *wish,
               const HillProgress        *progress,
               gsize                     *steepest,
               GError                   **error)
{
  HillProblem *p = wish->problem;
  g_autofree double *data = g_new (double, p->n_weights);
  g_autofree double *penalty = g_new (double, p->n_weights);
  g_autofree float *gradient = g_new (float, p->n_weights);

  if (!hill_gradient_check_analytic (p->sample, &p->loss, p->weights, HILL_BUG_NONE, 0, progress, data, penalty, error))
    return NULL;
  *steepest = 0;
  for (gsize i = 0; i < p->n_weights; i++)
    {
      gradient[i] = (float) (data[i] + penalty[i]);
      if (fabsf (gradient[i]) > fabsf (gradient[*steepest]))
        *steepest = i;
    }
  return g_steal_pointer (&gradient);
}

/* Down the gradient, with length 1. */
static void
normalize (float    *direction,
           gsize     n,
           double    sign)
{
  double square = 0;

  for (gsize i = 0; i < n; i++)
    square += (double) direction[i] * direction[i];
  if (!(square > 0))
    {
      direction[0] = 1;
      square = 1;
    }
  for (gsize i = 0; i < n; i++)
    direction[i] = (float) (sign * direction[i] / sqrt (square));
}

static HillLine *
find_line (const HillDerivativeWish  *wish,
           const HillProgress        *progress,
           gsize                     *weight,
           GError                   **error)
{
  HillProblem *p = wish->problem;
  g_autofree float *direction = NULL;

  *weight = wish->weight;
  if (wish->along == HILL_ALONG_RANDOM)
    {
      direction = hill_problem_new_random_direction (p);
      normalize (direction, p->n_weights, 1);
      return hill_line_new (p->sample, &p->loss, p->weights, direction, 0, progress, error);
    }
  if (wish->along == HILL_ALONG_GRADIENT || *weight >= p->n_weights)
    {
      gsize steepest;

      direction = find_gradient (wish, progress, &steepest, error);
      if (direction == NULL)
        return NULL;
      *weight = steepest;
    }
  if (wish->along == HILL_ALONG_WEIGHT)
    return hill_line_new_for_weight (p->sample, &p->loss, p->weights, *weight, 0, progress, error);
  normalize (direction, p->n_weights, -1);
  return hill_line_new (p->sample, &p->loss, p->weights, direction, 0, progress, error);
}

static gboolean
find_curve (HillDerivativeAnswer  *answer,
            const HillProgress    *progress,
            GError               **error)
{
  answer->range = hill_line_find_range (answer->line);
  answer->has_curve = TRUE;
  return hill_curve_piece_compute (answer->line, -answer->range, answer->range, HILL_PRECISION_DOUBLE, 0, progress, &answer->curve, error);
}

static gboolean
find_zoom (const HillDerivativeWish  *wish,
           HillDerivativeAnswer      *answer,
           const HillProgress        *progress,
           GError                   **error)
{
  double reach = HILL_DERIVATIVE_ZOOM * wish->zoom_h;

  return hill_curve_piece_compute (answer->line, wish->at - reach, wish->at + reach, wish->precision,
                                   answer->quotients.value[wish->precision], progress, &answer->zoom, error);
}

static gboolean
find_answer (const HillDerivativeWish  *wish,
             HillDerivativeAnswer      *answer,
             const HillProgress        *progress,
             GError                   **error)
{
  answer->weight = wish->weight;
  answer->line = wish->line != NULL ? hill_line_ref (wish->line) : find_line (wish, progress, &answer->weight, error);
  if (answer->line == NULL || (wish->line == NULL && !find_curve (answer, progress, error)))
    return FALSE;
  if (!hill_quotients_compute (answer->line, wish->at, progress, &answer->quotients, error))
    return FALSE;
  return isnan (wish->zoom_h) || find_zoom (wish, answer, progress, error);
}

HillDerivativeAnswer *
hill_derivative_answer_new (const HillDerivativeWish  *wish,
                            const HillProgress        *progress,
                            GError                   **error)
{
  HillDerivativeAnswer *answer = g_new0 (HillDerivativeAnswer, 1);

  if (find_answer (wish, answer, progress, error))
    return answer;
  hill_derivative_answer_free (answer);
  return NULL;
}

/* What is added along the line, in the words of the choice. */
static const char *
get_x_label (HillAlong along)
{
  switch (along)
    {
    case HILL_ALONG_GRADIENT:
      return _("steps down the gradient, t");
    case HILL_ALONG_RANDOM:
      return _("steps along the direction, t");
    case HILL_ALONG_WEIGHT:
    default:
      return _("added to the weight, t");
    }
}

HillPlot *
hill_derivative_new_curve_plot (HillAlong             along,
                                const HillCurvePiece *curve,
                                const HillCurvePiece *zoom,
                                const HillQuotients  *q,
                                guint                 step,
                                HillPrecision         precision,
                                gboolean              centered)
{
  const HillCurvePiece *piece = zoom != NULL ? zoom : curve;
  HillDerivative content = { .y_label = zoom != NULL ? _("loss − L(t)") : _("loss"), .n_points = HILL_N_CURVE_POINTS, .slope = q->slope,
                             .h = hill_step_size_get (step), .centered = centered,
                             .low = piece->from, .high = piece->to };
  double x[HILL_N_CURVE_POINTS];

  content.x_label = zoom != NULL ? _("distance from the point") : get_x_label (along);
  content.x = piece->x;
  content.y = piece->y;
  content.at = q->at;
  content.value = q->value[precision] - piece->base;
  content.ahead = q->ahead[precision][step] - piece->base;
  content.behind = q->behind[precision][step] - piece->base;
  if (zoom != NULL)
    {
      for (guint i = 0; i < HILL_N_CURVE_POINTS; i++)
        x[i] = (2.0 * i / (HILL_N_CURVE_POINTS - 1) - 1) * HILL_DERIVATIVE_ZOOM * content.h;
      content.x = x;
      content.at = 0;
      content.low = x[0];
      content.high = x[HILL_N_CURVE_POINTS - 1];
    }
  return hill_derivative_plot_new (&content);
}
