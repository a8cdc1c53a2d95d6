/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What may be changed from the step shown on: optimiser, rate, batch size … */

#pragma once

#include "hill-descent.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_DESCENT_OPTIONS (hill_descent_options_get_type ())
G_DECLARE_FINAL_TYPE (HillDescentOptions, hill_descent_options, HILL, DESCENT_OPTIONS, GtkWidget)

/* Another descent; shows it with the next update. */
void hill_descent_options_set_descent (HillDescentOptions *self,
                                       HillDescent        *descent);
void hill_descent_options_update      (HillDescentOptions *self);

G_END_DECLS
