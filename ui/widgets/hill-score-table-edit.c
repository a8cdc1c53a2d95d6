/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Editing in place: one entry is put over the cell at the cursor.  It closes only with a score in it, or by Escape. */

#include "hill-score-table-private.h"

#include "hill-number-display.h"
#include "hill-plot-table.h"
#include "hill-sheet-file.h"

#include <glib/gi18n.h>

typedef struct
{
  guint key;
  int   dx, dy;
} Arrow;

static const Arrow arrows[] = {
  { GDK_KEY_Left, -1, 0 }, { GDK_KEY_KP_Left, -1, 0 }, { GDK_KEY_Right, 1, 0 }, { GDK_KEY_KP_Right, 1, 0 },
  { GDK_KEY_Up, 0, -1 }, { GDK_KEY_KP_Up, 0, -1 }, { GDK_KEY_Down, 0, 1 }, { GDK_KEY_KP_Down, 0, 1 },
  { GDK_KEY_Return, 0, 1 }, { GDK_KEY_KP_Enter, 0, 1 }, { GDK_KEY_ISO_Enter, 0, 1 },
};

static void
focus_cell (HillScoreTable *self)
{
  if (self->image < self->n_images && self->class_index < self->n_classes)
    gtk_widget_grab_focus (GTK_WIDGET (hill_score_table_get_cell (self, self->image, self->class_index)));
}

static void
forget_complaint (HillScoreTable *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->editor), "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "", -1);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
complain (HillScoreTable *self,
          const char     *message)
{
  GdkRectangle place = hill_score_table_get_place (self, self->image, self->class_index);

  gtk_label_set_text (self->message, message);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  if (!self->editing)
    return;
  gtk_widget_add_css_class (GTK_WIDGET (self->editor), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, message, -1);
}

static void
close_editor (HillScoreTable *self)
{
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) == GTK_WIDGET (self->editor);

  self->editing = FALSE;
  forget_complaint (self);
  if (focused)
    focus_cell (self);
  gtk_widget_set_visible (GTK_WIDGET (self->editor), FALSE);
}

void
hill_score_table_edit_cancel (HillScoreTable *self)
{
  forget_complaint (self);
  if (self->editing)
    close_editor (self);
}

/* FALSE where what was typed is no score; it stays then. */
static gboolean
commit (HillScoreTable *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->editor)));
  guint image = self->image, class_index = self->class_index;
  g_autoptr(GError) error = NULL;
  double score;

  if (!self->editing)
    return TRUE;
  if (!hill_score_parse (text, &score, &error))
    {
      complain (self, error->message);
      return FALSE;
    }
  close_editor (self);
  hill_worksheet_type (self->worksheet, image, class_index, text, NULL);
  return TRUE;
}

/* @text: (nullable): what takes the place of the score; %NULL for the score itself, ready to be changed. */
static void
edit (HillScoreTable *self,
      const char     *text)
{
  const HillSheet *sheet = hill_worksheet_get_sheet (self->worksheet);
  g_autofree char *exact = hill_display_exact (hill_sheet_get_score (sheet, self->image, self->class_index));
  g_autofree char *name = NULL;

  name = g_strdup_printf (_("New score of %s for image %u"), hill_sheet_get_class_name (sheet, self->class_index), self->image + 1);
  forget_complaint (self);
  self->editing = TRUE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_editable_set_text (GTK_EDITABLE (self->editor), text != NULL ? text : exact);
  gtk_widget_set_visible (GTK_WIDGET (self->editor), TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_entry_grab_focus_without_selecting (self->editor);
  if (text != NULL)
    gtk_editable_set_position (GTK_EDITABLE (self->editor), -1);
  else
    gtk_editable_select_region (GTK_EDITABLE (self->editor), 0, -1);
}

/* The cell @dx images and @dy classes on; FALSE at the border. */
static gboolean
move (HillScoreTable *self,
      int             dx,
      int             dy)
{
  int image = (int) self->image + dx, class_index = (int) self->class_index + dy;

  if (image < 0 || class_index < 0 || image >= (int) self->n_images || class_index >= (int) self->n_classes)
    return FALSE;
  hill_score_table_place_cursor (self, (guint) image, (guint) class_index, TRUE);
  return TRUE;
}

/* As one reads; FALSE before the first and after the last. */
static gboolean
move_on (HillScoreTable *self,
         int             step)
{
  int place = (int) (self->class_index * self->n_images + self->image) + step;

  if (place < 0 || place >= (int) (self->n_images * self->n_classes))
    return FALSE;
  hill_score_table_place_cursor (self, (guint) place % self->n_images, (guint) place / self->n_images, TRUE);
  return TRUE;
}

static const Arrow *
find_arrow (guint key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (arrows); i++)
    if (arrows[i].key == key)
      return &arrows[i];
  return NULL;
}

