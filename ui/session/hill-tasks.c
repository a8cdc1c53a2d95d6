/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Steps are made as fast as they come or at a pace; a snapshot leaves every few frames, evaluated as often as that is cheap and
 * always when the work pauses, unless the next job waits already. */

#include "hill-tasks.h"

#include "hill-job-private.h"
#include "hill-replay.h"

#include <glib/gi18n.h>

#define SNAPSHOT_INTERVAL (G_USEC_PER_SEC / 16)
#define PACE_SLICE (G_USEC_PER_SEC / 100)
#define MAX_OPTIMUM_ITERATIONS 1000
#define CACHE_BYTES ((gsize) 384 << 20)     /* of features that are not used at the moment */

struct _HillDesk
{
  HillMailbox      *mailbox;    /* owned */
  HillFeatureCache *cache;      /* owned */
  HillDataset      *dataset;    /* (nullable): owned; the worker's */
  HillRun          *run;        /* (nullable): the worker's; NULL where the experiment does not fit the data set */
  gint64            last_step;  /* when one was made: the worker's */
  GMutex            mutex;      /* guards what follows */
  double            steps_per_second;
  GBytes           *start;      /* (nullable): owned */
  GBytes           *mask;       /* (nullable): owned */
};

HillDesk *
hill_desk_new (HillMailbox *mailbox)
{
  HillDesk *self = g_new0 (HillDesk, 1);

  self->mailbox = hill_mailbox_ref (mailbox);
  self->cache = hill_feature_cache_new (CACHE_BYTES);
  g_mutex_init (&self->mutex);
  return self;
}

