/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A click on the curve sets the first score so that the difference is where it was clicked. */

#include "hill-sigmoid-card.h"

#include "hill-arithmetic.h"
#include "hill-formula-view.h"
#include "hill-information-plots.h"
#include "hill-information.h"
#include "hill-plot-view.h"

#include <glib/gi18n.h>
#include <math.h>

struct _HillSigmoidCard
{
  GtkWidget        parent_instance;
  GtkAdjustment   *first_adjustment;    /* template children */
  GtkAdjustment   *second_adjustment;
  HillFormulaView *formula;
  GtkLabel        *sentence;
  HillPlotView    *plot;
};

G_DEFINE_FINAL_TYPE (HillSigmoidCard, hill_sigmoid_card, GTK_TYPE_WIDGET)

static void
show_plot (HillSigmoidCard *self,
           double           difference)
{
  g_autoptr(HillPlot) plot = hill_sigmoid_new_plot (difference);

  hill_plot_view_set_plot (self->plot, plot);
}

static void
show_formula (HillSigmoidCard *self,
              double           first,
              double           second)
{
  g_autofree char *s1 = hill_number_trim (first, 2);
  g_autofree char *s2 = hill_number_trim (second, 2);
  g_autofree char *e1 = hill_number_trim (exp (first), 3);
  g_autofree char *e2 = hill_number_trim (exp (second), 3);
  g_autofree char *minus = hill_number_trim (second - first, 2);
  g_autofree char *share = hill_number_fixed (hill_sigmoid (first - second), 3);
  g_autofree char *tex = g_strdup_printf ("P_1 = \\frac{e^{s_1}}{e^{s_1} + e^{s_2}} = \\frac{%s}{%s + %s} "
                                          "= \\frac{1}{1 + e^{-(s_1 - s_2)}} = \\frac{1}{1 + e^{%s}} = \\result{%s}",
                                          e1, e1, e2, minus, share);
  g_autofree char *sentence = g_strdup_printf (_("Softmax of (%s, %s) and sigmoid of %s − %s give the same %s."), s1, s2, s1, s2, share);

  hill_formula_view_set_tex (self->formula, tex);
  gtk_label_set_text (self->sentence, sentence);
}

static void
on_score_changed (HillSigmoidCard *self)
{
  double first = gtk_adjustment_get_value (self->first_adjustment), second = gtk_adjustment_get_value (self->second_adjustment);

  show_formula (self, first, second);
  show_plot (self, first - second);
}

static void
on_plot_activated (HillSigmoidCard   *self,
                   const HillPlotHit *hit)
{
  if (hit->series >= 0)
    gtk_adjustment_set_value (self->first_adjustment, gtk_adjustment_get_value (self->second_adjustment) + hit->x);
}

static void
hill_sigmoid_card_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), HILL_TYPE_SIGMOID_CARD);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_sigmoid_card_parent_class)->dispose (object);
}

static void
hill_sigmoid_card_class_init (HillSigmoidCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_sigmoid_card_dispose;
  g_type_ensure (HILL_TYPE_FORMULA_VIEW);
  g_type_ensure (HILL_TYPE_PLOT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hill-sigmoid-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HillSigmoidCard, first_adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillSigmoidCard, second_adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillSigmoidCard, formula);
  gtk_widget_class_bind_template_child (widget_class, HillSigmoidCard, sentence);
  gtk_widget_class_bind_template_child (widget_class, HillSigmoidCard, plot);
  gtk_widget_class_bind_template_callback (widget_class, on_score_changed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hill_sigmoid_card_init (HillSigmoidCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hill_plot_view_set_name (self->plot, _("Sigmoid"));
  g_signal_connect_swapped (self->plot, "activated", G_CALLBACK (on_plot_activated), self);
  on_score_changed (self);
}
