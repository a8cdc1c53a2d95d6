/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Minibatches are those that the run will take.  Where 150 steps would look at too much to follow the hand, each looks at some thousand
 * examples instead. */

#include "hill-model-ahead.h"

#include "hill-path.h"
#include "hill-scene-plane.h"

#include <math.h>

#define N_THREADS 0               /* one per core */
#define PREVIEW_ROWS 1000
#define N_SHOWN 40                /* steps that the landscape makes room for, as long as they do not run away */
#define FAR 1e6                   /* in units of the plane: what runs away is cut off */

void
hill_ahead_request_free (gpointer data)
{
  HillAheadRequest *request = data;

  hill_snapshot_unref (request->snapshot);
  hill_plane_unref (request->plane);
  g_free (request);
}

void
hill_ahead_free (gpointer data)
{
  HillAhead *ahead = data;

  hill_ahead_request_free (ahead->request);
  hill_scene_path_clear (&ahead->path);
  g_free (ahead);
}

static HillAheadRequest *
request_copy (const HillAheadRequest *request)
{
  HillAheadRequest *copy = g_memdup2 (request, sizeof *request);

  hill_snapshot_ref (copy->snapshot);
  hill_plane_ref (copy->plane);
  return copy;
}

/* Too many for a hand that drags? */
static gboolean
wants_preview (const HillExperiment *experiment,
               gsize                 n_train)
{
  gboolean full = experiment->optimizer == HILL_OPTIMIZER_LBFGS || experiment->batch_size == 0;

  return MIN (n_train, full ? n_train : experiment->batch_size) > PREVIEW_ROWS;
}

static void
take_points (HillAhead      *ahead,
             const HillPath *path)
{
  double first = ahead->request->from_start ? 0 : (double) ahead->request->snapshot->step;
  double unit = hill_scene_get_unit (ahead->request->plane);

  hill_scene_path_init (&ahead->path, path->n_points);
  for (gsize k = 0; k < path->n_points; k++)
    {
      const HillPlanePoint *place = &path->points[k].place;
      gsize n = ahead->path.n_points;

      if (!(hypot (place->a, place->b) < FAR))
        return;
      ahead->path.x[n] = place->a;
      ahead->path.y[n] = place->b;
      ahead->path.distances[n] = place->distance / unit;
      ahead->path.steps[n] = first + (double) k;
      ahead->path.n_points++;
    }
}

static void
find_corners (HillAhead      *ahead,
              const HillPath *path)
{
  const HillScenePath *p = &ahead->path;

  for (gsize k = 0; k < MIN (p->n_points, N_SHOWN + 1); k++)
    {
      if (k > 0 && !(path->points[k].batch_loss < 2 * path->points[0].batch_loss))
        return;
      for (int axis = 0; axis < 2; axis++)
        {
          double at = axis == 0 ? p->x[k] : p->y[k];

          ahead->corners[0][axis] = k == 0 ? at : MIN (ahead->corners[0][axis], at);
          ahead->corners[1][axis] = k == 0 ? at : MAX (ahead->corners[1][axis], at);
        }
    }
}

static HillPath *
make_path (HillJob                *job,
           const HillAheadRequest *request,
           HillSample             *sample,
           guint64                 n_steps,
           GError                **error)
{
  const HillSnapshot *snapshot = request->snapshot;
  HillPathOptions options = { .experiment = request->experiment, .n_steps = (gsize) n_steps, .plane = request->plane };
  g_autofree float *start = NULL;

  if (snapshot->mask != NULL)
    options.mask = g_bytes_get_data (snapshot->mask, NULL);
  if (request->from_start)
    {
      start = g_new (float, hill_scene_get_n_weights (snapshot));
      hill_plane_get_weights (request->plane, request->start[0], request->start[1], start);
    }
  else
    options.moment = snapshot->moment;
  return hill_path_new (sample, &options, start, N_THREADS, hill_job_get_progress (job), error);
}

HillAhead *
hill_ahead_new (HillJob                *job,
                const HillAheadRequest *request)
{
  const HillSnapshot *snapshot = request->snapshot;
  gsize n_train = hill_design_get_partition (snapshot->design)->n_train;
  gboolean preview = wants_preview (&request->experiment, n_train);
  g_autoptr(HillSample) sample = hill_sample_new (snapshot->design, preview ? PREVIEW_ROWS : 0);
  guint64 first = request->from_start ? 0 : snapshot->step;
  g_autoptr(HillPath) path = NULL;
  g_autoptr(GError) error = NULL;
  HillAhead *ahead;

  if (first >= snapshot->planned_steps)
    return NULL;
  path = make_path (job, request, sample, MIN (snapshot->planned_steps - first, HILL_AHEAD_STEPS), &error);
  if (path == NULL)
    return NULL;
  ahead = g_new0 (HillAhead, 1);
  ahead->request = request_copy (request);
  ahead->n_rows = preview ? sample->n_rows : 0;
  take_points (ahead, path);
  find_corners (ahead, path);
  return ahead;
}

void
hill_ahead_compute (HillJob  *job,
                    gpointer  data)
{
  HillAhead *ahead = hill_ahead_new (job, data);

  if (ahead != NULL)
    hill_job_post (job, ahead);
}
