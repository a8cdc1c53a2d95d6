/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The main window: header bar, list of pages, one page at a time; owns the session that the pages show. */

#pragma once

#include "hill-session.h"
#include "hill-window-file.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_WINDOW (hill_window_get_type ())
G_DECLARE_FINAL_TYPE (HillWindow, hill_window, HILL, WINDOW, GtkApplicationWindow)

HillWindow  *hill_window_new         (GtkApplication *application);

/* Loads a FILE of the command line: the name or path of a data set, or the path of an experiment, an exported figure or a picture. */
void         hill_window_open        (HillWindow     *self,
                                      const char     *spec);
HillSession *hill_window_get_session (HillWindow     *self);

/* Offers in this window what was lost in a crash. */
void         hill_window_offer_lost  (HillWindow     *self);

/* (transfer none): its experiment, and the file of that. */
HillWindowFile *hill_window_get_file (HillWindow     *self);

G_END_DECLS
