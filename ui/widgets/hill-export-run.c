/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A thread writes; when it comes back nobody may be there any more. */

#include "hill-export-run.h"

#include "hill-figure-steps.h"
#include "hill-plot-actions.h"

#include <glib/gi18n.h>

struct _HillExportRun
{
  grefcount             ref_count;      /* the caller's, and the thread's */
  gboolean              ended;          /* the caller has gone */
  GtkWindow            *window;         /* (unowned): lasts as long as the caller */
  GPtrArray            *views;
  GPtrArray            *plots;
  HillExportChoice      choice;
  GArray               *steps;          /* (nullable) */
  HillExportRunFunc     func;
  gpointer              data;

  GtkFileChooserNative *chooser;        /* (nullable): while it is open */
  char                 *target;         /* the file or folder chosen */
  HillFigureSteps      *taking;         /* (nullable) */
  HillExportJob        *job;            /* (nullable): until it runs */
  const HillExportJob  *running;        /* (nullable): while it runs */
  GCancellable         *cancellable;
  guint                 end_id;
};

static void
unref (HillExportRun *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->views);
  g_ptr_array_unref (self->plots);
  g_clear_pointer (&self->steps, g_array_unref);
  g_free (self->target);
  g_object_unref (self->cancellable);
  g_free (self);
}

void
hill_export_run_free (HillExportRun *self)
{
  g_return_if_fail (self != NULL);

  self->ended = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->end_id, g_source_remove);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->taking, hill_figure_steps_free);
  g_clear_pointer (&self->job, hill_export_job_free);
  unref (self);
}

static void
complain (HillExportRun *self,
          const char    *message)
{
  GtkWidget *dialog = gtk_message_dialog_new (self->window, GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT, GTK_MESSAGE_ERROR,
                                              GTK_BUTTONS_CLOSE, "%s", _("The figure was not exported"));

  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), "%s", message);
  g_signal_connect (dialog, "response", G_CALLBACK (gtk_window_destroy), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
on_end (gpointer data)
{
  HillExportRun *self = data;

  self->end_id = 0;
  self->func (FALSE, self->data);
  return G_SOURCE_REMOVE;
}

/* The caller frees this run when it hears of it, so that nothing of it may be in use then. */
static void
give_up (HillExportRun *self)
{
  if (self->end_id == 0)
    self->end_id = g_idle_add_full (G_PRIORITY_DEFAULT, on_end, self, NULL);
}

/* ---- writing */

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  HillExportRun *self = data;
  g_autoptr(GError) error = NULL;
  gboolean done = hill_export_job_run_finish (result, &error);

  self->running = NULL;
  if (!self->ended)
    {
      if (!done)
        complain (self, error->message);
      self->func (done, self->data);
    }
  unref (self);
}

static void
run_job (HillExportRun *self)
{
  g_ref_count_inc (&self->ref_count);
  self->running = self->job;
  hill_export_job_run_async (g_steal_pointer (&self->job), self->cancellable, on_written, self);
}

static void
on_replace_answer (GtkDialog *dialog,
                   int        response,
                   gpointer   data)
{
  HillExportRun *self = data;

  if (!self->ended && response == GTK_RESPONSE_ACCEPT)
    run_job (self);
  else if (!self->ended)
    give_up (self);
  g_object_set_data (G_OBJECT (dialog), "run", NULL);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
ask_to_replace (HillExportRun *self,
                guint          n)
{
  GtkWidget *dialog = gtk_message_dialog_new (self->window, GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT, GTK_MESSAGE_QUESTION,
                                              GTK_BUTTONS_NONE, ngettext ("Replace %u file?", "Replace %u files?", n), n);

  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), "%s", _("What is in them now will be lost."));
  gtk_dialog_add_button (GTK_DIALOG (dialog), _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (GTK_DIALOG (dialog), _("_Replace"), GTK_RESPONSE_ACCEPT);
  g_ref_count_inc (&self->ref_count);
  g_object_set_data_full (G_OBJECT (dialog), "run", self, (GDestroyNotify) unref);
  g_signal_connect (dialog, "response", G_CALLBACK (on_replace_answer), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* @asked: the file chooser has asked already, as it does about a name that it knew. */
static void
run_or_ask (HillExportRun *self,
            gboolean       asked)
{
  guint n = asked ? 0 : hill_export_job_count_old (self->job);

  if (n > 0)
    ask_to_replace (self, n);
  else
    run_job (self);
}

/* ---- names */

/* (transfer full): the name of a figure, fit for a file. */
static char *
get_file_name (HillExportRun *self,
               guint          i)
{
  const char *name = hill_plot_view_get_name (g_ptr_array_index (self->views, i));

  return g_strdelimit (g_strdup (name != NULL ? name : _("figure")), "/\\:", '-');
}

static gboolean
is_taken (HillExportRun *self,
          guint          n,
          const char    *name)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *other = get_file_name (self, i);

      if (g_str_equal (name, other))
        return TRUE;
    }
  return FALSE;
}

static char *
build_path (HillExportRun *self,
            guint          i)
{
  g_autofree char *name = get_file_name (self, i);
  g_autofree char *number = is_taken (self, i, name) ? g_strdup_printf (" %u", i + 1) : g_strdup ("");
  g_autofree char *file = g_strconcat (name, number, hill_export_choice_get_ending (&self->choice), NULL);

  return g_build_filename (self->target, file, NULL);
}

