/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A plot with its heading: the title, a control or two of its own, and a button that gives it the whole space. */

#pragma once

#include "hill-plot-view.h"

G_BEGIN_DECLS

/* Properties: "title", "enlarged" (boolean).  In a .ui file a child of type "tool" stands beside the title. */
#define HILL_TYPE_PLOT_CARD (hill_plot_card_get_type ())
G_DECLARE_FINAL_TYPE (HillPlotCard, hill_plot_card, HILL, PLOT_CARD, GtkWidget)

HillPlotView *hill_plot_card_get_view     (HillPlotCard *self);

/* (transfer full) */
void          hill_plot_card_take_plot    (HillPlotCard *self,
                                           HillPlot     *plot);
gboolean      hill_plot_card_get_enlarged (HillPlotCard *self);
void          hill_plot_card_set_enlarged (HillPlotCard *self,
                                           gboolean      enlarged);

G_END_DECLS
