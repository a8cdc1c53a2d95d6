/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the worker has told becomes properties and signals. */

#include "hill-session-private.h"

#include <math.h>

static void
take_dataset (HillSession    *self,
              const HillNews *news)
{
  HillDataset *dataset = news->dataset;

  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  g_clear_pointer (&self->dataset, hill_dataset_unref);
  self->dataset = hill_dataset_ref (dataset);
  self->load_options = news->options;
  if (news->experiment != NULL)
    self->experiment = *news->experiment;
  hill_run_fit_experiment (&self->experiment, dataset, NULL);
  g_object_notify (G_OBJECT (self), "dataset");
  g_signal_emit_by_name (self, "loaded");
}

static void
take_snapshot (HillSession  *self,
               HillSnapshot *snapshot)
{
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  self->snapshot = hill_snapshot_ref (snapshot);
  g_signal_emit_by_name (self, "snapshot");
}

static void
rest (HillSession *self)
{
  hill_session_set_fraction (self, &self->preparing, -1, "preparing");
  hill_session_set_flag (self, &self->running, FALSE, "running");
  hill_session_set_flag (self, &self->busy, FALSE, "busy");
}

/* A handler may shut the session down; what it holds on to stays valid all the same.  An idle worker has told all: it is asked before
 * the mail is taken, or a job that ends in between would be over with its news still to come. */
void
hill_session_take_news (gpointer data)
{
  g_autoptr(HillSession) self = g_object_ref (HILL_SESSION (data));
  gboolean is_idle = self->worker == NULL || hill_worker_is_idle (self->worker);
  guint64 n_jobs = self->n_jobs;
  g_auto(HillNews) news = hill_mailbox_take (self->mailbox);

  if (!isnan (news.progress) && self->loading)
    hill_session_set_fraction (self, &self->loading_progress, news.progress, "loading-progress");
  if (!isnan (news.preparing) && !is_idle)
    hill_session_set_fraction (self, &self->preparing, news.preparing, "preparing");
  if (news.dataset != NULL)
    take_dataset (self, &news);
  if (news.load != 0 && news.load == self->n_loads)
    hill_session_set_flag (self, &self->loading, FALSE, "loading");
  if (news.snapshot != NULL)
    take_snapshot (self, news.snapshot);
  if (!isnan (news.optimum))
    g_signal_emit_by_name (self, "optimum", news.optimum);
  for (guint i = 0; news.failures != NULL && i < news.failures->len; i++)
    g_signal_emit_by_name (self, "failed", g_ptr_array_index (news.failures, i));
  if (is_idle && self->n_jobs == n_jobs)
    rest (self);
}
