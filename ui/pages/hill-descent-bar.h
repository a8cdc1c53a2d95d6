/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The controls of a descent's time: restart, back, a step that says what it is, play, a slider over all steps, the speed. */

#pragma once

#include "hill-descent.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal: "parts-changed": steps are made in parts, or whole. */
#define HILL_TYPE_DESCENT_BAR (hill_descent_bar_get_type ())
G_DECLARE_FINAL_TYPE (HillDescentBar, hill_descent_bar, HILL, DESCENT_BAR, GtkWidget)

/* Another descent; shows it with the next update. */
void hill_descent_bar_set_descent (HillDescentBar *self,
                                   HillDescent    *descent);
void hill_descent_bar_update      (HillDescentBar *self);

/* What a key does: "play", "back", "step", "first", "last", "restart". */
void hill_descent_bar_do          (HillDescentBar *self,
                                   const char     *name);

G_END_DECLS
