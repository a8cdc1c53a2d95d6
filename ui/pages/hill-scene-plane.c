/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Planes that need nothing but the run.  Where the path is too short for the plane asked for, the gradient takes its place; the names
 * of the axes say so. */

#include "hill-scene-plane.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define N_THREADS 0               /* one per core */

gsize
hill_scene_get_n_weights (const HillSnapshot *snapshot)
{
  return HILL_N_WEIGHTS (hill_design_get_n_classes (snapshot->design), hill_design_get_n_features (snapshot->design));
}

/* (transfer full) (nullable): dL/dW of all rows trained on. */
static float *
find_gradient (const HillSnapshot  *snapshot,
               const HillProgress  *progress,
               GError             **error)
{
  g_autoptr(HillObjective) objective = hill_objective_new (snapshot->design, N_THREADS);
  g_autoptr(HillSample) all = hill_sample_new (snapshot->design, 0);
  g_autofree float *gradient = g_new (float, hill_scene_get_n_weights (snapshot));
  HillEvaluation evaluation;

  if (!hill_objective_evaluate (objective, &snapshot->experiment.loss, snapshot->weights, HILL_SPLIT_TRAIN, all->rows, all->n_rows,
                                gradient, progress, &evaluation, error))
    return NULL;
  return g_steal_pointer (&gradient);
}

static HillPlane *
new_gradient_plane (const HillSnapshot  *snapshot,
                    const HillProgress  *progress,
                    GError             **error)
{
  g_autofree float *gradient = find_gradient (snapshot, progress, error);

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
static HillPlane *
new_weights_plane (const HillSnapshot *snapshot)
{
  gsize n = hill_scene_get_n_weights (snapshot), best[2] = { 0, 1 };
  double most[2] = { -1, -1 };

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
  return hill_plane_new_for_weights (hill_design_get_n_classes (snapshot->design), hill_design_get_n_features (snapshot->design),
                                     snapshot->weights, best[0], best[1]);
}

HillPlane *
hill_scene_new_plane (const HillSnapshot  *snapshot,
                      HillSceneKind        kind,
                      const HillProgress  *progress,
                      GError             **error)
{
  gsize n_points = hill_trail_get_n_points (snapshot->trail);
  guint n_classes = hill_design_get_n_classes (snapshot->design);
  gsize n_features = hill_design_get_n_features (snapshot->design);

  switch (kind)
    {
    case HILL_SCENE_PATH:
      return n_points >= 3 ? new_path_plane (snapshot) : new_gradient_plane (snapshot, progress, error);
    case HILL_SCENE_RANDOM:
      return hill_plane_new_random (n_classes, n_features, snapshot->weights, snapshot->experiment.seed);
    case HILL_SCENE_WEIGHTS:
      return new_weights_plane (snapshot);
    case HILL_SCENE_POINTS:
      if (n_points < 3)
        return new_gradient_plane (snapshot, progress, error);
      return hill_plane_new_for_points (n_classes, n_features, hill_trail_get_weights (snapshot->trail, 0),
                                        hill_trail_get_weights (snapshot->trail, n_points / 2),
                                        hill_trail_get_weights (snapshot->trail, n_points - 1), error);
    case HILL_SCENE_GRADIENT:
    default:
      return new_gradient_plane (snapshot, progress, error);
    }
}

static char *
name_weight (const HillSnapshot *snapshot,
             gsize               index)
{
  gsize row = hill_design_get_n_features (snapshot->design) + 1;
  const char *name = hill_dataset_get_class_name (hill_design_get_dataset (snapshot->design), (guint) (index / row));

  if (index % row + 1 == row)
    return g_strdup_printf (_("change of the bias of “%s”"), name);
  /* Translators: number of a weight, class */
  return g_strdup_printf (_("change of weight %zu of “%s”"), index % row + 1, name);
}

char *
hill_scene_name_axis (const HillPlane    *plane,
                      const HillSnapshot *snapshot,
                      int                 axis)
{
  switch (plane->kind)
    {
    case HILL_PLANE_PATH:
      /* Translators: principal component, its share */
      return g_strdup_printf (_("PC %d (%.3g %% of the variance)"), axis + 1, 100 * plane->explained[axis]);
    case HILL_PLANE_RANDOM:
      return g_strdup_printf (_("random direction %d"), axis + 1);
    case HILL_PLANE_WEIGHTS:
      return name_weight (snapshot, plane->indices[axis]);
    case HILL_PLANE_POINTS:
      return g_strdup (axis == 0 ? _("from the start to the middle of the path") : _("from the start to the end of the path"));
    case HILL_PLANE_GRADIENT:
    case HILL_PLANE_CUSTOM:
    default:
      return g_strdup (axis == 0 ? _("along the gradient") : _("along a random direction"));
    }
}
