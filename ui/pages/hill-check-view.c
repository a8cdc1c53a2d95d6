/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Whatever is switched, the whole check runs anew on the worker; looking at another part of the loss computes nothing. */

#include "hill-check-view.h"

#include "hill-axis.h"
#include "hill-check-work.h"
#include "hill-fine-number.h"
#include "hill-plot-card.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_WORST 5
#define N_COLUMNS 5
#define MANY_ROWS 5000          /* a check over more takes a while, which is said */

struct _HillCheckView
{
  GtkWidget          parent_instance;
  GtkStack          *task;              /* template children */
  GtkBox            *bug_box;
  GtkBox            *guess_box;
  GtkLabel          *answer_label;
  GtkDropDown       *which_choice;
  GtkDropDown       *step_choice;
  GtkDropDown       *difference_choice;
  GtkDropDown       *part_choice;
  GtkLabel          *verdict;
  GtkImage          *verdict_image;
  GtkLabel          *data_label;
  GtkLabel          *penalty_label;
  HillPlotCard      *error_card;
  HillPlotCard      *map_card;
  GtkGrid           *table;
  GtkCheckButton    *bugs[HILL_N_BUGS];
  GtkWidget         *guesses[HILL_N_BUGS];
  GtkLabel          *cells[N_WORST][N_COLUMNS];

  HillSession       *session;           /* owned */
  HillProblem       *problem;           /* owned */
  HillJob           *job;               /* owned */
  HillGradientCheck *check;             /* owned */
  HillBugs           hidden;            /* of the exercise; HILL_BUG_NONE: there is none */
  gboolean           stale;
};

G_DEFINE_FINAL_TYPE (HillCheckView, hill_check_view, GTK_TYPE_WIDGET)

typedef struct
{
  HillProblem      *problem;
  HillCheckOptions  options;
  gsize             n_weights;          /* 0 for all */
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
  HillGradientCheck *check = hill_problem_check (wish->problem, wish->n_weights, &wish->options, hill_job_get_progress (job), &error);

  if (check != NULL)
    hill_job_post (job, check);
  else
    hill_job_fail (job, error);
}

static HillCheckPart
get_part (HillCheckView *self)
{
  return (HillCheckPart) MIN (gtk_drop_down_get_selected (self->part_choice), HILL_N_CHECK_PARTS - 1);
}

static HillBugs
get_bugs (HillCheckView *self)
{
  HillBugs bugs = HILL_BUG_NONE;

  if (self->hidden != HILL_BUG_NONE)
    return self->hidden;
  for (guint i = 0; i < HILL_N_BUGS; i++)
    if (gtk_check_button_get_active (self->bugs[i]))
      bugs |= hill_bug_get (i);
  return bugs;
}

static void
set_cell (HillCheckView *self,
          guint          row,
          guint          column,
          char          *text)
{
  g_autofree char *owned = text;

  gtk_label_set_text (self->cells[row][column], owned != NULL ? owned : "");
  if (column == 0)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->cells[row][column]), owned);
}

/* The weights that are furthest off, with the ratio that gives a mistake away. */
static void
show_worst (HillCheckView *self)
{
  HillCheckPart part = get_part (self);
  guint n = 0;
  g_autofree gsize *worst = hill_check_find_worst (self->check, part, N_WORST, &n);

  for (guint row = 0; row < N_WORST; row++)
    {
      const HillCheckedWeight *weight = row < n ? &self->check->weights[worst[row]] : NULL;
      double numeric, analytic;

      for (guint column = 0; weight == NULL && column < N_COLUMNS; column++)
        set_cell (self, row, column, NULL);
      if (weight == NULL)
        continue;
      numeric = hill_checked_weight_get_part_numeric (weight, part);
      analytic = hill_checked_weight_get_part_analytic (weight, part);
      set_cell (self, row, 0, hill_problem_name_weight (self->problem, weight->index));
      set_cell (self, row, 1, hill_format_number (numeric));
      set_cell (self, row, 2, hill_format_number (analytic));
      set_cell (self, row, 3, hill_format_ratio (numeric != 0 ? analytic / numeric : NAN));
      set_cell (self, row, 4, hill_format_number (hill_checked_weight_get_part_error (weight, part)));
    }
}

