/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The main thread's side: it asks by pushing jobs and learns by taking news.  It never waits, except when it shuts down. */

#include "hill-session.h"

#include "hill-job-private.h"
#include "hill-session-private.h"

G_DEFINE_FINAL_TYPE (HillSession, hill_session, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_DATASET,
  PROP_LOADING,
  PROP_LOADING_PROGRESS,
  PROP_PREPARING,
  PROP_RUNNING,
  PROP_BUSY,
  PROP_STEPS_PER_SECOND,
  N_PROPS
};

enum
{
  LOADED,
  SNAPSHOT,
  FAILED,
  OPTIMUM,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

void
hill_session_set_flag (HillSession *self,
                       gboolean    *flag,
                       gboolean     value,
                       const char  *property)
{
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify (G_OBJECT (self), property);
}

void
hill_session_set_fraction (HillSession *self,
                           double      *fraction,
                           double       value,
                           const char  *property)
{
  if (*fraction == value)
    return;
  *fraction = value;
  g_object_notify (G_OBJECT (self), property);
}

static void
on_job_finished (gpointer worker,
                 gpointer mailbox)
{
  hill_mailbox_post_nothing (mailbox);
}

HillTask *
hill_session_new_task (HillSession *self)
{
  HillTask *task = g_new0 (HillTask, 1);

  task->desk = self->desk;
  task->worker = self->worker;
  task->experiment = self->experiment;
  return task;
}

/* @stop: &self->stop for work that a later wish of the user ends, &self->prepare where only its beginning may be cut off. */
static HillTask *
new_task_with (HillSession   *self,
               GCancellable **stop)
{
  HillTask *task = hill_session_new_task (self);

  g_clear_object (stop);
  *stop = g_cancellable_new ();
  task->stop = g_object_ref (*stop);
  return task;
}

static void
stop (HillSession *self)
{
  if (self->stop != NULL)
    g_cancellable_cancel (self->stop);
  hill_session_set_flag (self, &self->running, FALSE, "running");
}

void
hill_session_push (HillSession *self,
                   HillJobFunc  func,
                   HillTask    *task)
{
  self->n_jobs++;
  hill_worker_push (self->worker, func, task, hill_task_free);
  hill_session_set_flag (self, &self->busy, TRUE, "busy");
}

static void
push_newest (HillSession *self,
             HillJobFunc  func,
             HillTask    *task)
{
  self->n_jobs++;
  hill_worker_push_newest (self->worker, func, task, hill_task_free);
  hill_session_set_flag (self, &self->busy, TRUE, "busy");
}

HillSession *
hill_session_new (void)
{
  return g_object_new (HILL_TYPE_SESSION, NULL);
}

void
hill_session_shut_down (HillSession *self)
{
  g_return_if_fail (HILL_IS_SESSION (self));

  if (self->worker == NULL)
    return;
  hill_session_cancel_preparing (self);
  g_clear_pointer (&self->worker, hill_worker_free);
  hill_mailbox_close (self->mailbox);
  hill_session_set_flag (self, &self->loading, FALSE, "loading");
  hill_session_set_flag (self, &self->running, FALSE, "running");
  hill_session_set_flag (self, &self->busy, FALSE, "busy");
}

void
hill_session_load_by (HillSession *self,
                      HillTask    *task)
{
  stop (self);
  hill_worker_cancel (self->worker);
  task->load = ++self->n_loads;
  hill_session_set_fraction (self, &self->loading_progress, -1, "loading-progress");
  hill_session_set_flag (self, &self->loading, TRUE, "loading");
  hill_session_push (self, hill_task_load, task);
}

void
hill_session_load (HillSession           *self,
                   const char            *spec,
                   const HillLoadOptions *options)
{
  HillTask *task;

  g_return_if_fail (HILL_IS_SESSION (self));
  g_return_if_fail (spec != NULL);

  if (self->worker == NULL)
    return;
  task = hill_session_new_task (self);
  task->spec = g_strdup (spec);
  if (options != NULL)
    task->options = *options;
  hill_session_load_by (self, task);
}

void
hill_session_cancel_loading (HillSession *self)
{
  g_return_if_fail (HILL_IS_SESSION (self));

  if (self->worker == NULL || !self->loading)
    return;
  hill_worker_cancel (self->worker);
  hill_mailbox_post_nothing (self->mailbox);    /* a job that was not begun does not end */
  hill_session_set_flag (self, &self->loading, FALSE, "loading");
}

gboolean
hill_session_get_loading (HillSession *self)
{
  g_return_val_if_fail (HILL_IS_SESSION (self), FALSE);

  return self->loading;
}

double
hill_session_get_preparing (HillSession *self)
{
  g_return_val_if_fail (HILL_IS_SESSION (self), -1);

  return self->preparing;
}

void
hill_session_cancel_preparing (HillSession *self)
{
  g_return_if_fail (HILL_IS_SESSION (self));

  stop (self);
  if (self->prepare != NULL)
    g_cancellable_cancel (self->prepare);
}

double
hill_session_get_loading_progress (HillSession *self)
{
  g_return_val_if_fail (HILL_IS_SESSION (self), -1);

  return self->loading_progress;
}

HillDataset *
hill_session_get_dataset (HillSession *self)
{
  g_return_val_if_fail (HILL_IS_SESSION (self), NULL);

  return self->dataset;
}

const HillExperiment *
hill_session_get_experiment (HillSession *self)
{
  g_return_val_if_fail (HILL_IS_SESSION (self), NULL);

  return &self->experiment;
}

gboolean
hill_session_set_experiment (HillSession           *self,
                             const HillExperiment  *experiment,
                             GError               **error)
{
  g_return_val_if_fail (HILL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (experiment != NULL, FALSE);

  if (!hill_experiment_check (experiment, error))
    return FALSE;

  if (!g_str_equal (experiment->features, self->experiment.features) || experiment->scale != self->experiment.scale)
    hill_desk_set_start (self->desk, NULL, NULL, 0);
  self->experiment = *experiment;
  if (self->running)
    hill_session_start (self);
  else if (self->worker != NULL && self->dataset != NULL && self->snapshot != NULL && self->snapshot->n_steps == 0)
    push_newest (self, hill_task_prepare, new_task_with (self, &self->prepare));
  return TRUE;
}

void
hill_session_start (HillSession *self)
{
  g_return_if_fail (HILL_IS_SESSION (self));

  if (self->worker == NULL || self->dataset == NULL)
    return;
  if (self->stop != NULL)
    g_cancellable_cancel (self->stop);
  hill_session_push (self, hill_task_run, new_task_with (self, &self->stop));
  hill_session_set_flag (self, &self->running, TRUE, "running");
}

void
hill_session_pause (HillSession *self)
{
  g_return_if_fail (HILL_IS_SESSION (self));

  stop (self);
}

/* The jobs that come after a pause. */
static void
stop_and_push (HillSession *self,
               HillJobFunc  func)
{
  g_return_if_fail (HILL_IS_SESSION (self));

  stop (self);
  if (self->worker != NULL && self->dataset != NULL)
    hill_session_push (self, func, new_task_with (self, &self->prepare));
}

void
hill_session_step (HillSession *self)
{
  stop_and_push (self, hill_task_step);
}

void
hill_session_back (HillSession *self)
{
  stop_and_push (self, hill_task_back);
}

void
hill_session_reset (HillSession *self)
{
  stop_and_push (self, hill_task_reset);
}

void
hill_session_set_start (HillSession  *self,
                        const float  *weights,
                        const guint8 *mask,
                        gsize         n)
{
  g_return_if_fail (HILL_IS_SESSION (self));

  hill_desk_set_start (self->desk, weights, mask, n);
  stop_and_push (self, hill_task_reset);
}

void
hill_session_seek (HillSession *self,
                   guint64      step)
{
  HillTask *task;

  g_return_if_fail (HILL_IS_SESSION (self));

  stop (self);
  if (self->worker == NULL || self->dataset == NULL)
    return;
  task = hill_session_new_task (self);
  task->step = step;
  push_newest (self, hill_task_seek, task);
}

gboolean
hill_session_get_running (HillSession *self)
{
  g_return_val_if_fail (HILL_IS_SESSION (self), FALSE);

  return self->running;
}

gboolean
hill_session_get_busy (HillSession *self)
{
  g_return_val_if_fail (HILL_IS_SESSION (self), FALSE);

  return self->busy;
}

double
hill_session_get_steps_per_second (HillSession *self)
{
  g_return_val_if_fail (HILL_IS_SESSION (self), 0);

  return self->steps_per_second;
}

void
hill_session_set_steps_per_second (HillSession *self,
                                   double       steps_per_second)
{
  g_return_if_fail (HILL_IS_SESSION (self));
  g_return_if_fail (steps_per_second >= 0);

  if (self->steps_per_second == steps_per_second)
    return;
  self->steps_per_second = steps_per_second;
  hill_desk_set_pace (self->desk, steps_per_second);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STEPS_PER_SECOND]);
}

