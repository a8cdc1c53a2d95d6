/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Curves over a common x axis: loss against steps, accuracy against epochs. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

/* Each class of curve has a colour, a dash and a marker of its own, safe for colour-blind readers. */
typedef struct
{
  char     *name;          /* translated */
  double   *x;             /* ascending; not finite points are left out */
  double   *y;
  gsize     n_points;
  gboolean  smoothed;      /* draw the raw values faint, and their running mean (window 1/100 of the length) strong */
  gboolean  markers;       /* a marker at each point, for sparse curves */
} HillCurve;

/**
 * hill_curve_plot_new:
 * @title: (nullable): translated
 * @x_label: translated, with the unit
 * @y_label: translated
 *
 * An empty plot draws its axes and the sentence of hill_curve_plot_set_empty_text().
 */
HillPlot *hill_curve_plot_new            (const char      *title,
                                          const char      *x_label,
                                          const char      *y_label);

/* Copies the points.  Long curves are thinned to what the width can show, extremes kept. */
void      hill_curve_plot_add            (HillPlot        *self,
                                          const HillCurve *curve);
void      hill_curve_plot_set_log_y      (HillPlot        *self,
                                          gboolean         log_y);
/* Points at 0 and below are then left out. */
void      hill_curve_plot_set_log_x      (HillPlot        *self,
                                          gboolean         log_x);
/* NaN, NaN for automatic. */
void      hill_curve_plot_set_y_range    (HillPlot        *self,
                                          double           lowest,
                                          double           highest);
void      hill_curve_plot_set_x_range    (HillPlot        *self,
                                          double           lowest,
                                          double           highest);
/* Numbers at multiples of @step along the x axis, such as 90 degrees; 0 for round ones. */
void      hill_curve_plot_set_x_step     (HillPlot        *self,
                                          double           step);
/* A vertical line with a dot on each curve; NaN for none. */
void      hill_curve_plot_set_cursor     (HillPlot        *self,
                                          double           x);
void      hill_curve_plot_set_percent    (HillPlot        *self,
                                          gboolean         percent);
void      hill_curve_plot_set_empty_text (HillPlot        *self,
                                          const char      *text);

G_END_DECLS
