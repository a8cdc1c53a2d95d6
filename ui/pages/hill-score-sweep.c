/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A plot and a slider over the same range. */

#include "hill-score-sweep.h"

#include "hill-plot-view.h"

#include <glib/gi18n.h>

struct _HillScoreSweep
{
  GtkWidget      parent_instance;
  HillPlotView  *view;                  /* children */
  GtkWidget     *slider;
  GtkAdjustment *adjustment;            /* of the slider */
  gboolean       dragging;
  gboolean       updating;              /* the slider is being set, not used */
};

enum
{
  DRAG_BEGIN,
  DRAG,
  DRAG_END,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HillScoreSweep, hill_score_sweep, GTK_TYPE_WIDGET)

static void
show_curves (HillScoreSweep      *self,
             const HillLossScene *scene)
{
  g_autoptr(HillPlot) plot = hill_loss_scene_new_sweep (scene);

  hill_plot_view_set_plot (self->view, plot);
}

static void
show_slider (HillScoreSweep      *self,
             const HillLossScene *scene,
             double               step)
{
  g_autofree char *name = NULL;

  name = g_strdup_printf (_("Move the score of %s for image %u"), hill_sheet_get_class_name (scene->sheet, scene->class_index),
                          scene->image + 1);
  self->updating = TRUE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->slider), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_adjustment_configure (self->adjustment, hill_sheet_get_score (scene->sheet, scene->image, scene->class_index),
                            scene->low, scene->high, step, 10 * step, 0);
  self->updating = FALSE;
}

void
hill_score_sweep_show (HillScoreSweep      *self,
                       const HillLossScene *scene,
                       double               step)
{
  g_return_if_fail (HILL_IS_SCORE_SWEEP (self));
  g_return_if_fail (scene != NULL && scene->sheet != NULL);

  show_curves (self, scene);
  show_slider (self, scene, step);
}

static void
on_slider_changed (HillScoreSweep *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[DRAG], 0, gtk_adjustment_get_value (self->adjustment));
}

/* The point goes where the pointer is. */
static void
on_drag_update (HillScoreSweep *self,
                double          dx,
                double          dy,
                GtkGestureDrag *gesture)
{
  HillPlotHit hit;
  double x, y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (!self->dragging && !gtk_drag_check_threshold (GTK_WIDGET (self->view), 0, 0, (int) dx, (int) dy))
    return;
  if (!hill_plot_view_pick (self->view, x + dx, y, &hit))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (!self->dragging)
    g_signal_emit (self, signals[DRAG_BEGIN], 0);
  self->dragging = TRUE;
  g_signal_emit (self, signals[DRAG], 0, hit.x);
}

static void
on_drag_end (HillScoreSweep *self)
{
  if (!self->dragging)
    return;
  self->dragging = FALSE;
  g_signal_emit (self, signals[DRAG_END], 0);
}

/* A slider that is held with the pointer is one change, too. */
static void
on_slider_pressed (HillScoreSweep *self)
{
  g_signal_emit (self, signals[DRAG_BEGIN], 0);
}

static void
on_slider_released (HillScoreSweep *self)
{
  g_signal_emit (self, signals[DRAG_END], 0);
}

static gboolean
on_slider_event (HillScoreSweep *self,
                 GdkEvent       *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    on_slider_pressed (self);
  else if (type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL)
    on_slider_released (self);
  return GDK_EVENT_PROPAGATE;
}

static void
hill_score_sweep_dispose (GObject *object)
{
  HillScoreSweep *self = HILL_SCORE_SWEEP (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_score_sweep_parent_class)->dispose (object);
}

static void
hill_score_sweep_class_init (HillScoreSweepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_score_sweep_dispose;
  signals[DRAG_BEGIN] = g_signal_new ("drag-begin", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DRAG] = g_signal_new ("drag", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[DRAG_END] = g_signal_new ("drag-end", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
add_view (HillScoreSweep *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->view = HILL_PLOT_VIEW (hill_plot_view_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self->view), -1, 190);
  hill_plot_view_set_name (self->view, _("Both losses over one score"));
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_parent (GTK_WIDGET (self->view), GTK_WIDGET (self));
}

static void
add_slider (HillScoreSweep *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  self->adjustment = gtk_adjustment_new (0, -10, 10, 0.1, 1, 0);
  self->slider = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, self->adjustment);
  g_signal_connect_swapped (self->adjustment, "value-changed", G_CALLBACK (on_slider_changed), self);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", G_CALLBACK (on_slider_event), self);
  gtk_widget_add_controller (self->slider, events);
  gtk_widget_set_parent (self->slider, GTK_WIDGET (self));
}

static void
hill_score_sweep_init (HillScoreSweep *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  add_view (self);
  add_slider (self);
}
