/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The window is a frame around the pages: it opens data sets, shows that one is loading, says what went wrong, and switches pages.
 * What a page shows it takes from the session itself. Nothing here waits: loading is the session's affair. */

#include "hill-window.h"

#include "hill-data-page.h"
#include "hill-features-page.h"
#include "hill-descent-page.h"
#include "hill-export-dialog.h"
#include "hill-frame-log.h"
#include "hill-gradient-page.h"
#include "hill-loss-page.h"
#include "hill-lost-bar.h"
#include "hill-open-menu.h"
#include "hill-plot-actions.h"
#include "hill-training-page.h"
#include "hill-window-drop.h"
#include "hill-window-file.h"
#include "hill-window-size.h"

#include <glib/gi18n.h>

#define LOADING_DELAY 150               /* milliseconds: what loads faster than this does not flash a progress bar */
#define PULSE_INTERVAL 100

struct _HillWindow
{
  GtkApplicationWindow  parent_instance;
  GtkMenuButton        *open_button;    /* template children, to loading_bar */
  GtkLabel             *name_label;
  GtkLabel             *summary_label;
  GtkWidget            *switcher;
  HillLostBar          *lost_bar;
  GtkRevealer          *banner;
  GtkLabel             *banner_label;
  GtkWidget            *drop_frame;
  GtkStack             *content;
  GtkStack             *pages;
  HillDataPage         *data_page;
  HillFeaturesPage     *features_page;
  GtkBox               *loss_place;
  GtkBox               *gradient_place;
  GtkBox               *descent_place;
  HillTrainingPage     *training_page;
  GtkWidget            *loading_box;
  GtkLabel             *loading_label;
  GtkProgressBar       *loading_bar;
  GtkWidget            *cancel_button;

  HillSession          *session;        /* owned */
  HillViewState        *state;          /* owned: what the pages show */
  HillWindowFile       *file;           /* owned: the experiment and its file */
  GtkFileChooserNative *chooser;        /* owned, (nullable): while it is open */
  guint                 delay_id;
  guint                 pulse_id;
};

G_DEFINE_FINAL_TYPE (HillWindow, hill_window, GTK_TYPE_APPLICATION_WINDOW)

static void
hill_window_dismiss (HillWindow *self)
{
  gtk_revealer_set_reveal_child (self->banner, FALSE);
}

static void
hill_window_complain (HillWindow *self,
                      const char *message)
{
  gtk_label_set_label (self->banner_label, message);
  gtk_revealer_set_reveal_child (self->banner, TRUE);
}

static void
hill_window_update_content (HillWindow *self)
{
  const char *name = "pages";

  if (hill_session_get_dataset (self->session) == NULL)
    name = hill_session_get_loading (self->session) ? "blank" : "empty";
  gtk_stack_set_visible_child_name (self->content, name);
  gtk_widget_set_visible (self->switcher, g_str_equal (name, "pages"));
}

static gboolean
on_pulse (gpointer user_data)
{
  HillWindow *self = user_data;

  if (hill_session_get_loading_progress (self->session) < 0)
    gtk_progress_bar_pulse (self->loading_bar);
  return G_SOURCE_CONTINUE;
}

static void
on_progress (HillWindow *self)
{
  double progress = hill_session_get_loading_progress (self->session);

  if (progress >= 0)
    gtk_progress_bar_set_fraction (self->loading_bar, MIN (progress, 1.0));
}

static gboolean
show_loading (gpointer user_data)
{
  HillWindow *self = user_data;

  self->delay_id = 0;
  self->pulse_id = g_timeout_add (PULSE_INTERVAL, on_pulse, self);
  on_progress (self);
  gtk_widget_set_visible (self->loading_box, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->content), FALSE);
  gtk_widget_grab_focus (self->cancel_button);
  return G_SOURCE_REMOVE;
}

static void
hill_window_hide_loading (HillWindow *self)
{
  gboolean shown = gtk_widget_get_visible (self->loading_box);

  g_clear_handle_id (&self->delay_id, g_source_remove);
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  gtk_widget_set_visible (self->loading_box, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->content), TRUE);
  /* The keyboard was at the button for cancelling. */
  if (shown)
    gtk_widget_child_focus (GTK_WIDGET (self->content), GTK_DIR_TAB_FORWARD);
  if (shown && gtk_widget_get_mapped (GTK_WIDGET (self->data_page)))
    hill_data_page_focus_grid (self->data_page);
}

