/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* How weights are spread (S20): a bar for each interval, on a logarithmic count so that few large weights are seen beside many small
 * ones, and those that are exactly 0 as a bar of their own. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

/**
 * hill_histogram_plot_new:
 * @title: (nullable): translated
 * @x_label: translated
 * @low, @high: ends of the first and last interval; low < high
 * @counts: @n_bins counts of intervals of equal width, copied; values that are exactly 0 not among them
 * @n_zeros: values that are exactly 0
 */
HillPlot *hill_histogram_plot_new (const char    *title,
                                   const char    *x_label,
                                   double         low,
                                   double         high,
                                   const guint64 *counts,
                                   guint          n_bins,
                                   guint64        n_zeros);

G_END_DECLS
