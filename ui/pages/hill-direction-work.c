/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Nothing here knows of widgets: hill_directions_new() runs on the worker, and turning v afterwards computes over no data. */

#include "hill-direction-work.h"

#include "hill-curve-plot.h"
#include "hill-direction-plot.h"
#include "hill-gradient-check.h"
#include "hill-landscape.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_GRID 61
#define SHORTEST_REACH 1.0
#define LONGEST_REACH 64.0
#define BEND 0.35                       /* the share that the loss changes over what is shown, at least */
#define STEP 1e-4                       /* of the slopes that are measured, in shares of the reach */
#define ARROW_SHARE 0.62                /* of the reach: the gradient's arrow */
#define SEED 1
#define LOOK_AHEAD 2.0                  /* down the gradient: where it is looked at which way it turns */

static float *
new_gradient (const HillProblem   *p,
              const float         *weights,
              const HillProgress  *progress,
              double              *length,
              GError             **error)
{
  g_autofree double *data = g_new (double, p->n_weights);
  g_autofree double *penalty = g_new (double, p->n_weights);
  float *gradient;
  double square = 0;

  if (!hill_gradient_check_analytic (p->sample, &p->loss, weights, HILL_BUG_NONE, 0, progress, data, penalty, error))
    return NULL;
  gradient = g_new (float, p->n_weights);
  for (gsize i = 0; i < p->n_weights; i++)
    {
      gradient[i] = (float) (data[i] + penalty[i]);
      square += (data[i] + penalty[i]) * (data[i] + penalty[i]);
    }
  *length = sqrt (square);
  return gradient;
}

/* In most planes through thousands of weights nothing happens across the gradient; in this one it turns: the second direction is the
 * part of the gradient a little further down that is at right angles to the gradient here.  (nullable): where it goes straight on. */
static HillPlane *
new_turning_plane (const HillProblem  *p,
                   const float        *gradient,
                   double              length,
                   const HillProgress *progress)
{
  g_autofree float *directions = g_new (float, 2 * p->n_weights);
  g_autofree float *ahead_weights = g_new (float, p->n_weights);
  g_autofree float *ahead = NULL;
  double ahead_length, dot = 0, square = 0;

  if (!(length > 0))
    return NULL;
  for (gsize i = 0; i < p->n_weights; i++)
    {
      directions[i] = (float) (gradient[i] / length);
      ahead_weights[i] = (float) (p->weights[i] - LOOK_AHEAD * directions[i]);
    }
  ahead = new_gradient (p, ahead_weights, progress, &ahead_length, NULL);
  if (ahead == NULL)
    return NULL;
  for (gsize i = 0; i < p->n_weights; i++)
    dot += (double) ahead[i] * directions[i];
  for (gsize i = 0; i < p->n_weights; i++)
    {
      ahead[i] = (float) (ahead[i] - dot * directions[i]);
      square += (double) ahead[i] * ahead[i];
    }
  if (!(sqrt (square) > 1e-6 * ahead_length))
    return NULL;
  for (gsize i = 0; i < p->n_weights; i++)
    directions[p->n_weights + i] = (float) (ahead[i] / sqrt (square));
  return hill_plane_new_custom (p->n_classes, p->n_features, p->weights, directions, NULL);
}

static double
get_direction_length (const HillPlane *plane)
{
  double square = 0;

  for (gsize i = 0; i < HILL_N_WEIGHTS (plane->n_classes, plane->n_features); i++)
    square += (double) plane->directions[i] * plane->directions[i];
  return sqrt (square);
}

static double
get_loss (const HillLandscape *landscape,
          const HillLoss      *loss,
          double               a,
          double               b)
{
  HillEvaluation evaluation;

  hill_landscape_evaluate_point (landscape, loss, a, b, &evaluation);
  return hill_evaluation_get_loss (&evaluation);
}

/* As far as makes the loss change visibly; @unit: of the plane's directions, in weight space */
static double
find_reach (const HillLandscape *landscape,
            const HillLoss      *loss,
            double               unit)
{
  double middle = get_loss (landscape, loss, 0, 0), reach;

  for (reach = SHORTEST_REACH; reach < LONGEST_REACH; reach *= 2)
    {
      double up = get_loss (landscape, loss, reach / unit, 0), down = get_loss (landscape, loss, -reach / unit, 0);

      if (!isfinite (up + down) || fabs (up - middle) + fabs (down - middle) > BEND * fabs (middle))
        break;
    }
  return reach;
}

