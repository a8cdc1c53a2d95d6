/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A walk is made again as a person made it: from the start, and at each step where options were changed, with the change.  So every
 * step has the same bits.  Paths that were left before another branch began earlier are not remembered. */

#include "hill-descent-state.h"

#include "hill-values.h"

#include <math.h>

#define MAX_WORDS 32            /* of a branch */

void
hill_descent_save_options (const HillExperiment *experiment,
                           const char * const   *keys,
                           GHashTable           *values)
{
  for (; *keys != NULL; keys++)
    {
      g_autofree char *value = hill_experiment_get (experiment, *keys);

      hill_values_put (values, *keys, value);
    }
}

void
hill_descent_restore_options (HillDescent        *descent,
                              const char * const *keys,
                              GHashTable         *values)
{
  HillExperiment experiment = *hill_descent_get_experiment (descent);

  for (; *keys != NULL; keys++)
    if (hill_values_get (values, *keys) != NULL)
      hill_experiment_set (&experiment, *keys, hill_values_get (values, *keys), NULL);
  hill_descent_set_experiment (descent, &experiment, NULL);
}

/* ---- branches */

void
hill_branches_add (GString *branches,
                   gsize    step)
{
  g_string_append_printf (branches, "%s%zu", branches->len > 0 ? "; " : "", step);
}

void
hill_branches_put (GString    *branches,
                   const char *key,
                   const char *value)
{
  g_string_append_printf (branches, " %s=%s", key, value);
}

void
hill_branches_put_changes (GString              *branches,
                           const char * const   *keys,
                           const HillExperiment *before,
                           const HillExperiment *now)
{
  for (; *keys != NULL; keys++)
    {
      g_autofree char *old = hill_experiment_get (before, *keys);
      g_autofree char *value = hill_experiment_get (now, *keys);

      if (g_strcmp0 (old, value) != 0)
        hill_branches_put (branches, *keys, value);
    }
}

/* (transfer full): the values of one branch; where it begins is @step, 0 where that makes no sense. */
static GHashTable *
parse_branch (const char *branch,
              guint64    *step)
{
  g_autofree char *text = g_strstrip (g_strdup (branch));
  g_auto(GStrv) words = g_strsplit (text, " ", MAX_WORDS);
  GHashTable *values = hill_values_new ();

  *step = 0;
  if (words[0] == NULL || !g_ascii_string_to_unsigned (words[0], 10, 1, G_MAXUINT32, step, NULL))
    return values;
  for (char **word = words + 1; *word != NULL; word++)
    {
      char *equals = strchr (*word, '=');

      if (equals == NULL)
        continue;
      *equals = '\0';
      hill_values_put (values, *word, equals + 1);
    }
  return values;
}

/* Each step has one branch at most, and so has the text. */
void
hill_branches_restore (HillDescent    *descent,
                       const char     *branches,
                       HillBranchFunc  func)
{
  guint n_left = (guint) hill_descent_get_position (descent).last;
  g_auto(GStrv) parts = g_strsplit (branches, ";", (int) n_left + 1);

  for (char **part = parts; *part != NULL && n_left > 0; part++, n_left--)
    {
      guint64 step;
      g_autoptr(GHashTable) values = parse_branch (*part, &step);

      hill_descent_seek (descent, step);
      if (step > 0 && hill_descent_get_position (descent).step == step)
        func (descent, values);
    }
}

/* ---- a walk over a test surface */

static const char * const surface_keys[] = { "optimizer", "rate", "momentum", "decay", NULL };

static void
put_noise (GString                  *branches,
           const HillSurfaceOptions *before,
           const HillSurfaceOptions *now)
{
  g_autofree char *noise = hill_values_format (now->noise);

  if (now->noise != before->noise)
    hill_branches_put (branches, "noise", noise);
}

void
hill_surface_state_save (HillSurfaceDescent *descent,
                         GHashTable         *values)
{
  const HillSurfaceWalk *walk = hill_surface_descent_get_walk (descent);
  g_autoptr(GString) branches = g_string_new (NULL);
  gsize step;
  const HillSurfaceOptions *first = hill_surface_walk_get_piece (walk, 0, &step), *before = first;
  double x = 0, y = 0;

  for (guint i = 1; i < hill_surface_walk_get_n_pieces (walk); i++)
    {
      const HillSurfaceOptions *now = hill_surface_walk_get_piece (walk, i, &step);

      hill_branches_add (branches, step);
      hill_branches_put_changes (branches, surface_keys, &before->experiment, &now->experiment);
      put_noise (branches, before, now);
      before = now;
    }
  hill_descent_get_start (HILL_DESCENT (descent), &x, &y);
  hill_descent_save_options (&first->experiment, surface_keys, values);
  hill_values_put_number (values, "noise", first->noise);
  hill_values_put_number (values, "start-x", x);
  hill_values_put_number (values, "start-y", y);
  hill_values_put (values, "branches", branches->str);
  hill_values_put_number (values, "step", (double) hill_descent_get_position (HILL_DESCENT (descent)).step);
}

void
hill_surface_state_save_none (GHashTable *values)
{
  static const char * const others[] = { "noise", "start-x", "start-y", "branches", "step" };

  for (const char * const *key = surface_keys; *key != NULL; key++)
    hill_values_put (values, *key, "");
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    hill_values_put (values, others[i], "");
}

static void
take_options (HillDescent *descent,
              GHashTable  *values)
{
  HillSurfaceDescent *self = HILL_SURFACE_DESCENT (descent);

  hill_descent_restore_options (descent, surface_keys, values);
  hill_surface_descent_set_noise (self, hill_values_get_number (values, "noise", 0, 1e6, hill_surface_descent_get_noise (self)));
}

void
hill_surface_state_restore (HillSurfaceDescent *descent,
                            GHashTable         *values)
{
  HillDescent *walk = HILL_DESCENT (descent);
  double x = hill_values_get_number (values, "start-x", -1e6, 1e6, NAN), y = hill_values_get_number (values, "start-y", -1e6, 1e6, NAN);
  const char *branches = hill_values_get (values, "branches");

  hill_descent_seek (walk, 0);
  take_options (walk, values);
  if (isfinite (x) && isfinite (y))
    hill_descent_set_start (walk, x, y);
  if (branches != NULL)
    hill_branches_restore (walk, branches, take_options);
  hill_descent_seek (walk, (guint64) hill_values_get_number (values, "step", 0, 1e6, 0));
}
