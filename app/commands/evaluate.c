/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* downhill evaluate: saved weights on a data set.  Weight files act on unscaled features, so the design has no scaling. */

#include "hill-command.h"

#include "hill-results.h"

#include "hill-metrics.h"

#include <glib/gi18n.h>

static gboolean
evaluate_split (HillObjective   *objective,
                HillDesign      *design,
                const HillLoss  *loss,
                const float     *weights,
                HillSplit        split,
                const char      *prefix,
                double          *penalty,
                GError         **error)
{
  HillProgress progress = { hill_command_progress, (gpointer) _("Evaluating") };
  HillEvaluation evaluation;
  gsize n_rows = hill_design_get_cells (design, split)->n_rows;

  if (n_rows == 0)
    return TRUE;
  if (!hill_objective_evaluate (objective, loss, weights, split, NULL, n_rows, NULL, &progress, &evaluation, error))
    return FALSE;

  hill_command_show_progress (NULL);
  hill_command_print_evaluation (prefix, &evaluation);
  *penalty = evaluation.penalty;
  return TRUE;
}

static gboolean
evaluate (HillCommandLine  *line,
          HillDataset      *dataset,
          const char       *weights_path,
          const char       *confusion_path,
          GError          **error)
{
  g_autoptr(HillPartition) partition = hill_partition_new (dataset, 0, 0);
  HillProgress progress = { hill_command_progress, (gpointer) _("Extracting features") };
  g_autoptr(HillDesign) design = hill_design_new (dataset, partition, line->experiment.features, HILL_SCALE_NONE,
                                                  (guint) line->threads, &progress, error);
  g_autoptr(HillObjective) objective = NULL;
  g_autofree float *weights = NULL;
  const HillLoss *loss = &line->experiment.loss;
  double penalty = 0;

  hill_command_show_progress (NULL);
  if (design == NULL)
    return FALSE;
  weights = hill_results_load_weights (design, weights_path, error);
  if (weights == NULL)
    return FALSE;

  objective = hill_objective_new (design, (guint) line->threads);
  if (!evaluate_split (objective, design, loss, weights, HILL_SPLIT_TRAIN, "train", &penalty, error) ||
      !evaluate_split (objective, design, loss, weights, HILL_SPLIT_TEST, "test", &penalty, error))
    return FALSE;
  hill_command_print_number ("penalty", penalty);

  return confusion_path == NULL || hill_results_save_confusion (objective, design, weights, confusion_path, error);
}

int
hill_command_evaluate (int    argc,
                       char **argv)
{
  g_auto(HillCommandLine) line = { 0 };
  g_autoptr(HillDataset) dataset = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *weights_path = NULL;
  g_autofree char *confusion_path = NULL;
  const GOptionEntry own[] = {
    { "weights", 0, 0, G_OPTION_ARG_FILENAME, &weights_path, N_("the weights to look at, as train saves them"), "W.npy" },
    { "confusion", 0, 0, G_OPTION_ARG_FILENAME, &confusion_path,
      N_("write the confusion matrix, as a table or a picture (.csv, .png, .svg, .pdf)"), "C.csv" },
    G_OPTION_ENTRY_NULL
  };
  int status = hill_command_line_parse (&line, argc, argv, _("DATASET --weights W.npy"),
                                        _("Says how good saved weights are on a data set."), own, TRUE, 1);

  if (status != HILL_COMMAND_DONE)
    return status;
  if (weights_path == NULL)
    {
      hill_command_complain (_("--weights is missing: name a weight file, as train --weights writes it"));
      return HILL_COMMAND_USAGE;
    }

  dataset = hill_command_line_load (&line);
  if (dataset == NULL)
    return HILL_COMMAND_FAILED;
  if (!evaluate (&line, dataset, weights_path, confusion_path, &error))
    {
      hill_command_complain (error->message);
      return HILL_COMMAND_FAILED;
    }
  return HILL_COMMAND_DONE;
}
