/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Only the session makes jobs. */

#pragma once

#include "hill-job.h"

G_BEGIN_DECLS

/* (transfer full).  The results come on the main context of the calling thread. */
HillJob *hill_job_new  (HillComputeFunc  func,
                        gpointer         data,
                        GDestroyNotify   destroy,
                        GDestroyNotify   free_result,
                        HillJobNotify    notify,
                        gpointer         user_data);

/* A HillJobFunc: on the worker. */
void     hill_job_run  (GCancellable    *cancellable,
                        gpointer         job);

/* Over, done or not; drops the reference. */
void     hill_job_end  (gpointer         job);

G_END_DECLS
