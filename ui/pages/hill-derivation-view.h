/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Derivations (S36): the gradient of the loss, one line at a time, bound to the numbers of one example. */

#pragma once

#include "hill-problem.h"
#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_DERIVATION_VIEW (hill_derivation_view_get_type ())
G_DECLARE_FINAL_TYPE (HillDerivationView, hill_derivation_view, HILL, DERIVATION_VIEW, GtkWidget)

/* @problem: (nullable): nothing is computed before the view is seen. */
void hill_derivation_view_set_problem (HillDerivationView *self,
                                       HillSession        *session,
                                       HillProblem        *problem);

G_END_DECLS
