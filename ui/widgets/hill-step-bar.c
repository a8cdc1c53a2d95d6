/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The bar only asks the session; what it shows comes back with the snapshots, a few times a second.  While a person drags
 * the slider, snapshots of steps dragged over do not pull it back. */

#include "hill-step-bar.h"

#include "hill-pacer.h"
#include "hill-readout.h"

#include <glib/gi18n.h>
#include <math.h>

struct _HillStepBar
{
  GtkWidget      parent_instance;

  GtkButton     *toggle_button;         /* template children */
  GtkImage      *toggle_image;
  GtkStack      *toggle_stack;
  GtkScale      *scale;
  GtkAdjustment *adjustment;
  HillReadout   *step_readout;
  HillReadout   *status_readout;
  GtkDropDown   *pace_drop_down;

  HillSession   *session;               /* owned */
  GSignalGroup  *signals;               /* of the session */
  HillPacer      pacer;
  gint64         wanted_step;           /* asked for with the slider, or -1 */
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Steps in a second; 0 is full speed. */
static const double paces[] = { 0, 1, 2, 5, 10, 30 };

G_DEFINE_FINAL_TYPE (HillStepBar, hill_step_bar, GTK_TYPE_WIDGET)

static char *
format_rate (double per_second)
{
  if (per_second >= 1e6)
    return g_strdup_printf (_("%.1f M examples/s"), per_second / 1e6);
  if (per_second >= 1e3)
    return g_strdup_printf (_("%.0f k examples/s"), per_second / 1e3);
  return g_strdup_printf (_("%.0f examples/s"), per_second);
}

static char *
format_seconds_left (double seconds)
{
  if (seconds < 90)
    return g_strdup_printf (_("%.0f s left"), ceil (seconds));
  if (seconds < 5400)
    return g_strdup_printf (_("%.0f min left"), ceil (seconds / 60));
  return g_strdup_printf (_("%.1f h left"), seconds / 3600);
}

static const char *
name_state (HillTrainerState state)
{
  switch (state)
    {
    case HILL_TRAINER_FINISHED:
      return _("finished");
    case HILL_TRAINER_CONVERGED:
      return _("converged");
    case HILL_TRAINER_DIVERGED:
      return _("diverged");
    case HILL_TRAINER_READY:
    default:
      return _("paused");
    }
}

/* "epoch 3.2 · 2.6 M examples/s · 12 s left" while running, and how it stands else. */
static char *
format_status (HillStepBar        *self,
               const HillSnapshot *snapshot)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *rate = NULL;

