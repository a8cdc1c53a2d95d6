/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* All views speak of the same problem: the weights of a step, a loss, some examples.  It is taken from the session when the page
 * comes into view and when a run rests; while a run goes on, the views stay with the step they have. */

#include "hill-gradient-page.h"

#include "hill-check-view.h"
#include "hill-derivation-view.h"
#include "hill-derivative-view.h"
#include "hill-direction-view.h"
#include "hill-numeric-view.h"
#include "hill-plot-card.h"
#include "hill-problem.h"

#include <glib/gi18n.h>
#include <string.h>

struct _HillGradientPage
{
  GtkWidget           parent_instance;
  GtkStack           *views;            /* template children */
  HillDerivativeView *derivative;
  HillDirectionView  *direction;
  HillNumericView    *numeric;
  HillCheckView      *check;
  HillDerivationView *derivation;
  GtkDropDown        *weights_choice;
  GtkDropDown        *loss_choice;
  GtkDropDown        *penalty_choice;
  GtkDropDown        *examples_choice;
  GtkLabel           *problem_label;

  HillSession        *session;          /* owned */
  GSignalGroup       *signals;          /* of the session */
  HillSnapshot       *snapshot;         /* owned: the one the problem was made of */
  gboolean            stale;            /* a newer snapshot waits until the page is in view */
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HillGradientPage, hill_gradient_page, GTK_TYPE_WIDGET)

static void
read_options (HillGradientPage   *self,
              HillProblemOptions *options)
{
  options->max_rows = hill_problem_choose_max_rows (gtk_drop_down_get_selected (self->examples_choice));
  options->loss = hill_problem_choose_loss (gtk_drop_down_get_selected (self->loss_choice));
  options->regularizer = hill_problem_choose_regularizer (gtk_drop_down_get_selected (self->penalty_choice));
  options->random = gtk_drop_down_get_selected (self->weights_choice) == 1;
}

static void
set_problem (HillGradientPage *self,
             HillProblem      *problem)
{
  g_autofree char *text = problem != NULL ? hill_problem_describe (problem) : g_strdup ("");

  gtk_label_set_text (self->problem_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->problem_label), text);
  hill_derivative_view_set_problem (self->derivative, self->session, problem);
  hill_direction_view_set_problem (self->direction, self->session, problem);
  hill_numeric_view_set_problem (self->numeric, self->session, problem);
  hill_check_view_set_problem (self->check, self->session, problem);
  hill_derivation_view_set_problem (self->derivation, self->session, problem);
}

static void
make_problem (HillGradientPage *self)
{
  HillProblemOptions options;
  g_autoptr(HillProblem) problem = NULL;

  if (self->snapshot != NULL)
    {
      read_options (self, &options);
      problem = hill_problem_new (self->snapshot, &options);
    }
  set_problem (self, problem);
}

static void
on_options_changed (HillGradientPage *self)
{
  if (self->snapshot != NULL)
    make_problem (self);
}

/* The same weights and loss again, such as after a look at their numbers, change nothing. */
static gboolean
is_news (HillGradientPage *self,
         HillSnapshot     *snapshot)
{
  gsize n_weights;

  if (self->snapshot == NULL || snapshot == NULL || self->snapshot->design != snapshot->design || self->snapshot->step != snapshot->step
      || memcmp (&self->snapshot->experiment.loss, &snapshot->experiment.loss, sizeof snapshot->experiment.loss) != 0)
    return TRUE;
  n_weights = HILL_N_WEIGHTS (hill_design_get_n_classes (snapshot->design), hill_design_get_n_features (snapshot->design));
  return memcmp (self->snapshot->weights, snapshot->weights, n_weights * sizeof *snapshot->weights) != 0;
}

static void
take_snapshot (HillGradientPage *self)
{
  HillSnapshot *snapshot = self->session != NULL ? hill_session_get_snapshot (self->session) : NULL;

  self->stale = FALSE;
  if (!is_news (self, snapshot))
    return;
  if (snapshot != NULL)
    hill_snapshot_ref (snapshot);
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  self->snapshot = snapshot;
  make_problem (self);
}

