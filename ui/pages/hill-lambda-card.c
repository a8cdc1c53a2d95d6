/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The strengths come from strong to weak.  The newest is shown until a person picks one, by the slider or on the curves. */

#include "hill-lambda-card.h"

#include "hill-lambda-plots.h"
#include "hill-plot-view.h"

#include <glib/gi18n.h>
#include <math.h>

struct _HillLambdaCard
{
  GtkWidget      parent_instance;
  GtkDropDown   *regularizer_drop_down; /* template children */
  GtkDropDown   *step_drop_down;
  GtkAdjustment *count_adjustment;
  GtkAdjustment *epoch_adjustment;
  GtkAdjustment *shown_adjustment;
  GtkWidget     *shown_scale;
  GtkButton     *start_button;
  GtkButton     *stop_button;
  GtkProgressBar *progress;
  GtkLabel      *step_label;
  GtkLabel      *numbers;
  HillPlotView  *curves;
  HillPlotView  *histogram;
  HillPlotView  *templates;

  HillSession   *session;               /* owned */
  GSignalGroup  *signals;
  HillJob       *job;                   /* owned, (nullable) */
  HillDesign    *design;                /* owned, (nullable): of the path */
  HillLambdaPath *path;                 /* owned, (nullable) */
  double         beta;
  gboolean       picked;                /* a person chose the strength that is shown */
  gboolean       filling;
};

enum
{
  PROP_SESSION = 1,
  PROP_BETA,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HillLambdaCard, hill_lambda_card, GTK_TYPE_WIDGET)

static HillRegularizer
get_regularizer (HillLambdaCard *self)
{
  static const HillRegularizer regularizers[] = { HILL_REGULARIZER_L1, HILL_REGULARIZER_L2, HILL_REGULARIZER_ELASTIC };

  return regularizers[MIN (gtk_drop_down_get_selected (self->regularizer_drop_down), G_N_ELEMENTS (regularizers) - 1)];
}

/* The training options, but for what the card sets. */
static void
fill_experiment (HillLambdaCard *self,
                 HillExperiment *experiment)
{
  *experiment = *hill_session_get_experiment (self->session);
  experiment->loss.regularizer = get_regularizer (self);
  experiment->loss.beta = self->beta;
  experiment->loss.lambda = HILL_LAMBDA_STRONGEST;
  experiment->l1_step = gtk_drop_down_get_selected (self->step_drop_down) == 0 ? HILL_L1_PROXIMAL : HILL_L1_SUBGRADIENT;
  experiment->n_steps = 0;
  experiment->n_epochs = (gsize) gtk_adjustment_get_value (self->epoch_adjustment);
}

static const char *
describe_steps (const HillExperiment *experiment)
{
  if (experiment->loss.regularizer == HILL_REGULARIZER_L2)
    return _("In use: the gradient of L2. It shrinks every weight by a share of itself, so that hardly any becomes exactly 0.");
  if (experiment->optimizer == HILL_OPTIMIZER_LBFGS)
    return _("In use: L-BFGS with its own treatment of L1 (OWL-QN). Weights become exactly 0.");
  if (hill_experiment_uses_proximal (experiment))
    return _("In use: proximal steps of L1 (soft thresholding). Weights that come near 0 become exactly 0.");
  if (experiment->l1_step == HILL_L1_PROXIMAL)
    return _("In use: the subgradient of L1, as proximal steps do not go with this optimiser. Weights cross 0, and hardly any is exactly 0.");
  return _("In use: the subgradient of L1. Weights cross 0 back and forth, and hardly any is exactly 0.");
}

static void
show_steps (HillLambdaCard *self)
{
  HillExperiment experiment;

  if (self->session == NULL)
    return;
  fill_experiment (self, &experiment);
  gtk_widget_set_visible (GTK_WIDGET (self->step_drop_down), experiment.loss.regularizer != HILL_REGULARIZER_L2);
  gtk_label_set_text (self->step_label, describe_steps (&experiment));
}

/* (nullable): what is shown of the path. */
static const HillLambdaPoint *
get_shown (HillLambdaCard *self)
{
  gsize index = (gsize) gtk_adjustment_get_value (self->shown_adjustment);

  if (self->path == NULL || self->path->n_points == 0)
    return NULL;
  /* The slider runs from weak to strong, as the curves do. */
  index = MIN (index, self->path->n_points - 1);
  return self->path->points[self->path->n_points - 1 - index];
}

