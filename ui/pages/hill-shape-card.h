/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The unit shapes of the regularisers over the data loss of two weights of the current model: why L1 makes zeros (S18, S21). */

#pragma once

#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Properties: "session" (HillSession, read-write), set once by the view; "beta" (double, read-write): of the elastic net. */
#define HILL_TYPE_SHAPE_CARD (hill_shape_card_get_type ())
G_DECLARE_FINAL_TYPE (HillShapeCard, hill_shape_card, HILL, SHAPE_CARD, GtkWidget)

G_END_DECLS
