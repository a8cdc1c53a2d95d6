/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* An image as a grid of numbers: its pixels enlarged without smoothing, and once they are large enough, each with its value. */

#pragma once

#include "hill-dataset.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef enum
{
  HILL_PIXEL_CHANNEL_RGB,
  HILL_PIXEL_CHANNEL_RED,
  HILL_PIXEL_CHANNEL_GREEN,
  HILL_PIXEL_CHANNEL_BLUE,
  HILL_PIXEL_CHANNEL_GREY,
} HillPixelChannel;

typedef struct _HillPixelPicture HillPixelPicture;

HillPixelPicture *hill_pixel_picture_new          (HillDataset            *dataset,
                                                   HillSplit               split,
                                                   gsize                   index,
                                                   HillPixelChannel        channel);
void              hill_pixel_picture_free         (HillPixelPicture       *self);
int               hill_pixel_picture_get_width    (const HillPixelPicture *self);
int               hill_pixel_picture_get_height   (const HillPixelPicture *self);

/* The pixel's values in the file, whatever the channel shown. */
void              hill_pixel_picture_get_rgb      (const HillPixelPicture *self,
                                                   int                     x,
                                                   int                     y,
                                                   guint8                  rgb[3]);

/* From how many units a pixel its numbers are written in it. */
double            hill_pixel_picture_number_zoom  (const HillPixelPicture *self);

/**
 * hill_pixel_picture_draw:
 * @context: (nullable): whose fonts write the numbers; %NULL for none
 * @x0: where the left edge of the picture lies, in user units
 * @y0: where its top lies
 * @zoom: user units per pixel
 * @width: of what is seen: (0, 0) to (@width, @height)
 */
void              hill_pixel_picture_draw         (HillPixelPicture       *self,
                                                   cairo_t                *cr,
                                                   PangoContext           *context,
                                                   double                  x0,
                                                   double                  y0,
                                                   double                  zoom,
                                                   double                  width,
                                                   double                  height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillPixelPicture, hill_pixel_picture_free)

G_END_DECLS
