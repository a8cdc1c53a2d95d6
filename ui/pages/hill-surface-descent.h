/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The walk down a test surface as something to be watched: plots, sentences, and time.  No GTK. */

#pragma once

#include "hill-descent.h"
#include "hill-surface-walk.h"

G_BEGIN_DECLS

#define HILL_TYPE_SURFACE_DESCENT (hill_surface_descent_get_type ())
G_DECLARE_FINAL_TYPE (HillSurfaceDescent, hill_surface_descent, HILL, SURFACE_DESCENT, HillDescent)

HillDescent *hill_surface_descent_new         (void);
void         hill_surface_descent_set_surface (HillSurfaceDescent *self,
                                               HillSurface         surface);

/* (transfer none) */
const HillSurfaceWalk *hill_surface_descent_get_walk (HillSurfaceDescent *self);

/* The deviation of what is added to each part of the gradient: what a minibatch does. */
double       hill_surface_descent_get_noise   (HillSurfaceDescent *self);
void         hill_surface_descent_set_noise   (HillSurfaceDescent *self,
                                               double              noise);

G_END_DECLS
