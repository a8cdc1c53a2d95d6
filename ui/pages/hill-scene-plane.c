/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Planes that need nothing but the run.  Where the path is too short for the plane asked for, the gradient takes its place; the names
 * of the axes say so. */

#include "hill-scene-plane.h"

#include "hill-problem.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define N_THREADS 0               /* one per core */

gsize
hill_scene_get_n_weights (const HillSnapshot *snapshot)
{
  return HILL_N_WEIGHTS (hill_design_get_n_classes (snapshot->design), hill_design_get_n_features (snapshot->design));
}

double
hill_scene_get_unit (const HillPlane *plane)
{
  gsize n = HILL_N_WEIGHTS (plane->n_classes, plane->n_features);
  double sum = 0;

  for (gsize k = 0; k < n; k++)
    sum += (double) plane->directions[k] * plane->directions[k];
  return sum > 0 ? sqrt (sum) : 1;
}

void
hill_scene_path_init (HillScenePath *path,
                      gsize          n)
{
  path->x = g_new (double, n);
  path->y = g_new (double, n);
  path->distances = g_new (double, n);
  path->steps = g_new (double, n);
}

void
hill_scene_path_clear (HillScenePath *path)
{
  g_free (path->x);
  g_free (path->y);
  g_free (path->distances);
  g_free (path->steps);
  *path = (HillScenePath) { 0 };
}

void
hill_scene_path_add (HillScenePath   *path,
                     const HillPlane *plane,
                     double           unit,
                     const float     *weights,
                     guint64          step)
{
  HillPlanePoint point;

  hill_plane_project (plane, weights, &point);
  path->x[path->n_points] = point.a;
  path->y[path->n_points] = point.b;
  path->distances[path->n_points] = point.distance / unit;
  path->steps[path->n_points++] = (double) step;
}

float *
hill_scene_find_gradient (const HillSnapshot  *snapshot,
                          const float         *weights,
                          HillEvaluation      *evaluation,
                          const HillProgress  *progress,
                          GError             **error)
{
  g_autoptr(HillObjective) objective = hill_objective_new (snapshot->design, N_THREADS);
  g_autoptr(HillSample) all = hill_sample_new (snapshot->design, 0);
  g_autofree float *gradient = g_new (float, hill_scene_get_n_weights (snapshot));

  if (!hill_objective_evaluate (objective, &snapshot->experiment.loss, weights, HILL_SPLIT_TRAIN, all->rows, all->n_rows, gradient,
                                progress, evaluation, error))
    return NULL;
  return g_steal_pointer (&gradient);
}

static HillPlane *
new_gradient_plane (const HillSnapshot  *snapshot,
                    const HillProgress  *progress,
                    GError             **error)
{
  HillEvaluation evaluation;
  g_autofree float *gradient = hill_scene_find_gradient (snapshot, snapshot->weights, &evaluation, progress, error);

  return gradient != NULL ? hill_plane_new_for_gradient (hill_design_get_n_classes (snapshot->design),
                                                         hill_design_get_n_features (snapshot->design), snapshot->weights,
                                                         gradient, snapshot->experiment.seed)
                          : NULL;
}

static HillPlane *
new_path_plane (const HillSnapshot *snapshot)
{
  gsize n = hill_scene_get_n_weights (snapshot), n_points = hill_trail_get_n_points (snapshot->trail);
  g_autofree float *path = g_new (float, n * n_points);

  for (gsize k = 0; k < n_points; k++)
    memcpy (path + k * n, hill_trail_get_weights (snapshot->trail, k), n * sizeof *path);
  return hill_plane_new_for_path (hill_design_get_n_classes (snapshot->design), hill_design_get_n_features (snapshot->design),
                                  path, n_points);
}

/* The two that change most with the next step. */
static void
find_steepest (const HillSnapshot *snapshot,
               gsize               best[2])
{
  gsize n = hill_scene_get_n_weights (snapshot);
  double most[2] = { -1, -1 };

  best[0] = 0;
  best[1] = 1;
  for (gsize k = 0; snapshot->next_weights != NULL && k < n; k++)
    {
      double change = fabs ((double) snapshot->next_weights[k] - snapshot->weights[k]);

      if (change > most[0])
        {
          most[1] = most[0];
          best[1] = best[0];
          most[0] = change;
          best[0] = k;
        }
      else if (change > most[1])
        {
          most[1] = change;
          best[1] = k;
        }
    }
  if (best[0] == best[1])
    best[1] = best[0] == 0 ? 1 : 0;
}

