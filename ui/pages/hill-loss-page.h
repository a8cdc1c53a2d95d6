/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Loss: both losses of the lecture worked by hand.  A row of views; each is a widget of its own with a property "session". */

#pragma once

#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_LOSS_PAGE (hill_loss_page_get_type ())
G_DECLARE_FINAL_TYPE (HillLossPage, hill_loss_page, HILL, LOSS_PAGE, GtkWidget)

/* Property "session" (HillSession, read-write), set once by the window. */

G_END_DECLS
