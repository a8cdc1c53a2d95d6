/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The whole file is made in memory and then replaces the old one, so that a failure leaves no half of a picture. */

#include "hill-export.h"

#include "hill-file.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <string.h>

#define MAX_PIXELS 30000

typedef struct
{
  const HillPlot      *plot;
  double               width, height;
  double               dpi;
  const HillPlotStyle *style;
  const char          *recipe;
} Job;

static cairo_status_t
append_bytes (void                *closure,
              const unsigned char *data,
              unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* @scale: of an image surface; 0 for a stream, which is ended. */
static gboolean
draw_on (const Job        *job,
         cairo_surface_t  *surface,
         double            scale,
         GError          **error)
{
  cairo_t *cr = cairo_create (surface);
  HillPlotStyle style = *job->style;
  cairo_status_t status;

  style.pixel_scale = scale;
  if (scale > 0)
    cairo_scale (cr, scale, scale);
  hill_plot_draw (job->plot, cr, job->width, job->height, &style);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (scale > 0)
    cairo_surface_flush (surface);
  else
    cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, HILL_ERROR, HILL_ERROR_IO, _("The picture could not be drawn: %s"), cairo_status_to_string (status));
  return FALSE;
}

static gboolean
make_svg (const Job   *job,
          GByteArray  *file,
          GError     **error)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_bytes, file, job->width, job->height);
  gboolean done;

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PT);
  done = draw_on (job, surface, 0, error);
  cairo_surface_destroy (surface);
  return done;
}

/* The same plot gives the same bytes whenever it is drawn: the date is always the same one. */
static cairo_surface_t *
new_pdf (const Job  *job,
         GByteArray *file)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_bytes, file, job->width, job->height);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Downhill");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  if (job->recipe != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, job->recipe);
  return surface;
}

static gboolean
make_pdf (const Job   *job,
          GByteArray  *file,
          GError     **error)
{
  cairo_surface_t *surface = new_pdf (job, file);
  gboolean done = draw_on (job, surface, 0, error);

  cairo_surface_destroy (surface);
  return done;
}

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
on_png_write (png_structp png,
              png_bytep   data,
              png_size_t  length)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) length);
}

static void
on_png_flush (png_structp png)
{
}

static void
set_png_header (const Job   *job,
                png_structp  png,
                png_infop    info,
                guint        width,
                guint        height)
{
  png_uint_32 per_metre = (png_uint_32) lround (job->dpi / 0.0254);
  png_text texts[2] =
  {
    { .compression = PNG_ITXT_COMPRESSION_NONE, .key = (char *) "Software", .text = (char *) "Downhill" },
    { .compression = PNG_ITXT_COMPRESSION_NONE, .key = (char *) "Recipe", .text = (char *) job->recipe },
  };

  png_set_IHDR (png, info, width, height, 8, PNG_COLOR_TYPE_RGB_ALPHA, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_BASE,
                PNG_FILTER_TYPE_BASE);
  png_set_sRGB (png, info, PNG_sRGB_INTENT_PERCEPTUAL);
  png_set_pHYs (png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
  png_set_text (png, info, texts, job->recipe != NULL ? 2 : 1);
  png_write_info (png, info);
}

/* @row is allocated by the caller: nothing is to be freed here after a long jump. */
static gboolean
write_png (const Job       *job,
           cairo_surface_t *surface,
           GByteArray      *file,
           guint8          *row)
{
  const guint8 *pixels = cairo_image_surface_get_data (surface);
  guint width = (guint) cairo_image_surface_get_width (surface), height = (guint) cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png != NULL ? png_create_info_struct (png) : NULL;

  if (info == NULL || setjmp (png_jmpbuf (png)))
    {
      png_destroy_write_struct (&png, &info);
      return FALSE;
    }
  png_set_write_fn (png, file, on_png_write, on_png_flush);
  set_png_header (job, png, info, width, height);
  for (guint y = 0; y < height; y++)
    {
      convert_row ((const guint32 *) (pixels + y * stride), width, row);
      png_write_row (png, row);
    }
  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);
  return TRUE;
}

static gboolean
make_png (const Job   *job,
          GByteArray  *file,
          GError     **error)
{
  double scale = job->dpi / 72;
  int width = (int) lround (job->width * scale), height = (int) lround (job->height * scale);
  cairo_surface_t *surface;
  g_autofree guint8 *row = NULL;
  gboolean done;

  if (width < 1 || height < 1 || width > MAX_PIXELS || height > MAX_PIXELS)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE,
                   _("A picture of %d x %d pixels is out of range. Choose a size from 1 to %d"), width, height, MAX_PIXELS);
      return FALSE;
    }
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  row = g_malloc ((gsize) width * 4);
  done = draw_on (job, surface, scale, error);
  if (done && !write_png (job, surface, file, row))
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_IO, _("The picture could not be packed. Choose a smaller size"));
      done = FALSE;
    }
  cairo_surface_destroy (surface);
  return done;
}

gboolean
hill_plot_export (const HillPlot       *self,
                  const char           *path,
                  double                width,
                  double                height,
                  double                dpi,
                  const HillPlotStyle  *style,
                  const char           *recipe,
                  GError              **error)
{
  static const struct
  {
    const char *ending;
    gboolean  (*make) (const Job *job, GByteArray *file, GError **error);
  } formats[] = { { ".png", make_png }, { ".svg", make_svg }, { ".pdf", make_pdf } };
  Job job = { self, width, height, dpi, style, recipe };
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autofree char *name = g_filename_display_name (path);

  g_return_val_if_fail (self != NULL && style != NULL && width > 0 && height > 0, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (lower, formats[i].ending))
      {
        g_autoptr(GByteArray) file = g_byte_array_new ();

        return formats[i].make (&job, file, error) && hill_file_replace (path, file->data, file->len, error);
      }

  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("%s: a picture's name ends in .png, .svg or .pdf. Choose one of them"), name);
  return FALSE;
}

gboolean
hill_plots_export_pages (HillPlot * const     *plots,
                         guint                 n_plots,
                         const char           *path,
                         double                width,
                         double                height,
                         const HillPlotStyle  *style,
                         const char           *recipe,
                         GError              **error)
{
  Job job = { NULL, width, height, 0, style, recipe };
  g_autoptr(GByteArray) file = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_t *cr;
  cairo_status_t status;

  g_return_val_if_fail (plots != NULL && n_plots > 0 && path != NULL && style != NULL, FALSE);

  surface = new_pdf (&job, file);
  cr = cairo_create (surface);
  for (guint i = 0; i < n_plots; i++)
    {
      hill_plot_draw (plots[i], cr, width, height, style);
      cairo_show_page (cr);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = status == CAIRO_STATUS_SUCCESS ? cairo_surface_status (surface) : status;
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return hill_file_replace (path, file->data, file->len, error);
  g_set_error (error, HILL_ERROR, HILL_ERROR_IO, _("The picture could not be drawn: %s"), cairo_status_to_string (status));
  return FALSE;
}
