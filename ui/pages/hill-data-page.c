/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the grid lists follows from three things, the data set, the split and the class; whenever one changes, a new list is
 * made, which is cheap. The inspector follows the grid's selection and nothing else. */

#include "hill-data-page.h"

#include "hill-class-filter.h"
#include "hill-inspector.h"
#include "hill-settings.h"
#include "hill-stateful.h"
#include "hill-thumbnail-grid.h"

#include <glib/gi18n.h>

struct _HillDataPage
{
  GtkWidget          parent_instance;
  GtkToggleButton   *train_button;      /* template children, to inspector */
  GtkToggleButton   *test_button;
  GtkDropDown       *class_filter;
  GtkWidget         *skipped_bar;
  GtkMenuButton     *skipped_button;
  GtkListView       *skipped_list;
  GtkAdjustment     *size_adjustment;
  GtkStack          *grid_stack;
  HillThumbnailGrid *grid;
  HillInspector     *inspector;

  HillSession       *session;           /* owned, (nullable) */
  GSettings         *settings;          /* owned, (nullable) */
  HillExampleList   *list;              /* owned, (nullable) */
  gboolean           filling;           /* the controls are being set from the data set, not by a person */
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint selection_changed_signal;

static void hill_data_page_stateful_init (HillStatefulInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HillDataPage, hill_data_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (HILL_TYPE_STATEFUL, hill_data_page_stateful_init))

static HillSplit
hill_data_page_get_split (HillDataPage *self)
{
  /* Of the two, the one that goes off changes first: ask the one whose signal is heard. */
  return gtk_toggle_button_get_active (self->train_button) ? HILL_SPLIT_TRAIN : HILL_SPLIT_TEST;
}

static void
hill_data_page_update_actions (HillDataPage *self)
{
  guint position = hill_thumbnail_grid_get_position (self->grid);
  guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "data.previous", position != GTK_INVALID_LIST_POSITION && position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "data.next", position != GTK_INVALID_LIST_POSITION && position + 1 < n);
}

static void
on_selection_changed (HillDataPage *self)
{
  HillExample *example = hill_thumbnail_grid_get_selected (self->grid);

  if (example != NULL)
    hill_inspector_set_example (self->inspector, hill_example_get_dataset (example), hill_example_get_split (example),
                                hill_example_get_index (example));
  else
    hill_inspector_set_example (self->inspector, NULL, HILL_SPLIT_TRAIN, 0);
  hill_data_page_update_actions (self);
  g_signal_emit (self, selection_changed_signal, 0);
}

static void
hill_data_page_update_list (HillDataPage *self)
{
  HillDataset *dataset = self->session != NULL ? hill_session_get_dataset (self->session) : NULL;
  gboolean empty;

  g_clear_object (&self->list);
  if (dataset != NULL)
    self->list = hill_example_list_new (dataset, hill_data_page_get_split (self), hill_class_filter_get_class (self->class_filter));
  empty = self->list != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0;
  hill_thumbnail_grid_set_list (self->grid, self->list);
  gtk_stack_set_visible_child_name (self->grid_stack, empty ? "empty" : "grid");
  on_selection_changed (self);
}

static void
on_split_toggled (HillDataPage *self)
{
  HillDataset *dataset = self->session != NULL ? hill_session_get_dataset (self->session) : NULL;

  if (self->filling || dataset == NULL)
    return;
  self->filling = TRUE;
  hill_class_filter_set_dataset (self->class_filter, dataset, hill_data_page_get_split (self), TRUE);
  self->filling = FALSE;
  hill_data_page_update_list (self);
}

static void
on_class_selected (HillDataPage *self)
{
  if (!self->filling)
    hill_data_page_update_list (self);
}

static void
on_activated (HillDataPage *self)
{
  hill_inspector_enlarge (self->inspector);
}

static void
on_skipped_setup (GtkSignalListItemFactory *factory,
                  GtkListItem              *item,
                  gpointer                  user_data)
{
  gtk_list_item_set_child (item, g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                               "max-width-chars", 50, NULL));
  gtk_list_item_set_activatable (item, FALSE);
}