static void
on_loading_changed (HillWindow *self)
{
  gboolean loading = hill_session_get_loading (self->session);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "cancel-loading")), loading);
  hill_window_update_content (self);
  if (!loading)
    hill_window_hide_loading (self);
  else if (self->delay_id == 0 && self->pulse_id == 0)
    self->delay_id = g_timeout_add (LOADING_DELAY, show_loading, self);
}

/* The page that looks at one image follows the one chosen among the data. */
static void
on_example_selected (HillWindow *self)
{
  HillExample *example = hill_data_page_get_selected (self->data_page);

  if (example != NULL)
    hill_features_page_set_example (self->features_page, hill_example_get_dataset (example), hill_example_get_split (example),
                                    hill_example_get_index (example));
  else
    hill_features_page_set_example (self->features_page, NULL, HILL_SPLIT_TRAIN, 0);
}

/* "60,000 + 10,000 images in 10 classes" */
static char *
count (HillDataset *dataset)
{
  gsize n_train = hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN);
  gsize n_test = hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST);

  if (hill_dataset_has_images (dataset))
    return g_strdup_printf (_("%'zu + %'zu images, %u classes"), n_train, n_test, hill_dataset_get_n_classes (dataset));
  return g_strdup_printf (_("%'zu + %'zu points, %u classes"), n_train, n_test, hill_dataset_get_n_classes (dataset));
}

/* The name of the experiment, or that of the data set where it has none; a dot before it says that it is not saved. */
static void
on_file_changed (GtkWindow *window)
{
  HillWindow *self = HILL_WINDOW (window);
  HillDataset *dataset = hill_session_get_dataset (self->session);
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *counts = NULL;
  g_autofree char *summary = NULL;

  if (dataset == NULL)
    return;
  counts = count (dataset);
  name = hill_window_file_dup_title (self->file, hill_dataset_get_name (dataset));
  title = g_strdup_printf (_("%s – Downhill"), name);
  gtk_window_set_title (window, title);
  gtk_label_set_label (self->name_label, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_label), name);
  if (hill_window_file_is_named (self->file))
    summary = g_strdup_printf ("%s: %s", hill_dataset_get_name (dataset), counts);
  gtk_label_set_label (self->summary_label, summary != NULL ? summary : counts);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary_label), summary != NULL ? summary : counts);
}

static void
on_loaded (HillWindow *self)
{
  HillDataset *dataset = hill_session_get_dataset (self->session);

  if (g_path_is_absolute (hill_dataset_get_spec (dataset)))
    hill_open_menu_remember (hill_dataset_get_spec (dataset));
  hill_window_update_content (self);
}

static void
on_failed (HillWindow *self,
           const char *message)
{
  hill_window_complain (self, message);
  hill_window_update_content (self);
}

static void
on_file_problem (GtkWindow  *window,
                 const char *message)
{
  hill_window_complain (HILL_WINDOW (window), message);
}

/* A picture without an experiment in it: its features are looked at. */
static void
on_image (GtkWindow  *window,
          const char *path)
{
  HillWindow *self = HILL_WINDOW (window);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  gtk_stack_set_visible_child_name (self->pages, "features");
  hill_features_page_open (self->features_page, file);
}

static void
hill_window_open_file (HillWindow *self,
                       GFile      *file)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;

  if (path != NULL)
    {
      hill_window_open (self, path);
      return;
    }
  name = g_file_get_parse_name (file);
  message = g_strdup_printf (_("%s is not on this computer. Copy it here first, then open the copy."), name);
  hill_window_complain (self, message);
}

static void
on_chosen (GtkFileChooserNative *chooser,
           int                   response,
           HillWindow           *self)
{
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_clear_object (&self->chooser);
  if (file != NULL)
    hill_window_open_file (self, file);
}