static void
show_curves (HillLambdaCard *self)
{
  g_autoptr(HillPlot) plot = hill_lambda_path_new_plot (self->path, get_shown (self));

  hill_plot_view_set_plot (self->curves, plot);
}

static void
show_histogram (HillLambdaCard        *self,
                const HillLambdaPoint *point)
{
  g_autoptr(HillPlot) plot = hill_lambda_point_new_histogram (point);

  hill_plot_view_set_plot (self->histogram, plot);
}

static void
show_templates (HillLambdaCard        *self,
                const HillLambdaPoint *point)
{
  g_autoptr(HillPlot) plot = hill_lambda_point_new_templates (point, self->design);

  hill_plot_view_set_plot (self->templates, plot);
}

static char *
format_numbers (const HillLambdaPoint *point)
{
  if (point->weights == NULL)
    return g_strdup_printf (_("λ = %.3g: %s"), point->lambda, point->message);
  if (point->test.n_rows == 0)
    return g_strdup_printf (_("λ = %.3g: training accuracy %.1f %%, %.1f %% of the weights exactly 0, the largest weight %.3g."), point->lambda,
                            100 * hill_lambda_point_get_train_accuracy (point), 100 * hill_lambda_point_get_zeros (point), point->norms.largest);
  return g_strdup_printf (_("λ = %.3g: training accuracy %.1f %%, test accuracy %.1f %%, a gap of %.1f points; %.1f %% of the weights exactly 0, "
                            "the largest weight %.3g."),
                          point->lambda, 100 * hill_lambda_point_get_train_accuracy (point), 100 * hill_lambda_point_get_test_accuracy (point), 100 * (hill_lambda_point_get_train_accuracy (point) - hill_lambda_point_get_test_accuracy (point)),
                          100 * hill_lambda_point_get_zeros (point), point->norms.largest);
}

static void
show_point (HillLambdaCard *self)
{
  const HillLambdaPoint *point = get_shown (self);
  g_autofree char *numbers = point != NULL ? format_numbers (point) : NULL;

  gtk_label_set_text (self->numbers, numbers != NULL ? numbers : "");
  gtk_widget_set_sensitive (self->shown_scale, point != NULL);
  if (point != NULL && point->weights != NULL)
    {
      show_histogram (self, point);
      show_templates (self, point);
      return;
    }
  hill_plot_view_set_plot (self->histogram, NULL);
  hill_plot_view_set_plot (self->templates, NULL);
}

static void
show_path (HillLambdaCard *self)
{
  show_curves (self);
  show_point (self);
}

/* Keeps the strength that a person chose in its place while weaker ones come in before it. */
static void
take_path (HillLambdaCard *self,
           HillLambdaPath *path)
{
  gsize before = self->path != NULL ? self->path->n_points : 0;
  double shown = gtk_adjustment_get_value (self->shown_adjustment);

  g_clear_pointer (&self->path, hill_lambda_path_free);
  self->path = path;
  self->filling = TRUE;
  gtk_adjustment_set_upper (self->shown_adjustment, (double) MAX (path->n_points, 1) - 1);
  gtk_adjustment_set_value (self->shown_adjustment, self->picked ? shown + (double) (path->n_points - before) : 0);
  self->filling = FALSE;
  show_path (self);
}

static void
show_running (HillLambdaCard *self)
{
  gboolean running = self->job != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->start_button), !running);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button), running);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), running);
}

static void
forget_job (HillLambdaCard *self)
{
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
}

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  HillLambdaCard *self = user_data;
  HillLambdaPath *path = hill_job_take_result (job);

  gtk_progress_bar_set_fraction (self->progress, CLAMP (hill_job_get_fraction (job), 0, 1));
  if (path != NULL)
    take_path (self, path);
  if (!hill_job_is_over (job))
    return;
  if (hill_job_get_message (job) != NULL)
    gtk_label_set_text (self->numbers, hill_job_get_message (job));
  g_clear_pointer (&self->job, hill_job_unref);
  show_running (self);
}

static void
forget_path (HillLambdaCard *self)
{
  forget_job (self);
  g_clear_pointer (&self->path, hill_lambda_path_free);
  g_clear_pointer (&self->design, hill_design_unref);
  self->picked = FALSE;
  show_running (self);
  show_path (self);
}

