/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A start that is dragged is only held; the walk begins anew where it is let go. */

#include "hill-descent-hands.h"

#include "hill-descent-words.h"
#include "hill-plot-drag.h"

#include <math.h>

#define TURN_PER_PIXEL 0.5        /* degrees */
#define TURN_PER_KEY 5.0
#define NUDGE_SHARE 0.01          /* of what is shown: the start, moved by a key */
#define NUDGE_FACTOR 1.1          /* of the rate, moved by a key */

static void
set_rate (HillDescentHands *self,
          double            rate)
{
  HillExperiment experiment = *hill_descent_get_experiment (self->descent);

  experiment.rate = hill_descent_round_rate (rate);
  hill_descent_set_experiment (self->descent, &experiment, NULL);
}

static void
on_ruler_dragged (HillPlotView *view,
                  double        x,
                  double        y,
                  double        dx,
                  double        dy,
                  gpointer      user_data)
{
  HillPlotHit hit;

  if (hill_plot_view_pick (view, x, gtk_widget_get_height (GTK_WIDGET (view)) / 2.0, &hit) && hit.x > 0)
    set_rate (user_data, hit.x);
}

static void
on_ruler_nudged (HillPlotView *view,
                 int           dx,
                 int           dy,
                 gpointer      user_data)
{
  HillDescentHands *self = user_data;

  set_rate (self, hill_descent_get_experiment (self->descent)->rate * pow (NUDGE_FACTOR, dx - dy));
}

static void
turn (HillDescentHands *self,
      double            azimuth,
      double            elevation)
{
  self->azimuth = fmod (self->azimuth + azimuth, 360);
  self->elevation = CLAMP (self->elevation + elevation, 10, 85);
  self->turned (self->user_data);
}

static gboolean
is_start (HillDescentHands  *self,
          const HillPlotHit *hit)
{
  return hit->series == 1 && hill_descent_get_step_at (self->descent, (gsize) hit->index) == 0;
}

/* Pressed: on a step that was made, it is shown; elsewhere the start comes here and follows. */
static void
drag_start (HillDescentHands  *self,
            const HillPlotHit *hit,
            gboolean           pressed)
{
  if (pressed)
    self->holds_start = hit->series != 1 || is_start (self, hit);
  else if (self->holds_start)
    {
      self->has_dragged = hill_descent_hold_start (self->descent, hit->x, hit->y);
      self->x = hit->x;
      self->y = hit->y;
    }
}

static void
on_landscape_dragged (HillPlotView *view,
                      double        x,
                      double        y,
                      double        dx,
                      double        dy,
                      gpointer      user_data)
{
  HillDescentHands *self = user_data;
  HillPlotHit hit;

  if (self->view == HILL_VIEW_SPACE)
    turn (self, -TURN_PER_PIXEL * dx, TURN_PER_PIXEL * dy);
  else if (self->view == HILL_VIEW_MAP && hill_plot_view_pick (view, x, y, &hit))
    drag_start (self, &hit, dx == 0 && dy == 0);
}

static void
on_landscape_released (HillDescentHands *self)
{
  if (self->has_dragged)
    hill_descent_set_start (self->descent, self->x, self->y);
  self->has_dragged = FALSE;
}

static void
on_landscape_nudged (HillPlotView *view,
                     int           dx,
                     int           dy,
                     gpointer      user_data)
{
  HillDescentHands *self = user_data;
  double x, y, nudge = NUDGE_SHARE * hill_descent_get_span (self->descent);

  if (self->view == HILL_VIEW_SPACE)
    turn (self, -TURN_PER_KEY * dx, TURN_PER_KEY * dy);
  else if (hill_descent_get_start (self->descent, &x, &y))
    hill_descent_set_start (self->descent, x + dx * nudge, y - dy * nudge);
}

/* A click, or Enter on the keyboard's cursor. */
static void
on_landscape_activated (HillDescentHands  *self,
                        const HillPlotHit *hit)
{
  if (self->view == HILL_VIEW_SLICE)
    return;
  if (hit->series == 1)
    hill_descent_seek (self->descent, hill_descent_get_step_at (self->descent, (gsize) hit->index));
  else if (self->view == HILL_VIEW_MAP)
    hill_descent_set_start (self->descent, hit->x, hit->y);
}

void
hill_descent_hands_init (HillDescentHands *self,
                         HillPlotView     *landscape,
                         HillPlotView     *ruler,
                         GCallback         turned,
                         gpointer          user_data)
{
  GtkGesture *gesture;

  self->azimuth = 30;
  self->elevation = 40;
  self->turned = (void (*) (gpointer)) turned;
  self->user_data = user_data;
  hill_plot_view_add_hand (ruler, on_ruler_dragged, on_ruler_nudged, self);
  gesture = hill_plot_view_add_hand (landscape, on_landscape_dragged, on_landscape_nudged, self);
  g_signal_connect_swapped (gesture, "drag-end", G_CALLBACK (on_landscape_released), self);
  g_signal_connect_swapped (landscape, "activated", G_CALLBACK (on_landscape_activated), self);
}
