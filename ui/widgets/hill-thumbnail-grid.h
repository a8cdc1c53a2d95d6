/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A scrolling grid of thumbnails, one of them selected: arrow keys move, Ctrl+scroll, Ctrl+plus and Ctrl+minus change their size. */

#pragma once

#include "hill-example-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_THUMBNAIL_SIZE_MIN 32
#define HILL_THUMBNAIL_SIZE_MAX 160

/* Properties: "thumbnail-size" (int, logical pixels). Signals: "selection-changed", "activated" (double click or Enter). */
#define HILL_TYPE_THUMBNAIL_GRID (hill_thumbnail_grid_get_type ())
G_DECLARE_FINAL_TYPE (HillThumbnailGrid, hill_thumbnail_grid, HILL, THUMBNAIL_GRID, GtkWidget)

/* @list: (nullable): its first example becomes the selected one */
void         hill_thumbnail_grid_set_list     (HillThumbnailGrid *self,
                                               HillExampleList   *list);

/* (transfer none) (nullable) */
HillExample *hill_thumbnail_grid_get_selected (HillThumbnailGrid *self);

/* Selects the item at a position and scrolls to it. */
void         hill_thumbnail_grid_select       (HillThumbnailGrid *self,
                                               guint              position);

/* The position of the selected item; GTK_INVALID_LIST_POSITION for none. */
guint        hill_thumbnail_grid_get_position (HillThumbnailGrid *self);

/* One step larger (+1) or smaller (-1). */
void         hill_thumbnail_grid_zoom         (HillThumbnailGrid *self,
                                               int                direction);

G_END_DECLS
