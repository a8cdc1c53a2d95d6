/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What lies over a plot while somebody points at it: the place, framed, and its numbers. */

#pragma once

#include "hill-plot.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Frames the place of @hit, and writes what is there along the side that is further away. */
void hill_plot_overlay_snapshot (GtkWidget           *widget,
                                 GtkSnapshot         *snapshot,
                                 const HillPlot      *plot,
                                 const HillPlotHit   *hit,
                                 const HillPlotStyle *style);

G_END_DECLS
