/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Rows of the Training page's table. */

#include "hill-points-options.h"

#include "hill-option-row.h"

#include <glib/gi18n.h>

static const char * const keys[] = { "loss", "margin", "regularizer", "lambda", "beta" };

#define N_ROWS G_N_ELEMENTS (keys)

struct _HillPointsOptions
{
  GtkWidget      parent_instance;
  HillOptionRow *rows[N_ROWS];          /* children */
  HillDescent   *descent;               /* owned (nullable) */
  gboolean       filling;
};

G_DEFINE_FINAL_TYPE (HillPointsOptions, hill_points_options, GTK_TYPE_WIDGET)

static void
show_row (HillPointsOptions *self,
          HillOptionRow     *row)
{
  const HillOption *option = hill_option_row_get_option (row);
  const HillExperiment *experiment = hill_descent_get_experiment (self->descent);
  g_autofree char *value = NULL;

  gtk_widget_set_visible (GTK_WIDGET (row), hill_option_matters (option, experiment));
  if (!hill_option_matters (option, experiment))
    return;
  value = hill_option_get_value (option, experiment);
  hill_option_row_set_label (row, hill_option_get_label (option, experiment));
  if (g_strcmp0 (value, hill_option_row_get_value (row)) != 0)
    hill_option_row_set_value (row, value);
}

static void
on_row_changed (HillOptionRow     *row,
                const char        *value,
                HillPointsOptions *self)
{
  HillExperiment experiment = *hill_descent_get_experiment (self->descent);
  g_autoptr(GError) error = NULL;

  if (self->filling)
    return;
  if (!hill_option_set_value (hill_option_row_get_option (row), &experiment, value, &error)
      || !hill_descent_set_experiment (self->descent, &experiment, &error))
    hill_option_row_set_error (row, error->message);
  else
    hill_option_row_set_value (row, value);
}

static void
hill_points_options_dispose (GObject *object)
{
  HillPointsOptions *self = HILL_POINTS_OPTIONS (object);
  GtkWidget *child;

  self->filling = TRUE;                 /* a focus that leaves now is no typing */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->descent);
  G_OBJECT_CLASS (hill_points_options_parent_class)->dispose (object);
}

static void
hill_points_options_class_init (HillPointsOptionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hill_points_options_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static HillOptionRow *
add_row (HillPointsOptions *self,
         const char        *key)
{
  gsize n_options;
  const HillOption *options = hill_training_options_get (&n_options);
  GtkWidget *row = NULL;

  for (gsize i = 0; i < n_options && row == NULL; i++)
    if (g_strcmp0 (options[i].key, key) == 0)
      row = hill_option_row_new (&options[i]);
  g_return_val_if_fail (row != NULL, NULL);
  g_signal_connect (row, "changed", G_CALLBACK (on_row_changed), self);
  gtk_widget_set_parent (row, GTK_WIDGET (self));
  return HILL_OPTION_ROW (row);
}

static void
hill_points_options_init (HillPointsOptions *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));
  GtkWidget *title = gtk_label_new (_("What is minimised, from step 0 on"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What is minimised"), -1);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_set_parent (title, GTK_WIDGET (self));
  for (guint k = 0; k < N_ROWS; k++)
    self->rows[k] = add_row (self, keys[k]);
}

void
hill_points_options_set_descent (HillPointsOptions *self,
                                 HillDescent       *descent)
{
  g_set_object (&self->descent, descent);
}

void
hill_points_options_update (HillPointsOptions *self)
{
  self->filling = TRUE;
  for (guint k = 0; k < N_ROWS; k++)
    show_row (self, self->rows[k]);
  self->filling = FALSE;
}
