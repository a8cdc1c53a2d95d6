/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One image as the features see it: planar bytes, as a data set keeps them.  A view that owns nothing. */

#pragma once

#include "hill-dataset.h"
#include "hill-image.h"

G_BEGIN_DECLS

/**
 * HillPixels:
 * @data: (unowned): the value of channel k at (x, y) stands at (k * height + y) * width + x
 * @width: at least 1
 * @height: at least 1
 * @n_channels: 1 (grey) or 3 (red, green, blue)
 */
typedef struct
{
  const guint8 *data;
  guint         width;
  guint         height;
  guint         n_channels;
} HillPixels;

/* An example of a data set of images; valid as long as the data set. */
HILL_API HillPixels hill_pixels_of_example (const HillDataset *dataset,
                                            HillSplit          split,
                                            gsize              index);

/* (transfer full): the bytes of a loaded picture in its own size, three channels, planar; @pixels then looks at them. */
HILL_API guint8    *hill_pixels_from_image (const HillImage   *image,
                                            HillPixels        *pixels);

static inline guint8
hill_pixels_get (const HillPixels *self,
                 guint             channel,
                 guint             x,
                 guint             y)
{
  return self->data[((gsize) channel * self->height + y) * self->width + x];
}

G_END_DECLS
