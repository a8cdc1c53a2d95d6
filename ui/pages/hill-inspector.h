/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One example in detail: its pixels with their numbers, or its place among the other points, its label and where it comes from. */

#pragma once

#include "hill-dataset.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_INSPECTOR (hill_inspector_get_type ())
G_DECLARE_FINAL_TYPE (HillInspector, hill_inspector, HILL, INSPECTOR, GtkWidget)

/* @dataset: (nullable): %NULL for nothing to show */
void hill_inspector_set_example (HillInspector *self,
                                 HillDataset   *dataset,
                                 HillSplit      split,
                                 gsize          index);

/* So near that the numbers can be read; the keyboard goes there too. */
void hill_inspector_enlarge     (HillInspector *self);

G_END_DECLS
