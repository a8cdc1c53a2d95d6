/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The value of a control as a word: see hill-view-state.h for which. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean hill_control_is_one    (GtkWidget  *widget);

/* (transfer full) */
char    *hill_control_dup_value (GtkWidget  *widget);

/* What makes no sense, or is not offered, changes nothing. */
void     hill_control_set_value (GtkWidget  *widget,
                                 const char *value);

G_END_DECLS
