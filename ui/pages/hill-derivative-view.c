/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One job finds the line, its curve and the quotients at the point; a moved point asks for its quotients anew, with the line that is
 * there.  Turning the slider of h computes nothing: the quotients of all its places are there already. */

#include "hill-derivative-view.h"

#include "hill-derivative-answer.h"
#include "hill-fine-number.h"
#include "hill-formula-view.h"
#include "hill-plot-card.h"

#include <glib/gi18n.h>
#include <float.h>
#include <math.h>

struct _HillDerivativeView
{
  GtkWidget      parent_instance;
  GtkDropDown   *along;                 /* template children */
  GtkWidget     *weight_box;
  GtkDropDown   *class_choice;
  GtkSpinButton *feature_choice;
  GtkLabel      *weight_name;
  HillPlotCard  *curve_card;
  HillPlotCard  *error_card;
  GtkScale      *step_scale;
  GtkScale      *place_scale;
  GtkLabel      *step_label;
  GtkLabel      *place_label;
  GtkToggleButton *centered_button;
  GtkToggleButton *float_button;
  GtkToggleButton *zoom_button;
  HillFormulaView *quotient;
  GtkLabel      *slope_label;

  HillSession   *session;               /* owned */
  HillProblem   *problem;               /* owned */
  HillJob       *job;                   /* owned */
  HillLine      *line;                  /* owned: of the choice in the controls */
  HillCurvePiece curve;
  HillCurvePiece zoom;
  HillQuotients  quotients;
  gsize          weight;
  double         range;
  double         at;
  gboolean       has_answer;
  gboolean       stale;                 /* there is something to compute when the view is seen */
  gboolean       filling;
  gboolean       dragging;
};

G_DEFINE_FINAL_TYPE (HillDerivativeView, hill_derivative_view, GTK_TYPE_WIDGET)

static void
work (HillJob  *job,
      gpointer  data)
{
  GError *error = NULL;
  HillDerivativeAnswer *answer = hill_derivative_answer_new (data, hill_job_get_progress (job), &error);

  if (answer != NULL)
    hill_job_post (job, answer);
  else
    hill_job_fail (job, error);
}

static guint
get_step (HillDerivativeView *self)
{
  return (guint) CLAMP (gtk_range_get_value (GTK_RANGE (self->step_scale)) + 0.5, 0, HILL_N_STEP_SIZES - 1);
}

static HillPrecision
get_precision (HillDerivativeView *self)
{
  return gtk_toggle_button_get_active (self->float_button) ? HILL_PRECISION_FLOAT : HILL_PRECISION_DOUBLE;
}

static gboolean
is_zoomed (HillDerivativeView *self)
{
  return gtk_toggle_button_get_active (self->zoom_button) && self->zoom.to > self->zoom.from;
}

static void
show_curve (HillDerivativeView *self)
{
  hill_plot_card_take_plot (self->curve_card,
                            hill_derivative_new_curve_plot ((HillAlong) gtk_drop_down_get_selected (self->along), &self->curve,
                                                            is_zoomed (self) ? &self->zoom : NULL, &self->quotients, get_step (self),
                                                            get_precision (self), gtk_toggle_button_get_active (self->centered_button)));
}

/* (L(t + h) − L(t)) / h = (1.2369 − 1.2356) / 0.001 = 1.300 */
static char *
format_quotient (const HillQuotients *q,
                 guint                step,
                 HillPrecision        precision,
                 gboolean             centered)
{
  double ahead = q->ahead[precision][step], before = centered ? q->behind[precision][step] : q->value[precision];
  g_autofree char *h = hill_format_number (hill_step_size_get (step));
  double difference = ahead != before ? ahead - before : precision == HILL_PRECISION_FLOAT ? FLT_EPSILON * ahead : 0;
  g_autofree char *ahead_text = hill_format_apart (ahead, difference);
  g_autofree char *before_text = hill_format_apart (before, difference);
  g_autofree char *quotient = hill_format_number (hill_quotients_get (q, step, precision, centered));

  if (centered)
    return g_strdup_printf ("\\frac{L(t + h) - L(t - h)}{2h} = \\frac{%s - %s}{2 \\cdot %s} = \\result{%s}",
                            ahead_text, before_text, h, quotient);
  return g_strdup_printf ("\\frac{L(t + h) - L(t)}{h} = \\frac{%s - %s}{%s} = \\result{%s}", ahead_text, before_text, h, quotient);
}

