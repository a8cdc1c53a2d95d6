/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Regularisation: the lecture's example by hand, the shapes that explain it, and what it does to a real model (S17 to S21). */

#pragma once

#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property "session" (HillSession, read-write), set once by the page. */
#define HILL_TYPE_REGULARIZATION_VIEW (hill_regularization_view_get_type ())
G_DECLARE_FINAL_TYPE (HillRegularizationView, hill_regularization_view, HILL, REGULARIZATION_VIEW, GtkWidget)

G_END_DECLS
