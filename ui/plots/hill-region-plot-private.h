/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the two halves of the plot share: its value, and its drawing.  Private. */

#pragma once

#include "hill-axis.h"
#include "hill-pen.h"
#include "hill-plot-private.h"
#include "hill-region-plot.h"

G_BEGIN_DECLS

/* A square cut by C - 1 lines has no more corners. */
#define HILL_REGION_MAX_CORNERS (4 + HILL_REGION_MAX_CLASSES)

typedef struct
{
  guint  n;
  double corners[2 * HILL_REGION_MAX_CORNERS];
} HillRegion;

typedef struct
{
  HillPlot   parent;
  guint      n_classes;
  double     limit;
  double     weights[3 * HILL_REGION_MAX_CLASSES];
  double     next[3 * HILL_REGION_MAX_CLASSES];
  gboolean   has_next;
  HillRegion regions[HILL_REGION_MAX_CLASSES];
  GArray    *points;            /* of HillRegionPoint */
  int        marked;
  int        selected;
} HillRegionPlot;

typedef struct
{
  HillAxis x, y;
  double   left, right, top, bottom;    /* of the square */
  double   line;                        /* height of a line of text */
  double   radius;                      /* of a marker */
  gboolean has_labels;
} HillRegionLayout;

void   hill_region_lay_out   (const HillRegionPlot *self,
                              double                width,
                              double                height,
                              const HillPlotStyle  *style,
                              HillRegionLayout     *layout);
void   hill_region_draw      (const HillPlot       *plot,
                              cairo_t              *cr,
                              double                width,
                              double                height,
                              const HillPlotStyle  *style);

static inline double
hill_region_get_score (const double *weights,
                       guint         c,
                       double        x,
                       double        y)
{
  return weights[3 * c] * x + weights[3 * c + 1] * y + weights[3 * c + 2];
}

/* The class with the highest score, the first of equals. */
static inline guint
hill_region_find_winner (const HillRegionPlot *self,
                         double                x,
                         double                y)
{
  guint winner = 0;

  for (guint c = 1; c < self->n_classes; c++)
    if (hill_region_get_score (self->weights, c, x, y) > hill_region_get_score (self->weights, winner, x, y))
      winner = c;
  return winner;
}

G_END_DECLS
