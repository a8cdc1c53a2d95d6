/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The lecture's L1 against L2 by hand (S21): an input x and two rows of weights to edit, the score of each, and what the regularisers say of
 * them: the scores are the same, the penalties are not. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property "beta" (double, read-write): of the elastic net. */
#define HILL_TYPE_PENALTY_EXAMPLE (hill_penalty_example_get_type ())
G_DECLARE_FINAL_TYPE (HillPenaltyExample, hill_penalty_example, HILL, PENALTY_EXAMPLE, GtkWidget)

G_END_DECLS
