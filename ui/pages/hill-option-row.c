/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What is typed counts when it is finished: at Enter, or when the focus leaves.  The slider counts at once, so that a
 * rate can be turned up and down while the run goes on. */

#include "hill-option-row.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

struct _HillOptionRow
{
  GtkWidget         parent_instance;

  const HillOption *option;             /* unowned */
  GtkWidget        *label;
  GtkWidget        *drop_down;          /* of choices and words, else NULL */
  GtkWidget        *entry;              /* of numbers and words, else NULL */
  GtkWidget        *scale;              /* of numbers over powers, else NULL */
  GtkWidget        *note;
  GtkWidget        *error;

  char             *value;              /* as shown by set_value() */
  gboolean          setting;            /* the program, not the person, moves the control */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HillOptionRow, hill_option_row, GTK_TYPE_WIDGET)

static void
emit_changed (HillOptionRow *self,
              const char    *value)
{
  g_signal_emit (self, signals[CHANGED], 0, value);
}

/* A person may type a comma, figures of full width, or the word for "full" in their language. */
static char *
normalize_typed (HillOptionRow *self,
                 const char    *typed)
{
  char *text = g_utf8_normalize (typed, -1, G_NORMALIZE_ALL_COMPOSE);

  if (text == NULL)
    return g_strdup ("");
  g_strstrip (text);
  if (self->option->kind == HILL_OPTION_BATCH && g_strcmp0 (text, _("full")) == 0)
    {
      g_free (text);
      return g_strdup ("full");
    }
  return self->option->kind == HILL_OPTION_WORDS ? text : g_strdelimit (text, ",", '.');
}

static void
commit_entry (HillOptionRow *self)
{
  g_autofree char *value = normalize_typed (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (g_strcmp0 (value, self->value) != 0)
    emit_changed (self, value);
  else
    hill_option_row_set_value (self, value);
}

static void
on_entry_activate (GtkEntry      *entry,
                   HillOptionRow *self)
{
  commit_entry (self);
}

static void
on_entry_leave (GtkEventControllerFocus *controller,
                HillOptionRow           *self)
{
  if (!self->setting)
    commit_entry (self);
}

/* Up and Down: to the next step of a counted number, by a tenth of a power of ten else. */
static gboolean
on_entry_key (GtkEventControllerKey *controller,
              guint                  keyval,
              guint                  keycode,
              GdkModifierType        state,
              HillOptionRow         *self)
{
  int direction = keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up ? 1 : keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? -1 : 0;
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  double value;

  if (direction == 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (self->scale != NULL)
    {
      GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (self->scale));

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + direction * gtk_adjustment_get_step_increment (adjustment));
      return GDK_EVENT_STOP;
    }
  if (self->option->step == 0)
    return GDK_EVENT_PROPAGATE;

  value = self->value != NULL ? g_ascii_strtod (self->value, NULL) : 0;
  value = (round (value / self->option->step) + direction) * self->option->step;
  g_ascii_formatd (text, sizeof text, "%.10g", MAX (value, 0));
  emit_changed (self, text);
  return GDK_EVENT_STOP;
}

static void
on_selected (GtkDropDown   *drop_down,
             GParamSpec    *pspec,
             HillOptionRow *self)
{
  guint selected = gtk_drop_down_get_selected (drop_down);
  const char *value;

  if (self->setting || selected == GTK_INVALID_LIST_POSITION)
    return;
  value = self->option->values[selected];
  if (value == NULL)                    /* what is to be typed */
    gtk_widget_grab_focus (self->entry);
  else if (g_strcmp0 (value, self->value) != 0)
    emit_changed (self, value);
  else
    hill_option_row_set_value (self, value);
}

static void
on_scale_changed (GtkRange      *range,
                  HillOptionRow *self)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  double position = gtk_range_get_value (range);

  if (self->setting)
    return;
  if (self->option->kind == HILL_OPTION_LOG)
    g_ascii_formatd (text, sizeof text, "%.2g", pow (10, position));
  else if (exp2 (round (position)) > self->option->highest)
    g_strlcpy (text, "full", sizeof text);
  else
    g_ascii_formatd (text, sizeof text, "%.0f", exp2 (round (position)));
  if (g_strcmp0 (text, self->value) != 0)
    emit_changed (self, text);
}

