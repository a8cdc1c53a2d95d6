/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Counting hues by the fast kernel: bins of a stretch of pixels at a time, then four histograms by turns, so that a pixel does
 * not wait for the one before it, which mostly has the same hue. */

#include "hill-hue.h"

#include "hill-feature-kernels.h"

#include <string.h>

#define STRETCH 1024
#define N_TURNS 4

/* The last bin holds the grey pixels. */
typedef guint32 Counts[N_TURNS][HILL_HUE_MAX_BINS + 1];

static void
count_bins (const gint32 *bins,
            gsize         n,
            Counts        counts)
{
  gsize i = 0;

  for (; i + N_TURNS <= n; i += N_TURNS)
    for (gsize k = 0; k < N_TURNS; k++)
      counts[k][bins[i + k]]++;
  for (; i < n; i++)
    counts[0][bins[i]]++;
}

/* The kernel reads whole vectors: the end of the image is copied to where there is room behind it. */
static void
count_end (const HillPixels *pixels,
           guint             n_bins,
           gsize             first,
           gsize             n,
           Counts            counts)
{
  gsize n_pixels = (gsize) pixels->width * pixels->height;
  guint8 bytes[3][HILL_FEATURE_LANES] = { 0 };
  gint32 bins[HILL_FEATURE_LANES];

  for (int k = 0; k < 3; k++)
    memcpy (bytes[k], pixels->data + k * n_pixels + first, n);
  hill_feature_kernels_get ()->hue (bytes[0], bytes[1], bytes[2], n, n_bins, bins);
  count_bins (bins, n, counts);
}

static void
count_all (const HillPixels *pixels,
           guint             n_bins,
           Counts            counts)
{
  const HillFeatureKernels *kernels = hill_feature_kernels_get ();
  gsize n_pixels = (gsize) pixels->width * pixels->height, end = n_pixels / HILL_FEATURE_LANES * HILL_FEATURE_LANES;
  gint32 bins[STRETCH];

  for (gsize i = 0; i < end; i += STRETCH)
    {
      const guint8 *red = pixels->data + i;
      gsize n = MIN (STRETCH, end - i);

      kernels->hue (red, red + n_pixels, red + 2 * n_pixels, n, n_bins, bins);
      count_bins (bins, n, counts);
    }
  if (end < n_pixels)
    count_end (pixels, n_bins, end, n_pixels - end, counts);
}

static gsize
extract_counts (const HillHueParams *self,
                const HillPixels    *pixels,
                float               *histogram)
{
  Counts counts = { 0 };
  gsize n_grey = 0, sum = 0;

  count_all (pixels, self->n_bins, counts);
  for (int turn = 0; turn < N_TURNS; turn++)
    n_grey += counts[turn][self->n_bins];
  for (guint k = 0; k < self->n_bins; k++)
    {
      gsize n = k == 0 && self->grey == HILL_HUE_GREY_BIN0 ? n_grey : 0;

      for (int turn = 0; turn < N_TURNS; turn++)
        n += counts[turn][k];
      histogram[k] = (float) n;
      sum += n;
    }
  for (guint k = 0; k < self->n_bins && self->normalize && sum > 0; k++)
    histogram[k] = (float) ((double) histogram[k] / (double) sum);
  return n_grey;
}

/* Weighted, or of an image of one channel: not made for speed. */
static gsize
extract_exactly (const HillHueParams *self,
                 const HillPixels    *pixels,
                 float               *histogram)
{
  double exact[HILL_HUE_MAX_BINS];
  gsize n_grey = hill_hue_compute (self, pixels, exact);

  for (guint k = 0; k < self->n_bins; k++)
    histogram[k] = (float) exact[k];
  return n_grey;
}

gsize
hill_hue_extract (const HillHueParams *self,
                  const HillPixels    *pixels,
                  float               *histogram)
{
  if (self->weight != HILL_HUE_WEIGHT_NONE || pixels->n_channels != 3)
    return extract_exactly (self, pixels, histogram);
  return extract_counts (self, pixels, histogram);
}
