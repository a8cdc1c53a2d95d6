/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The worker finds all numbers at once; what is shown of them is a place in the order of the weights that steps forward, by hand or
 * with the frames. */

#include "hill-numeric-view.h"

#include "hill-axis.h"
#include "hill-formula-view.h"
#include "hill-numeric-work.h"
#include "hill-plot-card.h"
#include "hill-readout.h"
#include "hill-weight-map.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_ROWS 6                        /* of the table; the last one is the weight that comes next */
#define WHOLE_SECONDS 5.0               /* that the fastest pace takes for all weights */

struct _HillNumericView
{
  GtkWidget            parent_instance;
  GtkGrid             *table;           /* template children */
  GtkStack            *pictures;
  HillPlotCard        *numeric_card;
  HillPlotCard        *analytic_card;
  GtkLabel            *sentence;
  GtkButton           *step_button;
  GtkButton           *run_button;
  GtkDropDown         *pace_choice;
  GtkDropDown         *step_choice;
  GtkToggleButton     *slide_button;
  GtkWidget           *slide_formula;
  HillReadout         *cells[N_ROWS][HILL_N_ROW_TEXTS];

  HillSession         *session;         /* owned */
  HillProblem         *problem;         /* owned */
  HillJob             *job;             /* owned */
  HillNumericGradient *gradient;        /* owned */
  double              *known;           /* owned: numerical gradient, NaN where it has not been shown */
  double               limit;           /* of both pictures */
  gsize                place;           /* of the weight that comes next */
  gsize                n_known;
  guint                slide_place;
  double               due;             /* weights to show, with the fraction that is not due yet */
  gint64               last_frame;
  guint                tick_id;
  gboolean             stale;
};

G_DEFINE_FINAL_TYPE (HillNumericView, hill_numeric_view, GTK_TYPE_WIDGET)

typedef struct
{
  HillProblem *problem;
  double       h;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  hill_problem_unref (wish->problem);
  g_free (wish);
}

static void
work (HillJob  *job,
      gpointer  data)
{
  Wish *wish = data;
  GError *error = NULL;
  HillNumericGradient *gradient = hill_numeric_gradient_new (wish->problem, wish->h, hill_job_get_progress (job), &error);

  if (gradient != NULL)
    hill_job_post (job, gradient);
  else
    hill_job_fail (job, error);
}

static gboolean
shows_slide (HillNumericView *self)
{
  return gtk_toggle_button_get_active (self->slide_button);
}

static gboolean
is_done (HillNumericView *self)
{
  if (shows_slide (self))
    return self->slide_place > 0;
  return self->gradient == NULL || self->place >= self->problem->n_weights;
}

static void
set_row (HillNumericView    *self,
         guint               row,
         const HillRowTexts *texts)
{
  for (guint i = 0; i < HILL_N_ROW_TEXTS; i++)
    hill_readout_set_text (self->cells[row][i], texts != NULL && texts->cells[i] != NULL ? texts->cells[i] : "");
}

/* The newest number is the one to look at. */
static void
mark_row (HillNumericView *self,
          guint            row)
{
  for (guint r = 0; r < N_ROWS; r++)
    for (guint i = 0; i < HILL_N_ROW_TEXTS; i++)
      if (r == row)
        gtk_widget_add_css_class (GTK_WIDGET (self->cells[r][i]), "newest");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self->cells[r][i]), "newest");
}

static void
show_slide_table (HillNumericView *self)
{
  for (guint row = 0; row < N_ROWS; row++)
    {
      HillRowTexts texts = { 0 };

      if (row < HILL_N_SLIDE_ROWS)
        hill_slide_format_row (row, row < self->slide_place, &texts);
      set_row (self, row, &texts);
      hill_row_texts_clear (&texts);
    }
  mark_row (self, self->slide_place > 0 ? 0 : N_ROWS);
}

static void
show_table (HillNumericView *self)
{
  gsize n = self->gradient != NULL ? self->problem->n_weights : 0;
  gsize first = self->place >= N_ROWS ? self->place - (N_ROWS - 1) : 0;

  if (self->place >= n && n >= N_ROWS)
    first = n - N_ROWS;
  for (guint row = 0; row < N_ROWS; row++)
    {
      HillRowTexts texts = { 0 };
      gsize place = first + row;

      if (place < n && place <= self->place)
        {
          gsize weight = hill_problem_get_weight_at (self->problem, place);

          hill_numeric_gradient_format_row (self->gradient, weight, !isnan (self->known[weight]), &texts);
        }
      set_row (self, row, &texts);
      hill_row_texts_clear (&texts);
    }
  mark_row (self, self->place > first ? (guint) (self->place - 1 - first) : N_ROWS);
}

