/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What can be opened: files and folders, the data sets that are built in, those found on this computer, and those opened lately. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full): a menu for the window's actions win.open, win.open-folder and win.load; it follows what is opened. */
GMenuModel *hill_open_menu_new       (void);

/* Puts a path among the ones opened lately. */
void        hill_open_menu_remember  (const char *path);

/* (transfer full): what a DATASET of the command line is called while it is being opened. */
char       *hill_open_menu_dup_label (const char *spec);

G_END_DECLS
