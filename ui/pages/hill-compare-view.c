/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The means are computed on the worker, when the view is seen and something has changed. */

#include "hill-compare-view.h"

#include "hill-card-grid.h"
#include "hill-class-plots.h"
#include "hill-hog-study.h"
#include "hill-hue-study.h"

#include <glib/gi18n.h>

#define PROGRESS_DELAY 150      /* milliseconds */
#define N_CARDS 3               /* first, second, difference */

struct _HillCompareView
{
  GtkWidget       parent_instance;
  GtkDropDown    *first;                /* template children, to problem */
  GtkDropDown    *second;
  GtkDropDown    *split;
  GtkLabel       *counts;
  GtkWidget      *progress_box;
  GtkProgressBar *progress;
  GtkWidget      *again;
  GtkLabel       *options;
  GtkStack       *content;
  GtkGrid        *grid;
  HillPlotCard   *hue_card_0;
  HillPlotCard   *hue_card_1;
  HillPlotCard   *hue_card_2;
  HillPlotCard   *hog_card_0;
  HillPlotCard   *hog_card_1;
  HillPlotCard   *hog_card_2;
  GtkLabel       *problem;

  HillSession    *session;              /* (nullable) */
  HillHueParams   hue_params;
  HillHogParams   hog_params;
  HillJob        *job;                  /* owned, (nullable) */
  guint           delay_id;
  gboolean        filling;
  gboolean        stale;
};

G_DEFINE_FINAL_TYPE (HillCompareView, hill_compare_view, GTK_TYPE_WIDGET)

static HillDataset *
get_dataset (HillCompareView *self)
{
  HillDataset *dataset = self->session != NULL ? hill_session_get_dataset (self->session) : NULL;

  return dataset != NULL && hill_dataset_has_images (dataset) ? dataset : NULL;
}

static const char *
get_name (HillCompareView      *self,
          const HillClassMeans *means,
          int                   k)
{
  return hill_dataset_get_class_name (get_dataset (self), means->classes[k]);
}

static void
show_title (HillCompareView      *self,
            HillPlotCard         *card,
            const HillClassMeans *means,
            int                   k,
            gboolean              hue)
{
  /* Translators: the name of a class, or "difference" */
  g_autofree char *title = g_strdup_printf (hue ? _("Hues: %s") : _("Gradients: %s"),
                                            k < HILL_N_MEANS ? get_name (self, means, k) : _("difference"));

  g_object_set (card, "title", title, NULL);
}

static void
show_hues (HillCompareView      *self,
           const HillClassMeans *means)
{
  HillPlotCard *cards[N_CARDS] = { self->hue_card_0, self->hue_card_1, self->hue_card_2 };
  gboolean has_hues = hill_dataset_get_n_channels (get_dataset (self)) == 3;

  for (int k = 0; k < N_CARDS; k++)
    {
      show_title (self, cards[k], means, k, TRUE);
      hill_plot_card_take_plot (cards[k], hill_class_means_new_hue_plot (means, (guint) k));
      gtk_widget_set_visible (GTK_WIDGET (cards[k]), has_hues);
    }
}

static void
show_hog (HillCompareView      *self,
          const HillClassMeans *means)
{
  HillPlotCard *cards[N_CARDS] = { self->hog_card_0, self->hog_card_1, self->hog_card_2 };

  for (int k = 0; k < N_CARDS; k++)
    {
      gtk_widget_set_visible (GTK_WIDGET (cards[k]), means->has_hog);
      if (!means->has_hog)
        continue;
      show_title (self, cards[k], means, k, FALSE);
      hill_plot_card_take_plot (cards[k], hill_class_means_new_hog_plot (means, (guint) k));
    }
}

