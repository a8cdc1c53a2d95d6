/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Snapshots come faster than plots can be drawn.  While a run goes on, one plot is renewed in each frame, in turn, all
 * from one snapshot, so that no frame carries more than one drawing; when it rests, all at once. */

#include "hill-training-page.h"

#include "hill-block-plot.h"
#include "hill-confusion-plot.h"
#include "hill-examples-popover.h"
#include "hill-plot-card.h"
#include "hill-run-curves.h"
#include "hill-step-bar.h"
#include "hill-template-plot.h"
#include "hill-training-controls.h"
#include "hill-training-numbers.h"
#include "hill-training-options.h"

#include <glib/gi18n.h>
#include <math.h>

typedef enum
{
  PANEL_LOSS,
  PANEL_ACCURACY,
  PANEL_TEMPLATES,
  PANEL_CONFUSION,
  N_PANELS
} Panel;

struct _HillTrainingPage
{
  GtkWidget             parent_instance;

  HillTrainingControls *controls;       /* template children */
  GtkWidget            *options_button;
  GtkRevealer          *banner;
  GtkLabel             *banner_label;
  GtkRevealer          *preparing;
  GtkProgressBar       *preparing_bar;
  HillTrainingNumbers  *numbers;
  HillPlotCard         *loss_card;
  HillPlotCard         *accuracy_card;
  HillPlotCard         *template_card;
  HillPlotCard         *confusion_card;
  GtkToggleButton      *log_button;
  GtkDropDown          *template_mode;
  HillStepBar          *step_bar;

  GtkWidget            *popover;        /* a child that hangs over the others */
  HillSession          *session;        /* owned */
  GSignalGroup         *signals;        /* of the session */
  HillRunCurves        *curves;         /* owned */
  HillSnapshot         *snapshot;       /* owned: the one that the plots show, or are coming to show */
  HillConfusion        *confusion;      /* owned: the one that the matrix shows */
  gboolean              stale;          /* there is a newer snapshot */
  Panel                 next_panel;     /* of the snapshot above; N_PANELS: all are done */
  guint                 tick_id;
  gboolean              visited;        /* it had the focus once */
  gboolean              wants_focus;    /* it has come to be seen */
  int                   wanted_cell[2]; /* a cell clicked in mid-run: true and predicted class, or -1 */
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HillTrainingPage, hill_training_page, GTK_TYPE_WIDGET)

static gboolean
is_running (HillTrainingPage *self)
{
  return self->session != NULL && hill_session_get_running (self->session);
}

static const char **
list_class_names (HillDataset *dataset)
{
  guint n_classes = hill_dataset_get_n_classes (dataset);
  const char **names = g_new0 (const char *, n_classes + 1);

  for (guint c = 0; c < n_classes; c++)
    names[c] = hill_dataset_get_class_name (dataset, c);
  return names;
}

/* A cursor makes sense where a person looks back. */
static double
get_cursor (HillTrainingPage *self)
{
  return is_running (self) || self->snapshot->n_steps == 0 ? NAN : (double) self->snapshot->step;
}

/* Pixels as a picture of each class; the coordinates of points as bars. */
static HillPlot *
new_template_plot (HillTrainingPage    *self,
                   HillDataset         *dataset,
                   const char * const  *names,
                   gboolean             has_color)
{
  gboolean in_color = has_color && gtk_drop_down_get_selected (self->template_mode) == 1;
  HillDesign *design = self->snapshot->design;

  return hill_template_plot_new (NULL, self->snapshot->templates, hill_design_get_n_classes (design), hill_design_get_n_features (design),
                                 hill_dataset_get_width (dataset), hill_dataset_get_height (dataset),
                                 hill_dataset_get_n_channels (dataset), names,
                                 in_color ? HILL_TEMPLATE_COLOR : HILL_TEMPLATE_DIVERGING);
}

static void
show_templates (HillTrainingPage *self)
{
  HillDesign *design = self->snapshot->design;
  const HillFeatureSet *set = hill_design_get_feature_set (design);
  HillDataset *dataset = hill_design_get_dataset (design);
  gboolean has_images = hill_dataset_has_images (dataset);
  gboolean only_pixels = set->n_blocks == 1 && set->blocks[0].kind == HILL_FEATURE_PIXELS;
  gboolean has_color = has_images && only_pixels && hill_dataset_get_n_channels (dataset) == 3;
  g_autofree const char **names = list_class_names (dataset);

  gtk_widget_set_visible (GTK_WIDGET (self->template_mode), has_color);
  g_object_set (self->template_card, "title", has_images && only_pixels ? _("Weights as images") : has_images ? _("Weights of the features")
                                                                                                          : _("Weights"), NULL);
  hill_plot_card_take_plot (self->template_card,
                            only_pixels ? new_template_plot (self, dataset, names, has_color)
                                        : hill_block_plot_new (NULL, set, self->snapshot->templates, hill_design_get_n_classes (design),
                                                               names, HILL_BLOCK_WEIGHTS));
}

