/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The table of commands, and what they share: printing, progress, signals. */

#include "hill-command.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const HillCommand commands[] = {
  { "info", hill_command_info, N_("say what a data set holds, or what this program can do") },
  { "features", hill_command_features, N_("turn an image into a feature vector") },
  { "train", hill_command_train, N_("train a linear classifier and say how good it is") },
  { "evaluate", hill_command_evaluate, N_("say how good saved weights are on a data set") },
  { "loss", hill_command_loss, N_("work out the losses of a table of scores") },
  { "entropy", hill_command_entropy, N_("work out entropy, cross-entropy and relative entropy") },
  { "gradcheck", hill_command_gradcheck, N_("compare the analytic gradient with the numerical one") },
  { "figure", hill_command_figure, N_("draw any figure of the window into a file") },
  { "landscape", hill_command_landscape, N_("find the loss over a plane through weight space") },
};

static volatile sig_atomic_t interrupted;

const HillCommand *
hill_command_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

void
hill_command_print_all (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-10s %s\n", commands[i].name, _(commands[i].summary));
}

void
hill_command_complain (const char *message)
{
  hill_command_show_progress (NULL);
  g_printerr ("downhill: %s\n", message);
}

void
hill_command_print_number (const char *key,
                           double      value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  g_print ("%s=%s\n", key, text);
}

void
hill_command_print_integer (const char *key,
                            guint64     value)
{
  g_print ("%s=%" G_GUINT64_FORMAT "\n", key, value);
}

void
hill_command_print_text (const char *key,
                         const char *value)
{
  g_print ("%s=%s\n", key, value);
}

void
hill_command_print_evaluation (const char           *prefix,
                               const HillEvaluation *evaluation)
{
  g_autofree char *loss = g_strconcat (prefix, ".data_loss", NULL);
  g_autofree char *accuracy = g_strconcat (prefix, ".accuracy", NULL);

  hill_command_print_number (loss, evaluation->data_loss);
  hill_command_print_number (accuracy, hill_evaluation_get_accuracy (evaluation));
}

void
hill_command_show_progress (const char *text)
{
  static gboolean shown = FALSE;

  if (!isatty (STDERR_FILENO) || (text == NULL && !shown))
    return;

  /* Back to the start of the line, and wipe what is left of the longer line before. */
  fprintf (stderr, "\r\033[K%s", text != NULL ? text : "");
  fflush (stderr);
  shown = text != NULL;
}

static void
on_signal (int number)
{
  interrupted = 1;
}

void
hill_command_catch_signals (void)
{
  struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESETHAND };

  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
  sigaction (SIGHUP, &action, NULL);
}

gboolean
hill_command_is_interrupted (void)
{
  return interrupted != 0;
}

gboolean
hill_command_progress (double   fraction,
                       gpointer user_data)
{
  static gint64 last_time = 0;
  gint64 now = g_get_monotonic_time ();

  if (now - last_time > G_USEC_PER_SEC / 10)
    {
      g_autofree char *text = NULL;

      last_time = now;
      if (fraction >= 0)
        text = g_strdup_printf ("%s %.0f %%", (const char *) user_data, 100 * fraction);
      hill_command_show_progress (text != NULL ? text : user_data);
    }
  return !interrupted;
}
