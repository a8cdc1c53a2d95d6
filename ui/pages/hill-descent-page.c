/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The page shows what the descent says and draws, and hands on what is pressed and dragged.  However much changes between two
 * frames, it is brought up to date once in each. */

#include "hill-descent-page.h"

#include "hill-descent-bar.h"
#include "hill-descent-batch.h"
#include "hill-descent-hands.h"
#include "hill-descent-options.h"
#include "hill-descent-step-source.h"
#include "hill-formula-view.h"
#include "hill-model-descent.h"
#include "hill-plane-chooser.h"
#include "hill-plot-actions.h"
#include "hill-plot-card.h"
#include "hill-points-view.h"
#include "hill-race-view.h"
#include "hill-surface-descent.h"
#include "hill-view-state.h"

#include <glib/gi18n.h>

struct _HillDescentPage
{
  GtkWidget           parent_instance;

  GtkDropDown        *ground;           /* template children, to bar */
  GtkWidget          *scene_box;
  GtkDropDown        *kind;
  GtkDropDown        *measure;
  HillPlaneChooser   *chooser;
  GtkToggleButton    *follow_button;
  GtkToggleButton    *fixed_button;
  GtkLabel           *formula;
  GtkToggleButton    *ahead_button;
  GtkDropDown        *view;
  GtkStack           *stack;
  HillRaceView       *race;
  HillPointsView     *points_view;
  GtkWidget          *trouble;
  GtkLabel           *trouble_label;
  HillPlotCard       *card;
  GtkWidget          *side;
  GtkLabel           *sentence;
  HillFormulaView    *rule;
  GtkLabel           *update;
  GtkWidget          *start_button;
  HillPlotView       *ruler;
  HillDescentBatch   *batch;
  HillDescentOptions *options;
  HillDescentBar     *bar;

  HillSession        *session;          /* owned */
  HillDescent        *surface;          /* owned */
  HillDescent        *model;            /* owned (nullable): with a session */
  HillDescent        *points;           /* owned */
  HillDescent        *descent;          /* unowned: the one that is shown */
  HillDescentHands    hands;            /* on what is shown */
  guint               tick_id;
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HillDescentPage, hill_descent_page, GTK_TYPE_WIDGET)

static HillLook
get_look (HillDescentPage *self)
{
  return (HillLook) { (HillView) gtk_drop_down_get_selected (self->view), self->hands.azimuth, self->hands.elevation,
                      gtk_toggle_button_get_active (self->ahead_button) };
}

static HillSurface
get_surface (HillDescentPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->ground);

  return (HillSurface) CLAMP ((int) selected - 1, 0, HILL_N_SURFACES - 1);
}

static gboolean
is_racing (HillDescentPage *self)
{
  return self->descent != self->points && gtk_drop_down_get_selected (self->view) > HILL_VIEW_SLICE;
}

static void
show_plots (HillDescentPage *self)
{
  HillLook look = get_look (self);
  HillPlot *ruler = hill_descent_new_ruler (self->descent);

  hill_plot_card_take_plot (self->card, hill_descent_new_plot (self->descent, &look));
  hill_plot_view_set_plot (self->ruler, ruler);
  g_clear_pointer (&ruler, hill_plot_unref);
}

