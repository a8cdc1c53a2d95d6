/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A widget that shows one plot: follows the theme's colours and the screen's scale, keeps the drawing as a picture until
 * plot or size change, shows what is under the pointer, and saves or copies the plot by its context menu. */

#pragma once

#include "hill-plot.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "hit" (gpointer const HillPlotHit *hit: the pointer moved over something, NULL: it left), "activated" (gpointer const
 * HillPlotHit *hit: clicked, or Enter on the spot of the keyboard cursor). */
#define HILL_TYPE_PLOT_VIEW (hill_plot_view_get_type ())
G_DECLARE_FINAL_TYPE (HillPlotView, hill_plot_view, HILL, PLOT_VIEW, GtkWidget)

GtkWidget *hill_plot_view_new      (void);

/* @plot: (nullable) (transfer none).  Replacing it many times a second is fine: redraws are paced by what they cost. */
void       hill_plot_view_set_plot (HillPlotView *self,
                                    HillPlot     *plot);
HillPlot  *hill_plot_view_get_plot (HillPlotView *self);

/* Where the place of @hit lies in the widget, for something that hangs on it; FALSE for nowhere. */
gboolean   hill_plot_view_locate   (HillPlotView      *self,
                                    const HillPlotHit *hit,
                                    GdkRectangle      *place);

/* What lies at (@x, @y) of the widget; FALSE for nothing. */
gboolean   hill_plot_view_pick     (HillPlotView *self,
                                    double        x,
                                    double        y,
                                    HillPlotHit  *hit);

/* A lively view follows a hand: it spends up to half of the time on drawing, not a fifth. */
void       hill_plot_view_set_lively (HillPlotView *self,
                                      gboolean      lively);

/* What the widget is called on the accessibility bus; the description is the plot's own sentence. */
void       hill_plot_view_set_name (HillPlotView *self,
                                    const char   *name);
const char *hill_plot_view_get_name (HillPlotView *self);

G_END_DECLS
