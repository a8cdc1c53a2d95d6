/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* An entry is a name and a count; the first stands for all classes, so the class is the position less one. */

#include "hill-class-filter.h"

#include <glib/gi18n.h>

#define HILL_TYPE_CLASS_ITEM (hill_class_item_get_type ())
G_DECLARE_FINAL_TYPE (HillClassItem, hill_class_item, HILL, CLASS_ITEM, GObject)

struct _HillClassItem
{
  GObject  parent_instance;
  char    *name;
  gsize    count;
};

G_DEFINE_FINAL_TYPE (HillClassItem, hill_class_item, G_TYPE_OBJECT)

static void
hill_class_item_finalize (GObject *object)
{
  g_free (HILL_CLASS_ITEM (object)->name);
  G_OBJECT_CLASS (hill_class_item_parent_class)->finalize (object);
}

static void
hill_class_item_class_init (HillClassItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hill_class_item_finalize;
}

static void
hill_class_item_init (HillClassItem *self)
{
}

static void
append_item (GListStore *store,
             const char *name,
             gsize       count)
{
  g_autoptr(HillClassItem) item = g_object_new (HILL_TYPE_CLASS_ITEM, NULL);

  item->name = g_strdup (name);
  item->count = count;
  g_list_store_append (store, item);
}

/* For the search and for what the accessibility bus says. */
static char *
dup_item_name (HillClassItem *item,
               gpointer       user_data)
{
  return g_strdup (item->name);
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END,
                                  "width-chars", 7, "max-width-chars", 20, NULL);
  GtkWidget *count = g_object_new (GTK_TYPE_LABEL, "xalign", 1.0f, NULL);

  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  HillClassItem *class_item = gtk_list_item_get_item (item);
  g_autofree char *count = g_strdup_printf ("%'zu", class_item->count);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), class_item->name);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), count);
}

void
hill_class_filter_set_up (GtkDropDown *drop_down)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkExpression) expression = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (dup_item_name), NULL, NULL);

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  gtk_drop_down_set_factory (drop_down, factory);
  gtk_drop_down_set_expression (drop_down, expression);
}

void
hill_class_filter_set_dataset (GtkDropDown *drop_down,
                               HillDataset *dataset,
                               HillSplit    split,
                               gboolean     keep)
{
  g_autoptr(GListStore) store = g_list_store_new (HILL_TYPE_CLASS_ITEM);
  guint selected = keep ? gtk_drop_down_get_selected (drop_down) : 0;
  guint n_classes;

  g_return_if_fail (dataset != NULL);

  n_classes = hill_dataset_get_n_classes (dataset);
  append_item (store, _("All classes"), hill_dataset_get_n_examples (dataset, split));
  for (guint i = 0; i < n_classes; i++)
    append_item (store, hill_dataset_get_class_name (dataset, i), hill_dataset_get_class_count (dataset, split, i));
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (store));
  gtk_drop_down_set_enable_search (drop_down, n_classes > 12);
  gtk_drop_down_set_selected (drop_down, selected <= n_classes ? selected : 0);
}

int
hill_class_filter_get_class (GtkDropDown *drop_down)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  return selected == GTK_INVALID_LIST_POSITION ? -1 : (int) selected - 1;
}