HillSnapshot *
hill_session_get_snapshot (HillSession *self)
{
  g_return_val_if_fail (HILL_IS_SESSION (self), NULL);

  return self->snapshot;
}

void
hill_session_find_optimum (HillSession *self)
{
  g_return_if_fail (HILL_IS_SESSION (self));

  stop (self);
  if (self->worker != NULL && self->dataset != NULL)
    hill_session_push (self, hill_task_optimum, new_task_with (self, &self->stop));
}

HillJob *
hill_session_compute (HillSession     *self,
                      HillComputeFunc  func,
                      gpointer         data,
                      GDestroyNotify   destroy,
                      GDestroyNotify   free_result,
                      HillJobNotify    notify,
                      gpointer         user_data)
{
  HillJob *job;

  g_return_val_if_fail (HILL_IS_SESSION (self), NULL);
  g_return_val_if_fail (func != NULL && notify != NULL, NULL);

  job = hill_job_new (func, data, destroy, free_result, notify, user_data);
  if (self->worker == NULL)
    {
      hill_job_unref (job);
      return NULL;
    }
  self->n_jobs++;
  hill_worker_push (self->worker, hill_job_run, hill_job_ref (job), hill_job_end);
  hill_session_set_flag (self, &self->busy, TRUE, "busy");
  return job;
}

