/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Gradient check (S35): relative error per weight as histogram and map, mistakes to switch on, and an exercise that hides one. */

#pragma once

#include "hill-problem.h"
#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_CHECK_VIEW (hill_check_view_get_type ())
G_DECLARE_FINAL_TYPE (HillCheckView, hill_check_view, HILL, CHECK_VIEW, GtkWidget)

/* @problem: (nullable): nothing is computed before the view is seen. */
void hill_check_view_set_problem (HillCheckView *self,
                                  HillSession   *session,
                                  HillProblem   *problem);

G_END_DECLS
