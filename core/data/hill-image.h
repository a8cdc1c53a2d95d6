/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One picture from a file that nobody vouches for: PNG, JPEG, or the first frame of a GIF, told apart by their
 * first bytes and never by their name.  Its size is checked before anything is unpacked. */

#pragma once

#include "hill-error.h"

G_BEGIN_DECLS

/* More pixels than the largest ordinary camera has are refused; so are longer files. */
#define HILL_IMAGE_MAX_PIXELS ((gsize) 48 << 20)
#define HILL_IMAGE_MAX_FILE_SIZE ((gsize) 96 << 20)

/**
 * HillImage:
 * @width: pixels in a row
 * @height: rows
 * @step: bytes from one pixel to the next: 3 or 4, the fourth without meaning
 * @stride: bytes from one row to the next
 * @pixels: red, green, blue of each pixel; what was transparent stands over white
 *
 * A zero-filled struct is valid to clear.
 */
typedef struct
{
  guint         width;
  guint         height;
  gsize         step;
  gsize         stride;
  guint8       *pixels;
  /*< private >*/
  gpointer      owner;
  GDestroyNotify owner_free;
} HillImage;

/**
 * hill_image_load:
 * @path: a file name in the system's encoding
 * @progress: (nullable): stopped through this; the share that is done is not known
 */
HILL_API gboolean hill_image_load  (HillImage           *self,
                                    const char          *path,
                                    const HillProgress  *progress,
                                    GError             **error);
HILL_API void     hill_image_clear (HillImage           *self);

/**
 * hill_image_resize:
 * @width: of the result, 1 to 4096
 * @height: of the result, 1 to 4096
 * @cells: receives 3 * @width * @height bytes, planar: all red, then green, then blue; overwritten
 *
 * Each cell is the mean over the area of the picture that it covers, edges in proportion, rounded to the
 * nearest; the picture is stretched to the new shape.
 */
HILL_API void     hill_image_resize (const HillImage    *self,
                                     guint               width,
                                     guint               height,
                                     guint8             *cells);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HillImage, hill_image_clear)

G_END_DECLS
