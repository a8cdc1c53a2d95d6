/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The path over lambda: the model that is trained at one strength of regularisation after the other, drawn as it comes in (S17 to S20). */

#pragma once

#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Properties: "session" (HillSession, read-write), set once by the view; "beta" (double, read-write): of the elastic net. */
#define HILL_TYPE_LAMBDA_CARD (hill_lambda_card_get_type ())
G_DECLARE_FINAL_TYPE (HillLambdaCard, hill_lambda_card, HILL, LAMBDA_CARD, GtkWidget)

G_END_DECLS
