/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A classifier of points in the plane and its descent: the regions with points that can be dragged, W and b with their gradients, the
 * loss of the steps made and to come, scores and losses of all points. */

#pragma once

#include "hill-points-descent.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_POINTS_VIEW (hill_points_view_get_type ())
G_DECLARE_FINAL_TYPE (HillPointsView, hill_points_view, HILL, POINTS_VIEW, GtkWidget)

/* Once, before anything is shown. */
void     hill_points_view_set_descent (HillPointsView    *self,
                                       HillPointsDescent *descent);

/* Brings everything up to date.  @ahead: shows the next step and the loss of those to come. */
void     hill_points_view_update      (HillPointsView    *self,
                                       gboolean           ahead);

/* Shows all again where only the regions were; FALSE where all was shown. */
gboolean hill_points_view_restore     (HillPointsView    *self);

G_END_DECLS
