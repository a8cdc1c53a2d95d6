/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The numbers of the step shown: accuracy and loss on each split, the objective in its two parts, and how far above the
 * optimum it is. */

#pragma once

#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property: "session" (HillSession). */
#define HILL_TYPE_TRAINING_NUMBERS (hill_training_numbers_get_type ())
G_DECLARE_FINAL_TYPE (HillTrainingNumbers, hill_training_numbers, HILL, TRAINING_NUMBERS, GtkWidget)

G_END_DECLS
