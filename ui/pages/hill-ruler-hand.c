/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The ruler's x axis is the rate. */

#include "hill-ruler-hand.h"

#include "hill-plot-drag.h"

#include <math.h>

#define NUDGE_FACTOR 1.1          /* of the rate, moved by a key */

static void
on_dragged (HillPlotView *view,
            double        x,
            double        y,
            double        dx,
            double        dy,
            gpointer      user_data)
{
  HillDescent **descent = user_data;
  HillPlotHit hit;

  if (hill_plot_view_pick (view, x, gtk_widget_get_height (GTK_WIDGET (view)) / 2.0, &hit) && hit.x > 0)
    hill_descent_set_rate (*descent, hit.x);
}

static void
on_nudged (HillPlotView *view,
           int           dx,
           int           dy,
           gpointer      user_data)
{
  HillDescent **descent = user_data;

  hill_descent_set_rate (*descent, hill_descent_get_experiment (*descent)->rate * pow (NUDGE_FACTOR, dx - dy));
}

void
hill_ruler_add_hand (HillPlotView  *view,
                     HillDescent  **descent)
{
  hill_plot_view_add_hand (view, on_dragged, on_nudged, descent);
}
