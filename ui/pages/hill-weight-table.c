/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* An entry shows fewer digits than the weight has.  GTK takes the text for the value when the focus leaves; where it reads the same
 * as the weight, nothing was edited. */

#include "hill-weight-table.h"

#include "hill-axis.h"
#include "hill-points-words.h"

#include <glib/gi18n.h>
#include <math.h>

#define DIGITS 3                  /* what GTK rounds to when it nudges: as many as are shown */
#define LONG 1e4                  /* from here on with a power of ten */
#define NUDGE 0.1
#define BIG_NUDGE 1.0

typedef struct
{
  GtkSpinButton *spin;
  GtkLabel      *gradient;
} Cell;

struct _HillWeightTable
{
  GtkWidget parent_instance;
  Cell      cells[HILL_POINT_WEIGHTS];
  double    values[HILL_POINT_WEIGHTS];
  gboolean  filling;
};

G_DEFINE_FINAL_TYPE (HillWeightTable, hill_weight_table, GTK_TYPE_WIDGET)

enum
{
  EDITED,
  POINTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
get_index (gpointer object)
{
  return GPOINTER_TO_UINT (g_object_get_data (object, "index"));
}

static void
show_value (HillWeightTable *self,
            guint            index)
{
  self->filling = TRUE;
  gtk_spin_button_set_value (self->cells[index].spin, self->values[index]);
  self->filling = FALSE;
}

/* (transfer full): as it stands in the entry. */
static char *
write_value (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, fabs (value) < LONG ? "%.3f" : "%.2e", value));
}

static gboolean
on_output (GtkSpinButton *spin)
{
  g_autofree char *text = write_value (gtk_spin_button_get_value (spin));

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (spin)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

static void
on_value_changed (GtkSpinButton   *spin,
                  HillWeightTable *self)
{
  guint index = get_index (spin);
  double value = gtk_spin_button_get_value (spin);
  g_autofree char *now = write_value (value), *before = write_value (self->values[index]);

  if (self->filling)
    return;
  if (g_str_equal (now, before))
    show_value (self, index);
  else
    g_signal_emit (self, signals[EDITED], 0, index, value);
}

/* With point or comma, whatever the language. */
static int
on_input (GtkSpinButton *spin,
          double        *value)
{
  g_autofree char *text = g_strdelimit (g_strdup (gtk_editable_get_text (GTK_EDITABLE (spin))), ",", '.');
  const char *number = g_strstrip (text);
  char *end;

  *value = g_ascii_strtod (number, &end);
  return end == number || *end != '\0' || !isfinite (*value) ? GTK_INPUT_ERROR : TRUE;
}

static void
on_enter (GtkEventController *controller,
          HillWeightTable    *self)
{
  g_signal_emit (self, signals[POINTED], 0, (int) get_index (gtk_event_controller_get_widget (controller)));
}

/* The pointer left: back to where the focus is. */
static void
on_leave (GtkEventController *controller,
          HillWeightTable    *self)
{
  int index = -1;

  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    if (GTK_IS_EVENT_CONTROLLER_MOTION (controller)
        && (gtk_widget_get_state_flags (GTK_WIDGET (self->cells[i].spin)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
      index = (int) i;
  g_signal_emit (self, signals[POINTED], 0, index);
}

static void
attach (HillWeightTable *self,
        GtkWidget       *child,
        int              column,
        int              row)
{
  GtkLayoutChild *place;

  gtk_widget_set_parent (child, GTK_WIDGET (self));
  place = gtk_layout_manager_get_layout_child (gtk_widget_get_layout_manager (GTK_WIDGET (self)), child);
  gtk_grid_layout_child_set_column (GTK_GRID_LAYOUT_CHILD (place), column);
  gtk_grid_layout_child_set_row (GTK_GRID_LAYOUT_CHILD (place), row);
}

static GtkWidget *
add_label (HillWeightTable *self,
           const char      *text,
           int              column,
           int              row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "heading");
  attach (self, label, column, row);
  return label;
}

static void
add_controllers (HillWeightTable *self,
                 GtkWidget       *cell)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (motion, "enter", G_CALLBACK (on_enter), self);
  g_signal_connect (focus, "enter", G_CALLBACK (on_enter), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (cell, motion);
  gtk_widget_add_controller (cell, focus);
}

static void
add_cell (HillWeightTable *self,
          guint            index)
{
  g_autofree char *name = hill_points_words_name_weight (index / 3, index % 3);
  GtkAdjustment *adjustment = gtk_adjustment_new (0, -G_MAXFLOAT, G_MAXFLOAT, NUDGE, BIG_NUDGE, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *spin = gtk_spin_button_new (adjustment, 0, DIGITS);
  GtkWidget *gradient = gtk_label_new (NULL);

  g_object_set_data (G_OBJECT (box), "index", GUINT_TO_POINTER (index));
  g_object_set_data (G_OBJECT (spin), "index", GUINT_TO_POINTER (index));
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 6);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (spin), 6);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_add_css_class (spin, "numeric");
  gtk_widget_add_css_class (spin, "weight");
  gtk_widget_add_css_class (gradient, "numeric");
  gtk_widget_add_css_class (gradient, "caption");
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (box), spin);
  gtk_box_append (GTK_BOX (box), gradient);
  self->cells[index] = (Cell) { GTK_SPIN_BUTTON (spin), GTK_LABEL (gradient) };
  g_signal_connect (spin, "value-changed", G_CALLBACK (on_value_changed), self);
  g_signal_connect (spin, "input", G_CALLBACK (on_input), NULL);
  g_signal_connect (spin, "output", G_CALLBACK (on_output), NULL);
  add_controllers (self, box);
  attach (self, box, (int) index % 3 + 1, (int) index / 3 + 1);
}

static void
hill_weight_table_dispose (GObject *object)
{
  GtkWidget *child;

  HILL_WEIGHT_TABLE (object)->filling = TRUE;   /* a focus that leaves now edits nothing */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_weight_table_parent_class)->dispose (object);
}

