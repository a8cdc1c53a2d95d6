/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A direction on a landscape (S32): the map of the loss, and from its middle the gradient's arrow, a vector v, and the angle between
 * the two. */

#pragma once

#include "hill-field.h"

G_BEGIN_DECLS

/**
 * hill_direction_plot_new:
 * @field: the loss over a plane whose x axis runs along the gradient; a reference is kept
 * @arrow: how long the gradient's arrow is drawn, in the units of the plane
 * @theta: from the gradient to v, in degrees
 * @length: of v, in the units of the plane
 * @slope: the directional derivative grad L . v
 */
HillPlot *hill_direction_plot_new (HillField *field,
                                   double     arrow,
                                   double     theta,
                                   double     length,
                                   double     slope);

G_END_DECLS
