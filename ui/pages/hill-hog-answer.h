/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the HoG view shows of an image: its study, beside a variant with faults that without them, or the sentence that says why
 * there is none. */

#pragma once

#include "hill-hog-study.h"
#include "hill-session.h"

G_BEGIN_DECLS

/**
 * HillHogAnswer:
 * @study: (nullable)
 * @right: (nullable): of cs231n: the same cells and bins as `lecture`
 * @error: (nullable): where there is no study
 */
typedef struct
{
  HillHogStudy *study;
  HillHogStudy *right;
  GError       *error;
} HillHogAnswer;

/* At once. */
HillHogAnswer *hill_hog_answer_new  (HillFeatureImage    *image,
                                     const HillHogParams *params);
void           hill_hog_answer_free (gpointer             answer);

/* On the worker: the job's result is a HillHogAnswer. */
HillJob       *hill_hog_answer_ask  (HillSession         *session,
                                     HillFeatureImage    *image,
                                     const HillHogParams *params,
                                     HillJobNotify        notify,
                                     gpointer             user_data);

G_END_DECLS
