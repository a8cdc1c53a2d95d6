/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* downhill loss: the loss of each image of a table of scores, and with --steps how it comes about. */

#include "hill-command.h"

#include "hill-arithmetic.h"
#include "hill-sheet-file.h"

#include <glib/gi18n.h>
#include <math.h>

typedef struct
{
  char     *loss;
  char     *scores;
  char     *margin;
  char     *base;
  gboolean  include_true_class;
  gboolean  mean;
  gboolean  steps;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->loss);
  g_free (self->scores);
  g_free (self->margin);
  g_free (self->base);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* The words become a loss; what is wrong with one is said with its option. */
static gboolean
read_loss (const Options  *options,
           HillSheetLoss  *loss,
           GError        **error)
{
  HillExperiment experiment;

  hill_experiment_init (&experiment);
  if (!hill_experiment_set (&experiment, "loss", options->loss, error) ||
      (options->margin != NULL && !hill_experiment_set (&experiment, "margin", options->margin, error)))
    return FALSE;

  *loss = (HillSheetLoss) {
    .type = experiment.loss.type,
    .margin = experiment.loss.margin,
    .include_true_class = options->include_true_class,
    .mean_over_classes = options->mean,
  };
  return options->base == NULL || hill_log_base_parse (options->base, &loss->base, error);
}

/* The highest score is taken away first only where it would not work without. */
static gboolean
needs_shift (const HillSheet     *sheet,
             const HillSheetLoss *loss,
             guint                image)
{
  g_autofree HillSoftmaxTerm *terms = g_new (HillSoftmaxTerm, hill_sheet_get_n_classes (sheet));
  HillSoftmax columns;

  if (loss->type != HILL_LOSS_SOFTMAX)
    return FALSE;
  columns = hill_sheet_get_softmax_terms (sheet, loss->base, image, FALSE, terms);
  return columns.state != HILL_SOFTMAX_SOUND || isinf (columns.loss);
}

static void
print_losses (const HillSheet     *sheet,
              const HillSheetLoss *loss,
              gboolean             steps)
{
  for (guint i = 0; i < hill_sheet_get_n_images (sheet); i++)
    {
      g_autofree char *key = g_strdup_printf ("loss.%u", i + 1);
      g_autofree char *steps_key = g_strdup_printf ("steps.%u", i + 1);
      g_autoptr(HillArithmetic) arithmetic = NULL;

      hill_command_print_number (key, hill_sheet_get_loss (sheet, loss, i, NULL));
      if (!steps)
        continue;
      arithmetic = hill_arithmetic_new (sheet, loss, i, needs_shift (sheet, loss, i), HILL_ARITHMETIC_LINE);
      hill_command_print_text (steps_key, arithmetic->text);
    }
  hill_command_print_number ("mean", hill_sheet_get_mean (sheet, loss, NULL));
  if (steps)
    {
      g_autoptr(HillArithmetic) mean = hill_arithmetic_new_mean (sheet, loss, 0, HILL_ARITHMETIC_LINE);

      hill_command_print_text ("steps.mean", mean->text);
    }
}

int
hill_command_loss (int    argc,
                   char **argv)
{
  g_auto(HillCommandLine) line = { 0 };
  g_auto(Options) options = { 0 };
  g_autoptr(HillSheet) sheet = NULL;
  g_autoptr(GError) error = NULL;
  HillSheetLoss loss;
  const GOptionEntry own[] = {
    { "loss", 0, 0, G_OPTION_ARG_STRING, &options.loss, N_("softmax or hinge"), "L" },
    { "scores", 0, 0, G_OPTION_ARG_FILENAME, &options.scores,
      N_("the scores: a first line such as label,dog,cat,wolf, then a line for each image, its true class (a name, or an index from 0) "
         "and its scores"), "S.csv" },
    { "margin", 0, 0, G_OPTION_ARG_STRING, &options.margin, N_("margin of the hinge loss"), "M" },
    { "log-base", 0, 0, G_OPTION_ARG_STRING, &options.base, N_("base of softmax's logarithm: e, 2 or 10"), "B" },
    { "include-true-class", 0, 0, G_OPTION_ARG_NONE, &options.include_true_class,
      N_("hinge: let the sum run over the true class too"), NULL },
    { "mean", 0, 0, G_OPTION_ARG_NONE, &options.mean, N_("hinge: take the mean over the classes instead of the sum"), NULL },
    { "steps", 0, 0, G_OPTION_ARG_NONE, &options.steps, N_("write the arithmetic out, too"), NULL },
    G_OPTION_ENTRY_NULL
  };
  int status = hill_command_line_parse (&line, argc, argv, _("--loss hinge|softmax --scores S.csv"),
                                        _("Works out the loss of each image of a table of scores, and their mean."), own, FALSE, 0);

  if (status != HILL_COMMAND_DONE)
    return status;
  if (options.loss == NULL || options.scores == NULL)
    {
      hill_command_complain (_("--loss and --scores are both wanted, such as --loss hinge --scores scores.csv; see --help"));
      return HILL_COMMAND_USAGE;
    }
  if (!read_loss (&options, &loss, &error))
    {
      hill_command_complain (error->message);
      return HILL_COMMAND_USAGE;
    }

  sheet = hill_sheet_load (options.scores, &error);
  if (sheet == NULL)
    {
      hill_command_complain (error->message);
      return HILL_COMMAND_FAILED;
    }
  if (line.limit > 0 && line.limit < hill_sheet_get_n_images (sheet))
    hill_sheet_resize (sheet, hill_sheet_get_n_classes (sheet), (guint) line.limit);
  print_losses (sheet, &loss, options.steps);
  return HILL_COMMAND_DONE;
}
