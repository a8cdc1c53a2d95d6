/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the worker tells lies behind a lock until the main thread takes it; an idle source at default priority says that it is there. */

#include "hill-job-private.h"

struct _HillJob
{
  gatomicrefcount  ref_count;
  GMainContext    *context;
  HillComputeFunc  func;
  gpointer         data;
  GDestroyNotify   destroy;        /* (nullable): frees data */
  GDestroyNotify   free_result;    /* (nullable) */
  GCancellable    *cancellable;    /* of the page */
  GCancellable    *worker_stop;    /* (unowned): of the worker, while the job runs */
  HillProgress     progress;

  HillJobNotify    notify;         /* these two belong to the main thread; NULL when cancelled */
  gpointer         user_data;

  GMutex           mutex;          /* guards what follows */
  gpointer         result;         /* (nullable) */
  double           fraction;
  char            *message;        /* (nullable) */
  gboolean         over;
  gboolean         scheduled;
};

static void
free_result (HillJob  *self,
             gpointer  result)
{
  if (result != NULL && self->free_result != NULL)
    self->free_result (result);
}

static gboolean
deliver (gpointer data)
{
  HillJob *self = data;

  g_mutex_lock (&self->mutex);
  self->scheduled = FALSE;
  g_mutex_unlock (&self->mutex);
  if (self->notify != NULL)
    self->notify (self, self->user_data);
  return G_SOURCE_REMOVE;
}

static void
attach_source (HillJob *self)
{
  GSource *source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver, hill_job_ref (self), (GDestroyNotify) hill_job_unref);
  g_source_set_static_name (source, "[downhill] result of a job");
  g_source_attach (source, self->context);
  g_source_unref (source);
}

/* Ends what began by locking the mutex. */
static void
send (HillJob *self)
{
  gboolean must_attach = !self->scheduled;

  self->scheduled = TRUE;
  g_mutex_unlock (&self->mutex);
  if (must_attach)
    attach_source (self);
}

gboolean
hill_job_is_cancelled (HillJob *self)
{
  return g_cancellable_is_cancelled (self->cancellable) || g_cancellable_is_cancelled (self->worker_stop);
}

static gboolean
report (double   fraction,
        gpointer data)
{
  HillJob *self = data;

  g_mutex_lock (&self->mutex);
  self->fraction = fraction;
  send (self);
  return !hill_job_is_cancelled (self);
}

HillJob *
hill_job_new (HillComputeFunc func,
              gpointer        data,
              GDestroyNotify  destroy,
              GDestroyNotify  free_result_func,
              HillJobNotify   notify,
              gpointer        user_data)
{
  HillJob *self = g_new0 (HillJob, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->context = g_main_context_ref_thread_default ();
  self->func = func;
  self->data = data;
  self->destroy = destroy;
  self->free_result = free_result_func;
  self->cancellable = g_cancellable_new ();
  self->progress = (HillProgress) { report, self };
  self->fraction = -1;
  self->notify = notify;
  self->user_data = user_data;
  return self;
}

HillJob *
hill_job_ref (HillJob *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hill_job_unref (HillJob *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  if (self->destroy != NULL)
    self->destroy (self->data);
  free_result (self, self->result);
  g_object_unref (self->cancellable);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_free (self->message);
  g_free (self);
}

void
hill_job_run (GCancellable *cancellable,
              gpointer      job)
{
  HillJob *self = job;

  self->worker_stop = cancellable;
  if (!hill_job_is_cancelled (self))
    self->func (self, self->data);
  self->worker_stop = NULL;
}

void
hill_job_end (gpointer job)
{
  HillJob *self = job;

  g_mutex_lock (&self->mutex);
  self->over = TRUE;
  send (self);
  hill_job_unref (self);
}

void
hill_job_cancel (HillJob *self)
{
  g_return_if_fail (self != NULL);

  self->notify = NULL;
  self->user_data = NULL;
  g_cancellable_cancel (self->cancellable);
}

gpointer
hill_job_take_result (HillJob *self)
{
  gpointer result;

  g_return_val_if_fail (self != NULL, NULL);

  g_mutex_lock (&self->mutex);
  result = g_steal_pointer (&self->result);
  g_mutex_unlock (&self->mutex);
  return result;
}

double
hill_job_get_fraction (HillJob *self)
{
  double fraction;

  g_return_val_if_fail (self != NULL, -1);

  g_mutex_lock (&self->mutex);
  fraction = self->fraction;
  g_mutex_unlock (&self->mutex);
  return fraction;
}

gboolean
hill_job_is_over (HillJob *self)
{
  gboolean over;

  g_return_val_if_fail (self != NULL, TRUE);

  g_mutex_lock (&self->mutex);
  over = self->over;
  g_mutex_unlock (&self->mutex);
  return over;
}

const char *
hill_job_get_message (HillJob *self)
{
  const char *message;

  g_return_val_if_fail (self != NULL, NULL);

  g_mutex_lock (&self->mutex);
  message = self->message;
  g_mutex_unlock (&self->mutex);
  return message;
}

const HillProgress *
hill_job_get_progress (HillJob *self)
{
  return &self->progress;
}

void
hill_job_post (HillJob  *self,
               gpointer  result)
{
  gpointer old;

  g_mutex_lock (&self->mutex);
  old = self->result;
  self->result = result;
  send (self);
  free_result (self, old);
}

/* The first failure is the one that is told. */
void
hill_job_fail (HillJob *self,
               GError  *error)
{
  g_autoptr(GError) owned = error;

  if (g_error_matches (owned, HILL_ERROR, HILL_ERROR_CANCELLED))
    return;
  g_mutex_lock (&self->mutex);
  if (self->message == NULL)
    self->message = g_strdup (owned->message);
  send (self);
}
