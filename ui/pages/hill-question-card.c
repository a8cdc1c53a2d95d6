/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Nothing is computed before the answer is revealed.  From then on it follows the controls, the worksheet and the model, while the verdict on
 * the prediction stays what it was. */

#include "hill-question-card.h"

#include "hill-evidence.h"
#include "hill-formula-view.h"
#include "hill-pacer.h"
#include "hill-plot-view.h"
#include "hill-stateful.h"
#include "hill-text-table.h"

#include <glib/gi18n.h>

struct _HillQuestionCard
{
  GtkWidget           parent_instance;

  GtkLabel           *question_label;   /* template children */
  HillFormulaView    *formula;
  GtkWidget          *controls;
  GtkWidget          *image_control;
  GtkWidget          *class_control;
  GtkWidget          *delta_control;
  GtkWidget          *classes_control;
  GtkWidget          *margin_control;
  GtkWidget          *factor_control;
  GtkWidget          *base_control;
  GtkWidget          *switch_control;
  GtkDropDown        *image_drop_down;
  GtkDropDown        *class_drop_down;
  GtkAdjustment      *delta_adjustment;
  GtkAdjustment      *classes_adjustment;
  GtkAdjustment      *margin_adjustment;
  GtkAdjustment      *factor_adjustment;
  GtkDropDown        *base_drop_down;
  GtkSwitch          *switch_button;
  GtkLabel           *switch_label;
  GtkLabel           *prompt_label;
  GtkEntry           *entry;
  GtkFlowBox         *choices;
  GtkWidget          *reveal_button;
  GtkWidget          *hide_button;
  GtkLabel           *verdict_label;
  GtkWidget          *evidence;
  GtkLabel           *answer_label;
  GtkLabel           *notes_label;
  HillTextTable      *table;
  HillPlotView       *plot;

  HillQuestionId      id;
  const HillQuestion *question;
  GtkCheckButton     *buttons[HILL_QUESTION_MAX_CHOICES];
  HillWorksheet      *worksheet;        /* owned */
  HillSession        *session;          /* owned */
  GSignalGroup       *worksheet_signals;
  GSignalGroup       *session_signals;
  HillPacer           pacer;
  gboolean            filling;          /* the program, not the person, moves a control */
  gboolean            stale;            /* something changed while the card was out of sight */
  HillVerdict         verdict;
};

enum
{
  JUDGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void hill_question_card_stateful_init (HillStatefulInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HillQuestionCard, hill_question_card, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (HILL_TYPE_STATEFUL, hill_question_card_stateful_init))

static guint
get_selected (GtkDropDown *drop_down,
              guint        n)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  return selected < n ? selected : 0;
}

static void
read_model (HillQuestionCard    *self,
            HillQuestionSetting *setting)
{
  HillSnapshot *snapshot = hill_session_get_snapshot (self->session);

  setting->loss = hill_session_get_experiment (self->session)->loss;
  if (snapshot == NULL)
    return;
  setting->n_model_classes = hill_design_get_n_classes (snapshot->design);
  hill_norms_init_model (&setting->norms, setting->n_model_classes, hill_design_get_n_features (snapshot->design), snapshot->weights);
}

static void
read_setting (HillQuestionCard    *self,
              HillQuestionSetting *setting)
{
  static const HillLogBase bases[] = { HILL_LOG_E, HILL_LOG_2, HILL_LOG_10 };
  const HillSheet *sheet = hill_worksheet_get_sheet (self->worksheet);

  *setting = (HillQuestionSetting) { .sheet = sheet };
  setting->image = get_selected (self->image_drop_down, hill_sheet_get_n_images (sheet));
  setting->class_index = get_selected (self->class_drop_down, hill_sheet_get_n_classes (sheet));
  setting->delta = gtk_adjustment_get_value (self->delta_adjustment);
  setting->n_classes = (guint) gtk_adjustment_get_value (self->classes_adjustment);
  setting->margin = gtk_adjustment_get_value (self->margin_adjustment);
  setting->factor = gtk_adjustment_get_value (self->factor_adjustment);
  setting->base = bases[get_selected (self->base_drop_down, G_N_ELEMENTS (bases))];
  setting->is_on = gtk_switch_get_active (self->switch_button);
  read_model (self, setting);
}

