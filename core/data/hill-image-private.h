/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Between the decoders and those who call them.  A decoder gets the whole file in memory and an HillImageInfo that
 * was read from its header and found acceptable.  Private: not installed. */

#pragma once

#include "hill-image.h"
#include "hill-read.h"

G_BEGIN_DECLS

typedef enum
{
  HILL_IMAGE_NONE,
  HILL_IMAGE_PNG,
  HILL_IMAGE_JPEG,
  HILL_IMAGE_GIF,
} HillImageKind;

/**
 * HillImageInfo:
 * @memory: bytes that decoding takes at most, the file not counted
 * @length: bytes of the file that are needed: a GIF is read up to the end of its first frame
 */
typedef struct
{
  HillImageKind kind;
  gsize         width;
  gsize         height;
  gsize         memory;
  gsize         length;
} HillImageInfo;

/* What the first bytes say; 8 are enough. */
HillImageKind hill_image_sniff       (const guint8         *bytes,
                                      gsize                 n);

/* Reads sizes and structure; allocates nothing.  @name is the file's, for the message. */
gboolean      hill_image_measure     (HillImageInfo        *info,
                                      const guint8         *bytes,
                                      gsize                 n,
                                      const char           *name,
                                      GError              **error);

/* @info: from hill_image_measure() of the same bytes. */
gboolean      hill_image_decode      (HillImage            *self,
                                      const HillImageInfo  *info,
                                      const guint8         *bytes,
                                      gsize                 n,
                                      const char           *name,
                                      HillWatch            *watch,
                                      GError              **error);

/* The parts of the two functions above, by format. */
gboolean      hill_image_measure_png  (HillImageInfo *info, const guint8 *bytes, gsize n, const char *name, GError **error);
gboolean      hill_image_measure_jpeg (HillImageInfo *info, const guint8 *bytes, gsize n, const char *name, GError **error);
gboolean      hill_image_measure_gif  (HillImageInfo *info, const guint8 *bytes, gsize n, const char *name, GError **error);
gboolean      hill_image_decode_png   (HillImage *self, const HillImageInfo *info, const guint8 *bytes, gsize n,
                                       const char *name, HillWatch *watch, GError **error);
gboolean      hill_image_decode_pixbuf (HillImage *self, const HillImageInfo *info, const guint8 *bytes, gsize n,
                                        const char *name, HillWatch *watch, GError **error);

/* Lays pixels of four bytes, the last of them opacity, over white, in place. */
void          hill_image_flatten     (HillImage            *self);

G_END_DECLS
