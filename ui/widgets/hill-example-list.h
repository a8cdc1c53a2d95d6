/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The examples of one split as a GListModel, all or those of one class.  Items are made when somebody asks for them:
 * sixty thousand examples cost an array of numbers at most. */

#pragma once

#include "hill-dataset.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define HILL_TYPE_EXAMPLE (hill_example_get_type ())
G_DECLARE_FINAL_TYPE (HillExample, hill_example, HILL, EXAMPLE, GObject)

#define HILL_TYPE_EXAMPLE_LIST (hill_example_list_get_type ())
G_DECLARE_FINAL_TYPE (HillExampleList, hill_example_list, HILL, EXAMPLE_LIST, GObject)

/* (transfer none) */
HillDataset     *hill_example_get_dataset    (HillExample     *self);
HillSplit        hill_example_get_split      (HillExample     *self);

/* Its row in the split. */
gsize            hill_example_get_index      (HillExample     *self);

/* @class_index: -1 for all */
HillExampleList *hill_example_list_new       (HillDataset     *dataset,
                                              HillSplit        split,
                                              int              class_index);

/* The row in the split of the item at @position. */
gsize            hill_example_list_get_index (HillExampleList *self,
                                              guint            position);

/* Where a row of the split stands in the list; G_MAXUINT where the filter leaves it out. */
guint            hill_example_list_find      (HillExampleList *self,
                                              gsize            index);

G_END_DECLS