static void
set_label (GtkLabel   *label,
           const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

static void
show_words (HillDescentPage *self)
{
  g_autofree char *sentence = hill_descent_dup_sentence (self->descent);
  g_autofree char *rule = hill_descent_dup_rule (self->descent);
  g_autofree char *update = hill_descent_dup_update (self->descent);
  g_autofree char *trouble = hill_descent_dup_trouble (self->descent);

  set_label (self->sentence, sentence);
  hill_formula_view_set_tex (self->rule, rule);
  set_label (self->update, update);
  if (trouble != NULL)
    set_label (self->trouble_label, trouble);
  gtk_widget_set_visible (self->trouble, trouble != NULL);
  gtk_widget_set_visible (self->start_button, self->descent == self->model
                                              && hill_model_descent_has_moved_start (HILL_MODEL_DESCENT (self->model)));
}

static void
show_all (HillDescentPage *self)
{
  hill_descent_bar_update (self->bar);
  if (self->descent == self->points)
    {
      hill_points_view_update (self->points_view, gtk_toggle_button_get_active (self->ahead_button));
      return;
    }
  show_words (self);
  hill_descent_options_update (self->options);
  hill_plane_chooser_update (self->chooser);
  hill_descent_batch_set_scene (self->batch, self->descent == self->model ? hill_model_descent_get_scene (HILL_MODEL_DESCENT (self->model))
                                                                         : NULL);
  show_plots (self);
}

/* On the ground that is chosen. */
static void
show_race (HillDescentPage *self)
{
  double x, y;

  if (self->descent == self->model)
    hill_race_view_show_run (self->race, self->session);
  else if (hill_descent_get_start (self->descent, &x, &y))
    hill_race_view_show_surface (self->race, get_surface (self), x, y);
}

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  HillDescentPage *self = HILL_DESCENT_PAGE (widget);

  self->tick_id = 0;
  if (is_racing (self))
    show_race (self);
  else
    show_all (self);
  return G_SOURCE_REMOVE;
}

