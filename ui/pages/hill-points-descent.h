/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The walk of a classifier of points as something to be watched and to be taken in hand: points, weights, plots, sentences.  No GTK. */

#pragma once

#include "hill-descent.h"
#include "hill-points-numbers.h"
#include "hill-points-walk.h"

G_BEGIN_DECLS

#define HILL_TYPE_POINTS_DESCENT (hill_points_descent_get_type ())
G_DECLARE_FINAL_TYPE (HillPointsDescent, hill_points_descent, HILL, POINTS_DESCENT, HillDescent)

HillDescent             *hill_points_descent_new           (void);

/* (transfer none): all numbers of the step shown, valid until the next change. */
const HillPointsNumbers *hill_points_descent_get_numbers   (HillPointsDescent  *self);
const HillPointSet      *hill_points_descent_get_points    (HillPointsDescent  *self);

/* Other points to begin with; the change can be undone.  Reset comes back to those of the preset. */
void                     hill_points_descent_set_preset    (HillPointsDescent  *self,
                                                            guint               preset);
guint                    hill_points_descent_get_preset    (HillPointsDescent  *self);
void                     hill_points_descent_reset_points  (HillPointsDescent  *self);

/* All of them; the change can be undone. */
void                     hill_points_descent_set_points    (HillPointsDescent  *self,
                                                            const HillPointSet *points);

/* What follows, up to the next call, is undone in one go. */
void                     hill_points_descent_begin_edit    (HillPointsDescent  *self);
gboolean                 hill_points_descent_move_point    (HillPointsDescent  *self,
                                                            guint               index,
                                                            double              x,
                                                            double              y);
gboolean                 hill_points_descent_add_point     (HillPointsDescent  *self,
                                                            double              x,
                                                            double              y,
                                                            guint               label);
gboolean                 hill_points_descent_remove_point  (HillPointsDescent  *self,
                                                            guint               index);
void                     hill_points_descent_set_label     (HillPointsDescent  *self,
                                                            guint               index,
                                                            guint               label);
gboolean                 hill_points_descent_can_undo      (HillPointsDescent  *self);
void                     hill_points_descent_undo          (HillPointsDescent  *self);

/* Weight @index, 0 to %HILL_POINT_WEIGHTS - 1: at step 0 the start, later a branch.  @value is moved into +-%HILL_POINTS_MAX_WEIGHT. */
#define HILL_POINTS_MAX_WEIGHT 1e6
void                     hill_points_descent_set_weight    (HillPointsDescent  *self,
                                                            guint               index,
                                                            double              value);

/* (transfer none) */
const HillPointsWalk    *hill_points_descent_get_walk      (HillPointsDescent  *self);

/* The start is what it was at first. */
void                     hill_points_descent_reset_weights (HillPointsDescent  *self);

/* The weight that is pointed at: its class's line stands out, and the points that pull at it; -1 for none. */
void                     hill_points_descent_set_marked    (HillPointsDescent  *self,
                                                            int                 index);

/* The point that is worked on; -1 for none. */
void                     hill_points_descent_set_selected  (HillPointsDescent  *self,
                                                            int                 index);
int                      hill_points_descent_get_selected  (HillPointsDescent  *self);

/* (transfer full): the loss at each step, those to come included where @ahead, and that of the paths that were left. */
HillPlot                *hill_points_descent_new_curve     (HillPointsDescent  *self,
                                                            gboolean            ahead);

/* (transfer full): "Loss 0.82 = data loss 0.8 + λ R(W) 0.02". */
char                    *hill_points_descent_write_loss    (HillPointsDescent  *self);

G_END_DECLS
