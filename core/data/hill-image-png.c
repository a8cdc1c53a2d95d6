/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* PNG by libpng's classic interface.  Chunks that do not change pixels are passed over unread, so that no text or
 * profile can ask for memory; the header is compared with the file's length first; everything up to IEND
 * is read and checked, so that half a picture is no picture. */

#include "hill-image-private.h"

#include "hill-i18n.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>

/* RFC 1951: a 258-byte match costs at least two bits. */
#define DEFLATE_MAX_RATIO 1032
#define ROWS_PER_LOOK 64

typedef struct
{
  const guint8 *bytes;
  gsize         n;
  gsize         offset;
  char          message[160];
} HillPngSource;

static void
hill_png_source_read (png_structp png,
                      png_bytep   to,
                      png_size_t  n)
{
  HillPngSource *source = png_get_io_ptr (png);

  if (n > source->n - source->offset)
    png_error (png, "the file ends too early");
  memcpy (to, source->bytes + source->offset, n);
  source->offset += n;
}

static void
hill_png_source_fail (png_structp     png,
                      png_const_charp message)
{
  HillPngSource *source = png_get_error_ptr (png);

  g_strlcpy (source->message, message, sizeof source->message);
  png_longjmp (png, 1);
}

/* A warning is about a chunk that is passed over, or about surplus data; the pixels are whole. */
static void
hill_png_source_warn (png_structp     png,
                      png_const_charp message)
{
}

static guint32
hill_png_get_number (const guint8 *bytes)
{
  guint32 big_endian;

  memcpy (&big_endian, bytes, 4);
  return GUINT32_FROM_BE (big_endian);
}

static guint
hill_png_get_n_samples (guint8 color_type)
{
  static const guint8 n_samples[] = { 1, 0, 3, 1, 2, 0, 4 };

  return color_type < G_N_ELEMENTS (n_samples) ? n_samples[color_type] : 0;
}

gboolean
hill_image_measure_png (HillImageInfo  *info,
                        const guint8   *bytes,
                        gsize           n,
                        const char     *name,
                        GError        **error)
{
  guint64 row_bits, n_raw;

  if (n < 33 || memcmp (bytes + 12, "IHDR", 4) != 0)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TRUNCATED, _("%s has no PNG header at byte 12; download it again"), name);
      return FALSE;
    }
  info->width = hill_png_get_number (bytes + 16);
  info->height = hill_png_get_number (bytes + 20);
  if (info->width > PNG_UINT_31_MAX || info->height > PNG_UINT_31_MAX || hill_png_get_n_samples (bytes[25]) == 0)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT, _("%s has a damaged PNG header at byte 16"), name);
      return FALSE;
    }
  row_bits = (guint64) info->width * bytes[24] * hill_png_get_n_samples (bytes[25]);
  if (info->height > 0 && row_bits / 8 > G_MAXUINT64 / 2 / info->height)
    return TRUE;                          /* refused for its pixels by the caller */
  n_raw = row_bits / 8 * info->height;
  if (n_raw / DEFLATE_MAX_RATIO > n && info->width <= HILL_IMAGE_MAX_PIXELS / info->height)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TRUNCATED, _("%s promises %zu x %zu pixels; %zu bytes are too few for them"),
                   name, info->width, info->height, n);
      return FALSE;
    }
  info->memory = info->width * info->height * 4;
  return TRUE;
}

/* Asks libpng for 8-bit red, green, blue, and opacity where there is any. */
static gboolean
hill_png_set_wishes (png_structp png,
                     png_infop   header)
{
  gboolean has_alpha = (png_get_color_type (png, header) & PNG_COLOR_MASK_ALPHA) != 0
                       || png_get_valid (png, header, PNG_INFO_tRNS) != 0;

  png_set_scale_16 (png);
  png_set_expand (png);
  png_set_gray_to_rgb (png);
  return has_alpha;
}

/* Everything between setjmp() and the last call of libpng; nothing here owns memory of its own. */
static gboolean
hill_png_read_pixels (png_structp  png,
                      png_infop    header,
                      HillImage   *self,
                      HillWatch   *watch)
{
  gboolean has_alpha;
  int n_passes;

  png_read_info (png, header);
  has_alpha = hill_png_set_wishes (png, header);
  n_passes = png_set_interlace_handling (png);
  png_read_update_info (png, header);
  self->step = has_alpha ? 4 : 3;
  self->stride = self->width * self->step;
  if (png_get_image_width (png, header) != self->width || png_get_image_height (png, header) != self->height
      || png_get_rowbytes (png, header) != self->stride)
    png_error (png, "its rows are not as long as its header says");

  for (int pass = 0; pass < n_passes; pass++)
    for (guint y = 0; y < self->height; y++)
      {
        if (y % ROWS_PER_LOOK == 0 && !hill_watch_advance (watch, 0))
          return FALSE;
        png_read_row (png, self->pixels + y * self->stride, NULL);
      }
  png_read_end (png, NULL);
  return TRUE;
}

static void
hill_png_set_limits (png_structp png)
{
  png_set_user_limits (png, HILL_IMAGE_MAX_PIXELS, HILL_IMAGE_MAX_PIXELS);
  png_set_chunk_malloc_max (png, 1 << 20);
  png_set_chunk_cache_max (png, 16);
  png_set_keep_unknown_chunks (png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
}

gboolean
hill_image_decode_png (HillImage            *self,
                       const HillImageInfo  *info,
                       const guint8         *bytes,
                       gsize                 n,
                       const char           *name,
                       HillWatch            *watch,
                       GError              **error)
{
  HillPngSource source = { bytes, n, 0, "" };
  png_structp png = png_create_read_struct (PNG_LIBPNG_VER_STRING, &source, hill_png_source_fail, hill_png_source_warn);
  png_infop header = png != NULL ? png_create_info_struct (png) : NULL;
  volatile gboolean complete = FALSE;

  self->width = info->width;
  self->height = info->height;
  self->pixels = self->owner = hill_try_alloc (info->memory, name, error);
  self->owner_free = g_free;
  if (self->pixels == NULL || header == NULL)
    {
      if (self->pixels != NULL)
        g_set_error (error, HILL_ERROR, HILL_ERROR_UNSUPPORTED, _("%s cannot be decoded: %s"), name, "libpng");
      png_destroy_read_struct (&png, &header, NULL);
      hill_image_clear (self);
      return FALSE;
    }
  if (setjmp (png_jmpbuf (png)) == 0)
    {
      png_set_read_fn (png, &source, hill_png_source_read);
      hill_png_set_limits (png);
      complete = hill_png_read_pixels (png, header, self, watch);
    }
  png_destroy_read_struct (&png, &header, NULL);

  if (!complete)
    {
      if (source.message[0] != '\0')
        g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT, _("%s is a damaged PNG file: %s, at byte %zu"), name,
                     source.message, source.offset);
      else
        hill_watch_check (watch, error);
      hill_image_clear (self);
      return FALSE;
    }
  if (self->step == 4)
    hill_image_flatten (self);
  return TRUE;
}
