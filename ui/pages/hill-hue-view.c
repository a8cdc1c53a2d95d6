/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What is marked is one thing, a pixel or a bin, and all three plots are made anew from it; what they show of the image is in the
 * study, which is made when image or options change.  A small image's is made at once, a large one's on the worker. */

#include "hill-hue-view.h"

#include "hill-card-grid.h"
#include "hill-hue-study.h"

#include <glib/gi18n.h>

struct _HillHueView
{
  GtkWidget         parent_instance;
  GtkSpinButton    *n_bins;             /* template children, to problem */
  GtkDropDown      *weight;
  GtkDropDown      *grey;
  GtkCheckButton   *normalize;
  GtkLabel         *grey_note;
  GtkLabel         *length;
  GtkStack         *content;
  GtkGrid          *grid;
  HillPlotCard     *image_card;
  HillPlotCard     *map_card;
  HillPlotCard     *histogram_card;
  GtkLabel         *step_1;
  GtkLabel         *step_2;
  GtkLabel         *step_3;
  GtkLabel         *problem;

  HillSession      *session;            /* (nullable) */
  HillFeatureImage *image;              /* owned, (nullable) */
  HillHueStudy     *study;              /* owned, (nullable) */
  HillJob          *job;                /* owned, (nullable) */
  HillHueMark       mark;
  guint             width, height;      /* of the image that the mark is in */
  int               pinned;             /* a bin that stays marked, or -1 */
  gboolean          stale;              /* image or options have changed while the view was not seen */
};

G_DEFINE_FINAL_TYPE (HillHueView, hill_hue_view, GTK_TYPE_WIDGET)

static guint params_changed_signal;

/* What the worker is asked for. */
typedef struct
{
  HillFeatureImage *image;
  HillHueParams     params;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  hill_feature_image_unref (request->image);
  g_free (request);
}

static void
compute (HillJob  *job,
         gpointer  data)
{
  Request *request = data;

  hill_job_post (job, hill_hue_study_new (request->image, &request->params));
}

static void
show_steps (HillHueView *self)
{
  GtkLabel *labels[] = { self->step_1, self->step_2, self->step_3 };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      g_autofree char *text = hill_hue_study_describe_step (self->study, i + 1, (guint) self->mark.x, (guint) self->mark.y);

      gtk_label_set_label (labels[i], text);
      gtk_widget_set_tooltip_text (GTK_WIDGET (labels[i]), text);
    }
}

static void
show_plots (HillHueView *self)
{
  hill_plot_card_take_plot (self->image_card, hill_hue_study_new_image_plot (self->study, &self->mark));
  hill_plot_card_take_plot (self->map_card, hill_hue_study_new_map_plot (self->study, &self->mark));
  hill_plot_card_take_plot (self->histogram_card, hill_hue_study_new_histogram_plot (self->study, &self->mark));
}

static void
show_notes (HillHueView *self)
{
  g_autofree char *grey = hill_hue_study_describe_grey (self->study);
  g_autofree char *length = g_strdup_printf ("%u", hill_hue_study_get_params (self->study)->n_bins);

  gtk_label_set_label (self->grey_note, grey);
  gtk_label_set_label (self->length, length);
}

/* The figure always has a pixel for its example: the middle one, until another is pointed at. */
static void
take_study (HillHueView  *self,
            HillHueStudy *study)
{
  const HillPixels *pixels = &hill_hue_study_get_image (study)->pixels;
  int n_bins = (int) hill_hue_study_get_params (study)->n_bins;

  g_clear_pointer (&self->study, hill_hue_study_unref);
  self->study = study;
  if (self->mark.x < 0 || self->width != pixels->width || self->height != pixels->height)
    {
      self->width = pixels->width;
      self->height = pixels->height;
      self->mark.x = (int) pixels->width / 2;
      self->mark.y = (int) pixels->height / 2;
    }
  self->pinned = self->pinned <= n_bins ? self->pinned : -1;
  self->mark.bin = self->pinned;
  gtk_stack_set_visible_child_name (self->content, "study");
  show_plots (self);
  show_steps (self);
  show_notes (self);
}

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  HillHueStudy *study = hill_job_take_result (job);

  if (study != NULL)
    take_study (user_data, study);
}

static void
cancel_job (HillHueView *self)
{
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
}

static void
update (HillHueView *self)
{
  HillHueParams params;
  Request *request;

  cancel_job (self);
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale)
    return;
  if (self->image == NULL)
    {
      g_clear_pointer (&self->study, hill_hue_study_unref);
      gtk_stack_set_visible_child_name (self->content, "nothing");
      return;
    }
  hill_hue_view_get_params (self, &params);
  if (self->session == NULL || hill_feature_image_is_small (self->image))
    {
      take_study (self, hill_hue_study_new (self->image, &params));
      return;
    }
  request = g_new (Request, 1);
  *request = (Request) { hill_feature_image_ref (self->image), params };
  self->job = hill_session_compute (self->session, compute, request, request_free, (GDestroyNotify) hill_hue_study_unref, on_job, self);
}

static void
on_params_changed (HillHueView *self)
{
  update (self);
  g_signal_emit (self, params_changed_signal, 0);
}

static void
set_mark (HillHueView *self,
          HillHueMark  mark)
{
  gboolean moved = mark.x != self->mark.x || mark.y != self->mark.y;

  if (self->study == NULL || (!moved && mark.bin == self->mark.bin))
    return;
  self->mark = mark;
  show_plots (self);
  if (moved)
    show_steps (self);
}

