/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Keys are taken before the window has the arrows to move the focus, but left to what has the focus and wants them for itself. */

#include "hill-training-keys.h"

#include "hill-plot-view.h"

typedef struct
{
  GtkWidget        *step_bar;   /* unowned: children of the page */
  GtkToggleButton  *options;
  gboolean        (*restore) (GtkWidget *page);
} Keys;

#define KEYS "hill-training-keys"

/* Does what has the focus want this key for itself? */
static gboolean
is_key_taken (GtkWidget *page,
              gboolean   is_space)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (page));

  if (focus == NULL)
    return FALSE;
  if (!gtk_widget_is_ancestor (focus, page))
    return TRUE;
  if (is_space)
    return GTK_IS_BUTTON (focus) || GTK_IS_TEXT (focus);
  return GTK_IS_RANGE (focus) || GTK_IS_TEXT (focus) || HILL_IS_PLOT_VIEW (focus);
}

/* @data names what to do. */
static gboolean
on_shortcut (GtkWidget *page,
             GVariant  *arguments,
             gpointer   data)
{
  const Keys *keys = g_object_get_data (G_OBJECT (page), KEYS);
  const char *action = data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (page));

  if (!gtk_widget_get_mapped (page) || (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL))
    return GDK_EVENT_PROPAGATE;
  if (g_str_equal (action, "restore"))
    return keys->restore (page);
  if (g_str_equal (action, "options"))
    {
      gtk_toggle_button_set_active (keys->options, !gtk_toggle_button_get_active (keys->options));
      return GDK_EVENT_STOP;
    }
  if (!g_str_equal (action, "run.reset") && is_key_taken (page, g_str_equal (action, "run.toggle")))
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_activate_action (keys->step_bar, action, NULL);
}

void
hill_training_keys_add (GtkWidget        *page,
                        GtkWidget        *step_bar,
                        GtkToggleButton  *options,
                        gboolean        (*restore) (GtkWidget *page))
{
  static const struct
  {
    const char *trigger;
    const char *action;
  } shortcuts[] = {
    { "space", "run.toggle" }, { "Left", "run.back" }, { "Right", "run.step" }, { "Home", "run.first" }, { "End", "run.last" },
    { "<Control>r", "run.reset" }, { "F9", "options" }, { "Escape", "restore" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();
  Keys keys = { step_bar, options, restore };

  g_object_set_data_full (G_OBJECT (page), KEYS, g_memdup2 (&keys, sizeof keys), g_free);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].trigger),
                                                            gtk_callback_action_new (on_shortcut, (gpointer) shortcuts[i].action, NULL)));
  gtk_widget_add_controller (page, controller);
}
