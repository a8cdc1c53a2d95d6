/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Planes by name: two weights, gradient, random directions, the path of a run, or a file. */

#include "landscape-plane.h"

#include "hill-results.h"
#include "hill-trainer.h"

#include <glib/gi18n.h>
#include <string.h>

/* Of a run's path: so many points, or as many as this holds. */
#define N_PATH_POINTS 100
#define MAX_PATH_BYTES ((gsize) 256 << 20)

/* class, feature: class, feature */
typedef struct
{
  guint64 numbers[4];
} TwoWeights;

/* "weights:K,L:M,N", whole numbers. */
static gboolean
parse_two_weights (const char *text,
                   TwoWeights *two)
{
  static const char ends[4] = { ',', ':', ',', '\0' };

  if (!g_str_has_prefix (text, "weights:"))
    return FALSE;
  text += strlen ("weights:");
  for (int i = 0; i < 4; i++)
    {
      char *end;

      if (!g_ascii_isdigit (*text))
        return FALSE;
      two->numbers[i] = g_ascii_strtoull (text, &end, 10);
      if (*end != ends[i])
        return FALSE;
      text = end + 1;
    }
  return TRUE;
}

gboolean
landscape_plane_options_check (const LandscapePlaneOptions *self)
{
  static const char * const names[] = { "random", "pca", "gradient", NULL };
  TwoWeights two;

  if ((self->plane == NULL) == (self->directions == NULL))
    {
      hill_command_complain (_("one of --plane and --directions is wanted: --plane random, for a start"));
      return FALSE;
    }
  if (self->plane != NULL && !g_strv_contains (names, self->plane) && !parse_two_weights (self->plane, &two))
    {
      hill_command_complain (_("--plane is random, pca, gradient or weights:CLASS,FEATURE:CLASS,FEATURE with whole numbers"));
      return FALSE;
    }
  if (self->weights == NULL && g_strcmp0 (self->plane, "pca") != 0)
    {
      hill_command_complain (_("--weights is missing: name a weight file, as train --weights writes it"));
      return FALSE;
    }
  return TRUE;
}

static HillPlane *
make_for_weights (const TwoWeights  *two,
                  guint              n_classes,
                  gsize              n_features,
                  const float       *origin,
                  GError           **error)
{
  const guint64 *n = two->numbers;

  if (n[0] < n_classes && n[2] < n_classes && n[1] <= n_features && n[3] <= n_features && (n[0] != n[2] || n[1] != n[3]))
    return hill_plane_new_for_weights (n_classes, n_features, origin, n[0] * (n_features + 1) + n[1], n[2] * (n_features + 1) + n[3]);

  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
               _("--plane weights takes two different weights: classes 0 to %u, features 0 to %zu, where %zu is the bias"),
               n_classes - 1, n_features, n_features);
  return NULL;
}

static HillPlane *
make_for_gradient (const HillCommandLine  *line,
                   HillSample             *sample,
                   const float            *origin,
                   GError                **error)
{
  HillProgress progress = { hill_command_progress, (gpointer) _("Finding the gradient") };
  g_autoptr(HillObjective) objective = hill_objective_new (sample->design, (guint) line->threads);
  g_autofree float *gradient = g_new (float, hill_sample_get_n_weights (sample));
  HillEvaluation evaluation;

  if (!hill_objective_evaluate (objective, &line->experiment.loss, origin, HILL_SPLIT_TRAIN, sample->rows, sample->n_rows, gradient,
                                &progress, &evaluation, error))
    return NULL;
  return hill_plane_new_for_gradient (hill_design_get_n_classes (sample->design), hill_design_get_n_features (sample->design), origin,
                                      gradient, line->experiment.seed);
}

static gboolean
report_training (double   fraction,
                 gpointer user_data)
{
  HillTrainer *trainer = user_data;
  double steps = (double) hill_trainer_get_n_steps (trainer) + MAX (fraction, 0);

  return hill_command_progress (steps / (double) MAX (hill_trainer_get_planned_steps (trainer), 1), (gpointer) _("Training"));
}

