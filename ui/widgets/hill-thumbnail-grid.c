/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* GtkGridView keeps cells for some thirty rows, as many to a row as its maximum of columns: that maximum follows the width,
 * so that there are no more cells than the screen can show several times over.  The number of columns is set from an idle
 * callback, because a size allocation is no place to ask for another one. */

#include "hill-thumbnail-grid.h"

#include "hill-thumbnail.h"

#include <glib/gi18n.h>

/* As in style.css, both sides together. */
#define CELL_PADDING 6                  /* around a thumbnail */
#define VIEW_PADDING 12                 /* around all of them */

struct _HillThumbnailGrid
{
  GtkWidget           parent_instance;
  GtkWidget          *scrolled;
  GtkGridView        *view;
  GtkSingleSelection *selection;        /* owned */
  GPtrArray          *cells;            /* owned, of HillThumbnail, unowned: those alive */
  int                 thumbnail_size;
  double              scroll_rest;
  guint               columns_idle;
};

enum
{
  PROP_THUMBNAIL_SIZE = 1,
  N_PROPS
};

enum
{
  SELECTION_CHANGED,
  ACTIVATED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HillThumbnailGrid, hill_thumbnail_grid, GTK_TYPE_WIDGET)

static void
on_cell_destroyed (GtkWidget         *thumbnail,
                   HillThumbnailGrid *self)
{
  if (self->cells != NULL)
    g_ptr_array_remove_fast (self->cells, thumbnail);
}

/* Cells are known by their own end: a list item has let go of its child by the time it is torn down. */
static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          HillThumbnailGrid        *self)
{
  HillThumbnail *thumbnail = g_object_new (HILL_TYPE_THUMBNAIL, "halign", GTK_ALIGN_CENTER, NULL);

  hill_thumbnail_set_size (thumbnail, self->thumbnail_size);
  g_ptr_array_add (self->cells, thumbnail);
  g_signal_connect_object (thumbnail, "destroy", G_CALLBACK (on_cell_destroyed), self, 0);
  gtk_list_item_set_child (item, GTK_WIDGET (thumbnail));
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         HillThumbnailGrid        *self)
{
  HillExample *example = gtk_list_item_get_item (item);
  GtkWidget *thumbnail = gtk_list_item_get_child (item);
  GtkWidget *cell = gtk_widget_get_parent (thumbnail);
  g_autofree char *name = hill_thumbnail_dup_name (hill_example_get_dataset (example), hill_example_get_split (example),
                                                   hill_example_get_index (example));

  hill_thumbnail_set_example (HILL_THUMBNAIL (thumbnail), hill_example_get_dataset (example), hill_example_get_split (example),
                              hill_example_get_index (example));
  /* The cell has the focus, so it is what a screen reader reads. */
  if (cell != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_unbind (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           HillThumbnailGrid        *self)
{
  hill_thumbnail_set_example (HILL_THUMBNAIL (gtk_list_item_get_child (item)), NULL, HILL_SPLIT_TRAIN, 0);
}

static GtkListItemFactory *
hill_thumbnail_grid_new_factory (HillThumbnailGrid *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, 0);
  return factory;
}

static guint
hill_thumbnail_grid_count_columns (HillThumbnailGrid *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)) - VIEW_PADDING;

  return CLAMP (width / (self->thumbnail_size + CELL_PADDING), 1, 200);
}

static gboolean
update_columns (gpointer user_data)
{
  HillThumbnailGrid *self = user_data;
  guint n = hill_thumbnail_grid_count_columns (self);

  self->columns_idle = 0;
  if (gtk_grid_view_get_max_columns (self->view) == n)
    return G_SOURCE_REMOVE;
  /* Neither may pass the other on the way. */
  gtk_grid_view_set_min_columns (self->view, 1);
  gtk_grid_view_set_max_columns (self->view, n);
  gtk_grid_view_set_min_columns (self->view, n);
  return G_SOURCE_REMOVE;
}

static void
hill_thumbnail_grid_queue_columns (HillThumbnailGrid *self)
{
  if (self->columns_idle == 0 && hill_thumbnail_grid_count_columns (self) != gtk_grid_view_get_max_columns (self->view))
    self->columns_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_columns, self, NULL);
}

static void
hill_thumbnail_grid_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  HillThumbnailGrid *self = HILL_THUMBNAIL_GRID (widget);

  gtk_widget_size_allocate (self->scrolled, &(GtkAllocation) { 0, 0, width, height }, baseline);
  hill_thumbnail_grid_queue_columns (self);
}

static void
hill_thumbnail_grid_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  /* The grid's own minimum would keep the window from shrinking by whole columns. */
  *minimum = *natural = HILL_THUMBNAIL_SIZE_MAX + 2 * CELL_PADDING;
}