static void
show_confusion (HillTrainingPage *self)
{
  HillConfusion *confusion = self->snapshot->confusion;
  g_autofree const char **names = NULL;

  if (confusion == self->confusion)
    return;
  g_clear_pointer (&self->confusion, hill_confusion_unref);
  if (confusion == NULL)
    {
      hill_plot_view_set_plot (hill_plot_card_get_view (self->confusion_card), NULL);
      return;
    }
  self->confusion = hill_confusion_ref (confusion);
  names = list_class_names (hill_design_get_dataset (self->snapshot->design));
  g_object_set (self->confusion_card, "title", self->snapshot->confusion_split == HILL_SPLIT_TEST
                                                   ? _("Confusion matrix, test set")
                                                   : _("Confusion matrix, training set"), NULL);
  hill_plot_card_take_plot (self->confusion_card, hill_confusion_plot_new (NULL, confusion->counts, confusion->n_classes, names));
}

static void
show_panel (HillTrainingPage *self,
            Panel             panel)
{
  switch (panel)
    {
    case PANEL_LOSS:
      hill_plot_card_take_plot (self->loss_card,
                                hill_run_curves_new_loss_plot (self->curves, self->snapshot,
                                                               gtk_toggle_button_get_active (self->log_button), get_cursor (self)));
      break;
    case PANEL_ACCURACY:
      hill_plot_card_take_plot (self->accuracy_card,
                                hill_run_curves_new_accuracy_plot (self->curves, self->snapshot, get_cursor (self)));
      break;
    case PANEL_TEMPLATES:
      show_templates (self);
      break;
    case PANEL_CONFUSION:
      show_confusion (self);
      break;
    case N_PANELS:
    default:
      break;
    }
}

static void
show_cell (HillTrainingPage *self,
           guint             true_class,
           guint             predicted_class)
{
  HillPlotView *view = hill_plot_card_get_view (self->confusion_card);
  HillPlotHit hit = { .series = (int) true_class, .index = predicted_class };
  GdkRectangle place = { gtk_widget_get_width (GTK_WIDGET (view)) / 2, gtk_widget_get_height (GTK_WIDGET (view)) / 2, 1, 1 };
  double x, y;

  hill_plot_view_locate (view, &hit, &place);
  gtk_widget_translate_coordinates (GTK_WIDGET (view), GTK_WIDGET (self), place.x, place.y, &x, &y);
  place.x = (int) x;
  place.y = (int) y;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  hill_examples_popover_show (HILL_EXAMPLES_POPOVER (self->popover), self->snapshot, true_class, predicted_class);
}

/* The cell is shown as soon as the numbers are those of the step shown. */
static void
show_wanted_cell (HillTrainingPage *self)
{
  const HillSnapshot *snapshot = self->snapshot;

  if (self->wanted_cell[0] < 0 || is_running (self) || snapshot == NULL || snapshot->confusion == NULL || !snapshot->evaluated)
    return;
  if ((guint) self->wanted_cell[0] < snapshot->confusion->n_classes && (guint) self->wanted_cell[1] < snapshot->confusion->n_classes)
    show_cell (self, (guint) self->wanted_cell[0], (guint) self->wanted_cell[1]);
  self->wanted_cell[0] = self->wanted_cell[1] = -1;
}

static void
on_confusion_activated (HillTrainingPage  *self,
                        const HillPlotHit *hit)
{
  if (self->session == NULL || hit->series < 0 || hit->index < 0)
    return;
  self->wanted_cell[0] = hit->series;
  self->wanted_cell[1] = (int) hit->index;
  if (is_running (self))
    hill_session_pause (self->session);
  show_wanted_cell (self);
}

/* Back to where the cell was chosen. */
static void
on_popover_closed (HillTrainingPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (hill_plot_card_get_view (self->confusion_card)));
}

static void
set_banner (HillTrainingPage *self,
            const char       *text)
{
  if (text != NULL && g_strcmp0 (text, gtk_label_get_text (self->banner_label)) != 0)
    gtk_label_set_text (self->banner_label, text);
  if (gtk_revealer_get_reveal_child (self->banner) != (text != NULL))
    gtk_revealer_set_reveal_child (self->banner, text != NULL);
}

