/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A walk over a landscape: the field as a map or as a surface in space, and on it the paths with their steps, the present point,
 * the next one as a ghost, and the arrows that lead there. */

#pragma once

#include "hill-field.h"

G_BEGIN_DECLS

/**
 * HillTrack:
 * @name: translated
 * @x, @y: the points of a path, step 0 first, in the units of the plane
 * @heights: (nullable): the true height of each, which off the plane is not the drawn one; NaN where it is not known
 * @steps: (nullable): the number of the step at each point; without it they are 0, 1, 2 …
 * @distances: (nullable): of each from the plane, in the units of the plane: what lies further away is drawn fainter
 * @present: the point where the walk stands, or -1
 * @color: of hill_colormap_category()
 * @old: a path that was left: dashed and thin
 */
typedef struct
{
  const char   *name;
  const double *x, *y;
  const double *heights;
  const double *distances;
  const double *steps;
  gsize         n_points;
  gssize        present;
  guint         color;
  gboolean      old;
} HillTrack;

typedef enum
{
  HILL_ARROW_EXAMPLE,           /* thin: down the gradient of one example */
  HILL_ARROW_MEAN,              /* thick: down the gradient that the step uses, the batch's mean */
  HILL_ARROW_FULL,              /* down the gradient of the whole training set */
} HillArrowKind;

#define HILL_N_ARROWS 3

/* @field: (nullable): an empty plot shows the sentence of hill_landscape_plot_set_empty_text(). */
HillPlot *hill_landscape_plot_new            (HillField       *field);

/* From a map to a surface: turned by @azimuth about the upright axis, seen from @elevation above the plane; in degrees. */
void      hill_landscape_plot_set_camera     (HillPlot        *self,
                                              double           azimuth,
                                              double           elevation);

/* Copies the points; at most 16 tracks are kept. */
void      hill_landscape_plot_add_track      (HillPlot        *self,
                                              const HillTrack *track);

/* From (@x, @y) to (@x + @dx, @y + @dy). */
void      hill_landscape_plot_add_arrow      (HillPlot        *self,
                                              HillArrowKind        kind,
                                              double           x,
                                              double           y,
                                              double           dx,
                                              double           dy);

/* The next point, before the move; NaN for none. */
void      hill_landscape_plot_set_ghost      (HillPlot        *self,
                                              double           x,
                                              double           y);

/* (nullable): what stands beside the present point, and beside the ghost. */
void      hill_landscape_plot_set_captions   (HillPlot        *self,
                                              const char      *present,
                                              const char      *ghost);

/* The lowest point known, a star; NaN for none. */
void      hill_landscape_plot_set_optimum    (HillPlot        *self,
                                              double           x,
                                              double           y);
void      hill_landscape_plot_set_empty_text (HillPlot        *self,
                                              const char      *text);

G_END_DECLS