static void
show_means (HillCompareView      *self,
            const HillClassMeans *means)
{
  /* Translators: twice a number of images and the name of a class */
  g_autofree char *counts = g_strdup_printf (_("Means over %'zu images of %s and %'zu of %s. In the difference, bars that rise and red strokes are more in the first, bars that fall and blue strokes in the second."),
                                             means->n_examples[0], get_name (self, means, 0), means->n_examples[1],
                                             get_name (self, means, 1));

  hill_card_grid_restore (self->grid);
  gtk_label_set_label (self->counts, counts);
  show_hues (self, means);
  show_hog (self, means);
  gtk_stack_set_visible_child_name (self->content, "means");
}

/* What is done sooner does not flash a progress bar. */
static gboolean
show_progress (gpointer user_data)
{
  HillCompareView *self = user_data;

  self->delay_id = 0;
  gtk_widget_set_visible (self->progress_box, TRUE);
  return G_SOURCE_REMOVE;
}

static void
hide_progress (HillCompareView *self)
{
  g_clear_handle_id (&self->delay_id, g_source_remove);
  gtk_widget_set_visible (self->progress_box, FALSE);
}

static void
cancel_job (HillCompareView *self)
{
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
  hide_progress (self);
}

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  HillCompareView *self = user_data;
  HillClassMeans *means = hill_job_take_result (job);

  gtk_progress_bar_set_fraction (self->progress, CLAMP (hill_job_get_fraction (job), 0, 1));
  if (hill_job_is_over (job))
    hide_progress (self);
  if (means == NULL)
    return;
  if (get_dataset (self) != NULL)
    show_means (self, means);
  hill_class_means_free (means);
}

static void
show_problem (HillCompareView *self,
              const char      *text)
{
  gtk_label_set_label (self->problem, text);
  gtk_label_set_label (self->counts, "");
  gtk_stack_set_visible_child_name (self->content, "nothing");
}

static void
show_options (HillCompareView *self)
{
  HillFeatureBlock hue = { .kind = HILL_FEATURE_HUE, .hue = self->hue_params }, hog = { .kind = HILL_FEATURE_HOG, .hog = self->hog_params };
  g_autofree char *hue_text = NULL, *hog_text = NULL, *text = NULL;

  hue.hue.normalize = TRUE;
  hue_text = hill_feature_block_to_text (&hue);
  hog_text = hill_feature_block_to_text (&hog);
  text = g_strdup_printf (_("Counted as the other two views have it: %s and %s. Each histogram is divided by its sum, so that all images count alike."),
                          hue_text, hog_text);
  gtk_label_set_label (self->options, text);
}

static void
update (HillCompareView *self)
{
  HillDataset *dataset = get_dataset (self);
  HillClassMeansRequest *request;

  cancel_job (self);
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale)
    return;
  gtk_widget_set_visible (self->again, FALSE);
  show_options (self);
  if (dataset == NULL || gtk_drop_down_get_selected (self->second) == GTK_INVALID_LIST_POSITION)
    {
      show_problem (self, dataset == NULL ? _("Points have no pixels. Open a data set of images to compare its classes.")
                                          : _("This data set has one class only: there is nothing to compare it with."));
      return;
    }
  request = hill_class_means_request_new (dataset, gtk_drop_down_get_selected (self->split) == 0 ? HILL_SPLIT_TRAIN : HILL_SPLIT_TEST,
                                          gtk_drop_down_get_selected (self->first), gtk_drop_down_get_selected (self->second),
                                          &self->hue_params, &self->hog_params);
  gtk_progress_bar_set_fraction (self->progress, 0);
  self->delay_id = g_timeout_add (PROGRESS_DELAY, show_progress, self);
  self->job = hill_session_compute (self->session, hill_class_means_compute, request, hill_class_means_request_free,
                                    hill_class_means_free, on_job, self);
}

static void
on_choice_changed (HillCompareView *self)
{
  if (!self->filling)
    update (self);
}

static void
on_cancel (HillCompareView *self)
{
  cancel_job (self);
  gtk_widget_set_visible (self->again, TRUE);
}

static void
on_again (HillCompareView *self)
{
  update (self);
}

