/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Snapshots come faster than plots can be drawn.  While a run goes on, one plot is renewed in each frame, in turn, all
 * from one snapshot, so that no frame carries more than one drawing; when it rests, all at once. */

#include "hill-training-page.h"

#include "hill-contest-view.h"
#include "hill-examples-popover.h"
#include "hill-plot-card.h"
#include "hill-preparing-bar.h"
#include "hill-product-view.h"
#include "hill-run-curves.h"
#include "hill-step-bar.h"
#include "hill-template-plots.h"
#include "hill-training-controls.h"
#include "hill-training-keys.h"
#include "hill-training-notice.h"
#include "hill-training-numbers.h"

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
  HillPreparingBar     *preparing;
  HillTrainingNumbers  *numbers;
  HillPlotCard         *loss_card;
  HillPlotCard         *accuracy_card;
  HillPlotCard         *template_card;
  HillPlotCard         *confusion_card;
  GtkToggleButton      *log_button;
  GtkDropDown          *template_mode;
  GtkWidget            *product_button;
  GtkStack             *content;        /* the plots, or one of the two views that take their place */
  HillProductView      *product_view;
  HillContestView      *contest_view;
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

static void queue_update (HillTrainingPage *self);

static gboolean
is_running (HillTrainingPage *self)
{
  return self->session != NULL && hill_session_get_running (self->session);
}

/* A cursor makes sense where a person looks back. */
static double
get_cursor (HillTrainingPage *self)
{
  return is_running (self) || self->snapshot->n_steps == 0 ? NAN : (double) self->snapshot->step;
}

static void
show_templates (HillTrainingPage *self)
{
  gboolean has_images = hill_dataset_has_images (hill_design_get_dataset (self->snapshot->design));
  gboolean has_pictures = hill_snapshot_has_pictures (self->snapshot);
  gboolean has_color = has_pictures && hill_design_get_feature_set (self->snapshot->design)->n_channels == 3;

  gtk_widget_set_visible (GTK_WIDGET (self->template_mode), has_color);
  gtk_widget_set_visible (self->product_button, has_images);
  g_object_set (self->template_card, "title", has_pictures ? _("Weights as images") : has_images ? _("Weights of the features") : _("Weights"),
                NULL);
  hill_plot_card_take_plot (self->template_card,
                            hill_snapshot_new_template_plot (self->snapshot, gtk_drop_down_get_selected (self->template_mode) == 1));
}

static void
show_confusion (HillTrainingPage *self)
{
  HillConfusion *confusion = self->snapshot->confusion;

  if (confusion == self->confusion)
    return;
  g_clear_pointer (&self->confusion, hill_confusion_unref);
  if (confusion == NULL)
    {
      hill_plot_view_set_plot (hill_plot_card_get_view (self->confusion_card), NULL);
      return;
    }
  self->confusion = hill_confusion_ref (confusion);
  g_object_set (self->confusion_card, "title", self->snapshot->confusion_split == HILL_SPLIT_TEST
                                                   ? _("Confusion matrix, test set")
                                                   : _("Confusion matrix, training set"), NULL);
  hill_plot_card_take_plot (self->confusion_card, hill_snapshot_new_confusion_plot (self->snapshot));
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

static gboolean
is_shown (HillTrainingPage *self,
          const char       *name)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->content), name);
}

static gboolean
has_images (HillTrainingPage *self)
{
  HillDataset *dataset = self->session != NULL ? hill_session_get_dataset (self->session) : NULL;

  return dataset != NULL && hill_dataset_has_images (dataset);
}

static void
on_back (HillTrainingPage *self)
{
  HillPlotCard *card = is_shown (self, "product") ? self->template_card : self->loss_card;

  gtk_stack_set_visible_child_name (self->content, "plots");
  gtk_widget_grab_focus (GTK_WIDGET (hill_plot_card_get_view (card)));
  queue_update (self);
}

/* FALSE where there is nothing to show yet. */
static gboolean
show_product (HillTrainingPage *self)
{
  if (self->snapshot == NULL || !has_images (self))
    return FALSE;
  hill_product_view_set_snapshot (self->product_view, self->snapshot);
  gtk_stack_set_visible_child_name (self->content, "product");
  gtk_widget_grab_focus (GTK_WIDGET (self->product_view));
  return TRUE;
}

static void
on_example_chosen (HillTrainingPage *self,
                   guint             row,
                   guint             class_index)
{
  if (show_product (self))
    hill_product_view_show_image (self->product_view, self->snapshot->confusion_split, row, (int) class_index);
}

