/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The session computes as it does for a window; what a window is told, is waited for here.  A timer wakes the wait, so that whoever observes
 * can end it at any time. */

#include "hill-figure-source-private.h"

#include "hill-model-descent.h"
#include "hill-run.h"
#include "hill-surface-descent.h"

#include <glib/gi18n.h>

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
  hill_session_shut_down (self->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->session);
  g_hash_table_unref (self->values);
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
      double fraction = self->get_fraction != NULL ? self->get_fraction (self) : -1;

      g_main_context_iteration (NULL, TRUE);
      going = hill_progress_report (self->progress, fraction, error);
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

static double
get_loading (HillFigureSource *self)
{
  double preparing = hill_session_get_preparing (self->session);

  return preparing >= 0 ? preparing : hill_session_get_loading_progress (self->session);
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

gboolean
hill_figure_source_load (HillFigureSource       *self,
                         const char             *spec,
                         const HillLoadOptions  *options,
                         const HillExperiment   *experiment,
                         GError                **error)
{
  g_autofree char *failure = NULL;
  gulong handler;
  gboolean done;

  if (!hill_session_set_experiment (self->session, experiment, error))
    return FALSE;
  handler = g_signal_connect (self->session, "failed", G_CALLBACK (on_failed), &failure);
  hill_session_load (self->session, spec, options);
  self->get_fraction = get_loading;
  done = hill_figure_source_settle (self, error);
  self->get_fraction = NULL;
  g_signal_handler_disconnect (self->session, handler);
  if (!done || (hill_session_get_dataset (self->session) != NULL && !check_features (self, experiment, error)))
    return FALSE;
  if (failure == NULL && hill_figure_source_get_snapshot (self) != NULL)
    return TRUE;
  g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, failure != NULL ? failure : _("The data set could not be loaded"));
  return FALSE;
}

static double
get_run_share (HillFigureSource *self)
{
  HillSnapshot *snapshot = hill_figure_source_get_snapshot (self);
  guint64 goal = MIN (self->goal, snapshot->planned_steps);

  return goal > 0 ? CLAMP ((double) snapshot->n_steps / (double) goal, 0, 1) : -1;
}

gboolean
hill_figure_source_show_step (HillFigureSource  *self,
                              guint64            step,
                              GError           **error)
{
  HillSnapshot *snapshot = hill_figure_source_get_snapshot (self);
  gboolean done;

  g_return_val_if_fail (snapshot != NULL, FALSE);

  if (step == snapshot->step && snapshot->evaluated)
    return TRUE;
  self->goal = step;
  self->get_fraction = get_run_share;
  hill_session_run_to (self->session, step);
  done = hill_figure_source_settle (self, error);
  self->get_fraction = NULL;
  if (!done)
    return FALSE;
  snapshot = hill_figure_source_get_snapshot (self);
  if (snapshot->step == step || step == G_MAXUINT64)
    return TRUE;
  if (snapshot->message != NULL)
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("There is no step %llu: %s"), (unsigned long long) step, snapshot->message);
  else
    g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("There is no step %llu: the run ends at step %llu"), (unsigned long long) step,
                 (unsigned long long) snapshot->step);
  return FALSE;
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