  g_string_append_printf (text, _("epoch %.2f"), snapshot->epoch);
  if (!hill_session_get_running (self->session))
    {
      if (snapshot->n_steps > 0 || snapshot->state != HILL_TRAINER_READY)
        g_string_append_printf (text, " · %s", name_state (snapshot->state));
      return g_string_free (g_steal_pointer (&text), FALSE);
    }
  rate = format_rate (snapshot->examples_per_second);
  g_string_append_printf (text, " · %s", rate);
  if (snapshot->seconds_left >= 0)
    {
      g_autofree char *left = format_seconds_left (snapshot->seconds_left);

      g_string_append_printf (text, " · %s", left);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_scale (HillStepBar        *self,
            const HillSnapshot *snapshot)
{
  double upper = MAX (MAX (snapshot->planned_steps, snapshot->n_steps), 1);

  if (upper != gtk_adjustment_get_upper (self->adjustment))
    {
      gtk_adjustment_set_upper (self->adjustment, upper);
      gtk_adjustment_set_page_increment (self->adjustment, MAX (1, round (upper / 20)));
    }
  gtk_range_set_fill_level (GTK_RANGE (self->scale), snapshot->n_steps);
  if (self->wanted_step >= 0 && (guint64) self->wanted_step != snapshot->step && hill_session_get_busy (self->session))
    return;
  self->wanted_step = -1;
  gtk_adjustment_set_value (self->adjustment, snapshot->step);
}

static void
show_nothing (HillStepBar *self)
{
  self->wanted_step = -1;
  gtk_range_set_fill_level (GTK_RANGE (self->scale), 0);
  gtk_adjustment_set_value (self->adjustment, 0);
  hill_readout_set_text (self->step_readout, "");
  hill_readout_set_text (self->status_readout, hill_session_get_loading (self->session) ? _("The data set is being loaded")
                                                                                        : _("Open a data set first"));
}

static void
show_snapshot (HillStepBar        *self,
               const HillSnapshot *snapshot)
{
  g_autofree char *step = g_strdup_printf (_("Step %llu of %llu"), (unsigned long long) snapshot->step,
                                           (unsigned long long) MAX (snapshot->planned_steps, snapshot->n_steps));
  g_autofree char *status = format_status (self, snapshot);

  show_scale (self, snapshot);
  hill_readout_set_text (self->step_readout, step);
  hill_readout_set_text (self->status_readout, status);
}

/* A run that has ended goes on only when the experiment asks for more. */
static gboolean
can_go_on (HillStepBar        *self,
           const HillSnapshot *snapshot)
{
  return snapshot == NULL || snapshot->state == HILL_TRAINER_READY || hill_session_get_running (self->session)
         || hill_step_bar_has_changes (self);
}

static void
show_running (HillStepBar *self,
              gboolean     running,
              gboolean     more)
{
  const char *name = running ? _("Pause") : _("Start");
  const char *tooltip = !more ? _("The run has ended: make it longer or change something else, go back, or reset it")
                        : running ? _("Pause the run (Space)") : _("Start the run, or go on with it (Space)");

  if (g_strcmp0 (tooltip, gtk_widget_get_tooltip_text (GTK_WIDGET (self->toggle_button))) == 0)
    return;

  gtk_stack_set_visible_child_name (self->toggle_stack, running ? "pause" : "start");
  gtk_image_set_from_icon_name (self->toggle_image, running ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->toggle_button), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update_actions (HillStepBar        *self,
                const HillSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean ready = hill_session_get_dataset (self->session) != NULL;
  gboolean has_steps = ready && snapshot != NULL && snapshot->n_steps > 0;
  gboolean more = can_go_on (self, snapshot);
  gboolean had_focus = gtk_widget_has_focus (GTK_WIDGET (self->toggle_button));

  show_running (self, hill_session_get_running (self->session), more);
  gtk_widget_action_set_enabled (widget, "run.toggle", ready && more);
  gtk_widget_action_set_enabled (widget, "run.step", ready && (more || snapshot->step < snapshot->n_steps));
  gtk_widget_action_set_enabled (widget, "run.reset", ready);
  gtk_widget_action_set_enabled (widget, "run.back", has_steps && (snapshot->step > 0 || hill_session_get_running (self->session)));
  gtk_widget_action_set_enabled (widget, "run.first", has_steps);
  gtk_widget_action_set_enabled (widget, "run.last", has_steps);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scale), has_steps);
  if (had_focus && has_steps && !more)
    gtk_widget_grab_focus (GTK_WIDGET (self->scale));
}

static void
update (gpointer user_data)
{
  HillStepBar *self = user_data;
  HillSnapshot *snapshot;

  if (self->session == NULL)
    return;
  snapshot = hill_session_get_snapshot (self->session);
  update_actions (self, snapshot);
  if (snapshot != NULL)
    show_snapshot (self, snapshot);
  else
    show_nothing (self);
}

static void
on_news (HillStepBar *self)
{
  hill_pacer_queue (&self->pacer);
}

static void
on_running (HillStepBar *self)
{
  hill_pacer_flush (&self->pacer);
}

static void
seek (HillStepBar *self,
      guint64      step)
{
  if (hill_session_get_running (self->session))
    hill_session_pause (self->session);
  self->wanted_step = (gint64) step;
  hill_session_seek (self->session, step);
}

/* Over steps made before, as long as nothing is changed: then it is the first step of a new branch. */
static void
step_forward (HillStepBar *self)
{
  HillSnapshot *snapshot = hill_session_get_snapshot (self->session);

  if (snapshot != NULL && snapshot->step < snapshot->n_steps && !hill_step_bar_has_changes (self)
      && !hill_session_get_running (self->session))
    hill_session_seek (self->session, snapshot->step + 1);
  else
    hill_session_step (self->session);
}

static gboolean
on_change_value (GtkRange      *range,
                 GtkScrollType  scroll,
                 double         value,
                 HillStepBar   *self)
{
  double step = CLAMP (round (value), 0, gtk_range_get_fill_level (range));

  gtk_adjustment_set_value (self->adjustment, step);
  seek (self, (guint64) step);
  return TRUE;
}

static void
on_pace_selected (GtkDropDown *drop_down,
                  GParamSpec  *pspec,
                  HillStepBar *self)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  if (self->session != NULL && selected < G_N_ELEMENTS (paces))
    hill_session_set_steps_per_second (self->session, paces[selected]);
}

static void
on_action (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  HillStepBar *self = HILL_STEP_BAR (widget);
  HillSession *session = self->session;

  if (session == NULL)
    return;
  self->wanted_step = -1;
  if (g_str_equal (name, "run.step"))
    step_forward (self);
  else if (g_str_equal (name, "run.back"))
    hill_session_back (session);
  else if (g_str_equal (name, "run.reset"))
    hill_session_reset (session);
  else if (g_str_equal (name, "run.first"))
    seek (self, 0);
  else if (g_str_equal (name, "run.last"))
    seek (self, (guint64) gtk_range_get_fill_level (GTK_RANGE (self->scale)));
  else if (hill_session_get_running (session))
    hill_session_pause (session);
  else
    hill_session_start (session);
}

