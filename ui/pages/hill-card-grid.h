/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Plot cards in a grid: one that is enlarged has it for itself. */

#pragma once

#include "hill-plot-card.h"

G_BEGIN_DECLS

/* @card was enlarged or is not any more: the others go, or those come back that went. */
void     hill_card_grid_follow  (GtkGrid      *self,
                                 HillPlotCard *card);

/* FALSE if no card is enlarged. */
gboolean hill_card_grid_restore (GtkGrid      *self);

G_END_DECLS
