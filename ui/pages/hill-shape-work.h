/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the worker does for the unit shapes: the data loss over two weights of one class, its lowest point, and the lowest inside each
 * regulariser's shape. */

#pragma once

#include "hill-session.h"

G_BEGIN_DECLS

#define HILL_SHAPE_GRID 61
#define HILL_N_SHAPES   3

/* L1, L2, elastic net. */
HillRegularizer hill_shape_get_regularizer (guint index);

typedef struct
{
  double x, y, loss;
} HillShapePoint;

/* The data loss over two weights of a class; immutable, reference counted (atomically). */
typedef struct _HillBowl HillBowl;

HillBowl *hill_bowl_ref   (HillBowl *self);
void      hill_bowl_unref (HillBowl *self);

/**
 * HillShapeMap:
 * @bowl: to ask for other shapes in without computing it anew
 * @class_index: of the weights
 * @features: of the two weights
 * @low, @high: range of both
 * @losses: HILL_SHAPE_GRID squared, as hill_pair_fill_grid() leaves them; belongs to the bowl
 * @minimum: the lowest data loss in reach
 * @level, @beta: of the shapes
 * @best: where inside each shape the data loss is lowest
 */
typedef struct
{
  HillBowl       *bowl;
  guint           class_index;
  gsize           features[2];
  double          low, high;
  const double   *losses;
  HillShapePoint  minimum;
  double          level, beta;
  HillShapePoint  best[HILL_N_SHAPES];
} HillShapeMap;

void      hill_shape_map_free (HillShapeMap *self);

/**
 * hill_session_map_shapes:
 * @class_index: whose weights
 * @features: (nullable): two different ones, or %NULL for two that matter: the one with the steepest slope at W = 0 and a flatter one, far
 *   apart in an image
 * @bowl: (nullable): of the same weights of the same snapshot; the three above are then those of the bowl
 * @level, @beta: of the shapes, > 0
 *
 * Returns: (transfer full) (nullable): posts one HillShapeMap; %NULL before there is a snapshot
 */
HillJob  *hill_session_map_shapes (HillSession   *session,
                                   guint          class_index,
                                   const gsize   *features,
                                   HillBowl      *bowl,
                                   double         level,
                                   double         beta,
                                   HillJobNotify  notify,
                                   gpointer       user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillBowl, hill_bowl_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillShapeMap, hill_shape_map_free)

G_END_DECLS
