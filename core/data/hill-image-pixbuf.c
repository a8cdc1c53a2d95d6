/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* JPEG and GIF by gdk-pixbuf.  Its loader is told the format and never guesses.  Before it sees a byte, the file's
 * structure is walked here: a JPEG must reach its end marker and have few enough scans for its size (each one
 * costs a pass over the picture), a GIF is cut off behind its first frame.  What the loader reports is not
 * trusted; there must be a picture, of the promised size. */

#include "hill-image-private.h"

#include "hill-i18n.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

/* Passes over pixels: ten scans, as usual, of the largest picture; about five seconds. */
#define JPEG_MAX_WORK (10 * HILL_IMAGE_MAX_PIXELS)
#define JPEG_MAX_SCANS 512
#define SLICE ((gsize) 16 << 10)

static gboolean
hill_image_cut_off (const char  *name,
                    gsize        offset,
                    const char  *format,
                    GError     **error)
{
  g_set_error (error, HILL_ERROR, HILL_ERROR_TRUNCATED,
               _("%s is a cut-off or damaged %s file: its structure breaks off at byte %zu"), name, format, offset);
  return FALSE;
}

/* ITU T.81, B.1.1.3: the frame headers; C4, C8 and CC are tables. */
static gboolean
hill_jpeg_marker_is_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* Markers without a length: restart intervals, and TEM. */
static gboolean
hill_jpeg_marker_is_bare (guint8 marker)
{
  return (marker >= 0xd0 && marker <= 0xd7) || marker == 0x01;
}

/* The next marker's second byte at or after *@at, which is moved behind it; 0 at the end of the file.
 * Inside coded data FF 00 is a byte, not a marker. */
static guint8
hill_jpeg_next_marker (const guint8 *bytes,
                       gsize         n,
                       gsize        *at)
{
  while (*at + 1 < n)
    {
      const guint8 *found = memchr (bytes + *at, 0xff, n - 1 - *at);

      if (found == NULL)
        break;
      *at = found - bytes + 1;
      if (bytes[*at] != 0x00 && bytes[*at] != 0xff)
        return bytes[(*at)++];
    }
  *at = n;
  return 0;
}

/* @at: of the segment behind a frame marker; of two frames the larger counts. */
static void
hill_jpeg_read_frame (HillImageInfo *info,
                      const guint8  *segment,
                      gsize          n)
{
  if (n < 7)
    return;
  info->height = MAX (info->height, (gsize) segment[3] << 8 | segment[4]);
  info->width = MAX (info->width, (gsize) segment[5] << 8 | segment[6]);
}

static gboolean
hill_jpeg_check_work (const HillImageInfo  *info,
                      gsize                 n_scans,
                      const char           *name,
                      GError              **error)
{
  gsize n_pixels = info->width * info->height;

  if (n_pixels > HILL_IMAGE_MAX_PIXELS)
    return TRUE;                                      /* refused for that by the caller */
  if (n_scans > 0 && n_scans <= JPEG_MAX_SCANS && n_pixels <= JPEG_MAX_WORK / n_scans)
    return TRUE;
  if (n_scans == 0)
    g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT, _("%s is a JPEG file without a picture"), name);
  else
    g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE,
                 _("%s is stored in %zu passes over %zu x %zu pixels, which would take too long; save it as an ordinary JPEG"),
                 name, n_scans, info->width, info->height);
  return FALSE;
}

gboolean
hill_image_measure_jpeg (HillImageInfo  *info,
                         const guint8   *bytes,
                         gsize           n,
                         const char     *name,
                         GError        **error)
{
  gsize at = 2, n_scans = 0;

  for (;;)
    {
      guint8 marker = hill_jpeg_next_marker (bytes, n, &at);
      gsize length;

      if (marker == 0xd9)
        break;
      if (hill_jpeg_marker_is_bare (marker))
        continue;
      length = marker != 0 && n - at >= 2 ? (gsize) bytes[at] << 8 | bytes[at + 1] : 0;
      if (length < 2 || length > n - at)
        return hill_image_cut_off (name, at, "JPEG", error);
      if (hill_jpeg_marker_is_frame (marker))
        hill_jpeg_read_frame (info, bytes + at, length);
      n_scans += marker == 0xda;
      at += length;
    }
  info->length = at;
  info->memory = info->width * info->height * 9;      /* coefficients of two bytes, and the pixels */
  return hill_jpeg_check_work (info, n_scans, name, error);
}

/* Moves *@at behind a chain of data sub-blocks. */
static gboolean
hill_gif_skip_blocks (const guint8 *bytes,
                      gsize         n,
                      gsize        *at)
{
  while (*at < n && bytes[*at] != 0)
    *at += 1 + (gsize) bytes[*at];
  (*at)++;
  return *at <= n;
}

static gsize
hill_gif_get_number (const guint8 *bytes)
{
  return (gsize) bytes[0] | (gsize) bytes[1] << 8;
}

