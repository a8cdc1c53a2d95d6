/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The button beside the choice of a plane: which two weights it lies along, or which three steps of the run it goes through. */

#pragma once

#include "hill-model-descent.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_PLANE_CHOOSER (hill_plane_chooser_get_type ())
G_DECLARE_FINAL_TYPE (HillPlaneChooser, hill_plane_chooser, HILL, PLANE_CHOOSER, GtkWidget)

/* @descent: (nullable) */
void hill_plane_chooser_set_descent (HillPlaneChooser *self,
                                     HillModelDescent *descent);

/* Shows what the descent has; hidden for planes where there is nothing to choose. */
void hill_plane_chooser_update      (HillPlaneChooser *self);

G_END_DECLS
