/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The style of a drawing inside a widget: the theme's colours, the widget's font. */

#pragma once

#include "hill-plot.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Dark where the theme's text is light; no ground.  @font_share: of the widget's font size, for the text of the drawing.
 * The style points into the widget's font: for use at once. */
void hill_widget_get_plot_style (GtkWidget     *widget,
                                 double         font_share,
                                 HillPlotStyle *style);

G_END_DECLS
