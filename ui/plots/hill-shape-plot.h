/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Why L1 gives zeros and L2 does not (S18, S21): contours of the data loss over two weights, the shapes R = level of the regularisers,
 * and where inside each of them the data loss is lowest. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

/**
 * hill_shape_plot_new:
 * @x_label, @y_label: the two weights, translated
 * @low, @high: range of both of them; low < high
 * @n: grid points in each direction, >= 2
 * @losses: n x n data losses, the bottom row first; copied.  Not finite ones have no contours
 *
 * Both axes have the same scale, so that a circle is round.
 */
HillPlot *hill_shape_plot_new         (const char   *x_label,
                                       const char   *y_label,
                                       double        low,
                                       double        high,
                                       guint         n,
                                       const double *losses);

/* The lowest data loss of all, without a regulariser. */
void      hill_shape_plot_set_minimum (HillPlot     *self,
                                       double        x,
                                       double        y,
                                       double        loss);

/**
 * hill_shape_plot_add:
 * @name: translated: "L1"
 * @xs, @ys: the closed outline, @n_points points; copied
 * @x, @y, @loss: where inside it the data loss is lowest, and that loss
 */
void      hill_shape_plot_add         (HillPlot     *self,
                                       const char   *name,
                                       const double *xs,
                                       const double *ys,
                                       gsize         n_points,
                                       double        x,
                                       double        y,
                                       double        loss);

G_END_DECLS
