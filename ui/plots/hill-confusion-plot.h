/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The confusion matrix with its numbers: row = true class, column = predicted class; shaded by the share of the row. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

/* @counts: C x C, copied.  Above 20 classes the numbers are left out and the names are thinned. */
HillPlot *hill_confusion_plot_new          (const char         *title,
                                            const guint64      *counts,
                                            guint               n_classes,
                                            const char * const *class_names);

/* Outlines a cell; -1, -1 for none. */
void      hill_confusion_plot_set_selected (HillPlot           *self,
                                            int                 true_class,
                                            int                 predicted_class);

G_END_DECLS
