/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The derivative as a limit (S31): a curve, a point on it, the secant through two points that are h (or 2 h) apart, and the tangent
 * that the secant turns into. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

/**
 * HillDerivative:
 * @x_label, @y_label: translated
 * @x, @y: the curve, @n_points of them, x ascending; not finite points are left out
 * @at, @value: the point
 * @slope: of the tangent there
 * @h: > 0
 * @centered: the secant goes through at - h and at + h, not through at and at + h
 * @ahead, @behind: the values at at + h and at - h
 * @low, @high: what is shown of the x axis; NaN for all of the curve
 */
typedef struct
{
  const char   *x_label;
  const char   *y_label;
  const double *x;
  const double *y;
  gsize         n_points;
  double        at;
  double        value;
  double        slope;
  double        h;
  gboolean      centered;
  double        ahead;
  double        behind;
  double        low;
  double        high;
} HillDerivative;

/* (value at at + h - value at at) / h, or (value at at + h - value at at - h) / 2 h. */
double    hill_derivative_get_secant (const HillDerivative *self);

/* Copies what @content points to. */
HillPlot *hill_derivative_plot_new   (const HillDerivative *content);

G_END_DECLS
