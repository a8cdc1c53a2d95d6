/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the widgets of a page hold, as words under their names (see hill-view-state.h). */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full): all of it, string -> string; @on_stateful: (nullable): called with each HillStateful of the page and @user_data. */
GHashTable *hill_view_collect (GtkWidget  *page,
                               const char *name,
                               GFunc       on_stateful,
                               gpointer    user_data);

/* (transfer full): what of @values could not be shown.  @stood: how the controls stood when that was tried before; one that stands
 * otherwise now was moved by a person and is left alone. */
GHashTable *hill_view_show    (GtkWidget  *page,
                               const char *name,
                               GHashTable *values,
                               GHashTable *stood);

G_END_DECLS
