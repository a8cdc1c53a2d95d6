/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The worker finds the plane, its map and all slopes once; turning v draws two pictures and computes over no data. */

#include "hill-direction-view.h"

#include "hill-axis.h"
#include "hill-direction-work.h"
#include "hill-formula-view.h"
#include "hill-plot-card.h"

#include <glib/gi18n.h>
#include <math.h>


struct _HillDirectionView
{
  GtkWidget        parent_instance;
  HillPlotCard    *map_card;            /* template children */
  HillPlotCard    *slope_card;
  HillFormulaView *formula;
  GtkLabel        *sentence;
  GtkScale        *angle_scale;
  GtkScale        *length_scale;
  GtkLabel        *angle_label;
  GtkLabel        *length_label;

  HillSession     *session;             /* owned */
  HillProblem     *problem;             /* owned */
  HillJob         *job;                 /* owned */
  HillDirections  *directions;          /* owned */
  gboolean         stale;
  gboolean         dragging;
};

G_DEFINE_FINAL_TYPE (HillDirectionView, hill_direction_view, GTK_TYPE_WIDGET)

static void
work (HillJob  *job,
      gpointer  data)
{
  GError *error = NULL;
  HillDirections *directions = hill_directions_new (data, hill_job_get_progress (job), &error);

  if (directions != NULL)
    hill_job_post (job, directions);
  else
    hill_job_fail (job, error);
}

static int
get_turn (HillDirectionView *self)
{
  return (int) lround (gtk_range_get_value (GTK_RANGE (self->angle_scale)) / HILL_TURN);
}

/* What v does, as a pattern for the slope that was measured. */
static char *
format_sentence (int         theta,
                 double      slope,
                 const char *measured)
{
  if (theta == 180)
    return g_strdup_printf (_("Straight against the gradient: the steepest way down. Measured with small steps: %s."), measured);
  if (theta % 360 == 0)
    return g_strdup_printf (_("Along the gradient: the steepest way up. Measured with small steps: %s."), measured);
  if (slope == 0)
    return g_strdup_printf (_("At right angles to the gradient the loss is level. Measured with small steps: %s."), measured);
  if (slope < 0)
    return g_strdup_printf (_("v leads downhill. Measured with small steps: %s. The steepest way down is at 180 degrees."), measured);
  return g_strdup_printf (_("v leads uphill. Measured with small steps: %s. Turn it beyond 90 degrees to go down."), measured);
}

/* In units of weight space. */
static double
get_length (HillDirectionView *self)
{
  return gtk_range_get_value (GTK_RANGE (self->length_scale)) * (self->directions != NULL ? self->directions->reach : 1);
}

static void
show_numbers (HillDirectionView *self)
{
  int turn = get_turn (self);
  double slope = hill_directions_get_slope (self->directions, turn, get_length (self));
  double measured = self->directions->measured[turn % HILL_N_TURNS] * get_length (self);
  g_autofree char *gradient = hill_format_number (self->directions->length);
  g_autofree char *length = hill_format_number (get_length (self));
  g_autofree char *product = hill_format_number (slope);
  g_autofree char *measured_text = hill_format_number (measured);
  g_autofree char *tex = NULL, *words = NULL;

  tex = g_strdup_printf ("\\nabla L \\cdot v = |\\nabla L| \\times |v| \\times \\text{cos} \\theta = %s \\times %s \\times \\text{cos %d°} = \\result{%s}",
                         gradient, length, turn * HILL_TURN, product);
  hill_formula_view_set_tex (self->formula, tex);
  words = format_sentence (turn * HILL_TURN, slope, measured_text);
  gtk_label_set_text (self->sentence, words);
}

static void
show_controls (HillDirectionView *self)
{
  g_autofree char *length = hill_format_number (get_length (self));
  g_autofree char *angle_text = g_strdup_printf ("θ = %d°", get_turn (self) * HILL_TURN);
  g_autofree char *length_text = g_strdup_printf ("|v| = %s", length);

  gtk_label_set_text (self->angle_label, angle_text);
  gtk_label_set_text (self->length_label, length_text);
}

static void
show_all (HillDirectionView *self)
{
  show_controls (self);
  if (self->directions == NULL)
    return;
  hill_plot_card_take_plot (self->map_card, hill_directions_new_map (self->directions, get_turn (self), get_length (self)));
  hill_plot_card_take_plot (self->slope_card, hill_directions_new_slope_plot (self->directions, get_turn (self), get_length (self)));
  show_numbers (self);
}

static void
on_turned (HillDirectionView *self)
{
  show_all (self);
}

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  HillDirectionView *self = user_data;
  HillDirections *directions = hill_job_take_result (job);

  if (directions != NULL)
    {
      g_clear_pointer (&self->directions, hill_directions_free);
      self->directions = directions;
      show_all (self);
    }
  if (hill_job_get_message (job) != NULL)
    gtk_label_set_text (self->sentence, hill_job_get_message (job));
}

static void
cancel (HillDirectionView *self)
{
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
}