static void
on_skipped_bind (GtkSignalListItemFactory *factory,
                 GtkListItem              *item,
                 gpointer                  user_data)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (GTK_STRING_OBJECT (gtk_list_item_get_item (item))));
}

static void
hill_data_page_set_up_skipped (HillDataPage *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_skipped_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_skipped_bind), NULL);
  gtk_list_view_set_factory (self->skipped_list, factory);
}

static void
hill_data_page_update_skipped (HillDataPage *self,
                               HillDataset  *dataset)
{
  gsize n = hill_dataset_get_n_skipped (dataset);
  g_autofree char *label = g_strdup_printf (ngettext ("%zu file skipped", "%zu files skipped", n), n);
  g_autoptr(GtkStringList) sentences = gtk_string_list_new (n > 0 ? (const char * const *) hill_dataset_get_skipped (dataset) : NULL);
  g_autoptr(GtkNoSelection) selection = gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&sentences)));

  gtk_menu_button_set_label (self->skipped_button, label);
  gtk_widget_set_visible (self->skipped_bar, n > 0);
  gtk_list_view_set_model (self->skipped_list, GTK_SELECTION_MODEL (selection));
}

static void
hill_data_page_update_split_buttons (HillDataPage *self,
                                     HillDataset  *dataset)
{
  gsize n_train = hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN);
  gsize n_test = hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST);
  /* Translators: the number is that of the examples in the set */
  g_autofree char *train = g_strdup_printf (_("Trai_ning set: %'zu"), n_train);
  /* Translators: the number is that of the examples in the set */
  g_autofree char *test = g_strdup_printf (_("Te_st set: %'zu"), n_test);

  gtk_button_set_label (GTK_BUTTON (self->train_button), train);
  gtk_button_set_label (GTK_BUTTON (self->test_button), test);
  gtk_widget_set_sensitive (GTK_WIDGET (self->test_button), n_test > 0);
  gtk_toggle_button_set_active (self->train_button, TRUE);
}

