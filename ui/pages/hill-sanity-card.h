/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Sanity lights of the real model: what its loss must be, what it is, pass or fail with the reason (S12, S17, S27). */

#pragma once

#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_SANITY_CARD (hill_sanity_card_get_type ())
G_DECLARE_FINAL_TYPE (HillSanityCard, hill_sanity_card, HILL, SANITY_CARD, GtkWidget)

/* A reference is kept. */
GtkWidget *hill_sanity_card_new (HillSession *session);

G_END_DECLS
