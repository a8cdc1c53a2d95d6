/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The name of what was lost is that of its file, or that of the data set it was about. */

#include "hill-lost-bar.h"

#include "hill-open-menu.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

struct _HillLostBar
{
  GtkWidget  parent_instance;
  GtkWidget *revealer;
  GtkLabel  *label;
  GPtrArray *all;                       /* owned: of HillLost; the first is shown */
};

enum
{
  RESTORE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HillLostBar, hill_lost_bar, GTK_TYPE_WIDGET)

void
hill_lost_free (HillLost *self)
{
  hill_lost_file_free (self->copy);
  g_clear_pointer (&self->experiment, hill_experiment_file_free);
  g_free (self);
}

static char *
dup_name (const HillLost *lost)
{
  if (lost->copy->path != NULL)
    return hill_open_menu_dup_label (lost->copy->path);
  return hill_open_menu_dup_label (lost->experiment->dataset != NULL ? lost->experiment->dataset : "scenes");
}

static char *
format_time (gint64 seconds)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (seconds);

  /* Translators: day and time in the way of the language, see strftime */
  return time != NULL ? g_date_time_format (time, _("%x, %H:%M")) : g_strdup ("");
}

static void
show_first (HillLostBar *self)
{
  const HillLost *lost = self->all->len > 0 ? g_ptr_array_index (self->all, 0) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), lost != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), lost != NULL);
  if (lost == NULL)
    return;
  name = dup_name (lost);
  time = format_time (lost->copy->time);
  /* Translators: name of an experiment, and when */
  text = g_strdup_printf (_("Downhill ended before “%s” was saved (%s). Restore it?"), name, time);
  gtk_label_set_text (self->label, text);
}

HillLost *
hill_lost_bar_take (HillLostBar *self)
{
  HillLost *lost;

  g_return_val_if_fail (HILL_IS_LOST_BAR (self), NULL);

  if (self->all->len == 0)
    return NULL;
  lost = g_ptr_array_steal_index (self->all, 0);
  show_first (self);
  return lost;
}

static void
on_restore (HillLostBar *self)
{
  g_signal_emit (self, signals[RESTORE], 0);
}

static void
on_discard (HillLostBar *self)
{
  HillLost *lost = hill_lost_bar_take (self);

  if (lost == NULL)
    return;
  g_unlink (lost->copy->file);
  hill_lost_free (lost);
}

static HillLost *
new_lost (HillLostFile       *copy,
          HillExperimentFile *experiment)
{
  HillLost *lost = g_new0 (HillLost, 1);

  lost->copy = copy;
  lost->experiment = experiment;
  return lost;
}

static void
find_lost (GTask        *task,
           gpointer      source,
           gpointer      task_data,
           GCancellable *cancellable)
{
  g_autoptr(GPtrArray) copies = hill_autosave_find_lost ();
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_lost_free);

  while (copies->len > 0)
    {
      HillLostFile *copy = g_ptr_array_steal_index (copies, 0);
      HillExperimentFile *experiment = hill_experiment_file_load (copy->file, NULL, NULL);

      if (experiment != NULL)
        g_ptr_array_add (all, new_lost (copy, experiment));
      else
        hill_lost_file_free (copy);
    }
  g_task_return_pointer (task, all, (GDestroyNotify) g_ptr_array_unref);
}

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  HillLostBar *self = HILL_LOST_BAR (source);
  GPtrArray *found = g_task_propagate_pointer (G_TASK (result), NULL);

  if (found == NULL)
    return;
  g_ptr_array_unref (self->all);
  self->all = found;
  if (self->label != NULL)
    show_first (self);
}

void
hill_lost_bar_look (HillLostBar *self)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (HILL_IS_LOST_BAR (self));

  task = g_task_new (self, NULL, on_found, NULL);
  g_task_run_in_thread (task, find_lost);
}

static void
hill_lost_bar_dispose (GObject *object)
{
  HillLostBar *self = HILL_LOST_BAR (object);

  self->label = NULL;
  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  G_OBJECT_CLASS (hill_lost_bar_parent_class)->dispose (object);
}

static void
hill_lost_bar_finalize (GObject *object)
{
  g_ptr_array_unref (HILL_LOST_BAR (object)->all);
  G_OBJECT_CLASS (hill_lost_bar_parent_class)->finalize (object);
}

static void
hill_lost_bar_class_init (HillLostBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hill_lost_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = hill_lost_bar_finalize;
  signals[RESTORE] = g_signal_new ("restore", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
new_button (HillLostBar *self,
            const char  *label,
            GCallback    callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
hill_lost_bar_init (HillLostBar *self)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "spacing", 12, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "icon-name", "document-revert-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  self->all = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_lost_free);
  self->label = g_object_new (GTK_TYPE_LABEL, "hexpand", TRUE, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  gtk_widget_add_css_class (box, "banner");
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), new_button (self, _("_Restore"), G_CALLBACK (on_restore)));
  gtk_box_append (GTK_BOX (box), new_button (self, _("_Discard"), G_CALLBACK (on_discard)));
  self->revealer = g_object_new (GTK_TYPE_REVEALER, "child", box, NULL);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
