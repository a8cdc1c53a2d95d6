/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Each shape is drawn as a closed line. */

#include "hill-shape-picture.h"

#include "hill-pair.h"
#include "hill-shape-plot.h"

#include <glib/gi18n.h>

#define N_POINTS 181

char *
hill_shape_name_feature (HillDataset *dataset,
                         gsize        feature)
{
  const char *colors[] = { _("red"), _("green"), _("blue") };
  gsize width = hill_dataset_get_width (dataset), n_pixels = width * hill_dataset_get_height (dataset);

  if (n_pixels == 0)
    return g_strdup_printf ("x%zu", feature + 1);
  if (hill_dataset_get_n_channels (dataset) != 3)
    return g_strdup_printf (_("pixel (%zu, %zu)"), feature % n_pixels % width, feature % n_pixels / width);
  /* Translators: column and row of a pixel, and a colour */
  return g_strdup_printf (_("pixel (%zu, %zu), %s"), feature % n_pixels % width, feature % n_pixels / width,
                          colors[MIN (feature / n_pixels, 2)]);
}

static const char *
get_shape_name (guint index)
{
  return index == 0 ? "L1" : index == 1 ? "L2" : _("elastic net");
}

static void
add_shape (HillPlot           *plot,
           const HillShapeMap *map,
           guint               index)
{
  double xs[N_POINTS], ys[N_POINTS];

  for (int k = 0; k < N_POINTS; k++)
    hill_unit_shape_get_point (hill_shape_get_regularizer (index), map->beta, map->level, 2 * G_PI * k / (N_POINTS - 1), &xs[k], &ys[k]);
  hill_shape_plot_add (plot, get_shape_name (index), xs, ys, N_POINTS, map->best[index].x, map->best[index].y, map->best[index].loss);
}

HillPlot *
hill_shape_map_new_plot (const HillShapeMap *map,
                         HillDataset        *dataset)
{
  g_autofree char *first = hill_shape_name_feature (dataset, map->features[0]);
  g_autofree char *second = hill_shape_name_feature (dataset, map->features[1]);
  g_autofree char *x_label = g_strdup_printf (_("weight of %s"), first);
  g_autofree char *y_label = g_strdup_printf (_("weight of %s"), second);
  HillPlot *plot = hill_shape_plot_new (x_label, y_label, map->low, map->high, HILL_SHAPE_GRID, map->losses);

  hill_shape_plot_set_minimum (plot, map->minimum.x, map->minimum.y, map->minimum.loss);
  for (guint i = 0; i < HILL_N_SHAPES; i++)
    add_shape (plot, map, i);
  return plot;
}
