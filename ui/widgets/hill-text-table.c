/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Labels in a grid, by row and column; those that are too many are hidden. */

#include "hill-text-table.h"

struct _HillTextTable
{
  GtkWidget  parent_instance;
  GPtrArray *labels;                    /* of GtkLabel, children: row by row */
};

G_DEFINE_FINAL_TYPE (HillTextTable, hill_text_table, GTK_TYPE_WIDGET)

static void
place (HillTextTable *self,
       GtkLabel      *label,
       guint          row,
       guint          column)
{
  GtkLayoutManager *grid = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkGridLayoutChild *child = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (grid, GTK_WIDGET (label)));

  gtk_grid_layout_child_set_row (child, (int) row);
  gtk_grid_layout_child_set_column (child, (int) column);
  gtk_label_set_xalign (label, column == 0 ? 0 : 1);
  if (row == 0)
    gtk_widget_add_css_class (GTK_WIDGET (label), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "dim-label");
}

static GtkLabel *
get_label (HillTextTable *self,
           guint          index)
{
  while (self->labels->len <= index)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_widget_add_css_class (label, "numeric");
      gtk_widget_set_parent (label, GTK_WIDGET (self));
      g_ptr_array_add (self->labels, label);
    }
  return g_ptr_array_index (self->labels, index);
}

static void
hill_text_table_dispose (GObject *object)
{
  HillTextTable *self = HILL_TEXT_TABLE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  G_OBJECT_CLASS (hill_text_table_parent_class)->dispose (object);
}

static void
hill_text_table_class_init (HillTextTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hill_text_table_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_GRID_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "texttable");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hill_text_table_init (HillTextTable *self)
{
  GtkGridLayout *grid = GTK_GRID_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_grid_layout_set_column_spacing (grid, 18);
  gtk_grid_layout_set_row_spacing (grid, 4);
  self->labels = g_ptr_array_new ();
}

GtkWidget *
hill_text_table_new (void)
{
  return g_object_new (HILL_TYPE_TEXT_TABLE, NULL);
}

void
hill_text_table_set_cells (HillTextTable      *self,
                           guint               n_rows,
                           guint               n_columns,
                           const char * const *cells)
{
  guint n = n_rows * n_columns;

  g_return_if_fail (HILL_IS_TEXT_TABLE (self));

  for (guint i = 0; i < n; i++)
    {
      GtkLabel *label = get_label (self, i);

      place (self, label, i / n_columns, i % n_columns);
      gtk_label_set_text (label, cells[i]);
      gtk_widget_set_visible (GTK_WIDGET (label), TRUE);
    }
  for (guint i = n; i < self->labels->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->labels, i), FALSE);
}
