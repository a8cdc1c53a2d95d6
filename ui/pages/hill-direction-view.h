/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Directional derivative (S32): a direction on the map of the loss that is turned by hand, and its slope, live. */

#pragma once

#include "hill-problem.h"
#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_DIRECTION_VIEW (hill_direction_view_get_type ())
G_DECLARE_FINAL_TYPE (HillDirectionView, hill_direction_view, HILL, DIRECTION_VIEW, GtkWidget)

/* @problem: (nullable): nothing is computed before the view is seen. */
void hill_direction_view_set_problem (HillDirectionView *self,
                                      HillSession       *session,
                                      HillProblem       *problem);

G_END_DECLS