static void
show_numeric_map (HillNumericView *self)
{
  gssize current = self->place > 0 ? (gssize) hill_problem_get_weight_at (self->problem, self->place - 1) : -1;

  if (self->gradient != NULL)
    hill_plot_card_take_plot (self->numeric_card, hill_problem_new_map (self->problem, self->known, self->limit,
                                                                      self->n_known < self->problem->n_weights ? current : -1));
}

/* (transfer full): of the last weight, or of all of them. */
static char *
format_sentence (HillNumericView *self)
{
  HillRowTexts t = { 0 };
  char *text;

  if (self->gradient == NULL)
    return g_strdup (_("Computing…"));
  if (self->n_known == self->problem->n_weights)
    {
      g_autofree char *difference = hill_format_number (hill_numeric_gradient_get_largest_difference (self->gradient));
      g_autofree char *seconds = hill_format_number (self->gradient->seconds);

      /* Translators: number of weights, a difference, seconds */
      return g_strdup_printf (_("All %'zu weights are there. The two gradients differ by %s at most; computing the numerical one took %s s."),
                              self->n_known, difference, seconds);
    }
  if (self->place == 0)
    return g_strdup_printf (_("%'zu weights to go. Step adds h to the first of them, and computes the loss anew."), self->problem->n_weights);
  hill_numeric_gradient_format_row (self->gradient, hill_problem_get_weight_at (self->problem, self->place - 1), TRUE, &t);
  /* Translators: numbers of weights; name of a weight; loss, loss, h, quotient, analytic gradient */
  text = g_strdup_printf (_("%'zu of %'zu weights. %s: (%s − %s) / %g = %s, and by the formula %s."), self->n_known,
                          self->problem->n_weights, t.cells[0], t.cells[4], t.cells[3], self->gradient->h, t.cells[5], t.cells[6]);
  hill_row_texts_clear (&t);
  return text;
}

static void
update_buttons (HillNumericView *self)
{
  gboolean running = self->tick_id != 0;

  gtk_widget_set_sensitive (GTK_WIDGET (self->step_button), !is_done (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->run_button), running || (!is_done (self) && !shows_slide (self)));
  gtk_button_set_label (self->run_button, running ? _("Pause") : _("Run"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->step_choice), !shows_slide (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->pace_choice), !shows_slide (self));
}

static void
show_all (HillNumericView *self)
{
  g_autofree char *text = NULL;

  gtk_stack_set_visible_child_name (self->pictures, shows_slide (self) ? "slide" : "maps");
  if (shows_slide (self))
    {
      show_slide_table (self);
      text = g_strdup (self->slide_place > 0 ? _("The slide's own numbers: (1.2369 − 1.2356) / 0.001 = 1.3. The other weights are left to you.")
                                             : _("The slide's own numbers. Step adds 0.001 to the first weight."));
      gtk_widget_set_visible (self->slide_formula, self->slide_place > 0);
    }
  else
    {
      show_table (self);
      show_numeric_map (self);
      text = format_sentence (self);
    }
  gtk_label_set_text (self->sentence, text);
  update_buttons (self);
}

/* Shows one more. */
static void
step (HillNumericView *self)
{
  gsize weight = hill_problem_get_weight_at (self->problem, self->place);

  if (isnan (self->known[weight]))
    self->n_known++;
  self->known[weight] = hill_numeric_gradient_get (self->gradient, weight);
  self->place++;
}

static void
stop (HillNumericView *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
}

static double
get_pace (HillNumericView *self)
{
  switch (gtk_drop_down_get_selected (self->pace_choice))
    {
    case 0:
      return 2;
    case 1:
      return 20;
    default:
      return MAX ((double) self->problem->n_weights / WHOLE_SECONDS, 20);
    }
}

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  HillNumericView *self = HILL_NUMERIC_VIEW (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (self->last_frame != 0)
    self->due += get_pace (self) * (double) (now - self->last_frame) / G_USEC_PER_SEC;
  self->last_frame = now;
  if (self->due < 1)
    return G_SOURCE_CONTINUE;
  for (; self->due >= 1 && !is_done (self); self->due--)
    step (self);
  if (is_done (self))
    {
      self->tick_id = 0;
      show_all (self);
      return G_SOURCE_REMOVE;
    }
  show_all (self);
  return G_SOURCE_CONTINUE;
}

