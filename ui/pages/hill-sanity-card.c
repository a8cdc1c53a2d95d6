/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The worker turns on one light after the other.  A new data set turns all of them off. */

#include "hill-sanity-card.h"

#include "hill-loss-jobs.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkImage *icon;
  GtkLabel *state;
  GtkLabel *title;
  GtkLabel *reason;
} Light;

struct _HillSanityCard
{
  GtkWidget     parent_instance;
  GtkBox       *lights_box;             /* template children */
  GtkButton    *run_button;
  GtkLabel     *message;
  Light         lights[HILL_N_SANITY_CHECKS];
  HillSession  *session;                /* owned */
  GSignalGroup *signals;
  HillJob      *job;                    /* owned, (nullable) */
};

G_DEFINE_FINAL_TYPE (HillSanityCard, hill_sanity_card, GTK_TYPE_WIDGET)

static void
show_light (HillSanityCard  *self,
            HillSanityCheck  check,
            HillSanityState  state,
            const char      *reason)
{
  static const char * const icons[] = { "content-loading-symbolic", "emblem-ok-symbolic", "dialog-error-symbolic" };
  static const char * const classes[] = { "dim-label", "right", "wrong" };
  const char *names[] = { self->job != NULL ? _("waiting") : _("not run"), _("pass"), _("fail") };
  Light *light = &self->lights[check];

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (light->icon), classes[i]);
      gtk_widget_remove_css_class (GTK_WIDGET (light->state), classes[i]);
    }
  gtk_widget_add_css_class (GTK_WIDGET (light->icon), classes[state]);
  gtk_widget_add_css_class (GTK_WIDGET (light->state), classes[state]);
  gtk_image_set_from_icon_name (light->icon, icons[state]);
  gtk_label_set_text (light->state, names[state]);
  gtk_label_set_text (light->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (light->reason), reason != NULL);
}

static void
show_titles (HillSanityCard *self)
{
  HillLossType type = self->session != NULL ? hill_session_get_experiment (self->session)->loss.type : HILL_LOSS_SOFTMAX;

  for (int i = 0; i < HILL_N_SANITY_CHECKS; i++)
    gtk_label_set_text (self->lights[i].title, hill_sanity_get_title ((HillSanityCheck) i, type));
}

static void
turn_off (HillSanityCard *self)
{
  show_titles (self);
  for (int i = 0; i < HILL_N_SANITY_CHECKS; i++)
    show_light (self, (HillSanityCheck) i, HILL_SANITY_WAITING, NULL);
}

static void
show_report (HillSanityCard         *self,
             const HillSanityReport *report)
{
  for (int i = 0; i < HILL_N_SANITY_CHECKS; i++)
    {
      gtk_label_set_text (self->lights[i].title, hill_sanity_get_title ((HillSanityCheck) i, report->type));
      show_light (self, (HillSanityCheck) i, report->lights[i].state, report->lights[i].reason);
    }
}

static void
show_message (HillSanityCard *self,
              const char     *message)
{
  gtk_label_set_text (self->message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL);
}

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  HillSanityCard *self = user_data;
  g_autoptr(HillSanityReport) report = hill_job_take_result (job);

  if (report != NULL)
    show_report (self, report);
  if (!hill_job_is_over (job))
    return;
  show_message (self, hill_job_get_message (job));
  gtk_widget_set_sensitive (GTK_WIDGET (self->run_button), TRUE);
  g_clear_pointer (&self->job, hill_job_unref);
}

static void
forget_job (HillSanityCard *self)
{
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
  gtk_widget_set_sensitive (GTK_WIDGET (self->run_button), TRUE);
}

static void
on_run (HillSanityCard *self)
{
  forget_job (self);
  self->job = hill_session_check_sanity (self->session, on_job, self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->run_button), self->job == NULL);
  show_message (self, self->job == NULL ? _("There is no model yet: open a data set, and try again.") : NULL);
  turn_off (self);
}

static void
on_loaded (HillSanityCard *self)
{
  forget_job (self);
  show_message (self, NULL);
  turn_off (self);
}

static void
add_light (HillSanityCard *self,
           Light          *light)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 15);
  GtkWidget *lamp = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  light->icon = GTK_IMAGE (gtk_image_new ());
  gtk_image_set_pixel_size (light->icon, 32);
  light->state = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_width_chars (light->state, 8);
  light->title = GTK_LABEL (gtk_label_new (NULL));
  light->reason = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (light->title, 0);
  gtk_label_set_xalign (light->reason, 0);
  gtk_label_set_wrap (light->title, TRUE);
  gtk_label_set_wrap (light->reason, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (light->title), "answer");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (lamp), GTK_WIDGET (light->icon));
  gtk_box_append (GTK_BOX (lamp), GTK_WIDGET (light->state));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (light->title));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (light->reason));
  gtk_box_append (GTK_BOX (row), lamp);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (self->lights_box, row);
}

static void
hill_sanity_card_map (GtkWidget *widget)
{
  HillSanityCard *self = HILL_SANITY_CARD (widget);

  GTK_WIDGET_CLASS (hill_sanity_card_parent_class)->map (widget);
  if (self->job == NULL && gtk_widget_get_visible (GTK_WIDGET (self->lights[0].reason)) == FALSE)
    show_titles (self);
}

static void
hill_sanity_card_dispose (GObject *object)
{
  HillSanityCard *self = HILL_SANITY_CARD (object);
  GtkWidget *child;

  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_SANITY_CARD);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_sanity_card_parent_class)->dispose (object);
}

static void
hill_sanity_card_class_init (HillSanityCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_sanity_card_dispose;
  widget_class->map = hill_sanity_card_map;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hill-sanity-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HillSanityCard, lights_box);
  gtk_widget_class_bind_template_child (widget_class, HillSanityCard, run_button);
  gtk_widget_class_bind_template_child (widget_class, HillSanityCard, message);
  gtk_widget_class_bind_template_callback (widget_class, on_run);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sanitycard");
}

static void
hill_sanity_card_init (HillSanityCard *self)
{
  self->signals = g_signal_group_new (HILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "loaded", G_CALLBACK (on_loaded), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < HILL_N_SANITY_CHECKS; i++)
    add_light (self, &self->lights[i]);
}

GtkWidget *
hill_sanity_card_new (HillSession *session)
{
  HillSanityCard *self = g_object_new (HILL_TYPE_SANITY_CARD, NULL);

  self->session = g_object_ref (session);
  g_signal_group_set_target (self->signals, session);
  turn_off (self);
  return GTK_WIDGET (self);
}