static void
queue_update (HillDescentPage *self)
{
  if (self->tick_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

/* Sequences of figures follow what is shown; a race has a clock of its own. */
static void
set_step_source (HillDescentPage *self)
{
  if (is_racing (self))
    hill_plot_actions_set_step_source (GTK_WIDGET (self), NULL, NULL);
  else if (self->descent == self->model)
    hill_plot_actions_set_step_source (GTK_WIDGET (self), &hill_session_step_funcs, self->session);
  else
    hill_plot_actions_set_step_source (GTK_WIDGET (self), &hill_descent_step_funcs, self->descent);
}

/* What was shown goes to rest, the other wakes up. */
static void
show_descent (HillDescentPage *self,
              HillDescent     *descent)
{
  gboolean is_model = descent == self->model;

  if (self->descent != NULL && self->descent != descent)
    hill_descent_set_playing (self->descent, FALSE);
  self->descent = descent;
  self->hands.descent = descent;
  self->hands.view = (HillView) gtk_drop_down_get_selected (self->view);
  hill_descent_bar_set_descent (self->bar, descent);
  hill_descent_options_set_descent (self->options, descent);
  if (self->model != NULL)
    hill_model_descent_set_active (HILL_MODEL_DESCENT (self->model),
                                   is_model && !is_racing (self) && gtk_widget_get_mapped (GTK_WIDGET (self)));
  gtk_widget_set_visible (self->scene_box, is_model && !is_racing (self));
  gtk_widget_set_visible (GTK_WIDGET (self->formula), !is_model || is_racing (self));
  gtk_widget_set_visible (GTK_WIDGET (self->ahead_button), !is_racing (self));
  gtk_widget_set_visible (GTK_WIDGET (self->bar), !is_racing (self));
  gtk_widget_set_visible (GTK_WIDGET (self->view), descent != self->points);
  gtk_stack_set_visible_child_name (self->stack, is_racing (self) ? "race" : descent == self->points ? "points" : "walk");
  if (!is_racing (self))
    hill_race_view_rest (self->race);
  set_step_source (self);
  queue_update (self);
}

static void
on_view_selected (HillDescentPage *self)
{
  if (self->descent != NULL)
    show_descent (self, self->descent);
}

/* First the run, then the surfaces, then the points. */
static void
on_ground_selected (HillDescentPage *self)
{
  HillSurface surface = get_surface (self);

  if (self->model == NULL)
    return;
  set_label (self->formula, "");
  if (gtk_drop_down_get_selected (self->ground) == 0)
    {
      show_descent (self, self->model);
      return;
    }
  if (gtk_drop_down_get_selected (self->ground) > HILL_N_SURFACES)
    {
      set_label (self->formula, _("Drag points; double-click adds one; A, B, C and Delete change the chosen one"));
      show_descent (self, self->points);
      return;
    }
  hill_surface_descent_set_surface (HILL_SURFACE_DESCENT (self->surface), surface);
  set_label (self->formula, hill_surface_get_info (surface)->formula);
  show_descent (self, self->surface);
}

static void
on_scene_changed (HillDescentPage *self)
{
  if (self->model == NULL)
    return;
  hill_model_descent_set_scene (HILL_MODEL_DESCENT (self->model), (HillSceneKind) gtk_drop_down_get_selected (self->kind),
                                (HillMeasure) gtk_drop_down_get_selected (self->measure),
                                gtk_toggle_button_get_active (self->follow_button),
                                gtk_toggle_button_get_active (self->fixed_button));
  hill_plane_chooser_update (self->chooser);
}

static void
on_calm (HillDescentPage *self)
{
  hill_descent_calm (self->descent);
}

static void
on_own_start (HillDescentPage *self)
{
  hill_model_descent_reset_start (HILL_MODEL_DESCENT (self->model));
}

static void
on_enlarged (HillDescentPage *self)
{
  gtk_widget_set_visible (self->side, !hill_plot_card_get_enlarged (self->card));
}

/* Does what has the focus want this key for itself? */
static gboolean
is_key_taken (HillDescentPage *self,
              gboolean         is_space)
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

static gboolean
on_shortcut (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  HillDescentPage *self = HILL_DESCENT_PAGE (widget);
  const char *name = data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (!gtk_widget_get_mapped (widget) || is_racing (self) || (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL))
    return GDK_EVENT_PROPAGATE;
  if (g_str_equal (name, "restore"))
    {
      gboolean enlarged = hill_plot_card_get_enlarged (self->card);

      if (self->descent == self->points)
        return hill_points_view_restore (self->points_view);
      hill_plot_card_set_enlarged (self->card, FALSE);
      return enlarged;
    }
  if (!g_str_equal (name, "restart") && is_key_taken (self, g_str_equal (name, "play")))
    return GDK_EVENT_PROPAGATE;
  hill_descent_bar_do (self->bar, name);
  return GDK_EVENT_STOP;
}

static void
add_shortcuts (HillDescentPage *self)
{
  static const struct
  {
    const char *trigger;
    const char *name;
  } shortcuts[] = {
    { "space", "play" }, { "Left", "back" }, { "Right", "step" }, { "Home", "first" }, { "End", "last" },
    { "<Control>r", "restart" }, { "Escape", "restore" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].trigger),
                                                            gtk_callback_action_new (on_shortcut, (gpointer) shortcuts[i].name, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
fill_grounds (HillDescentPage *self)
{
  g_autoptr(GtkStringList) grounds = gtk_string_list_new (NULL);

  gtk_string_list_append (grounds, _("The run: its own loss"));
  for (int i = 0; i < HILL_N_SURFACES; i++)
    gtk_string_list_append (grounds, _(hill_surface_get_info ((HillSurface) i)->title));
  gtk_string_list_append (grounds, _("Points in the plane"));
  gtk_drop_down_set_model (self->ground, G_LIST_MODEL (grounds));
}

static void
set_session (HillDescentPage *self,
             HillSession     *session)
{
  if (!g_set_object (&self->session, session))
    return;
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->descent == self->model)
    show_descent (self, self->surface);
  g_clear_object (&self->model);
  hill_plane_chooser_set_descent (self->chooser, NULL);
  if (session == NULL)
    return;
  self->model = hill_model_descent_new (session);
  hill_plane_chooser_set_descent (self->chooser, HILL_MODEL_DESCENT (self->model));
  g_signal_connect_swapped (self->model, "changed", G_CALLBACK (queue_update), self);
  on_ground_selected (self);
}

static void
hill_descent_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hill_descent_page_parent_class)->map (widget);
  show_descent (HILL_DESCENT_PAGE (widget), HILL_DESCENT_PAGE (widget)->descent);
}

/* Hidden pages draw and compute nothing, and no surface is walked where nobody looks; the run is the session's. */
static void
hill_descent_page_unmap (GtkWidget *widget)
{
  HillDescentPage *self = HILL_DESCENT_PAGE (widget);

  hill_descent_set_playing (self->surface, FALSE);
  hill_descent_set_playing (self->points, FALSE);
  if (self->model != NULL)
    hill_model_descent_set_active (HILL_MODEL_DESCENT (self->model), FALSE);
  hill_race_view_rest (self->race);
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (widget, self->tick_id);
  self->tick_id = 0;
  GTK_WIDGET_CLASS (hill_descent_page_parent_class)->unmap (widget);
}

static void
hill_descent_page_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, HILL_DESCENT_PAGE (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_descent_page_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  if (id == PROP_SESSION)
    set_session (HILL_DESCENT_PAGE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_descent_page_dispose (GObject *object)
{
  HillDescentPage *self = HILL_DESCENT_PAGE (object);
  GtkWidget *child;

  if (self->surface != NULL)
    {
      set_session (self, NULL);
      g_signal_handlers_disconnect_by_data (self->surface, self);
      g_signal_handlers_disconnect_by_data (self->points, self);
    }
  g_clear_object (&self->surface);
  g_clear_object (&self->points);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_DESCENT_PAGE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_descent_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (HILL_TYPE_PLOT_CARD);
  g_type_ensure (HILL_TYPE_RACE_VIEW);
  g_type_ensure (HILL_TYPE_POINTS_VIEW);
  g_type_ensure (HILL_TYPE_PLOT_VIEW);
  g_type_ensure (HILL_TYPE_FORMULA_VIEW);
  g_type_ensure (HILL_TYPE_DESCENT_BAR);
  g_type_ensure (HILL_TYPE_DESCENT_BATCH);
  g_type_ensure (HILL_TYPE_DESCENT_OPTIONS);
  g_type_ensure (HILL_TYPE_PLANE_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/descent-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, ground);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, scene_box);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, kind);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, measure);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, follow_button);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, fixed_button);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, formula);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, ahead_button);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, view);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, stack);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, race);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, points_view);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, trouble);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, card);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, side);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, rule);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, update);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, start_button);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, ruler);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, batch);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, options);
  gtk_widget_class_bind_template_child (widget_class, HillDescentPage, bar);
  gtk_widget_class_bind_template_callback (widget_class, on_ground_selected);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_look_changed", G_CALLBACK (queue_update));
  gtk_widget_class_bind_template_callback (widget_class, on_scene_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_view_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_calm);
  gtk_widget_class_bind_template_callback (widget_class, on_enlarged);
  gtk_widget_class_bind_template_callback (widget_class, on_own_start);
}

