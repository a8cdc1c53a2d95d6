/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* downhill entropy: how far the distribution P is from Q. */

#include "hill-command.h"

#include "hill-information.h"
#include "hill-sheet.h"

#include <glib/gi18n.h>

/* (transfer full): the numbers of "0.5,0.3,0.2"; @name is the option's. */
static GArray *
parse_distribution (const char  *text,
                    const char  *name,
                    GError     **error)
{
  g_autoptr(GArray) numbers = g_array_new (FALSE, FALSE, sizeof (double));
  g_auto(GStrv) words = g_strsplit (text, ",", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      double number;

      if (!hill_score_parse (words[i], &number, NULL))
        {
          g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                       _("%s: “%s” is not a number; write probabilities with commas between them, such as 0.5,0.3,0.2"), name, words[i]);
          return NULL;
        }
      g_array_append_val (numbers, number);
    }
  return g_steal_pointer (&numbers);
}

static gboolean
check (const GArray  *q,
       const GArray  *p,
       GError       **error)
{
  if (!hill_distribution_check ((const double *) (gpointer) q->data, q->len, "Q", error) ||
      !hill_distribution_check ((const double *) (gpointer) p->data, p->len, "P", error))
    return FALSE;
  if (q->len == p->len)
    return TRUE;

  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("Q has %u probabilities and P has %u; both must have the same number"),
               q->len, p->len);
  return FALSE;
}

static int
print_all (const char  *q_text,
           const char  *p_text,
           HillLogBase  base,
           GError     **error)
{
  g_autoptr(GArray) q = parse_distribution (q_text, "--q", error);
  g_autoptr(GArray) p = q != NULL ? parse_distribution (p_text, "--p", error) : NULL;
  const double *q_values, *p_values;

  if (p == NULL)
    return HILL_COMMAND_USAGE;
  if (!check (q, p, error))
    return HILL_COMMAND_FAILED;

  q_values = (const double *) (gpointer) q->data;
  p_values = (const double *) (gpointer) p->data;
  hill_command_print_number ("entropy", hill_entropy (q_values, q->len, base));
  hill_command_print_number ("cross_entropy", hill_cross_entropy (q_values, p_values, q->len, base));
  hill_command_print_number ("kl", hill_relative_entropy (q_values, p_values, q->len, base));
  return HILL_COMMAND_DONE;
}

int
hill_command_entropy (int    argc,
                      char **argv)
{
  g_auto(HillCommandLine) line = { 0 };
  g_autofree char *q = NULL;
  g_autofree char *p = NULL;
  g_autofree char *base_text = NULL;
  g_autoptr(GError) error = NULL;
  HillLogBase base = HILL_LOG_E;
  const GOptionEntry own[] = {
    { "q", 0, 0, G_OPTION_ARG_STRING, &q, N_("the true distribution, such as 0.5,0.3,0.2"), "Q" },
    { "p", 0, 0, G_OPTION_ARG_STRING, &p, N_("the distribution that is compared with it, such as 0.4,0.3,0.3"), "P" },
    { "base", 0, 0, G_OPTION_ARG_STRING, &base_text, N_("base of the logarithm: e, 2 or 10"), "B" },
    G_OPTION_ENTRY_NULL
  };
  int status = hill_command_line_parse (&line, argc, argv, _("--q 0.5,0.3,0.2 --p 0.4,0.3,0.3"),
                                        _("Works out the entropy of Q, the cross-entropy of Q and P, and their difference, the relative "
                                          "entropy (KL divergence)."), own, FALSE, 0);

  if (status != HILL_COMMAND_DONE)
    return status;
  if (q == NULL || p == NULL)
    {
      hill_command_complain (_("--q and --p are both wanted, such as --q 0.5,0.3,0.2 --p 0.4,0.3,0.3; see --help"));
      return HILL_COMMAND_USAGE;
    }
  if (base_text != NULL && !hill_log_base_parse (base_text, &base, &error))
    status = HILL_COMMAND_USAGE;
  else
    status = print_all (q, p, base, &error);
  if (status != HILL_COMMAND_DONE)
    hill_command_complain (error->message);
  return status;
}
