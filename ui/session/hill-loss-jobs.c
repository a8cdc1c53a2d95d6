/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Each job has a piece of paper of its own: a reference on the design, a copy of everything else.  What it posts is a copy, too, as the
 * newest one wins and the others are freed. */

#include "hill-loss-jobs.h"

typedef struct
{
  HillDesign      *design;          /* owned */
  HillExperiment   experiment;
  float           *weights;         /* owned; C x (D + 1) */
  double          *lambdas;         /* owned (nullable) */
  gsize            n_lambdas;
  HillSplit        split;
  guint32         *rows;            /* owned (nullable) */
  guint            n_rows;
  guint           *classes;         /* owned (nullable) */
  guint            n_classes;
} Task;

/* (transfer full) (nullable) */
static Task *
task_new (HillSession *session)
{
  HillSnapshot *snapshot = hill_session_get_snapshot (session);
  Task *self;

  if (snapshot == NULL)
    return NULL;
  self = g_new0 (Task, 1);
  self->design = hill_design_ref (snapshot->design);
  self->experiment = snapshot->experiment;
  self->weights = g_memdup2 (snapshot->weights, sizeof (float) * HILL_N_WEIGHTS (hill_design_get_n_classes (snapshot->design),
                                                                                 hill_design_get_n_features (snapshot->design)));
  return self;
}

static void
task_free (gpointer data)
{
  Task *self = data;

  hill_design_unref (self->design);
  g_free (self->weights);
  g_free (self->lambdas);
  g_free (self->rows);
  g_free (self->classes);
  g_free (self);
}

/* The progress of one part of a job as that of the whole. */
typedef struct
{
  HillJob *job;
  gsize    part;
  gsize    n_parts;
} Share;

static gboolean
report_share (double   fraction,
              gpointer data)
{
  const Share *share = data;

  return hill_progress_report (hill_job_get_progress (share->job), ((double) share->part + fraction) / (double) share->n_parts, NULL);
}

/* ---- sanity */

void
hill_sanity_report_free (HillSanityReport *self)
{
  for (int i = 0; i < HILL_N_SANITY_CHECKS; i++)
    hill_sanity_light_clear (&self->lights[i]);
  g_free (self);
}

static HillSanityReport *
copy_report (const HillSanityReport *report)
{
  HillSanityReport *copy = g_memdup2 (report, sizeof *report);

  for (int i = 0; i < HILL_N_SANITY_CHECKS; i++)
    copy->lights[i].reason = g_strdup (report->lights[i].reason);
  return copy;
}

static void
check_sanity (HillJob  *job,
              gpointer  data)
{
  const Task *task = data;
  g_autoptr(HillSanityReport) report = g_new0 (HillSanityReport, 1);
  GError *error = NULL;

  report->type = task->experiment.loss.type;
  for (int i = 0; i < HILL_N_SANITY_CHECKS; i++)
    {
      Share share = { job, i, HILL_N_SANITY_CHECKS };
      HillProgress progress = { report_share, &share };

      if (!hill_sanity_check ((HillSanityCheck) i, task->design, &task->experiment.loss, task->weights, 0, &report->lights[i],
                              &progress, &error))
        {
          hill_job_fail (job, error);
          return;
        }
      hill_job_post (job, copy_report (report));
    }
}

HillJob *
hill_session_check_sanity (HillSession   *self,
                           HillJobNotify  notify,
                           gpointer       user_data)
{
  Task *task;

  g_return_val_if_fail (HILL_IS_SESSION (self), NULL);

  task = task_new (self);
  if (task == NULL)
    return NULL;
  return hill_session_compute (self, check_sanity, task, task_free, (GDestroyNotify) hill_sanity_report_free, notify, user_data);
}

/* ---- the path over lambda */

void
hill_lambda_path_free (HillLambdaPath *self)
{
  for (gsize i = 0; i < self->n_points; i++)
    hill_lambda_point_unref (self->points[i]);
  g_free (self->points);
  g_free (self);
}

static HillLambdaPath *
make_path (GPtrArray *points,
           gsize      n_lambdas)
{
  HillLambdaPath *path = g_new0 (HillLambdaPath, 1);

  path->n_lambdas = n_lambdas;
  path->n_points = points->len;
  path->points = g_new0 (HillLambdaPoint *, points->len + 1);
  for (gsize i = 0; i < points->len; i++)
    path->points[i] = hill_lambda_point_ref (g_ptr_array_index (points, i));
  return path;
}

/* A point that diverged has no weights to start from: then those before it do. */
static const HillLambdaPoint *
find_start (GPtrArray *points)
{
  for (gsize i = points->len; i-- > 0;)
    {
      const HillLambdaPoint *point = g_ptr_array_index (points, i);

      if (point->weights != NULL)
        return point;
    }
  return NULL;
}

static void
trace_lambda (HillJob  *job,
              gpointer  data)
{
  const Task *task = data;
  g_autoptr(GPtrArray) points = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_lambda_point_unref);
  GError *error = NULL;

  for (gsize i = 0; i < task->n_lambdas; i++)
    {
      Share share = { job, i, task->n_lambdas };
      HillProgress progress = { report_share, &share };
      HillLambdaPoint *point = hill_lambda_point_new (task->design, &task->experiment, task->lambdas[i], find_start (points), 0,
                                                      &progress, &error);

      if (point == NULL)
        {
          hill_job_fail (job, error);
          return;
        }
      g_ptr_array_add (points, point);
      hill_job_post (job, make_path (points, task->n_lambdas));
    }
}

HillJob *
hill_session_trace_lambda (HillSession          *self,
                           const HillExperiment *experiment,
                           const double         *lambdas,
                           gsize                 n_lambdas,
                           HillJobNotify         notify,
                           gpointer              user_data)
{
  Task *task;

  g_return_val_if_fail (HILL_IS_SESSION (self) && experiment != NULL && lambdas != NULL, NULL);

  task = task_new (self);
  if (task == NULL)
    return NULL;
  task->experiment = *experiment;
  task->lambdas = g_memdup2 (lambdas, n_lambdas * sizeof *lambdas);
  task->n_lambdas = n_lambdas;
  return hill_session_compute (self, trace_lambda, task, task_free, (GDestroyNotify) hill_lambda_path_free, notify, user_data);
}

/* ---- a model's scores */

static void
score_images (HillJob  *job,
              gpointer  data)
{
  const Task *task = data;
  GError *error = NULL;
  HillSheet *sheet = hill_sheet_new_model (task->design, task->weights, task->split, task->rows, task->n_rows, task->classes,
                                           task->n_classes, &error);

  if (sheet != NULL)
    hill_job_post (job, sheet);
  else
    hill_job_fail (job, error);
}

HillJob *
hill_session_score_images (HillSession   *self,
                           HillSplit      split,
                           const guint32 *rows,
                           guint          n_rows,
                           const guint   *classes,
                           guint          n_classes,
                           HillJobNotify  notify,
                           gpointer       user_data)
{
  Task *task;

  g_return_val_if_fail (HILL_IS_SESSION (self) && rows != NULL, NULL);

  task = task_new (self);
  if (task == NULL)
    return NULL;
  task->split = split;
  task->rows = g_memdup2 (rows, n_rows * sizeof *rows);
  task->n_rows = n_rows;
  task->classes = classes != NULL ? g_memdup2 (classes, n_classes * sizeof *classes) : NULL;
  task->n_classes = n_classes;
  return hill_session_compute (self, score_images, task, task_free, (GDestroyNotify) hill_sheet_free, notify, user_data);
}
