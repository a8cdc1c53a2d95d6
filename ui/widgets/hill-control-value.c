/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A drop-down without choices stands at its first: that is where it will be when they come. */

#include "hill-control-value.h"

#include "hill-stateful.h"

#include <math.h>

/* Pages with titles are offered to a person; others mostly are how the program shows what there is. */
static gboolean
is_chosen (GtkStack *stack)
{
  GtkWidget *child = gtk_stack_get_visible_child (stack);

  if (gtk_widget_has_css_class (GTK_WIDGET (stack), "remembered"))
    return gtk_stack_get_visible_child_name (stack) != NULL;
  return child != NULL && gtk_stack_page_get_title (gtk_stack_get_page (stack, child)) != NULL;
}

gboolean
hill_control_is_one (GtkWidget *widget)
{
  if (GTK_IS_STACK (widget))
    return is_chosen (GTK_STACK (widget));
  return GTK_IS_DROP_DOWN (widget) || GTK_IS_SPIN_BUTTON (widget) || GTK_IS_SCALE (widget) || GTK_IS_TOGGLE_BUTTON (widget)
         || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SWITCH (widget) || GTK_IS_ENTRY (widget) || GTK_IS_SEARCH_ENTRY (widget)
         || GTK_IS_EXPANDER (widget);
}

static char *
dup_position (GtkDropDown *drop_down)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  return g_strdup_printf ("%u", selected == GTK_INVALID_LIST_POSITION ? 0 : selected);
}

static gboolean
get_flag (GtkWidget *widget)
{
  if (GTK_IS_TOGGLE_BUTTON (widget))
    return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (widget));
  if (GTK_IS_CHECK_BUTTON (widget))
    return gtk_check_button_get_active (GTK_CHECK_BUTTON (widget));
  if (GTK_IS_SWITCH (widget))
    return gtk_switch_get_active (GTK_SWITCH (widget));
  return gtk_expander_get_expanded (GTK_EXPANDER (widget));
}

char *
hill_control_dup_value (GtkWidget *widget)
{
  if (GTK_IS_STACK (widget))
    return g_strdup (gtk_stack_get_visible_child_name (GTK_STACK (widget)));
  if (GTK_IS_DROP_DOWN (widget))
    return dup_position (GTK_DROP_DOWN (widget));
  if (GTK_IS_SPIN_BUTTON (widget))
    return hill_values_format (gtk_spin_button_get_value (GTK_SPIN_BUTTON (widget)));
  if (GTK_IS_SCALE (widget))
    return hill_values_format (gtk_range_get_value (GTK_RANGE (widget)));
  if (GTK_IS_EDITABLE (widget))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (widget)));
  return g_strdup (get_flag (widget) ? "true" : "false");
}

static void
set_flag (GtkWidget *widget,
          gboolean   flag)
{
  if (GTK_IS_TOGGLE_BUTTON (widget))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (widget), flag);
  else if (GTK_IS_CHECK_BUTTON (widget))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (widget), flag);
  else if (GTK_IS_SWITCH (widget))
    gtk_switch_set_active (GTK_SWITCH (widget), flag);
  else
    gtk_expander_set_expanded (GTK_EXPANDER (widget), flag);
}

static void
set_number (GtkWidget *widget,
            double     number)
{
  if (GTK_IS_DROP_DOWN (widget))
    {
      GListModel *model = gtk_drop_down_get_model (GTK_DROP_DOWN (widget));

      if (model != NULL && number >= 0 && number < g_list_model_get_n_items (model))
        gtk_drop_down_set_selected (GTK_DROP_DOWN (widget), (guint) number);
    }
  else if (GTK_IS_SPIN_BUTTON (widget))
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (widget), number);
  else
    gtk_range_set_value (GTK_RANGE (widget), number);
}

void
hill_control_set_value (GtkWidget  *widget,
                        const char *value)
{
  char *end;
  double number;

  if (GTK_IS_STACK (widget))
    {
      if (gtk_stack_get_child_by_name (GTK_STACK (widget), value) != NULL)
        gtk_stack_set_visible_child_name (GTK_STACK (widget), value);
    }
  else if (GTK_IS_DROP_DOWN (widget) || GTK_IS_SPIN_BUTTON (widget) || GTK_IS_SCALE (widget))
    {
      number = g_ascii_strtod (value, &end);
      if (end != value && *end == '\0' && isfinite (number))
        set_number (widget, number);
    }
  else if (GTK_IS_EDITABLE (widget))
    gtk_editable_set_text (GTK_EDITABLE (widget), value);
  else if (g_str_equal (value, "true") || g_str_equal (value, "false"))
    set_flag (widget, g_str_equal (value, "true"));
}
