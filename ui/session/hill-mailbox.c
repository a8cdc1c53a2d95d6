/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The idle source runs at default priority: at idle priority it would starve while frames are drawn. */

#include "hill-mailbox.h"

#include <math.h>

#define NO_NEWS { .progress = NAN, .preparing = NAN, .optimum = NAN }

struct _HillMailbox
{
  gatomicrefcount ref_count;
  GMainContext   *context;
  GMutex          mutex;        /* guards news and scheduled */
  HillNews        news;
  gboolean        scheduled;
  GSourceOnceFunc notify;       /* these two belong to the main thread; NULL when closed */
  gpointer        user_data;
};

void
hill_news_clear (HillNews *self)
{
  g_clear_pointer (&self->dataset, hill_dataset_unref);
  g_clear_pointer (&self->experiment, g_free);
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  g_clear_pointer (&self->failures, g_ptr_array_unref);
}

HillMailbox *
hill_mailbox_new (GSourceOnceFunc notify,
                  gpointer        user_data)
{
  HillMailbox *self = g_new0 (HillMailbox, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->context = g_main_context_ref_thread_default ();
  self->news = (HillNews) NO_NEWS;
  self->notify = notify;
  self->user_data = user_data;
  return self;
}

HillMailbox *
hill_mailbox_ref (HillMailbox *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hill_mailbox_unref (HillMailbox *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  hill_news_clear (&self->news);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
hill_mailbox_close (HillMailbox *self)
{
  self->notify = NULL;
  self->user_data = NULL;
}

static gboolean
deliver (gpointer data)
{
  HillMailbox *self = data;

  g_mutex_lock (&self->mutex);
  self->scheduled = FALSE;
  g_mutex_unlock (&self->mutex);
  if (self->notify != NULL)
    self->notify (self->user_data);
  return G_SOURCE_REMOVE;
}

static void
attach_source (HillMailbox *self)
{
  GSource *source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver, hill_mailbox_ref (self), (GDestroyNotify) hill_mailbox_unref);
  g_source_set_static_name (source, "[downhill] news of the worker");
  g_source_attach (source, self->context);
  g_source_unref (source);
}

/* Begins and ends a post. */
static void
open_news (HillMailbox *self)
{
  g_mutex_lock (&self->mutex);
}

static void
send_news (HillMailbox *self)
{
  gboolean must_attach = !self->scheduled;

  self->scheduled = TRUE;
  g_mutex_unlock (&self->mutex);
  if (must_attach)
    attach_source (self);
}

HillNews
hill_mailbox_take (HillMailbox *self)
{
  HillNews news;

  g_mutex_lock (&self->mutex);
  news = self->news;
  self->news = (HillNews) NO_NEWS;
  g_mutex_unlock (&self->mutex);
  return news;
}

void
hill_mailbox_post_nothing (HillMailbox *self)
{
  open_news (self);
  send_news (self);
}

/* What was new about the data set before is of no interest any more. */
void
hill_mailbox_post_dataset (HillMailbox           *self,
                           HillDataset           *dataset,
                           const HillLoadOptions *options,
                           HillExperiment        *experiment)
{
  HillDataset *old_dataset;
  HillSnapshot *old_snapshot;

  open_news (self);
  old_dataset = self->news.dataset;
  old_snapshot = self->news.snapshot;
  self->news.dataset = dataset;
  self->news.options = *options;
  self->news.options.progress = (HillProgress) { 0 };
  g_free (self->news.experiment);
  self->news.experiment = experiment;
  self->news.snapshot = NULL;
  self->news.optimum = NAN;
  send_news (self);
  g_clear_pointer (&old_dataset, hill_dataset_unref);
  g_clear_pointer (&old_snapshot, hill_snapshot_unref);
}

void
hill_mailbox_post_load_end (HillMailbox *self,
                            guint64      load)
{
  open_news (self);
  self->news.load = load;
  send_news (self);
}

void
hill_mailbox_post_snapshot (HillMailbox  *self,
                            HillSnapshot *snapshot)
{
  HillSnapshot *old_snapshot;

  open_news (self);
  old_snapshot = self->news.snapshot;
  self->news.snapshot = snapshot;
  send_news (self);
  g_clear_pointer (&old_snapshot, hill_snapshot_unref);
}

void
hill_mailbox_post_progress (HillMailbox *self,
                            double       progress)
{
  open_news (self);
  self->news.progress = progress;
  send_news (self);
}

void
hill_mailbox_post_preparing (HillMailbox *self,
                             double       fraction)
{
  open_news (self);
  self->news.preparing = fraction;
  send_news (self);
}

void
hill_mailbox_post_optimum (HillMailbox *self,
                           double       loss)
{
  open_news (self);
  self->news.optimum = loss;
  send_news (self);
}

void
hill_mailbox_post_failure (HillMailbox *self,
                           char        *message)
{
  open_news (self);
  if (self->news.failures == NULL)
    self->news.failures = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->news.failures, message);
  send_news (self);
}
