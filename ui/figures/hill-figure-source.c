/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The session computes as it does for a window; what a window is told, is waited for here.  A timer wakes the wait, so that whoever observes
 * can end it at any time. */

#include "hill-figure-source-private.h"

#include "hill-model-descent.h"
#include "hill-points-descent.h"
#include "hill-replay.h"
#include "hill-session-file.h"
#include "hill-surface-descent.h"

#include <glib/gi18n.h>
#include <string.h>

#define WAKE_UP 50                /* milliseconds */

HillFigureSource *
hill_figure_source_new (const HillProgress *progress)
{
  HillFigureSource *self = g_new0 (HillFigureSource, 1);

  self->progress = progress;
  self->session = hill_session_new ();
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
hill_figure_source_free (HillFigureSource *self)
{
  g_clear_object (&self->model);
  g_clear_object (&self->surface);
  g_clear_object (&self->points);
  hill_session_shut_down (self->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->session);
  g_hash_table_unref (self->values);
  g_clear_pointer (&self->file, hill_experiment_file_free);
  g_free (self->page);
  g_free (self);
}

static gboolean
on_wake_up (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

typedef gboolean (*IsOver) (gpointer data);

/* FALSE when it was ended before. */
static gboolean
wait_for (HillFigureSource  *self,
          IsOver             is_over,
          gpointer           data,
          GError           **error)
{
  guint timer = g_timeout_add (WAKE_UP, on_wake_up, NULL);
  gboolean going = TRUE;

  while (going && !is_over (data))
    {
      g_main_context_iteration (NULL, TRUE);
      going = hill_progress_report (self->progress, hill_session_get_loading_progress (self->session), error);
    }
  g_source_remove (timer);
  return going;
}

static gboolean
session_is_idle (gpointer session)
{
  return !hill_session_get_busy (session) && !hill_session_get_loading (session);
}

gboolean
hill_figure_source_settle (HillFigureSource  *self,
                           GError           **error)
{
  if (!wait_for (self, session_is_idle, self->session, error))
    return FALSE;
  /* Results that came with the last news. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return TRUE;
}

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  /* The wait looks for itself. */
}

static gboolean
job_is_over (gpointer job)
{
  return hill_job_is_over (job);
}

gpointer
hill_figure_source_wait (HillFigureSource  *self,
                         HillJob           *job,
                         GError           **error)
{
  g_autoptr(HillJob) owned = job;
  gpointer result = NULL;

  if (!wait_for (self, job_is_over, job, error))
    hill_job_cancel (job);
  else if (hill_job_get_message (job) != NULL)
    g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, hill_job_get_message (job));
  else
    result = hill_job_take_result (job);
  return result;
}

gpointer
hill_figure_source_compute (HillFigureSource  *self,
                            HillComputeFunc    func,
                            gpointer           data,
                            GDestroyNotify     destroy,
                            GDestroyNotify     free_result,
                            GError           **error)
{
  return hill_figure_source_wait (self, hill_session_compute (self->session, func, data, destroy, free_result, on_job, NULL), error);
}

/* ---- data set and run */

static void
on_failed (HillSession *session,
           const char  *message,
           char       **failure)
{
  if (*failure == NULL)
    *failure = g_strdup (message);
}

/* The session would fall back on pixels. */
static gboolean
check_features (HillFigureSource      *self,
                const HillExperiment  *experiment,
                GError               **error)
{
  HillExperiment copy = *experiment;

  return hill_run_fit_experiment (&copy, hill_session_get_dataset (self->session), error);
}

/* (transfer full) */
static HillExperimentFile *
copy_file (const HillExperimentFile *file)
{
  g_autofree char *text = hill_experiment_file_to_text (file, NULL);

  return hill_experiment_file_parse (text, strlen (text), NULL, NULL, NULL);
}

/* A session opens it as it goes on with: up to @last, without asking whether the data are those that were meant. */
static HillExperimentFile *
new_plan (const HillExperimentFile *file,
          guint64                   last)
{
  HillExperimentFile *plan = copy_file (file);

  g_clear_pointer (&plan->hash, g_free);
  if (last != file->step)
    g_hash_table_remove (plan->view, HILL_REPLAY_REACHED);
  plan->step = last;
  return plan;
}

static void
on_view (gpointer key,
         gpointer value,
         gpointer source)
{
  hill_figure_source_set_default (source, key, value);
}

gboolean
hill_figure_source_load (HillFigureSource          *self,
                         const HillExperimentFile  *file,
                         guint64                    last,
                         GError                   **error)
{
  g_autofree char *failure = NULL;
  gulong handler;
  gboolean done;

  if (!hill_experiment_check (&file->experiment, error))
    return FALSE;
  self->file = copy_file (file);
  g_hash_table_foreach (file->view, on_view, self);
  handler = g_signal_connect (self->session, "failed", G_CALLBACK (on_failed), &failure);
  hill_session_open_file (self->session, new_plan (file, last));
  done = hill_figure_source_settle (self, error);
  g_signal_handler_disconnect (self->session, handler);
  if (!done || (hill_session_get_dataset (self->session) != NULL && !check_features (self, &file->experiment, error)))
    return FALSE;
  if (failure == NULL && hill_figure_source_get_snapshot (self) != NULL)
    return TRUE;
  g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, failure != NULL ? failure : _("The data set could not be loaded"));
  return FALSE;
}