static void
hill_window_choose (HillWindow           *self,
                    const char           *title,
                    GtkFileChooserAction  action)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, _("_Open"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_open (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  hill_window_choose (user_data, _("Open an Experiment or a Data Set"), GTK_FILE_CHOOSER_ACTION_OPEN);
}

static void
on_open_folder (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  hill_window_choose (user_data, _("Open a Folder"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER);
}

static void
on_load (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  hill_window_open (user_data, g_variant_get_bytestring (parameter));
}

static void
on_load_scenes (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  hill_window_open (user_data, "scenes");
}

static void
on_cancel_loading (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hill_session_cancel_loading (HILL_WINDOW (user_data)->session);
}

static void
on_dismiss (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hill_window_dismiss (user_data);
}

static void
on_export_page (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  hill_export_dialog_show_page (user_data);
}

static const GActionEntry actions[] = {
  { .name = "open", .activate = on_open },
  { .name = "open-folder", .activate = on_open_folder },
  { .name = "load", .activate = on_load, .parameter_type = "ay" },
  { .name = "load-scenes", .activate = on_load_scenes },
  { .name = "cancel-loading", .activate = on_cancel_loading },
  { .name = "dismiss", .activate = on_dismiss },
  { .name = "export-page", .activate = on_export_page },
};

/* Escape ends what is in the way: the loading first, then the message. */
static gboolean
on_escape (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  HillWindow *self = HILL_WINDOW (widget);

  if (hill_session_get_loading (self->session))
    hill_session_cancel_loading (self->session);
  else if (gtk_revealer_get_reveal_child (self->banner))
    hill_window_dismiss (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* Where one image is looked at, a file is an image; a folder is a data set everywhere, and an experiment an experiment. */
static void
on_dropped (GtkWidget *widget,
            GFile     *file)
{
  HillWindow *self = HILL_WINDOW (widget);
  const char *path = g_file_peek_path (file);
  gboolean is_folder = g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY;

  if (gtk_widget_get_mapped (GTK_WIDGET (self->features_page)) && !is_folder && !(path != NULL && hill_window_file_takes (path)))
    hill_features_page_open (self->features_page, file);
  else
    hill_window_open_file (self, file);
}

static void
hill_window_unrealize (GtkWidget *widget)
{
  hill_window_size_save (GTK_WINDOW (widget));
  GTK_WIDGET_CLASS (hill_window_parent_class)->unrealize (widget);
}

/* In a window where something has been done already it does not take the place of that. */
static void
on_restore (HillWindow *self)
{
  HillLost *lost = hill_lost_bar_take (self->lost_bar);
  HillWindow *window = self;

  if (lost == NULL)
    return;
  if (!hill_window_file_is_untouched (self->file))
    window = hill_window_new (gtk_window_get_application (GTK_WINDOW (self)));
  hill_window_file_restore (window->file, g_steal_pointer (&lost->experiment), lost->copy);
  gtk_window_present (GTK_WINDOW (window));
  hill_lost_free (lost);
}

static gboolean
hill_window_close_request (GtkWindow *window)
{
  if (!hill_window_file_close (HILL_WINDOW (window)->file))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (hill_window_parent_class)->close_request (window);
}

static void
hill_window_dispose (GObject *object)
{
  HillWindow *self = HILL_WINDOW (object);

  g_clear_handle_id (&self->delay_id, g_source_remove);
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  g_clear_object (&self->chooser);
  if (self->session != NULL)
    hill_session_shut_down (self->session);
  g_clear_pointer (&self->file, hill_window_file_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), HILL_TYPE_WINDOW);
  g_clear_pointer (&self->state, hill_view_state_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hill_window_parent_class)->dispose (object);
}

static void
hill_window_class_init (HillWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_window_dispose;
  widget_class->unrealize = hill_window_unrealize;
  GTK_WINDOW_CLASS (klass)->close_request = hill_window_close_request;

  g_type_ensure (HILL_TYPE_DATA_PAGE);
  g_type_ensure (HILL_TYPE_LOST_BAR);
  g_type_ensure (HILL_TYPE_FEATURES_PAGE);
  g_type_ensure (HILL_TYPE_TRAINING_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hill-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HillWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, name_label);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, summary_label);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, lost_bar);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, banner);
  gtk_widget_class_bind_template_callback (widget_class, on_restore);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, drop_frame);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, content);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, data_page);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, features_page);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, loss_place);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, gradient_place);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, descent_place);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, training_page);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, loading_box);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, loading_label);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, loading_bar);
  gtk_widget_class_bind_template_child (widget_class, HillWindow, cancel_button);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}

static void
hill_window_add_actions (HillWindow *self)
{
  g_autoptr(GPropertyAction) page = g_property_action_new ("page", self->pages, "visible-child-name");

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (page));
}

