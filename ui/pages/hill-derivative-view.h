/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Derivative (S31): the loss along one weight or direction, a point on it that can be moved, and h that shrinks until the secant has
 * turned into the tangent and rounding takes over. */

#pragma once

#include "hill-problem.h"
#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_DERIVATIVE_VIEW (hill_derivative_view_get_type ())
G_DECLARE_FINAL_TYPE (HillDerivativeView, hill_derivative_view, HILL, DERIVATIVE_VIEW, GtkWidget)

/* @problem: (nullable): nothing is computed before the view is seen. */
void hill_derivative_view_set_problem (HillDerivativeView *self,
                                       HillSession        *session,
                                       HillProblem        *problem);

G_END_DECLS
