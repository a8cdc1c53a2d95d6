/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Hues as fractions: hue / 60 = numerator / d, both small integers. */

#include "hill-hue.h"

#include "hill-i18n.h"

#include <math.h>
#include <string.h>

gboolean
hill_hue_params_check (const HillHueParams  *self,
                       GError              **error)
{
  if (self->n_bins < HILL_HUE_MIN_BINS || self->n_bins > HILL_HUE_MAX_BINS)
    {
      g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("A hue histogram has %d to %d bins, not %u"), HILL_HUE_MIN_BINS,
                   HILL_HUE_MAX_BINS, self->n_bins);
      return FALSE;
    }
  if (self->weight > HILL_HUE_WEIGHT_SATURATION_VALUE || self->grey > HILL_HUE_GREY_BIN0)
    {
      g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, _("The hue histogram holds a choice that does not exist"));
      return FALSE;
    }
  return TRUE;
}

void
hill_hue_of_rgb (HillHue *self,
                 guint8   red,
                 guint8   green,
                 guint8   blue)
{
  int numerator;

  self->max = MAX (red, MAX (green, blue));
  self->min = MIN (red, MIN (green, blue));
  self->delta = self->max - self->min;
  self->channel = self->max == red ? 0 : self->max == green ? 1 : 2;
  self->difference = self->channel == 0 ? green - blue : self->channel == 1 ? blue - red : red - green;

  numerator = self->difference + 2 * (int) (self->channel * self->delta);
  self->numerator = (guint) (numerator < 0 ? numerator + 6 * (int) self->delta : numerator);
}

double
hill_hue_get_degrees (const HillHue *self)
{
  return self->delta > 0 ? 60.0 * self->numerator / self->delta : NAN;
}

int
hill_hue_get_bin (const HillHue *self,
                  guint          n_bins)
{
  return self->delta > 0 ? (int) (n_bins * self->numerator / (6 * self->delta)) : HILL_HUE_NO_BIN;
}

double
hill_hue_get_weight (const HillHue *self,
                     HillHueWeight  weight)
{
  switch (weight)
    {
    case HILL_HUE_WEIGHT_SATURATION:
      return self->max > 0 ? (double) self->delta / self->max : 0;

    case HILL_HUE_WEIGHT_SATURATION_VALUE:
      return self->delta / 255.0;

    case HILL_HUE_WEIGHT_NONE:
    default:
      return 1;
    }
}

static void
get_hue (const HillPixels *pixels,
         gsize             i,
         HillHue          *hue)
{
  gsize n = pixels->n_channels == 3 ? (gsize) pixels->width * pixels->height : 0;

  hill_hue_of_rgb (hue, pixels->data[i], pixels->data[n + i], pixels->data[2 * n + i]);
}

void
hill_hue_map (const HillPixels *pixels,
              float            *degrees)
{
  for (gsize i = 0; i < (gsize) pixels->width * pixels->height; i++)
    {
      HillHue hue;

      get_hue (pixels, i, &hue);
      degrees[i] = (float) hill_hue_get_degrees (&hue);
    }
}

void
hill_hue_bin_map (const HillPixels *pixels,
                  guint             n_bins,
                  gint16           *bins)
{
  for (gsize i = 0; i < (gsize) pixels->width * pixels->height; i++)
    {
      HillHue hue;

      get_hue (pixels, i, &hue);
      bins[i] = (gint16) hill_hue_get_bin (&hue, n_bins);
    }
}

gsize
hill_hue_compute (const HillHueParams *self,
                  const HillPixels    *pixels,
                  double              *histogram)
{
  gsize n_grey = 0;
  double sum = 0;

  memset (histogram, 0, self->n_bins * sizeof *histogram);
  for (gsize i = 0; i < (gsize) pixels->width * pixels->height; i++)
    {
      HillHue hue;
      int bin;

      get_hue (pixels, i, &hue);
      bin = hill_hue_get_bin (&hue, self->n_bins);
      n_grey += bin == HILL_HUE_NO_BIN;
      if (bin != HILL_HUE_NO_BIN || self->grey == HILL_HUE_GREY_BIN0)
        histogram[MAX (bin, 0)] += hill_hue_get_weight (&hue, self->weight);
    }
  for (guint k = 0; k < self->n_bins; k++)
    sum += histogram[k];
  if (self->normalize && sum > 0)
    for (guint k = 0; k < self->n_bins; k++)
      histogram[k] /= sum;
  return n_grey;
}
