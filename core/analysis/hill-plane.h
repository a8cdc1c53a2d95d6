/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A plane through weight space, W (a, b) = W0 + a D1 + b D2, and where weights stand on it or beside it. */

#pragma once

#include "hill-objective.h"

G_BEGIN_DECLS

/**
 * HillPlaneKind:
 * @HILL_PLANE_WEIGHTS: two chosen weights; a and b are what is added to them
 * @HILL_PLANE_GRADIENT: D1 is the gradient scaled to the length of W (to 1 where W is 0), D2 a random direction of the same
 *   length, at right angles to it
 * @HILL_PLANE_RANDOM: two random directions, filter-normalised: each class's row of a direction has the length of that row of
 *   W (1 where that is 0), its bias left at 0 (Li et al., "Visualizing the loss landscape of neural nets", 2018)
 * @HILL_PLANE_PATH: the two principal axes of a run's path, of length 1
 * @HILL_PLANE_POINTS: through three weight vectors P, Q, R: P is (0, 0), Q is (1, 0), R is (0, 1)
 * @HILL_PLANE_CUSTOM: directions given
 */
typedef enum
{
  HILL_PLANE_WEIGHTS,
  HILL_PLANE_GRADIENT,
  HILL_PLANE_RANDOM,
  HILL_PLANE_PATH,
  HILL_PLANE_POINTS,
  HILL_PLANE_CUSTOM,
} HillPlaneKind;

/**
 * HillPlane:
 * @kind: how it came about
 * @n_classes, @n_features: C and D
 * @origin: C x (D + 1), W0
 * @directions: 2 x C x (D + 1), D1 then D2, in the layout of the weights
 * @seed: of the random directions; 0 where there are none
 * @indices: of %HILL_PLANE_WEIGHTS: the two weights, class * (D + 1) + feature
 * @explained: of %HILL_PLANE_PATH: the shares of the path's variance along the two axes, 0 to 1
 *
 * Read only, reference counted.
 */
typedef struct
{
  HillPlaneKind kind;
  guint         n_classes;
  gsize         n_features;
  float        *origin;
  float        *directions;
  guint64       seed;
  gsize         indices[2];
  double        explained[2];
} HillPlane;

/* Two weights, different from each other. */
HILL_API HillPlane *hill_plane_new_for_weights  (guint          n_classes,
                                                 gsize          n_features,
                                                 const float   *origin,
                                                 gsize          index1,
                                                 gsize          index2);
HILL_API HillPlane *hill_plane_new_for_gradient (guint          n_classes,
                                                 gsize          n_features,
                                                 const float   *origin,
                                                 const float   *gradient,
                                                 guint64        seed);
HILL_API HillPlane *hill_plane_new_random       (guint          n_classes,
                                                 gsize          n_features,
                                                 const float   *origin,
                                                 guint64        seed);

/**
 * hill_plane_new_for_path:
 * @path: n_points x C x (D + 1) floats, in the order of the run
 * @n_points: at least 1
 *
 * Principal components of the points about their mean.  The origin is the last point, so that the end of the run lies on the
 * plane.  A direction in which the path does not extend is filled up with a random one (seed 1) at right angles, explained 0.
 */
HILL_API HillPlane *hill_plane_new_for_path     (guint          n_classes,
                                                 gsize          n_features,
                                                 const float   *path,
                                                 gsize          n_points);

/* Three weight vectors; those on one line are refused (%HILL_ERROR_ARGUMENT). */
HILL_API HillPlane *hill_plane_new_for_points   (guint          n_classes,
                                                 gsize          n_features,
                                                 const float   *p,
                                                 const float   *q,
                                                 const float   *r,
                                                 GError       **error);

/* @directions: 2 x C x (D + 1); refused where they are parallel or not finite (%HILL_ERROR_ARGUMENT). */
HILL_API HillPlane *hill_plane_new_custom       (guint          n_classes,
                                                 gsize          n_features,
                                                 const float   *origin,
                                                 const float   *directions,
                                                 GError       **error);

/* (transfer full): the same directions through other weights. */
HILL_API HillPlane *hill_plane_move             (const HillPlane *self,
                                                 const float     *origin);

/* (transfer full): D1' = cos D1 + sin D3, where D3 is a random direction (of @seed) at right angles to both, as long as D1: the
 * plane turned about D2 by @angle in radians. */
HILL_API HillPlane *hill_plane_turn             (const HillPlane *self,
                                                 double           angle,
                                                 guint64          seed);
HILL_API HillPlane *hill_plane_ref              (HillPlane       *self);
HILL_API void       hill_plane_unref            (HillPlane       *self);

/* W (a, b), into C x (D + 1) floats. */
HILL_API void       hill_plane_get_weights      (const HillPlane *self,
                                                 double           a,
                                                 double           b,
                                                 float           *weights);

/**
 * HillPlanePoint:
 * @a, @b: of the foot: the point of the plane that is nearest to W
 * @distance: from W to the foot, in the Euclidean length of weight space
 */
typedef struct
{
  double a;
  double b;
  double distance;
} HillPlanePoint;

HILL_API void       hill_plane_project          (const HillPlane *self,
                                                 const float     *weights,
                                                 HillPlanePoint  *point);

/* The same for a vector, such as a gradient, that has no place: the part of it within the plane, and the length beside it. */
HILL_API void       hill_plane_project_vector   (const HillPlane *self,
                                                 const float     *vector,
                                                 HillPlanePoint  *point);

/**
 * hill_plane_solve:
 * @dot1, @dot2: v . D1 and v . D2
 *
 * The coordinates of the part of v within the plane, from its two dot products.
 */
HILL_API void       hill_plane_solve            (const HillPlane *self,
                                                 double           dot1,
                                                 double           dot2,
                                                 double          *a,
                                                 double          *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillPlane, hill_plane_unref)

G_END_DECLS
