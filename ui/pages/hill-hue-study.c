/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The map is a colour for each hue, looked up; marking a bin makes a new picture of the image, in which the others step back, and
 * nothing is computed anew. */

#include "hill-hue-study.h"

#include "hill-bins-plot.h"
#include "hill-colormap.h"
#include "hill-csv.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_HUES 720
#define BACKGROUND_ALPHA 40     /* of 255: what steps back */

struct _HillHueStudy
{
  gatomicrefcount   ref_count;
  HillFeatureImage *image;
  HillHueParams     params;
  gint16           *bins;       /* of each pixel, HILL_HUE_NO_BIN for grey */
  double           *histogram;
  gsize             n_grey;
  HillRaster       *map;
};

static guint32
scale_sample (guint32 sample,
              guint   alpha)
{
  guint32 even = (sample & 0x00ff00ffu) * alpha, odd = (sample >> 8 & 0x00ff00ffu) * alpha;

  /* Division by 255 of two channels at once. */
  even = (even + 0x00800080u + (even >> 8 & 0x00ff00ffu)) >> 8 & 0x00ff00ffu;
  odd = (odd + 0x00800080u + (odd >> 8 & 0x00ff00ffu)) & 0xff00ff00u;
  return even | odd;
}

static void
fill_hues (guint32 colors[N_HUES + 1])
{
  for (guint i = 0; i <= N_HUES; i++)
    colors[i] = hill_raster_pack (hill_colormap_hue ((double) i / N_HUES));
}

/* A pixel counts as much as its colour covers. */
static guint
get_alpha (const HillHueStudy *self,
           guint               x,
           guint               y)
{
  guint8 rgb[3];
  HillHue hue;

  if (self->params.weight == HILL_HUE_WEIGHT_NONE)
    return 255;
  hill_feature_image_get_rgb (self->image, x, y, rgb);
  hill_hue_of_rgb (&hue, rgb[0], rgb[1], rgb[2]);
  return (guint) (255 * CLAMP (hill_hue_get_weight (&hue, self->params.weight), 0, 1) + 0.5);
}

static HillRaster *
new_map (const HillHueStudy *self)
{
  const HillPixels *pixels = &self->image->pixels;
  HillRaster *raster = hill_raster_new (pixels->width, pixels->height);
  g_autofree float *degrees = g_new (float, (gsize) pixels->width * pixels->height);
  guint32 colors[N_HUES + 1];

  fill_hues (colors);
  hill_hue_map (pixels, degrees);
  for (guint i = 0; i < raster->n_rows; i++)
    for (guint j = 0; j < raster->n_columns; j++)
      {
        guint x = j * raster->step, y = i * raster->step;
        float hue = degrees[(gsize) y * pixels->width + x];

        if (!isnan (hue))
          raster->samples[i * raster->stride + j] = scale_sample (colors[(int) (hue * N_HUES / 360 + 0.5f)], get_alpha (self, x, y));
      }
  return raster;
}

