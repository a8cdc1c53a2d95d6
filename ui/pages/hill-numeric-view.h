/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Numerical gradient, weight by weight (S34): the slide's table on real weights, and a picture that fills in beside the analytic one. */

#pragma once

#include "hill-problem.h"
#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_NUMERIC_VIEW (hill_numeric_view_get_type ())
G_DECLARE_FINAL_TYPE (HillNumericView, hill_numeric_view, HILL, NUMERIC_VIEW, GtkWidget)

/* @problem: (nullable): nothing is computed before the view is seen. */
void hill_numeric_view_set_problem (HillNumericView *self,
                                    HillSession     *session,
                                    HillProblem     *problem);

G_END_DECLS
