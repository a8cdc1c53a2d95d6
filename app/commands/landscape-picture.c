/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Draws a landscape by the plot of the Descent page, with axes that say what the plane is. */

#include "landscape-picture.h"

#include "hill-error.h"
#include "hill-export.h"
#include "hill-landscape-plot.h"

#include <glib/gi18n.h>
#include <math.h>

static const double picture_width = 504, picture_height = 432, picture_dpi = 144;

/* Above this ratio of highest to lowest the lines are better spaced by ratio. */
#define LOG_RATIO 20

/* (transfer full): what lies along axis @k, 0 or 1. */
static char *
name_axis (const HillPlane *plane,
           int              k)
{
  gsize n_columns = plane->n_features + 1;

  switch (plane->kind)
    {
    case HILL_PLANE_WEIGHTS:
      return g_strdup_printf (_("added to weight %zu of class %zu"), plane->indices[k] % n_columns, plane->indices[k] / n_columns);

    case HILL_PLANE_GRADIENT:
      return g_strdup (k == 0 ? _("along the gradient") : _("along a random direction"));

    case HILL_PLANE_RANDOM:
      return g_strdup (k == 0 ? _("along a random direction") : _("along another random direction"));

    case HILL_PLANE_PATH:
      return g_strdup_printf (k == 0 ? _("first axis of the path (%.1f %% of its variance)")
                                     : _("second axis of the path (%.1f %% of its variance)"), 100 * plane->explained[k]);

    case HILL_PLANE_POINTS:
    case HILL_PLANE_CUSTOM:
    default:
      return g_strdup (k == 0 ? _("along the first direction") : _("along the second direction"));
    }
}

static const char *
name_measure (HillMeasure measure)
{
  if (measure == HILL_MEASURE_ACCURACY)
    return _("accuracy");
  return measure == HILL_MEASURE_LOSS ? _("loss") : _("data loss");
}

static HillField *
make_field (const HillPlane      *plane,
            const HillGridValues *values,
            HillMeasure           measure)
{
  const HillGrid *grid = &values->grid;
  g_autofree char *x_label = name_axis (plane, 0), *y_label = name_axis (plane, 1);
  HillFieldSpec spec = {
    .n_x = (guint) grid->n_a,
    .n_y = (guint) grid->n_b,
    .x_low = grid->a_min,
    .x_high = grid->a_max,
    .y_low = grid->b_min,
    .y_high = grid->b_max,
    .values = values->values[measure],
    .x_label = x_label,
    .y_label = y_label,
    .value_label = name_measure (measure),
    .low = NAN,
    .high = NAN,
    .log = measure != HILL_MEASURE_ACCURACY && values->max[measure] > LOG_RATIO * values->min[measure],
    .percent = measure == HILL_MEASURE_ACCURACY,
  };

  return hill_field_new (&spec);
}

static gboolean
is_within (const HillGrid *grid,
           double          a,
           double          b)
{
  return a >= grid->a_min && a <= grid->a_max && b >= grid->b_min && b <= grid->b_max;
}

/* On the border it goes on down: that is no minimum. */
static gboolean
is_inside (const HillGrid *grid,
           gsize           at)
{
  gsize i = at % grid->n_a, j = at / grid->n_a;

  return i > 0 && i + 1 < grid->n_a && j > 0 && j + 1 < grid->n_b;
}

static void
add_path (HillPlot     *plot,
          const GArray *places)
{
  g_autofree double *x = g_new (double, places->len), *y = g_new (double, places->len), *distances = g_new (double, places->len);
  HillTrack track = { .name = _("the path of the run"), .x = x, .y = y, .distances = distances, .n_points = places->len };

  for (guint i = 0; i < places->len; i++)
    {
      const HillPlanePoint *place = &g_array_index (places, HillPlanePoint, i);

      x[i] = place->a;
      y[i] = place->b;
      distances[i] = place->distance;
    }
  track.present = (gssize) places->len - 1;
  hill_landscape_plot_add_track (plot, &track);
}

static void
add_origin (HillPlot *plot)
{
  static const double origin[1] = { 0 };
  HillTrack track = { .name = _("the weights given"), .x = origin, .y = origin, .n_points = 1, .present = 0 };

  hill_landscape_plot_add_track (plot, &track);
}

gboolean
landscape_picture_save (const HillPlane       *plane,
                        const HillGridValues  *values,
                        const GArray          *places,
                        HillMeasure            measure,
                        const char            *path,
                        GError               **error)
{
  const HillGrid *grid = &values->grid;
  g_autoptr(HillField) field = NULL;
  g_autoptr(HillPlot) plot = NULL;
  gsize lowest = values->min_index[measure];

  if (grid->n_a < 2 || grid->n_b < 2)
    {
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("A picture of a landscape needs at least 2 points a side: use --grid 101"));
      return FALSE;
    }
  field = make_field (plane, values, measure);
  plot = hill_landscape_plot_new (field);
  if (places != NULL && places->len > 0)
    add_path (plot, places);
  else if (is_within (grid, 0, 0))
    add_origin (plot);
  if (measure != HILL_MEASURE_ACCURACY && is_inside (grid, lowest))
    hill_landscape_plot_set_optimum (plot, hill_grid_get_a (grid, lowest % grid->n_a), hill_grid_get_b (grid, lowest / grid->n_a));
  return hill_plot_export (plot, path, &(HillExportOptions) { .width = picture_width, .height = picture_height, .dpi = picture_dpi,
                                                            .style = hill_plot_style_light }, error);
}