static void
show_numbers (HillDerivativeView *self)
{
  HillPrecision precision = get_precision (self);
  gboolean centered = gtk_toggle_button_get_active (self->centered_button);
  g_autofree char *tex = format_quotient (&self->quotients, get_step (self), precision, centered);
  g_autofree char *slope = hill_format_number (self->quotients.slope);
  g_autofree char *error = hill_format_number (hill_quotients_get_error (&self->quotients, get_step (self), precision, centered));
  /* Translators: the slope of the tangent, and a relative error */
  g_autofree char *words = g_strdup_printf (_("The tangent has the slope <b>%s</b>; the quotient misses it by a relative error of <b>%s</b>."),
                                            slope, error);

  hill_formula_view_set_tex (self->quotient, tex);
  gtk_label_set_markup (self->slope_label, words);
}

static void
show_controls (HillDerivativeView *self)
{
  g_autofree char *h = hill_format_number (hill_step_size_get (get_step (self)));
  g_autofree char *at = hill_format_number (self->at);
  g_autofree char *h_text = g_strdup_printf ("h = %s", h);
  g_autofree char *at_text = g_strdup_printf ("t = %s", at);

  gtk_label_set_text (self->step_label, h_text);
  gtk_label_set_text (self->place_label, at_text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->step_scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, h, -1);
}

/* Asks for a zoom only where one is wanted. */
static gboolean
needs_zoom (HillDerivativeView *self)
{
  return gtk_toggle_button_get_active (self->zoom_button);
}

static void
show_all (HillDerivativeView *self)
{
  show_controls (self);
  if (!self->has_answer)
    return;
  show_curve (self);
  hill_plot_card_take_plot (self->error_card, hill_quotients_new_error_plot (&self->quotients, get_step (self)));
  show_numbers (self);
}

static void
show_weight (HillDerivativeView *self)
{
  g_autofree char *name = NULL;

  if (self->problem == NULL || self->weight >= self->problem->n_weights)
    return;
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->class_choice, (guint) (self->weight / (self->problem->n_features + 1)));
  gtk_spin_button_set_value (self->feature_choice, (double) (self->weight % (self->problem->n_features + 1)));
  self->filling = FALSE;
  name = hill_problem_name_weight (self->problem, self->weight);
  gtk_label_set_text (self->weight_name, name);
}

static void
take_answer (HillDerivativeView   *self,
             HillDerivativeAnswer *answer)
{
  g_clear_pointer (&self->line, hill_line_unref);
  self->line = g_steal_pointer (&answer->line);
  self->quotients = answer->quotients;
  self->zoom = answer->zoom;
  self->has_answer = TRUE;
  if (!answer->has_curve)
    return;
  self->curve = answer->curve;
  self->range = answer->range;
  self->weight = answer->weight;
  self->filling = TRUE;
  gtk_range_set_range (GTK_RANGE (self->place_scale), -self->range, self->range);
  gtk_range_set_increments (GTK_RANGE (self->place_scale), self->range / 50, self->range / 10);
  gtk_range_set_value (GTK_RANGE (self->place_scale), self->at);
  self->filling = FALSE;
  show_weight (self);
}

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  HillDerivativeView *self = user_data;
  HillDerivativeAnswer *answer = hill_job_take_result (job);

  if (answer != NULL)
    {
      take_answer (self, answer);
      hill_derivative_answer_free (answer);
      show_all (self);
    }
  if (hill_job_get_message (job) != NULL)
    gtk_label_set_text (self->slope_label, hill_job_get_message (job));
}

