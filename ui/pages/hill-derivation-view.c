/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* All lines are made at once; how many of them are seen is what the buttons change. */

#include "hill-derivation-view.h"

#include "hill-derivation.h"
#include "hill-formula-view.h"
#include "hill-thumbnail.h"

#include <glib/gi18n.h>

struct _HillDerivationView
{
  GtkWidget          parent_instance;
  GtkSpinButton     *example_choice;    /* template children */
  GtkDropDown       *class_choice;
  GtkBox            *thumbnail_box;
  GtkLabel          *example_label;
  GtkBox            *lines_box;
  GtkScrolledWindow *scroller;
  GtkWidget         *back_button;
  GtkWidget         *next_button;
  GtkWidget         *all_button;
  GtkLabel          *count_label;

  HillThumbnail     *thumbnail;
  HillSession       *session;           /* owned */
  HillProblem       *problem;           /* owned */
  HillJob           *job;               /* owned */
  GPtrArray         *rows;              /* of GtkWidget, not owned: all lines, seen or not */
  guint              n_shown;
  gboolean           rival;             /* class k is the strongest wrong one, until a person chooses */
  gboolean           filling;
  gboolean           stale;
  gboolean           to_end;            /* scroll to the newest line when it has its place */
};

G_DEFINE_FINAL_TYPE (HillDerivationView, hill_derivation_view, GTK_TYPE_WIDGET)

typedef struct
{
  HillProblem *problem;
  gsize        example;
  guint        chosen;
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
  HillDerivation *derivation = hill_derivation_new (wish->problem, wish->example, wish->chosen, hill_job_get_progress (job), &error);

  if (derivation != NULL)
    hill_job_post (job, derivation);
  else
    hill_job_fail (job, error);
}

static void
show_lines (HillDerivationView *self)
{
  g_autofree char *count = g_strdup_printf (_("Line %u of %u"), self->n_shown, self->rows->len);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      gtk_widget_set_visible (row, i < self->n_shown);
      if (i + 1 == self->n_shown)
        gtk_widget_add_css_class (row, "newest-line");
      else
        gtk_widget_remove_css_class (row, "newest-line");
    }
  gtk_label_set_text (self->count_label, count);
  gtk_widget_set_sensitive (self->back_button, self->n_shown > 1);
  gtk_widget_set_sensitive (self->next_button, self->n_shown < self->rows->len);
  gtk_widget_set_sensitive (self->all_button, self->n_shown < self->rows->len);
}

static GtkWidget *
new_row (guint                     number,
         const HillDerivationLine *line)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *words = gtk_label_new (NULL), *formula = hill_formula_view_new ();
  g_autofree char *text = g_strdup_printf ("%u. %s", number, line->words);

  gtk_label_set_text (GTK_LABEL (words), text);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  hill_formula_view_set_tex (HILL_FORMULA_VIEW (formula), line->tex);
  gtk_widget_set_margin_start (formula, 24);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), formula);
  gtk_widget_add_css_class (row, "derivation-line");
  return row;
}

static void
fill_lines (HillDerivationView   *self,
            const HillDerivation *derivation)
{
  g_autoptr(GPtrArray) lines = hill_derivation_get_lines (derivation);

  for (guint i = 0; i < self->rows->len; i++)
    gtk_box_remove (self->lines_box, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < lines->len; i++)
    {
      GtkWidget *row = new_row (i + 1, g_ptr_array_index (lines, i));

      gtk_box_append (self->lines_box, row);
      g_ptr_array_add (self->rows, row);
    }
  self->n_shown = CLAMP (self->n_shown, 1, lines->len);
  show_lines (self);
}

static void
show_example (HillDerivationView   *self,
              const HillDerivation *derivation)
{
  HillDataset *dataset = hill_design_get_dataset (derivation->problem->sample->design);
  g_autofree char *name = hill_thumbnail_dup_name (dataset, HILL_SPLIT_TRAIN, derivation->row);

  hill_thumbnail_set_example (self->thumbnail, dataset, HILL_SPLIT_TRAIN, derivation->row);
  gtk_label_set_text (self->example_label, name);
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->class_choice, derivation->chosen);
  self->filling = FALSE;
}

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  HillDerivationView *self = user_data;
  g_autoptr(HillDerivation) derivation = hill_job_take_result (job);

  if (derivation != NULL)
    {
      show_example (self, derivation);
      fill_lines (self, derivation);
    }
  if (hill_job_get_message (job) != NULL)
    gtk_label_set_text (self->count_label, hill_job_get_message (job));
}

static void
cancel (HillDerivationView *self)
{
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
}

