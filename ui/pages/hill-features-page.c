/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The page says which image is looked at: an example of the data set, or a file, which is decoded on the worker.  Its views look at it
 * when they are seen. */

#include "hill-features-page.h"

#include "hill-compare-view.h"
#include "hill-hog-view.h"
#include "hill-hue-view.h"
#include "hill-stateful.h"
#include "hill-thumbnail.h"

#include <glib/gi18n.h>

struct _HillFeaturesPage
{
  GtkWidget             parent_instance;
  GtkLabel             *image_name;     /* template children, to compare_view */
  GtkLabel             *image_size;
  GtkWidget            *back;
  GtkRevealer          *banner;
  GtkLabel             *banner_label;
  HillHueView          *hue_view;
  HillHogView          *hog_view;
  HillCompareView      *compare_view;

  HillSession          *session;        /* owned, (nullable) */
  HillDataset          *dataset;        /* owned, (nullable): of the example */
  HillSplit             split;
  gsize                 index;
  gboolean              shows_file;     /* a file is looked at, not the example */
  char                 *path;           /* owned, (nullable): of the file, also while it is decoded */
  HillJob              *job;            /* owned, (nullable): decodes a file */
  GtkFileChooserNative *chooser;        /* owned, (nullable): while it is open */
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void hill_features_page_stateful_init (HillStatefulInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HillFeaturesPage, hill_features_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (HILL_TYPE_STATEFUL, hill_features_page_stateful_init))

static void
complain (HillFeaturesPage *self,
          const char       *message)
{
  if (message != NULL)
    gtk_label_set_label (self->banner_label, message);
  gtk_revealer_set_reveal_child (self->banner, message != NULL);
}

static void
on_dismiss (HillFeaturesPage *self)
{
  complain (self, NULL);
}

static void
update_actions (HillFeaturesPage *self)
{
  gboolean has_images = self->dataset != NULL && hill_dataset_has_images (self->dataset);
  gsize n = has_images ? hill_dataset_get_n_examples (self->dataset, self->split) : 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "features.previous", has_images && !self->shows_file && self->index > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "features.next", has_images && !self->shows_file && self->index + 1 < n);
  gtk_widget_set_visible (self->back, self->shows_file && has_images);
}

static void
show_image (HillFeaturesPage *self,
            HillFeatureImage *image)
{
  const char *problem = _("Points have no pixels, and so no hues and no gradients. Open an image, or a data set of images.");
  g_autofree char *size = image != NULL ? hill_feature_image_describe_size (image) : g_strdup ("");

  gtk_label_set_label (self->image_name, image != NULL ? image->name : "");
  gtk_label_set_label (self->image_size, size);
  hill_hue_view_set_image (self->hue_view, image, problem);
  hill_hog_view_set_image (self->hog_view, image, problem);
  update_actions (self);
}

static void
cancel_job (HillFeaturesPage *self)
{
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
}

static void
show_example (HillFeaturesPage *self)
{
  g_autoptr(HillFeatureImage) image = NULL;

  cancel_job (self);
  g_clear_pointer (&self->path, g_free);
  self->shows_file = FALSE;
  complain (self, NULL);
  if (self->dataset != NULL && hill_dataset_has_images (self->dataset))
    {
      g_autofree char *name = hill_thumbnail_dup_name (self->dataset, self->split, self->index);

      image = hill_feature_image_new_from_example (self->dataset, self->split, self->index, name);
    }
  show_image (self, image);
}

static void
on_back (HillFeaturesPage *self)
{
  show_example (self);
}

static void
decode (HillJob  *job,
        gpointer  path)
{
  GError *error = NULL;
  HillFeatureImage *image = hill_feature_image_load (path, hill_job_get_progress (job), &error);

  if (image != NULL)
    hill_job_post (job, image);
  else
    hill_job_fail (job, error);
}

static void
on_decoded (HillJob  *job,
            gpointer  user_data)
{
  HillFeaturesPage *self = user_data;
  g_autoptr(HillFeatureImage) image = hill_job_take_result (job);

  if (image != NULL)
    {
      self->shows_file = TRUE;
      complain (self, NULL);
      show_image (self, image);
    }
  else if (hill_job_get_message (job) != NULL)
    complain (self, hill_job_get_message (job));
}

void
hill_features_page_open (HillFeaturesPage *self,
                         GFile            *file)
{
  const char *path;

  g_return_if_fail (HILL_IS_FEATURES_PAGE (self));

  path = g_file_peek_path (file);
  if (path == NULL)
    {
      g_autofree char *name = g_file_get_parse_name (file);
      g_autofree char *message = g_strdup_printf (_("%s is not on this computer. Copy it here first, then open the copy."), name);

      complain (self, message);
    }
  else if (self->session != NULL)
    {
      cancel_job (self);
      g_free (self->path);
      self->path = g_strdup (path);
      self->job = hill_session_compute (self->session, decode, g_strdup (path), g_free, (GDestroyNotify) hill_feature_image_unref,
                                        on_decoded, self);
    }
}

static void
on_chosen (GtkFileChooserNative *chooser,
           int                   response,
           HillFeaturesPage     *self)
{
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_clear_object (&self->chooser);
  if (file != NULL)
    hill_features_page_open (self, file);
}

