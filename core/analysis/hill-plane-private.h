/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the makers of planes share.  Private: not installed. */

#pragma once

#include "hill-plane.h"

G_BEGIN_DECLS

/* Directions are zero. */
HillPlane *hill_plane_alloc       (HillPlaneKind  kind,
                                   guint          n_classes,
                                   gsize          n_features,
                                   const float   *origin);

/* A random vector of that length at right angles to both axes (each may be %NULL). */
void       hill_plane_fill_square (float         *v,
                                   const float   *axis1,
                                   const float   *axis2,
                                   gsize          n,
                                   double         length,
                                   guint64        seed);

G_END_DECLS