static void
fill_paces (HillStepBar *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (paces); i++)
    {
      g_autofree char *name = g_strdup_printf (_("%.0f steps/s"), paces[i]);

      gtk_string_list_append (names, paces[i] == 0 ? _("Full speed") : paces[i] == 1 ? _("1 step/s") : name);
    }
  gtk_drop_down_set_model (self->pace_drop_down, G_LIST_MODEL (names));
}

static void
set_session (HillStepBar *self,
             HillSession *session)
{
  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, session);
  if (session == NULL)
    return;
  on_pace_selected (self->pace_drop_down, NULL, self);
  on_running (self);
}

static void
hill_step_bar_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, HILL_STEP_BAR (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_step_bar_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  if (id == PROP_SESSION)
    set_session (HILL_STEP_BAR (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static gboolean
hill_step_bar_grab_focus (GtkWidget *widget)
{
  HillStepBar *self = HILL_STEP_BAR (widget);

  hill_step_bar_update (self);          /* it may be able to start only now */
  return gtk_widget_grab_focus (GTK_WIDGET (self->toggle_button));
}

static void
hill_step_bar_dispose (GObject *object)
{
  HillStepBar *self = HILL_STEP_BAR (object);
  GtkWidget *child;

  hill_pacer_cancel (&self->pacer);
  set_session (self, NULL);
  g_clear_object (&self->signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_STEP_BAR);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_step_bar_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/step-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HillStepBar, toggle_button);
  gtk_widget_class_bind_template_child (widget_class, HillStepBar, toggle_image);
  gtk_widget_class_bind_template_child (widget_class, HillStepBar, toggle_stack);
  gtk_widget_class_bind_template_child (widget_class, HillStepBar, scale);
  gtk_widget_class_bind_template_child (widget_class, HillStepBar, adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillStepBar, step_readout);
  gtk_widget_class_bind_template_child (widget_class, HillStepBar, status_readout);
  gtk_widget_class_bind_template_child (widget_class, HillStepBar, pace_drop_down);
  gtk_widget_class_bind_template_callback (widget_class, on_change_value);
  gtk_widget_class_bind_template_callback (widget_class, on_pace_selected);
}

static void
hill_step_bar_class_init (HillStepBarClass *klass)
{
  static const char * const actions[] = { "run.toggle", "run.step", "run.back", "run.reset", "run.first", "run.last" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_step_bar_get_property;
  object_class->set_property = hill_step_bar_set_property;
  object_class->dispose = hill_step_bar_dispose;
  widget_class->grab_focus = hill_step_bar_grab_focus;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HILL_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, on_action);

  g_type_ensure (HILL_TYPE_READOUT);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hill_step_bar_init (HillStepBar *self)
{
  self->wanted_step = -1;
  self->pacer.func = update;
  self->pacer.user_data = self;
  self->pacer.interval = 66;
  self->signals = g_signal_group_new (HILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "snapshot", G_CALLBACK (on_news), self);
  g_signal_group_connect_swapped (self->signals, "loaded", G_CALLBACK (on_news), self);
  g_signal_group_connect_swapped (self->signals, "notify::loading", G_CALLBACK (on_news), self);
  g_signal_group_connect_swapped (self->signals, "notify::busy", G_CALLBACK (on_news), self);
  g_signal_group_connect_swapped (self->signals, "notify::running", G_CALLBACK (on_running), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_paces (self);
}

void
hill_step_bar_update (HillStepBar *self)
{
  g_return_if_fail (HILL_IS_STEP_BAR (self));

  hill_pacer_flush (&self->pacer);
}

gboolean
hill_step_bar_has_changes (HillStepBar *self)
{
  const HillExperiment *experiment;
  HillSnapshot *snapshot;

  g_return_val_if_fail (HILL_IS_STEP_BAR (self), FALSE);

  snapshot = self->session != NULL ? hill_session_get_snapshot (self->session) : NULL;
  if (snapshot == NULL)
    return FALSE;
  experiment = hill_session_get_experiment (self->session);
  for (const char * const *key = hill_experiment_get_keys (); *key != NULL; key++)
    {
      g_autofree char *then = hill_experiment_get (&snapshot->experiment, *key);
      g_autofree char *now = hill_experiment_get (experiment, *key);

      if (g_strcmp0 (then, now) != 0)
        return TRUE;
    }
  return FALSE;
}