static void
on_open (HillFeaturesPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Open an Image"), window, GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
go (HillFeaturesPage *self,
    int               direction)
{
  if (self->dataset == NULL || (direction < 0 && self->index == 0)
      || (direction > 0 && self->index + 1 >= hill_dataset_get_n_examples (self->dataset, self->split)))
    return;
  self->index = direction < 0 ? self->index - 1 : self->index + 1;
  show_example (self);
}

static void
on_previous (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  go (HILL_FEATURES_PAGE (widget), -1);
}

static void
on_next (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  go (HILL_FEATURES_PAGE (widget), 1);
}

static void
on_params_changed (HillFeaturesPage *self)
{
  HillHueParams hue;
  HillHogParams hog;

  hill_hue_view_get_params (self->hue_view, &hue);
  hill_hog_view_get_params (self->hog_view, &hog);
  hill_compare_view_set_params (self->compare_view, &hue, &hog);
}

static void
on_loaded (HillFeaturesPage *self)
{
  hill_compare_view_update (self->compare_view);
}

void
hill_features_page_set_example (HillFeaturesPage *self,
                                HillDataset      *dataset,
                                HillSplit         split,
                                gsize             index)
{
  g_return_if_fail (HILL_IS_FEATURES_PAGE (self));

  if (dataset != NULL)
    hill_dataset_ref (dataset);
  g_clear_pointer (&self->dataset, hill_dataset_unref);
  self->dataset = dataset;
  self->split = split;
  self->index = index;
  show_example (self);
}

static void
hill_features_page_set_session (HillFeaturesPage *self,
                                HillSession      *session)
{
  if (!g_set_object (&self->session, session))
    return;
  hill_hue_view_set_session (self->hue_view, session);
  hill_hog_view_set_session (self->hog_view, session);
  hill_compare_view_set_session (self->compare_view, session);
  g_signal_connect_object (session, "loaded", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
  on_loaded (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SESSION]);
}

static void
hill_features_page_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, HILL_FEATURES_PAGE (object)->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hill_features_page_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      hill_features_page_set_session (HILL_FEATURES_PAGE (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* Which image is looked at. */
static void
hill_features_page_save_state (HillStateful *stateful,
                               GHashTable   *values)
{
  HillFeaturesPage *self = HILL_FEATURES_PAGE (stateful);

  hill_values_put_number (values, "split", self->split);
  hill_values_put_number (values, "image", (double) self->index);
  hill_values_put (values, "file", self->path != NULL ? self->path : "");
}

static gboolean
hill_features_page_restore_state (HillStateful *stateful,
                                  GHashTable   *values)
{
  HillFeaturesPage *self = HILL_FEATURES_PAGE (stateful);
  const char *path = hill_values_get (values, "file");
  HillSplit split = (HillSplit) hill_values_get_number (values, "split", HILL_SPLIT_TRAIN, HILL_SPLIT_TEST, HILL_SPLIT_TRAIN);
  gsize index = (gsize) hill_values_get_number (values, "image", 0, G_MAXINT, 0);

  if (self->dataset == NULL)
    return FALSE;
  if (index < hill_dataset_get_n_examples (self->dataset, split))
    {
      self->split = split;
      self->index = index;
      show_example (self);
    }
  if (path != NULL && g_path_is_absolute (path))
    {
      g_autoptr(GFile) file = g_file_new_for_path (path);

      hill_features_page_open (self, file);
    }
  return TRUE;
}

static void
hill_features_page_stateful_init (HillStatefulInterface *iface)
{
  iface->save_state = hill_features_page_save_state;
  iface->restore_state = hill_features_page_restore_state;
}

static void
hill_features_page_dispose (GObject *object)
{
  HillFeaturesPage *self = HILL_FEATURES_PAGE (object);
  GtkWidget *child;

  cancel_job (self);
  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_FEATURES_PAGE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->dataset, hill_dataset_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hill_features_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/features-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HillFeaturesPage, image_name);
  gtk_widget_class_bind_template_child (widget_class, HillFeaturesPage, image_size);
  gtk_widget_class_bind_template_child (widget_class, HillFeaturesPage, back);
  gtk_widget_class_bind_template_child (widget_class, HillFeaturesPage, banner);
  gtk_widget_class_bind_template_child (widget_class, HillFeaturesPage, banner_label);
  gtk_widget_class_bind_template_child (widget_class, HillFeaturesPage, hue_view);
  gtk_widget_class_bind_template_child (widget_class, HillFeaturesPage, hog_view);
  gtk_widget_class_bind_template_child (widget_class, HillFeaturesPage, compare_view);
  gtk_widget_class_bind_template_callback (widget_class, on_dismiss);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
}

static void
hill_features_page_class_init (HillFeaturesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_features_page_get_property;
  object_class->set_property = hill_features_page_set_property;
  object_class->dispose = hill_features_page_dispose;

  props[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HILL_TYPE_SESSION,
                                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (HILL_TYPE_HUE_VIEW);
  g_type_ensure (HILL_TYPE_HOG_VIEW);
  g_type_ensure (HILL_TYPE_COMPARE_VIEW);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "features.previous", NULL, on_previous);
  gtk_widget_class_install_action (widget_class, "features.next", NULL, on_next);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "features.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "features.next", NULL);
}

static void
hill_features_page_init (HillFeaturesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->hue_view, "params-changed", G_CALLBACK (on_params_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hog_view, "params-changed", G_CALLBACK (on_params_changed), self, G_CONNECT_SWAPPED);
  update_actions (self);
}
