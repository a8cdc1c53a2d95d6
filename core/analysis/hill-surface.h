/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Test surfaces: functions of two variables on which it can be seen what an optimiser does (S38, S39 of the lecture). */

#pragma once

#include "hill-experiment.h"
#include "hill-path.h"

G_BEGIN_DECLS

/**
 * HillSurface:
 * @HILL_SURFACE_BOWL: (x^2 + y^2) / 2
 * @HILL_SURFACE_VALLEY: (x^2 + 25 y^2) / 2: a narrow valley
 * @HILL_SURFACE_SADDLE: (x^2 - y^2) / 2 + y^4 / 4: a saddle at (0, 0) between two minima
 * @HILL_SURFACE_PLATEAU: 1 - exp (-(x^2 + y^2) / 2): flat far out
 * @HILL_SURFACE_TWO_MINIMA: (x^2 - 1)^2 + 0.3 x + y^2 / 2: a local minimum on the right, the lower one on the left
 * @HILL_SURFACE_MANY_MINIMA: 2 + (x^2 + y^2) / 10 - cos 2x - cos 2y: in the manner of Rastrigin
 * @HILL_SURFACE_ROSENBROCK: (1 - x)^2 + 100 (y - x^2)^2 (Rosenbrock 1960)
 * @HILL_SURFACE_BEALE: (1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2 (Beale 1958)
 */
typedef enum
{
  HILL_SURFACE_BOWL,
  HILL_SURFACE_VALLEY,
  HILL_SURFACE_SADDLE,
  HILL_SURFACE_PLATEAU,
  HILL_SURFACE_TWO_MINIMA,
  HILL_SURFACE_MANY_MINIMA,
  HILL_SURFACE_ROSENBROCK,
  HILL_SURFACE_BEALE,
} HillSurface;

#define HILL_N_SURFACES 8

/**
 * HillSurfaceInfo:
 * @name: a short word that never changes: "bowl", "valley", "saddle", "plateau", "two-minima", "many-minima", "rosenbrock", "beale"
 * @title: untranslated; through gettext it is what a person reads
 * @formula: plain text
 * @x_min, @x_max, @y_min, @y_max: the range worth looking at
 * @start: a start from which there is something to see
 * @rate: a rate that suits plain gradient descent from there
 * @noise: a strength of gradient noise that shows something
 * @log_levels: whether contours are better spaced by ratio
 * @n_minima, @minima: all minima in the range, at most 9 are listed, the lowest first
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *formula;
  double      x_min, x_max, y_min, y_max;
  double      start[2];
  double      rate;
  double      noise;
  gboolean    log_levels;
  guint       n_minima;
  double      minima[9][2];
} HillSurfaceInfo;

/* (transfer none) */
HILL_API const HillSurfaceInfo *hill_surface_get_info (HillSurface surface);

HILL_API double hill_surface_get_value    (HillSurface  surface,
                                           double       x,
                                           double       y);
/* @gradient: receives df/dx, df/dy */
HILL_API void   hill_surface_get_gradient (HillSurface  surface,
                                           double       x,
                                           double       y,
                                           double      *gradient);
/* @hessian: receives f_xx, f_xy, f_yy */
HILL_API void   hill_surface_get_hessian  (HillSurface  surface,
                                           double       x,
                                           double       y,
                                           double      *hessian);

/* Values over a grid: row by row, y outside, n_y x n_x doubles, both ends included. */
HILL_API void   hill_surface_fill_grid    (HillSurface  surface,
                                           double       x_min,
                                           double       x_max,
                                           gsize        n_x,
                                           double       y_min,
                                           double       y_max,
                                           gsize        n_y,
                                           double      *values);

/**
 * HillSurfaceOptions:
 * @method: the optimizer of @experiment, or a search of deviation @spread
 * @experiment: optimizer (L-BFGS has none here and goes as plain descent), rate, momentum, decay, epsilon, seed
 * @spread: of the searches
 * @noise: each component of the gradient gets a normal number of this deviation added: what a minibatch does
 */
typedef struct
{
  HillExperiment experiment;
  HillMethod     method;
  double         spread;
  double         noise;
} HillSurfaceOptions;

/**
 * HillSurfaceStep:
 * @x, @y: the point
 * @value: f there
 * @gradient: f's, without noise
 * @used: the gradient that the step from here uses, noise included
 * @step: where the step leads, minus the point; zeros at the last point
 * @curvature: of f along @step, d'Hd / d'd (along the gradient where the step is 0): plain descent overshoots beyond all bounds
 *   where rate times curvature is above 2
 */
typedef struct
{
  double x;
  double y;
  double value;
  double gradient[2];
  double used[2];
  double step[2];
  double curvature;
} HillSurfaceStep;

/**
 * hill_surface_descend:
 * @steps: (out caller-allocates): n_steps + 1 points
 *
 * A whole path, in double, by the update rules of the trainer.  The noise of step k depends on seed and k alone: the same options
 * give the same path, and a longer one begins with the shorter one.  Some microseconds for 150 steps.
 *
 * Returns: how many points there are: fewer than n_steps + 1 where the path left the finite numbers; the last point's step is then 0
 */
HILL_API gsize  hill_surface_descend      (HillSurface                surface,
                                           const HillSurfaceOptions  *options,
                                           const double              *start,
                                           gsize                      n_steps,
                                           HillSurfaceStep           *steps);

G_END_DECLS
