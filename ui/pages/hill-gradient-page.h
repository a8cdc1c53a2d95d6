/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Gradient: what a derivative is, what a gradient says about a direction, how a gradient is computed by small steps and by formulas, and
 * how the one is checked against the other (S31 to S36). */

#pragma once

#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_GRADIENT_PAGE (hill_gradient_page_get_type ())
G_DECLARE_FINAL_TYPE (HillGradientPage, hill_gradient_page, HILL, GRADIENT_PAGE, GtkWidget)

/* Property "session" (HillSession, read-write), set once by the window. */

G_END_DECLS