static void
hill_weight_table_class_init (HillWeightTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_weight_table_dispose;
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_DOUBLE);
  signals[POINTED] = g_signal_new ("pointed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_GRID_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hill_weight_table_init (HillWeightTable *self)
{
  GtkGridLayout *layout = GTK_GRID_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_grid_layout_set_column_spacing (layout, 6);
  gtk_grid_layout_set_row_spacing (layout, 3);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("W and b"), -1);
  add_label (self, "x", 1, 0);
  add_label (self, "y", 2, 0);
  add_label (self, _("bias b"), 3, 0);
  for (guint c = 0; c < HILL_POINT_CLASSES; c++)
    {
      char name[] = { (char) ('A' + c), '\0' };
      const char *color = (const char *[]) { "class-a", "class-b", "class-c" }[c];

      gtk_widget_add_css_class (add_label (self, name, 0, (int) c + 1), color);
    }
  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    add_cell (self, i);
}

/* The arrow is the way the weight goes: against the gradient. */
static void
show_gradient (HillWeightTable *self,
               guint            index,
               double           gradient)
{
  g_autofree char *number = hill_format_number (gradient);
  g_autofree char *text = g_strdup_printf ("∇ %s %s", number, gradient > 0 ? "↓" : gradient < 0 ? "↑" : " ");
  g_autofree char *words = NULL;

  if (g_str_equal (gtk_label_get_text (self->cells[index].gradient), text))
    return;
  words = g_strdup_printf (_("gradient %s"), number);
  gtk_label_set_text (self->cells[index].gradient, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[index].spin), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

void
hill_weight_table_set_numbers (HillWeightTable         *self,
                               const HillPointsNumbers *numbers)
{
  g_return_if_fail (HILL_IS_WEIGHT_TABLE (self));

  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    {
      self->values[i] = numbers->weights[i];
      show_value (self, i);
      show_gradient (self, i, numbers->gradient[i]);
    }
}
