/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Where the bytes of an image are. */

#include "hill-pixels.h"

HillPixels
hill_pixels_of_example (const HillDataset *dataset,
                        HillSplit          split,
                        gsize              index)
{
  const HillCells *cells = hill_dataset_get_cells (dataset, split);
  HillPixels pixels = { NULL, 0, 0, 0 };

  g_return_val_if_fail (hill_dataset_has_images (dataset) && index < cells->n_rows, pixels);

  pixels.data = hill_cells_get_row (cells, index);
  pixels.width = hill_dataset_get_width (dataset);
  pixels.height = hill_dataset_get_height (dataset);
  pixels.n_channels = hill_dataset_get_n_channels (dataset);
  return pixels;
}

guint8 *
hill_pixels_from_image (const HillImage *image,
                        HillPixels      *pixels)
{
  gsize n = (gsize) image->width * image->height;
  guint8 *data = g_malloc (3 * n);

  for (guint y = 0; y < image->height; y++)
    {
      const guint8 *from = image->pixels + y * image->stride;
      guint8 *to = data + (gsize) y * image->width;

      for (guint x = 0; x < image->width; x++, from += image->step)
        for (guint k = 0; k < 3; k++)
          to[k * n + x] = from[k];
    }
  *pixels = (HillPixels) { data, image->width, image->height, 3 };
  return data;
}
