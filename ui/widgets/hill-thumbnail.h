/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One example as a texture, at its own size: for grids, lists and templates.  Drawn without smoothing. */

#pragma once

#include "hill-dataset.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_THUMBNAIL (hill_thumbnail_get_type ())
G_DECLARE_FINAL_TYPE (HillThumbnail, hill_thumbnail, HILL, THUMBNAIL, GtkWidget)

/* (transfer full): width x height pixels of an image; a small drawing of a point's place among the others for points. */
GdkTexture *hill_thumbnail_new_texture (HillDataset *dataset,
                                        HillSplit    split,
                                        gsize        index);

/* (transfer full): a widget of @size logical pixels that shows the example, scaled without smoothing, with an accessible name. */
GtkWidget  *hill_thumbnail_new         (HillDataset *dataset,
                                        HillSplit    split,
                                        gsize        index,
                                        int          size);

/* Another example, or none (@dataset NULL), in the same widget. */
void        hill_thumbnail_set_example (HillThumbnail *self,
                                        HillDataset   *dataset,
                                        HillSplit      split,
                                        gsize          index);
void        hill_thumbnail_set_size    (HillThumbnail *self,
                                        int            size);

/* (transfer full): "Image 17: Ankle boot", what an example is called for those who do not see it; the first is image 1. */
char       *hill_thumbnail_dup_name    (HillDataset   *dataset,
                                        HillSplit      split,
                                        gsize          index);

G_END_DECLS
