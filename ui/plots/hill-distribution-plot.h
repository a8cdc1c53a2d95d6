/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Distributions over the same outcomes as bars side by side: Q beside P (S22, S24), with the outcome's name and its term of a
 * sum beneath. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

/**
 * hill_distribution_plot_new:
 * @title: (nullable): translated
 * @y_label: translated
 * @outcomes: @n_outcomes names, copied
 */
HillPlot *hill_distribution_plot_new       (const char         *title,
                                            const char         *y_label,
                                            const char * const *outcomes,
                                            guint               n_outcomes);

/**
 * hill_distribution_plot_add:
 * @name: short, it stands beneath each bar too: "Q"
 * @description: (nullable): for the names above the bars: "Q, the weather as it is"
 * @shares: one for each outcome, copied; what is not finite or negative is drawn as nothing
 */
void      hill_distribution_plot_add       (HillPlot           *self,
                                            const char         *name,
                                            const char         *description,
                                            const double       *shares);

/* A line beneath each outcome's name, such as its term of the sum; left out where there is no room for all of them. */
void      hill_distribution_plot_set_terms (HillPlot           *self,
                                            const char * const *terms);

G_END_DECLS
