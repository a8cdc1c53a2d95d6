/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Examples fill the table; from then on the person has it.  The softmax example follows the worksheet instead. */

#include "hill-information-view.h"

#include "hill-distribution-table.h"
#include "hill-drop-down.h"
#include "hill-formula-view.h"
#include "hill-information-formula.h"
#include "hill-pacer.h"
#include "hill-plot-view.h"
#include "hill-sigmoid-card.h"

#include <glib/gi18n.h>

#define MIN_OUTCOMES 2
#define MAX_OUTCOMES 8

struct _HillInformationView
{
  GtkWidget              parent_instance;
  GtkDropDown           *example_drop_down;     /* template children */
  GtkDropDown           *image_drop_down;
  GtkWidget             *image_box;
  GtkDropDown           *base_drop_down;
  GtkWidget             *fewer_button;
  GtkWidget             *more_button;
  GtkWidget             *sum_button;
  HillDistributionTable *table;
  GtkLabel              *message;
  GtkWidget             *formulas;
  HillFormulaView       *softmax_formula;
  HillFormulaView       *entropy_formula;
  HillFormulaView       *cross_formula;
  HillFormulaView       *relative_formula;
  HillPlotView          *plot;

  HillWorksheet         *worksheet;             /* owned */
  GSignalGroup          *signals;               /* of the worksheet */
  HillPacer              pacer;
  gboolean               filling;
};

G_DEFINE_FINAL_TYPE (HillInformationView, hill_information_view, GTK_TYPE_WIDGET)

static HillLogBase
get_base (HillInformationView *self)
{
  return (HillLogBase) MIN (gtk_drop_down_get_selected (self->base_drop_down), HILL_LOG_10);
}

static HillDistributionExample
get_example (HillInformationView *self)
{
  return (HillDistributionExample) MIN (gtk_drop_down_get_selected (self->example_drop_down), HILL_N_DISTRIBUTION_EXAMPLES - 1);
}

static void
fill_softmax (HillInformationView *self,
              HillDistributions   *values)
{
  const HillSheet *sheet = hill_worksheet_get_sheet (self->worksheet);

  hill_distributions_fill_softmax (values, sheet,
                                   MIN (gtk_drop_down_get_selected (self->image_drop_down), hill_sheet_get_n_images (sheet) - 1));
}

static void
show_formulas (HillInformationView     *self,
               const HillDistributions *values)
{
  HillLogBase base = get_base (self);
  g_autofree char *entropy = hill_information_formula_entropy (values, base);
  g_autofree char *cross = hill_information_formula_cross (values, base);
  g_autofree char *relative = hill_information_formula_relative (values, base);
  g_autofree char *softmax = values->has_scores ? hill_information_formula_softmax (values) : NULL;

  hill_formula_view_set_tex (self->entropy_formula, entropy);
  hill_formula_view_set_tex (self->cross_formula, cross);
  hill_formula_view_set_tex (self->relative_formula, relative);
  if (softmax != NULL)
    hill_formula_view_set_tex (self->softmax_formula, softmax);
  gtk_widget_set_visible (GTK_WIDGET (self->softmax_formula), softmax != NULL);
}

static void
show_plot (HillInformationView     *self,
           const HillDistributions *values)
{
  g_autoptr(HillPlot) plot = hill_distributions_new_plot (values);

  hill_plot_view_set_plot (self->plot, plot);
}

static void
show_values (HillInformationView *self)
{
  g_autoptr(GError) error = NULL;
  const HillDistributions *values = hill_distribution_table_get_values (self->table, &error);

  gtk_label_set_text (self->message, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), error != NULL);
  gtk_widget_set_visible (self->sum_button, error != NULL);
  gtk_widget_set_sensitive (self->formulas, error == NULL);
  if (values == NULL)
    return;
  gtk_widget_set_sensitive (self->fewer_button, !values->has_scores && values->n > MIN_OUTCOMES);
  gtk_widget_set_sensitive (self->more_button, !values->has_scores && values->n < MAX_OUTCOMES);
  show_formulas (self, values);
  show_plot (self, values);
}

static void
load_example (HillInformationView *self)
{
  HillDistributions values = { 0 };
  HillDistributionExample example = get_example (self);

  gtk_widget_set_visible (self->image_box, example == HILL_EXAMPLE_SOFTMAX);
  if (example == HILL_EXAMPLE_SOFTMAX)
    fill_softmax (self, &values);
  else
    hill_distributions_fill_example (&values, example);
  hill_distribution_table_set_values (self->table, &values);
  show_values (self);
}

static void
on_example_changed (HillInformationView *self)
{
  static const guint bases[HILL_N_DISTRIBUTION_EXAMPLES] = { HILL_LOG_10, HILL_LOG_E, HILL_LOG_10, HILL_LOG_2 };

  if (self->filling || self->worksheet == NULL)
    return;
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->base_drop_down, bases[get_example (self)]);
  hill_distribution_table_set_base (self->table, get_base (self));
  self->filling = FALSE;
  load_example (self);
}

static void
on_image_changed (HillInformationView *self)
{
  if (!self->filling && self->worksheet != NULL && get_example (self) == HILL_EXAMPLE_SOFTMAX)
    load_example (self);
}

static void
on_base_changed (HillInformationView *self)
{
  if (self->filling)
    return;
  hill_distribution_table_set_base (self->table, get_base (self));
  show_values (self);
}