static gboolean
is_tab (guint key)
{
  return key == GDK_KEY_Tab || key == GDK_KEY_ISO_Left_Tab || key == GDK_KEY_KP_Tab;
}

/* ---- the entry's keys */

static gboolean
on_editor_key (HillScoreTable  *self,
               guint            key,
               guint            code,
               GdkModifierType  state)
{
  const Arrow *arrow = find_arrow (key);

  if (key == GDK_KEY_Escape)
    {
      close_editor (self);
      return GDK_EVENT_STOP;
    }
  if (is_tab (key))
    {
      /* At the border the entry's cell keeps the focus, for the window to go on from. */
      if (!commit (self))
        return GDK_EVENT_STOP;
      return move_on (self, key == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0 ? -1 : 1);
    }
  if (arrow == NULL || arrow->dx != 0)
    return GDK_EVENT_PROPAGATE;
  if (commit (self))
    move (self, 0, (state & GDK_SHIFT_MASK) != 0 && key == GDK_KEY_Return ? -1 : arrow->dy);
  return GDK_EVENT_STOP;
}

static void
on_editor_changed (HillScoreTable *self)
{
  if (self->editing)
    forget_complaint (self);
}

/* The focus went to somewhere else: what is a score is taken, what is none keeps the entry open. */
static void
on_editor_leave (HillScoreTable *self)
{
  if (self->editing)
    commit (self);
}

/* ---- the cells' keys */

/* With Shift as a table of LaTeX, which is for papers; without as one that can be pasted here. */
static void
copy_sheet (HillScoreTable *self,
            gboolean        latex)
{
  g_autoptr(GString) csv = hill_sheet_to_csv (hill_worksheet_get_sheet (self->worksheet));
  g_autofree char *text = latex ? hill_csv_to_latex (csv->str) : NULL;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), latex ? text : csv->str);
}

static void
on_pasted (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(HillScoreTable) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);

  if (self->worksheet == NULL || self->n_images == 0)
    return;
  if (text == NULL)
    complain (self, _("There is no text on the clipboard. Copy a table of numbers first."));
  else if (!hill_worksheet_paste (self->worksheet, self->image, self->class_index, FALSE, text, &error))
    complain (self, error->message);
}

static void
paste (HillScoreTable *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, on_pasted, g_object_ref (self));
}

