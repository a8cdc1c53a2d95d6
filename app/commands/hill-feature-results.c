/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Pictures are drawn by the plots of the Features page. */

#include "hill-feature-results.h"

#include "hill-bins-plot.h"
#include "hill-csv.h"
#include "hill-export.h"
#include "hill-file.h"
#include "hill-glyph-plot.h"
#include "hill-npy.h"
#include "hill-picture-plot.h"

#include <glib/gi18n.h>

#define MAX_TABLE_ROWS ((gsize) 4 << 20)

static const double picture_width = 504, picture_height = 324, picture_dpi = 144;

static guint
get_hog_shape (const HillFeatureBlock *block,
               gsize                  *shape)
{
  const HillHogShape *s = &block->shape;
  gboolean in_columns = block->hog.order == HILL_HOG_ORDER_COLUMNS;
  guint n = 0;

  shape[n++] = in_columns ? s->n_block_columns : s->n_block_rows;
  shape[n++] = in_columns ? s->n_block_rows : s->n_block_columns;
  if (s->block > 1)
    {
      shape[n++] = s->block;
      shape[n++] = s->block;
    }
  shape[n++] = s->n_bins;
  return n;
}

guint
hill_feature_results_get_shape (const HillFeatureSet *set,
                                gsize                *shape)
{
  switch (set->blocks[0].kind)
    {
    case HILL_FEATURE_HOG:
      return get_hog_shape (&set->blocks[0], shape);

    case HILL_FEATURE_PIXELS:
      shape[0] = set->n_channels;
      shape[1] = set->height;
      shape[2] = set->width;
      return 3;

    case HILL_FEATURE_HUE:
    default:
      shape[0] = set->length;
      return 1;
    }
}

static gboolean
save_table (const HillFeatureSet  *set,
            const float           *features,
            const char            *path,
            GError               **error)
{
  g_autoptr(GString) csv = g_string_new (NULL);

  hill_csv_append_text (csv, "index");
  hill_csv_append_text (csv, "feature");
  hill_csv_append_text (csv, "value");
  hill_csv_end_row (csv);
  for (gsize i = 0; i < set->length; i++)
    {
      g_autofree char *name = hill_feature_set_dup_dimension_name (set, i);

      hill_csv_append_number (csv, (double) i);
      hill_csv_append_text (csv, name);
      hill_csv_append_number (csv, features[i]);
      hill_csv_end_row (csv);
    }
  return hill_file_replace (path, csv->str, csv->len, error);
}

gboolean
hill_feature_results_save (const HillFeatureSet  *set,
                           const float           *features,
                           const char            *path,
                           GError               **error)
{
  g_autofree char *name = g_filename_display_name (path);
  gsize shape[5];
  guint rank = hill_feature_results_get_shape (set, shape);

  if (g_str_has_suffix (path, ".npy"))
    return hill_npy_save_float32 (path, features, shape, rank, error);
  if (g_str_has_suffix (path, ".csv") && set->length > MAX_TABLE_ROWS)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE, _("%s: a table of %zu rows is too long: save an array (.npy)"),
                   name, set->length);
      return FALSE;
    }
  if (g_str_has_suffix (path, ".csv"))
    return save_table (set, features, path, error);

  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("%s: features are saved as .npy or .csv"), name);
  return FALSE;
}

static HillRaster *
new_raster (const HillPixels *pixels)
{
  HillRaster *raster = hill_raster_new (pixels->width, pixels->height);
  guint last = pixels->n_channels - 1;

  for (guint y = 0; y < raster->n_rows; y++)
    for (guint x = 0; x < raster->n_columns; x++)
      {
        guint i = x * raster->step, j = y * raster->step;
        HillColor color = {
          hill_pixels_get (pixels, 0, i, j) / 255.0,
          hill_pixels_get (pixels, MIN (1, last), i, j) / 255.0,
          hill_pixels_get (pixels, last, i, j) / 255.0,
          1
        };

        raster->samples[y * raster->stride + x] = hill_raster_pack (color);
      }
  return raster;
}

static HillPlot *
new_glyph_plot (const HillFeatureBlock *block,
                const HillPixels       *pixels,
                const float            *features)
{
  const HillHogShape *shape = &block->shape;
  const HillGlyphGrid grid = {
    .n_rows = shape->n_rows,
    .n_columns = shape->n_columns,
    .n_bins = shape->n_bins,
    .cell = block->hog.cell,
    .is_signed = block->hog.is_signed,
    .turn = block->hog.variant == HILL_HOG_CS231N ? -90 : 0,
  };
  gsize n = (gsize) shape->n_rows * shape->n_columns * shape->n_bins;
  g_autofree double *folded = g_new (double, n);
  g_autofree float *values = g_new (float, n);
  g_autoptr(HillRaster) raster = new_raster (pixels);
  HillPlot *plot;

  hill_hog_fold (&block->hog, shape, features, TRUE, folded);
  for (gsize i = 0; i < n; i++)
    values[i] = (float) folded[i];
  plot = hill_glyph_plot_new (_("Histogram of oriented gradients"), values, &grid, raster);
  hill_glyph_plot_set_opacity (plot, 0.4);
  return plot;
}

static HillPlot *
new_hue_plot (const HillFeatureBlock *block,
              const float            *features,
              gsize                   n_grey)
{
  double values[HILL_HUE_MAX_BINS];
  gboolean counts = !block->hue.normalize && block->hue.weight == HILL_HUE_WEIGHT_NONE;
  HillPlot *plot;

  for (guint i = 0; i < block->hue.n_bins; i++)
    values[i] = features[i];
  plot = hill_bins_plot_new (_("Hue histogram"), counts ? _("pixels") : _("share"), values, block->hue.n_bins, 360, HILL_BINS_HUE);
  if (counts && block->hue.grey == HILL_HUE_GREY_SKIP)
    hill_bins_plot_set_grey (plot, (double) n_grey, _("grey"));
  return plot;
}

static HillPlot *
new_plot (const HillFeatureSet *set,
          const HillPixels     *pixels,
          const float          *features,
          gsize                 n_grey)
{
  const HillFeatureBlock *block = &set->blocks[0];
  g_autoptr(HillRaster) raster = NULL;

  if (block->kind == HILL_FEATURE_HOG)
    return new_glyph_plot (block, pixels, features);
  if (block->kind == HILL_FEATURE_HUE)
    return new_hue_plot (block, features, n_grey);
  raster = new_raster (pixels);
  return hill_picture_plot_new (_("Pixels"), raster, _("The image itself."));
}

gboolean
hill_feature_results_draw (const HillFeatureSet  *set,
                           const HillPixels      *pixels,
                           const float           *features,
                           gsize                  n_grey,
                           const char            *path,
                           GError               **error)
{
  g_autoptr(HillPlot) plot = new_plot (set, pixels, features, n_grey);
  double width = picture_width, height = picture_height;

  /* An image keeps its shape. */
  if (set->blocks[0].kind != HILL_FEATURE_HUE)
    {
      height = picture_width * MIN (2, (double) pixels->height / pixels->width) + 30;
      width = height > 2 * picture_width ? picture_width * 0.75 : picture_width;
    }
  return hill_plot_export (plot, path, &(HillExportOptions) { .width = width, .height = height, .dpi = picture_dpi,
                                                            .style = hill_plot_style_light }, error);
}
