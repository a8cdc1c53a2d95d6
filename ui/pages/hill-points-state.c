/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "hill-points-state.h"

#include "hill-descent-state.h"
#include "hill-values.h"

#include <math.h>
#include <string.h>

static const char * const option_keys[] = {
  "loss", "margin", "regularizer", "lambda", "beta", "optimizer", "rate", "momentum", "decay", "batch", "seed", NULL
};

static char *
write_points (const HillPointSet *points)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < points->n; i++)
    {
      g_autofree char *x = hill_values_format (points->points[i].x);
      g_autofree char *y = hill_values_format (points->points[i].y);

      g_string_append_printf (text, "%s%s %s %c", i > 0 ? "; " : "", x, y, 'A' + (int) points->points[i].label);
    }
  return g_string_free (text, FALSE);
}

/* One number, to be followed by more. */
static gboolean
read_number (const char **text,
             double      *number)
{
  char *end;

  *number = g_ascii_strtod (*text, &end);
  if (end == *text || !isfinite (*number))
    return FALSE;
  *text = end;
  return TRUE;
}

static gboolean
read_points (const char   *text,
             HillPointSet *points)
{
  g_auto(GStrv) parts = g_strsplit (text, ";", HILL_POINT_MAX + 1);

  memset (points, 0, sizeof *points);
  for (char **part = parts; *part != NULL; part++)
    {
      const char *rest = *part;
      double x, y;

      if (!read_number (&rest, &x) || !read_number (&rest, &y))
        return FALSE;
      rest += strspn (rest, " ");
      if (*rest < 'A' || *rest >= 'A' + HILL_POINT_CLASSES || !hill_point_set_add (points, x, y, (guint) (*rest - 'A')))
        return FALSE;
    }
  return points->n > 0;
}

static char *
write_weights (const float *weights,
               char         separator)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    {
      g_autofree char *number = hill_values_format (weights[i]);

      if (i > 0)
        g_string_append_c (text, separator);
      g_string_append (text, number);
    }
  return g_string_free (text, FALSE);
}

/* Those of the step shown, where all of them can be read. */
static void
set_weights (HillPointsDescent *descent,
             const char        *text)
{
  double weights[HILL_POINT_WEIGHTS];

  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    {
      text += strspn (text, ", ");
      if (!read_number (&text, &weights[i]))
        return;
    }
  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    hill_points_descent_set_weight (descent, i, weights[i]);
}

static char *
write_branches (const HillPointsWalk *walk)
{
  GString *branches = g_string_new (NULL);
  const float *weights;
  gsize step;
  const HillExperiment *before = hill_points_walk_get_piece (walk, 0, &step, &weights);

  for (guint i = 1; i < hill_points_walk_get_n_pieces (walk); i++)
    {
      const HillExperiment *now = hill_points_walk_get_piece (walk, i, &step, &weights);
      g_autofree char *text = weights != NULL ? write_weights (weights, ',') : NULL;

      hill_branches_add (branches, step);
      hill_branches_put_changes (branches, option_keys, before, now);
      if (text != NULL)
        hill_branches_put (branches, "weights", text);
      before = now;
    }
  return g_string_free (branches, FALSE);
}

void
hill_points_state_save (HillPointsDescent *descent,
                        GHashTable        *values)
{
  const HillPointsWalk *walk = hill_points_descent_get_walk (descent);
  gsize n_points, step;
  const float *weights;
  g_autofree char *points = write_points (hill_points_descent_get_points (descent));
  g_autofree char *start = write_weights (hill_points_walk_get_steps (walk, &n_points)[0].weights, ' ');
  g_autofree char *branches = write_branches (walk);

  hill_descent_save_options (hill_points_walk_get_piece (walk, 0, &step, &weights), option_keys, values);
  hill_values_put (values, "points", points);
  hill_values_put (values, "start", start);
  hill_values_put (values, "branches", branches);
  hill_values_put_number (values, "step", (double) hill_descent_get_position (HILL_DESCENT (descent)).step);
}

static void
take_branch (HillDescent *descent,
             GHashTable  *values)
{
  const char *weights = hill_values_get (values, "weights");

  hill_descent_restore_options (descent, option_keys, values);
  if (weights != NULL)
    set_weights (HILL_POINTS_DESCENT (descent), weights);
}

void
hill_points_state_restore (HillPointsDescent *descent,
                           GHashTable        *values)
{
  const char *text = hill_values_get (values, "points"), *start = hill_values_get (values, "start");
  const char *branches = hill_values_get (values, "branches");
  HillPointSet points;

  hill_descent_seek (HILL_DESCENT (descent), 0);
  hill_descent_restore_options (HILL_DESCENT (descent), option_keys, values);
  if (text != NULL && read_points (text, &points))
    hill_points_descent_set_points (descent, &points);
  if (start != NULL)
    set_weights (descent, start);
  if (branches != NULL)
    hill_branches_restore (HILL_DESCENT (descent), branches, take_branch);
  hill_descent_seek (HILL_DESCENT (descent), (guint64) hill_values_get_number (values, "step", 0, HILL_POINTS_STEPS, 0));
}
