/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a linear classifier of points in the plane decides: the region of each class as an exact polygon, the line s_c = 0 of each with
 * the way its score grows, and the points with their losses.  Drawn over the square from -limit to +limit. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

#define HILL_REGION_MAX_CLASSES 8

/**
 * HillRegionPoint:
 * @label: the true class
 * @loss: L_i, at least 0
 * @pull: how the point would change the weight that is marked, in any unit; 0 for not at all
 * @faint: it plays no part in what is shown
 */
typedef struct
{
  double   x, y;
  guint    label;
  double   loss;
  double   pull;
  gboolean faint;
} HillRegionPoint;

/* @weights: C x 3: of x, of y, bias; copied.  @n_classes: 1 to %HILL_REGION_MAX_CLASSES; they are called A, B, C …
 * Hits: series 0, index that of the point; or series 1: a place.  x and y are always those under the pointer. */
HillPlot *hill_region_plot_new          (guint                  n_classes,
                                         const double          *weights,
                                         double                 limit);
void      hill_region_plot_add_point    (HillPlot              *self,
                                         const HillRegionPoint *point);

/* Where the next step leads: its lines, dashed. */
void      hill_region_plot_set_next     (HillPlot              *self,
                                         const double          *weights);

/* The line of a class stands out; -1 for none. */
void      hill_region_plot_set_marked   (HillPlot              *self,
                                         int                    class_index);

/* The point that is worked on; -1 for none. */
void      hill_region_plot_set_selected (HillPlot              *self,
                                         int                    index);

/* (transfer none): the regions as polygons in data coordinates: @n pairs x, y.  Empty for a class that wins nowhere in the square. */
const double *hill_region_plot_get_region (const HillPlot      *self,
                                           guint                class_index,
                                           guint               *n);

G_END_DECLS