static void
show_check (HillCheckView *self)
{
  HillCheckPart part = get_part (self);
  g_autofree char *verdict = NULL, *data = NULL, *penalty = NULL;

  if (self->check == NULL)
    return;
  verdict = hill_check_describe (self->check, self->problem);
  data = hill_check_describe_part (self->check, HILL_CHECK_DATA);
  penalty = hill_check_describe_part (self->check, HILL_CHECK_PENALTY);
  gtk_label_set_text (self->verdict, verdict);
  gtk_image_set_from_icon_name (self->verdict_image, self->check->passed ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  gtk_label_set_text (self->data_label, data);
  gtk_label_set_text (self->penalty_label, self->problem->loss.regularizer == HILL_REGULARIZER_NONE ? _("There is no penalty.") : penalty);
  hill_plot_card_take_plot (self->error_card, hill_check_new_histogram (self->check, part));
  hill_plot_card_take_plot (self->map_card, hill_check_new_map (self->check, self->problem, part));
  show_worst (self);
}

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  HillCheckView *self = user_data;
  HillGradientCheck *check = hill_job_take_result (job);

  if (check != NULL)
    {
      g_clear_pointer (&self->check, hill_gradient_check_unref);
      self->check = check;
      show_check (self);
    }
  if (hill_job_get_message (job) != NULL)
    gtk_label_set_text (self->verdict, hill_job_get_message (job));
}

static void
cancel (HillCheckView *self)
{
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
}

static void
start (HillCheckView *self)
{
  HillCheckExtent extent = (HillCheckExtent) gtk_drop_down_get_selected (self->which_choice);
  Wish *wish;

  cancel (self);
  self->stale = TRUE;
  if (self->problem == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  wish = g_new0 (Wish, 1);
  wish->problem = hill_problem_ref (self->problem);
  wish->options = HILL_CHECK_OPTIONS_DEFAULT;
  wish->options.h = hill_check_choose_h (gtk_drop_down_get_selected (self->step_choice));
  wish->options.difference = gtk_drop_down_get_selected (self->difference_choice) == 0 ? HILL_DIFFERENCE_CENTRAL : HILL_DIFFERENCE_FORWARD;
  wish->options.honest = extent == HILL_CHECK_HONEST;
  wish->options.bugs = get_bugs (self);
  wish->n_weights = hill_check_extent_get_n_weights (extent);
  if (wish->options.honest || wish->problem->sample->n_rows > MANY_ROWS)
    gtk_label_set_text (self->verdict, _("Computing…"));
  self->job = hill_session_compute (self->session, work, wish, wish_free, (GDestroyNotify) hill_gradient_check_unref, on_job, self);
}

static void
on_options_changed (HillCheckView *self)
{
  start (self);
}

static void
on_part_changed (HillCheckView *self)
{
  show_check (self);
}

/* A mistake that cannot be seen cannot be switched on. */
static void
update_bugs (HillCheckView *self)
{
  for (guint i = 0; i < HILL_N_BUGS; i++)
    {
      gboolean shows = hill_bug_shows (hill_bug_get (i), &self->problem->loss);

      gtk_widget_set_sensitive (GTK_WIDGET (self->bugs[i]), shows);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->bugs[i]),
                                   shows ? hill_bug_get_sign (i) : _("With this penalty the mistake cannot be seen. Choose L2 above."));
      gtk_widget_set_sensitive (self->guesses[i], shows);
      if (!shows)
        gtk_check_button_set_active (self->bugs[i], FALSE);
    }
}

static void
show_task (HillCheckView *self)
{
  gtk_stack_set_visible_child_name (self->task, self->hidden != HILL_BUG_NONE ? "exercise" : "bugs");
}

static void
on_hide (HillCheckView *self)
{
  if (self->problem == NULL)
    return;
  self->hidden = hill_bug_choose (&self->problem->loss, self->hidden, g_random_int ());
  for (guint i = 0; i < HILL_N_BUGS; i++)
    gtk_check_button_set_active (self->bugs[i], FALSE);
  gtk_label_set_text (self->answer_label, _("One of these mistakes is in the gradient now. Which one? Look at the ratios, and at both parts of the loss."));
  show_task (self);
  start (self);
}

/* The mistake comes into the open: its switch is on. */
static void
on_end (HillCheckView *self)
{
  HillBugs hidden = self->hidden;

  self->hidden = HILL_BUG_NONE;
  for (guint i = 0; i < HILL_N_BUGS; i++)
    gtk_check_button_set_active (self->bugs[i], hill_bug_get (i) == hidden);
  show_task (self);
}

static void
on_guess (HillCheckView *self,
          GtkButton     *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "bug"));
  g_autofree char *text = NULL;

  if (hill_bug_get (index) == self->hidden)
    text = g_strdup_printf (_("Right: %s. %s"), hill_bug_get_name (index), hill_bug_get_sign (index));
  else
    text = g_strdup_printf (_("Not this one. With “%s” it would look different: %s"), hill_bug_get_name (index), hill_bug_get_sign (index));
  gtk_label_set_text (self->answer_label, text);
}

static void
on_enlarged (HillPlotCard  *card,
             GParamSpec    *pspec,
             HillCheckView *self)
{
  gboolean enlarged = hill_plot_card_get_enlarged (card);

  gtk_widget_set_visible (GTK_WIDGET (card == self->error_card ? self->map_card : self->error_card), !enlarged);
  gtk_widget_set_visible (GTK_WIDGET (self->table), !enlarged);
}

