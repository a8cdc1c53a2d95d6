/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Files that are dropped on the window. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*HillDropFunc) (GtkWidget *window,
                              GFile     *file);

/* @frame: a child that is shown while something hangs over the window; @func: called with the first file that is dropped. */
void hill_window_accept_drops (GtkWidget    *window,
                               GtkWidget    *frame,
                               HillDropFunc  func);

G_END_DECLS
