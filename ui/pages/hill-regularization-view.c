/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Holds three parts together that share the elastic net's beta. */

#include "hill-regularization-view.h"

#include "hill-formula-view.h"
#include "hill-lambda-card.h"
#include "hill-penalty-example.h"
#include "hill-shape-card.h"

#include <glib/gi18n.h>

struct _HillRegularizationView
{
  GtkWidget        parent_instance;
  HillFormulaView *formula;             /* template children */
  HillShapeCard   *shapes;
  HillLambdaCard  *path;
  HillSession     *session;             /* owned */
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HillRegularizationView, hill_regularization_view, GTK_TYPE_WIDGET)

static void
set_session (HillRegularizationView *self,
             HillSession            *session)
{
  if (!g_set_object (&self->session, session) || session == NULL)
    return;
  g_object_set (self->shapes, "session", session, NULL);
  g_object_set (self->path, "session", session, NULL);
}

static void
hill_regularization_view_get_property (GObject    *object,
                                       guint       id,
                                       GValue     *value,
                                       GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, HILL_REGULARIZATION_VIEW (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_regularization_view_set_property (GObject      *object,
                                       guint         id,
                                       const GValue *value,
                                       GParamSpec   *pspec)
{
  if (id == PROP_SESSION)
    set_session (HILL_REGULARIZATION_VIEW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_regularization_view_dispose (GObject *object)
{
  HillRegularizationView *self = HILL_REGULARIZATION_VIEW (object);
  GtkWidget *child;

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_REGULARIZATION_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_regularization_view_parent_class)->dispose (object);
}

static void
hill_regularization_view_class_init (HillRegularizationViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_regularization_view_get_property;
  object_class->set_property = hill_regularization_view_set_property;
  object_class->dispose = hill_regularization_view_dispose;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HILL_TYPE_SESSION, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (HILL_TYPE_FORMULA_VIEW);
  g_type_ensure (HILL_TYPE_LAMBDA_CARD);
  g_type_ensure (HILL_TYPE_PENALTY_EXAMPLE);
  g_type_ensure (HILL_TYPE_SHAPE_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hill-regularization-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HillRegularizationView, formula);
  gtk_widget_class_bind_template_child (widget_class, HillRegularizationView, shapes);
  gtk_widget_class_bind_template_child (widget_class, HillRegularizationView, path);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "regularization");
}

static void
hill_regularization_view_init (HillRegularizationView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hill_formula_view_set_name (self->formula, _("Regularised loss"));
  hill_formula_view_set_tex (self->formula, "L(W) = \\frac{1}{N} \\sum_{i=1}^N L_i + \\lambda R(W)");
}