static void
on_snapshot (HillGradientPage *self)
{
  HillSnapshot *snapshot = hill_session_get_snapshot (self->session);

  if (self->snapshot != NULL && snapshot != NULL && self->snapshot->design == snapshot->design && hill_session_get_running (self->session))
    return;
  self->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    take_snapshot (self);
}

static void
set_session (HillGradientPage *self,
             HillSession      *session)
{
  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, session);
  if (session != NULL)
    on_snapshot (self);
}

/* A plot that has the whole space gives it back. */
static gboolean
restore_card (GtkWidget *widget)
{
  if (HILL_IS_PLOT_CARD (widget))
    {
      if (!hill_plot_card_get_enlarged (HILL_PLOT_CARD (widget)))
        return FALSE;
      hill_plot_card_set_enlarged (HILL_PLOT_CARD (widget), FALSE);
      return TRUE;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (restore_card (child))
      return TRUE;
  return FALSE;
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  return restore_card (gtk_stack_get_visible_child (HILL_GRADIENT_PAGE (widget)->views));
}

static void
hill_gradient_page_map (GtkWidget *widget)
{
  HillGradientPage *self = HILL_GRADIENT_PAGE (widget);

  GTK_WIDGET_CLASS (hill_gradient_page_parent_class)->map (widget);
  take_snapshot (self);
}

static void
hill_gradient_page_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, HILL_GRADIENT_PAGE (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_gradient_page_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  if (id == PROP_SESSION)
    set_session (HILL_GRADIENT_PAGE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_gradient_page_dispose (GObject *object)
{
  HillGradientPage *self = HILL_GRADIENT_PAGE (object);
  GtkWidget *child;

  set_session (self, NULL);
  g_clear_object (&self->signals);
  g_clear_pointer (&self->snapshot, hill_snapshot_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_GRADIENT_PAGE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_gradient_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (HILL_TYPE_DERIVATIVE_VIEW);
  g_type_ensure (HILL_TYPE_DIRECTION_VIEW);
  g_type_ensure (HILL_TYPE_NUMERIC_VIEW);
  g_type_ensure (HILL_TYPE_CHECK_VIEW);
  g_type_ensure (HILL_TYPE_DERIVATION_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/gradient-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HillGradientPage, views);
  gtk_widget_class_bind_template_child (widget_class, HillGradientPage, derivative);
  gtk_widget_class_bind_template_child (widget_class, HillGradientPage, direction);
  gtk_widget_class_bind_template_child (widget_class, HillGradientPage, numeric);
  gtk_widget_class_bind_template_child (widget_class, HillGradientPage, check);
  gtk_widget_class_bind_template_child (widget_class, HillGradientPage, derivation);
  gtk_widget_class_bind_template_child (widget_class, HillGradientPage, weights_choice);
  gtk_widget_class_bind_template_child (widget_class, HillGradientPage, loss_choice);
  gtk_widget_class_bind_template_child (widget_class, HillGradientPage, penalty_choice);
  gtk_widget_class_bind_template_child (widget_class, HillGradientPage, examples_choice);
  gtk_widget_class_bind_template_child (widget_class, HillGradientPage, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, on_options_changed);
}

static void
hill_gradient_page_class_init (HillGradientPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_gradient_page_get_property;
  object_class->set_property = hill_gradient_page_set_property;
  object_class->dispose = hill_gradient_page_dispose;
  widget_class->map = hill_gradient_page_map;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HILL_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  bind_template (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hill_gradient_page_init (HillGradientPage *self)
{
  self->signals = g_signal_group_new (HILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "snapshot", G_CALLBACK (on_snapshot), self);
  g_signal_group_connect_swapped (self->signals, "loaded", G_CALLBACK (on_snapshot), self);
  g_signal_group_connect_swapped (self->signals, "notify::running", G_CALLBACK (on_snapshot), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}