/* @place is shown for the first time: its page is made. */
static void
on_place_mapped (GtkWidget  *place,
                 HillWindow *self)
{
  GType type = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (place), "page"));

  if (gtk_widget_get_first_child (place) != NULL)
    return;
  gtk_box_append (GTK_BOX (place), g_object_new (type, "session", self->session, "hexpand", TRUE, "vexpand", TRUE, NULL));
  hill_view_state_add_page (self->state, gtk_stack_get_visible_child_name (self->pages), gtk_widget_get_first_child (place));
}

/* Pages of many parts, which the first frame need not wait for. */
static void
hill_window_build_later (HillWindow *self,
                         GtkBox     *place,
                         GType       type)
{
  g_object_set_data (G_OBJECT (place), "page", GSIZE_TO_POINTER (type));
  g_signal_connect (place, "map", G_CALLBACK (on_place_mapped), self);
}

static void
hill_window_add_file (HillWindow *self)
{
  self->state = hill_view_state_new ();
  hill_view_state_add_page (self->state, "data", GTK_WIDGET (self->data_page));
  hill_view_state_add_page (self->state, "features", GTK_WIDGET (self->features_page));
  hill_view_state_add_page (self->state, "training", GTK_WIDGET (self->training_page));
  self->file = hill_window_file_new (&(HillWindowParts) {
    .window = GTK_WINDOW (self), .session = self->session, .state = self->state, .pages = self->pages,
    .complain = on_file_problem, .show_image = on_image, .changed = on_file_changed,
  });
  hill_plot_actions_set_recipe_func (GTK_WINDOW (self), (HillRecipeFunc) hill_window_file_dup_text, self->file);
}

static void
hill_window_init (HillWindow *self)
{
  g_autoptr(GMenuModel) menu = NULL;

  self->session = hill_session_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hill_window_add_actions (self);
  menu = hill_open_menu_new ();
  gtk_menu_button_set_menu_model (self->open_button, menu);
  hill_window_accept_drops (GTK_WIDGET (self), self->drop_frame, on_dropped);
  hill_window_size_restore (GTK_WINDOW (self));
  hill_frame_log_watch (GTK_WINDOW (self));

  g_signal_connect_object (self->session, "loaded", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::loading", G_CALLBACK (on_loading_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::loading-progress", G_CALLBACK (on_progress), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->data_page, "selection-changed", G_CALLBACK (on_example_selected), self, G_CONNECT_SWAPPED);
  g_object_set (self->data_page, "session", self->session, NULL);
  g_object_set (self->features_page, "session", self->session, NULL);
  hill_window_build_later (self, self->loss_place, HILL_TYPE_LOSS_PAGE);
  hill_window_build_later (self, self->gradient_place, HILL_TYPE_GRADIENT_PAGE);
  hill_window_build_later (self, self->descent_place, HILL_TYPE_DESCENT_PAGE);
  g_object_set (self->training_page, "session", self->session, NULL);
  hill_plot_actions_set_step_source (GTK_WIDGET (self->training_page), &hill_session_step_funcs, self->session);
  hill_window_add_file (self);
  on_loading_changed (self);
}

HillWindow *
hill_window_new (GtkApplication *application)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  return g_object_new (HILL_TYPE_WINDOW, "application", application, NULL);
}

void
hill_window_open (HillWindow *self,
                  const char *spec)
{
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (HILL_IS_WINDOW (self));
  g_return_if_fail (spec != NULL);

  if (hill_window_file_takes (spec))
    {
      hill_window_dismiss (self);
      hill_window_file_open (self->file, spec);
      return;
    }
  name = hill_open_menu_dup_label (spec);
  label = g_strdup_printf (_("Loading %s …"), name);
  gtk_label_set_label (self->loading_label, label);
  hill_window_dismiss (self);
  hill_session_load (self->session, spec, NULL);
}

HillSession *
hill_window_get_session (HillWindow *self)
{
  g_return_val_if_fail (HILL_IS_WINDOW (self), NULL);

  return self->session;
}

HillWindowFile *
hill_window_get_file (HillWindow *self)
{
  g_return_val_if_fail (HILL_IS_WINDOW (self), NULL);

  return self->file;
}

void
hill_window_offer_lost (HillWindow *self)
{
  g_return_if_fail (HILL_IS_WINDOW (self));

  hill_lost_bar_look (self->lost_bar);
}