static GArray *
find_places (const HillPlane *plane,
             const GArray    *path)
{
  gsize n = HILL_N_WEIGHTS (plane->n_classes, plane->n_features);
  GArray *places = g_array_new (FALSE, FALSE, sizeof (HillPlanePoint));

  for (guint i = 0; i < path->len; i++)
    {
      HillPlanePoint place;

      hill_plane_project (plane, (const float *) (gconstpointer) path->data + i * n, &place);
      g_array_append_val (places, place);
    }
  return places;
}

/* Weights of about a hundred steps at even distances; the last is the last step. */
static HillPlane *
make_for_run (const HillCommandLine  *line,
              HillSample             *sample,
              const float            *origin,
              GArray                **places,
              GError                **error)
{
  g_autoptr(HillTrainer) trainer = hill_trainer_new (sample->design, &line->experiment, (guint) line->threads, error);
  HillProgress progress = { report_training, trainer };
  gsize n = hill_sample_get_n_weights (sample);
  g_autoptr(GArray) path = g_array_new (FALSE, FALSE, (guint) (n * sizeof (float)));
  g_autoptr(HillPlane) plane = NULL;
  guint64 every;

  if (trainer == NULL)
    return NULL;
  every = CLAMP (MAX_PATH_BYTES / (n * sizeof (float)), 2, N_PATH_POINTS);
  every = MAX (hill_trainer_get_planned_steps (trainer) / every, 1);
  hill_trainer_set_checkpoint_bytes (trainer, 0);
  g_array_append_vals (path, hill_trainer_get_weights (trainer), 1);
  while (hill_trainer_get_state (trainer) == HILL_TRAINER_READY)
    {
      if (!hill_trainer_step (trainer, &progress, error))
        return NULL;
      if (hill_trainer_get_n_steps (trainer) % every == 0 || hill_trainer_get_state (trainer) != HILL_TRAINER_READY)
        g_array_append_vals (path, hill_trainer_get_weights (trainer), 1);
      if (!report_training (0, trainer))
        {
          g_set_error_literal (error, HILL_ERROR, HILL_ERROR_CANCELLED, _("Stopped before the end"));
          return NULL;
        }
    }
  plane = hill_plane_new_for_path (hill_design_get_n_classes (sample->design), hill_design_get_n_features (sample->design),
                                   (const float *) (gpointer) path->data, path->len);
  if (origin != NULL)
    {
      HillPlane *moved = hill_plane_move (plane, origin);

      hill_plane_unref (plane);
      plane = moved;
    }
  *places = find_places (plane, path);
  return g_steal_pointer (&plane);
}

HillPlane *
landscape_plane_new (const LandscapePlaneOptions *self,
                     const HillCommandLine       *line,
                     HillSample                  *sample,
                     GArray                     **places,
                     GError                     **error)
{
  guint n_classes = hill_design_get_n_classes (sample->design);
  gsize n_features = hill_design_get_n_features (sample->design);
  g_autofree float *origin = NULL, *directions = NULL;
  TwoWeights two;

  *places = NULL;
  if (self->weights != NULL && (origin = hill_results_load_weights (sample->design, self->weights, error)) == NULL)
    return NULL;
  if (self->directions != NULL)
    {
      directions = hill_results_load_directions (sample->design, self->directions, error);
      return directions != NULL ? hill_plane_new_custom (n_classes, n_features, origin, directions, error) : NULL;
    }
  if (g_str_equal (self->plane, "random"))
    return hill_plane_new_random (n_classes, n_features, origin, line->experiment.seed);
  if (g_str_equal (self->plane, "gradient"))
    return make_for_gradient (line, sample, origin, error);
  if (parse_two_weights (self->plane, &two))
    return make_for_weights (&two, n_classes, n_features, origin, error);
  return make_for_run (line, sample, origin, places, error);
}
