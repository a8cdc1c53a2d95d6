/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What is common to all pictures: telling formats apart, limits, laying over white, and resizing.
 *
 * Resizing is exact.  With a source of w pixels and a result of W, both are laid over w * W units: a source pixel
 * is W units wide and a result pixel w, so that every overlap is a whole number and no rounding happens before
 * the last division. */

#include "hill-image-private.h"

#include "hill-i18n.h"

#include <string.h>

#define MAX_RESULT_EDGE 4096

void
hill_image_clear (HillImage *self)
{
  if (self->owner_free != NULL)
    self->owner_free (self->owner);
  *self = (HillImage) { 0 };
}

HillImageKind
hill_image_sniff (const guint8 *bytes,
                  gsize         n)
{
  if (n >= 8 && memcmp (bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
    return HILL_IMAGE_PNG;
  if (n >= 3 && memcmp (bytes, "\xff\xd8\xff", 3) == 0)
    return HILL_IMAGE_JPEG;
  if (n >= 6 && (memcmp (bytes, "GIF87a", 6) == 0 || memcmp (bytes, "GIF89a", 6) == 0))
    return HILL_IMAGE_GIF;
  return HILL_IMAGE_NONE;
}

static gboolean
hill_image_refuse_kind (const guint8  *bytes,
                        gsize          n,
                        const char    *name,
                        GError       **error)
{
  const char *looks = hill_describe_bytes (bytes, n);

  if (looks != NULL)
    g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT, _("%s is not a PNG, JPEG or GIF picture: it is %s"), name, looks);
  else
    g_set_error (error, HILL_ERROR, HILL_ERROR_UNSUPPORTED,
                 _("%s is not PNG, JPEG or GIF; convert it to one of them"), name);
  return FALSE;
}

gboolean
hill_image_measure (HillImageInfo  *info,
                    const guint8   *bytes,
                    gsize           n,
                    const char     *name,
                    GError        **error)
{
  gboolean measured;

  *info = (HillImageInfo) { .kind = hill_image_sniff (bytes, n), .length = n };
  if (info->kind == HILL_IMAGE_PNG)
    measured = hill_image_measure_png (info, bytes, n, name, error);
  else if (info->kind == HILL_IMAGE_JPEG)
    measured = hill_image_measure_jpeg (info, bytes, n, name, error);
  else if (info->kind == HILL_IMAGE_GIF)
    measured = hill_image_measure_gif (info, bytes, n, name, error);
  else
    measured = hill_image_refuse_kind (bytes, n, name, error);
  if (!measured)
    return FALSE;

  if (info->width == 0 || info->height == 0)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_FORMAT, _("%s promises %zu x %zu pixels; at least one is expected"),
                   name, info->width, info->height);
      return FALSE;
    }
  if (info->width > HILL_IMAGE_MAX_PIXELS / info->height)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE,
                   _("%s promises %zu x %zu pixels; at most %zu in all are read, so scale it down"),
                   name, info->width, info->height, HILL_IMAGE_MAX_PIXELS);
      return FALSE;
    }
  return TRUE;
}

gboolean
hill_image_decode (HillImage            *self,
                   const HillImageInfo  *info,
                   const guint8         *bytes,
                   gsize                 n,
                   const char           *name,
                   HillWatch            *watch,
                   GError              **error)
{
  *self = (HillImage) { 0 };
  if (info->kind == HILL_IMAGE_PNG)
    return hill_image_decode_png (self, info, bytes, n, name, watch, error);
  return hill_image_decode_pixbuf (self, info, bytes, n, name, watch, error);
}

gboolean
hill_image_load (HillImage           *self,
                 const char          *path,
                 const HillProgress  *progress,
                 GError             **error)
{
  g_auto(HillReader) reader = HILL_READER_INIT;
  g_auto(HillWatch) watch = { 0 };
  g_autoptr(GBytes) bytes = NULL;
  HillImageInfo info;
  const guint8 *data;
  gsize n;

  *self = (HillImage) { 0 };
  hill_watch_init (&watch, progress, 0);
  if (!hill_reader_open (&reader, path, NULL, error))
    return FALSE;
  bytes = hill_reader_slurp (&reader, HILL_IMAGE_MAX_FILE_SIZE, &watch, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &n);
  return hill_image_measure (&info, data, n, reader.name, error)
         && hill_image_decode (self, &info, data, n, reader.name, &watch, error);
}

void
hill_image_flatten (HillImage *self)
{
  for (gsize y = 0; y < self->height; y++)
    {
      guint8 *pixel = self->pixels + y * self->stride;

      for (gsize x = 0; x < self->width; x++, pixel += 4)
        for (int c = 0; c < 3; c++)
          pixel[c] = (pixel[c] * pixel[3] + 255 * (255 - pixel[3]) + 127) / 255;
    }
}

/* Adds a source row, resized to @width, times @weight to @sums: 3 * @width numbers, planar. */
static void
hill_image_add_row (const HillImage *self,
                    gsize            y,
                    guint            width,
                    guint64          weight,
                    guint64         *sums)
{
  const guint8 *row = self->pixels + y * self->stride;

  for (gsize x = 0; x < width; x++)
    {
      gsize begin = x * self->width, end = begin + self->width;     /* in units */
      gsize first = begin / width, last = (end - 1) / width;        /* source pixels */
      guint64 red = 0, green = 0, blue = 0;

      for (gsize i = first; i <= last; i++)
        {
          const guint8 *pixel = row + i * self->step;
          guint overlap = MIN (end, (i + 1) * width) - MAX (begin, i * width);

          red += pixel[0] * overlap;
          green += pixel[1] * overlap;
          blue += pixel[2] * overlap;
        }
      sums[x] += red * weight;
      sums[width + x] += green * weight;
      sums[2 * width + x] += blue * weight;
    }
}

void
hill_image_resize (const HillImage *self,
                   guint            width,
                   guint            height,
                   guint8          *cells)
{
  g_autofree guint64 *sums = NULL;
  guint64 area;

  g_return_if_fail (self->pixels != NULL && self->width > 0 && self->height > 0);
  g_return_if_fail (width > 0 && width <= MAX_RESULT_EDGE && height > 0 && height <= MAX_RESULT_EDGE);

  area = (guint64) self->width * self->height;
  sums = g_new (guint64, 3 * (gsize) width);
  for (gsize y = 0; y < height; y++)
    {
      gsize begin = y * self->height, end = begin + self->height;

      memset (sums, 0, 3 * (gsize) width * sizeof *sums);
      for (gsize i = begin / height; i <= (end - 1) / height; i++)
        hill_image_add_row (self, i, width, MIN (end, (i + 1) * height) - MAX (begin, i * height), sums);
      for (gsize c = 0; c < 3; c++)
        for (gsize x = 0; x < width; x++)
          cells[(c * height + y) * width + x] = (sums[c * width + x] + area / 2) / area;
    }
}