static void
set_scale (HillOptionRow *self,
           const char    *value)
{
  double number = g_ascii_strtod (value, NULL);

  if (g_str_equal (value, "full"))
    number = 2 * self->option->highest;
  if (!(number >= self->option->lowest))
    number = self->option->lowest;
  gtk_range_set_value (GTK_RANGE (self->scale), self->option->kind == HILL_OPTION_LOG ? log10 (number) : log2 (number));
}

/* The drop-down names the choices; the screen reader hears the option's name, its value and its tooltip. */
static void
describe (HillOptionRow *self,
          GtkWidget     *control)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (control),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_text (GTK_LABEL (self->label)),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _(self->option->tooltip),
                                  -1);
}

static GtkWidget *
new_drop_down (HillOptionRow *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint n = 0;

  for (; self->option->names[n] != NULL; n++)
    gtk_string_list_append (names, _(self->option->names[n]));
  if (self->option->kind == HILL_OPTION_WORDS)
    gtk_string_list_append (names, _("Others, typed below"));
  self->drop_down = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_widget_set_size_request (self->drop_down, 150, -1);
  gtk_widget_set_sensitive (self->drop_down, n > 1);
  g_signal_connect (self->drop_down, "notify::selected", G_CALLBACK (on_selected), self);
  return self->drop_down;
}

static GtkWidget *
new_entry (HillOptionRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->entry = gtk_entry_new ();
  if (self->option->kind != HILL_OPTION_WORDS)
    {
      gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 9);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 9);
      gtk_entry_set_alignment (GTK_ENTRY (self->entry), 1);
    }
  gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), self->option->kind == HILL_OPTION_BATCH || self->option->kind == HILL_OPTION_WORDS
                                                          ? GTK_INPUT_PURPOSE_FREE_FORM : GTK_INPUT_PURPOSE_NUMBER);
  g_signal_connect (self->entry, "activate", G_CALLBACK (on_entry_activate), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_entry_leave), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_entry_key), self);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->entry, focus);
  gtk_widget_add_controller (self->entry, key);
  return self->entry;
}

static GtkWidget *
new_scale (HillOptionRow *self)
{
  const HillOption *option = self->option;

  if (option->kind == HILL_OPTION_LOG)
    self->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, log10 (option->lowest), log10 (option->highest), 0.1);
  else
    self->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, log2 (option->lowest), log2 (option->highest) + 1, 1);
  gtk_adjustment_set_page_increment (gtk_range_get_adjustment (GTK_RANGE (self->scale)), option->kind == HILL_OPTION_LOG ? 1 : 3);
  gtk_scale_set_draw_value (GTK_SCALE (self->scale), FALSE);
  gtk_scale_set_has_origin (GTK_SCALE (self->scale), FALSE);
  gtk_widget_set_tooltip_text (self->scale, option->kind == HILL_OPTION_LOG ? _("Logarithmic: the same way is the same factor")
                                                                            : _("Powers of two; full at the right end"));
  g_signal_connect (self->scale, "value-changed", G_CALLBACK (on_scale_changed), self);
  return self->scale;
}

static GtkWidget *
new_text_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_visible (label, FALSE);
  return label;
}

/* The control that stands beside the label. */
static GtkWidget *
new_control (HillOptionRow *self)
{
  gboolean is_choice = self->option->kind == HILL_OPTION_CHOICE || self->option->kind == HILL_OPTION_WORDS;

  return is_choice ? new_drop_down (self) : new_entry (self);
}

