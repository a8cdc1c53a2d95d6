/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Every answer is whole: where one number of the request changes, all of it is made anew. */

#include "hill-hog-answer.h"

typedef struct
{
  HillFeatureImage *image;
  HillHogParams     params;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  hill_feature_image_unref (request->image);
  g_free (request);
}

HillHogAnswer *
hill_hog_answer_new (HillFeatureImage    *image,
                     const HillHogParams *params)
{
  HillHogAnswer *self = g_new0 (HillHogAnswer, 1);
  HillHogParams right = *params;

  self->study = hill_hog_study_new (image, params, &self->error);
  if (self->study == NULL || params->variant != HILL_HOG_CS231N)
    return self;
  right.variant = HILL_HOG_LECTURE;
  self->right = hill_hog_study_new (image, &right, NULL);
  return self;
}

void
hill_hog_answer_free (gpointer answer)
{
  HillHogAnswer *self = answer;

  g_clear_pointer (&self->study, hill_hog_study_unref);
  g_clear_pointer (&self->right, hill_hog_study_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static void
compute (HillJob  *job,
         gpointer  data)
{
  Request *request = data;

  hill_job_post (job, hill_hog_answer_new (request->image, &request->params));
}

HillJob *
hill_hog_answer_ask (HillSession         *session,
                     HillFeatureImage    *image,
                     const HillHogParams *params,
                     HillJobNotify        notify,
                     gpointer             user_data)
{
  Request *request = g_new (Request, 1);

  *request = (Request) { hill_feature_image_ref (image), *params };
  return hill_session_compute (session, compute, request, request_free, hill_hog_answer_free, notify, user_data);
}
