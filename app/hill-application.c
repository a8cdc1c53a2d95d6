/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The process with windows.  Each file on the command line gets a window of its own; without any, the window opens
 * on the built-in scenes.  A second start shows its windows in the process that runs already.  The first window is offered what a
 * crash has left. */

#include "hill-application.h"

#include "downhill-config.h"

#include "hill-window.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

struct _HillApplication
{
  GtkApplication parent_instance;
  guint          signal_ids[3];
  gboolean       looked_for_lost;
};

G_DEFINE_FINAL_TYPE (HillApplication, hill_application, GTK_TYPE_APPLICATION)

static void
open_window (HillApplication *self,
             const char      *spec)
{
  HillWindow *window = hill_window_new (GTK_APPLICATION (self));

  hill_window_open (window, spec);
  gtk_window_present (GTK_WINDOW (window));
  if (!self->looked_for_lost)
    hill_window_offer_lost (window);
  self->looked_for_lost = TRUE;
}

/* A path that exists is meant as one, from the folder of the caller; anything else is the name of a data set. */
static char *
resolve_argument (GApplicationCommandLine *line,
                  const char              *argument)
{
  g_autoptr(GFile) file = g_application_command_line_create_file_for_arg (line, argument);

  if (g_file_query_exists (file, NULL) && g_file_peek_path (file) != NULL)
    return g_file_get_path (file);
  return g_strdup (argument);
}

static int
hill_application_command_line (GApplication            *application,
                               GApplicationCommandLine *line)
{
  HillApplication *self = HILL_APPLICATION (application);
  g_auto(GStrv) arguments = g_application_command_line_get_arguments (line, NULL);

  if (arguments[0] == NULL || arguments[1] == NULL)
    open_window (self, "scenes");
  else
    for (char **argument = arguments + 1; *argument != NULL; argument++)
      {
        g_autofree char *spec = resolve_argument (line, *argument);

        open_window (self, spec);
      }
  return 0;
}

static void
hill_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    open_window (HILL_APPLICATION (application), "scenes");
}

/* (transfer container): a copy, for windows go while they are closed. */
static GList *
list_windows (HillApplication *self)
{
  GList *all = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *l = all, *next; l != NULL; l = next)
    {
      next = l->next;
      if (!HILL_IS_WINDOW (l->data))
        all = g_list_delete_link (all, l);
    }
  return all;
}

static void
on_quit (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  g_autoptr(GList) windows = list_windows (user_data);

  /* Closing, rather than g_application_quit(), lets each window ask about changes, and end its worker. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static void
on_about (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  gtk_show_about_dialog (gtk_application_get_active_window (GTK_APPLICATION (user_data)),
                         "program-name", "Downhill",
                         "version", DOWNHILL_VERSION,
                         "logo-icon-name", DOWNHILL_APPLICATION_ID,
                         "comments", _("See how a linear image classifier learns."),
                         "license-type", GTK_LICENSE_LGPL_2_1,
                         NULL);
}

static const GActionEntry actions[] = {
  { .name = "quit", .activate = on_quit },
  { .name = "about", .activate = on_about },
};

static const char * const accels[][2] = {
  { "app.quit", "<Control>q" },
  { "window.close", "<Control>w" },
  { "win.new", "<Control>n" },
  { "win.open", "<Control>o" },
  { "win.open-folder", "<Control><Shift>o" },
  { "win.save", "<Control>s" },
  { "win.save-as", "<Control><Shift>s" },
  { "win.export-page", "<Control><Shift>e" },
  { "win.page::data", "<Alt>1" },
  { "win.page::features", "<Alt>2" },
  { "win.page::loss", "<Alt>3" },
  { "win.page::gradient", "<Alt>4" },
  { "win.page::descent", "<Alt>5" },
  { "win.page::training", "<Alt>6" },
};

static void
set_accels (GtkApplication *application)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (application, accels[i][0], (const char * const []) { accels[i][1], NULL });
}

static gboolean
on_signal (gpointer user_data)
{
  g_autoptr(GList) windows = list_windows (user_data);

  /* There is no time to ask: what is not saved is kept, and offered at the next start. */
  for (GList *l = windows; l != NULL; l = l->next)
    {
      hill_window_file_keep (hill_window_get_file (l->data));
      gtk_window_destroy (l->data);
    }
  return G_SOURCE_CONTINUE;
}

static void
hill_application_startup (GApplication *application)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
  HillApplication *self = HILL_APPLICATION (application);
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();

  G_APPLICATION_CLASS (hill_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accels (GTK_APPLICATION (self));

  gtk_css_provider_load_from_resource (provider, "/io/github/downhill/Downhill/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_window_set_default_icon_name (DOWNHILL_APPLICATION_ID);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    self->signal_ids[i] = g_unix_signal_add (signals[i], on_signal, self);
}

static void
hill_application_shutdown (GApplication *application)
{
  HillApplication *self = HILL_APPLICATION (application);

  for (gsize i = 0; i < G_N_ELEMENTS (self->signal_ids); i++)
    g_clear_handle_id (&self->signal_ids[i], g_source_remove);
  G_APPLICATION_CLASS (hill_application_parent_class)->shutdown (application);
}

static void
hill_application_class_init (HillApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = hill_application_startup;
  application_class->shutdown = hill_application_shutdown;
  application_class->activate = hill_application_activate;
  application_class->command_line = hill_application_command_line;
}

static void
hill_application_init (HillApplication *self)
{
}

HillApplication *
hill_application_new (void)
{
  return g_object_new (HILL_TYPE_APPLICATION,
                       "application-id", DOWNHILL_APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", "/io/github/downhill/Downhill",
                       NULL);
}
