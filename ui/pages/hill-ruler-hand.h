/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A hand on the step-size ruler: dragging, and Shift with the arrow keys, set the rate. */

#pragma once

#include "hill-descent.h"
#include "hill-plot-view.h"

G_BEGIN_DECLS

/* @descent: where the owner of the view, which outlives it, keeps the descent whose ruler it shows at the time. */
void hill_ruler_add_hand (HillPlotView  *view,
                          HillDescent  **descent);

G_END_DECLS
