/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The hue histogram (S29 of the lecture): pixel -> hue -> bin -> count.  All decisions are made in integers, so that a
 * pixel on the edge of a bin is never moved by rounding. */

#pragma once

#include "hill-pixels.h"

G_BEGIN_DECLS

#define HILL_HUE_MIN_BINS 2
#define HILL_HUE_MAX_BINS 360

/* The bin of a pixel whose hue is not defined. */
#define HILL_HUE_NO_BIN (-1)

/**
 * HillHueWeight:
 * @HILL_HUE_WEIGHT_NONE: every pixel counts 1
 * @HILL_HUE_WEIGHT_SATURATION: a pixel counts its saturation d / M
 * @HILL_HUE_WEIGHT_SATURATION_VALUE: a pixel counts saturation times value, d / 255
 */
typedef enum
{
  HILL_HUE_WEIGHT_NONE,
  HILL_HUE_WEIGHT_SATURATION,
  HILL_HUE_WEIGHT_SATURATION_VALUE,
} HillHueWeight;

/* What becomes of grey pixels (d = 0): left out, or counted in bin 0 as other libraries do (with a weight that is 0 they count 0). */
typedef enum
{
  HILL_HUE_GREY_SKIP,
  HILL_HUE_GREY_BIN0,
} HillHueGrey;

/**
 * HillHueParams:
 * @n_bins: 2 to 360
 * @weight: what a pixel counts
 * @grey: what becomes of grey pixels
 * @normalize: divide by the sum, unless that is 0
 */
typedef struct
{
  guint         n_bins;
  HillHueWeight weight;
  HillHueGrey   grey;
  gboolean      normalize;
} HillHueParams;

/* 18 bins, counts without weights, grey pixels left out. */
#define HILL_HUE_PARAMS_DEFAULT { 18, HILL_HUE_WEIGHT_NONE, HILL_HUE_GREY_SKIP, FALSE }

HILL_API gboolean hill_hue_params_check (const HillHueParams  *self,
                                         GError              **error);

/**
 * HillHue:
 * @max: M = max (R, G, B)
 * @min: m
 * @delta: d = M - m; 0 for grey
 * @channel: whose formula holds: 0 where M = R, else 1 where M = G, else 2
 * @difference: G - B, B - R or R - G
 * @numerator: of hue / 60 = numerator / d, reduced to 0 <= numerator < 6 d; 0 for grey
 *
 * The hue of one pixel, exactly, with what the three lines of its calculation need:
 * hue / 60 = (G - B) / d mod 6 if M = R, else (B - R) / d + 2 if M = G, else (R - G) / d + 4.
 * Source: A. R. Smith, "Color gamut transform pairs", SIGGRAPH 1978.
 */
typedef struct
{
  guint max;
  guint min;
  guint delta;
  guint channel;
  int   difference;
  guint numerator;
} HillHue;

HILL_API void     hill_hue_of_rgb       (HillHue              *self,
                                         guint8                red,
                                         guint8                green,
                                         guint8                blue);

/* In degrees, 0 <= hue < 360; NaN for grey. */
HILL_API double   hill_hue_get_degrees  (const HillHue        *self);

/* floor (n hue / 360) = floor (n numerator / (6 d)) in integers; %HILL_HUE_NO_BIN for grey. */
HILL_API int      hill_hue_get_bin      (const HillHue        *self,
                                         guint                 n_bins);

/* What the pixel counts. */
HILL_API double   hill_hue_get_weight   (const HillHue        *self,
                                         HillHueWeight         weight);

/* width x height hues in degrees, row by row, NaN for grey; all grey for an image of one channel. */
HILL_API void     hill_hue_map          (const HillPixels     *pixels,
                                         float                *degrees);

/* width x height bins, row by row; %HILL_HUE_NO_BIN for grey, whatever is done with it in the histogram. */
HILL_API void     hill_hue_bin_map      (const HillPixels     *pixels,
                                         guint                 n_bins,
                                         gint16               *bins);

/**
 * hill_hue_compute:
 * @histogram: receives n_bins values; overwritten.  All 0 where every pixel is grey and left out.
 *
 * The histogram in double, as the formula reads: the reference.
 *
 * Returns: the number of grey pixels
 */
HILL_API gsize    hill_hue_compute      (const HillHueParams  *self,
                                         const HillPixels     *pixels,
                                         double               *histogram);

/* The same by the fast kernel, in float: equal counts, other values to rounding. */
HILL_API gsize    hill_hue_extract      (const HillHueParams  *self,
                                         const HillPixels     *pixels,
                                         float                *histogram);

G_END_DECLS
