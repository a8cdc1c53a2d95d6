/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* PNG by libpng's classic interface: three channels where the ground is opaque, four where it is not. */

#include "hill-export-private.h"

#include "hill-recipe.h"

#include <glib/gi18n.h>
#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <string.h>

#define MAX_EDGE 30000
#define MAX_AREA 120e6          /* pixels: half a gibibyte while it is drawn */
#define LONG_RECIPE 1024        /* bytes; from here on it is packed */
#define LEVEL 4                 /* of compression: beyond it, time for little */

typedef struct
{
  const HillExportOptions *options;
  cairo_surface_t         *surface;
  gboolean                 opaque;
  GByteArray              *file;
  guint8                  *row;
} Job;

/* Cairo's premultiplied pixels as red, green, blue, alpha. */
static void
convert_row (const guint32 *pixels,
             gsize          n,
             guint8        *rgba)
{
  for (gsize i = 0; i < n; i++, rgba += 4)
    {
      guint alpha = pixels[i] >> 24;

      for (guint k = 0; k < 3; k++)
        {
          guint value = pixels[i] >> (16 - 8 * k) & 0xff;

          rgba[k] = (guint8) (alpha > 0 ? (value * 255 + alpha / 2) / alpha : 0);
        }
      rgba[3] = (guint8) alpha;
    }
}

static void
convert_opaque_row (const guint32 *pixels,
                    gsize          n,
                    guint8        *rgb)
{
  for (gsize i = 0; i < n; i++, rgb += 3)
    {
      rgb[0] = (guint8) (pixels[i] >> 16);
      rgb[1] = (guint8) (pixels[i] >> 8);
      rgb[2] = (guint8) pixels[i];
    }
}

static void
on_write (png_structp png,
          png_bytep   data,
          png_size_t  length)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) length);
}

static void
on_flush (png_structp png)
{
}

static void
set_header (const Job   *job,
            png_structp  png,
            png_infop    info)
{
  const char *recipe = job->options->recipe;
  png_uint_32 per_metre = (png_uint_32) lround (job->options->dpi / 0.0254);
  png_text texts[2] =
  {
    { .compression = PNG_ITXT_COMPRESSION_NONE, .key = (char *) "Software", .text = (char *) "Downhill" },
    { .compression = recipe != NULL && strlen (recipe) >= LONG_RECIPE ? PNG_ITXT_COMPRESSION_zTXt : PNG_ITXT_COMPRESSION_NONE,
      .key = (char *) HILL_RECIPE_KEYWORD, .text = (char *) recipe },
  };

  png_set_IHDR (png, info, (png_uint_32) cairo_image_surface_get_width (job->surface),
                (png_uint_32) cairo_image_surface_get_height (job->surface), 8, job->opaque ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGB_ALPHA,
                PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
  png_set_compression_level (png, LEVEL);
  png_set_filter (png, 0, PNG_FILTER_NONE | PNG_FILTER_SUB | PNG_FILTER_UP);
  png_set_sRGB (png, info, PNG_sRGB_INTENT_PERCEPTUAL);
  png_set_pHYs (png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
  png_set_text (png, info, texts, recipe != NULL ? 2 : 1);
  png_write_info (png, info);
}

static void
write_rows (const Job   *job,
            png_structp  png)
{
  const guint8 *pixels = cairo_image_surface_get_data (job->surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (job->surface), width = (gsize) cairo_image_surface_get_width (job->surface);
  gsize height = (gsize) cairo_image_surface_get_height (job->surface);

  for (gsize y = 0; y < height; y++)
    {
      const guint32 *row = (const guint32 *) (const void *) (pixels + y * stride);

      if (job->opaque)
        convert_opaque_row (row, width, job->row);
      else
        convert_row (row, width, job->row);
      png_write_row (png, job->row);
    }
}

/* The row is allocated by the caller: nothing is to be freed here after a long jump. */
static gboolean
pack (const Job *job)
{
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png != NULL ? png_create_info_struct (png) : NULL;

  if (info == NULL || setjmp (png_jmpbuf (png)))
    {
      png_destroy_write_struct (&png, &info);
      return FALSE;
    }
  png_set_write_fn (png, job->file, on_write, on_flush);
  set_header (job, png, info);
  write_rows (job, png);
  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);
  return TRUE;
}

static GBytes *
draw_and_pack (const HillPlot  *plot,
               Job             *job,
               GError         **error)
{
  g_autofree guint8 *row = g_malloc ((gsize) cairo_image_surface_get_width (job->surface) * 4);
  g_autoptr(GByteArray) file = g_byte_array_new ();

  job->row = row;
  job->file = file;
  if (!hill_export_check (hill_export_draw (plot, job->options, job->surface, job->options->dpi / 72), error))
    return NULL;
  cairo_surface_flush (job->surface);
  if (pack (job))
    return g_byte_array_free_to_bytes (g_steal_pointer (&file));
  g_set_error (error, HILL_ERROR, HILL_ERROR_IO, _("The picture could not be packed. Choose a smaller size"));
  return NULL;
}

GBytes *
hill_export_png (const HillPlot           *plot,
                 const HillExportOptions  *options,
                 GError                  **error)
{
  Job job = { .options = options, .opaque = options->style.background.alpha >= 1 };
  double width = round (options->width * options->dpi / 72), height = round (options->height * options->dpi / 72);
  GBytes *file;

  if (!(width >= 1 && height >= 1 && width <= MAX_EDGE && height <= MAX_EDGE && width * height <= MAX_AREA))
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE,
                   _("A picture of %.0f × %.0f pixels is out of range. Choose a size from 1 to %d pixels, and at most %d million in all"),
                   width, height, MAX_EDGE, (int) (MAX_AREA / 1e6));
      return NULL;
    }
  job.surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) width, (int) height);
  file = draw_and_pack (plot, &job, error);
  cairo_surface_destroy (job.surface);
  return file;
}