static gboolean
refuse_step (const HillSnapshot  *snapshot,
             guint64              step,
             GError             **error)
{
  if (snapshot->message != NULL)
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("There is no step %llu: %s"), (unsigned long long) step, snapshot->message);
  else
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("There is no step %llu: the run ends at step %llu"), (unsigned long long) step,
                 (unsigned long long) snapshot->n_steps);
  return FALSE;
}

gboolean
hill_figure_source_show_step (HillFigureSource  *self,
                              guint64            step,
                              GError           **error)
{
  HillSnapshot *snapshot = hill_figure_source_get_snapshot (self);

  g_return_val_if_fail (snapshot != NULL, FALSE);

  if (step == G_MAXUINT64)
    step = snapshot->n_steps;
  if (step > snapshot->n_steps)
    return refuse_step (snapshot, step, error);
  if (step == snapshot->step && snapshot->evaluated && snapshot->next_weights != NULL)
    return TRUE;
  hill_session_seek (self->session, step);
  return hill_figure_source_settle (self, error);
}

/* What the window showed, but for what the session says of its run. */
static void
add_view (gpointer key,
          gpointer value,
          gpointer view)
{
  if (!g_str_has_prefix (key, "run.") && !g_str_has_prefix (key, HILL_REPLAY_NEXT))
    g_hash_table_insert (view, g_strdup (key), g_strdup (value));
}

char *
hill_figure_source_dup_recipe (HillFigureSource *self,
                               const char       *page)
{
  g_autoptr(HillExperimentFile) file = NULL;

  if (self->file == NULL || hill_figure_source_get_snapshot (self) == NULL)
    return NULL;
  file = hill_session_new_file (self->session);
  file->hash = hill_dataset_get_hash (hill_session_get_dataset (self->session));
  hill_experiment_file_set_unknown (file, self->file->unknown);
  g_hash_table_foreach (self->file->view, add_view, file->view);
  g_hash_table_insert (file->view, g_strdup ("page"), g_strdup (page));
  return hill_experiment_file_to_text (file, NULL);
}

HillSnapshot *
hill_figure_source_get_snapshot (HillFigureSource *self)
{
  return hill_session_get_snapshot (self->session);
}

HillDataset *
hill_figure_source_get_dataset (HillFigureSource *self)
{
  return hill_session_get_dataset (self->session);
}

HillSession *
hill_figure_source_get_session (HillFigureSource *self)
{
  return self->session;
}

const HillProgress *
hill_figure_source_get_progress (HillFigureSource *self)
{
  return self->progress;
}

void
hill_figure_source_set_fixed (HillFigureSource *self,
                              gboolean          fixed)
{
  self->fixed = fixed;
}

gboolean
hill_figure_source_get_fixed (HillFigureSource *self)
{
  return self->fixed;
}

void
hill_figure_source_forget (HillFigureSource *self)
{
  g_clear_object (&self->model);
  g_clear_object (&self->surface);
  g_clear_object (&self->points);
  self->fixed = FALSE;
}

HillDescent *
hill_figure_source_get_model (HillFigureSource *self)
{
  if (self->model == NULL)
    self->model = hill_model_descent_new (self->session);
  return self->model;
}

HillDescent *
hill_figure_source_get_surface (HillFigureSource *self)
{
  if (self->surface == NULL)
    self->surface = hill_surface_descent_new ();
  return self->surface;
}

HillDescent *
hill_figure_source_get_points (HillFigureSource *self)
{
  if (self->points == NULL)
    self->points = hill_points_descent_new ();
  return self->points;
}
