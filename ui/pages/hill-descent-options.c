/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Rows of the Training page's table; a test surface has gradient noise where data has a batch. */

#include "hill-descent-options.h"

#include "hill-descent-state.h"
#include "hill-option-row.h"
#include "hill-stateful.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_ROWS 6

struct _HillDescentOptions
{
  GtkWidget      parent_instance;
  HillOptionRow *rows[N_ROWS];          /* children */
  HillDescent   *descent;               /* owned (nullable) */
  gboolean       filling;
};

static void hill_descent_options_stateful_init (HillStatefulInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HillDescentOptions, hill_descent_options, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (HILL_TYPE_STATEFUL, hill_descent_options_stateful_init))

static const HillOption noise_option = {
  "noise", HILL_OPTION_GROUP_OPTIMIZER, HILL_OPTION_NUMBER, N_("Gradient noise"), NULL,
  N_("The deviation of a random number that is added to each part of the gradient, as a minibatch does. With some of it a walk can leave "
     "a local minimum."),
  { NULL }, { NULL }, 0, 0, 0.5
};

static gboolean
is_on_surface (HillDescentOptions *self)
{
  return HILL_IS_SURFACE_DESCENT (self->descent);
}

static char *
get_value (HillDescentOptions *self,
           const HillOption   *option)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (option != &noise_option)
    return hill_option_get_value (option, hill_descent_get_experiment (self->descent));
  return g_strdup (g_ascii_dtostr (text, sizeof text, hill_surface_descent_get_noise (HILL_SURFACE_DESCENT (self->descent))));
}

static gboolean
matters (HillDescentOptions *self,
         const HillOption   *option)
{
  if (option == &noise_option)
    return is_on_surface (self);
  if (g_str_equal (option->key, "batch") && is_on_surface (self))
    return FALSE;
  return hill_option_matters (option, hill_descent_get_experiment (self->descent));
}

static void
show_row (HillDescentOptions *self,
          HillOptionRow      *row)
{
  const HillOption *option = hill_option_row_get_option (row);
  g_autofree char *value = NULL;

  gtk_widget_set_visible (GTK_WIDGET (row), matters (self, option));
  if (!matters (self, option))
    return;
  value = get_value (self, option);
  if (option != &noise_option)
    hill_option_row_set_label (row, hill_option_get_label (option, hill_descent_get_experiment (self->descent)));
  if (g_strcmp0 (value, hill_option_row_get_value (row)) != 0)
    hill_option_row_set_value (row, value);
}

static gboolean
set_noise (HillDescentOptions *self,
           const char         *value)
{
  g_autofree char *text = g_strdelimit (g_strdup (value), ",", '.');
  char *end;
  double noise = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !(noise >= 0 && noise <= 1e6))
    return FALSE;
  hill_surface_descent_set_noise (HILL_SURFACE_DESCENT (self->descent), noise);
  return TRUE;
}

static void
on_row_changed (HillOptionRow      *row,
                const char         *value,
                HillDescentOptions *self)
{
  const HillOption *option = hill_option_row_get_option (row);
  HillExperiment experiment = *hill_descent_get_experiment (self->descent);
  g_autofree char *now = NULL;
  g_autoptr(GError) error = NULL;

  if (self->filling)
    return;
  if (option == &noise_option && !set_noise (self, value))
    hill_option_row_set_error (row, _("The noise is a number from 0 to 1000000."));
  else if (option != &noise_option && (!hill_option_set_value (option, &experiment, value, &error)
                                       || !hill_descent_set_experiment (self->descent, &experiment, &error)))
    hill_option_row_set_error (row, error->message);
  else
    {
      now = get_value (self, option);
      hill_option_row_set_value (row, now);
    }
}

/* ---- a walk over a test surface; that of the run is the experiment itself */

static void
save_state (HillStateful *stateful,
            GHashTable   *values)
{
  HillDescentOptions *self = HILL_DESCENT_OPTIONS (stateful);

  if (self->descent != NULL && is_on_surface (self))
    hill_surface_state_save (HILL_SURFACE_DESCENT (self->descent), values);
  else
    hill_surface_state_save_none (values);
}

static gboolean
restore_state (HillStateful *stateful,
               GHashTable   *values)
{
  HillDescentOptions *self = HILL_DESCENT_OPTIONS (stateful);
  const char *optimizer = hill_values_get (values, "optimizer");

  if (optimizer == NULL || optimizer[0] == '\0')
    return TRUE;
  if (self->descent == NULL || !is_on_surface (self))
    return FALSE;
  hill_surface_state_restore (HILL_SURFACE_DESCENT (self->descent), values);
  return TRUE;
}

static void
hill_descent_options_stateful_init (HillStatefulInterface *iface)
{
  iface->save_state = save_state;
  iface->restore_state = restore_state;
}

static void
hill_descent_options_dispose (GObject *object)
{
  HillDescentOptions *self = HILL_DESCENT_OPTIONS (object);
  GtkWidget *child;

  self->filling = TRUE;                 /* a focus that leaves now is no typing */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->descent);
  G_OBJECT_CLASS (hill_descent_options_parent_class)->dispose (object);
}

static void
hill_descent_options_class_init (HillDescentOptionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hill_descent_options_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_row (HillDescentOptions *self,
         guint               index,
         const HillOption   *option)
{
  GtkWidget *row = hill_option_row_new (option);

  self->rows[index] = HILL_OPTION_ROW (row);
  g_signal_connect (row, "changed", G_CALLBACK (on_row_changed), self);
  gtk_widget_set_parent (row, GTK_WIDGET (self));
}

static void
hill_descent_options_init (HillDescentOptions *self)
{
  static const char * const keys[] = { "optimizer", "rate", "momentum", "decay", "batch" };
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));
  GtkWidget *title = gtk_label_new (_("From this step on"));
  gsize n_options;
  const HillOption *options = hill_training_options_get (&n_options);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Options from this step on"), -1);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_set_parent (title, GTK_WIDGET (self));
  for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
    for (gsize i = 0; i < n_options; i++)
      if (g_strcmp0 (options[i].key, keys[k]) == 0)
        add_row (self, k, &options[i]);
  add_row (self, N_ROWS - 1, &noise_option);
}

void
hill_descent_options_set_descent (HillDescentOptions *self,
                                  HillDescent        *descent)
{
  g_set_object (&self->descent, descent);
}

void
hill_descent_options_update (HillDescentOptions *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < N_ROWS; i++)
    if (self->rows[i] != NULL)
      show_row (self, self->rows[i]);
  self->filling = FALSE;
}
