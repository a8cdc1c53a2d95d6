/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Template times image (S5): any image of the data set, the template of any class, their product, and the sum that is the score. */

#pragma once

#include "hill-snapshot.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal: "back". */
#define HILL_TYPE_PRODUCT_VIEW (hill_product_view_get_type ())
G_DECLARE_FINAL_TYPE (HillProductView, hill_product_view, HILL, PRODUCT_VIEW, GtkWidget)

/* @snapshot: (nullable): of a run on images.  Another data set begins with its first image. */
void     hill_product_view_set_snapshot (HillProductView *self,
                                         HillSnapshot    *snapshot);

/* @class_index: whose template; -1 for the class with the highest score */
void     hill_product_view_show_image   (HillProductView *self,
                                         HillSplit        split,
                                         gsize            index,
                                         int              class_index);
void     hill_product_view_show_class   (HillProductView *self,
                                         guint            class_index);

/* All plots again where one is enlarged; FALSE where none is. */
gboolean hill_product_view_restore      (HillProductView *self);

G_END_DECLS