/* What a person has to know, the gravest first; (transfer full) (nullable). */
static char *
format_banner (HillTrainingPage *self)
{
  const HillSnapshot *snapshot = hill_session_get_snapshot (self->session);
  g_autofree char *changes = NULL;

  if (snapshot == NULL)
    return NULL;
  changes = hill_training_options_list_changes (&snapshot->experiment, hill_session_get_experiment (self->session));
  if (changes != NULL && snapshot->n_steps > 0)
    return g_strdup_printf (_("Changed, and held from a new run on: %s. Start or Reset begins it at step 0."), changes);
  if (snapshot->step < snapshot->n_steps && hill_step_bar_has_changes (self->step_bar))
    return g_strdup_printf (_("With the changed options, Start and Step go on from step %llu and forget the steps after it."),
                            (unsigned long long) snapshot->step);
  return snapshot->state != HILL_TRAINER_READY ? g_strdup (snapshot->message) : NULL;
}

static void
update_banner (HillTrainingPage *self)
{
  g_autofree char *text = self->session != NULL ? format_banner (self) : NULL;

  set_banner (self, text);
}

static void
on_preparing (HillTrainingPage *self)
{
  double fraction = hill_session_get_preparing (self->session);

  gtk_revealer_set_reveal_child (self->preparing, fraction >= 0);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->preparing_bar, MIN (fraction, 1));
}

static void
on_cancel_preparing (HillTrainingPage *self)
{
  hill_session_cancel_preparing (self->session);
}

static void
take_snapshot (HillTrainingPage *self)
{
  HillSnapshot *snapshot = hill_session_get_snapshot (self->session);

  self->stale = FALSE;
  if (snapshot != NULL)
    hill_snapshot_ref (snapshot);
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  self->snapshot = snapshot;
  self->next_panel = snapshot != NULL ? PANEL_LOSS : N_PANELS;
  if (snapshot != NULL)
    hill_run_curves_update (self->curves, snapshot);
}

/* Who comes to this page wants to start: the space bar shall do it, without a way through all the options first. */
static void
focus_start (HillTrainingPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->visited && focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    self->wants_focus = FALSE;
  else if (gtk_widget_grab_focus (GTK_WIDGET (self->step_bar)))
    {
      self->visited = TRUE;
      self->wants_focus = FALSE;
    }
}

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  HillTrainingPage *self = HILL_TRAINING_PAGE (widget);

  if (self->wants_focus)
    focus_start (self);
  if (self->stale && (self->next_panel == N_PANELS || !is_running (self)))
    take_snapshot (self);
  do
    {
      if (self->next_panel < N_PANELS)
        show_panel (self, self->next_panel++);
    }
  while (self->next_panel < N_PANELS && !is_running (self));

  if (self->next_panel < N_PANELS || self->stale)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  show_wanted_cell (self);
  return G_SOURCE_REMOVE;
}

static void
queue_update (HillTrainingPage *self)
{
  self->stale = TRUE;
  if (self->tick_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

static void
on_snapshot (HillTrainingPage *self)
{
  update_banner (self);
  queue_update (self);
}

static void
on_view_changed (HillTrainingPage *self)
{
  queue_update (self);
}

static void
on_options_changed (HillTrainingPage *self)
{
  update_banner (self);
  hill_step_bar_update (self->step_bar);
}

/* One card alone, or all four. */
static void
on_enlarged (HillPlotCard     *card,
             GParamSpec       *pspec,
             HillTrainingPage *self)
{
  HillPlotCard *cards[] = { self->loss_card, self->accuracy_card, self->template_card, self->confusion_card };
  gboolean enlarged = hill_plot_card_get_enlarged (card);

  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    if (cards[i] != card)
      gtk_widget_set_visible (GTK_WIDGET (cards[i]), !enlarged);
}

static gboolean
restore_cards (HillTrainingPage *self)
{
  HillPlotCard *cards[] = { self->loss_card, self->accuracy_card, self->template_card, self->confusion_card };

  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    if (hill_plot_card_get_enlarged (cards[i]))
      {
        hill_plot_card_set_enlarged (cards[i], FALSE);
        return TRUE;
      }
  return FALSE;
}

/* Does what has the focus want this key for itself? */
static gboolean
is_key_taken (HillTrainingPage *self,
              gboolean          is_space)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (focus == NULL)
    return FALSE;
  if (!gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return TRUE;
  if (is_space)
    return GTK_IS_BUTTON (focus) || GTK_IS_TEXT (focus);
  return GTK_IS_RANGE (focus) || GTK_IS_TEXT (focus) || HILL_IS_PLOT_VIEW (focus);
}

/* Before the window takes the arrows to move the focus.  @data names what to do. */
static gboolean
on_shortcut (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  HillTrainingPage *self = HILL_TRAINING_PAGE (widget);
  const char *action = data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (!gtk_widget_get_mapped (widget) || (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL))
    return GDK_EVENT_PROPAGATE;
  if (g_str_equal (action, "restore"))
    return restore_cards (self);
  if (g_str_equal (action, "options"))
    {
      GtkToggleButton *button = GTK_TOGGLE_BUTTON (self->options_button);

      gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
      return GDK_EVENT_STOP;
    }
  if (!g_str_equal (action, "run.reset") && is_key_taken (self, g_str_equal (action, "run.toggle")))
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_activate_action (GTK_WIDGET (self->step_bar), action, NULL);
}

static void
add_shortcuts (HillTrainingPage *self)
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

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].trigger),
                                                            gtk_callback_action_new (on_shortcut, (gpointer) shortcuts[i].action, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
set_session (HillTrainingPage *self,
             HillSession      *session)
{
  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, session);
  if (session == NULL)
    return;
  g_object_set (self->controls, "session", session, NULL);
  g_object_set (self->numbers, "session", session, NULL);
  g_object_set (self->step_bar, "session", session, NULL);
  on_snapshot (self);
}

