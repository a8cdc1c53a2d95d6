/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The table as a widget: its parts, its cursor, what it follows.  Its size is in hill-score-table-layout.c, its numbers in
 * hill-score-table-numbers.c, its editing in hill-score-table-edit.c. */

#include "hill-score-table-private.h"

#include <glib/gi18n.h>

enum
{
  CURSOR_MOVED,
  HOVERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HillScoreTable, hill_score_table, GTK_TYPE_WIDGET)

static const HillSheet *
get_sheet (HillScoreTable *self)
{
  return hill_worksheet_get_sheet (self->worksheet);
}

HillScoreCell *
hill_score_table_get_cell (HillScoreTable *self,
                           guint           image,
                           guint           class_index)
{
  return g_ptr_array_index (self->cells, image * self->n_classes + class_index);
}

HillReadout *
hill_score_table_get_readout (HillScoreTable *self,
                              guint           column,
                              guint           which)
{
  return g_ptr_array_index (self->losses, column * HILL_SCORE_TABLE_N_LOSSES + which);
}

static void
add_child (HillScoreTable *self,
           GPtrArray      *list,
           GtkWidget      *child)
{
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_ptr_array_add (list, child);
}

static GtkWidget *
new_label (const char            *text,
           float                  xalign,
           const char            *css_class,
           PangoEllipsizeMode     ellipsize)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), ellipsize);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static char *
name_loss (HillScoreTable *self,
           guint           column,
           guint           which)
{
  if (column == self->n_images)
    return g_strdup (which == 0 ? _("Mean hinge loss") : _("Mean softmax loss"));
  if (which == 0)
    return g_strdup_printf (_("Hinge loss of image %u"), column + 1);
  return g_strdup_printf (_("Softmax loss of image %u"), column + 1);
}

static void
add_losses (HillScoreTable *self)
{
  for (guint i = 0; i <= self->n_images; i++)
    for (guint which = 0; which < HILL_SCORE_TABLE_N_LOSSES; which++)
      {
        GtkWidget *readout = hill_readout_new ("0.0000");
        g_autofree char *words = name_loss (self, i, which);

        g_object_set (readout, "xalign", 1.0, NULL);
        gtk_widget_add_css_class (readout, i < self->n_images ? "score-loss" : "score-mean");
        gtk_accessible_update_property (GTK_ACCESSIBLE (readout), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
        add_child (self, self->losses, readout);
      }
}

static void
empty (GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    gtk_widget_unparent (g_ptr_array_index (list, i));
  g_ptr_array_set_size (list, 0);
}

static void
remove_children (HillScoreTable *self)
{
  empty (self->cells);
  empty (self->class_labels);
  empty (self->image_labels);
  empty (self->pictures);
  empty (self->losses);
  self->n_classes = self->n_images = 0;
}

/* In the order in which they are read. */
static void
build (HillScoreTable *self)
{
  remove_children (self);
  self->n_classes = hill_sheet_get_n_classes (get_sheet (self));
  self->n_images = hill_sheet_get_n_images (get_sheet (self));
  for (guint i = 0; i < self->n_images; i++)
    {
      GtkWidget *picture = g_object_new (HILL_TYPE_THUMBNAIL, "visible", FALSE, NULL);

      add_child (self, self->image_labels, new_label ("", 1, "score-head", PANGO_ELLIPSIZE_END));
      add_child (self, self->pictures, picture);
      for (guint c = 0; c < self->n_classes; c++)
        {
          GtkWidget *cell = hill_score_cell_new ();

          add_child (self, self->cells, cell);
          hill_score_table_edit_follow (self, cell);
        }
    }
  for (guint c = 0; c < self->n_classes; c++)
    add_child (self, self->class_labels, new_label ("", 0, "score-head", PANGO_ELLIPSIZE_END));
  add_losses (self);
  /* The entry lies on top. */
  gtk_widget_insert_before (GTK_WIDGET (self->editor), GTK_WIDGET (self), NULL);
  self->name_width = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static gboolean
has_focus_within (HillScoreTable *self)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
}

static void
update (HillScoreTable *self)
{
  gboolean rebuild = self->n_classes != hill_sheet_get_n_classes (get_sheet (self))
                     || self->n_images != hill_sheet_get_n_images (get_sheet (self));
  gboolean focused = has_focus_within (self);
  guint image, class_index;

  if (rebuild)
    {
      hill_score_table_edit_cancel (self);
      build (self);
    }
  hill_score_table_show_names (self);
  for (guint i = 0; i < self->n_images; i++)
    hill_score_table_show_image (self, i);
  hill_score_table_show_losses (self);
  image = MIN (self->image, self->n_images - 1);
  class_index = MIN (self->class_index, self->n_classes - 1);
  if (rebuild || image != self->image || class_index != self->class_index)
    hill_score_table_place_cursor (self, image, class_index, rebuild && focused);
  hill_score_table_show_marks (self);
}

static void
hill_score_table_css_changed (GtkWidget         *widget,
                              GtkCssStyleChange *change)
{
  HillScoreTable *self = HILL_SCORE_TABLE (widget);

  GTK_WIDGET_CLASS (hill_score_table_parent_class)->css_changed (widget, change);
  self->line_height = 0;
  gtk_widget_queue_resize (widget);
}

static void
set_hovered (HillScoreTable *self,
             int             image,
             int             class_index)
{
  if (image == self->hovered[0] && class_index == self->hovered[1])
    return;
  self->hovered[0] = image;
  self->hovered[1] = class_index;
  g_signal_emit (self, signals[HOVERED], 0, image, class_index);
}

static void
on_motion (HillScoreTable *self,
           double          x,
           double          y)
{
  guint image, class_index;

  if (hill_score_table_find (self, x, y, &image, &class_index))
    set_hovered (self, (int) image, (int) class_index);
  else
    set_hovered (self, -1, -1);
}

static void
on_leave (HillScoreTable *self)
{
  set_hovered (self, -1, -1);
}

static void
hill_score_table_dispose (GObject *object)
{
  HillScoreTable *self = HILL_SCORE_TABLE (object);

  hill_score_table_set_worksheet (self, NULL);
  if (self->cells != NULL)
    remove_children (self);
  hill_score_table_edit_dispose (self);
  for (guint i = 0; i < HILL_SCORE_TABLE_N_LOSSES; i++)
    g_clear_pointer (&self->loss_labels[i], gtk_widget_unparent);
  g_clear_pointer (&self->mean_label, gtk_widget_unparent);
  G_OBJECT_CLASS (hill_score_table_parent_class)->dispose (object);
}

static void
hill_score_table_finalize (GObject *object)
{
  HillScoreTable *self = HILL_SCORE_TABLE (object);

  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->class_labels);
  g_ptr_array_unref (self->image_labels);
  g_ptr_array_unref (self->pictures);
  g_ptr_array_unref (self->losses);
  G_OBJECT_CLASS (hill_score_table_parent_class)->finalize (object);
}

