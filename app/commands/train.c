/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* downhill train: a whole run without a window.  An interrupt ends it early and keeps what was learned so far. */

#include "hill-command.h"

#include "hill-results.h"

#include <glib/gi18n.h>

/* Nothing is shown again here: a little for what L-BFGS keeps. */
#define CHECKPOINT_BYTES ((gsize) 32 << 20)

/* Where the results go; every one may be asked for several times, with different endings. */
typedef struct
{
  char **weights;
  char **history;
  char **curves;
  char **templates;
  char **confusion;
  char **experiment;
} Outputs;

static void
outputs_clear (Outputs *self)
{
  g_clear_pointer (&self->weights, g_strfreev);
  g_clear_pointer (&self->history, g_strfreev);
  g_clear_pointer (&self->curves, g_strfreev);
  g_clear_pointer (&self->templates, g_strfreev);
  g_clear_pointer (&self->confusion, g_strfreev);
  g_clear_pointer (&self->experiment, g_strfreev);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outputs, outputs_clear)

static void
show_step (HillTrainer *trainer)
{
  static gint64 last_time = 0;
  gint64 now = g_get_monotonic_time ();
  guint64 n_steps = hill_trainer_get_n_steps (trainer);
  g_autofree char *text = NULL;
  const HillStepRecord *record;

  if (n_steps == 0 || now - last_time < G_USEC_PER_SEC / 10)
    return;

  last_time = now;
  record = hill_history_get_step (hill_trainer_get_history (trainer), n_steps - 1);
  text = g_strdup_printf (_("step %llu of %llu, loss %.4f"),
                          (unsigned long long) n_steps, (unsigned long long) hill_trainer_get_planned_steps (trainer),
                          record->data_loss + record->penalty);
  hill_command_show_progress (text);
}

/* Steps until the trainer has had enough, or the user. */
static gboolean
run_to_end (HillTrainer               *trainer,
            const HillExperimentFile  *file,
            guint64                    last_step,
            GError                   **error)
{
  HillProgress progress = { hill_command_progress, (gpointer) _("Training") };
  gboolean done = hill_experiment_file_follow (file, trainer, error);

  while (done && hill_trainer_get_state (trainer) == HILL_TRAINER_READY && hill_trainer_get_n_steps (trainer) < last_step &&
         !hill_command_is_interrupted ())
    {
      if (!hill_trainer_step (trainer, &progress, NULL))
        break;
      done = hill_experiment_file_follow (file, trainer, error);
      show_step (trainer);
    }
  hill_command_show_progress (NULL);
  return done;
}

static void
print_results (HillTrainer *trainer)
{
  HillEvaluation train, validation, test;
  double seconds = hill_trainer_get_seconds (trainer);

  hill_trainer_evaluate (trainer, NULL, &train, &validation, &test, NULL);
  hill_command_print_evaluation ("train", &train);
  if (validation.n_rows > 0)
    hill_command_print_evaluation ("validation", &validation);
  if (test.n_rows > 0)
    hill_command_print_evaluation ("test", &test);
  hill_command_print_number ("penalty", train.penalty);
  hill_command_print_number ("loss", hill_evaluation_get_loss (&train));
  hill_command_print_integer ("steps", hill_trainer_get_n_steps (trainer));
  hill_command_print_number ("seconds", seconds);
  hill_command_print_number ("examples_per_second", seconds > 0 ? hill_trainer_get_n_examples (trainer) / seconds : 0);
}

/* What was run, as it was run, with the view that it had. */
static gboolean
save_experiment (HillExperimentFile  *file,
                 HillTrainer         *trainer,
                 const char          *path,
                 GError             **error)
{
  HillDataset *dataset = hill_design_get_dataset (hill_trainer_get_design (trainer));

  hill_experiment_file_set_run (file, trainer);
  g_free (file->dataset);
  file->dataset = g_strdup (hill_dataset_get_spec (dataset));
  if (file->hash == NULL)
    file->hash = hill_dataset_get_hash (dataset);
  return hill_experiment_file_save (file, path, error);
}

static gboolean
save_all (const Outputs       *outputs,
          HillExperimentFile  *file,
          HillTrainer         *trainer,
          guint                n_threads,
          GError             **error)
{
  HillDesign *design = hill_trainer_get_design (trainer);
  const float *weights = hill_trainer_get_weights (trainer);
  const HillHistory *history = hill_trainer_get_history (trainer);
  g_autoptr(HillObjective) objective = hill_objective_new (design, n_threads);

  for (char **path = outputs->weights; path != NULL && *path != NULL; path++)
    if (!hill_results_save_weights (design, weights, *path, error))
      return FALSE;
  for (char **path = outputs->history; path != NULL && *path != NULL; path++)
    if (!hill_results_save_history (history, *path, error))
      return FALSE;
  for (char **path = outputs->curves; path != NULL && *path != NULL; path++)
    if (!hill_results_save_curves (history, *path, error))
      return FALSE;
  for (char **path = outputs->templates; path != NULL && *path != NULL; path++)
    if (!hill_results_save_templates (design, weights, *path, error))
      return FALSE;
  for (char **path = outputs->confusion; path != NULL && *path != NULL; path++)
    if (!hill_results_save_confusion (objective, design, weights, *path, error))
      return FALSE;
  for (char **path = outputs->experiment; path != NULL && *path != NULL; path++)
    if (!save_experiment (file, trainer, *path, error))
      return FALSE;
  return TRUE;
}