static void
start (HillDirectionView *self)
{
  cancel (self);
  self->stale = TRUE;
  if (self->problem == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  self->job = hill_session_compute (self->session, work, hill_problem_ref (self->problem), (GDestroyNotify) hill_problem_unref,
                                    (GDestroyNotify) hill_directions_free, on_job, self);
}

static void
turn_to (HillDirectionView *self,
         const HillPlotHit *hit)
{
  double theta = atan2 (hit->y, hit->x) * 180 / G_PI;

  if (hypot (hit->x, hit->y) > 0)
    gtk_range_set_value (GTK_RANGE (self->angle_scale), (double) lround ((theta < 0 ? theta + 360 : theta) / HILL_TURN) * HILL_TURN);
}

static void
on_map_activated (HillDirectionView *self,
                  const HillPlotHit *hit)
{
  turn_to (self, hit);
}

static void
on_map_hit (HillDirectionView *self,
            const HillPlotHit *hit)
{
  if (self->dragging && hit != NULL)
    turn_to (self, hit);
}

static void
on_drag_begin (HillDirectionView *self)
{
  self->dragging = TRUE;
}

static void
on_drag_end (HillDirectionView *self)
{
  self->dragging = FALSE;
}

static void
on_slope_activated (HillDirectionView *self,
                    const HillPlotHit *hit)
{
  gtk_range_set_value (GTK_RANGE (self->angle_scale), hit->x);
}

/* Arrow keys on the map turn v and stretch it, before the map takes them for its own cursor. */
static gboolean
on_key (HillDirectionView *self,
        guint              key,
        guint              code,
        GdkModifierType    modifiers)
{
  GtkRange *range = GTK_RANGE (key == GDK_KEY_Left || key == GDK_KEY_Right ? self->angle_scale : self->length_scale);
  double value = gtk_range_get_value (range);

  if ((modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
      gtk_range_set_value (range, value + HILL_TURN <= 360 ? value + HILL_TURN : HILL_TURN);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      gtk_range_set_value (range, value - HILL_TURN >= 0 ? value - HILL_TURN : 360 - HILL_TURN);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      gtk_range_set_value (range, value + 0.05);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
      gtk_range_set_value (range, value - 0.05);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
on_enlarged (HillPlotCard      *card,
             GParamSpec        *pspec,
             HillDirectionView *self)
{
  HillPlotCard *other = card == self->map_card ? self->slope_card : self->map_card;

  gtk_widget_set_visible (GTK_WIDGET (other), !hill_plot_card_get_enlarged (card));
}

void
hill_direction_view_set_problem (HillDirectionView *self,
                                 HillSession       *session,
                                 HillProblem       *problem)
{
  g_return_if_fail (HILL_IS_DIRECTION_VIEW (self));

  g_set_object (&self->session, session);
  cancel (self);
  g_clear_pointer (&self->problem, hill_problem_unref);
  if (problem == NULL)
    return;
  self->problem = hill_problem_ref (problem);
  start (self);
}

static void
hill_direction_view_map (GtkWidget *widget)
{
  HillDirectionView *self = HILL_DIRECTION_VIEW (widget);

  GTK_WIDGET_CLASS (hill_direction_view_parent_class)->map (widget);
  if (self->stale)
    start (self);
}

static void
hill_direction_view_dispose (GObject *object)
{
  HillDirectionView *self = HILL_DIRECTION_VIEW (object);
  GtkWidget *child;

  cancel (self);
  g_clear_pointer (&self->problem, hill_problem_unref);
  g_clear_pointer (&self->directions, hill_directions_free);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_DIRECTION_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_direction_view_parent_class)->dispose (object);
}

static void
hill_direction_view_class_init (HillDirectionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_direction_view_dispose;
  widget_class->map = hill_direction_view_map;
  g_type_ensure (HILL_TYPE_FORMULA_VIEW);
  g_type_ensure (HILL_TYPE_PLOT_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/direction-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HillDirectionView, map_card);
  gtk_widget_class_bind_template_child (widget_class, HillDirectionView, slope_card);
  gtk_widget_class_bind_template_child (widget_class, HillDirectionView, formula);
  gtk_widget_class_bind_template_child (widget_class, HillDirectionView, sentence);
  gtk_widget_class_bind_template_child (widget_class, HillDirectionView, angle_scale);
  gtk_widget_class_bind_template_child (widget_class, HillDirectionView, length_scale);
  gtk_widget_class_bind_template_child (widget_class, HillDirectionView, angle_label);
  gtk_widget_class_bind_template_child (widget_class, HillDirectionView, length_label);
  gtk_widget_class_bind_template_callback (widget_class, on_turned);
  gtk_widget_class_bind_template_callback (widget_class, on_enlarged);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hill_direction_view_init (HillDirectionView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkWidget *view;

  gtk_widget_init_template (GTK_WIDGET (self));
  for (int angle = 0; angle <= 360; angle += 90)
    {
      g_autofree char *label = g_strdup_printf ("%d°", angle);

      gtk_scale_add_mark (self->angle_scale, angle, GTK_POS_BOTTOM, label);
    }
  view = GTK_WIDGET (hill_plot_card_get_view (self->map_card));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (view, keys);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (view, "activated", G_CALLBACK (on_map_activated), self);
  g_signal_connect_swapped (view, "hit", G_CALLBACK (on_map_hit), self);
  g_signal_connect_swapped (hill_plot_card_get_view (self->slope_card), "activated", G_CALLBACK (on_slope_activated), self);
}
