/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Walking on a test surface with the trainer's own rules, in double.  Every random number of step k comes from a generator of
 * its own, so that a path can be cut short or made longer and stays the same path. */

#include "hill-surface.h"

#include "hill-optimizer.h"
#include "hill-random.h"

#include <math.h>
#include <string.h>

#define FAR_AWAY 1e100

typedef struct
{
  HillSurface               surface;
  const HillSurfaceOptions *options;
  HillExperiment            experiment;     /* with an optimizer that has a rule */
  double                    place[2];
  double                    value;          /* there */
  double                    memory[4];      /* of the rule: two numbers for each variable */
} Walk;

static void
draw_pair (const Walk *walk,
           gsize       step,
           double      deviation,
           double     *pair)
{
  HillRandom random;

  hill_random_init (&random, walk->experiment.seed);
  hill_random_init (&random, hill_random_next (&random) + step);
  for (int k = 0; k < 2; k++)
    pair[k] = deviation > 0 ? deviation * hill_random_normal (&random) : 0;
}

/* d'Hd / d'd */
static double
get_curvature (HillSurface   surface,
               double        x,
               double        y,
               const double *direction)
{
  double h[3], length = hypot (direction[0], direction[1]), x_part, y_part;

  if (!(length > 0))
    return 0;
  hill_surface_get_hessian (surface, x, y, h);
  x_part = direction[0] / length;
  y_part = direction[1] / length;
  return h[0] * x_part * x_part + 2 * h[1] * x_part * y_part + h[2] * y_part * y_part;
}

static void
look_around (const Walk      *walk,
             HillSurfaceStep *step)
{
  *step = (HillSurfaceStep) { .x = walk->place[0], .y = walk->place[1] };
  step->value = hill_surface_get_value (walk->surface, step->x, step->y);
  hill_surface_get_gradient (walk->surface, step->x, step->y, step->gradient);
}

static void
go_by_rule (Walk            *walk,
            gsize            number,
            HillSurfaceStep *step)
{
  draw_pair (walk, number, walk->options->noise, step->used);
  step->used[0] += step->gradient[0];
  step->used[1] += step->gradient[1];
  hill_optimizer_update_double (&walk->experiment, walk->experiment.rate, number, 2, step->used, walk->place, walk->memory);
}

/* Random search draws about (0, 0), local search about the best point so far. */
static void
search (Walk            *walk,
        gsize            number,
        HillSurfaceStep *step)
{
  gboolean local = walk->options->method == HILL_METHOD_LOCAL_SEARCH;
  double trial[2];

  draw_pair (walk, number, walk->options->spread, trial);
  if (local)
    {
      trial[0] += walk->place[0];
      trial[1] += walk->place[1];
    }
  if (hill_surface_get_value (walk->surface, trial[0], trial[1]) < step->value)
    memcpy (walk->place, trial, sizeof trial);
}

static gboolean
is_near (const Walk *walk)
{
  double slope[2];

  if (!(fabs (walk->place[0]) < FAR_AWAY && fabs (walk->place[1]) < FAR_AWAY))
    return FALSE;
  hill_surface_get_gradient (walk->surface, walk->place[0], walk->place[1], slope);
  return isfinite (slope[0]) && isfinite (slope[1]) && isfinite (hill_surface_get_value (walk->surface, walk->place[0], walk->place[1]));
}

gsize
hill_surface_descend (HillSurface               surface,
                      const HillSurfaceOptions *options,
                      const double             *start,
                      gsize                     n_steps,
                      HillSurfaceStep          *steps)
{
  Walk walk = { .surface = surface, .options = options };

  g_return_val_if_fail (options != NULL && start != NULL && steps != NULL, 0);

  walk.experiment = options->experiment;
  if (walk.experiment.optimizer == HILL_OPTIMIZER_LBFGS)
    walk.experiment.optimizer = HILL_OPTIMIZER_SGD;
  memcpy (walk.place, start, sizeof walk.place);
  for (gsize k = 0; ; k++)
    {
      HillSurfaceStep *step = &steps[k];
      gboolean near;

      look_around (&walk, step);
      if (k < n_steps && options->method == HILL_METHOD_OPTIMIZER)
        go_by_rule (&walk, k, step);
      else if (k < n_steps)
        search (&walk, k, step);
      step->step[0] = walk.place[0] - step->x;
      step->step[1] = walk.place[1] - step->y;
      near = is_near (&walk);
      if (!near)
        step->step[0] = step->step[1] = 0;
      step->curvature = get_curvature (surface, step->x, step->y,
                                       step->step[0] != 0 || step->step[1] != 0 ? step->step : step->gradient);
      if (k == n_steps || !near)
        return k + 1;
    }
}
