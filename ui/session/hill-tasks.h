/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The jobs of the worker: what a person can ask of a session, done on the other thread. */

#pragma once

#include "hill-experiment-file.h"
#include "hill-load.h"
#include "hill-mailbox.h"
#include "hill-run.h"
#include "hill-worker.h"

G_BEGIN_DECLS

/**
 * HillDesk:
 *
 * What the jobs share, and the session lives longer than: the run (the worker's alone), the way back to the main thread, and
 * the pace, which may change while steps are made, and the start that was chosen.
 */
typedef struct _HillDesk HillDesk;

HillDesk *hill_desk_new       (HillMailbox  *mailbox);
void      hill_desk_free      (HillDesk     *self);

/* 0 for as fast as it can.  On any thread. */
void      hill_desk_set_pace  (HillDesk     *self,
                               double        steps_per_second);

/* Where runs begin from the next reset on: @n floats and bytes, copied, each (nullable).  On any thread; a new data set drops both. */
void      hill_desk_set_start (HillDesk     *self,
                               const float  *start,
                               const guint8 *mask,
                               gsize         n);

/**
 * HillTask:
 * @desk: (unowned): outlives the worker
 * @worker: (unowned): whom the job runs on
 * @experiment: as the controls had it when the job was asked for
 * @stop: (nullable): ends long work early, with what it has reached; the job's own cancellable ends it without a result
 * @spec, @options, @load: of hill_task_load()
 * @file: (owned) (nullable): of hill_task_load(): the experiment that comes with the data set, and goes to its step
 * @step: of hill_task_seek()
 */
typedef struct
{
  HillDesk       *desk;
  HillWorker     *worker;
  HillExperiment  experiment;
  GCancellable   *stop;
  char           *spec;
  HillLoadOptions options;
  guint64         load;
  HillExperimentFile *file;
  guint64         step;
} HillTask;

void      hill_task_free      (gpointer      task);

/* HillJobFuncs; their data is a HillTask. */
void      hill_task_load      (GCancellable *cancellable,
                               gpointer      task);
void      hill_task_run       (GCancellable *cancellable,
                               gpointer      task);
void      hill_task_step      (GCancellable *cancellable,
                               gpointer      task);
void      hill_task_back      (GCancellable *cancellable,
                               gpointer      task);
void      hill_task_seek      (GCancellable *cancellable,
                               gpointer      task);
void      hill_task_reset     (GCancellable *cancellable,
                               gpointer      task);
void      hill_task_prepare   (GCancellable *cancellable,
                               gpointer      task);
void      hill_task_optimum   (GCancellable *cancellable,
                               gpointer      task);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillDesk, hill_desk_free)

G_END_DECLS