static void
on_enlarged (HillPlotCard    *card,
             GParamSpec      *pspec,
             HillCompareView *self)
{
  hill_card_grid_follow (self->grid, card);
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  return hill_card_grid_restore (HILL_COMPARE_VIEW (widget)->grid);
}

void
hill_compare_view_set_session (HillCompareView *self,
                               HillSession     *session)
{
  g_return_if_fail (HILL_IS_COMPARE_VIEW (self));

  cancel_job (self);
  self->session = session;
}

static void
fill_classes (GtkDropDown *drop_down,
              HillDataset *dataset,
              guint        selected)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint n = dataset != NULL ? hill_dataset_get_n_classes (dataset) : 0;

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (names, hill_dataset_get_class_name (dataset, i));
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_enable_search (drop_down, n > 12);
  gtk_drop_down_set_selected (drop_down, selected < n ? selected : GTK_INVALID_LIST_POSITION);
}

void
hill_compare_view_update (HillCompareView *self)
{
  HillDataset *dataset;

  g_return_if_fail (HILL_IS_COMPARE_VIEW (self));

  dataset = get_dataset (self);
  self->filling = TRUE;
  fill_classes (self->first, dataset, 0);
  fill_classes (self->second, dataset, 1);
  gtk_drop_down_set_selected (self->split, 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->split), dataset != NULL && hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST) > 0);
  self->filling = FALSE;
  update (self);
}

void
hill_compare_view_set_params (HillCompareView     *self,
                              const HillHueParams *hue,
                              const HillHogParams *hog)
{
  g_return_if_fail (HILL_IS_COMPARE_VIEW (self));

  self->hue_params = *hue;
  self->hog_params = *hog;
  update (self);
}

static void
hill_compare_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hill_compare_view_parent_class)->map (widget);
  if (HILL_COMPARE_VIEW (widget)->stale)
    update (HILL_COMPARE_VIEW (widget));
}

static void
hill_compare_view_dispose (GObject *object)
{
  HillCompareView *self = HILL_COMPARE_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->delay_id, g_source_remove);
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_COMPARE_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_compare_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/compare-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HillCompareView, first);
  gtk_widget_class_bind_template_child (widget_class, HillCompareView, second);
  gtk_widget_class_bind_template_child (widget_class, HillCompareView, split);
  gtk_widget_class_bind_template_child (widget_class, HillCompareView, counts);
  gtk_widget_class_bind_template_child (widget_class, HillCompareView, progress_box);
  gtk_widget_class_bind_template_child (widget_class, HillCompareView, progress);
  gtk_widget_class_bind_template_child (widget_class, HillCompareView, again);
  gtk_widget_class_bind_template_child (widget_class, HillCompareView, options);
  gtk_widget_class_bind_template_child (widget_class, HillCompareView, content);
  gtk_widget_class_bind_template_child (widget_class, HillCompareView, grid);
  gtk_widget_class_bind_template_child (widget_class, HillCompareView, hue_card_0);
  gtk_widget_class_bind_template_child (widget_class, HillCompareView, hue_card_1);
  gtk_widget_class_bind_template_child (widget_class, HillCompareView, hue_card_2);
  gtk_widget_class_bind_template_child (widget_class, HillCompareView, hog_card_0);
  gtk_widget_class_bind_template_child (widget_class, HillCompareView, hog_card_1);
  gtk_widget_class_bind_template_child (widget_class, HillCompareView, hog_card_2);
  gtk_widget_class_bind_template_child (widget_class, HillCompareView, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
  gtk_widget_class_bind_template_callback (widget_class, on_enlarged);
}

static void
hill_compare_view_class_init (HillCompareViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_compare_view_dispose;
  widget_class->map = hill_compare_view_map;
  g_type_ensure (HILL_TYPE_PLOT_CARD);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}

static void
hill_compare_view_init (HillCompareView *self)
{
  self->hue_params = (HillHueParams) HILL_HUE_PARAMS_DEFAULT;
  hill_hog_params_init (&self->hog_params, HILL_HOG_LECTURE);
  self->stale = TRUE;
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}
