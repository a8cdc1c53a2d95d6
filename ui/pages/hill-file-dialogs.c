/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Discarding is the one thing that cannot be taken back: it looks like it. */

#include "hill-file-dialogs.h"

#include <glib/gi18n.h>

#define ENDING ".downhill"

GtkFileChooserNative *
hill_file_dialogs_new_save (GtkWindow  *window,
                            const char *path,
                            const char *name)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Save the Experiment"), window, GTK_FILE_CHOOSER_ACTION_SAVE,
                                                               _("_Save"), _("_Cancel"));
  g_autofree char *proposal = g_strconcat (name, ENDING, NULL);
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_filter_set_name (filter, _("Experiments"));
  gtk_file_filter_add_pattern (filter, "*" ENDING);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  if (path != NULL)
    {
      g_autoptr(GFile) file = g_file_new_for_path (path);

      gtk_file_chooser_set_file (GTK_FILE_CHOOSER (chooser), file, NULL);
    }
  else
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), g_strdelimit (proposal, "/", '-'));
  return chooser;
}

GtkWidget *
hill_file_dialogs_new_question (GtkWindow  *window,
                                const char *name,
                                gboolean    has_file)
{
  GtkWidget *dialog = gtk_message_dialog_new (window, GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT, GTK_MESSAGE_QUESTION,
                                              GTK_BUTTONS_NONE, "%s",
                                              has_file ? _("Save the changes of this experiment?") : _("Save this experiment?"));
  GtkWidget *button;

  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), _("What was changed in “%s” is lost if it is not saved."), name);
  gtk_dialog_add_button (GTK_DIALOG (dialog), _("_Cancel"), GTK_RESPONSE_CANCEL);
  button = gtk_dialog_add_button (GTK_DIALOG (dialog), _("_Discard"), GTK_RESPONSE_REJECT);
  gtk_widget_add_css_class (button, "destructive-action");
  button = gtk_dialog_add_button (GTK_DIALOG (dialog), has_file ? _("_Save") : _("_Save As…"), GTK_RESPONSE_ACCEPT);
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  return dialog;
}

void
hill_file_dialogs_show_complaints (GtkWindow  *window,
                                   const char *name,
                                   const char *complaints)
{
  GtkWidget *dialog = gtk_message_dialog_new (window, GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT, GTK_MESSAGE_WARNING,
                                              GTK_BUTTONS_NONE, _("Not all of “%s” could be used"), name);

  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), "%s\n\n%s", complaints, _("Everything else was kept."));
  gtk_dialog_add_button (GTK_DIALOG (dialog), _("_OK"), GTK_RESPONSE_CLOSE);
  g_signal_connect (dialog, "response", G_CALLBACK (gtk_window_destroy), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}
