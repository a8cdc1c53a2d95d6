/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A card is made when its question is first chosen, and keeps its prediction from then on.  A mark in the list says which predictions
 * came true. */

#include "hill-what-if-view.h"

#include "hill-question-card.h"
#include "hill-sanity-card.h"
#include "hill-stateful.h"

#include <glib/gi18n.h>

struct _HillWhatIfView
{
  GtkWidget         parent_instance;
  GtkListBox       *list;               /* template children */
  GtkStack         *stack;
  GtkLabel         *count_label;
  GtkLabel         *marks[HILL_N_QUESTIONS];
  HillQuestionCard *cards[HILL_N_QUESTIONS];    /* children; NULL until they are looked at */
  GtkWidget        *checks;             /* the same: of the real model, the last row */
  HillWorksheet    *worksheet;          /* owned */
  HillSession      *session;            /* owned */
};

static void hill_what_if_view_stateful_init (HillStatefulInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HillWhatIfView, hill_what_if_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (HILL_TYPE_STATEFUL, hill_what_if_view_stateful_init))

static void
show_count (HillWhatIfView *self)
{
  guint n_right = 0, n_judged = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < HILL_N_QUESTIONS; i++)
    {
      HillVerdict verdict = self->cards[i] != NULL ? hill_question_card_get_verdict (self->cards[i]) : HILL_VERDICT_NONE;

      n_right += verdict == HILL_VERDICT_RIGHT;
      n_judged += verdict != HILL_VERDICT_NONE;
      gtk_label_set_text (self->marks[i], verdict == HILL_VERDICT_RIGHT ? "✓" : verdict == HILL_VERDICT_WRONG ? "✗" : "");
    }
  /* Translators: how many of how many predictions */
  text = g_strdup_printf (ngettext ("%u of %u prediction right", "%u of %u predictions right", n_judged), n_right, n_judged);
  gtk_label_set_text (self->count_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), n_judged > 0);
}

/* @mark: (nullable): what stands at the end of the row */
static GtkWidget *
new_row (const char *text,
         GtkLabel   *mark)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (box), title);
  if (mark != NULL)
    gtk_box_append (GTK_BOX (box), GTK_WIDGET (mark));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

static GtkWidget *
new_header (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "list-header");
  return label;
}

static void
set_header (GtkListBoxRow *row,
            GtkListBoxRow *before,
            gpointer       data)
{
  int index = gtk_list_box_row_get_index (row);

  if (index == 0)
    gtk_list_box_row_set_header (row, new_header (_("Hinge loss")));
  else if (index == HILL_QUESTION_SOFTMAX_NUDGE)
    gtk_list_box_row_set_header (row, new_header (_("Softmax loss")));
  else if (index == HILL_N_QUESTIONS)
    gtk_list_box_row_set_header (row, new_header (_("Real model")));
}

static void
need_card (HillWhatIfView *self,
           HillQuestionId  id)
{
  g_autofree char *name = g_strdup_printf ("question-%d", id + 1);

  if (self->cards[id] != NULL)
    return;
  self->cards[id] = HILL_QUESTION_CARD (hill_question_card_new (id, self->worksheet, self->session));
  gtk_widget_set_name (GTK_WIDGET (self->cards[id]), name);
  g_signal_connect_swapped (self->cards[id], "judged", G_CALLBACK (show_count), self);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->cards[id]), name);
  hill_stateful_grew (HILL_STATEFUL (self));
}

static void
show_card (HillWhatIfView *self,
           HillQuestionId  id)
{
  need_card (self, id);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->cards[id]));
}

static void
show_checks (HillWhatIfView *self)
{
  if (self->checks == NULL)
    {
      self->checks = hill_sanity_card_new (self->session);
      gtk_stack_add_named (self->stack, self->checks, "checks");
    }
  gtk_stack_set_visible_child (self->stack, self->checks);
}

