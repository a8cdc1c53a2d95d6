/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The frame says that the window takes what hangs over it. */

#include "hill-window-drop.h"

static gboolean
on_drop (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         GtkWidget     *frame)
{
  GSList *files = g_value_get_boxed (value);
  HillDropFunc func = g_object_get_data (G_OBJECT (target), "func");

  gtk_widget_set_visible (frame, FALSE);
  if (files == NULL)
    return FALSE;
  func (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)), files->data);
  return TRUE;
}

static GdkDragAction
on_enter (GtkDropTarget *target,
          double         x,
          double         y,
          GtkWidget     *frame)
{
  gtk_widget_set_visible (frame, TRUE);
  return GDK_ACTION_COPY;
}

static void
on_leave (GtkDropTarget *target,
          GtkWidget     *frame)
{
  gtk_widget_set_visible (frame, FALSE);
}

void
hill_window_accept_drops (GtkWidget    *window,
                          GtkWidget    *frame,
                          HillDropFunc  func)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_object_set_data (G_OBJECT (target), "func", func);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), frame);
  g_signal_connect (target, "enter", G_CALLBACK (on_enter), frame);
  g_signal_connect (target, "leave", G_CALLBACK (on_leave), frame);
  gtk_widget_add_controller (window, GTK_EVENT_CONTROLLER (target));
}
