/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A linear classifier of a few points on its way down: points, first weights, options, the whole path that follows from them, where
 * on it one stands, and the loss of the paths that were left for a branch.  Cheap enough to be computed anew for each frame while a
 * point or a weight is dragged.  No GTK.
 *
 * Points and loss function are the problem, and hold for the whole path: with another problem the same steps are made again.
 * Optimiser, rate, batch and weights set by hand hold from the step shown on: a branch.  There the optimiser begins without memory. */

#pragma once

#include "hill-path.h"
#include "hill-point-set.h"

G_BEGIN_DECLS

#define HILL_POINTS_STEPS 150
#define HILL_POINTS_OLD_PATHS 3

typedef struct _HillPointsWalk HillPointsWalk;

/**
 * HillPointsStep:
 * @weights: C x (2 + 1), as the trainer has them
 * @reached: where the step before led: other than @weights only where those were then set by hand
 * @loss: L on all points
 * @accuracy: on all points
 */
typedef struct
{
  float  weights[HILL_POINT_WEIGHTS];
  float  reached[HILL_POINT_WEIGHTS];
  double loss;
  double accuracy;
} HillPointsStep;

/* The loss on a path that was left: @n_points of them; up to @first it is also that of the path that left it. */
typedef struct
{
  gsize  n_points;
  gsize  first;
  double loss[HILL_POINTS_STEPS + 1];
} HillOldLoss;

HillPointsWalk       *hill_points_walk_new            (void);
void                  hill_points_walk_free           (HillPointsWalk       *self);

/* The same walk over other points; the step shown stays. */
void                  hill_points_walk_set_points     (HillPointsWalk       *self,
                                                       const HillPointSet   *points);
const HillPointSet   *hill_points_walk_get_points     (const HillPointsWalk *self);

/* (transfer none): the points as data. */
HillSample           *hill_points_walk_get_sample     (const HillPointsWalk *self);

/* A checked one, and not L-BFGS. */
void                  hill_points_walk_set_experiment (HillPointsWalk       *self,
                                                       const HillExperiment *experiment);
const HillExperiment *hill_points_walk_get_experiment (const HillPointsWalk *self);

/* What holds for the step that starts at @step. */
const HillExperiment *hill_points_walk_get_experiment_at (const HillPointsWalk *self,
                                                          gsize                 step);

/* @weights: C x 3, finite.  At step 0 the start; later a branch that starts with them. */
void                  hill_points_walk_set_weights    (HillPointsWalk       *self,
                                                       const float          *weights);

/* Were the weights of @step set by hand? */
gboolean              hill_points_walk_is_set_by_hand (const HillPointsWalk *self,
                                                       gsize                 step);

/* Step 0, and one path by the options of now from the same start; old paths are forgotten. */
void                  hill_points_walk_restart        (HillPointsWalk       *self);

/* (transfer none): from step 0; fewer than %HILL_POINTS_STEPS + 1 where the path left the finite numbers or came to rest. */
const HillPointsStep *hill_points_walk_get_steps      (const HillPointsWalk *self,
                                                       gsize                *n_points);
gboolean              hill_points_walk_has_diverged   (const HillPointsWalk *self);

/* The pieces that the path consists of, each by options of its own from @step on, up to where the next begins; the first from step 0.
 * @weights: (transfer none) (nullable) (out): those set by hand, with which the piece begins */
guint                 hill_points_walk_get_n_pieces   (const HillPointsWalk  *self);
const HillExperiment *hill_points_walk_get_piece      (const HillPointsWalk  *self,
                                                       guint                  index,
                                                       gsize                 *step,
                                                       const float          **weights);

/* The step shown; set_step keeps to the path, and the options are those that hold there. */
gsize                 hill_points_walk_get_step       (const HillPointsWalk *self);
void                  hill_points_walk_set_step       (HillPointsWalk       *self,
                                                       gsize                 step);

/* (transfer full): the rows of the batch of the step that starts at @step. */
guint32              *hill_points_walk_dup_batch      (const HillPointsWalk *self,
                                                       gsize                 step,
                                                       gsize                *n_rows);

/* (transfer none): the newest first. */
guint                 hill_points_walk_get_n_old      (const HillPointsWalk *self);
const HillOldLoss    *hill_points_walk_get_old        (const HillPointsWalk *self,
                                                       guint                 index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillPointsWalk, hill_points_walk_free)

G_END_DECLS
