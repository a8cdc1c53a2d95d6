/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* From the worker to the main thread: the newest of each kind of news, with at most one idle source under way. */

#pragma once

#include "hill-load.h"
#include "hill-snapshot.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HillNews:
 * @dataset: (nullable): loaded
 * @options: that it was loaded with; without its progress
 * @experiment: (nullable): that came with it
 * @load: the number of the load that ended last; 0 for none
 * @snapshot: (nullable): the newest
 * @progress: of loading; NaN for no news
 * @preparing: the share of a run's features that is extracted; negative for all; NaN for no news
 * @optimum: the lowest loss found; NaN for no news
 * @failures: (nullable): sentences, in order
 */
typedef struct
{
  HillDataset  *dataset;
  HillLoadOptions options;
  HillExperiment *experiment;
  guint64       load;
  HillSnapshot *snapshot;
  double        progress;
  double        preparing;
  double        optimum;
  GPtrArray    *failures;
} HillNews;

void         hill_news_clear             (HillNews            *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HillNews, hill_news_clear)

typedef struct _HillMailbox HillMailbox;

/* Calls @notify (@user_data) on the main context of the calling thread, once for any number of posts. */
HillMailbox *hill_mailbox_new            (GSourceOnceFunc      notify,
                                          gpointer             user_data);
HillMailbox *hill_mailbox_ref            (HillMailbox         *self);
void         hill_mailbox_unref          (HillMailbox         *self);

/* On the main thread: after this @notify is not called any more. */
void         hill_mailbox_close          (HillMailbox         *self);

/* On the main thread: all that is new; to be cleared by the caller. */
HillNews     hill_mailbox_take           (HillMailbox         *self);

/* On any thread.  Objects and strings are taken over. */
void         hill_mailbox_post_nothing   (HillMailbox         *self);
void         hill_mailbox_post_dataset   (HillMailbox         *self,
                                          HillDataset         *dataset,
                                          const HillLoadOptions *options,
                                          HillExperiment      *experiment);
void         hill_mailbox_post_load_end  (HillMailbox         *self,
                                          guint64              load);
void         hill_mailbox_post_snapshot  (HillMailbox         *self,
                                          HillSnapshot        *snapshot);
void         hill_mailbox_post_progress  (HillMailbox         *self,
                                          double               progress);
void         hill_mailbox_post_preparing (HillMailbox         *self,
                                          double               fraction);
void         hill_mailbox_post_optimum   (HillMailbox         *self,
                                          double               loss);
void         hill_mailbox_post_failure   (HillMailbox         *self,
                                          char                *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillMailbox, hill_mailbox_unref)

G_END_DECLS