static void
hill_training_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hill_training_page_parent_class)->map (widget);
  HILL_TRAINING_PAGE (widget)->wants_focus = TRUE;
  queue_update (HILL_TRAINING_PAGE (widget));
}

/* Hidden pages draw nothing; what comes in the meantime is shown when they are back. */
static void
hill_training_page_unmap (GtkWidget *widget)
{
  HillTrainingPage *self = HILL_TRAINING_PAGE (widget);

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (widget, self->tick_id);
  self->tick_id = 0;
  GTK_WIDGET_CLASS (hill_training_page_parent_class)->unmap (widget);
}

static void
hill_training_page_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, HILL_TRAINING_PAGE (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_training_page_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  if (id == PROP_SESSION)
    set_session (HILL_TRAINING_PAGE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_training_page_dispose (GObject *object)
{
  HillTrainingPage *self = HILL_TRAINING_PAGE (object);
  GtkWidget *child;

  set_session (self, NULL);
  g_clear_object (&self->signals);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  g_clear_pointer (&self->confusion, hill_confusion_unref);
  g_clear_pointer (&self->curves, hill_run_curves_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_TRAINING_PAGE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_training_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (HILL_TYPE_TRAINING_CONTROLS);
  g_type_ensure (HILL_TYPE_TRAINING_NUMBERS);
  g_type_ensure (HILL_TYPE_PLOT_CARD);
  g_type_ensure (HILL_TYPE_STEP_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/training-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, controls);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, options_button);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, banner);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, banner_label);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, preparing);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, preparing_bar);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, numbers);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, loss_card);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, accuracy_card);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, template_card);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, confusion_card);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, log_button);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, template_mode);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, step_bar);
  gtk_widget_class_bind_template_callback (widget_class, on_view_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_options_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_enlarged);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_preparing);
}

static void
hill_training_page_class_init (HillTrainingPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_training_page_get_property;
  object_class->set_property = hill_training_page_set_property;
  object_class->dispose = hill_training_page_dispose;
  widget_class->map = hill_training_page_map;
  widget_class->unmap = hill_training_page_unmap;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HILL_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hill_training_page_init (HillTrainingPage *self)
{
  self->wanted_cell[0] = self->wanted_cell[1] = -1;
  self->next_panel = N_PANELS;
  self->curves = hill_run_curves_new ();
  self->signals = g_signal_group_new (HILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "snapshot", G_CALLBACK (on_snapshot), self);
  g_signal_group_connect_swapped (self->signals, "loaded", G_CALLBACK (on_snapshot), self);
  g_signal_group_connect_swapped (self->signals, "notify::running", G_CALLBACK (on_snapshot), self);
  g_signal_group_connect_swapped (self->signals, "notify::preparing", G_CALLBACK (on_preparing), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->popover = hill_examples_popover_new ();
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (on_popover_closed), self);
  g_signal_connect_swapped (hill_plot_card_get_view (self->confusion_card), "activated", G_CALLBACK (on_confusion_activated), self);
  add_shortcuts (self);
}