static gsize
hill_gif_table_size (guint8 flags)
{
  return (flags & 0x80) != 0 ? (gsize) 3 << ((flags & 7) + 1) : 0;
}

/* The decoder survives neither an empty frame nor one that is larger than the picture without complaints. */
static gboolean
hill_gif_check_frame (const HillImageInfo *info,
                      const guint8        *descriptor)
{
  gsize x = hill_gif_get_number (descriptor + 1), y = hill_gif_get_number (descriptor + 3);
  gsize width = hill_gif_get_number (descriptor + 5), height = hill_gif_get_number (descriptor + 7);

  return width > 0 && height > 0 && x + width <= info->width && y + height <= info->height;
}

gboolean
hill_image_measure_gif (HillImageInfo  *info,
                        const guint8   *bytes,
                        gsize           n,
                        const char     *name,
                        GError        **error)
{
  gsize at = 13;

  if (n < 13)
    return hill_image_cut_off (name, n, "GIF", error);
  info->width = hill_gif_get_number (bytes + 6);
  info->height = hill_gif_get_number (bytes + 8);
  at += hill_gif_table_size (bytes[10]);

  while (at + 2 < n && bytes[at] == 0x21)             /* extensions */
    {
      at += 2;
      if (!hill_gif_skip_blocks (bytes, n, &at))
        return hill_image_cut_off (name, n, "GIF", error);
    }
  if (at >= n || n - at < 11 || bytes[at] != 0x2c)
    return hill_image_cut_off (name, MIN (at, n), "GIF", error);
  if (!hill_gif_check_frame (info, bytes + at))
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT, _("%s has a first frame that does not lie within the picture, at byte %zu"),
                   name, at);
      return FALSE;
    }
  at += 10 + hill_gif_table_size (bytes[at + 9]) + 1;      /* descriptor, colours, code size */
  if (at > n || !hill_gif_skip_blocks (bytes, n, &at))
    return hill_image_cut_off (name, n, "GIF", error);
  info->length = at;
  info->memory = info->width * info->height * 8;
  return TRUE;
}

static gboolean
hill_image_feed (GdkPixbufLoader  *loader,
                 const guint8     *bytes,
                 gsize             n,
                 HillWatch        *watch,
                 GError          **error)
{
  for (gsize at = 0; at < n; at += SLICE)
    {
      if (!hill_watch_check (watch, error))
        return FALSE;
      if (!gdk_pixbuf_loader_write (loader, bytes + at, MIN (SLICE, n - at), error))
        return FALSE;
    }
  return TRUE;
}

/* Takes the loader's picture over, turned as its EXIF data say. */
static gboolean
hill_image_take_pixbuf (HillImage           *self,
                        GdkPixbufLoader     *loader,
                        const HillImageInfo *info)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  GdkPixbuf *upright;

  if (pixbuf == NULL || gdk_pixbuf_get_width (pixbuf) != info->width || gdk_pixbuf_get_height (pixbuf) != info->height
      || gdk_pixbuf_get_bits_per_sample (pixbuf) != 8 || gdk_pixbuf_get_n_channels (pixbuf) < 3)
    return FALSE;
  upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);
  if (upright == NULL)
    return FALSE;
  self->width = gdk_pixbuf_get_width (upright);
  self->height = gdk_pixbuf_get_height (upright);
  self->step = gdk_pixbuf_get_n_channels (upright);
  self->stride = gdk_pixbuf_get_rowstride (upright);
  self->pixels = gdk_pixbuf_get_pixels (upright);
  self->owner = upright;
  self->owner_free = g_object_unref;
  return TRUE;
}

gboolean
hill_image_decode_pixbuf (HillImage            *self,
                          const HillImageInfo  *info,
                          const guint8         *bytes,
                          gsize                 n,
                          const char           *name,
                          HillWatch            *watch,
                          GError              **error)
{
  static const guint8 gif_trailer[] = { 0x3b };
  gboolean is_gif = info->kind == HILL_IMAGE_GIF;
  g_autoptr(GError) local = NULL;
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type (is_gif ? "gif" : "jpeg", &local);
  gboolean fed;

  if (loader == NULL)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_UNSUPPORTED, _("%s cannot be decoded: %s"), name,
                   local != NULL ? local->message : "gdk-pixbuf");
      return FALSE;
    }
  fed = hill_image_feed (loader, bytes, MIN (n, info->length), watch, &local)
        && (!is_gif || gdk_pixbuf_loader_write (loader, gif_trailer, 1, &local));
  fed = gdk_pixbuf_loader_close (loader, fed ? &local : NULL) && fed;

  if (fed && hill_image_take_pixbuf (self, loader, info))
    {
      if (self->step == 4)
        hill_image_flatten (self);
      return TRUE;
    }
  if (g_error_matches (local, HILL_ERROR, HILL_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT, _("%s is a damaged %s file: %s"), name, is_gif ? "GIF" : "JPEG",
                 local != NULL ? local->message : _("the decoder gives no picture"));
  return FALSE;
}
