/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The sigmoid is the softmax of two classes (S22): two scores to turn, the curve over their difference, and both formulas with the
 * same numbers in them. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_SIGMOID_CARD (hill_sigmoid_card_get_type ())
G_DECLARE_FINAL_TYPE (HillSigmoidCard, hill_sigmoid_card, HILL, SIGMOID_CARD, GtkWidget)

G_END_DECLS
