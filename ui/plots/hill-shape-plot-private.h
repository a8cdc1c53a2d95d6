/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the two halves of the shape plot share: the value, and where things go in a drawing of some size. */

#pragma once

#include "hill-axis.h"
#include "hill-pen.h"
#include "hill-plot-private.h"
#include "hill-shape-plot.h"

G_BEGIN_DECLS

typedef struct
{
  char   *name;
  double *xs, *ys;
  gsize   n_points;
  double  x, y, loss;             /* the lowest data loss inside */
} HillShape;

typedef struct
{
  HillPlot   parent;
  char      *x_label, *y_label;
  double     low, high;
  guint      n;
  double    *losses;              /* the bottom row first */
  double     lowest, highest;     /* of the finite losses; NaN for none */
  HillShape  minimum;             /* without an outline; x NaN for none */
  GPtrArray *shapes;              /* of HillShape */
} HillShapePlot;

typedef struct
{
  HillAxis x, y;
  double   line;
  double   left, top, size;       /* of the square */
  double   legend_top;
  gboolean has_labels;
} HillShapeLayout;

void     hill_shape_plot_lay_out  (const HillShapePlot  *self,
                                   double                width,
                                   double                height,
                                   const HillPlotStyle  *style,
                                   HillShapeLayout      *layout);
void     hill_shape_plot_draw     (const HillPlot       *plot,
                                   cairo_t              *cr,
                                   double                width,
                                   double                height,
                                   const HillPlotStyle  *style);

/* The loss at grid point (@column, @row), the row counted from the bottom. */
static inline double
hill_shape_plot_get_loss (const HillShapePlot *self,
                          guint                column,
                          guint                row)
{
  return self->losses[(gsize) row * self->n + column];
}

G_END_DECLS