void
hill_desk_free (HillDesk *self)
{
  g_clear_pointer (&self->run, hill_run_free);
  g_clear_pointer (&self->dataset, hill_dataset_unref);
  hill_feature_cache_free (self->cache);
  hill_desk_set_start (self, NULL, NULL, 0);
  hill_mailbox_unref (self->mailbox);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
hill_desk_set_pace (HillDesk *self,
                    double    steps_per_second)
{
  g_mutex_lock (&self->mutex);
  self->steps_per_second = steps_per_second;
  g_mutex_unlock (&self->mutex);
}

static double
get_pace (HillDesk *self)
{
  double steps_per_second;

  g_mutex_lock (&self->mutex);
  steps_per_second = self->steps_per_second;
  g_mutex_unlock (&self->mutex);
  return steps_per_second;
}

static GBytes *
ref_bytes (GBytes *bytes)
{
  return bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

void
hill_desk_set_start (HillDesk     *self,
                     const float  *start,
                     const guint8 *mask,
                     gsize         n)
{
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->start, g_bytes_unref);
  g_clear_pointer (&self->mask, g_bytes_unref);
  self->start = start != NULL ? g_bytes_new (start, n * sizeof *start) : NULL;
  self->mask = mask != NULL ? g_bytes_new (mask, n) : NULL;
  g_mutex_unlock (&self->mutex);
}

static void
hand_on_start (HillDesk *self)
{
  g_autoptr(GBytes) start = NULL, mask = NULL;

  g_mutex_lock (&self->mutex);
  start = ref_bytes (self->start);
  mask = ref_bytes (self->mask);
  g_mutex_unlock (&self->mutex);
  hill_run_set_start (self->run, start, mask);
}

void
hill_task_free (gpointer data)
{
  HillTask *task = data;

  g_clear_object (&task->stop);
  g_clear_pointer (&task->file, hill_experiment_file_free);
  g_free (task->spec);
  g_free (task);
}

/* What the progress functions ask. */
typedef struct
{
  GCancellable *cancellable;
  GCancellable *stop;           /* (nullable) */
  HillMailbox  *mailbox;        /* (nullable): to be told the fraction */
  gint64        last_report;
} Watch;

static gboolean
watch_is_over (const Watch *watch)
{
  return g_cancellable_is_cancelled (watch->cancellable)
         || (watch->stop != NULL && g_cancellable_is_cancelled (watch->stop));
}

static gboolean
report (double   fraction,
        gpointer data)
{
  Watch *watch = data;
  gint64 now = g_get_monotonic_time ();

  if (watch->mailbox != NULL && now - watch->last_report > SNAPSHOT_INTERVAL)
    {
      watch->last_report = now;
      hill_mailbox_post_progress (watch->mailbox, fraction);
    }
  return !watch_is_over (watch);
}

/* The same for what comes before the first step. */
static gboolean
report_preparing (double   fraction,
                  gpointer data)
{
  Watch *watch = data;
  gint64 now = g_get_monotonic_time ();

  if (now - watch->last_report > SNAPSHOT_INTERVAL)
    {
      watch->last_report = now;
      hill_mailbox_post_preparing (watch->mailbox, fraction);
    }
  return !watch_is_over (watch);
}

static void
post_failure (HillDesk     *desk,
              const GError *error)
{
  if (!g_error_matches (error, HILL_ERROR, HILL_ERROR_CANCELLED))
    hill_mailbox_post_failure (desk->mailbox, g_strdup (error->message));
}

/* Will the state be another before long?  What pages compute leaves it as it is. */
static gboolean
is_passing (HillTask *task)
{
  return hill_worker_has_waiting_but (task->worker, hill_job_run);
}

/* The present step as a picture, evaluated unless it is passing. */
static void
post_state (HillTask     *task,
            GCancellable *cancellable)
{
  Watch watch = { .cancellable = cancellable };
  HillProgress progress = { report, &watch };
  HillRun *run = task->desk->run;

  if (run == NULL)
    return;
  if (!is_passing (task))
    hill_run_evaluate (run, &progress, NULL);
  if (!is_passing (task))
    hill_run_look_ahead (run, &progress);
  hill_mailbox_post_snapshot (task->desk->mailbox, hill_run_snapshot (run));
}

static void
change_dataset (HillTask    *task,
                HillDataset *dataset)
{
  HillDesk *desk = task->desk;
  HillExperiment *experiment = NULL;

  g_clear_pointer (&desk->run, hill_run_free);
  g_clear_pointer (&desk->dataset, hill_dataset_unref);
  hill_feature_cache_clear (desk->cache);
  hill_desk_set_start (desk, NULL, NULL, 0);
  desk->dataset = hill_dataset_ref (dataset);
  if (task->file != NULL)
    {
      experiment = g_new (HillExperiment, 1);
      hill_replay_get_experiment (task->file, experiment);
    }
  hill_mailbox_post_dataset (desk->mailbox, hill_dataset_ref (dataset), &task->options, experiment);
}

/* The data set does not have the features that were asked for. */
static void
post_pixels_instead (HillDesk  *desk,
                     GError   **error)
{
  /* Translators: why features do not fit a new data set */
  hill_mailbox_post_failure (desk->mailbox, g_strdup_printf (_("%s. The run starts with pixels as features."), (*error)->message));
  g_clear_error (error);
}

/* A start that does not fit is said, and left out. */
static void
begin_as_in_file (HillTask           *task,
                  const HillProgress *progress)
{
  HillDesk *desk = task->desk;
  HillDesign *design = hill_trainer_get_design (hill_run_get_trainer (desk->run));
  guint n_classes = hill_design_get_n_classes (design);
  gsize n_features = hill_design_get_n_features (design), n = HILL_N_WEIGHTS (n_classes, n_features);
  gboolean fits = task->file->start == NULL || task->file->n_start == n;
  g_autofree guint8 *mask = NULL;
  g_autoptr(GError) error = NULL;

  if (task->file->start == NULL && task->file->moving == NULL)
    return;
  if (!fits)
    g_set_error (&error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                 _("The start in this experiment has %zu weights, but its model has %zu. The run begins as usual."), task->file->n_start, n);
  else if (task->file->moving != NULL)
    mask = hill_experiment_file_dup_mask (task->file, n_classes, n_features, &error);
  if (error == NULL)
    {
      hill_desk_set_start (desk, task->file->start, mask, n);
      hand_on_start (desk);
      hill_run_reset (desk->run, &task->experiment, progress, &error);
    }
  if (error != NULL)
    post_failure (desk, error);
}

/* Where the file says that other data were meant, they are used all the same: this is said. */
static void
replay (HillTask           *task,
        const HillProgress *progress)
{
  HillDesk *desk = task->desk;
  char *problem;

  begin_as_in_file (task, progress);
  problem = hill_replay (desk->run, task->file, progress);

  if (problem != NULL)
    hill_mailbox_post_failure (desk->mailbox, problem);
}

void
hill_task_load (GCancellable *cancellable,
                gpointer      data)
{
  HillTask *task = data;
  HillDesk *desk = task->desk;
  Watch watch = { .cancellable = cancellable, .mailbox = desk->mailbox };
  HillLoadOptions options = task->options;
  g_autoptr(HillDataset) dataset = NULL;
  g_autoptr(GError) error = NULL;

  options.progress = (HillProgress) { report, &watch };
  dataset = hill_dataset_load (task->spec, &options, &error);
  if (dataset != NULL)
    {
      change_dataset (task, dataset);
      if (!hill_run_fit_experiment (&task->experiment, dataset, &error))
        post_pixels_instead (desk, &error);
      desk->run = hill_run_new (dataset, desk->cache, &task->experiment, &options.progress, &error);
    }
  if (desk->run != NULL && error == NULL && task->file != NULL)
    replay (task, &options.progress);
  if (error != NULL)
    post_failure (desk, error);
  hill_mailbox_post_load_end (desk->mailbox, task->load);
  post_state (task, cancellable);
}

/* Until the time of the next step; FALSE where the work is over before, or somebody else waits. */
static gboolean
wait_for_turn (HillTask    *task,
               const Watch *watch)
{
  HillDesk *desk = task->desk;

  while (!watch_is_over (watch) && !hill_worker_has_waiting (task->worker))
    {
      double pace = get_pace (desk);
      gint64 left = pace > 0 ? desk->last_step + (gint64) (G_USEC_PER_SEC / pace) - g_get_monotonic_time () : 0;

      if (left <= 0)
        return TRUE;
      g_usleep ((gulong) MIN (left, PACE_SLICE));
    }
  return FALSE;
}

static void
post_on_the_way (HillDesk           *desk,
                 const HillProgress *progress)
{
  if (hill_run_wants_evaluation (desk->run))
    hill_run_evaluate (desk->run, progress, NULL);
  hill_mailbox_post_snapshot (desk->mailbox, hill_run_snapshot (desk->run));
}

static void
make_steps (HillTask *task,
            Watch    *watch)
{
  HillDesk *desk = task->desk;
  HillProgress progress = { report, watch };
  HillTrainer *trainer = hill_run_get_trainer (desk->run);
  gint64 last_snapshot = 0;

  hill_run_start_clock (desk->run);
  while (hill_trainer_get_state (trainer) == HILL_TRAINER_READY && wait_for_turn (task, watch))
    {
      desk->last_step = g_get_monotonic_time ();
      if (!hill_run_step (desk->run, &progress))
        break;
      if (desk->last_step - last_snapshot > SNAPSHOT_INTERVAL)
        {
          last_snapshot = desk->last_step;
          post_on_the_way (desk, &progress);
        }
    }
  hill_run_stop_clock (desk->run);
}

typedef gboolean (*PrepareFunc) (HillRun               *run,
                                 const HillExperiment  *experiment,
                                 const HillProgress    *progress,
                                 GError               **error);

/* FALSE where there is nothing to make steps with. */
static gboolean
prepare_by (HillTask     *task,
            GCancellable *cancellable,
            PrepareFunc   func)
{
  HillDesk *desk = task->desk;
  Watch watch = { .cancellable = cancellable, .stop = task->stop, .mailbox = desk->mailbox, .last_report = g_get_monotonic_time () };
  HillProgress progress = { report_preparing, &watch };
  g_autoptr(GError) error = NULL;

  if (desk->dataset == NULL)
    return FALSE;
  if (desk->run == NULL)
    desk->run = hill_run_new (desk->dataset, desk->cache, &task->experiment, &progress, &error);
  if (desk->run != NULL)
    {
      hand_on_start (desk);
      func (desk->run, &task->experiment, &progress, &error);
    }
  hill_mailbox_post_preparing (desk->mailbox, -1);
  if (error != NULL)
    post_failure (desk, error);
  return error == NULL;
}

static gboolean
prepare (HillTask     *task,
         GCancellable *cancellable)
{
  return prepare_by (task, cancellable, hill_run_prepare);
}

/* Behind those that wait. */
static void
queue_again (HillTask *task)
{
  HillTask *copy = g_memdup2 (task, sizeof *task);

  copy->stop = g_object_ref (task->stop);
  copy->spec = NULL;
  copy->file = NULL;
  hill_worker_push (task->worker, hill_task_run, copy, hill_task_free);
}

void
hill_task_run (GCancellable *cancellable,
               gpointer      data)
{
  HillTask *task = data;
  Watch watch = { .cancellable = cancellable, .stop = task->stop };

  if (!watch_is_over (&watch) && prepare (task, cancellable))
    {
      make_steps (task, &watch);
      if (hill_trainer_get_state (hill_run_get_trainer (task->desk->run)) == HILL_TRAINER_READY && !watch_is_over (&watch))
        queue_again (task);
    }
  post_state (task, cancellable);
}

void
hill_task_step (GCancellable *cancellable,
                gpointer      data)
{
  HillTask *task = data;
  Watch watch = { .cancellable = cancellable };
  HillProgress progress = { report, &watch };

  if (prepare (task, cancellable))
    hill_run_step (task->desk->run, &progress);
  post_state (task, cancellable);
}

static void
show_step (HillTask     *task,
           GCancellable *cancellable,
           guint64       step)
{
  Watch watch = { .cancellable = cancellable };
  HillProgress progress = { report, &watch };
  HillTrainer *trainer = hill_run_get_trainer (task->desk->run);

  hill_trainer_seek (trainer, MIN (step, hill_trainer_get_n_steps (trainer)), &progress, NULL);
  post_state (task, cancellable);
}

void
hill_task_back (GCancellable *cancellable,
                gpointer      data)
{
  HillTask *task = data;
  guint64 step;

  if (task->desk->run == NULL)
    return;
  step = hill_trainer_get_step (hill_run_get_trainer (task->desk->run));
  show_step (task, cancellable, step > 0 ? step - 1 : 0);
}

void
hill_task_seek (GCancellable *cancellable,
                gpointer      data)
{
  HillTask *task = data;

  if (task->desk->run != NULL)
    show_step (task, cancellable, task->step);
}

void
hill_task_reset (GCancellable *cancellable,
                 gpointer      data)
{
  HillTask *task = data;

  prepare_by (task, cancellable, hill_run_reset);
  post_state (task, cancellable);
}

/* What the controls have, before any step is made with it. */
void
hill_task_prepare (GCancellable *cancellable,
                   gpointer      data)
{
  HillTask *task = data;

  prepare (task, cancellable);
  post_state (task, cancellable);
}

void
hill_task_optimum (GCancellable *cancellable,
                   gpointer      data)
{
  HillTask *task = data;
  Watch watch = { .cancellable = cancellable, .stop = task->stop };
  HillProgress progress = { report, &watch };
  HillEvaluation evaluation;
  g_autoptr(GError) error = NULL;

  if (!prepare (task, cancellable))
    return;
  if (hill_trainer_find_optimum (hill_run_get_trainer (task->desk->run), MAX_OPTIMUM_ITERATIONS, &progress, &evaluation, &error))
    hill_mailbox_post_optimum (task->desk->mailbox, hill_evaluation_get_loss (&evaluation));
  else
    post_failure (task->desk, error);
}
