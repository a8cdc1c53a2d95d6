/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The mean features of two classes, and how they differ, in pictures.  No GTK. */

#pragma once

#include "hill-class-means.h"
#include "hill-plot.h"

G_BEGIN_DECLS

/* (transfer full): @index: 0 or 1: a class, on the scale of both; %HILL_N_MEANS: the first less the second */
HillPlot *hill_class_means_new_hue_plot (const HillClassMeans *self,
                                         guint                 index);

/* The same of the gradients; there must be some. */
HillPlot *hill_class_means_new_hog_plot (const HillClassMeans *self,
                                         guint                 index);

G_END_DECLS