static void
hill_score_table_class_init (HillScoreTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hill_score_table_dispose;
  object_class->finalize = hill_score_table_finalize;
  widget_class->measure = hill_score_table_measure;
  widget_class->size_allocate = hill_score_table_size_allocate;
  widget_class->css_changed = hill_score_table_css_changed;

  signals[CURSOR_MOVED] = g_signal_new ("cursor-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HOVERED] = g_signal_new ("hovered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  gtk_widget_class_set_css_name (widget_class, "scoretable");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
add_fixed_labels (HillScoreTable *self)
{
  const char *names[] = { _("Hinge Lᵢ"), _("Softmax Lᵢ") };

  self->mean_label = new_label (_("Mean"), 1, "score-head", PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (self->mean_label, GTK_WIDGET (self));
  for (guint i = 0; i < HILL_SCORE_TABLE_N_LOSSES; i++)
    {
      self->loss_labels[i] = new_label (names[i], 0, "score-head", PANGO_ELLIPSIZE_NONE);
      gtk_widget_set_parent (self->loss_labels[i], GTK_WIDGET (self));
    }
}

static void
hill_score_table_init (HillScoreTable *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->hovered[0] = self->hovered[1] = -1;
  self->cells = g_ptr_array_new ();
  self->class_labels = g_ptr_array_new ();
  self->image_labels = g_ptr_array_new ();
  self->pictures = g_ptr_array_new ();
  self->losses = g_ptr_array_new ();
  add_fixed_labels (self);
  hill_score_table_edit_init (self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

void
hill_score_table_set_worksheet (HillScoreTable *self,
                                HillWorksheet  *worksheet)
{
  g_return_if_fail (HILL_IS_SCORE_TABLE (self));

  if (self->worksheet != NULL)
    g_clear_signal_handler (&self->changed_id, self->worksheet);
  g_set_object (&self->worksheet, worksheet);
  if (worksheet == NULL)
    return;
  self->changed_id = g_signal_connect_swapped (worksheet, "changed", G_CALLBACK (update), self);
  update (self);
}

guint
hill_score_table_get_image (HillScoreTable *self)
{
  g_return_val_if_fail (HILL_IS_SCORE_TABLE (self), 0);

  return self->image;
}

guint
hill_score_table_get_class (HillScoreTable *self)
{
  g_return_val_if_fail (HILL_IS_SCORE_TABLE (self), 0);

  return self->class_index;
}

void
hill_score_table_place_cursor (HillScoreTable *self,
                               guint           image,
                               guint           class_index,
                               gboolean        focus)
{
  gboolean moved = image != self->image || class_index != self->class_index;

  self->image = image;
  self->class_index = class_index;
  if (focus)
    gtk_widget_grab_focus (GTK_WIDGET (hill_score_table_get_cell (self, image, class_index)));
  if (!moved)
    return;
  hill_score_table_show_marks (self);
  g_signal_emit (self, signals[CURSOR_MOVED], 0);
}

void
hill_score_table_set_cursor (HillScoreTable *self,
                             guint           image,
                             guint           class_index)
{
  g_return_if_fail (HILL_IS_SCORE_TABLE (self));
  g_return_if_fail (image < self->n_images && class_index < self->n_classes);

  hill_score_table_place_cursor (self, image, class_index, has_focus_within (self) && !self->editing);
}

void
hill_score_table_set_below (HillScoreTable *self,
                            HillScoreBelow  below)
{
  g_return_if_fail (HILL_IS_SCORE_TABLE (self));

  if (self->below == below)
    return;
  self->below = below;
  for (guint i = 0; i < self->n_images; i++)
    hill_score_table_show_image (self, i);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
hill_score_table_set_marked (HillScoreTable *self,
                             guint32         classes)
{
  g_return_if_fail (HILL_IS_SCORE_TABLE (self));

  if (self->marked == classes)
    return;
  self->marked = classes;
  hill_score_table_show_marks (self);
}

void
hill_score_table_set_picture (HillScoreTable *self,
                              guint           image,
                              HillDataset    *dataset,
                              HillSplit       split,
                              gsize           index)
{
  GtkWidget *picture;

  g_return_if_fail (HILL_IS_SCORE_TABLE (self));
  g_return_if_fail (image < self->n_images);

  picture = g_ptr_array_index (self->pictures, image);
  gtk_widget_set_visible (picture, dataset != NULL);
  if (dataset != NULL)
    hill_thumbnail_set_example (HILL_THUMBNAIL (picture), dataset, split, index);
}