/* A new data set: all controls as they are at the beginning. */
static void
on_loaded (HillDataPage *self)
{
  HillDataset *dataset = hill_session_get_dataset (self->session);

  if (dataset == NULL)
    return;
  self->filling = TRUE;
  hill_data_page_update_split_buttons (self, dataset);
  hill_class_filter_set_dataset (self->class_filter, dataset, HILL_SPLIT_TRAIN, FALSE);
  hill_data_page_update_skipped (self, dataset);
  self->filling = FALSE;
  hill_data_page_update_list (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
on_previous (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  HillDataPage *self = HILL_DATA_PAGE (widget);

  hill_thumbnail_grid_select (self->grid, hill_thumbnail_grid_get_position (self->grid) - 1);
}

static void
on_next (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  HillDataPage *self = HILL_DATA_PAGE (widget);

  hill_thumbnail_grid_select (self->grid, hill_thumbnail_grid_get_position (self->grid) + 1);
}

static void
on_resize (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  HillDataPage *self = HILL_DATA_PAGE (widget);
  int direction = g_variant_get_int32 (parameter);

  if (direction != 0)
    hill_thumbnail_grid_zoom (self->grid, direction);
  else
    g_object_set (self->grid, "thumbnail-size", 64, NULL);
}

static void
hill_data_page_set_session (HillDataPage *self,
                            HillSession  *session)
{
  if (!g_set_object (&self->session, session))
    return;
  g_signal_connect_object (session, "loaded", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
  on_loaded (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SESSION]);
}

static void
hill_data_page_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, HILL_DATA_PAGE (object)->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hill_data_page_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      hill_data_page_set_session (HILL_DATA_PAGE (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

void
hill_data_page_focus_grid (HillDataPage *self)
{
  g_return_if_fail (HILL_IS_DATA_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

HillExample *
hill_data_page_get_selected (HillDataPage *self)
{
  g_return_val_if_fail (HILL_IS_DATA_PAGE (self), NULL);

  return hill_thumbnail_grid_get_selected (self->grid);
}

/* The place among what is listed: split and class are controls. */
static void
hill_data_page_save_state (HillStateful *stateful,
                           GHashTable   *values)
{
  guint position = hill_thumbnail_grid_get_position (HILL_DATA_PAGE (stateful)->grid);

  hill_values_put_number (values, "example", position == GTK_INVALID_LIST_POSITION ? 0 : position);
}

static gboolean
hill_data_page_restore_state (HillStateful *stateful,
                              GHashTable   *values)
{
  HillDataPage *self = HILL_DATA_PAGE (stateful);
  guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  guint position = (guint) hill_values_get_number (values, "example", 0, G_MAXINT, 0);

  if (position >= n)
    return FALSE;
  hill_thumbnail_grid_select (self->grid, position);
  return TRUE;
}

static void
hill_data_page_stateful_init (HillStatefulInterface *iface)
{
  iface->save_state = hill_data_page_save_state;
  iface->restore_state = hill_data_page_restore_state;
}

static void
hill_data_page_dispose (GObject *object)
{
  HillDataPage *self = HILL_DATA_PAGE (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), HILL_TYPE_DATA_PAGE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->list);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hill_data_page_parent_class)->dispose (object);
}

static void
hill_data_page_bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/downhill/Downhill/ui/hill-data-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HillDataPage, train_button);
  gtk_widget_class_bind_template_child (widget_class, HillDataPage, test_button);
  gtk_widget_class_bind_template_child (widget_class, HillDataPage, class_filter);
  gtk_widget_class_bind_template_child (widget_class, HillDataPage, skipped_bar);
  gtk_widget_class_bind_template_child (widget_class, HillDataPage, skipped_button);
  gtk_widget_class_bind_template_child (widget_class, HillDataPage, skipped_list);
  gtk_widget_class_bind_template_child (widget_class, HillDataPage, size_adjustment);
  gtk_widget_class_bind_template_child (widget_class, HillDataPage, grid_stack);
  gtk_widget_class_bind_template_child (widget_class, HillDataPage, grid);
  gtk_widget_class_bind_template_child (widget_class, HillDataPage, inspector);
  gtk_widget_class_bind_template_callback (widget_class, on_split_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
hill_data_page_add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "data.previous", NULL, on_previous);
  gtk_widget_class_install_action (widget_class, "data.next", NULL, on_next);
  gtk_widget_class_install_action (widget_class, "data.resize-thumbnails", "i", on_resize);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "data.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "data.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, "data.resize-thumbnails", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_equal, GDK_CONTROL_MASK, "data.resize-thumbnails", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Add, GDK_CONTROL_MASK, "data.resize-thumbnails", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK, "data.resize-thumbnails", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "data.resize-thumbnails", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, GDK_CONTROL_MASK, "data.resize-thumbnails", "i", 0);
}

static void
hill_data_page_class_init (HillDataPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_data_page_get_property;
  object_class->set_property = hill_data_page_set_property;
  object_class->dispose = hill_data_page_dispose;

  props[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HILL_TYPE_SESSION,
                                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  selection_changed_signal = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);

  g_type_ensure (HILL_TYPE_THUMBNAIL_GRID);
  g_type_ensure (HILL_TYPE_INSPECTOR);
  hill_data_page_bind_template (widget_class);
  hill_data_page_add_keys (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static gboolean
size_to_value (GBinding     *binding,
               const GValue *from,
               GValue       *to,
               gpointer      user_data)
{
  g_value_set_double (to, g_value_get_int (from));
  return TRUE;
}

static gboolean
value_to_size (GBinding     *binding,
               const GValue *from,
               GValue       *to,
               gpointer      user_data)
{
  g_value_set_int (to, g_value_get_double (from) + 0.5);
  return TRUE;
}

static void
hill_data_page_init (HillDataPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hill_class_filter_set_up (self->class_filter);
  hill_data_page_set_up_skipped (self);
  g_signal_connect_object (self->class_filter, "notify::selected", G_CALLBACK (on_class_selected), self, G_CONNECT_SWAPPED);
  g_object_bind_property_full (self->grid, "thumbnail-size", self->size_adjustment, "value",
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, size_to_value, value_to_size, NULL, NULL);
  self->settings = hill_settings_new ();
  if (self->settings != NULL)
    g_settings_bind (self->settings, "thumbnail-size", self->grid, "thumbnail-size", G_SETTINGS_BIND_DEFAULT);
  hill_data_page_update_actions (self);
}
