/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The session tells the share; work that is done within a moment is never seen. */

#include "hill-preparing-bar.h"

struct _HillPreparingBar
{
  GtkWidget       parent_instance;

  GtkProgressBar *progress;             /* template child */

  HillSession    *session;              /* owned, (nullable) */
  GSignalGroup   *signals;              /* of the session */
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HillPreparingBar, hill_preparing_bar, GTK_TYPE_WIDGET)

static void
on_preparing (HillPreparingBar *self)
{
  double fraction = self->session != NULL ? hill_session_get_preparing (self->session) : -1;

  gtk_widget_set_visible (GTK_WIDGET (self), fraction >= 0);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress, MIN (fraction, 1));
}

static void
on_cancel (HillPreparingBar *self)
{
  if (self->session != NULL)
    hill_session_cancel_preparing (self->session);
}

static void
set_session (HillPreparingBar *self,
             HillSession      *session)
{
  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, session);
  on_preparing (self);
}

static void
hill_preparing_bar_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, HILL_PREPARING_BAR (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_preparing_bar_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  if (id == PROP_SESSION)
    set_session (HILL_PREPARING_BAR (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_preparing_bar_dispose (GObject *object)
{
  HillPreparingBar *self = HILL_PREPARING_BAR (object);
  GtkWidget *child;

  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_PREPARING_BAR);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_preparing_bar_parent_class)->dispose (object);
}

static void
hill_preparing_bar_class_init (HillPreparingBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_preparing_bar_get_property;
  object_class->set_property = hill_preparing_bar_set_property;
  object_class->dispose = hill_preparing_bar_dispose;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HILL_TYPE_SESSION, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/preparing-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HillPreparingBar, progress);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hill_preparing_bar_init (HillPreparingBar *self)
{
  self->signals = g_signal_group_new (HILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "notify::preparing", G_CALLBACK (on_preparing), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}
