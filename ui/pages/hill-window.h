/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The main window: header bar, list of pages, one page at a time; owns the session that the pages show. */

#pragma once

#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_WINDOW (hill_window_get_type ())
G_DECLARE_FINAL_TYPE (HillWindow, hill_window, HILL, WINDOW, GtkApplicationWindow)

HillWindow  *hill_window_new         (GtkApplication *application);

/* Loads a DATASET of the command line: a name or a path. */
void         hill_window_open        (HillWindow     *self,
                                      const char     *spec);
HillSession *hill_window_get_session (HillWindow     *self);

G_END_DECLS