/* In the image or on the map.  The last pixel stays the example when the pointer leaves. */
static void
on_pixel_hit (HillHueView       *self,
              const HillPlotHit *hit)
{
  if (hit != NULL)
    set_mark (self, (HillHueMark) { -1, (int) hit->index, hit->series });
  else
    set_mark (self, (HillHueMark) { self->pinned, self->mark.x, self->mark.y });
}

static void
on_bin_hit (HillHueView       *self,
            const HillPlotHit *hit)
{
  set_mark (self, (HillHueMark) { hit != NULL ? (int) hit->index : self->pinned, self->mark.x, self->mark.y });
}

static void
on_bin_activated (HillHueView       *self,
                  const HillPlotHit *hit)
{
  self->pinned = self->pinned == (int) hit->index ? -1 : (int) hit->index;
  on_bin_hit (self, hit);
}

static void
on_enlarged (HillPlotCard *card,
             GParamSpec   *pspec,
             HillHueView  *self)
{
  hill_card_grid_follow (self->grid, card);
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  HillHueView *self = HILL_HUE_VIEW (widget);

  if (hill_card_grid_restore (self->grid))
    return GDK_EVENT_STOP;
  if (self->pinned < 0)
    return GDK_EVENT_PROPAGATE;
  self->pinned = -1;
  on_bin_hit (self, NULL);
  return GDK_EVENT_STOP;
}

void
hill_hue_view_set_session (HillHueView *self,
                           HillSession *session)
{
  g_return_if_fail (HILL_IS_HUE_VIEW (self));

  cancel_job (self);
  self->session = session;
}

void
hill_hue_view_set_image (HillHueView      *self,
                         HillFeatureImage *image,
                         const char       *problem)
{
  g_return_if_fail (HILL_IS_HUE_VIEW (self));

  if (image != NULL)
    hill_feature_image_ref (image);
  g_clear_pointer (&self->image, hill_feature_image_unref);
  self->image = image;
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  update (self);
}

void
hill_hue_view_get_params (HillHueView   *self,
                          HillHueParams *params)
{
  g_return_if_fail (HILL_IS_HUE_VIEW (self));

  *params = (HillHueParams) {
    .n_bins = (guint) gtk_spin_button_get_value_as_int (self->n_bins),
    .weight = (HillHueWeight) gtk_drop_down_get_selected (self->weight),
    .grey = (HillHueGrey) gtk_drop_down_get_selected (self->grey),
    .normalize = gtk_check_button_get_active (self->normalize),
  };
}

static void
hill_hue_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hill_hue_view_parent_class)->map (widget);
  if (HILL_HUE_VIEW (widget)->stale)
    update (HILL_HUE_VIEW (widget));
}

static void
hill_hue_view_dispose (GObject *object)
{
  HillHueView *self = HILL_HUE_VIEW (object);
  GtkWidget *child;

  cancel_job (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_HUE_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->study, hill_hue_study_unref);
  g_clear_pointer (&self->image, hill_feature_image_unref);
  G_OBJECT_CLASS (hill_hue_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hue-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HillHueView, n_bins);
  gtk_widget_class_bind_template_child (widget_class, HillHueView, weight);
  gtk_widget_class_bind_template_child (widget_class, HillHueView, grey);
  gtk_widget_class_bind_template_child (widget_class, HillHueView, normalize);
  gtk_widget_class_bind_template_child (widget_class, HillHueView, grey_note);
  gtk_widget_class_bind_template_child (widget_class, HillHueView, length);
  gtk_widget_class_bind_template_child (widget_class, HillHueView, content);
  gtk_widget_class_bind_template_child (widget_class, HillHueView, grid);
  gtk_widget_class_bind_template_child (widget_class, HillHueView, image_card);
  gtk_widget_class_bind_template_child (widget_class, HillHueView, map_card);
  gtk_widget_class_bind_template_child (widget_class, HillHueView, histogram_card);
  gtk_widget_class_bind_template_child (widget_class, HillHueView, step_1);
  gtk_widget_class_bind_template_child (widget_class, HillHueView, step_2);
  gtk_widget_class_bind_template_child (widget_class, HillHueView, step_3);
  gtk_widget_class_bind_template_child (widget_class, HillHueView, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_params_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_enlarged);
}

static void
hill_hue_view_class_init (HillHueViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_hue_view_dispose;
  widget_class->map = hill_hue_view_map;
  g_type_ensure (HILL_TYPE_PLOT_CARD);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  params_changed_signal = g_signal_new ("params-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
}

static void
connect_plot (HillHueView  *self,
              HillPlotCard *card,
              const char   *signal,
              GCallback     callback)
{
  g_signal_connect_object (hill_plot_card_get_view (card), signal, callback, self, G_CONNECT_SWAPPED);
}

static void
hill_hue_view_init (HillHueView *self)
{
  self->mark = (HillHueMark) HILL_HUE_MARK_NONE;
  self->pinned = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  connect_plot (self, self->image_card, "hit", G_CALLBACK (on_pixel_hit));
  connect_plot (self, self->map_card, "hit", G_CALLBACK (on_pixel_hit));
  connect_plot (self, self->histogram_card, "hit", G_CALLBACK (on_bin_hit));
  connect_plot (self, self->histogram_card, "activated", G_CALLBACK (on_bin_activated));
}
