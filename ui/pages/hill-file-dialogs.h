/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a person is asked, and told, about files of experiments. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full): where to?  @path: (nullable): where it is now; @name: what it is called otherwise. */
GtkFileChooserNative *hill_file_dialogs_new_save        (GtkWindow  *window,
                                                         const char *path,
                                                         const char *name);

/* Shall changes be saved?  Its responses: %GTK_RESPONSE_ACCEPT (save), %GTK_RESPONSE_REJECT (discard), others (cancel).
 * @has_file: it need not be asked where to. */
GtkWidget            *hill_file_dialogs_new_question    (GtkWindow  *window,
                                                         const char *name,
                                                         gboolean    has_file);

/* @complaints: what in @name could not be used, a line for each. */
void                  hill_file_dialogs_show_complaints (GtkWindow  *window,
                                                         const char *name,
                                                         const char *complaints);

G_END_DECLS
