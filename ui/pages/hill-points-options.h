/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What is minimised: loss function and regularisation, for all steps of a walk. */

#pragma once

#include "hill-descent.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_POINTS_OPTIONS (hill_points_options_get_type ())
G_DECLARE_FINAL_TYPE (HillPointsOptions, hill_points_options, HILL, POINTS_OPTIONS, GtkWidget)

/* Another descent; shows it with the next update. */
void hill_points_options_set_descent (HillPointsOptions *self,
                                      HillDescent       *descent);
void hill_points_options_update      (HillPointsOptions *self);

G_END_DECLS