static void
on_table_changed (HillInformationView *self)
{
  show_values (self);
}

static void
on_make_sum (HillInformationView *self)
{
  hill_distribution_table_normalize (self->table);
}

/* One outcome more, impossible so far, or the last one away and the rest made a distribution again. */
static void
change_length (HillInformationView *self,
               int                  change)
{
  const HillDistributions *now = hill_distribution_table_get_values (self->table, NULL);
  HillDistributions values;
  g_autofree char *name = NULL;

  if (now == NULL || (int) now->n + change < MIN_OUTCOMES || (int) now->n + change > MAX_OUTCOMES)
    return;
  values = *now;
  name = g_strdup_printf (_("outcome %u"), values.n + 1);
  if (change > 0)
    hill_distributions_add (&values, name, 0, 0);
  else
    values.n--;
  hill_distribution_normalize (values.q, values.n);
  hill_distribution_normalize (values.p, values.n);
  for (guint i = 0; i < values.n; i++)
    values.names[i] = g_strdup (values.names[i]);
  hill_distribution_table_set_values (self->table, &values);
  for (guint i = 0; i < values.n; i++)
    g_free (values.names[i]);
  show_values (self);
}

static void
on_fewer (HillInformationView *self)
{
  change_length (self, -1);
}

static void
on_more (HillInformationView *self)
{
  change_length (self, 1);
}

static void
fill_images (HillInformationView *self)
{
  const HillSheet *sheet = hill_worksheet_get_sheet (self->worksheet);
  guint n = hill_sheet_get_n_images (sheet);
  g_autofree const char **names = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = hill_sheet_get_image_name (sheet, i);
  self->filling = TRUE;
  hill_drop_down_set_names (self->image_drop_down, names);
  self->filling = FALSE;
}

static void
update (gpointer data)
{
  HillInformationView *self = data;

  fill_images (self);
  if (get_example (self) == HILL_EXAMPLE_SOFTMAX)
    load_example (self);
}

static void
on_sheet_changed (HillInformationView *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    hill_pacer_queue (&self->pacer);
}

static void
hill_information_view_map (GtkWidget *widget)
{
  HillInformationView *self = HILL_INFORMATION_VIEW (widget);

  GTK_WIDGET_CLASS (hill_information_view_parent_class)->map (widget);
  if (self->worksheet != NULL)
    update (self);
}

static void
hill_information_view_dispose (GObject *object)
{
  HillInformationView *self = HILL_INFORMATION_VIEW (object);
  GtkWidget *child;

  self->filling = TRUE;
  hill_pacer_cancel (&self->pacer);
  g_clear_object (&self->signals);
  g_clear_object (&self->worksheet);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_INFORMATION_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_information_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hill-information-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HillInformationView, example_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HillInformationView, image_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HillInformationView, image_box);
  gtk_widget_class_bind_template_child (widget_class, HillInformationView, base_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HillInformationView, fewer_button);
  gtk_widget_class_bind_template_child (widget_class, HillInformationView, more_button);
  gtk_widget_class_bind_template_child (widget_class, HillInformationView, sum_button);
  gtk_widget_class_bind_template_child (widget_class, HillInformationView, table);
  gtk_widget_class_bind_template_child (widget_class, HillInformationView, message);
  gtk_widget_class_bind_template_child (widget_class, HillInformationView, formulas);
  gtk_widget_class_bind_template_child (widget_class, HillInformationView, softmax_formula);
  gtk_widget_class_bind_template_child (widget_class, HillInformationView, entropy_formula);
  gtk_widget_class_bind_template_child (widget_class, HillInformationView, cross_formula);
  gtk_widget_class_bind_template_child (widget_class, HillInformationView, relative_formula);
  gtk_widget_class_bind_template_child (widget_class, HillInformationView, plot);
  gtk_widget_class_bind_template_callback (widget_class, on_example_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_image_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_base_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_table_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_make_sum);
  gtk_widget_class_bind_template_callback (widget_class, on_fewer);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
}

static void
hill_information_view_class_init (HillInformationViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_information_view_dispose;
  widget_class->map = hill_information_view_map;
  g_type_ensure (HILL_TYPE_DISTRIBUTION_TABLE);
  g_type_ensure (HILL_TYPE_FORMULA_VIEW);
  g_type_ensure (HILL_TYPE_PLOT_VIEW);
  g_type_ensure (HILL_TYPE_SIGMOID_CARD);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "information");
}

static void
hill_information_view_init (HillInformationView *self)
{
  self->pacer = (HillPacer) { .func = update, .user_data = self, .interval = 50 };
  self->signals = g_signal_group_new (HILL_TYPE_WORKSHEET);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (on_sheet_changed), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  hill_plot_view_set_name (self->plot, _("Q beside P"));
  hill_formula_view_set_name (self->softmax_formula, _("Softmax"));
  hill_formula_view_set_name (self->entropy_formula, _("Entropy"));
  hill_formula_view_set_name (self->cross_formula, _("Cross-entropy"));
  hill_formula_view_set_name (self->relative_formula, _("Relative entropy"));
}

void
hill_information_view_set_worksheet (HillInformationView *self,
                                     HillWorksheet       *worksheet)
{
  g_return_if_fail (HILL_IS_INFORMATION_VIEW (self) && self->worksheet == NULL);

  self->worksheet = g_object_ref (worksheet);
  g_signal_group_set_target (self->signals, worksheet);
  fill_images (self);
  on_example_changed (self);
}
