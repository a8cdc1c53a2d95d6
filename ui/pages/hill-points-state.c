/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "hill-points-state.h"

#include "hill-stateful.h"

#include <math.h>
#include <string.h>

static const char * const option_keys[] = {
  "loss", "margin", "regularizer", "lambda", "beta", "optimizer", "rate", "momentum", "decay", "batch", "seed",
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
write_start (HillPointsDescent *descent)
{
  const float *weights = hill_points_descent_get_start (descent);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    {
      g_autofree char *number = hill_values_format (weights[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", number);
    }
  return g_string_free (text, FALSE);
}

static gboolean
read_start (const char *text,
            double      weights[HILL_POINT_WEIGHTS])
{
  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    if (!read_number (&text, &weights[i]))
      return FALSE;
  return TRUE;
}

void
hill_points_state_save (HillPointsDescent *descent,
                        GHashTable        *values)
{
  g_autofree char *points = write_points (hill_points_descent_get_points (descent));
  g_autofree char *start = write_start (descent);

  hill_values_put (values, "points", points);
  hill_values_put (values, "start", start);
  hill_values_put_number (values, "step", (double) hill_descent_get_position (HILL_DESCENT (descent)).step);
  for (gsize i = 0; i < G_N_ELEMENTS (option_keys); i++)
    {
      g_autofree char *value = hill_experiment_get (hill_descent_get_experiment (HILL_DESCENT (descent)), option_keys[i]);

      hill_values_put (values, option_keys[i], value);
    }
}

static void
restore_options (HillDescent *descent,
                 GHashTable  *values)
{
  HillExperiment experiment = *hill_descent_get_experiment (descent);

  for (gsize i = 0; i < G_N_ELEMENTS (option_keys); i++)
    if (hill_values_get (values, option_keys[i]) != NULL)
      hill_experiment_set (&experiment, option_keys[i], hill_values_get (values, option_keys[i]), NULL);
  hill_descent_set_experiment (descent, &experiment, NULL);
}

void
hill_points_state_restore (HillPointsDescent *descent,
                           GHashTable        *values)
{
  const char *text = hill_values_get (values, "points"), *start = hill_values_get (values, "start");
  double weights[HILL_POINT_WEIGHTS];
  HillPointSet points;

  hill_descent_seek (HILL_DESCENT (descent), 0);
  restore_options (HILL_DESCENT (descent), values);
  if (text != NULL && read_points (text, &points))
    hill_points_descent_set_points (descent, &points);
  if (start != NULL && read_start (start, weights))
    for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
      hill_points_descent_set_weight (descent, i, weights[i]);
  hill_descent_seek (HILL_DESCENT (descent), (guint64) hill_values_get_number (values, "step", 0, HILL_POINTS_STEPS, 0));
}
