/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The directional derivative (S32): the loss over a plane that holds the gradient and the direction in which it turns, and the slopes
 * in all directions of that plane, measured and by the formula. */

#pragma once

#include "hill-field.h"
#include "hill-problem.h"

G_BEGIN_DECLS

#define HILL_TURN 5                     /* degrees between two directions that are measured */
#define HILL_N_TURNS (360 / HILL_TURN)

/**
 * HillDirections:
 * @field: the loss over the plane; a unit of either axis is a unit of weight space
 * @reach: the plane is shown from -reach to reach
 * @length: |grad L|
 * @measured: for each direction, HILL_TURN degrees apart, (L (W + h v) - L (W - h v)) / 2h, with |v| = 1; 0 degrees is that
 *   of the gradient
 *
 * Read only.
 */
typedef struct
{
  HillField *field;
  double     reach;
  double     length;
  double     measured[HILL_N_TURNS];
} HillDirections;

/* Two passes over the examples for gradients and three for the plane.  (nullable): NULL when cancelled. */
HillDirections *hill_directions_new            (const HillProblem    *problem,
                                                const HillProgress   *progress,
                                                GError              **error);
void            hill_directions_free           (HillDirections       *self);

/* |grad L| |v| cos theta; @turn: theta in steps of HILL_TURN degrees */
double          hill_directions_get_slope      (const HillDirections *self,
                                                int                   turn,
                                                double                length);

/* The map, with the gradient's arrow and v. */
HillPlot       *hill_directions_new_map        (const HillDirections *self,
                                                int                   turn,
                                                double                length);

/* Slope against theta, v marked. */
HillPlot       *hill_directions_new_slope_plot (const HillDirections *self,
                                                int                   turn,
                                                double                length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillDirections, hill_directions_free)

G_END_DECLS
