/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The scores of one image as bars, with the gradient of its loss with respect to each score as an arrow on the bar's end: up where a higher
 * score costs more (S10, S25). */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

/**
 * hill_score_bars_new:
 * @title: (nullable): translated
 * @names: C names
 * @scores: C scores
 * @gradient: C values dL_i/ds
 * @label: the true class
 *
 * Everything is copied.  pick fills @index with the class and @y with the score at the pointer's height.
 */
HillPlot *hill_score_bars_new       (const char         *title,
                                     guint               n_classes,
                                     const char * const *names,
                                     const double       *scores,
                                     const double       *gradient,
                                     guint               label);

/* The scores that fit; they do not move while one of them is dragged.  Arrows are as long as their share of @largest_gradient. */
void      hill_score_bars_set_range (HillPlot           *self,
                                     double              low,
                                     double              high,
                                     double              largest_gradient);

/* A class to mark; -1 for none. */
void      hill_score_bars_set_chosen (HillPlot          *self,
                                      int                class_index);

G_END_DECLS