static void
on_template_activated (HillTrainingPage  *self,
                       const HillPlotHit *hit)
{
  if (hit->series >= 0 && show_product (self))
    hill_product_view_show_class (self->product_view, (guint) hit->series);
}

static void
on_view_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  HillTrainingPage *self = HILL_TRAINING_PAGE (widget);

  if (g_str_equal (name, "training.product"))
    {
      show_product (self);
      return;
    }
  hill_contest_view_update (self->contest_view);
  gtk_stack_set_visible_child_name (self->content, "contest");
  gtk_widget_grab_focus (GTK_WIDGET (self->contest_view));
}

/* Back to where the cell was chosen. */
static void
on_popover_closed (HillTrainingPage *self)
{
  if (is_shown (self, "plots"))
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

static void
update_banner (HillTrainingPage *self)
{
  HillSnapshot *snapshot = self->session != NULL ? hill_session_get_snapshot (self->session) : NULL;
  g_autofree char *text = NULL;

  if (snapshot != NULL)
    text = hill_training_notice_format (snapshot, hill_session_get_experiment (self->session), hill_step_bar_has_changes (self->step_bar));
  set_banner (self, text);
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

/* Of what is in view: a plot, or the product. */
static void
show_next (HillTrainingPage *self)
{
  if (self->next_panel == N_PANELS)
    return;
  if (is_shown (self, "plots"))
    show_panel (self, self->next_panel++);
  else
    {
      if (is_shown (self, "product"))
        hill_product_view_set_snapshot (self->product_view, self->snapshot);
      self->next_panel = N_PANELS;
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
    show_next (self);
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

/* Points have no features to choose from. */
static void
on_loaded (HillTrainingPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "training.contest", has_images (self));
  if (!has_images (self))
    gtk_stack_set_visible_child_name (self->content, "plots");
  hill_contest_view_update (self->contest_view);
  on_snapshot (self);
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
restore_cards (GtkWidget *widget)
{
  HillTrainingPage *self = HILL_TRAINING_PAGE (widget);
  HillPlotCard *cards[] = { self->loss_card, self->accuracy_card, self->template_card, self->confusion_card };

  if (!is_shown (self, "plots"))
    {
      if (!hill_product_view_restore (self->product_view) && !hill_contest_view_restore (self->contest_view))
        on_back (self);
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    if (hill_plot_card_get_enlarged (cards[i]))
      {
        hill_plot_card_set_enlarged (cards[i], FALSE);
        return TRUE;
      }
  return FALSE;
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
  g_object_set (self->preparing, "session", session, NULL);
  hill_contest_view_set_session (self->contest_view, session);
  on_loaded (self);
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
  g_type_ensure (HILL_TYPE_PREPARING_BAR);
  g_type_ensure (HILL_TYPE_PRODUCT_VIEW);
  g_type_ensure (HILL_TYPE_CONTEST_VIEW);
  g_type_ensure (HILL_TYPE_STEP_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/training-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, controls);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, options_button);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, banner);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, banner_label);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, preparing);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, numbers);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, loss_card);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, accuracy_card);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, template_card);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, confusion_card);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, log_button);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, template_mode);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, product_button);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, content);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, product_view);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, contest_view);
  gtk_widget_class_bind_template_child (widget_class, HillTrainingPage, step_bar);
  gtk_widget_class_bind_template_callback (widget_class, on_view_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_options_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_enlarged);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
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
  gtk_widget_class_install_action (widget_class, "training.product", NULL, on_view_action);
  gtk_widget_class_install_action (widget_class, "training.contest", NULL, on_view_action);
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
  g_signal_group_connect_swapped (self->signals, "loaded", G_CALLBACK (on_loaded), self);
  g_signal_group_connect_swapped (self->signals, "notify::running", G_CALLBACK (on_snapshot), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->popover = hill_examples_popover_new ();
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (on_popover_closed), self);
  g_signal_connect_swapped (self->popover, "chosen", G_CALLBACK (on_example_chosen), self);
  g_signal_connect_swapped (hill_plot_card_get_view (self->template_card), "activated", G_CALLBACK (on_template_activated), self);
  g_signal_connect_swapped (hill_plot_card_get_view (self->confusion_card), "activated", G_CALLBACK (on_confusion_activated), self);
  hill_training_keys_add (GTK_WIDGET (self), GTK_WIDGET (self->step_bar), GTK_TOGGLE_BUTTON (self->options_button), restore_cards);
}
