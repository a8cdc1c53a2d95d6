/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The table is made anew with each result; eight a second at most. */

#include "hill-contest-view.h"

#include "hill-contest.h"
#include "hill-plot-card.h"

#include <glib/gi18n.h>
#include <math.h>

struct _HillContestView
{
  GtkWidget       parent_instance;

  GtkWidget      *start;                /* template children */
  GtkProgressBar *progress;
  GtkWidget      *cancel;
  GtkLabel       *budget;
  GtkGrid        *table;
  GtkLabel       *sentence;
  HillPlotCard   *card;

  HillSession    *session;              /* owned, (nullable) */
  HillDataset    *dataset;              /* owned, (nullable): what the results are about */
  HillJob        *job;                  /* owned, (nullable) */
};

enum
{
  BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HillContestView, hill_contest_view, GTK_TYPE_WIDGET)

static void
add_cell (HillContestView *self,
          const char      *text,
          int              column,
          int              row,
          const char      *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_set_hexpand (label, column == 0);
  if (column == 0)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->table, label, column, row, 1, 1);
}

static void
add_percent (HillContestView *self,
             double           share,
             int              column,
             int              row)
{
  g_autofree char *text = isfinite (share) ? g_strdup_printf ("%.2f %%", 100 * share) : g_strdup ("–");

  add_cell (self, text, column, row, "numeric");
}

static void
add_entrant (HillContestView   *self,
             const HillEntrant *entrant,
             int                row)
{
  const HillContestEpoch *last = hill_entrant_get_last (entrant);
  gboolean is_plain = g_str_equal (entrant->features, "pixels");
  g_autofree char *name = g_strdup_printf (is_plain ? "%s" : "%s (%s)", entrant->name, entrant->features);
  g_autofree char *n_features = entrant->n_features > 0 ? g_strdup_printf ("%'zu", entrant->n_features) : g_strdup ("–");
  g_autofree char *seconds = entrant->seconds > 0 ? g_strdup_printf (_("%.1f s"), entrant->seconds) : g_strdup ("–");

  add_cell (self, name, 0, row, NULL);
  add_cell (self, n_features, 1, row, "numeric");
  add_percent (self, last != NULL ? last->train_accuracy : NAN, 2, row);
  add_percent (self, last != NULL ? last->test_accuracy : NAN, 3, row);
  add_cell (self, entrant->done && entrant->state == HILL_TRAINER_DIVERGED ? _("diverged") : seconds, 4, row, "numeric");
}

static void
show_table (HillContestView   *self,
            const HillContest *contest)
{
  const char * const titles[] = { _("Features"), _("Count"), _("Training set"), _("Test set"), _("Time") };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->table))) != NULL)
    gtk_grid_remove (self->table, child);
  for (int i = 0; i < (int) G_N_ELEMENTS (titles); i++)
    add_cell (self, titles[i], i, 0, "heading");
  for (guint i = 0; i < contest->n_entrants; i++)
    add_entrant (self, &contest->entrants[i], (int) i + 1);
}

static void
show_contest (HillContestView   *self,
              const HillContest *contest)
{
  g_autofree char *sentence = hill_contest_describe (contest);

  show_table (self, contest);
  gtk_label_set_text (self->sentence, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), sentence[0] != '\0');
  hill_plot_card_take_plot (self->card, hill_contest_new_plot (contest));
}

static void
show_working (HillContestView *self,
              gboolean         working)
{
  gtk_widget_set_visible (self->start, !working);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), working);
  gtk_widget_set_visible (self->cancel, working);
}

static void
cancel_job (HillContestView *self)
{
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
  show_working (self, FALSE);
}

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  HillContestView *self = user_data;
  HillContest *contest = hill_job_take_result (job);

  gtk_progress_bar_set_fraction (self->progress, CLAMP (hill_job_get_fraction (job), 0, 1));
  if (contest != NULL)
    {
      show_contest (self, contest);
      hill_contest_free (contest);
    }
  if (!hill_job_is_over (job))
    return;
  show_working (self, FALSE);
  if (hill_job_get_message (job) == NULL)
    return;
  gtk_label_set_text (self->sentence, hill_job_get_message (job));
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), TRUE);
}

static void
on_start (HillContestView *self)
{
  cancel_job (self);
  if (self->session == NULL || self->dataset == NULL)
    return;
  hill_contest_view_update (self);
  gtk_progress_bar_set_fraction (self->progress, 0);
  show_working (self, TRUE);
  gtk_widget_grab_focus (self->cancel);
  self->job = hill_session_compute (self->session, hill_contest_compute,
                                    hill_contest_request_new (self->dataset, hill_session_get_experiment (self->session)),
                                    hill_contest_request_free, hill_contest_free, on_job, self);
}