static void
hill_session_dispose (GObject *object)
{
  HillSession *self = HILL_SESSION (object);

  hill_session_shut_down (self);
  g_clear_object (&self->stop);
  g_clear_object (&self->prepare);
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  g_clear_pointer (&self->dataset, hill_dataset_unref);
  G_OBJECT_CLASS (hill_session_parent_class)->dispose (object);
}

static void
hill_session_finalize (GObject *object)
{
  HillSession *self = HILL_SESSION (object);

  hill_desk_free (self->desk);
  hill_mailbox_unref (self->mailbox);
  G_OBJECT_CLASS (hill_session_parent_class)->finalize (object);
}

static void
hill_session_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  HillSession *self = HILL_SESSION (object);

  switch (property_id)
    {
    case PROP_DATASET:
      g_value_set_pointer (value, self->dataset);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_LOADING_PROGRESS:
      g_value_set_double (value, self->loading_progress);
      break;
    case PROP_PREPARING:
      g_value_set_double (value, self->preparing);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    case PROP_STEPS_PER_SECOND:
      g_value_set_double (value, self->steps_per_second);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
hill_session_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  if (property_id == PROP_STEPS_PER_SECOND)
    hill_session_set_steps_per_second (HILL_SESSION (object), g_value_get_double (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
add_signals (GType type)
{
  signals[LOADED] = g_signal_new ("loaded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SNAPSHOT] = g_signal_new ("snapshot", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPTIMUM] = g_signal_new ("optimum", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
}

static void
hill_session_class_init (HillSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = hill_session_dispose;
  object_class->finalize = hill_session_finalize;
  object_class->get_property = hill_session_get_property;
  object_class->set_property = hill_session_set_property;

  properties[PROP_DATASET] = g_param_spec_pointer ("dataset", NULL, NULL, readable);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  properties[PROP_LOADING_PROGRESS] = g_param_spec_double ("loading-progress", NULL, NULL, -1, 1, -1, readable);
  properties[PROP_PREPARING] = g_param_spec_double ("preparing", NULL, NULL, -1, 1, -1, readable);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, readable);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, readable);
  properties[PROP_STEPS_PER_SECOND] = g_param_spec_double ("steps-per-second", NULL, NULL, 0, 1e6, 0, readable | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  add_signals (G_TYPE_FROM_CLASS (klass));
}

static void
hill_session_init (HillSession *self)
{
  hill_experiment_init (&self->experiment);
  self->loading_progress = -1;
  self->preparing = -1;
  self->mailbox = hill_mailbox_new (hill_session_take_news, self);
  self->desk = hill_desk_new (self->mailbox);
  self->worker = hill_worker_new ("worker", on_job_finished, self->mailbox);
}