/* Where the run is to stop, though its plan may be longer: "N", "shown", or nothing. */
static gboolean
parse_last_step (const char                *text,
                 const HillExperimentFile  *file,
                 guint64                   *step)
{
  *step = G_MAXUINT64;
  if (text == NULL)
    return TRUE;
  if (g_str_equal (text, "shown"))
    {
      *step = file->step;
      return TRUE;
    }
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, step, NULL))
    return TRUE;
  hill_command_complain (_("--stop-at takes a step, 0 or more, or “shown” for the one that the experiment shows"));
  return FALSE;
}

static int
train (HillCommandLine *line,
       HillDataset     *dataset,
       const Outputs   *outputs,
       guint64          last_step)
{
  const HillExperiment *experiment = &line->file->experiment;
  g_autoptr(GError) error = NULL;
  g_autoptr(HillPartition) partition = hill_partition_new (dataset, experiment->validation, experiment->seed);
  HillProgress progress = { hill_command_progress, (gpointer) _("Extracting features") };
  g_autoptr(HillDesign) design = hill_design_new (dataset, partition, experiment->features, experiment->scale,
                                                  (guint) line->threads, &progress, &error);
  g_autoptr(HillTrainer) trainer = NULL;

  hill_command_show_progress (NULL);
  if (design != NULL)
    trainer = hill_experiment_file_new_trainer (line->file, design, (guint) line->threads, &error);
  if (trainer == NULL)
    {
      hill_command_complain (error->message);
      return HILL_COMMAND_FAILED;
    }

  hill_trainer_set_checkpoint_bytes (trainer, CHECKPOINT_BYTES);
  hill_command_catch_signals ();
  if (!run_to_end (trainer, line->file, last_step, &error))
    {
      hill_command_complain (error->message);
      return HILL_COMMAND_FAILED;
    }
  print_results (trainer);
  if (!save_all (outputs, line->file, trainer, (guint) line->threads, &error))
    {
      hill_command_complain (error->message);
      return HILL_COMMAND_FAILED;
    }
  if (hill_trainer_get_state (trainer) == HILL_TRAINER_DIVERGED)
    {
      hill_command_complain (hill_trainer_get_message (trainer));
      return HILL_COMMAND_FAILED;
    }
  if (hill_command_is_interrupted ())
    {
      hill_command_complain (_("interrupted; the results are those of the last step made"));
      return HILL_COMMAND_FAILED;
    }
  return HILL_COMMAND_DONE;
}

int
hill_command_train (int    argc,
                    char **argv)
{
  g_auto(HillCommandLine) line = { 0 };
  g_auto(Outputs) outputs = { 0 };
  g_autoptr(HillDataset) dataset = NULL;
  g_autofree char *stop_at = NULL;
  guint64 last_step;
  const GOptionEntry own[] = {
    { "experiment", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &outputs.experiment,
      N_("save what was run as an experiment, for the window and for other commands"), "F.downhill" },
    { "stop-at", 0, 0, G_OPTION_ARG_STRING, &stop_at, N_("stop at step N of the plan; “shown” for the one that the experiment shows"), "N" },
    { "weights", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &outputs.weights, N_("save the weights"), "W.npy" },
    { "history", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &outputs.history, N_("save every step as a table"), "H.csv" },
    { "plot", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &outputs.curves, N_("draw the loss curve (.png, .svg, .pdf)"), "F.svg" },
    { "templates", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &outputs.templates,
      N_("draw the weights of each class (.png, .svg, .pdf)"), "F.svg" },
    { "confusion", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &outputs.confusion,
      N_("write the confusion matrix, as a table or a picture (.csv, .png, .svg, .pdf)"), "C.csv" },
    G_OPTION_ENTRY_NULL
  };
  int status = hill_command_line_parse (&line, argc, argv, _("DATASET|EXPERIMENT"),
                                        _("Trains a linear classifier and says how good it is."), own, TRUE, 1);

  if (status != HILL_COMMAND_DONE)
    return status;
  dataset = hill_command_line_load (&line);
  if (dataset == NULL)
    return HILL_COMMAND_FAILED;
  if (!parse_last_step (stop_at, line.file, &last_step))
    return HILL_COMMAND_USAGE;
  return train (&line, dataset, &outputs, last_step);
}
