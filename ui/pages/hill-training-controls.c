/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The rows are made from the table of options.  The session is asked to take each change; if it declines, its sentence
 * stands below the control and the experiment stays as it was. */

#include "hill-training-controls.h"

#include "hill-option-row.h"

#include <glib/gi18n.h>
#include <string.h>

struct _HillTrainingControls
{
  GtkWidget    parent_instance;

  HillSession *session;                 /* owned */
  gulong       loaded_id;
  GPtrArray   *rows;                    /* of HillOptionRow, unowned: children */
  GtkWidget   *groups[HILL_N_OPTION_GROUPS];
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HillTrainingControls, hill_training_controls, GTK_TYPE_WIDGET)

/* Shows only what matters; a group without any row goes as a whole. */
static void
update_visibility (HillTrainingControls *self,
                   const HillExperiment *experiment)
{
  gboolean any[HILL_N_OPTION_GROUPS] = { FALSE };

  for (guint i = 0; i < self->rows->len; i++)
    {
      HillOptionRow *row = g_ptr_array_index (self->rows, i);
      const HillOption *option = hill_option_row_get_option (row);
      gboolean matters = hill_option_matters (option, experiment);

      gtk_widget_set_visible (GTK_WIDGET (row), matters);
      any[option->group] |= matters;
    }
  for (guint i = 0; i < HILL_N_OPTION_GROUPS; i++)
    gtk_widget_set_visible (self->groups[i], any[i]);
}

static void
show_note (HillTrainingControls *self,
           HillOptionRow        *row)
{
  g_autofree char *note = hill_option_describe_value (hill_option_row_get_option (row), hill_session_get_experiment (self->session),
                                                      hill_session_get_dataset (self->session));

  hill_option_row_set_note (row, note);
}

/* Rows whose value stays keep what is being typed in them. */
static void
refresh (HillTrainingControls *self,
         HillOptionRow        *changed)
{
  const HillExperiment *experiment = hill_session_get_experiment (self->session);

  for (guint i = 0; i < self->rows->len; i++)
    {
      HillOptionRow *row = g_ptr_array_index (self->rows, i);
      const HillOption *option = hill_option_row_get_option (row);
      g_autofree char *value = hill_option_get_value (option, experiment);

      if (row == changed || g_strcmp0 (value, hill_option_row_get_value (row)) != 0)
        hill_option_row_set_value (row, value);
      hill_option_row_set_label (row, hill_option_get_label (option, experiment));
      show_note (self, row);
    }
  update_visibility (self, experiment);
}

/* Below its control a sentence need not begin with the option's key, as on the command line. */
static const char *
skip_key (const char *problem,
          const char *key)
{
  gsize length = strlen (key);

  return g_str_has_prefix (problem, key) && g_str_has_prefix (problem + length, ": ") ? problem + length + 2 : problem;
}

static void
show_problem (HillOptionRow        *row,
              const HillExperiment *experiment,
              const char           *problem)
{
  const HillOption *option = hill_option_row_get_option (row);
  g_autofree char *value = hill_option_get_value (option, experiment);
  /* Translators: what is wrong with what was chosen or typed, and the value that still holds */
  g_autofree char *message = g_strdup_printf (_("%s; the value stays %s."), skip_key (problem, option->key), value);

  hill_option_row_set_error (row, message);
}

/* What does not fit the data set is said at once, not when the run starts. */
static gboolean
fits_dataset (HillTrainingControls  *self,
              const HillExperiment  *experiment,
              GError               **error)
{
  HillDataset *dataset = hill_session_get_dataset (self->session);

  return dataset == NULL || hill_training_options_check (experiment, dataset, error);
}

static void
on_row_changed (HillOptionRow        *row,
                const char           *value,
                HillTrainingControls *self)
{
  HillExperiment experiment;
  g_autoptr(GError) error = NULL;

  if (self->session == NULL)
    return;
  experiment = *hill_session_get_experiment (self->session);
  if (!hill_option_set_value (hill_option_row_get_option (row), &experiment, value, &error)
      || !fits_dataset (self, &experiment, &error)
      || !hill_session_set_experiment (self->session, &experiment, &error))
    {
      show_problem (row, hill_session_get_experiment (self->session), error->message);
      return;
    }
  refresh (self, row);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The page knows the action. */
static GtkWidget *
new_contest_button (void)
{
  GtkWidget *button = gtk_button_new_with_label (_("Which features?"));

  gtk_widget_set_tooltip_text (button, _("Train pixels, hues, HoG and HoG with hues, each with the same budget, and see which is best"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "training.contest");
  return button;
}

static void
add_row (HillTrainingControls *self,
         const HillOption     *option)
{
  GtkWidget *row = hill_option_row_new (option);

  g_signal_connect (row, "changed", G_CALLBACK (on_row_changed), self);
  gtk_box_append (GTK_BOX (self->groups[option->group]), row);
  if (option->kind == HILL_OPTION_WORDS)
    gtk_box_append (GTK_BOX (self->groups[option->group]), new_contest_button ());
  g_ptr_array_add (self->rows, row);
}

static GtkWidget *
new_group (HillOptionGroup group)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX,
                                 "orientation", GTK_ORIENTATION_VERTICAL,
                                 "spacing", 6,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                                 NULL);
  GtkWidget *title = gtk_label_new (hill_training_options_get_title (group));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, hill_training_options_get_title (group), -1);
  gtk_box_append (GTK_BOX (box), title);
  return box;
}

static void
on_loaded (HillSession          *session,
           HillTrainingControls *self)
{
  refresh (self, NULL);
}

static void
set_session (HillTrainingControls *self,
             HillSession          *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    g_clear_signal_handler (&self->loaded_id, self->session);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  self->loaded_id = g_signal_connect (session, "loaded", G_CALLBACK (on_loaded), self);
  refresh (self, NULL);
}

static void
hill_training_controls_get_property (GObject    *object,
                                     guint       id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, HILL_TRAINING_CONTROLS (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_training_controls_set_property (GObject      *object,
                                     guint         id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  if (id == PROP_SESSION)
    set_session (HILL_TRAINING_CONTROLS (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_training_controls_dispose (GObject *object)
{
  HillTrainingControls *self = HILL_TRAINING_CONTROLS (object);

  set_session (self, NULL);
  for (guint i = 0; i < HILL_N_OPTION_GROUPS; i++)
    g_clear_pointer (&self->groups[i], gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (hill_training_controls_parent_class)->dispose (object);
}

static void
hill_training_controls_class_init (HillTrainingControlsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hill_training_controls_get_property;
  object_class->set_property = hill_training_controls_set_property;
  object_class->dispose = hill_training_controls_dispose;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HILL_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "options");
}

static void
hill_training_controls_init (HillTrainingControls *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));
  gsize n_options;
  const HillOption *options = hill_training_options_get (&n_options);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 18);
  self->rows = g_ptr_array_new ();
  for (guint i = 0; i < HILL_N_OPTION_GROUPS; i++)
    {
      self->groups[i] = new_group (i);
      gtk_widget_set_parent (self->groups[i], GTK_WIDGET (self));
    }
  for (gsize i = 0; i < n_options; i++)
    add_row (self, &options[i]);
}
