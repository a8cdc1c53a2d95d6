/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The plane of a scene, and what its axes are called. */

#pragma once

#include "hill-model-scene.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): %NULL when cancelled, or where three points lie on one line. */
HillPlane *hill_scene_new_plane     (const HillSnapshot  *snapshot,
                                     HillSceneKind        kind,
                                     const HillProgress  *progress,
                                     GError             **error);

/* (transfer full): translated; @axis is 0 or 1. */
char      *hill_scene_name_axis     (const HillPlane     *plane,
                                     const HillSnapshot  *snapshot,
                                     int                  axis);

/* C (D + 1). */
gsize      hill_scene_get_n_weights (const HillSnapshot  *snapshot);

G_END_DECLS
