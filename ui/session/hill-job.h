/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A computation for a page: done on the session's worker among its other work (a run steps aside for it), its results given back
 * on the main thread.  Newest wins, with at most one idle source under way. */

#pragma once

#include "hill-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HillJob HillJob;

/* On the worker's thread; touches only @data and what is immutable. */
typedef void (*HillComputeFunc) (HillJob  *job,
                                 gpointer  data);

/* On the main thread: there is a new result, another fraction, or the job is over. */
typedef void (*HillJobNotify)   (HillJob  *job,
                                 gpointer  user_data);

HillJob            *hill_job_ref          (HillJob   *self);
void                hill_job_unref        (HillJob   *self);

/* On the main thread.  @notify is not called any more, and the work ends soon. */
void                hill_job_cancel       (HillJob   *self);

/* On the main thread. (transfer full) (nullable): the newest result, unless it was taken before. */
gpointer            hill_job_take_result  (HillJob   *self);

/* On the main thread: the share that is done, 0 to 1; negative where it is not known. */
double              hill_job_get_fraction (HillJob   *self);

/* On the main thread: nothing new will come (done, failed, or forgotten for a new data set). */
gboolean            hill_job_is_over      (HillJob   *self);

/* (transfer none) (nullable): on the main thread: why it failed, a sentence. */
const char         *hill_job_get_message  (HillJob   *self);

/* On the worker: for the functions of the core, which report to it and end when the job is cancelled. */
const HillProgress *hill_job_get_progress (HillJob   *self);
gboolean            hill_job_is_cancelled (HillJob   *self);

/* On the worker: @result is taken over; one that nobody took before is freed. */
void                hill_job_post         (HillJob   *self,
                                           gpointer   result);

/* On the worker: @error is taken over; that it was cancelled is no news. */
void                hill_job_fail         (HillJob   *self,
                                           GError    *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillJob, hill_job_unref)

G_END_DECLS