static HillPlane *
new_weights_plane (const HillScene *scene)
{
  const HillSnapshot *snapshot = scene->snapshot;
  gsize n = hill_scene_get_n_weights (snapshot), weights[2] = { scene->choice.weights[0], scene->choice.weights[1] };

  if (weights[0] == weights[1] || weights[0] >= n || weights[1] >= n)
    find_steepest (snapshot, weights);
  return hill_plane_new_for_weights (hill_design_get_n_classes (snapshot->design), hill_design_get_n_features (snapshot->design),
                                     snapshot->weights, weights[0], weights[1]);
}

/* Through the kept points that are nearest to the steps chosen. */
static HillPlane *
new_points_plane (HillScene  *scene,
                  GError    **error)
{
  const HillTrail *trail = scene->snapshot->trail;
  gsize n_points = hill_trail_get_n_points (trail), at[3] = { 0, n_points / 2, n_points - 1 };
  const guint64 *steps = scene->choice.steps;
  gboolean chosen = steps[0] != steps[1] || steps[1] != steps[2];

  for (int k = 0; k < 3; k++)
    {
      if (chosen)
        at[k] = hill_trail_find (trail, steps[k]);
      scene->plane_steps[k] = hill_trail_get_step (trail, at[k]);
    }
  return hill_plane_new_for_points (hill_design_get_n_classes (scene->snapshot->design),
                                    hill_design_get_n_features (scene->snapshot->design), hill_trail_get_weights (trail, at[0]),
                                    hill_trail_get_weights (trail, at[1]), hill_trail_get_weights (trail, at[2]), error);
}

static HillPlane *
new_plane (HillScene           *scene,
           const HillProgress  *progress,
           GError             **error)
{
  const HillSnapshot *snapshot = scene->snapshot;
  gsize n_points = hill_trail_get_n_points (snapshot->trail);
  guint n_classes = hill_design_get_n_classes (snapshot->design);
  gsize n_features = hill_design_get_n_features (snapshot->design);

  switch (scene->kind)
    {
    case HILL_SCENE_PATH:
      return n_points >= 3 ? new_path_plane (snapshot) : new_gradient_plane (snapshot, progress, error);
    case HILL_SCENE_RANDOM:
      return hill_plane_new_random (n_classes, n_features, snapshot->weights, snapshot->experiment.seed);
    case HILL_SCENE_WEIGHTS:
      return new_weights_plane (scene);
    case HILL_SCENE_POINTS:
      return n_points >= 3 ? new_points_plane (scene, error) : new_gradient_plane (snapshot, progress, error);
    case HILL_SCENE_GRADIENT:
    default:
      return new_gradient_plane (snapshot, progress, error);
    }
}

gboolean
hill_scene_lay_plane (HillScene           *scene,
                      const HillProgress  *progress,
                      GError             **error)
{
  scene->plane = new_plane (scene, progress, error);
  scene->plane_points = hill_trail_get_n_points (scene->snapshot->trail);
  return scene->plane != NULL;
}

static char *
name_weight (const HillSnapshot *snapshot,
             gsize               index)
{
  const HillProblemOptions options = { .max_rows = 1, .loss = HILL_AS_TRAINED, .regularizer = HILL_AS_TRAINED };
  g_autoptr(HillProblem) problem = hill_problem_new (snapshot, &options);
  g_autofree char *name = hill_problem_name_weight (problem, index);

  /* Translators: a weight, such as "ship, pixel (3, 14), red" */
  return g_strdup_printf (_("change of “%s”"), name);
}

char *
hill_scene_name_axis (const HillScene *scene,
                      int              axis)
{
  const HillPlane *plane = scene->plane;

  switch (plane->kind)
    {
    case HILL_PLANE_PATH:
      /* Translators: principal component, its share */
      return g_strdup_printf (_("PC %d (%.3g %% of the variance)"), axis + 1, 100 * plane->explained[axis]);
    case HILL_PLANE_RANDOM:
      return g_strdup_printf (_("random direction %d"), axis + 1);
    case HILL_PLANE_WEIGHTS:
      return name_weight (scene->snapshot, plane->indices[axis]);
    case HILL_PLANE_POINTS:
      return g_strdup_printf (_("from step %llu to step %llu"), (unsigned long long) scene->plane_steps[0],
                              (unsigned long long) scene->plane_steps[axis + 1]);
    case HILL_PLANE_GRADIENT:
    case HILL_PLANE_CUSTOM:
    default:
      return g_strdup (axis == 0 ? _("along the gradient") : _("along a random direction"));
    }
}