static void
start (HillDerivationView *self)
{
  Wish *wish;

  cancel (self);
  self->stale = TRUE;
  if (self->problem == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  wish = g_new0 (Wish, 1);
  wish->problem = hill_problem_ref (self->problem);
  wish->example = (gsize) gtk_spin_button_get_value_as_int (self->example_choice) - 1;
  wish->chosen = self->rival ? G_MAXUINT : gtk_drop_down_get_selected (self->class_choice);
  self->job = hill_session_compute (self->session, work, wish, wish_free, (GDestroyNotify) hill_derivation_free, on_job, self);
}

static void
on_example_changed (HillDerivationView *self)
{
  if (self->filling)
    return;
  self->rival = TRUE;
  start (self);
}

static void
on_class_changed (HillDerivationView *self)
{
  if (self->filling)
    return;
  self->rival = FALSE;
  start (self);
}

/* The newest line comes into view once it has its place. */
static void
on_height_changed (HillDerivationView *self,
                   GParamSpec         *pspec,
                   GtkAdjustment      *adjustment)
{
  if (self->to_end)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static void
set_n_shown (HillDerivationView *self,
             guint               n_shown)
{
  if (self->rows->len == 0)
    return;
  self->to_end = n_shown > self->n_shown;
  self->n_shown = CLAMP (n_shown, 1, self->rows->len);
  show_lines (self);
}

static void
on_back (HillDerivationView *self)
{
  set_n_shown (self, self->n_shown - 1);
}

static void
on_next (HillDerivationView *self)
{
  set_n_shown (self, self->n_shown + 1);
}

static void
on_all (HillDerivationView *self)
{
  set_n_shown (self, self->rows->len);
  self->to_end = FALSE;
}

void
hill_derivation_view_set_problem (HillDerivationView *self,
                                  HillSession        *session,
                                  HillProblem        *problem)
{
  gboolean same_shape, same_loss;

  g_return_if_fail (HILL_IS_DERIVATION_VIEW (self));

  g_set_object (&self->session, session);
  cancel (self);
  same_shape = hill_problem_has_same_shape (self->problem, problem);
  same_loss = self->problem != NULL && problem != NULL && self->problem->loss.type == problem->loss.type;
  g_clear_pointer (&self->problem, hill_problem_unref);
  if (problem == NULL)
    return;
  self->problem = hill_problem_ref (problem);
  if (!same_loss)
    self->n_shown = 1;
  self->filling = TRUE;
  gtk_spin_button_set_range (self->example_choice, 1, (double) problem->sample->n_rows);
  if (!same_shape)
    {
      g_autoptr(GtkStringList) names = gtk_string_list_new (problem->class_names);

      gtk_drop_down_set_model (self->class_choice, G_LIST_MODEL (names));
      self->rival = TRUE;
    }
  self->filling = FALSE;
  start (self);
}

static void
hill_derivation_view_map (GtkWidget *widget)
{
  HillDerivationView *self = HILL_DERIVATION_VIEW (widget);

  GTK_WIDGET_CLASS (hill_derivation_view_parent_class)->map (widget);
  if (self->stale)
    start (self);
}

static void
hill_derivation_view_dispose (GObject *object)
{
  HillDerivationView *self = HILL_DERIVATION_VIEW (object);
  GtkWidget *child;

  cancel (self);
  g_clear_pointer (&self->problem, hill_problem_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_DERIVATION_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_derivation_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/derivation-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HillDerivationView, example_choice);
  gtk_widget_class_bind_template_child (widget_class, HillDerivationView, class_choice);
  gtk_widget_class_bind_template_child (widget_class, HillDerivationView, thumbnail_box);
  gtk_widget_class_bind_template_child (widget_class, HillDerivationView, example_label);
  gtk_widget_class_bind_template_child (widget_class, HillDerivationView, lines_box);
  gtk_widget_class_bind_template_child (widget_class, HillDerivationView, scroller);
  gtk_widget_class_bind_template_child (widget_class, HillDerivationView, back_button);
  gtk_widget_class_bind_template_child (widget_class, HillDerivationView, next_button);
  gtk_widget_class_bind_template_child (widget_class, HillDerivationView, all_button);
  gtk_widget_class_bind_template_child (widget_class, HillDerivationView, count_label);
  gtk_widget_class_bind_template_callback (widget_class, on_example_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_class_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_all);
}

static void
hill_derivation_view_class_init (HillDerivationViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_derivation_view_dispose;
  widget_class->map = hill_derivation_view_map;
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hill_derivation_view_init (HillDerivationView *self)
{
  GtkWidget *thumbnail;

  self->rows = g_ptr_array_new ();
  self->n_shown = 1;
  self->rival = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  thumbnail = hill_thumbnail_new (NULL, HILL_SPLIT_TRAIN, 0, 96);
  self->thumbnail = HILL_THUMBNAIL (thumbnail);
  gtk_box_append (self->thumbnail_box, thumbnail);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "notify::upper", G_CALLBACK (on_height_changed), self,
                           G_CONNECT_SWAPPED);
}