static void
hill_thumbnail_grid_set_size (HillThumbnailGrid *self,
                              int                size)
{
  size = CLAMP (size, HILL_THUMBNAIL_SIZE_MIN, HILL_THUMBNAIL_SIZE_MAX);
  if (self->thumbnail_size == size)
    return;
  self->thumbnail_size = size;
  for (guint i = 0; i < self->cells->len; i++)
    hill_thumbnail_set_size (g_ptr_array_index (self->cells, i), size);
  hill_thumbnail_grid_queue_columns (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_THUMBNAIL_SIZE]);
}

void
hill_thumbnail_grid_zoom (HillThumbnailGrid *self,
                          int                direction)
{
  g_return_if_fail (HILL_IS_THUMBNAIL_GRID (self));

  hill_thumbnail_grid_set_size (self, self->thumbnail_size + direction * 8);
}

static gboolean
on_scroll (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           HillThumbnailGrid        *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  int steps;

  if ((state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  /* Touchpads send parts of a step. */
  self->scroll_rest += dy;
  steps = self->scroll_rest;
  self->scroll_rest -= steps;
  if (steps != 0)
    hill_thumbnail_grid_zoom (self, -steps);
  return GDK_EVENT_STOP;
}

static void
on_selected (HillThumbnailGrid *self)
{
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
on_activate (HillThumbnailGrid *self,
             guint              position)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

void
hill_thumbnail_grid_set_list (HillThumbnailGrid *self,
                              HillExampleList   *list)
{
  g_return_if_fail (HILL_IS_THUMBNAIL_GRID (self));

  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (list));
  if (list != NULL && g_list_model_get_n_items (G_LIST_MODEL (list)) > 0)
    hill_thumbnail_grid_select (self, 0);
}

HillExample *
hill_thumbnail_grid_get_selected (HillThumbnailGrid *self)
{
  g_return_val_if_fail (HILL_IS_THUMBNAIL_GRID (self), NULL);

  return gtk_single_selection_get_selected_item (self->selection);
}

guint
hill_thumbnail_grid_get_position (HillThumbnailGrid *self)
{
  g_return_val_if_fail (HILL_IS_THUMBNAIL_GRID (self), GTK_INVALID_LIST_POSITION);

  return gtk_single_selection_get_selected (self->selection);
}

void
hill_thumbnail_grid_select (HillThumbnailGrid *self,
                            guint              position)
{
  g_return_if_fail (HILL_IS_THUMBNAIL_GRID (self));

  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

static void
hill_thumbnail_grid_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_THUMBNAIL_SIZE:
      g_value_set_int (value, HILL_THUMBNAIL_GRID (object)->thumbnail_size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hill_thumbnail_grid_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_THUMBNAIL_SIZE:
      hill_thumbnail_grid_set_size (HILL_THUMBNAIL_GRID (object), g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
hill_thumbnail_grid_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HILL_THUMBNAIL_GRID (widget)->view));
}

/* Left to itself, the grid would let Tab visit each of its thousands of cells; arrow keys are for that. */
static gboolean
hill_thumbnail_grid_focus (GtkWidget        *widget,
                           GtkDirectionType  direction)
{
  HillThumbnailGrid *self = HILL_THUMBNAIL_GRID (widget);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (hill_thumbnail_grid_parent_class)->focus (widget, direction);
  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
hill_thumbnail_grid_dispose (GObject *object)
{
  HillThumbnailGrid *self = HILL_THUMBNAIL_GRID (object);

  g_clear_handle_id (&self->columns_idle, g_source_remove);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (hill_thumbnail_grid_parent_class)->dispose (object);
}

static void
hill_thumbnail_grid_class_init (HillThumbnailGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hill_thumbnail_grid_get_property;
  object_class->set_property = hill_thumbnail_grid_set_property;
  object_class->dispose = hill_thumbnail_grid_dispose;
  widget_class->size_allocate = hill_thumbnail_grid_size_allocate;
  widget_class->measure = hill_thumbnail_grid_measure;
  widget_class->grab_focus = hill_thumbnail_grid_grab_focus;
  widget_class->focus = hill_thumbnail_grid_focus;

  props[PROP_THUMBNAIL_SIZE] = g_param_spec_int ("thumbnail-size", NULL, NULL, HILL_THUMBNAIL_SIZE_MIN, HILL_THUMBNAIL_SIZE_MAX, 64,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "thumbnails");
}

static void
hill_thumbnail_grid_init (HillThumbnailGrid *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  self->thumbnail_size = 64;
  self->cells = g_ptr_array_new ();
  self->selection = gtk_single_selection_new (NULL);
  self->view = GTK_GRID_VIEW (gtk_grid_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)),
                                                 hill_thumbnail_grid_new_factory (self)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Examples"), -1);
  self->scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", self->view, NULL);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));

  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);
}