HillHueStudy *
hill_hue_study_new (HillFeatureImage    *image,
                    const HillHueParams *params)
{
  HillHueStudy *self;

  g_return_val_if_fail (image != NULL && params != NULL, NULL);

  self = g_new0 (HillHueStudy, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->image = hill_feature_image_ref (image);
  self->params = *params;
  self->bins = g_new (gint16, (gsize) image->pixels.width * image->pixels.height);
  self->histogram = g_new0 (double, params->n_bins);
  hill_hue_bin_map (&image->pixels, params->n_bins, self->bins);
  self->n_grey = hill_hue_compute (params, &image->pixels, self->histogram);
  self->map = new_map (self);
  return self;
}

HillHueStudy *
hill_hue_study_ref (HillHueStudy *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hill_hue_study_unref (HillHueStudy *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  hill_feature_image_unref (self->image);
  hill_raster_unref (self->map);
  g_free (self->bins);
  g_free (self->histogram);
  g_free (self);
}

const HillHueParams *
hill_hue_study_get_params (const HillHueStudy *self)
{
  return &self->params;
}

HillFeatureImage *
hill_hue_study_get_image (const HillHueStudy *self)
{
  return self->image;
}

gsize
hill_hue_study_get_n_grey (const HillHueStudy *self)
{
  return self->n_grey;
}

int
hill_hue_study_get_bin (const HillHueStudy *self,
                        guint               x,
                        guint               y)
{
  int bin = self->bins[(gsize) y * self->image->pixels.width + x];

  return bin == HILL_HUE_NO_BIN ? (int) self->params.n_bins : bin;
}

/* The bin that a pixel is counted in. */
static int
get_counted_bin (const HillHueStudy *self,
                 int                 bin)
{
  return bin == (int) self->params.n_bins && self->params.grey == HILL_HUE_GREY_BIN0 ? 0 : bin;
}

/* (transfer full): @raster with the pixels of a bin as they are, and the others faint. */
static HillRaster *
new_marked (const HillHueStudy *self,
            HillRaster         *raster,
            int                 bin)
{
  HillRaster *marked;

  if (bin < 0)
    return hill_raster_ref (raster);
  marked = hill_raster_new (raster->width, raster->height);
  for (guint i = 0; i < raster->n_rows; i++)
    for (guint j = 0; j < raster->n_columns; j++)
      {
        guint32 sample = raster->samples[i * raster->stride + j];
        int here = get_counted_bin (self, hill_hue_study_get_bin (self, j * raster->step, i * raster->step));

        marked->samples[i * marked->stride + j] = here == bin ? sample : scale_sample (sample, BACKGROUND_ALPHA);
      }
  return marked;
}

static char *
describe_pixel (gconstpointer data,
                guint         x,
                guint         y)
{
  const HillHueStudy *self = data;
  guint8 rgb[3];
  HillHue hue;

  hill_feature_image_get_rgb (self->image, x, y, rgb);
  hill_hue_of_rgb (&hue, rgb[0], rgb[1], rgb[2]);
  if (hue.delta == 0)
    /* Translators: column and row of a pixel, then red, green, blue */
    return g_strdup_printf (_("(%u, %u): RGB %u, %u, %u, grey"), x + 1, y + 1, rgb[0], rgb[1], rgb[2]);
  /* Translators: column and row of a pixel, then red, green, blue, hue and bin */
  return g_strdup_printf (_("(%u, %u): RGB %u, %u, %u, hue %.1f°, bin %d"), x + 1, y + 1, rgb[0], rgb[1], rgb[2],
                          hill_hue_get_degrees (&hue), hill_hue_get_bin (&hue, self->params.n_bins) + 1);
}

static void
append_header (GString *csv)
{
  static const char * const names[] = { "red", "green", "blue", "hue", "bin" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    hill_csv_append_text (csv, names[i]);
}

static void
append_pixel (gconstpointer  data,
              guint          x,
              guint          y,
              GString       *csv)
{
  const HillHueStudy *self = data;
  guint8 rgb[3];
  HillHue hue;

  hill_feature_image_get_rgb (self->image, x, y, rgb);
  hill_hue_of_rgb (&hue, rgb[0], rgb[1], rgb[2]);
  for (int k = 0; k < 3; k++)
    hill_csv_append_number (csv, rgb[k]);
  if (hue.delta == 0)
    {
      hill_csv_append_text (csv, "");
      hill_csv_append_text (csv, "");
      return;
    }
  hill_csv_append_number (csv, hill_hue_get_degrees (&hue));
  hill_csv_append_number (csv, hill_hue_get_bin (&hue, self->params.n_bins) + 1);
}

static HillPlot *
new_picture (HillHueStudy      *self,
             HillRaster        *raster,
             const char        *sentence,
             const HillHueMark *mark)
{
  static const HillPictureSource source = { describe_pixel, append_header, append_pixel };
  g_autoptr(HillRaster) marked = new_marked (self, raster, mark->bin);
  HillPlot *plot = hill_picture_plot_new (NULL, marked, sentence);

  hill_picture_plot_set_source (plot, &source, hill_hue_study_ref (self), (GDestroyNotify) hill_hue_study_unref);
  if (mark->x >= 0)
    hill_picture_plot_set_marked (plot, mark->x, mark->y, 1, 1);
  return plot;
}

HillPlot *
hill_hue_study_new_image_plot (HillHueStudy      *self,
                               const HillHueMark *mark)
{
  g_autofree char *size = hill_feature_image_describe_size (self->image);
  g_autofree char *sentence = g_strdup_printf ("%s: %s", self->image->name, size);

  HillPlot *plot = new_picture (self, self->image->photo, sentence, mark);

  hill_picture_plot_set_key (plot, HILL_PICTURE_KEY_ROOM, 0, FALSE);
  return plot;
}

HillPlot *
hill_hue_study_new_map_plot (HillHueStudy      *self,
                             const HillHueMark *mark)
{
  HillPlot *plot = new_picture (self, self->map, _("The hue of each pixel in full colour; grey pixels have none and are left clear."), mark);

  hill_picture_plot_set_key (plot, HILL_PICTURE_KEY_HUE, 360, FALSE);
  return plot;
}

char *
hill_hue_params_describe_unit (const HillHueParams *params)
{
  if (params->normalize)
    return g_strdup (_("share"));
  switch (params->weight)
    {
    case HILL_HUE_WEIGHT_SATURATION:
      return g_strdup (_("sum of saturations"));
    case HILL_HUE_WEIGHT_SATURATION_VALUE:
      return g_strdup (_("sum of saturation × value"));
    case HILL_HUE_WEIGHT_NONE:
    default:
      return g_strdup (_("pixels"));
    }
}

HillPlot *
hill_hue_study_new_histogram_plot (HillHueStudy      *self,
                                   const HillHueMark *mark)
{
  g_autofree char *unit = hill_hue_params_describe_unit (&self->params);
  HillPlot *plot = hill_bins_plot_new (NULL, unit, self->histogram, self->params.n_bins, 360, HILL_BINS_HUE);
  int bin = mark->bin >= 0 ? mark->bin : mark->x >= 0 ? hill_hue_study_get_bin (self, (guint) mark->x, (guint) mark->y) : -1;

  /* Counts only: a share or a weight of what has no hue would be another quantity. */
  if (self->params.grey == HILL_HUE_GREY_SKIP && self->params.weight == HILL_HUE_WEIGHT_NONE && !self->params.normalize)
    hill_bins_plot_set_grey (plot, (double) self->n_grey, _("grey, left out"));
  hill_bins_plot_set_marked (plot, get_counted_bin (self, bin));
  return plot;
}

/* The formula for the largest channel, with the pixel's numbers. */
static char *
describe_hue (const HillHue *hue,
              const guint8   rgb[3])
{
  static const struct { const char *name; int first, second, offset; } formulas[] = {
    { "G − B", 1, 2, 0 }, { "B − R", 2, 0, 2 }, { "R − G", 0, 1, 4 },
  };
  static const char * const channels[] = { "R", "G", "B" };
  const char *name = formulas[hue->channel].name;
  int first = rgb[formulas[hue->channel].first], second = rgb[formulas[hue->channel].second], offset = formulas[hue->channel].offset;

  if (offset == 0)
    /* Translators: M and m are the largest and the smallest of R, G and B, d their difference */
    return g_strdup_printf (_("M = %s = %u, m = %u, d = %u: hue = 60° × ((%s) / d mod 6) = 60° × ((%d − %d) / %u mod 6) = %.1f°"),
                            channels[hue->channel], hue->max, hue->min, hue->delta, name, first, second, hue->delta,
                            hill_hue_get_degrees (hue));
  /* Translators: M and m are the largest and the smallest of R, G and B, d their difference */
  return g_strdup_printf (_("M = %s = %u, m = %u, d = %u: hue = 60° × ((%s) / d + %d) = 60° × ((%d − %d) / %u + %d) = %.1f°"),
                          channels[hue->channel], hue->max, hue->min, hue->delta, name, offset, first, second, hue->delta, offset,
                          hill_hue_get_degrees (hue));
}

static char *
describe_bin (const HillHueStudy *self,
              const HillHue      *hue)
{
  guint n = self->params.n_bins;
  int bin = hill_hue_get_bin (hue, n);
  double weight = hill_hue_get_weight (hue, self->params.weight);
  g_autofree char *amount = self->params.weight == HILL_HUE_WEIGHT_NONE ? g_strdup ("1") : g_strdup_printf ("%.3g", weight);

  /* Translators: number of bins, hue, its whole part, which bin, from and to which angle, and what is added to the bin */
  return g_strdup_printf (_("⌊%u × %.1f° / 360°⌋ = %d: bin %d of %u, from %.4g° to %.4g°; + %s"), n, hill_hue_get_degrees (hue), bin,
                          bin + 1, n, bin * 360.0 / n, (bin + 1) * 360.0 / n, amount);
}

char *
hill_hue_study_describe_step (const HillHueStudy *self,
                              guint               step,
                              guint               x,
                              guint               y)
{
  guint8 rgb[3];
  HillHue hue;

  hill_feature_image_get_rgb (self->image, x, y, rgb);
  hill_hue_of_rgb (&hue, rgb[0], rgb[1], rgb[2]);
  if (step == 1)
    return g_strdup_printf (_("Column %u, row %u: R = %u, G = %u, B = %u"), x + 1, y + 1, rgb[0], rgb[1], rgb[2]);
  if (step == 2)
    return hue.delta > 0 ? describe_hue (&hue, rgb) : g_strdup_printf (_("M = m = %u, so d = 0: the pixel is grey and has no hue"), hue.max);
  if (hue.delta > 0)
    return describe_bin (self, &hue);
  if (self->params.grey == HILL_HUE_GREY_SKIP)
    return g_strdup (_("It is left out: no bin counts it"));
  return g_strdup (self->params.weight == HILL_HUE_WEIGHT_NONE ? _("It is counted in bin 1, as if it were red")
                                                               : _("It belongs to bin 1, but its weight is 0"));
}

char *
hill_hue_study_describe_grey (const HillHueStudy *self)
{
  gsize n = (gsize) self->image->pixels.width * self->image->pixels.height;
  double share = 100.0 * (double) self->n_grey / (double) n;

  if (self->n_grey == 0)
    return g_strdup (_("No pixel is grey: each has a hue."));
  if (self->params.grey == HILL_HUE_GREY_SKIP)
    /* Translators: how many, of how many pixels, per cent */
    return g_strdup_printf (_("%'zu of %'zu pixels (%.1f %%) are grey. They have no hue and are left out."), self->n_grey, n, share);
  /* Translators: how many, of how many pixels, per cent */
  return g_strdup_printf (_("%'zu of %'zu pixels (%.1f %%) are grey. They have no hue and go to bin 1, as if they were red."),
                          self->n_grey, n, share);
}