static void
cancel (HillDerivativeView *self)
{
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
}

static void
start (HillDerivativeView *self)
{
  HillDerivativeWish *wish;

  cancel (self);
  self->stale = TRUE;
  if (self->problem == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  wish = g_new0 (HillDerivativeWish, 1);
  wish->problem = hill_problem_ref (self->problem);
  wish->line = self->line != NULL ? hill_line_ref (self->line) : NULL;
  wish->along = gtk_drop_down_get_selected (self->along);
  wish->weight = self->weight;
  wish->at = self->at;
  wish->zoom_h = needs_zoom (self) ? hill_step_size_get (get_step (self)) : NAN;
  wish->precision = get_precision (self);
  self->job = hill_session_compute (self->session, work, wish, hill_derivative_wish_free, hill_derivative_answer_free, on_job, self);
}

static void
restart (HillDerivativeView *self)
{
  g_clear_pointer (&self->line, hill_line_unref);
  start (self);
}

static void
on_along_changed (HillDerivativeView *self)
{
  gtk_widget_set_visible (self->weight_box, gtk_drop_down_get_selected (self->along) == HILL_ALONG_WEIGHT);
  restart (self);
}

static void
on_weight_changed (HillDerivativeView *self)
{
  if (self->filling || self->problem == NULL)
    return;
  self->weight = gtk_drop_down_get_selected (self->class_choice) * (self->problem->n_features + 1)
                 + (gsize) gtk_spin_button_get_value_as_int (self->feature_choice);
  show_weight (self);
  restart (self);
}

static void
on_steepest (HillDerivativeView *self)
{
  self->weight = G_MAXSIZE;
  restart (self);
}

/* The slider of h, and how it is looked at: computes only where a zoom is to be drawn. */
static void
on_look_changed (HillDerivativeView *self)
{
  if (needs_zoom (self))
    {
      show_controls (self);
      start (self);
      return;
    }
  self->zoom = (HillCurvePiece) { 0 };
  show_all (self);
}

static void
set_at (HillDerivativeView *self,
        double              at)
{
  at = CLAMP (at, -self->range, self->range);
  if (at == self->at)
    return;
  self->at = at;
  self->filling = TRUE;
  gtk_range_set_value (GTK_RANGE (self->place_scale), at);
  self->filling = FALSE;
  show_controls (self);
  start (self);
}

static void
on_place_changed (HillDerivativeView *self)
{
  if (!self->filling)
    set_at (self, gtk_range_get_value (GTK_RANGE (self->place_scale)));
}

static void
on_plot_activated (HillDerivativeView *self,
                   const HillPlotHit  *hit)
{
  set_at (self, is_zoomed (self) ? self->at + hit->x : hit->x);
}

static void
on_plot_hit (HillDerivativeView *self,
             const HillPlotHit  *hit)
{
  if (self->dragging && hit != NULL && !is_zoomed (self))
    set_at (self, hit->x);
}

static void
on_drag_begin (HillDerivativeView *self)
{
  self->dragging = TRUE;
}

static void
on_drag_end (HillDerivativeView *self)
{
  self->dragging = FALSE;
}

static void
on_enlarged (HillPlotCard       *card,
             GParamSpec         *pspec,
             HillDerivativeView *self)
{
  HillPlotCard *other = card == self->curve_card ? self->error_card : self->curve_card;

  gtk_widget_set_visible (GTK_WIDGET (other), !hill_plot_card_get_enlarged (card));
}

void
hill_derivative_view_set_problem (HillDerivativeView *self,
                                  HillSession        *session,
                                  HillProblem        *problem)
{
  gboolean same_shape;

  g_return_if_fail (HILL_IS_DERIVATIVE_VIEW (self));

  g_set_object (&self->session, session);
  cancel (self);
  same_shape = hill_problem_has_same_shape (self->problem, problem);
  g_clear_pointer (&self->problem, hill_problem_unref);
  g_clear_pointer (&self->line, hill_line_unref);
  if (problem == NULL)
    return;
  self->problem = hill_problem_ref (problem);
  if (!same_shape)
    {
      g_autoptr(GtkStringList) names = gtk_string_list_new (problem->class_names);

      self->filling = TRUE;
      self->weight = G_MAXSIZE;
      self->at = 0;
      self->has_answer = FALSE;
      gtk_drop_down_set_model (self->class_choice, G_LIST_MODEL (names));
      gtk_spin_button_set_range (self->feature_choice, 0, (double) problem->n_features);
      self->filling = FALSE;
    }
  start (self);
}

static void
hill_derivative_view_map (GtkWidget *widget)
{
  HillDerivativeView *self = HILL_DERIVATIVE_VIEW (widget);

  GTK_WIDGET_CLASS (hill_derivative_view_parent_class)->map (widget);
  if (self->stale)
    start (self);
}

static void
hill_derivative_view_dispose (GObject *object)
{
  HillDerivativeView *self = HILL_DERIVATIVE_VIEW (object);
  GtkWidget *child;

  cancel (self);
  g_clear_pointer (&self->problem, hill_problem_unref);
  g_clear_pointer (&self->line, hill_line_unref);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_DERIVATIVE_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_derivative_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/derivative-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HillDerivativeView, along);
  gtk_widget_class_bind_template_child (widget_class, HillDerivativeView, weight_box);
  gtk_widget_class_bind_template_child (widget_class, HillDerivativeView, class_choice);
  gtk_widget_class_bind_template_child (widget_class, HillDerivativeView, feature_choice);
  gtk_widget_class_bind_template_child (widget_class, HillDerivativeView, weight_name);
  gtk_widget_class_bind_template_child (widget_class, HillDerivativeView, curve_card);
  gtk_widget_class_bind_template_child (widget_class, HillDerivativeView, error_card);
  gtk_widget_class_bind_template_child (widget_class, HillDerivativeView, step_scale);
  gtk_widget_class_bind_template_child (widget_class, HillDerivativeView, place_scale);
  gtk_widget_class_bind_template_child (widget_class, HillDerivativeView, step_label);
  gtk_widget_class_bind_template_child (widget_class, HillDerivativeView, place_label);
  gtk_widget_class_bind_template_child (widget_class, HillDerivativeView, centered_button);
  gtk_widget_class_bind_template_child (widget_class, HillDerivativeView, float_button);
  gtk_widget_class_bind_template_child (widget_class, HillDerivativeView, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, HillDerivativeView, quotient);
  gtk_widget_class_bind_template_child (widget_class, HillDerivativeView, slope_label);
  gtk_widget_class_bind_template_callback (widget_class, on_along_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_weight_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_steepest);
  gtk_widget_class_bind_template_callback (widget_class, on_look_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_place_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_enlarged);
}

static void
hill_derivative_view_class_init (HillDerivativeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_derivative_view_dispose;
  widget_class->map = hill_derivative_view_map;
  g_type_ensure (HILL_TYPE_FORMULA_VIEW);
  g_type_ensure (HILL_TYPE_PLOT_CARD);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_marks (GtkScale *scale)
{
  static const char * const labels[] = { "1", "10⁻²", "10⁻⁴", "10⁻⁶", "10⁻⁸", "10⁻¹⁰", "10⁻¹²" };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    gtk_scale_add_mark (scale, i * (HILL_N_STEP_SIZES - 1) / (G_N_ELEMENTS (labels) - 1), GTK_POS_BOTTOM, labels[i]);
}

static void
hill_derivative_view_init (HillDerivativeView *self)
{
  HillPlotView *view;
  GtkGesture *drag;

  self->weight = G_MAXSIZE;
  self->range = 2;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_marks (self->step_scale);
  view = hill_plot_card_get_view (self->curve_card);
  drag = gtk_gesture_drag_new ();
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (view, "activated", G_CALLBACK (on_plot_activated), self);
  g_signal_connect_swapped (view, "hit", G_CALLBACK (on_plot_hit), self);
}
