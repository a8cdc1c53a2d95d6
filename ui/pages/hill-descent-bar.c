/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Whoever steps by hand stops what plays. */

#include "hill-descent-bar.h"

#include "hill-readout.h"

#include <glib/gi18n.h>
#include <math.h>

struct _HillDescentBar
{
  GtkWidget        parent_instance;
  GtkWidget       *restart_button;      /* template children, to pace */
  GtkWidget       *back_button;
  GtkWidget       *step_button;
  GtkLabel        *step_label;
  GtkButton       *play_button;
  GtkToggleButton *parts_button;
  GtkRange        *scale;
  GtkAdjustment   *adjustment;
  HillReadout     *step_readout;
  GtkDropDown     *pace;
  HillDescent     *descent;             /* owned (nullable) */
};

G_DEFINE_FINAL_TYPE (HillDescentBar, hill_descent_bar, GTK_TYPE_WIDGET)

static guint parts_changed_signal;

static const double paces[] = { 1, 4, 15, 60 };

static void
on_restart (HillDescentBar *self)
{
  hill_descent_restart (self->descent);
}

static void
on_back (HillDescentBar *self)
{
  hill_descent_set_playing (self->descent, FALSE);
  hill_descent_back (self->descent, 1);
}

static void
on_step (HillDescentBar *self)
{
  hill_descent_set_playing (self->descent, FALSE);
  hill_descent_step (self->descent, !gtk_toggle_button_get_active (self->parts_button));
}

static void
on_pace_selected (HillDescentBar *self)
{
  guint selected = gtk_drop_down_get_selected (self->pace);

  if (self->descent != NULL && selected < G_N_ELEMENTS (paces))
    hill_descent_set_pace (self->descent, paces[selected]);
}

static void
on_play (HillDescentBar *self)
{
  on_pace_selected (self);
  hill_descent_set_playing (self->descent, !hill_descent_get_playing (self->descent));
}

static void
on_parts_toggled (HillDescentBar *self)
{
  g_signal_emit (self, parts_changed_signal, 0);
}

static gboolean
on_change_value (GtkRange       *scale,
                 GtkScrollType   scroll,
                 double          value,
                 HillDescentBar *self)
{
  HillPosition position = hill_descent_get_position (self->descent);

  hill_descent_set_playing (self->descent, FALSE);
  hill_descent_seek (self->descent, (guint64) lrint (CLAMP (value, 0, (double) position.reached)));
  return GDK_EVENT_PROPAGATE;
}

static void
hill_descent_bar_dispose (GObject *object)
{
  HillDescentBar *self = HILL_DESCENT_BAR (object);
  GtkWidget *child;

  g_clear_object (&self->descent);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_DESCENT_BAR);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_descent_bar_parent_class)->dispose (object);
}

static void
hill_descent_bar_class_init (HillDescentBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_descent_bar_dispose;
  parts_changed_signal = g_signal_new ("parts-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
  g_type_ensure (HILL_TYPE_READOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/descent-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HillDescentBar, restart_button);
  gtk_widget_class_bind_template_child (widget_class, HillDescentBar, back_button);
  gtk_widget_class_bind_template_child (widget_class, HillDescentBar, step_button);
  gtk_widget_class_bind_template_child (widget_class, HillDescentBar, step_label);
  gtk_widget_class_bind_template_child (widget_class, HillDescentBar, play_button);
  gtk_widget_class_bind_template_child (widget_class, HillDescentBar, parts_button);
  gtk_widget_class_bind_template_child (widget_class, HillDescentBar, scale);
  gtk_widget_class_bind_template_child (widget_class, HillDescentBar, adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillDescentBar, step_readout);
  gtk_widget_class_bind_template_child (widget_class, HillDescentBar, pace);
  gtk_widget_class_bind_template_callback (widget_class, on_restart);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_step);
  gtk_widget_class_bind_template_callback (widget_class, on_play);
  gtk_widget_class_bind_template_callback (widget_class, on_parts_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_change_value);
  gtk_widget_class_bind_template_callback (widget_class, on_pace_selected);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hill_descent_bar_init (HillDescentBar *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (paces); i++)
    {
      g_autofree char *name = paces[i] == 1 ? g_strdup (_("1 step/s")) : g_strdup_printf (_("%.0f steps/s"), paces[i]);

      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (self->pace, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->pace, 1);
}

void
hill_descent_bar_set_descent (HillDescentBar *self,
                              HillDescent    *descent)
{
  g_set_object (&self->descent, descent);
}

void
hill_descent_bar_update (HillDescentBar *self)
{
  HillPosition position = hill_descent_get_position (self->descent);
  gboolean playing = hill_descent_get_playing (self->descent);
  g_autofree char *next = hill_descent_dup_next (self->descent, !gtk_toggle_button_get_active (self->parts_button));
  g_autofree char *text = g_strdup_printf (_("Step %llu of %llu"), (unsigned long long) position.step, (unsigned long long) position.last);
  const char *label = next != NULL ? next : _("The end");

  if (g_strcmp0 (gtk_label_get_text (self->step_label), label) != 0)
    gtk_label_set_text (self->step_label, label);
  gtk_widget_set_sensitive (self->step_button, next != NULL);
  gtk_widget_set_sensitive (self->back_button, position.step > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->play_button), next != NULL || playing);
  gtk_button_set_label (self->play_button, playing ? _("Pause") : _("Play"));
  hill_readout_set_text (self->step_readout, text);
  gtk_adjustment_set_upper (self->adjustment, MAX ((double) position.last, 1));
  gtk_range_set_fill_level (self->scale, (double) position.reached);
  gtk_adjustment_set_value (self->adjustment, (double) position.step);
}

void
hill_descent_bar_do (HillDescentBar *self,
                     const char     *name)
{
  if (g_str_equal (name, "play"))
    on_play (self);
  else if (g_str_equal (name, "back"))
    on_back (self);
  else if (g_str_equal (name, "step"))
    on_step (self);
  else if (g_str_equal (name, "first"))
    hill_descent_seek (self->descent, 0);
  else if (g_str_equal (name, "last"))
    hill_descent_seek (self->descent, hill_descent_get_position (self->descent).reached);
  else
    on_restart (self);
}
