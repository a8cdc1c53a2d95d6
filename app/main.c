/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One program.  With a command as its first word it never touches a display; else it opens the window. */

#include "downhill-config.h"

#include "commands/hill-command.h"
#include "hill-application.h"

#include <glib/gi18n.h>
#include <locale.h>

/* What a command writes has the same numbers in every country. */
static void
init_translation (gboolean is_command)
{
  const char *directory = g_getenv ("DOWNHILL_LOCALEDIR");   /* where a build that is not installed has them */

  setlocale (LC_ALL, "");
  if (is_command)
    setlocale (LC_NUMERIC, "C");
  bindtextdomain (GETTEXT_PACKAGE, directory != NULL ? directory : DOWNHILL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static void
print_help (void)
{
  g_print ("%s\n  downhill [%s…]\n  downhill %s\n\n%s\n\n%s\n",
           _("Usage:"), _("FILE"), _("COMMAND [OPTION…]"),
           _("Shows how a linear image classifier learns. Without a command it opens the window; FILE is a data set\n"
             "(scenes, points:blobs, fashion-mnist, an IDX or CIFAR file or folder, or a folder of pictures), an experiment\n"
             "(*.downhill), a figure that was exported from one, or a picture."),
           _("Commands:"));
  hill_command_print_all ();
  g_print ("\n%s\n", _("“downhill COMMAND --help” explains a command."));
}

static int
run_window (int    argc,
            char **argv)
{
  g_autoptr(HillApplication) application = NULL;

  if (!gtk_init_check ())
    {
      hill_command_complain (_("there is no display to open the window on; the commands work without one, see --help"));
      return HILL_COMMAND_FAILED;
    }
  application = hill_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}

int
main (int    argc,
      char **argv)
{
  const HillCommand *command = argc > 1 ? hill_command_find (argv[1]) : NULL;

  init_translation (command != NULL);
  if (argc < 2)
    return run_window (argc, argv);

  if (command != NULL)
    return command->run (argc - 1, argv + 1);
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    {
      print_help ();
      return HILL_COMMAND_DONE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("downhill %s\n", DOWNHILL_VERSION);
      return HILL_COMMAND_DONE;
    }
  if (argv[1][0] == '-' && argv[1][1] != '\0')
    {
      g_autofree char *message = g_strdup_printf (_("unknown option %s; see --help"), argv[1]);

      hill_command_complain (message);
      return HILL_COMMAND_USAGE;
    }
  return run_window (argc, argv);
}
