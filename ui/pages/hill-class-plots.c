/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Both classes are on one scale; what differs has a scale of its own. */

#include "hill-class-plots.h"

#include "hill-bins-plot.h"
#include "hill-glyph-plot.h"
#include "hill-hog-study.h"

#include <glib/gi18n.h>

static double
get_highest (const double *values,
             guint         n)
{
  double highest = 0;

  for (guint i = 0; i < n; i++)
    highest = MAX (highest, values[i]);
  return highest;
}

HillPlot *
hill_class_means_new_hue_plot (const HillClassMeans *self,
                               guint                 index)
{
  guint n = self->hue_params.n_bins;
  g_autofree double *difference = g_new (double, n);
  HillPlot *plot;

  g_return_val_if_fail (index <= HILL_N_MEANS, NULL);

  for (guint b = 0; b < n; b++)
    difference[b] = self->hues[0][b] - self->hues[1][b];
  plot = hill_bins_plot_new (NULL, index < HILL_N_MEANS ? _("mean share") : _("difference"),
                             index < HILL_N_MEANS ? self->hues[index] : difference, n, 360, HILL_BINS_HUE);
  if (index < HILL_N_MEANS)
    hill_bins_plot_set_range (plot, 0, MAX (get_highest (self->hues[0], n), get_highest (self->hues[1], n)));
  return plot;
}

HillPlot *
hill_class_means_new_hog_plot (const HillClassMeans *self,
                               guint                 index)
{
  gsize n = (gsize) self->shape.n_rows * self->shape.n_columns * self->shape.n_bins;
  g_autofree float *difference = g_new (float, n);
  HillGlyphGrid grid;
  HillPlot *plot;

  g_return_val_if_fail (index <= HILL_N_MEANS && self->has_hog, NULL);

  hill_hog_params_get_grid (&self->hog_params, &self->shape, &grid);
  for (gsize i = 0; i < n; i++)
    difference[i] = self->cells[0][i] - self->cells[1][i];
  plot = hill_glyph_plot_new (NULL, index < HILL_N_MEANS ? self->cells[index] : difference, &grid, NULL);
  if (index < HILL_N_MEANS)
    hill_glyph_plot_set_limit (plot, MAX (hill_glyph_find_limit (self->cells[0], &grid), hill_glyph_find_limit (self->cells[1], &grid)));
  return plot;
}
