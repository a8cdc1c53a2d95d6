/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* An item holds no picture, only where to find it, so making one anew for each request is cheaper than keeping it.
 * With a filter, the rows of the class are written down once, in ascending order; without one, position and row are the same. */

#include "hill-example-list.h"

struct _HillExample
{
  GObject      parent_instance;
  HillDataset *dataset;                 /* owned */
  HillSplit    split;
  gsize        index;
};

struct _HillExampleList
{
  GObject      parent_instance;
  HillDataset *dataset;                 /* owned */
  HillSplit    split;
  guint        n_items;
  guint32     *rows;                    /* owned, (nullable): of the class, ascending; NULL for all rows */
};

static void hill_example_list_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (HillExample, hill_example, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (HillExampleList, hill_example_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, hill_example_list_iface_init))

static void
hill_example_finalize (GObject *object)
{
  hill_dataset_unref (HILL_EXAMPLE (object)->dataset);
  G_OBJECT_CLASS (hill_example_parent_class)->finalize (object);
}

static void
hill_example_class_init (HillExampleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hill_example_finalize;
}

static void
hill_example_init (HillExample *self)
{
}

HillDataset *
hill_example_get_dataset (HillExample *self)
{
  g_return_val_if_fail (HILL_IS_EXAMPLE (self), NULL);

  return self->dataset;
}

HillSplit
hill_example_get_split (HillExample *self)
{
  g_return_val_if_fail (HILL_IS_EXAMPLE (self), HILL_SPLIT_TRAIN);

  return self->split;
}

gsize
hill_example_get_index (HillExample *self)
{
  g_return_val_if_fail (HILL_IS_EXAMPLE (self), 0);

  return self->index;
}

static GType
hill_example_list_get_item_type (GListModel *model)
{
  return HILL_TYPE_EXAMPLE;
}

static guint
hill_example_list_get_n_items (GListModel *model)
{
  return HILL_EXAMPLE_LIST (model)->n_items;
}

static gpointer
hill_example_list_get_item (GListModel *model,
                            guint       position)
{
  HillExampleList *self = HILL_EXAMPLE_LIST (model);
  HillExample *example;

  if (position >= self->n_items)
    return NULL;
  example = g_object_new (HILL_TYPE_EXAMPLE, NULL);
  example->dataset = hill_dataset_ref (self->dataset);
  example->split = self->split;
  example->index = hill_example_list_get_index (self, position);
  return example;
}

static void
hill_example_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = hill_example_list_get_item_type;
  iface->get_n_items = hill_example_list_get_n_items;
  iface->get_item = hill_example_list_get_item;
}

static void
hill_example_list_finalize (GObject *object)
{
  HillExampleList *self = HILL_EXAMPLE_LIST (object);

  hill_dataset_unref (self->dataset);
  g_free (self->rows);
  G_OBJECT_CLASS (hill_example_list_parent_class)->finalize (object);
}

static void
hill_example_list_class_init (HillExampleListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hill_example_list_finalize;
}

static void
hill_example_list_init (HillExampleList *self)
{
}

static void
hill_example_list_pick_class (HillExampleList *self,
                              guint            class_index)
{
  const guint16 *labels = hill_dataset_get_labels (self->dataset, self->split);
  gsize n = hill_dataset_get_n_examples (self->dataset, self->split);

  self->rows = g_new (guint32, MAX (hill_dataset_get_class_count (self->dataset, self->split, class_index), 1));
  for (gsize i = 0; i < n; i++)
    if (labels[i] == class_index)
      self->rows[self->n_items++] = i;
}

HillExampleList *
hill_example_list_new (HillDataset *dataset,
                       HillSplit    split,
                       int          class_index)
{
  HillExampleList *self;

  g_return_val_if_fail (dataset != NULL, NULL);
  g_return_val_if_fail (class_index < (int) hill_dataset_get_n_classes (dataset), NULL);

  self = g_object_new (HILL_TYPE_EXAMPLE_LIST, NULL);
  self->dataset = hill_dataset_ref (dataset);
  self->split = split;
  if (class_index >= 0)
    hill_example_list_pick_class (self, class_index);
  else
    self->n_items = MIN (hill_dataset_get_n_examples (dataset, split), G_MAXUINT32 - 1);
  return self;
}

gsize
hill_example_list_get_index (HillExampleList *self,
                             guint            position)
{
  g_return_val_if_fail (HILL_IS_EXAMPLE_LIST (self), 0);
  g_return_val_if_fail (position < self->n_items, 0);

  return self->rows != NULL ? self->rows[position] : position;
}

guint
hill_example_list_find (HillExampleList *self,
                        gsize            index)
{
  guint low = 0, high;

  g_return_val_if_fail (HILL_IS_EXAMPLE_LIST (self), G_MAXUINT);

  if (self->rows == NULL)
    return index < self->n_items ? index : G_MAXUINT;
  for (high = self->n_items; low < high; )
    {
      guint middle = low + (high - low) / 2;

      if (self->rows[middle] < index)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->n_items && self->rows[low] == index ? low : G_MAXUINT;
}