static gboolean
is_revealed (HillQuestionCard *self)
{
  return gtk_widget_get_visible (self->evidence);
}

static void
show_notes (HillQuestionCard   *self,
            const HillEvidence *evidence)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < evidence->notes->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (evidence->notes, i));
  gtk_label_set_text (self->notes_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->notes_label), text->len > 0);
}

static void
show_evidence (HillQuestionCard *self)
{
  g_autoptr(HillEvidence) evidence = NULL;
  HillQuestionSetting setting;

  read_setting (self, &setting);
  evidence = hill_evidence_new (self->id, &setting);
  gtk_label_set_text (self->answer_label, evidence->answer);
  show_notes (self, evidence);
  hill_text_table_set_cells (self->table, hill_evidence_get_n_rows (evidence), evidence->n_columns,
                             (const char * const *) evidence->cells->pdata);
  hill_plot_view_set_plot (self->plot, evidence->plot);
}

static void
update (gpointer data)
{
  HillQuestionCard *self = data;

  if (is_revealed (self))
    show_evidence (self);
}

static void
queue_update (HillQuestionCard *self)
{
  if (self->filling || !is_revealed (self))
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    hill_pacer_queue (&self->pacer);
  else
    self->stale = TRUE;
}

static void
on_control_changed (HillQuestionCard *self)
{
  queue_update (self);
}

/* A drop-down keeps its choice while the names around it change. */
static void
fill_drop_down (GtkDropDown *drop_down,
                GStrv        names)
{
  GtkStringList *list = gtk_string_list_new ((const char * const *) names);
  guint selected = gtk_drop_down_get_selected (drop_down);

  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (drop_down, selected < g_strv_length (names) ? selected : 0);
  g_object_unref (list);
}

static void
fill_names (HillQuestionCard *self)
{
  const HillSheet *sheet = hill_worksheet_get_sheet (self->worksheet);
  guint n_images = hill_sheet_get_n_images (sheet), n_classes = hill_sheet_get_n_classes (sheet);
  g_auto(GStrv) images = g_new0 (char *, n_images + 1);
  g_auto(GStrv) classes = g_new0 (char *, n_classes + 1);

  for (guint i = 0; i < n_images; i++)
    images[i] = g_strdup_printf ("%s: %s", hill_sheet_get_image_name (sheet, i),
                                 hill_sheet_get_class_name (sheet, hill_sheet_get_label (sheet, i)));
  for (guint c = 0; c < n_classes; c++)
    classes[c] = g_strdup (hill_sheet_get_class_name (sheet, c));
  self->filling = TRUE;
  fill_drop_down (self->image_drop_down, images);
  fill_drop_down (self->class_drop_down, classes);
  gtk_adjustment_set_value (self->classes_adjustment, n_classes);
  self->filling = FALSE;
}

static void
on_sheet_changed (HillQuestionCard *self)
{
  fill_names (self);
  queue_update (self);
}

static void
on_model_changed (HillQuestionCard *self)
{
  queue_update (self);
}

/* -1 for none. */
static int
get_choice (HillQuestionCard *self)
{
  for (int i = 0; self->question->choices[i] != NULL; i++)
    if (gtk_check_button_get_active (self->buttons[i]))
      return i;
  return -1;
}

static void
set_verdict (HillQuestionCard *self,
             HillVerdict       verdict,
             const char       *text)
{
  static const char * const classes[] = { "dim-label", "right", "wrong" };

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->verdict_label), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->verdict_label), classes[verdict]);
  gtk_label_set_text (self->verdict_label, text);
  self->verdict = verdict;
  g_signal_emit (self, signals[JUDGED], 0);
}

static void
judge_choice (HillQuestionCard *self)
{
  int choice = get_choice (self);
  g_autofree char *text = NULL;

  if (choice < 0)
    {
      set_verdict (self, HILL_VERDICT_NONE, _("Nothing was predicted."));
      return;
    }
  if ((guint) choice == self->question->right_choice)
    text = g_strdup_printf (_("✓ Right: “%s”."), _(self->question->choices[choice]));
  else
    text = g_strdup_printf (_("✗ Not quite: the prediction was “%s”."), _(self->question->choices[choice]));
  set_verdict (self, (guint) choice == self->question->right_choice ? HILL_VERDICT_RIGHT : HILL_VERDICT_WRONG, text);
}

