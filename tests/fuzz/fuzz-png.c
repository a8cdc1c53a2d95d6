/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A picture: PNG above all, and by their first bytes JPEG and GIF, up to the small picture of a data set. */

#include "fuzz-main.h"

#include "hill-image-private.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_auto(HillImage) image = { 0 };
  g_autoptr(GError) error = NULL;
  guint8 cells[3 * 8 * 8];
  HillImageInfo info;

  if (!hill_image_measure (&info, data, size, "the input", &error)
      || !hill_image_decode (&image, &info, data, size, "the input", NULL, &error))
    {
      g_assert_nonnull (error);
      g_assert_null (image.pixels);
      return 0;
    }
  g_assert_no_error (error);
  g_assert_cmpuint ((gsize) image.width * image.height, <=, HILL_IMAGE_MAX_PIXELS);
  hill_image_resize (&image, 8, 8, cells);
  return 0;
}