static HillField *
new_field (const HillLandscape  *landscape,
           const HillLoss       *loss,
           double                reach,
           double                unit,
           const HillProgress   *progress,
           GError              **error)
{
  HillGrid grid = { -reach / unit, reach / unit, N_GRID, -reach / unit, reach / unit, N_GRID };
  g_autoptr(HillGridValues) values = hill_landscape_evaluate (landscape, loss, &grid, 0, progress, error);

  if (values == NULL)
    return NULL;
  return hill_field_new (&(HillFieldSpec) { .n_x = N_GRID, .n_y = N_GRID, .x_low = -reach, .x_high = reach, .y_low = -reach,
                                            .y_high = reach, .values = values->values[HILL_MEASURE_LOSS],
                                            .x_label = _("along the gradient"), .y_label = _("at right angles to it"),
                                            .value_label = _("loss"), .low = NAN, .high = NAN, .equal = TRUE });
}

static gboolean
measure (HillDirections       *self,
         const HillLandscape  *landscape,
         const HillLoss       *loss,
         double                unit,
         const HillProgress   *progress,
         GError              **error)
{
  double h = STEP * self->reach;

  for (int turn = 0; turn < HILL_N_TURNS; turn++)
    {
      double theta = turn * HILL_TURN * G_PI / 180, a = h * cos (theta) / unit, b = h * sin (theta) / unit;

      if (!hill_progress_report (progress, (double) turn / HILL_N_TURNS, error))
        return FALSE;
      self->measured[turn] = (get_loss (landscape, loss, a, b) - get_loss (landscape, loss, -a, -b)) / (2 * h);
    }
  return TRUE;
}

HillDirections *
hill_directions_new (const HillProblem   *problem,
                     const HillProgress  *progress,
                     GError             **error)
{
  g_autoptr(HillDirections) self = g_new0 (HillDirections, 1);
  g_autofree float *gradient = new_gradient (problem, problem->weights, progress, &self->length, error);
  g_autoptr(HillPlane) plane = NULL;
  g_autoptr(HillLandscape) landscape = NULL;
  double unit;

  if (gradient == NULL)
    return NULL;
  plane = new_turning_plane (problem, gradient, self->length, progress);
  if (plane == NULL)
    plane = hill_plane_new_for_gradient (problem->n_classes, problem->n_features, problem->weights, gradient, SEED);
  landscape = hill_landscape_new (problem->sample, plane, 0, progress, error);
  if (landscape == NULL)
    return NULL;
  unit = get_direction_length (plane);
  self->reach = find_reach (landscape, &problem->loss, unit);
  self->field = new_field (landscape, &problem->loss, self->reach, unit, progress, error);
  if (self->field == NULL || !measure (self, landscape, &problem->loss, unit, progress, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
hill_directions_free (HillDirections *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->field, hill_field_unref);
  g_free (self);
}

double
hill_directions_get_slope (const HillDirections *self,
                           int                   turn,
                           double                length)
{
  /* At right angles the cosine is 0, not 6e-17. */
  if ((turn * HILL_TURN) % 180 != 0 && (turn * HILL_TURN) % 90 == 0)
    return 0;
  return self->length * length * cos (turn * HILL_TURN * G_PI / 180);
}

HillPlot *
hill_directions_new_map (const HillDirections *self,
                         int                   turn,
                         double                length)
{
  g_return_val_if_fail (self != NULL, NULL);

  return hill_direction_plot_new (self->field, ARROW_SHARE * self->reach, turn * HILL_TURN, length,
                                  hill_directions_get_slope (self, turn, length));
}

HillPlot *
hill_directions_new_slope_plot (const HillDirections *self,
                                int                   turn,
                                double                length)
{
  HillPlot *plot;
  double x[HILL_N_TURNS + 1], formula[HILL_N_TURNS + 1], measured[HILL_N_TURNS + 1];

  g_return_val_if_fail (self != NULL, NULL);

  for (int i = 0; i <= HILL_N_TURNS; i++)
    {
      x[i] = i * HILL_TURN;
      formula[i] = hill_directions_get_slope (self, i, length);
      measured[i] = length * self->measured[i % HILL_N_TURNS];
    }
  plot = hill_curve_plot_new (NULL, _("angle θ to the gradient, degrees"), _("slope along v"));
  hill_curve_plot_add (plot, &(HillCurve) { .name = (char *) _("length × length × cos θ"), .x = x, .y = formula,
                                            .n_points = G_N_ELEMENTS (x) });
  hill_curve_plot_add (plot, &(HillCurve) { .name = (char *) _("measured"), .x = x, .y = measured, .n_points = G_N_ELEMENTS (x),
                                            .markers = TRUE });
  hill_curve_plot_set_x_range (plot, 0, 360);
  hill_curve_plot_set_x_step (plot, 45);
  hill_curve_plot_set_cursor (plot, ((turn % HILL_N_TURNS) + HILL_N_TURNS) % HILL_N_TURNS * HILL_TURN);
  return plot;
}
