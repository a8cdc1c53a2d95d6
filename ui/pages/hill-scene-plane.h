/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The plane of a scene, and what its axes are called. */

#pragma once

#include "hill-model-scene.h"

G_BEGIN_DECLS

/* Lays the scene's plane, as its kind and its choice want it.  FALSE when cancelled, or where three points lie on one line. */
gboolean   hill_scene_lay_plane     (HillScene           *scene,
                                     const HillProgress  *progress,
                                     GError             **error);

/* (transfer full): translated; @axis is 0 or 1. */
char      *hill_scene_name_axis     (const HillScene     *scene,
                                     int                  axis);

/* (transfer full) (nullable): L and dL/dW at @weights, of all rows trained on; %NULL when cancelled. */
float     *hill_scene_find_gradient (const HillSnapshot  *snapshot,
                                     const float         *weights,
                                     HillEvaluation      *evaluation,
                                     const HillProgress  *progress,
                                     GError             **error);

/* A length of the plane's directions: distances from the plane are told in it. */
double     hill_scene_get_unit      (const HillPlane     *plane);

/* No points, and room for @n. */
void       hill_scene_path_init     (HillScenePath       *path,
                                     gsize                n);
void       hill_scene_path_clear    (HillScenePath       *path);

/* Projects one more; there must be room.  @unit: hill_scene_get_unit() of the plane */
void       hill_scene_path_add      (HillScenePath       *path,
                                     const HillPlane     *plane,
                                     double               unit,
                                     const float         *weights,
                                     guint64              step);

/* C (D + 1). */
gsize      hill_scene_get_n_weights (const HillSnapshot  *snapshot);

G_END_DECLS