static gboolean
is_one_file (HillExportRun *self)
{
  return self->views->len == 1 && (self->steps == NULL || self->choice.format == HILL_EXPORT_PDF);
}

/* ---- figures */

static char *
get_recipe (HillExportRun *self)
{
  return self->choice.recipe ? hill_plot_actions_get_recipe (GTK_WIDGET (self->window)) : NULL;
}

static void
add_all (HillExportRun *self)
{
  g_autofree char *recipe = get_recipe (self);

  for (guint i = 0; i < self->plots->len; i++)
    {
      g_autofree char *path = self->plots->len == 1 ? g_strdup (self->target) : build_path (self, i);

      hill_export_job_add (self->job, g_ptr_array_index (self->plots, i), path, recipe);
    }
}

static void
on_step_taken (HillPlot *plot,
               guint64   step,
               gpointer  data)
{
  HillExportRun *self = data;
  g_autofree char *recipe = get_recipe (self);
  g_autofree char *name = get_file_name (self, 0);
  g_autofree char *file = g_strdup_printf ("%s-%04zu%s", name, (gsize) step, hill_export_choice_get_ending (&self->choice));
  g_autofree char *path = self->choice.format == HILL_EXPORT_PDF ? NULL : g_build_filename (self->target, file, NULL);

  hill_export_job_add (self->job, plot, path, recipe);
}

static void
on_steps_done (const GError *error,
               gpointer      data)
{
  HillExportRun *self = data;

  g_clear_pointer (&self->taking, hill_figure_steps_free);
  if (error != NULL)
    {
      complain (self, error->message);
      give_up (self);
      return;
    }
  hill_export_job_share_ranges (self->job);
  run_or_ask (self, self->choice.format == HILL_EXPORT_PDF);
}

static void
begin_steps (HillExportRun *self)
{
  HillPlotView *view = g_ptr_array_index (self->views, 0);
  g_autoptr(GError) error = NULL;

  if (self->choice.format == HILL_EXPORT_PDF)
    hill_export_job_set_pages (self->job, self->target);
  self->taking = hill_figure_steps_new (view, hill_plot_actions_get_step_source (GTK_WIDGET (view)), self->steps, on_step_taken,
                                        on_steps_done, self, &error);
  if (self->taking != NULL)
    return;
  complain (self, error->message);
  give_up (self);
}

static void
begin (HillExportRun *self,
       gboolean       asked)
{
  HillExportOptions options;

  hill_export_choice_get_options (&self->choice, &options);
  self->job = hill_export_job_new (&options, hill_export_choice_get_kind (&self->choice));
  if (self->steps != NULL)
    {
      begin_steps (self);
      return;
    }
  add_all (self);
  run_or_ask (self, asked);
}

/* ---- the place */

static void
on_target_chosen (GtkFileChooserNative *chooser,
                  int                   response,
                  HillExportRun        *self)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  const char *ending = hill_export_choice_get_ending (&self->choice);
  g_autofree char *lower = path != NULL ? g_ascii_strdown (path, -1) : NULL;
  gboolean complete = path != NULL && (!is_one_file (self) || g_str_has_suffix (lower, ending));

  g_clear_object (&self->chooser);
  if (path == NULL)
    {
      give_up (self);
      return;
    }
  self->target = complete ? g_steal_pointer (&path) : g_strconcat (path, ending, NULL);
  begin (self, complete && is_one_file (self));
}

static void
choose_target (HillExportRun *self)
{
  gboolean one = is_one_file (self);
  g_autofree char *name = get_file_name (self, 0);
  g_autofree char *file = g_strconcat (name, hill_export_choice_get_ending (&self->choice), NULL);

  self->chooser = gtk_file_chooser_native_new (one ? _("Export the Figure") : _("Choose a Folder for the Figures"), self->window,
                                               one ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                               _("_Export"), _("_Cancel"));
  if (one)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), file);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect (self->chooser, "response", G_CALLBACK (on_target_chosen), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

HillExportRun *
hill_export_run_new (GtkWindow              *window,
                     GPtrArray              *views,
                     GPtrArray              *plots,
                     const HillExportChoice *choice,
                     GArray                 *steps,
                     HillExportRunFunc       func,
                     gpointer                data)
{
  HillExportRun *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window) && views != NULL && plots != NULL && choice != NULL && func != NULL, NULL);
  g_return_val_if_fail (views->len == plots->len && views->len > 0 && (steps == NULL || views->len == 1), NULL);

  self = g_new0 (HillExportRun, 1);
  g_ref_count_init (&self->ref_count);
  self->window = window;
  self->views = g_ptr_array_ref (views);
  self->plots = g_ptr_array_ref (plots);
  self->choice = *choice;
  self->steps = steps != NULL ? g_array_ref (steps) : NULL;
  self->func = func;
  self->data = data;
  self->cancellable = g_cancellable_new ();
  choose_target (self);
  return self;
}

double
hill_export_run_get_progress (HillExportRun *self)
{
  double share;

  g_return_val_if_fail (self != NULL, -1);

  share = self->steps != NULL ? 0.5 : 0;
  if (self->taking != NULL)
    return share * hill_figure_steps_get_progress (self->taking);
  return self->running != NULL ? share + (1 - share) * hill_export_job_get_progress (self->running) : -1;
}