static void
build (HillOptionRow *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_box_append (GTK_BOX (line), self->label);
  if (self->option->unit != NULL)
    {
      GtkWidget *unit = gtk_label_new (_(self->option->unit));

      gtk_widget_add_css_class (unit, "dim-label");
      gtk_box_append (GTK_BOX (line), unit);
    }
  gtk_box_append (GTK_BOX (line), new_control (self));
  gtk_widget_set_parent (line, GTK_WIDGET (self));

  if (self->option->kind == HILL_OPTION_WORDS)
    {
      gtk_widget_set_parent (new_entry (self), GTK_WIDGET (self));
      gtk_widget_set_margin_top (self->entry, 6);
    }
  if (self->option->kind == HILL_OPTION_LOG || self->option->kind == HILL_OPTION_BATCH)
    gtk_widget_set_parent (new_scale (self), GTK_WIDGET (self));

  self->note = new_text_label ("dim-label");
  gtk_widget_add_css_class (self->note, "caption");
  gtk_widget_set_parent (self->note, GTK_WIDGET (self));
  self->error = new_text_label ("error");
  gtk_label_set_wrap_mode (GTK_LABEL (self->error), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_parent (self->error, GTK_WIDGET (self));
}

static gboolean
hill_option_row_grab_focus (GtkWidget *widget)
{
  HillOptionRow *self = HILL_OPTION_ROW (widget);

  return gtk_widget_grab_focus (self->drop_down != NULL ? self->drop_down : self->entry);
}

static void
hill_option_row_dispose (GObject *object)
{
  HillOptionRow *self = HILL_OPTION_ROW (object);
  GtkWidget *child;

  self->setting = TRUE;                 /* a focus that leaves now must not count as typing */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->value, g_free);
  G_OBJECT_CLASS (hill_option_row_parent_class)->dispose (object);
}

static void
hill_option_row_class_init (HillOptionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_option_row_dispose;
  widget_class->grab_focus = hill_option_row_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "option");
}

static void
hill_option_row_init (HillOptionRow *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
hill_option_row_new (const HillOption *option)
{
  HillOptionRow *self = g_object_new (HILL_TYPE_OPTION_ROW, NULL);

  self->option = option;
  build (self);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _(option->tooltip));
  hill_option_row_set_label (self, _(option->label));
  return GTK_WIDGET (self);
}

const HillOption *
hill_option_row_get_option (HillOptionRow *self)
{
  g_return_val_if_fail (HILL_IS_OPTION_ROW (self), NULL);

  return self->option;
}

const char *
hill_option_row_get_value (HillOptionRow *self)
{
  g_return_val_if_fail (HILL_IS_OPTION_ROW (self), NULL);

  return self->value;
}

static void
select_value (HillOptionRow *self,
              const char    *value)
{
  guint i = 0;

  while (self->option->values[i] != NULL && !g_str_equal (self->option->values[i], value))
    i++;
  if (self->option->values[i] != NULL || self->option->kind == HILL_OPTION_WORDS)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), i);
}

void
hill_option_row_set_value (HillOptionRow *self,
                           const char    *value)
{
  char *old;

  g_return_if_fail (HILL_IS_OPTION_ROW (self));
  g_return_if_fail (value != NULL);

  old = self->value;
  self->value = g_strdup (value);
  g_free (old);
  self->setting = TRUE;
  if (self->drop_down != NULL)
    select_value (self, self->value);
  if (self->entry != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), g_str_equal (self->value, "full") ? _("full") : self->value);
  if (self->scale != NULL)
    set_scale (self, self->value);
  self->setting = FALSE;
  hill_option_row_set_error (self, NULL);
}

void
hill_option_row_set_label (HillOptionRow *self,
                           const char    *label)
{
  g_return_if_fail (HILL_IS_OPTION_ROW (self));

  if (g_str_equal (gtk_label_get_text (GTK_LABEL (self->label)), label))
    return;
  gtk_label_set_text (GTK_LABEL (self->label), label);
  if (self->drop_down != NULL)
    describe (self, self->drop_down);
  if (self->entry != NULL)
    describe (self, self->entry);
  if (self->scale != NULL)
    describe (self, self->scale);
}

void
hill_option_row_set_note (HillOptionRow *self,
                          const char    *note)
{
  g_return_if_fail (HILL_IS_OPTION_ROW (self));

  gtk_label_set_text (GTK_LABEL (self->note), note != NULL ? note : "");
  gtk_widget_set_visible (self->note, note != NULL);
}

void
hill_option_row_set_error (HillOptionRow *self,
                           const char    *message)
{
  GtkWidget *control;

  g_return_if_fail (HILL_IS_OPTION_ROW (self));

  control = self->entry != NULL ? self->entry : self->drop_down;
  gtk_label_set_text (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (message != NULL)
    gtk_widget_add_css_class (control, "error");
  else
    gtk_widget_remove_css_class (control, "error");
}