void
hill_check_view_set_problem (HillCheckView *self,
                             HillSession   *session,
                             HillProblem   *problem)
{
  g_return_if_fail (HILL_IS_CHECK_VIEW (self));

  g_set_object (&self->session, session);
  cancel (self);
  g_clear_pointer (&self->check, hill_gradient_check_unref);
  g_clear_pointer (&self->problem, hill_problem_unref);
  if (problem == NULL)
    return;
  self->problem = hill_problem_ref (problem);
  update_bugs (self);
  if (self->hidden != HILL_BUG_NONE && !hill_bug_shows (self->hidden, &problem->loss))
    on_end (self);
  start (self);
}

static void
hill_check_view_map (GtkWidget *widget)
{
  HillCheckView *self = HILL_CHECK_VIEW (widget);

  GTK_WIDGET_CLASS (hill_check_view_parent_class)->map (widget);
  if (self->stale)
    start (self);
}

static void
hill_check_view_dispose (GObject *object)
{
  HillCheckView *self = HILL_CHECK_VIEW (object);
  GtkWidget *child;

  cancel (self);
  g_clear_pointer (&self->check, hill_gradient_check_unref);
  g_clear_pointer (&self->problem, hill_problem_unref);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_CHECK_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_check_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/check-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HillCheckView, task);
  gtk_widget_class_bind_template_child (widget_class, HillCheckView, bug_box);
  gtk_widget_class_bind_template_child (widget_class, HillCheckView, guess_box);
  gtk_widget_class_bind_template_child (widget_class, HillCheckView, answer_label);
  gtk_widget_class_bind_template_child (widget_class, HillCheckView, which_choice);
  gtk_widget_class_bind_template_child (widget_class, HillCheckView, step_choice);
  gtk_widget_class_bind_template_child (widget_class, HillCheckView, difference_choice);
  gtk_widget_class_bind_template_child (widget_class, HillCheckView, part_choice);
  gtk_widget_class_bind_template_child (widget_class, HillCheckView, verdict);
  gtk_widget_class_bind_template_child (widget_class, HillCheckView, verdict_image);
  gtk_widget_class_bind_template_child (widget_class, HillCheckView, data_label);
  gtk_widget_class_bind_template_child (widget_class, HillCheckView, penalty_label);
  gtk_widget_class_bind_template_child (widget_class, HillCheckView, error_card);
  gtk_widget_class_bind_template_child (widget_class, HillCheckView, map_card);
  gtk_widget_class_bind_template_child (widget_class, HillCheckView, table);
  gtk_widget_class_bind_template_callback (widget_class, on_options_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_part_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_hide);
  gtk_widget_class_bind_template_callback (widget_class, on_end);
  gtk_widget_class_bind_template_callback (widget_class, on_enlarged);
}

static void
hill_check_view_class_init (HillCheckViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_check_view_dispose;
  widget_class->map = hill_check_view_map;
  g_type_ensure (HILL_TYPE_PLOT_CARD);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_bug_controls (HillCheckView *self)
{
  for (guint i = 0; i < HILL_N_BUGS; i++)
    {
      self->bugs[i] = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (hill_bug_get_name (i)));
      g_signal_connect_swapped (self->bugs[i], "toggled", G_CALLBACK (on_options_changed), self);
      gtk_box_append (self->bug_box, GTK_WIDGET (self->bugs[i]));
      self->guesses[i] = gtk_button_new_with_label (hill_bug_get_name (i));
      g_object_set_data (G_OBJECT (self->guesses[i]), "bug", GUINT_TO_POINTER (i));
      g_signal_connect_swapped (self->guesses[i], "clicked", G_CALLBACK (on_guess), self);
      gtk_box_append (self->guess_box, self->guesses[i]);
    }
}

static GtkLabel *
add_cell (HillCheckView *self,
          guint          row,
          guint          column,
          const char    *text,
          const char    *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), column == 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_width_chars (GTK_LABEL (label), column == 0 ? 18 : 11);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->table, label, (int) column, (int) row, 1, 1);
  return GTK_LABEL (label);
}

static void
fill_table (HillCheckView *self)
{
  const char *headings[N_COLUMNS] = { _("Furthest off"), _("numerical"), _("analytic"), _("ratio"), _("relative error") };

  for (guint column = 0; column < N_COLUMNS; column++)
    {
      gtk_widget_add_css_class (GTK_WIDGET (add_cell (self, 0, column, headings[column], "table-cell")), "dim-label");
      for (guint row = 0; row < N_WORST; row++)
        self->cells[row][column] = add_cell (self, row + 1, column, NULL, column == 3 ? "strong-cell" : "table-cell");
    }
}

static void
hill_check_view_init (HillCheckView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_bug_controls (self);
  fill_table (self);
}
