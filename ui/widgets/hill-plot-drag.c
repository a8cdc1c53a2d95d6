/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A drag gesture and a key controller that belong to the view. */

#include "hill-plot-drag.h"

typedef struct
{
  HillPlotView      *view;      /* unowned: owns the controllers, and they this */
  HillPlotDragFunc   drag;
  HillPlotNudgeFunc  nudge;
  gpointer           user_data;
  double             begin_x, begin_y;
  double             last_x, last_y;
} Hand;

static void
on_begin (Hand           *hand,
          double          x,
          double          y,
          GtkGestureDrag *gesture)
{
  hand->begin_x = x;
  hand->begin_y = y;
  hand->last_x = hand->last_y = 0;
  hand->drag (hand->view, x, y, 0, 0, hand->user_data);
}

static void
on_update (Hand           *hand,
           double          offset_x,
           double          offset_y,
           GtkGestureDrag *gesture)
{
  double dx = offset_x - hand->last_x, dy = offset_y - hand->last_y;

  hand->last_x = offset_x;
  hand->last_y = offset_y;
  hand->drag (hand->view, hand->begin_x + offset_x, hand->begin_y + offset_y, dx, dy, hand->user_data);
}

static gboolean
on_key (Hand                  *hand,
        guint                  key,
        guint                  code,
        GdkModifierType        modifiers,
        GtkEventControllerKey *controller)
{
  int dx = 0, dy = 0;

  if ((modifiers & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK)) != GDK_SHIFT_MASK)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      dx = -1;
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      dx = 1;
      break;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      dy = -1;
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      dy = 1;
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  hand->nudge (hand->view, dx, dy, hand->user_data);
  return GDK_EVENT_STOP;
}

static Hand *
hand_new (HillPlotView      *view,
          HillPlotDragFunc   drag,
          HillPlotNudgeFunc  nudge,
          gpointer           user_data)
{
  Hand *hand = g_new0 (Hand, 1);

  hand->view = view;
  hand->drag = drag;
  hand->nudge = nudge;
  hand->user_data = user_data;
  return hand;
}

GtkGesture *
hill_plot_view_add_hand (HillPlotView      *view,
                         HillPlotDragFunc   drag,
                         HillPlotNudgeFunc  nudge,
                         gpointer           user_data)
{
  GtkGesture *gesture = NULL;

  g_return_val_if_fail (HILL_IS_PLOT_VIEW (view), NULL);

  if (drag != NULL)
    {
      Hand *hand = hand_new (view, drag, NULL, user_data);

      gesture = gtk_gesture_drag_new ();
      g_object_set_data_full (G_OBJECT (gesture), "hill-hand", hand, g_free);
      g_signal_connect_swapped (gesture, "drag-begin", G_CALLBACK (on_begin), hand);
      g_signal_connect_swapped (gesture, "drag-update", G_CALLBACK (on_update), hand);
      gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (gesture));
    }
  if (nudge != NULL)
    {
      GtkEventController *keys = gtk_event_controller_key_new ();
      Hand *hand = hand_new (view, NULL, nudge, user_data);

      g_object_set_data_full (G_OBJECT (keys), "hill-hand", hand, g_free);
      g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), hand);
      gtk_widget_add_controller (GTK_WIDGET (view), keys);
    }
  return gesture;
}
