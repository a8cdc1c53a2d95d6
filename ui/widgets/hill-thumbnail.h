/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One example as a texture, at its own size: for grids, lists and templates.  Drawn without smoothing. */

#pragma once

#include "hill-dataset.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full): width x height pixels of an image; a small drawing of a point's place among the others for points. */
GdkTexture *hill_thumbnail_new_texture (HillDataset *dataset,
                                        HillSplit    split,
                                        gsize        index);

/* (transfer full): a widget of @size logical pixels that shows the example, scaled without smoothing, with an accessible name. */
GtkWidget  *hill_thumbnail_new         (HillDataset *dataset,
                                        HillSplit    split,
                                        gsize        index,
                                        int          size);

G_END_DECLS
