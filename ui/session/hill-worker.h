/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One thread that does jobs in the order they come, each of which can be cancelled. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HillWorker HillWorker;

/* Runs on the worker's thread; ends soon after @cancellable is cancelled. */
typedef void (*HillJobFunc) (GCancellable *cancellable,
                             gpointer      data);

/* @finished: called on the worker's thread after each job, when the job counts as done. */
HillWorker *hill_worker_new         (const char     *name,
                                     GFunc           finished,
                                     gpointer        user_data);

/* Cancels everything and joins the thread. */
void        hill_worker_free        (HillWorker     *self);

/* @destroy frees @data after the job, or where the job is forgotten before its turn. */
void        hill_worker_push        (HillWorker     *self,
                                     HillJobFunc     func,
                                     gpointer        data,
                                     GDestroyNotify  destroy);

/* The same, but takes the place of the last waiting job where that has the same @func: the newest wins. */
void        hill_worker_push_newest (HillWorker     *self,
                                     HillJobFunc     func,
                                     gpointer        data,
                                     GDestroyNotify  destroy);

/* Cancels the job at work and forgets those that wait; does not wait for it. */
void        hill_worker_cancel      (HillWorker     *self);

/* Is any job waiting behind the one at work? */
gboolean    hill_worker_has_waiting (HillWorker     *self);

/* Likewise, but for those of @func. */
gboolean    hill_worker_has_waiting_but (HillWorker *self,
                                         HillJobFunc func);

/* Is there neither a job at work nor one waiting? */
gboolean    hill_worker_is_idle     (HillWorker     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillWorker, hill_worker_free)

G_END_DECLS
