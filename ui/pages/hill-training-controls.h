/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The panel of training options: a control for each, in groups; those that do not matter for the chosen loss and
 * optimiser are out of the way.  What is changed here is the session's experiment at once. */

#pragma once

#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property: "session" (HillSession).  Signal: "changed" (the session's experiment is another). */
#define HILL_TYPE_TRAINING_CONTROLS (hill_training_controls_get_type ())
G_DECLARE_FINAL_TYPE (HillTrainingControls, hill_training_controls, HILL, TRAINING_CONTROLS, GtkWidget)

G_END_DECLS