static gboolean
on_control_key (HillScoreTable *self,
                guint           key,
                gboolean        shift)
{
  switch (gdk_keyval_to_lower (key))
    {
    case GDK_KEY_c:
      copy_sheet (self, shift);
      return GDK_EVENT_STOP;
    case GDK_KEY_v:
      paste (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      return move (self, -(int) self->image, -(int) self->class_index);
    case GDK_KEY_End:
      return move (self, (int) (self->n_images - 1 - self->image), (int) (self->n_classes - 1 - self->class_index));
    case GDK_KEY_Tab:
      /* Out of the table: the window goes on from its last cell. */
      gtk_widget_grab_focus (GTK_WIDGET (hill_score_table_get_cell (self, self->n_images - 1, self->n_classes - 1)));
      return GDK_EVENT_PROPAGATE;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
start_typing (HillScoreTable *self,
              guint           key)
{
  gunichar character = gdk_keyval_to_unicode (key);
  char text[8] = "";

  if (character == 0 || !g_unichar_isgraph (character))
    return GDK_EVENT_PROPAGATE;
  g_unichar_to_utf8 (character, text);
  edit (self, text);
  return GDK_EVENT_STOP;
}

static gboolean
on_key (HillScoreTable  *self,
        guint            key,
        guint            code,
        GdkModifierType  state)
{
  const Arrow *arrow = find_arrow (key);

  if (self->editing || self->n_images == 0)
    return GDK_EVENT_PROPAGATE;
  if ((state & GDK_CONTROL_MASK) != 0)
    return on_control_key (self, key, (state & GDK_SHIFT_MASK) != 0);
  if ((state & (GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (arrow != NULL)
    {
      gboolean back = (state & GDK_SHIFT_MASK) != 0 && arrow->key == GDK_KEY_Return;

      move (self, arrow->dx, back ? -1 : arrow->dy);
      return GDK_EVENT_STOP;
    }
  if (is_tab (key))
    return move_on (self, key == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0 ? -1 : 1);
  switch (key)
    {
    case GDK_KEY_Home:
    case GDK_KEY_End:
      move (self, key == GDK_KEY_Home ? -(int) self->image : (int) (self->n_images - 1 - self->image), 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_F2:
      edit (self, NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_Delete:
    case GDK_KEY_BackSpace:
      edit (self, "");
      return GDK_EVENT_STOP;
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      hill_worksheet_set_label (self->worksheet, self->image, self->class_index);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (!gtk_widget_get_visible (self->popover))
        return GDK_EVENT_PROPAGATE;
      forget_complaint (self);
      return GDK_EVENT_STOP;
    default:
      return start_typing (self, key);
    }
}

/* ---- the pointer, and the focus that comes from outside */

static void
on_pressed (HillScoreTable  *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *gesture)
{
  guint image, class_index;
  HillScoreCell *cell;
  GdkRectangle place;

  if (!hill_score_table_find (self, x, y, &image, &class_index))
    return;
  if (self->editing && image == self->image && class_index == self->class_index)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (!commit (self))
    {
      gtk_entry_grab_focus_without_selecting (self->editor);
      return;
    }
  forget_complaint (self);
  hill_score_table_place_cursor (self, image, class_index, TRUE);
  cell = hill_score_table_get_cell (self, image, class_index);
  place = hill_score_table_get_place (self, image, class_index);
  if (x < place.x + hill_score_cell_get_tick_width (cell))
    hill_worksheet_set_label (self->worksheet, image, class_index);
  else if (n_press == 2)
    edit (self, NULL);
}

static void
on_cell_enter (HillScoreTable     *self,
               GtkEventController *controller)
{
  guint index;

  if (self->editing || !g_ptr_array_find (self->cells, gtk_event_controller_get_widget (controller), &index))
    return;
  hill_score_table_place_cursor (self, index / self->n_classes, index % self->n_classes, FALSE);
}

/* Tab from elsewhere may end at any cell: the cursor follows. */
void
hill_score_table_edit_follow (HillScoreTable *self,
                              GtkWidget      *cell)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_cell_enter), self);
  gtk_widget_add_controller (cell, focus);
}

static void
add_editor (HillScoreTable *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->editor = GTK_ENTRY (gtk_entry_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->editor), "score-editor");
  gtk_entry_set_has_frame (self->editor, FALSE);
  gtk_editable_set_alignment (GTK_EDITABLE (self->editor), 1);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->editor), 1);
  gtk_entry_set_input_purpose (self->editor, GTK_INPUT_PURPOSE_NUMBER);
  gtk_widget_set_visible (GTK_WIDGET (self->editor), FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->editor), GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_editor_key), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_editor_leave), self);
  g_signal_connect_swapped (self->editor, "changed", G_CALLBACK (on_editor_changed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->editor), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->editor), focus);
}

static void
add_popover (HillScoreTable *self)
{
  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_max_width_chars (self->message, 36);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "score-complaint");
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->message));
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}

void
hill_score_table_edit_init (HillScoreTable *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  add_editor (self);
  add_popover (self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
hill_score_table_edit_dispose (HillScoreTable *self)
{
  self->editing = FALSE;
  if (self->popover != NULL)
    gtk_widget_unparent (self->popover);
  self->popover = NULL;
  if (self->editor != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->editor));
  self->editor = NULL;
}

void
hill_score_table_edit_allocate (HillScoreTable *self)
{
  GdkRectangle place;

  if (self->editing)
    {
      place = hill_score_table_get_place (self, self->image, self->class_index);
      gtk_widget_size_allocate (GTK_WIDGET (self->editor), &place, -1);
    }
  gtk_popover_present (GTK_POPOVER (self->popover));
}
