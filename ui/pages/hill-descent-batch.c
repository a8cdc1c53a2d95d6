/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Two dozen are as many as can be looked at; which those are follows the batch's own order, so that nothing is picked. */

#include "hill-descent-batch.h"

#include "hill-axis.h"
#include "hill-thumbnail.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_SHOWN 24
#define PER_ROW 6
#define SIZE 40

struct _HillDescentBatch
{
  GtkWidget parent_instance;
  GtkLabel *title;
  GtkGrid  *grid;
  GtkWidget *cells[MAX_SHOWN];
  HillThumbnail *pictures[MAX_SHOWN];
  GtkLabel *losses[MAX_SHOWN];
};

G_DEFINE_FINAL_TYPE (HillDescentBatch, hill_descent_batch, GTK_TYPE_WIDGET)

static void
hill_descent_batch_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hill_descent_batch_parent_class)->dispose (object);
}

static void
hill_descent_batch_class_init (HillDescentBatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hill_descent_batch_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hill_descent_batch_init (HillDescentBatch *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The batch of the next step"), -1);
  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_widget_set_parent (GTK_WIDGET (self->title), GTK_WIDGET (self));
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_homogeneous (self->grid, TRUE);
  gtk_grid_set_row_spacing (self->grid, 3);
  gtk_grid_set_column_spacing (self->grid, 6);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* Cells are made once, when they are first wanted. */
static void
make_cell (HillDescentBatch *self,
           guint             index,
           HillDataset      *dataset,
           gsize             row)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *loss = gtk_label_new (NULL);

  self->pictures[index] = HILL_THUMBNAIL (hill_thumbnail_new (dataset, HILL_SPLIT_TRAIN, row, SIZE));
  self->losses[index] = GTK_LABEL (loss);
  self->cells[index] = cell;
  gtk_widget_set_halign (GTK_WIDGET (self->pictures[index]), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (loss, "caption");
  gtk_widget_add_css_class (loss, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (loss), 6);
  gtk_box_append (GTK_BOX (cell), GTK_WIDGET (self->pictures[index]));
  gtk_box_append (GTK_BOX (cell), loss);
  gtk_grid_attach (self->grid, cell, (int) (index % PER_ROW), (int) (index / PER_ROW), 1, 1);
}

static void
show_cell (HillDescentBatch *self,
           guint             index,
           HillDataset      *dataset,
           gsize             row,
           double            loss)
{
  g_autofree char *text = hill_format_number (loss);
  g_autofree char *tooltip = NULL, *name = hill_thumbnail_dup_name (dataset, HILL_SPLIT_TRAIN, row);

  if (self->cells[index] == NULL)
    make_cell (self, index, dataset, row);
  else
    hill_thumbnail_set_example (self->pictures[index], dataset, HILL_SPLIT_TRAIN, row);
  /* Translators: "Image 17: Bag", its loss */
  tooltip = g_strdup_printf (_("%s, loss %s"), name, text);
  gtk_label_set_text (self->losses[index], text);
  gtk_widget_set_tooltip_text (self->cells[index], tooltip);
  gtk_widget_set_visible (self->cells[index], TRUE);
}

void
hill_descent_batch_set_scene (HillDescentBatch *self,
                              const HillScene  *scene)
{
  const HillSnapshot *snapshot = scene != NULL ? scene->snapshot : NULL;
  gboolean has_batch = scene != NULL && scene->arrows != NULL && snapshot->next_batch != NULL;
  gsize n = has_batch ? MIN (scene->arrows->n_examples, MAX_SHOWN) : 0;
  g_autofree char *title = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), has_batch);
  if (!has_batch)
    return;
  title = n < snapshot->n_next_rows ? g_strdup_printf (_("The batch: first %zu of %zu examples, with their losses"), n, snapshot->n_next_rows)
                                    : g_strdup_printf (_("The batch: %zu examples, with their losses"), n);
  gtk_label_set_text (self->title, title);
  for (guint i = 0; i < MAX_SHOWN; i++)
    if (i < n)
      show_cell (self, i, hill_design_get_dataset (snapshot->design), snapshot->next_batch[i], scene->arrows->examples[i].loss);
    else if (self->cells[i] != NULL)
      gtk_widget_set_visible (self->cells[i], FALSE);
}
