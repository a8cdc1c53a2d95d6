/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A hand on a plot: what can be moved or turned in it follows the pointer, and Shift with the arrow keys. */

#pragma once

#include "hill-plot-view.h"

G_BEGIN_DECLS

/**
 * HillPlotDragFunc:
 * @x, @y: where the pointer is, in the widget
 * @dx, @dy: how far it came since the last call; 0, 0 at the press
 */
typedef void (*HillPlotDragFunc)  (HillPlotView *view,
                                   double        x,
                                   double        y,
                                   double        dx,
                                   double        dy,
                                   gpointer      user_data);

/* An arrow key with Shift: @dx and @dy are -1, 0 or 1, downwards. */
typedef void (*HillPlotNudgeFunc) (HillPlotView *view,
                                   int           dx,
                                   int           dy,
                                   gpointer      user_data);

/* @drag: (nullable), @nudge: (nullable).  For the life of the view.
 *
 * Returns: (transfer none) (nullable): the gesture of @drag, for its "drag-end" */
GtkGesture *hill_plot_view_add_hand (HillPlotView      *view,
                                     HillPlotDragFunc   drag,
                                     HillPlotNudgeFunc  nudge,
                                     gpointer           user_data);

G_END_DECLS