static void
on_row_selected (HillWhatIfView *self,
                 GtkListBoxRow  *row)
{
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (self->session == NULL || index < 0)
    return;
  if (index < HILL_N_QUESTIONS)
    show_card (self, (HillQuestionId) index);
  else
    show_checks (self);
}

/* Those that were looked at, and the row that is chosen. */
static void
save_state (HillStateful *stateful,
            GHashTable   *values)
{
  HillWhatIfView *self = HILL_WHAT_IF_VIEW (stateful);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  g_autoptr(GString) opened = g_string_new (NULL);

  for (int i = 0; i < HILL_N_QUESTIONS; i++)
    if (self->cards[i] != NULL)
      g_string_append_printf (opened, "%s%d", opened->len > 0 ? "," : "", i + 1);
  hill_values_put (values, "opened", opened->str);
  hill_values_put_number (values, "row", row != NULL ? gtk_list_box_row_get_index (row) + 1 : 0);
}

static void
drop_card (HillWhatIfView *self,
           int             id)
{
  if (self->cards[id] == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->cards[id], show_count, self);
  gtk_stack_remove (self->stack, GTK_WIDGET (self->cards[id]));
  self->cards[id] = NULL;
}

static gboolean
restore_state (HillStateful *stateful,
               GHashTable   *values)
{
  HillWhatIfView *self = HILL_WHAT_IF_VIEW (stateful);
  const char *text = hill_values_get (values, "opened");
  g_auto(GStrv) opened = g_strsplit (text != NULL ? text : "", ",", HILL_N_QUESTIONS);
  int row = (int) hill_values_get_number (values, "row", 0, HILL_N_QUESTIONS + 1, 0);

  if (self->session == NULL)
    return FALSE;
  for (int i = 0; i < HILL_N_QUESTIONS; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", i + 1);

      if (g_strv_contains ((const char * const *) opened, number))
        need_card (self, (HillQuestionId) i);
      else
        drop_card (self, i);
    }
  gtk_list_box_select_row (self->list, row > 0 ? gtk_list_box_get_row_at_index (self->list, row - 1) : NULL);
  show_count (self);
  return TRUE;
}

static void
hill_what_if_view_stateful_init (HillStatefulInterface *iface)
{
  iface->save_state = save_state;
  iface->restore_state = restore_state;
}

static void
hill_what_if_view_dispose (GObject *object)
{
  HillWhatIfView *self = HILL_WHAT_IF_VIEW (object);
  GtkWidget *child;

  for (guint i = 0; i < HILL_N_QUESTIONS; i++)
    if (self->cards[i] != NULL)
      g_signal_handlers_disconnect_by_func (self->cards[i], show_count, self);
  g_clear_object (&self->worksheet);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_WHAT_IF_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_what_if_view_parent_class)->dispose (object);
}

static void
hill_what_if_view_class_init (HillWhatIfViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_what_if_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hill-what-if-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HillWhatIfView, list);
  gtk_widget_class_bind_template_child (widget_class, HillWhatIfView, stack);
  gtk_widget_class_bind_template_child (widget_class, HillWhatIfView, count_label);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "whatif");
}

static void
hill_what_if_view_init (HillWhatIfView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < HILL_N_QUESTIONS; i++)
    {
      self->marks[i] = GTK_LABEL (gtk_label_new (NULL));
      gtk_list_box_append (self->list, new_row (_(hill_question_get ((HillQuestionId) i)->title), self->marks[i]));
    }
  gtk_list_box_append (self->list, new_row (_("Sanity checks"), NULL));
  gtk_list_box_set_header_func (self->list, set_header, NULL, NULL);
}

void
hill_what_if_view_set_model (HillWhatIfView *self,
                             HillWorksheet  *worksheet,
                             HillSession    *session)
{
  g_return_if_fail (HILL_IS_WHAT_IF_VIEW (self) && self->session == NULL);

  self->worksheet = g_object_ref (worksheet);
  self->session = g_object_ref (session);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}