static void
hill_descent_page_class_init (HillDescentPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_descent_page_get_property;
  object_class->set_property = hill_descent_page_set_property;
  object_class->dispose = hill_descent_page_dispose;
  widget_class->map = hill_descent_page_map;
  widget_class->unmap = hill_descent_page_unmap;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HILL_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hill_descent_page_init (HillDescentPage *self)
{
  self->surface = hill_surface_descent_new ();
  g_signal_connect_swapped (self->surface, "changed", G_CALLBACK (queue_update), self);
  self->points = hill_points_descent_new ();
  g_signal_connect_swapped (self->points, "changed", G_CALLBACK (queue_update), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  hill_points_view_set_descent (self->points_view, HILL_POINTS_DESCENT (self->points));
  fill_grounds (self);
  show_descent (self, self->surface);
  hill_plot_view_set_name (self->ruler, _("Step-size ruler"));
  hill_plot_view_set_lively (self->ruler, TRUE);
  hill_plot_view_set_lively (hill_plot_card_get_view (self->card), TRUE);
  hill_descent_hands_init (&self->hands, hill_plot_card_get_view (self->card), self->ruler, G_CALLBACK (queue_update), self);
  hill_view_state_bind_number (GTK_WIDGET (self), "azimuth", &self->hands.azimuth, -360, 360, (HillStateChange) queue_update);
  hill_view_state_bind_number (GTK_WIDGET (self), "elevation", &self->hands.elevation, 10, 85, (HillStateChange) queue_update);
  add_shortcuts (self);
}
