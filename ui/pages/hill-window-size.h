/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The size that the window had when it was closed last. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hill_window_size_restore (GtkWindow *window);
void hill_window_size_save    (GtkWindow *window);

G_END_DECLS
