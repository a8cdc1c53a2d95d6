/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A queue behind a lock.  The job at work stays visible until it is done, so that "idle" can be asked at any moment. */

#include "hill-worker.h"

typedef struct
{
  HillJobFunc    func;
  gpointer       data;
  GDestroyNotify destroy;
  GCancellable  *cancellable;
} Job;

struct _HillWorker
{
  GThread *thread;
  GMutex   mutex;               /* guards what follows */
  GCond    changed;
  GQueue   waiting;             /* of Job */
  Job     *current;             /* (nullable) */
  gboolean closing;
  GFunc    finished;
  gpointer user_data;
};

static Job *
job_new (HillJobFunc    func,
         gpointer       data,
         GDestroyNotify destroy)
{
  Job *job = g_new0 (Job, 1);

  job->func = func;
  job->data = data;
  job->destroy = destroy;
  job->cancellable = g_cancellable_new ();
  return job;
}

static void
job_free (Job *job)
{
  if (job->destroy != NULL)
    job->destroy (job->data);
  g_object_unref (job->cancellable);
  g_free (job);
}

/* NULL when the worker is to end. */
static Job *
take_job (HillWorker *self)
{
  g_mutex_lock (&self->mutex);
  while (self->waiting.head == NULL && !self->closing)
    g_cond_wait (&self->changed, &self->mutex);
  self->current = self->closing ? NULL : g_queue_pop_head (&self->waiting);
  g_mutex_unlock (&self->mutex);
  return self->current;
}

static gpointer
work (gpointer data)
{
  HillWorker *self = data;
  Job *job;

  while ((job = take_job (self)) != NULL)
    {
      job->func (job->cancellable, job->data);

      g_mutex_lock (&self->mutex);
      self->current = NULL;
      g_mutex_unlock (&self->mutex);
      job_free (job);
      self->finished (self, self->user_data);
    }
  return NULL;
}

HillWorker *
hill_worker_new (const char *name,
                 GFunc       finished,
                 gpointer    user_data)
{
  HillWorker *self = g_new0 (HillWorker, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  g_queue_init (&self->waiting);
  self->finished = finished;
  self->user_data = user_data;
  self->thread = g_thread_new (name, work, self);
  return self;
}

void
hill_worker_free (HillWorker *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  self->closing = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
  hill_worker_cancel (self);
  g_thread_join (self->thread);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) job_free);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
hill_worker_push (HillWorker     *self,
                  HillJobFunc     func,
                  gpointer        data,
                  GDestroyNotify  destroy)
{
  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->waiting, job_new (func, data, destroy));
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
}

void
hill_worker_push_newest (HillWorker     *self,
                         HillJobFunc     func,
                         gpointer        data,
                         GDestroyNotify  destroy)
{
  Job *replaced = NULL;

  g_mutex_lock (&self->mutex);
  if (self->waiting.tail != NULL && ((Job *) self->waiting.tail->data)->func == func)
    replaced = g_queue_pop_tail (&self->waiting);
  g_queue_push_tail (&self->waiting, job_new (func, data, destroy));
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&replaced, job_free);
}

void
hill_worker_cancel (HillWorker *self)
{
  GQueue forgotten = G_QUEUE_INIT;
  g_autoptr(GCancellable) cancellable = NULL;

  g_mutex_lock (&self->mutex);
  forgotten = self->waiting;
  g_queue_init (&self->waiting);
  if (self->current != NULL)
    cancellable = g_object_ref (self->current->cancellable);
  g_mutex_unlock (&self->mutex);

  /* Outside the lock: both call code that is not ours. */
  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);
  g_queue_clear_full (&forgotten, (GDestroyNotify) job_free);
}

gboolean
hill_worker_has_waiting (HillWorker *self)
{
  gboolean has_waiting;

  g_mutex_lock (&self->mutex);
  has_waiting = self->waiting.head != NULL;
  g_mutex_unlock (&self->mutex);
  return has_waiting;
}

gboolean
hill_worker_has_waiting_but (HillWorker  *self,
                             HillJobFunc  func)
{
  gboolean has_waiting = FALSE;

  g_mutex_lock (&self->mutex);
  for (const GList *link = self->waiting.head; link != NULL && !has_waiting; link = link->next)
    has_waiting = ((const Job *) link->data)->func != func;
  g_mutex_unlock (&self->mutex);
  return has_waiting;
}

gboolean
hill_worker_is_idle (HillWorker *self)
{
  gboolean is_idle;

  g_mutex_lock (&self->mutex);
  is_idle = self->waiting.head == NULL && self->current == NULL;
  g_mutex_unlock (&self->mutex);
  return is_idle;
}
