/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A walk down a test surface: the start, the options, the whole path that follows from them, where on it one stands, and the paths
 * that were left for a branch.  Cheap enough to be computed anew for each frame while a point is dragged.  No GTK. */

#pragma once

#include "hill-surface.h"

G_BEGIN_DECLS

#define HILL_WALK_STEPS 150
#define HILL_WALK_OLD_PATHS 3

typedef struct _HillSurfaceWalk HillSurfaceWalk;

/* A path that was left: @n_points points, of which the first @first + 1 are also those of the path that left it. */
typedef struct
{
  gsize  n_points;
  gsize  first;
  double x[HILL_WALK_STEPS + 1];
  double y[HILL_WALK_STEPS + 1];
} HillOldPath;

HillSurfaceWalk          *hill_surface_walk_new          (HillSurface               surface);
void                      hill_surface_walk_free         (HillSurfaceWalk          *self);

/* Another surface, with its own start, rate and noise; optimiser and seed stay. */
void                      hill_surface_walk_set_surface  (HillSurfaceWalk          *self,
                                                          HillSurface               surface);
HillSurface               hill_surface_walk_get_surface  (const HillSurfaceWalk    *self);

/* From another start, at step 0; branches are forgotten.  Places out of the range that is looked at are moved to its border. */
void                      hill_surface_walk_set_start    (HillSurfaceWalk          *self,
                                                          double                    x,
                                                          double                    y);

/* What holds from the step shown on.  At step 0 the whole path is another; later a branch grows from here, and the path there was
 * stays as an old one.  Changing them again at the same step changes that branch. */
void                      hill_surface_walk_set_options  (HillSurfaceWalk          *self,
                                                          const HillSurfaceOptions *options);
const HillSurfaceOptions *hill_surface_walk_get_options  (const HillSurfaceWalk    *self);

/* Step 0, and a whole path by the options of now; old paths are forgotten. */
void                      hill_surface_walk_restart      (HillSurfaceWalk          *self);

/* (transfer none): the path from step 0; fewer points than %HILL_WALK_STEPS + 1 where it left the finite numbers. */
const HillSurfaceStep    *hill_surface_walk_get_steps    (const HillSurfaceWalk    *self,
                                                          gsize                    *n_points);

/* The pieces that the path consists of, each by options of its own from @step on, up to where the next begins; the first from step 0. */
guint                     hill_surface_walk_get_n_pieces (const HillSurfaceWalk    *self);
const HillSurfaceOptions *hill_surface_walk_get_piece    (const HillSurfaceWalk    *self,
                                                          guint                     index,
                                                          gsize                    *step);

/* The step shown; set_step keeps to the path, and the options are those that hold there. */
gsize                     hill_surface_walk_get_step     (const HillSurfaceWalk    *self);
void                      hill_surface_walk_set_step     (HillSurfaceWalk          *self,
                                                          gsize                     step);

/* The rate that held for the step that starts at @step. */
double                    hill_surface_walk_get_rate     (const HillSurfaceWalk    *self,
                                                          gsize                     step);

/* (transfer none): the newest first. */
guint                     hill_surface_walk_get_n_old    (const HillSurfaceWalk    *self);
const HillOldPath        *hill_surface_walk_get_old      (const HillSurfaceWalk    *self,
                                                          guint                     index);

/**
 * hill_surface_walk_find_trouble:
 * @step: (out): the first step, up to the one shown, that led uphill because it was too long for the curvature
 *
 * Is the walk running away?  It is when rate times curvature is above 2 at a step that raised the value, and it is raised still.
 */
gboolean                  hill_surface_walk_find_trouble (const HillSurfaceWalk    *self,
                                                          gsize                    *step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillSurfaceWalk, hill_surface_walk_free)

G_END_DECLS