static void
on_step (HillNumericView *self)
{
  stop (self);
  if (is_done (self))
    return;
  if (shows_slide (self))
    self->slide_place = 1;
  else
    step (self);
  show_all (self);
}

static void
on_run (HillNumericView *self)
{
  if (self->tick_id != 0)
    stop (self);
  else if (!is_done (self) && !shows_slide (self))
    {
      self->due = 1;
      self->last_frame = 0;
      self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
    }
  update_buttons (self);
}

static void
forget (HillNumericView *self)
{
  stop (self);
  self->place = self->n_known = 0;
  for (gsize i = 0; self->known != NULL && i < self->problem->n_weights; i++)
    self->known[i] = NAN;
}

static void
on_reset (HillNumericView *self)
{
  if (shows_slide (self))
    self->slide_place = 0;
  else
    forget (self);
  show_all (self);
}

static void
on_slide_toggled (HillNumericView *self)
{
  stop (self);
  self->slide_place = 1;
  show_all (self);
}

/* A weight that is pointed at comes next, and is shown at once. */
static void
on_map_activated (HillNumericView   *self,
                  const HillPlotHit *hit)
{
  if (self->gradient == NULL || hit->index < 0 || (gsize) hit->index >= self->problem->n_weights)
    return;
  self->place = hill_problem_get_place_of (self->problem, (gsize) hit->index);
  for (guint k = 0; k < self->problem->n_channels && self->place < self->problem->n_weights; k++)
    {
      gboolean is_bias = self->place % (self->problem->n_features + 1) == self->problem->n_features;

      step (self);
      if (is_bias)
        break;
    }
  show_all (self);
}

static void
take_gradient (HillNumericView     *self,
               HillNumericGradient *gradient)
{
  HillPlot *plot;

  g_clear_pointer (&self->gradient, hill_numeric_gradient_free);
  self->gradient = gradient;
  g_free (self->known);
  self->known = g_new (double, self->problem->n_weights);
  forget (self);
  self->limit = 0;
  plot = hill_problem_new_map (self->problem, gradient->analytic, self->limit, -1);
  self->limit = hill_weight_map_get_limit (plot);
  hill_plot_card_take_plot (self->analytic_card, plot);
  show_all (self);
}

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  HillNumericView *self = user_data;
  HillNumericGradient *gradient = hill_job_take_result (job);

  if (gradient != NULL)
    take_gradient (self, gradient);
  if (hill_job_get_message (job) != NULL)
    gtk_label_set_text (self->sentence, hill_job_get_message (job));
}

static void
cancel (HillNumericView *self)
{
  stop (self);
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
}