static void
on_cancel (HillContestView *self)
{
  cancel_job (self);
  gtk_widget_grab_focus (self->start);
}

static void
on_enlarged (HillContestView *self)
{
  gboolean enlarged = hill_plot_card_get_enlarged (self->card);

  gtk_widget_set_visible (GTK_WIDGET (self->budget), !enlarged);
  gtk_widget_set_visible (GTK_WIDGET (self->table), !enlarged);
}

gboolean
hill_contest_view_restore (HillContestView *self)
{
  gboolean enlarged;

  g_return_val_if_fail (HILL_IS_CONTEST_VIEW (self), FALSE);

  enlarged = hill_plot_card_get_enlarged (self->card);
  hill_plot_card_set_enlarged (self->card, FALSE);
  return enlarged;
}

static void
on_back (HillContestView *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

/* "20 epochs each, …", and why hues are missing. */
static void
show_budget (HillContestView      *self,
             const HillExperiment *experiment,
             const HillContest    *contest)
{
  g_autofree char *length = experiment->n_steps > 0 ? g_strdup_printf (ngettext ("%zu step", "%zu steps", experiment->n_steps), experiment->n_steps)
                                                    : g_strdup_printf (ngettext ("%zu epoch", "%zu epochs", experiment->n_epochs), experiment->n_epochs);
  /* Translators: how long each trains: "20 epochs" */
  g_autofree char *text = g_strdup_printf (_("The same budget for each: %s, with the loss, the optimiser and the seed chosen on the left.%s%s"),
                                           length, contest->no_hue ? " " : "",
                                           contest->no_hue ? _("The images are grey: there are no hues to compare.") : "");

  gtk_label_set_text (self->budget, text);
}

void
hill_contest_view_update (HillContestView *self)
{
  HillDataset *dataset = self->session != NULL ? hill_session_get_dataset (self->session) : NULL;
  HillContest *contest;

  g_return_if_fail (HILL_IS_CONTEST_VIEW (self));

  if (self->job != NULL && !hill_job_is_over (self->job) && dataset == self->dataset)
    return;
  cancel_job (self);
  if (dataset == NULL || !hill_dataset_has_images (dataset))
    return;
  contest = hill_contest_new (dataset, hill_session_get_experiment (self->session));
  show_budget (self, hill_session_get_experiment (self->session), contest);
  if (dataset != self->dataset)
    {
      g_clear_pointer (&self->dataset, hill_dataset_unref);
      self->dataset = hill_dataset_ref (dataset);
      show_contest (self, contest);
    }
  hill_contest_free (contest);
}

void
hill_contest_view_set_session (HillContestView *self,
                               HillSession     *session)
{
  g_return_if_fail (HILL_IS_CONTEST_VIEW (self));

  cancel_job (self);
  g_set_object (&self->session, session);
}

static gboolean
hill_contest_view_grab_focus (GtkWidget *widget)
{
  HillContestView *self = HILL_CONTEST_VIEW (widget);

  return gtk_widget_grab_focus (gtk_widget_get_visible (self->start) ? self->start : self->cancel);
}

static void
hill_contest_view_dispose (GObject *object)
{
  HillContestView *self = HILL_CONTEST_VIEW (object);
  GtkWidget *child;

  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
  g_clear_object (&self->session);
  g_clear_pointer (&self->dataset, hill_dataset_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_CONTEST_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_contest_view_parent_class)->dispose (object);
}

static void
hill_contest_view_class_init (HillContestViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_contest_view_dispose;
  widget_class->grab_focus = hill_contest_view_grab_focus;
  signals[BACK] = g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (HILL_TYPE_PLOT_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/contest-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HillContestView, start);
  gtk_widget_class_bind_template_child (widget_class, HillContestView, progress);
  gtk_widget_class_bind_template_child (widget_class, HillContestView, cancel);
  gtk_widget_class_bind_template_child (widget_class, HillContestView, budget);
  gtk_widget_class_bind_template_child (widget_class, HillContestView, table);
  gtk_widget_class_bind_template_child (widget_class, HillContestView, sentence);
  gtk_widget_class_bind_template_child (widget_class, HillContestView, card);
  gtk_widget_class_bind_template_callback (widget_class, on_start);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_enlarged);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hill_contest_view_init (HillContestView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
