/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The whole file is made in memory and then replaces the old one, so that a failure leaves no half of a picture. */

#include "hill-export-private.h"

#include "hill-file.h"
#include "hill-recipe.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>

/* No date of the day on which it was made: the same figure is the same file. */
#define PDF_DATE "2000-01-01T00:00:00Z"

static const char * const endings[HILL_EXPORT_N_FORMATS] = { ".png", ".svg", ".pdf" };

cairo_status_t
hill_export_append (void                *closure,
                    const unsigned char *data,
                    unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

cairo_status_t
hill_export_draw (const HillPlot          *plot,
                  const HillExportOptions *options,
                  cairo_surface_t         *surface,
                  double                   scale)
{
  cairo_t *cr = cairo_create (surface);
  HillPlotStyle style = options->style;
  cairo_status_t status;

  style.pixel_scale = scale;
  if (scale > 0)
    cairo_scale (cr, scale, scale);
  hill_plot_draw (plot, cr, options->width, options->height, &style);
  status = cairo_status (cr);
  cairo_destroy (cr);
  return status == CAIRO_STATUS_SUCCESS ? cairo_surface_status (surface) : status;
}

gboolean
hill_export_check (cairo_status_t   status,
                   GError         **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, HILL_ERROR, HILL_ERROR_IO, _("The picture could not be drawn: %s"), cairo_status_to_string (status));
  return FALSE;
}

/* ---- pages */

struct _HillPages
{
  HillExportOptions  options;           /* without the recipe */
  GByteArray        *file;
  cairo_surface_t   *surface;
};

HillPages *
hill_pages_new (const HillExportOptions *options)
{
  HillPages *self;

  g_return_val_if_fail (options != NULL && options->width > 0 && options->height > 0, NULL);

  self = g_new0 (HillPages, 1);
  self->options = *options;
  self->options.recipe = NULL;
  self->file = g_byte_array_new ();
  self->surface = cairo_pdf_surface_create_for_stream (hill_export_append, self->file, options->width, options->height);
  /* Later versions may pack the keywords away where only a PDF reader finds them. */
  cairo_pdf_surface_restrict_to_version (self->surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATOR, "Downhill");
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATE_DATE, PDF_DATE);
  if (options->recipe != NULL)
    {
      g_autofree char *keywords = hill_recipe_to_pdf (options->recipe);

      cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_KEYWORDS, keywords);
    }
  return self;
}

void
hill_pages_free (HillPages *self)
{
  g_return_if_fail (self != NULL);

  cairo_surface_destroy (self->surface);
  g_byte_array_unref (self->file);
  g_free (self);
}

gboolean
hill_pages_add (HillPages       *self,
                const HillPlot  *plot,
                GError         **error)
{
  g_return_val_if_fail (self != NULL && plot != NULL, FALSE);

  if (!hill_export_check (hill_export_draw (plot, &self->options, self->surface, 0), error))
    return FALSE;
  cairo_surface_show_page (self->surface);
  return hill_export_check (cairo_surface_status (self->surface), error);
}

GBytes *
hill_pages_finish (HillPages  *self,
                   GError    **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  cairo_surface_finish (self->surface);
  if (!hill_export_check (cairo_surface_status (self->surface), error))
    return NULL;
  return g_bytes_new (self->file->data, self->file->len);
}

static GBytes *
export_pdf (const HillPlot           *plot,
            const HillExportOptions  *options,
            GError                  **error)
{
  g_autoptr(HillPages) pages = hill_pages_new (options);

  return hill_pages_add (pages, plot, error) ? hill_pages_finish (pages, error) : NULL;
}

/* ---- any format */

const char *
hill_export_format_get_ending (HillExportFormat format)
{
  g_return_val_if_fail (format < HILL_EXPORT_N_FORMATS, NULL);

  return endings[format];
}

gboolean
hill_export_format_of_path (const char        *path,
                            HillExportFormat  *format,
                            GError           **error)
{
  g_autofree char *lower = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (path != NULL && format != NULL, FALSE);

  lower = g_ascii_strdown (path, -1);
  name = g_filename_display_name (path);
  for (guint i = 0; i < HILL_EXPORT_N_FORMATS; i++)
    if (g_str_has_suffix (lower, endings[i]))
      {
        *format = (HillExportFormat) i;
        return TRUE;
      }
  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("%s: a picture's name ends in .png, .svg or .pdf. Choose one of them"), name);
  return FALSE;
}

GBytes *
hill_plot_render (const HillPlot           *self,
                  const HillExportOptions  *options,
                  GError                  **error)
{
  static GBytes *(* const make[HILL_EXPORT_N_FORMATS]) (const HillPlot *, const HillExportOptions *, GError **) =
    { hill_export_png, hill_export_svg, export_pdf };

  g_return_val_if_fail (self != NULL && options != NULL && options->format < HILL_EXPORT_N_FORMATS, NULL);
  g_return_val_if_fail (options->width > 0 && options->height > 0, NULL);

  return make[options->format] (self, options, error);
}

gboolean
hill_plot_export (const HillPlot           *self,
                  const char               *path,
                  const HillExportOptions  *options,
                  GError                  **error)
{
  HillExportOptions copy;
  g_autoptr(GBytes) file = NULL;

  g_return_val_if_fail (path != NULL && options != NULL, FALSE);

  copy = *options;
  if (!hill_export_format_of_path (path, &copy.format, error))
    return FALSE;
  file = hill_plot_render (self, &copy, error);
  return file != NULL && hill_file_replace (path, g_bytes_get_data (file, NULL), g_bytes_get_size (file), error);
}
