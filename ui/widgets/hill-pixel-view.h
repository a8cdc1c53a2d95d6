/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Looks at one image as closely as wanted: scroll, pinch, + and - zoom, dragging moves it, arrow keys move a cursor from pixel to
 * pixel.  Where the pixels are large enough, their numbers stand in them. */

#pragma once

#include "hill-pixel-picture.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Properties: "zoom" (double, logical pixels per image pixel; read-only).  Signals: "cursor-changed" (the pixel pointed at). */
#define HILL_TYPE_PIXEL_VIEW (hill_pixel_view_get_type ())
G_DECLARE_FINAL_TYPE (HillPixelView, hill_pixel_view, HILL, PIXEL_VIEW, GtkWidget)

/* @dataset: (nullable): with images, or %NULL for none.  Zoom and place are kept as long as the size of the images is. */
void     hill_pixel_view_set_example (HillPixelView    *self,
                                      HillDataset      *dataset,
                                      HillSplit         split,
                                      gsize             index);
void     hill_pixel_view_set_channel (HillPixelView    *self,
                                      HillPixelChannel  channel);

/* One step nearer (+1) or farther (-1). */
void     hill_pixel_view_zoom        (HillPixelView    *self,
                                      int               direction);

/* The whole image. */
void     hill_pixel_view_zoom_fit    (HillPixelView    *self);

/* So near that the numbers can be read. */
void     hill_pixel_view_zoom_numbers (HillPixelView   *self);

/* Which pixel is pointed at, and its values; FALSE for none. */
gboolean hill_pixel_view_get_cursor  (HillPixelView    *self,
                                      int              *x,
                                      int              *y,
                                      guint8            rgb[3]);

G_END_DECLS
