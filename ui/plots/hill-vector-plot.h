/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A whole feature vector as a strip, a bar for each number, with parts of it lit up. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

/* (transfer full): what the number at @index stands for */
typedef char *(*HillVectorName) (gconstpointer data,
                                 gsize         index);

/* @values: copied.  @label: translated, below the strip.  Hits: index is that of the number. */
HillPlot *hill_vector_plot_new       (const char     *label,
                                      const float    *values,
                                      gsize           n_values);

/* Lights up @length numbers from @start on; may be called again for other parts. */
void      hill_vector_plot_add_part  (HillPlot       *self,
                                      gsize           start,
                                      gsize           length);

/* @stride: how far the keys Up and Down go: the numbers of a cell.  @data: taken over */
void      hill_vector_plot_set_names (HillPlot       *self,
                                      HillVectorName  name,
                                      gsize           stride,
                                      gpointer        data,
                                      GDestroyNotify  free_data);

G_END_DECLS