/* FALSE where what was typed is no number: the answer then stays hidden. */
static gboolean
judge_number (HillQuestionCard *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr(HillEvidence) evidence = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  HillQuestionSetting setting;
  gboolean is_right;

  if (typed[0] == '\0')
    {
      set_verdict (self, HILL_VERDICT_NONE, _("Nothing was predicted."));
      return TRUE;
    }
  read_setting (self, &setting);
  evidence = hill_evidence_new (self->id, &setting);
  if (!hill_prediction_check (typed, evidence->expected, &is_right, &error))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      set_verdict (self, HILL_VERDICT_NONE, error->message);
      return FALSE;
    }
  text = is_right ? g_strdup_printf (_("✓ Right: %s."), typed) : g_strdup_printf (_("✗ Not quite: the prediction was %s."), typed);
  set_verdict (self, is_right ? HILL_VERDICT_RIGHT : HILL_VERDICT_WRONG, text);
  return TRUE;
}

static void
set_revealed (HillQuestionCard *self,
              gboolean          revealed)
{
  gtk_widget_set_visible (self->evidence, revealed);
  gtk_widget_set_visible (self->hide_button, revealed);
  gtk_widget_set_visible (self->reveal_button, !revealed);
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), !revealed);
  gtk_widget_set_sensitive (GTK_WIDGET (self->choices), !revealed);
}

static gboolean
reveal (HillQuestionCard *self)
{
  if (self->question->choices[0] != NULL)
    judge_choice (self);
  else if (!judge_number (self))
    return FALSE;
  show_evidence (self);
  set_revealed (self, TRUE);
  return TRUE;
}

static void
on_reveal (HillQuestionCard *self)
{
  if (!is_revealed (self) && reveal (self))
    gtk_widget_grab_focus (self->hide_button);
}

static void
set_choice (HillQuestionCard *self,
            int               choice)
{
  for (int i = 0; self->question->choices[i] != NULL; i++)
    gtk_check_button_set_active (self->buttons[i], i == choice);
}

static void
hide (HillQuestionCard *self)
{
  set_revealed (self, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  set_choice (self, -1);
  set_verdict (self, HILL_VERDICT_NONE, _("Predict first; then reveal the answer and its evidence."));
}

static void
on_hide (HillQuestionCard *self)
{
  hide (self);
  gtk_widget_grab_focus (self->question->choices[0] != NULL ? GTK_WIDGET (self->buttons[0]) : GTK_WIDGET (self->entry));
}

static void
on_prediction_changed (HillQuestionCard *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
add_choices (HillQuestionCard *self)
{
  for (int i = 0; self->question->choices[i] != NULL; i++)
    {
      GtkWidget *child = gtk_flow_box_child_new ();

      self->buttons[i] = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_(self->question->choices[i])));
      if (i > 0)
        gtk_check_button_set_group (self->buttons[i], self->buttons[0]);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), GTK_WIDGET (self->buttons[i]));
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_insert (self->choices, child, -1);
    }
}

static void
show_question (HillQuestionCard *self)
{
  const HillQuestion *question = self->question;
  const struct
  {
    HillControls control;
    GtkWidget   *widget;
  } controls[] = {
    { HILL_CONTROL_IMAGE, self->image_control }, { HILL_CONTROL_CLASS, self->class_control },
    { HILL_CONTROL_DELTA, self->delta_control }, { HILL_CONTROL_CLASSES, self->classes_control },
    { HILL_CONTROL_MARGIN, self->margin_control }, { HILL_CONTROL_FACTOR, self->factor_control },
    { HILL_CONTROL_BASE, self->base_control }, { HILL_CONTROL_SWITCH, self->switch_control },
  };

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _(question->title), -1);
  gtk_label_set_text (self->question_label, _(question->question));
  hill_formula_view_set_tex (self->formula, question->formula);
  gtk_label_set_text (self->prompt_label, _(question->prompt));
  for (gsize i = 0; i < G_N_ELEMENTS (controls); i++)
    gtk_widget_set_visible (controls[i].widget, (question->controls & controls[i].control) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->entry), question->choices[0] == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->choices), question->choices[0] != NULL);
  gtk_adjustment_set_value (self->delta_adjustment, question->delta);
  if (question->switch_label != NULL)
    {
      gtk_label_set_text (self->switch_label, _(question->switch_label));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->switch_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _(question->switch_label), -1);
    }
  add_choices (self);
}

