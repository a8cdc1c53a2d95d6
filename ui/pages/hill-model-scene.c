/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* On the worker.  What changes with each step (path, gradients, ruler) goes out at once over the landscape that is there; a new
 * landscape follows from coarse to fine. */

#include "hill-model-ahead.h"
#include "hill-model-scene.h"
#include "hill-scene-plane.h"

#include "hill-axis.h"
#include "hill-line.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define GRID 101
#define RULER_ROWS 2000
#define RULER_LOW 1e-5
#define RULER_HIGH 10.0
#define N_THREADS 0               /* one per core */

typedef struct
{
  HillScene       public;
  gatomicrefcount ref_count;
} CountedScene;

static HillScene *
scene_new (void)
{
  CountedScene *self = g_new0 (CountedScene, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->public.corners[0][0] = self->public.drawn = self->public.low = self->public.high = NAN;
  return &self->public;
}

HillScene *
hill_scene_ref (HillScene *self)
{
  g_atomic_ref_count_inc (&((CountedScene *) self)->ref_count);
  return self;
}

void
hill_scene_unref (HillScene *self)
{
  if (!g_atomic_ref_count_dec (&((CountedScene *) self)->ref_count))
    return;
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  g_clear_pointer (&self->plane, hill_plane_unref);
  g_clear_pointer (&self->landscape, hill_landscape_unref);
  g_clear_pointer (&self->field, hill_field_unref);
  g_clear_pointer (&self->arrows, hill_arrows_unref);
  hill_scene_path_clear (&self->path);
  hill_scene_path_clear (&self->old);
  g_free (self);
}

void
hill_scene_request_free (gpointer data)
{
  HillSceneRequest *request = data;

  g_clear_pointer (&request->snapshot, hill_snapshot_unref);
  g_clear_pointer (&request->before, hill_snapshot_unref);
  g_clear_pointer (&request->old, hill_trail_free);
  g_clear_pointer (&request->last, hill_scene_unref);
  g_free (request);
}

/* ---- the path */

/* The trail, and the present point in its place. */
static void
project_path (HillScene *scene)
{
  const HillSnapshot *snapshot = scene->snapshot;
  gsize n = hill_trail_get_n_points (snapshot->trail);
  double unit = hill_scene_get_unit (scene->plane);
  gboolean placed = FALSE;

  hill_scene_path_init (&scene->path, n + 1);
  for (gsize k = 0; k < n; k++)
    {
      guint64 step = hill_trail_get_step (snapshot->trail, k);

      if (!placed && step >= snapshot->step)
        {
          scene->present = scene->path.n_points;
          placed = TRUE;
          hill_scene_path_add (&scene->path, scene->plane, unit, snapshot->weights, snapshot->step);
          if (step == snapshot->step)
            continue;
        }
      hill_scene_path_add (&scene->path, scene->plane, unit, hill_trail_get_weights (snapshot->trail, k), step);
    }
  if (placed)
    return;
  scene->present = scene->path.n_points;
  hill_scene_path_add (&scene->path, scene->plane, unit, snapshot->weights, snapshot->step);
}

static void
project_old (HillScene       *scene,
             const HillTrail *old)
{
  gsize n = old != NULL ? hill_trail_get_n_points (old) : 0;
  double unit = hill_scene_get_unit (scene->plane);

  if (n == 0)
    return;
  hill_scene_path_init (&scene->old, n);
  for (gsize k = 0; k < n; k++)
    hill_scene_path_add (&scene->old, scene->plane, unit, hill_trail_get_weights (old, k), hill_trail_get_step (old, k));
}

static void
project_all (HillScene       *scene,
             const HillTrail *old)
{
  HillPlanePoint point;

  project_path (scene);
  project_old (scene, old);
  scene->has_ghost = scene->snapshot->next_weights != NULL;
  if (!scene->has_ghost)
    return;
  hill_plane_project (scene->plane, scene->snapshot->next_weights, &point);
  scene->ghost[0] = point.a;
  scene->ghost[1] = point.b;
}

/* ---- the landscape */

const char *
hill_scene_name_measure (HillMeasure measure)
{
  switch (measure)
    {
    case HILL_MEASURE_DATA_LOSS:
      return _("data loss");
    case HILL_MEASURE_ACCURACY:
      return _("accuracy");
    case HILL_MEASURE_LOSS:
    default:
      return _("loss");
    }
}

static HillField *
new_field (const HillScene      *scene,
           const HillGridValues *values)
{
  g_autofree char *x_label = hill_scene_name_axis (scene, 0), *y_label = hill_scene_name_axis (scene, 1);
  HillFieldSpec spec = {
    .n_x = (guint) values->grid.n_a, .n_y = (guint) values->grid.n_b, .x_low = values->grid.a_min, .x_high = values->grid.a_max,
    .y_low = values->grid.b_min, .y_high = values->grid.b_max, .values = values->values[scene->measure],
    .x_label = x_label, .y_label = y_label, .value_label = hill_scene_name_measure (scene->measure), .low = scene->low, .high = scene->high,
    .log = scene->measure != HILL_MEASURE_ACCURACY, .percent = scene->measure == HILL_MEASURE_ACCURACY, .equal = TRUE,
  };

  return hill_field_new (&spec);
}

static gboolean
is_inside (const HillGrid *grid,
           double          a,
           double          b)
{
  return a >= grid->a_min && a <= grid->a_max && b >= grid->b_min && b <= grid->b_max;
}

/* Is there room for the present, and for what comes? */
static gboolean
shows_all (const HillGrid  *grid,
           const HillScene *scene)
{
  const double (*corners)[2] = scene->corners;

  return grid->n_a > 0 && is_inside (grid, scene->path.x[scene->present], scene->path.y[scene->present])
         && (!scene->has_ghost || is_inside (grid, scene->ghost[0], scene->ghost[1]))
         && (isnan (corners[0][0])
             || (is_inside (grid, corners[0][0], corners[0][1]) && is_inside (grid, corners[1][0], corners[1][1])));
}

/* The range that shows the path and what comes next. */
static void
fit_grid (HillScene *scene)
{
  gsize n = scene->path.n_points + 5;
  double reach = scene->plane->kind == HILL_PLANE_RANDOM ? 1 : scene->plane->kind == HILL_PLANE_GRADIENT ? 0.4 : 0;
  g_autofree HillPlanePoint *points = g_new0 (HillPlanePoint, n);

  for (gsize k = 0; k < scene->path.n_points; k++)
    points[k] = (HillPlanePoint) { scene->path.x[k], scene->path.y[k], 0 };
  points[n - 1] = scene->has_ghost ? (HillPlanePoint) { scene->ghost[0], scene->ghost[1], 0 } : points[scene->present];
  /* Directions that are not the path's need room of their own to show a shape. */
  points[n - 2] = (HillPlanePoint) { -reach, -reach, 0 };
  points[n - 3] = (HillPlanePoint) { reach, reach, 0 };
  for (gsize k = 0; k < 2; k++)
    points[n - 5 + k] = isnan (scene->corners[0][0]) ? points[scene->present]
                                                     : (HillPlanePoint) { scene->corners[k][0], scene->corners[k][1], 0 };
  scene->grid = (HillGrid) { .n_a = GRID, .n_b = GRID };
  hill_grid_fit (&scene->grid, points, n, TRUE);
}

static HillScenePath
path_copy (const HillScenePath *path)
{
  gsize size = path->n_points * sizeof (double);

  return (HillScenePath) { path->n_points, g_memdup2 (path->x, size), g_memdup2 (path->y, size), g_memdup2 (path->distances, size),
                           g_memdup2 (path->steps, size) };
}

/* (transfer full): the same with another field. */
static HillScene *
with_field (const HillScene *scene,
            HillField       *field,
            gboolean         fine)
{
  HillScene *copy = scene_new ();

  *copy = *scene;
  copy->snapshot = hill_snapshot_ref (scene->snapshot);
  copy->plane = hill_plane_ref (scene->plane);
  copy->landscape = scene->landscape != NULL ? hill_landscape_ref (scene->landscape) : NULL;
  copy->arrows = scene->arrows != NULL ? hill_arrows_ref (scene->arrows) : NULL;
  copy->path = path_copy (&scene->path);
  copy->old = path_copy (&scene->old);
  copy->field = hill_field_ref (field);
  copy->fine = fine;
  copy->drawn = hill_field_get (field, copy->path.x[copy->present], copy->path.y[copy->present]);
  return copy;
}

/* From coarse to fine; each is posted. */
static gboolean
paint (HillJob    *job,
       HillScene  *scene,
       GError    **error)
{
  HillGrid level, next;

  for (guint i = 0; hill_grid_get_level (&scene->grid, i, &level); i++)
    {
      g_autoptr(HillGridValues) values = hill_landscape_evaluate (scene->landscape, &scene->snapshot->experiment.loss, &level,
                                                                  N_THREADS, hill_job_get_progress (job), error);
      g_autoptr(HillField) field = NULL;

      if (values == NULL)
        return FALSE;
      field = new_field (scene, values);
      hill_job_post (job, with_field (scene, field, !hill_grid_get_level (&scene->grid, i + 1, &next)));
    }
  return TRUE;
}

/* ---- gradients and ruler */

static gboolean
find_arrows (HillJob    *job,
             HillScene  *scene,
             GError    **error)
{
  const HillSnapshot *snapshot = scene->snapshot;
  g_autoptr(HillSample) all = hill_sample_new (snapshot->design, 0), batch = NULL;

  if (snapshot->next_weights == NULL)
    return TRUE;
  batch = snapshot->next_batch != NULL ? hill_sample_new_for_rows (snapshot->design, snapshot->next_batch, snapshot->n_next_rows)
                                       : hill_sample_new (snapshot->design, 1);
  scene->arrows = hill_arrows_new (batch, all, &snapshot->experiment.loss, snapshot->weights, scene->plane, N_THREADS,
                                   hill_job_get_progress (job), error);
  return scene->arrows != NULL;
}

static gboolean
find_ruler (HillJob    *job,
            HillScene  *scene,
            GError    **error)
{
  const HillSnapshot *snapshot = scene->snapshot;
  gsize n = hill_scene_get_n_weights (snapshot);
  g_autoptr(HillSample) sample = hill_sample_new (snapshot->design, RULER_ROWS);
  g_autofree float *direction = NULL;
  g_autoptr(HillLine) line = NULL;
  HillLinePoint point;

  if (snapshot->next_weights == NULL || !(snapshot->next_record.rate > 0))
    return TRUE;
  direction = g_new (float, n);
  for (gsize k = 0; k < n; k++)
    direction[k] = (float) (((double) snapshot->next_weights[k] - snapshot->weights[k]) / snapshot->next_record.rate);
  line = hill_line_new (sample, &snapshot->experiment.loss, snapshot->weights, direction, N_THREADS, hill_job_get_progress (job), error);
  if (line == NULL)
    return FALSE;
  for (int k = 0; k < HILL_SCENE_RULER; k++)
    {
      if (hill_job_is_cancelled (job))
        return FALSE;
      scene->rates[k] = RULER_LOW * pow (RULER_HIGH / RULER_LOW, k / (HILL_SCENE_RULER - 1.0));
      scene->values[k] = hill_line_get_loss (line, scene->rates[k]);
    }
  hill_line_evaluate (line, 0, &point);
  scene->now = hill_line_point_get_loss (&point);
  scene->slope = point.slope;
  scene->curvature = point.curvature;
  scene->has_ruler = TRUE;
  return TRUE;
}

double
hill_scene_get_value (const HillScene *self,
                      double           rate)
{
  double place = log (rate / RULER_LOW) / log (RULER_HIGH / RULER_LOW) * (HILL_SCENE_RULER - 1);
  int k = (int) CLAMP (floor (place), 0, HILL_SCENE_RULER - 2);
  double share = CLAMP (place - k, 0, 1);

  return self->has_ruler ? self->values[k] * (1 - share) + self->values[k + 1] * share : NAN;
}

/* ---- the step that led here */

/* (nullable): the weights before it, where they were kept. */
static const float *
get_weights_before (const HillSceneRequest *request)
{
  const HillSnapshot *now = request->snapshot, *before = request->before;
  gsize index;

  if (now->step == 0)
    return NULL;
  if (before != NULL && before->run == now->run && before->design == now->design && before->step + 1 == now->step)
    return before->weights;
  index = hill_trail_find (now->trail, now->step - 1);
  return hill_trail_get_step (now->trail, index) == now->step - 1 ? hill_trail_get_weights (now->trail, index) : NULL;
}

/* How long it was, and how far off the way down that all examples together show.  Weights that are held have no say. */
static void
measure_step (HillScene   *scene,
              const float *before,
              const float *gradient)
{
  const HillSnapshot *snapshot = scene->snapshot;
  const guint8 *mask = snapshot->mask != NULL ? g_bytes_get_data (snapshot->mask, NULL) : NULL;
  gsize n = hill_scene_get_n_weights (snapshot);
  double product = 0, steps = 0, gradients = 0, cosine;

  for (gsize k = 0; k < n; k++)
    {
      double step = (double) snapshot->weights[k] - before[k], g = mask == NULL || mask[k] != 0 ? gradient[k] : 0;

      product -= step * g;
      steps += step * step;
      gradients += g * g;
    }
  cosine = product / sqrt (steps) / sqrt (gradients);
  scene->step_length = sqrt (steps);
  scene->step_degrees = steps > 0 && gradients > 0 ? acos (CLAMP (cosine, -1, 1)) * 180 / G_PI : NAN;
}

static gboolean
find_step (HillJob                *job,
           HillScene              *scene,
           const HillSceneRequest *request,
           GError                **error)
{
  const float *before = get_weights_before (request);
  g_autofree float *gradient = NULL;
  HillEvaluation evaluation;

  if (before == NULL)
    return TRUE;
  gradient = hill_scene_find_gradient (scene->snapshot, before, &evaluation, hill_job_get_progress (job), error);
  if (gradient == NULL)
    return FALSE;
  scene->loss_before = hill_evaluation_get_loss (&evaluation);
  measure_step (scene, before, gradient);
  scene->has_step = TRUE;
  return TRUE;
}

static gboolean
find_numbers (HillJob                *job,
              HillScene              *scene,
              const HillSceneRequest *request,
              GError                **error)
{
  return find_step (job, scene, request, error) && find_arrows (job, scene, error) && find_ruler (job, scene, error);
}

/* ---- the whole */

/* Does a run that begins anew begin on this plane, where a person put it? */
static gboolean
holds_start (const HillScene    *last,
             const HillSnapshot *snapshot)
{
  HillPlanePoint point;

  if (last->snapshot->run == snapshot->run)
    return TRUE;
  hill_plane_project (last->plane, snapshot->weights, &point);
  return snapshot->start != NULL && point.distance < 1e-4 * hill_scene_get_unit (last->plane);
}

static gboolean
fits (const HillSceneRequest *request)
{
  const HillScene *last = request->last;
  gsize n_points = hill_trail_get_n_points (request->snapshot->trail);

  return last != NULL && last->kind == request->kind && last->follow == request->follow
         && memcmp (&last->choice, &request->choice, sizeof last->choice) == 0
         && last->snapshot->design == request->snapshot->design && holds_start (last, request->snapshot)
         && !((request->kind == HILL_SCENE_PATH || request->kind == HILL_SCENE_POINTS) && n_points > 2 * last->plane_points);
}

/* Lays the plane, or takes the last one; with "follow" it goes through the present weights. */
static gboolean
lay_plane (HillJob                *job,
           HillScene              *scene,
           const HillSceneRequest *request,
           GError                **error)
{
  const HillScene *last = request->last;

  if (!fits (request))
    return hill_scene_lay_plane (scene, hill_job_get_progress (job), error);
  scene->plane_points = last->plane_points;
  memcpy (scene->plane_steps, last->plane_steps, sizeof scene->plane_steps);
  /* What was shown ahead and is not any more leaves a ground that is too wide. */
  if (request->shows_ahead || isnan (last->corners[0][0]))
    scene->grid = last->grid;
  if (request->follow && last->snapshot->step != request->snapshot->step)
    {
      scene->landscape = hill_landscape_move (last->landscape, request->snapshot->weights, N_THREADS, hill_job_get_progress (job), error);
      if (scene->landscape == NULL)
        return FALSE;
      scene->plane = hill_plane_ref (hill_landscape_get_plane (scene->landscape));
      return TRUE;
    }
  scene->plane = hill_plane_ref (last->plane);
  scene->landscape = hill_landscape_ref (last->landscape);
  return TRUE;
}

static gboolean
losses_are_equal (const HillLoss *a,
                  const HillLoss *b)
{
  return a->type == b->type && a->regularizer == b->regularizer && a->margin == b->margin && a->lambda == b->lambda && a->beta == b->beta;
}

/* Is the field that is there still the right one? */
static gboolean
field_holds (const HillScene *scene,
             const HillScene *last)
{
  return last != NULL && last->field != NULL && last->fine && isnan (scene->low) == isnan (last->low) && scene->landscape == last->landscape && scene->measure == last->measure
         && losses_are_equal (&scene->snapshot->experiment.loss, &last->snapshot->experiment.loss)
         && shows_all (&scene->grid, scene);
}

static gboolean
make_landscape (HillJob    *job,
                HillScene  *scene,
                GError    **error)
{
  g_autoptr(HillSample) all = NULL;

  if (scene->landscape == NULL)
    {
      all = hill_sample_new (scene->snapshot->design, 0);
      scene->landscape = hill_landscape_new (all, scene->plane, N_THREADS, hill_job_get_progress (job), error);
    }
  if (scene->landscape == NULL)
    return FALSE;
  if (!shows_all (&scene->grid, scene))
    fit_grid (scene);
  return TRUE;
}

/* On another plane it is not known yet where the next steps lie.  A plane through three points of the path is about these; being
 * nearly on a line they make it a skewed one, in whose terms what comes is far away. */
static void
find_corners (HillJob                *job,
              HillScene              *scene,
              const HillSceneRequest *request)
{
  HillAheadRequest wish = { .snapshot = scene->snapshot, .plane = scene->plane, .experiment = scene->snapshot->experiment };
  HillAhead *ahead;

  if (!request->shows_ahead || scene->plane->kind == HILL_PLANE_POINTS)
    return;
  memcpy (scene->corners, request->corners, sizeof scene->corners);
  if (request->last != NULL && scene->plane == request->last->plane)
    return;
  scene->corners[0][0] = NAN;
  ahead = scene->snapshot->moment != NULL ? hill_ahead_new (job, &wish) : NULL;
  if (ahead == NULL)
    return;
  memcpy (scene->corners, ahead->corners, sizeof scene->corners);
  hill_ahead_free (ahead);
}

static gboolean
compute (HillJob                *job,
         HillScene              *scene,
         const HillSceneRequest *request,
         GError                **error)
{
  if (!lay_plane (job, scene, request, error))
    return FALSE;
  project_all (scene, request->old);
  find_corners (job, scene, request);
  if (field_holds (scene, request->last))
    {
      if (!find_numbers (job, scene, request, error))
        return FALSE;
      hill_job_post (job, with_field (scene, request->last->field, TRUE));
      return TRUE;
    }
  return make_landscape (job, scene, error) && find_numbers (job, scene, request, error) && paint (job, scene, error);
}

void
hill_scene_compute (HillJob  *job,
                    gpointer  data)
{
  const HillSceneRequest *request = data;
  g_autoptr(HillScene) scene = scene_new ();
  g_autoptr(GError) error = NULL;

  scene->snapshot = hill_snapshot_ref (request->snapshot);
  scene->kind = request->kind;
  scene->choice = request->choice;
  scene->measure = request->measure;
  scene->follow = request->follow;
  if (request->fixed && request->last != NULL && request->last->field != NULL && request->last->measure == request->measure)
    hill_field_get_range (request->last->field, &scene->low, &scene->high);
  if (!compute (job, scene, request, &error) && error != NULL)
    hill_job_fail (job, g_steal_pointer (&error));
}
