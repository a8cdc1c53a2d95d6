/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the files of the session share. */

#pragma once

#include "hill-session.h"
#include "hill-tasks.h"

G_BEGIN_DECLS

struct _HillSession
{
  GObject         parent_instance;
  HillMailbox    *mailbox;
  HillDesk       *desk;
  HillWorker     *worker;           /* NULL after shutting down */
  HillExperiment  experiment;
  HillDataset    *dataset;
  HillLoadOptions load_options;     /* that it was loaded with */
  HillSnapshot   *snapshot;
  GCancellable   *stop;             /* of the last run or search for the optimum */
  GCancellable   *prepare;          /* of what makes a new run ready */
  guint64         n_loads;
  guint64         n_jobs;           /* pushed so far */
  gboolean        loading;
  double          loading_progress;
  double          preparing;
  gboolean        running;
  gboolean        busy;
  double          steps_per_second;
};

/* They notify where the value is another. */
void      hill_session_set_flag     (HillSession *self,
                                     gboolean    *flag,
                                     gboolean     value,
                                     const char  *property);
void      hill_session_set_fraction (HillSession *self,
                                     double      *fraction,
                                     double       value,
                                     const char  *property);

/* (transfer full): with the experiment as it is now. */
HillTask *hill_session_new_task     (HillSession *self);

/* Takes @task over. */
void      hill_session_push         (HillSession *self,
                                     HillJobFunc  func,
                                     HillTask    *task);

/* Ends all work and loads what @task says, which is taken over. */
void      hill_session_load_by      (HillSession *self,
                                     HillTask    *task);

/* A GSourceOnceFunc: @self is told what is new. */
void      hill_session_take_news    (gpointer     self);

G_END_DECLS