/* What was typed, and the setting, are controls. */
static void
save_state (HillStateful *stateful,
            GHashTable   *values)
{
  HillQuestionCard *self = HILL_QUESTION_CARD (stateful);

  hill_values_put_number (values, "choice", get_choice (self) + 1);
  hill_values_put (values, "revealed", is_revealed (self) ? "true" : "false");
}

static gboolean
restore_state (HillStateful *stateful,
               GHashTable   *values)
{
  HillQuestionCard *self = HILL_QUESTION_CARD (stateful);

  if (is_revealed (self))
    hide (self);
  set_choice (self, (int) hill_values_get_number (values, "choice", 0, HILL_QUESTION_MAX_CHOICES, 0) - 1);
  if (g_strcmp0 (hill_values_get (values, "revealed"), "true") == 0)
    reveal (self);
  return TRUE;
}

static void
hill_question_card_stateful_init (HillStatefulInterface *iface)
{
  iface->save_state = save_state;
  iface->restore_state = restore_state;
}

static void
hill_question_card_map (GtkWidget *widget)
{
  HillQuestionCard *self = HILL_QUESTION_CARD (widget);

  GTK_WIDGET_CLASS (hill_question_card_parent_class)->map (widget);
  if (self->stale)
    hill_pacer_queue (&self->pacer);
  self->stale = FALSE;
}

static void
hill_question_card_dispose (GObject *object)
{
  HillQuestionCard *self = HILL_QUESTION_CARD (object);
  GtkWidget *child;

  hill_pacer_cancel (&self->pacer);
  g_clear_object (&self->worksheet_signals);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->worksheet);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_QUESTION_CARD);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_question_card_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hill-question-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, question_label);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, formula);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, controls);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, image_control);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, class_control);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, delta_control);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, classes_control);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, margin_control);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, factor_control);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, base_control);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, switch_control);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, image_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, class_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, delta_adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, classes_adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, margin_adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, factor_adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, base_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, switch_button);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, switch_label);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, prompt_label);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, entry);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, choices);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, reveal_button);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, hide_button);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, evidence);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, answer_label);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, notes_label);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, table);
  gtk_widget_class_bind_template_child (widget_class, HillQuestionCard, plot);
  gtk_widget_class_bind_template_callback (widget_class, on_control_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_prediction_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_reveal);
  gtk_widget_class_bind_template_callback (widget_class, on_hide);
}

static void
hill_question_card_class_init (HillQuestionCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_question_card_dispose;
  widget_class->map = hill_question_card_map;
  signals[JUDGED] = g_signal_new ("judged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (HILL_TYPE_FORMULA_VIEW);
  g_type_ensure (HILL_TYPE_PLOT_VIEW);
  g_type_ensure (HILL_TYPE_TEXT_TABLE);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "questioncard");
}

static void
hill_question_card_init (HillQuestionCard *self)
{
  self->pacer = (HillPacer) { .func = update, .user_data = self, .interval = 50 };
  self->worksheet_signals = g_signal_group_new (HILL_TYPE_WORKSHEET);
  g_signal_group_connect_swapped (self->worksheet_signals, "changed", G_CALLBACK (on_sheet_changed), self);
  self->session_signals = g_signal_group_new (HILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "snapshot", G_CALLBACK (on_model_changed), self);
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  hill_plot_view_set_name (self->plot, _("Plot of the evidence"));
}

GtkWidget *
hill_question_card_new (HillQuestionId  id,
                        HillWorksheet  *worksheet,
                        HillSession    *session)
{
  HillQuestionCard *self = g_object_new (HILL_TYPE_QUESTION_CARD, NULL);

  self->id = id;
  self->question = hill_question_get (id);
  self->worksheet = g_object_ref (worksheet);
  self->session = g_object_ref (session);
  show_question (self);
  fill_names (self);
  g_signal_group_set_target (self->worksheet_signals, worksheet);
  g_signal_group_set_target (self->session_signals, session);
  return GTK_WIDGET (self);
}

HillVerdict
hill_question_card_get_verdict (HillQuestionCard *self)
{
  g_return_val_if_fail (HILL_IS_QUESTION_CARD (self), HILL_VERDICT_NONE);

  return self->verdict;
}
