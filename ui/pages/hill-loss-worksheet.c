/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The lecture's two losses, each with its formula. */

#include "hill-loss-worksheet.h"

#include "hill-formula-view.h"

#include <glib/gi18n.h>

struct _HillLossWorksheet
{
  GtkWidget        parent_instance;
  HillFormulaView *hinge_formula;       /* template children */
  HillFormulaView *softmax_formula;
  HillSession     *session;             /* owned */
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HillLossWorksheet, hill_loss_worksheet, GTK_TYPE_WIDGET)

static void
hill_loss_worksheet_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, HILL_LOSS_WORKSHEET (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_loss_worksheet_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  if (id == PROP_SESSION)
    g_set_object (&HILL_LOSS_WORKSHEET (object)->session, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_loss_worksheet_dispose (GObject *object)
{
  HillLossWorksheet *self = HILL_LOSS_WORKSHEET (object);
  GtkWidget *child;

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_LOSS_WORKSHEET);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_loss_worksheet_parent_class)->dispose (object);
}

static void
hill_loss_worksheet_class_init (HillLossWorksheetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_loss_worksheet_get_property;
  object_class->set_property = hill_loss_worksheet_set_property;
  object_class->dispose = hill_loss_worksheet_dispose;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HILL_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (HILL_TYPE_FORMULA_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hill-loss-worksheet.ui");
  gtk_widget_class_bind_template_child (widget_class, HillLossWorksheet, hinge_formula);
  gtk_widget_class_bind_template_child (widget_class, HillLossWorksheet, softmax_formula);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hill_loss_worksheet_init (HillLossWorksheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hill_formula_view_set_name (self->hinge_formula, _("Hinge loss"));
  hill_formula_view_set_tex (self->hinge_formula, "L_i = \\sum_{j \\neq y_i} \\max(0, s_j - s_{y_i} + \\val{\\Delta}{1})");
  hill_formula_view_set_name (self->softmax_formula, _("Softmax loss"));
  hill_formula_view_set_tex (self->softmax_formula, "L_i = -\\log(\\frac{e^{s_{y_i}}}{\\sum_j e^{s_j}})");
}
