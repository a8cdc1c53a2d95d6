/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The Descent page: gradient descent watched step by step, on a landscape that can be understood at a glance. */

#pragma once

#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property: "session" (HillSession). */
#define HILL_TYPE_DESCENT_PAGE (hill_descent_page_get_type ())
G_DECLARE_FINAL_TYPE (HillDescentPage, hill_descent_page, HILL, DESCENT_PAGE, GtkWidget)

G_END_DECLS