static void
start (HillNumericView *self)
{
  Wish *wish;

  cancel (self);
  self->stale = TRUE;
  if (self->problem == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  g_clear_pointer (&self->gradient, hill_numeric_gradient_free);
  g_clear_pointer (&self->known, g_free);
  forget (self);
  show_all (self);
  wish = g_new0 (Wish, 1);
  wish->problem = hill_problem_ref (self->problem);
  wish->h = hill_numeric_gradient_choose_h (gtk_drop_down_get_selected (self->step_choice));
  self->job = hill_session_compute (self->session, work, wish, wish_free, (GDestroyNotify) hill_numeric_gradient_free, on_job, self);
}

static void
on_step_size_changed (HillNumericView *self)
{
  start (self);
}

static void
on_enlarged (HillPlotCard    *card,
             GParamSpec      *pspec,
             HillNumericView *self)
{
  HillPlotCard *other = card == self->numeric_card ? self->analytic_card : self->numeric_card;

  gtk_widget_set_visible (GTK_WIDGET (other), !hill_plot_card_get_enlarged (card));
}

void
hill_numeric_view_set_problem (HillNumericView *self,
                               HillSession     *session,
                               HillProblem     *problem)
{
  g_return_if_fail (HILL_IS_NUMERIC_VIEW (self));

  g_set_object (&self->session, session);
  cancel (self);
  g_clear_pointer (&self->gradient, hill_numeric_gradient_free);
  g_clear_pointer (&self->known, g_free);
  g_clear_pointer (&self->problem, hill_problem_unref);
  if (problem == NULL)
    return;
  self->problem = hill_problem_ref (problem);
  start (self);
}

static void
hill_numeric_view_map (GtkWidget *widget)
{
  HillNumericView *self = HILL_NUMERIC_VIEW (widget);

  GTK_WIDGET_CLASS (hill_numeric_view_parent_class)->map (widget);
  if (self->stale)
    start (self);
}

/* Nobody watches: it goes on when Run is pressed again. */
static void
hill_numeric_view_unmap (GtkWidget *widget)
{
  stop (HILL_NUMERIC_VIEW (widget));
  update_buttons (HILL_NUMERIC_VIEW (widget));
  GTK_WIDGET_CLASS (hill_numeric_view_parent_class)->unmap (widget);
}

static void
hill_numeric_view_dispose (GObject *object)
{
  HillNumericView *self = HILL_NUMERIC_VIEW (object);
  GtkWidget *child;

  cancel (self);
  g_clear_pointer (&self->gradient, hill_numeric_gradient_free);
  g_clear_pointer (&self->known, g_free);
  g_clear_pointer (&self->problem, hill_problem_unref);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_NUMERIC_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_numeric_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/numeric-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HillNumericView, table);
  gtk_widget_class_bind_template_child (widget_class, HillNumericView, pictures);
  gtk_widget_class_bind_template_child (widget_class, HillNumericView, numeric_card);
  gtk_widget_class_bind_template_child (widget_class, HillNumericView, analytic_card);
  gtk_widget_class_bind_template_child (widget_class, HillNumericView, sentence);
  gtk_widget_class_bind_template_child (widget_class, HillNumericView, step_button);
  gtk_widget_class_bind_template_child (widget_class, HillNumericView, run_button);
  gtk_widget_class_bind_template_child (widget_class, HillNumericView, pace_choice);
  gtk_widget_class_bind_template_child (widget_class, HillNumericView, step_choice);
  gtk_widget_class_bind_template_child (widget_class, HillNumericView, slide_button);
  gtk_widget_class_bind_template_child (widget_class, HillNumericView, slide_formula);
  gtk_widget_class_bind_template_callback (widget_class, on_step);
  gtk_widget_class_bind_template_callback (widget_class, on_run);
  gtk_widget_class_bind_template_callback (widget_class, on_reset);
  gtk_widget_class_bind_template_callback (widget_class, on_slide_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_step_size_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_enlarged);
}

static void
hill_numeric_view_class_init (HillNumericViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_numeric_view_dispose;
  widget_class->map = hill_numeric_view_map;
  widget_class->unmap = hill_numeric_view_unmap;
  g_type_ensure (HILL_TYPE_PLOT_CARD);
  g_type_ensure (HILL_TYPE_FORMULA_VIEW);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_heading (HillNumericView *self,
             guint            column,
             const char      *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "table-cell");
  gtk_grid_attach (self->table, label, (int) column, 0, 1, 1);
}

static void
fill_table (HillNumericView *self)
{
  const char *headings[HILL_N_ROW_TEXTS] = { _("Weight"), "W", "W + h", "L(W)", "L(W + h)", "(L(W + h) − L(W)) / h", _("By the formula") };
  static const char * const samples[HILL_N_ROW_TEXTS] = { "airplane-ship, pixel (000, 000), green", "−00.00000", "−00.00000", "00.00000000000",
                                                          "00.00000000000", "−0.000×10⁻⁰⁰", "−0.000×10⁻⁰⁰" };

  for (guint i = 0; i < HILL_N_ROW_TEXTS; i++)
    {
      add_heading (self, i, headings[i]);
      for (guint row = 0; row < N_ROWS; row++)
        {
          GtkWidget *cell = hill_readout_new (samples[i]);

          g_object_set (cell, "xalign", i == 0 ? 0.0f : 1.0f, "hexpand", TRUE, NULL);
          gtk_widget_add_css_class (cell, i == 5 ? "strong-cell" : "table-cell");
          gtk_grid_attach (self->table, cell, (int) i, (int) row + 1, 1, 1);
          self->cells[row][i] = HILL_READOUT (cell);
        }
    }
}

static void
hill_numeric_view_init (HillNumericView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_table (self);
  hill_formula_view_set_tex (HILL_FORMULA_VIEW (self->slide_formula),
                             "\\frac{L(W + h) - L(W)}{h} = \\frac{1.2369 - 1.2356}{0.001} = \\result{1.3}");
  g_signal_connect_swapped (hill_plot_card_get_view (self->numeric_card), "activated", G_CALLBACK (on_map_activated), self);
  update_buttons (self);
}
