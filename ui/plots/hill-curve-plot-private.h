/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the two halves of the curve plot share: the value, and where things go in a drawing of some size. */

#pragma once

#include "hill-axis.h"
#include "hill-curve-plot.h"
#include "hill-plot-private.h"

G_BEGIN_DECLS

typedef struct
{
  HillPlot   parent;
  char      *title;
  char      *x_label;
  char      *y_label;
  char      *empty_text;
  GPtrArray *curves;            /* of HillCurve, each with at least one point, all of them finite */
  gboolean   log_x, log_y;
  gboolean   percent;
  double     x_low, x_high;     /* NaN: from the data */
  double     y_low, y_high;
  double     x_step;            /* 0: round numbers */
  double     cursor;
} HillCurvePlot;

/**
 * HillCurveLayout:
 * @x, @y: the axes, their ends in user units
 * @left, @top, @right, @bottom: of the data's rectangle
 * @legend_top: of the first row of names; rows are @row_height high
 * @has_legend, @has_labels: whether there is room for them
 */
typedef struct
{
  HillAxis x, y;
  double   left, top, right, bottom;
  double   legend_top;
  double   row_height;
  gboolean has_legend;
  gboolean has_labels;
} HillCurveLayout;

void   hill_curve_plot_lay_out (const HillCurvePlot  *self,
                                double                width,
                                double                height,
                                const HillPlotStyle  *style,
                                HillCurveLayout      *layout);
void   hill_curve_plot_draw    (const HillPlot       *plot,
                                cairo_t              *cr,
                                double                width,
                                double                height,
                                const HillPlotStyle  *style);
void   hill_curve_plot_widen   (HillPlot             *plot,
                                const HillPlot       *other);
gssize hill_curve_find         (const HillCurve      *curve,
                                double                x);

G_END_DECLS