static void
on_start (HillLambdaCard *self)
{
  HillSnapshot *snapshot = hill_session_get_snapshot (self->session);
  gsize n = (gsize) gtk_adjustment_get_value (self->count_adjustment);
  g_autofree double *lambdas = g_new (double, MAX (n, 1));
  HillExperiment experiment;

  forget_path (self);
  if (snapshot == NULL)
    return;
  self->design = hill_design_ref (snapshot->design);
  fill_experiment (self, &experiment);
  hill_lambda_path_fill (HILL_LAMBDA_STRONGEST, HILL_LAMBDA_WEAKEST, n, lambdas);
  gtk_progress_bar_set_fraction (self->progress, 0);
  self->job = hill_session_trace_lambda (self->session, &experiment, lambdas, n, on_job, self);
  show_running (self);
}

static void
on_stop (HillLambdaCard *self)
{
  forget_job (self);
  show_running (self);
}

static void
on_control_changed (HillLambdaCard *self)
{
  show_steps (self);
}

static void
on_shown_changed (HillLambdaCard *self)
{
  if (self->filling || self->path == NULL)
    return;
  self->picked = TRUE;
  show_path (self);
}

static void
on_curves_activated (HillLambdaCard    *self,
                     const HillPlotHit *hit)
{
  if (self->path == NULL || hit->index < 0)
    return;
  for (gsize i = 0; i < self->path->n_points; i++)
    if (self->path->points[i]->lambda == hit->x)
      gtk_adjustment_set_value (self->shown_adjustment, (double) (self->path->n_points - 1 - i));
}

static void
on_loaded (HillLambdaCard *self)
{
  forget_path (self);
}

static void
hill_lambda_card_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hill_lambda_card_parent_class)->map (widget);
  show_steps (HILL_LAMBDA_CARD (widget));
}

static void
hill_lambda_card_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, HILL_LAMBDA_CARD (object)->session);
  else if (id == PROP_BETA)
    g_value_set_double (value, HILL_LAMBDA_CARD (object)->beta);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_lambda_card_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  HillLambdaCard *self = HILL_LAMBDA_CARD (object);

  if (id == PROP_SESSION)
    {
      g_set_object (&self->session, g_value_get_object (value));
      g_signal_group_set_target (self->signals, self->session);
      show_steps (self);
    }
  else if (id == PROP_BETA)
    self->beta = g_value_get_double (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hill_lambda_card_dispose (GObject *object)
{
  HillLambdaCard *self = HILL_LAMBDA_CARD (object);
  GtkWidget *child;

  forget_job (self);
  g_clear_pointer (&self->path, hill_lambda_path_free);
  g_clear_pointer (&self->design, hill_design_unref);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_LAMBDA_CARD);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_lambda_card_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (HILL_TYPE_PLOT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hill-lambda-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HillLambdaCard, regularizer_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HillLambdaCard, step_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HillLambdaCard, count_adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillLambdaCard, epoch_adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillLambdaCard, shown_adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillLambdaCard, shown_scale);
  gtk_widget_class_bind_template_child (widget_class, HillLambdaCard, start_button);
  gtk_widget_class_bind_template_child (widget_class, HillLambdaCard, stop_button);
  gtk_widget_class_bind_template_child (widget_class, HillLambdaCard, progress);
  gtk_widget_class_bind_template_child (widget_class, HillLambdaCard, step_label);
  gtk_widget_class_bind_template_child (widget_class, HillLambdaCard, numbers);
  gtk_widget_class_bind_template_child (widget_class, HillLambdaCard, curves);
  gtk_widget_class_bind_template_child (widget_class, HillLambdaCard, histogram);
  gtk_widget_class_bind_template_child (widget_class, HillLambdaCard, templates);
  gtk_widget_class_bind_template_callback (widget_class, on_control_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_shown_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_start);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
}

static void
hill_lambda_card_class_init (HillLambdaCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_lambda_card_get_property;
  object_class->set_property = hill_lambda_card_set_property;
  object_class->dispose = hill_lambda_card_dispose;
  widget_class->map = hill_lambda_card_map;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HILL_TYPE_SESSION, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BETA] = g_param_spec_double ("beta", NULL, NULL, 0, G_MAXDOUBLE, 1, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lambdacard");
}

static void
hill_lambda_card_init (HillLambdaCard *self)
{
  self->beta = 1;
  self->signals = g_signal_group_new (HILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "loaded", G_CALLBACK (on_loaded), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  hill_plot_view_set_name (self->curves, _("Accuracy and zeros over λ"));
  hill_plot_view_set_name (self->histogram, _("Histogram of the weights"));
  hill_plot_view_set_name (self->templates, _("Templates"));
  g_signal_connect_swapped (self->curves, "activated", G_CALLBACK (on_curves_activated), self);
  show_running (self);
  show_path (self);
}
