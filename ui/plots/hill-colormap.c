/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* CIELAB (CIE 15, white D65) to sRGB (IEC 61966-2-1); colours that do not exist are cut off at the border. */

#include "hill-colormap.h"

#include <math.h>

typedef struct
{
  double l, a, b;
} Lab;

static double
lab_inverse (double t)
{
  return t > 6.0 / 29 ? t * t * t : 3 * (6.0 / 29) * (6.0 / 29) * (t - 4.0 / 29);
}

static double
srgb_encode (double linear)
{
  double x = CLAMP (linear, 0, 1);

  return x <= 0.0031308 ? 12.92 * x : 1.055 * pow (x, 1 / 2.4) - 0.055;
}

static HillColor
lab_to_color (Lab lab)
{
  double fy = (lab.l + 16) / 116;
  double x = 0.95047 * lab_inverse (fy + lab.a / 500);
  double y = lab_inverse (fy);
  double z = 1.08883 * lab_inverse (fy - lab.b / 200);

  return (HillColor) { srgb_encode (3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
                       srgb_encode (-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
                       srgb_encode (0.0556434 * x - 0.2040259 * y + 1.0572252 * z), 1 };
}

static Lab
mix (Lab    from,
     Lab    to,
     double share)
{
  return (Lab) { from.l + share * (to.l - from.l), from.a + share * (to.a - from.a), from.b + share * (to.b - from.b) };
}

HillColor
hill_colormap_diverging (double   value,
                         gboolean dark)
{
  static const Lab white = { 98, 0, 0 }, black = { 6, 0, 0 };
  static const Lab deep_blue = { 32, 12, -56 }, deep_red = { 38, 60, 42 };
  static const Lab light_blue = { 76, -16, -38 }, light_red = { 70, 50, 34 };
  double share = isnan (value) ? 0 : MIN (fabs (value), 1);

  if (dark)
    return lab_to_color (mix (black, value < 0 ? light_blue : light_red, share));
  return lab_to_color (mix (white, value < 0 ? deep_blue : deep_red, share));
}

HillColor
hill_colormap_sequential (double   value,
                          gboolean dark)
{
  static const Lab white = { 98, 0, -1 }, black = { 14, 0, -2 };
  static const Lab deep_blue = { 34, 8, -50 }, light_blue = { 80, -14, -34 };
  double share = isnan (value) ? 0 : CLAMP (value, 0, 1);

  return lab_to_color (dark ? mix (black, light_blue, share) : mix (white, deep_blue, share));
}

HillColor
hill_colormap_category (guint    index,
                        gboolean dark)
{
  static const HillColor on_light[] =
  {
    { 0.000, 0.447, 0.698, 1 }, { 0.835, 0.369, 0.000, 1 }, { 0.000, 0.620, 0.451, 1 }, { 0.800, 0.475, 0.655, 1 },
    { 0.902, 0.624, 0.000, 1 }, { 0.337, 0.706, 0.914, 1 }, { 0.350, 0.350, 0.350, 1 },
  };
  static const HillColor on_dark[] =
  {
    { 0.420, 0.750, 0.960, 1 }, { 1.000, 0.570, 0.300, 1 }, { 0.270, 0.800, 0.630, 1 }, { 0.920, 0.640, 0.800, 1 },
    { 0.970, 0.780, 0.300, 1 }, { 0.640, 0.680, 0.980, 1 }, { 0.750, 0.750, 0.750, 1 },
  };

  return dark ? on_dark[index % G_N_ELEMENTS (on_dark)] : on_light[index % G_N_ELEMENTS (on_light)];
}

static double
get_distance (Lab from,
              Lab to)
{
  return sqrt (pow (to.l - from.l, 2) + pow (to.a - from.a, 2) + pow (to.b - from.b, 2));
}

HillColor
hill_colormap_cyclic (double turn)
{
  static const Lab loop[] = { { 86, -4, 66 }, { 56, 52, 40 }, { 32, 24, -54 }, { 70, -14, -32 }, { 86, -4, 66 } };
  double rest = 0;

  for (gsize i = 0; i + 1 < G_N_ELEMENTS (loop); i++)
    rest += get_distance (loop[i], loop[i + 1]);
  rest *= isfinite (turn) ? turn - floor (turn) : 0;
  for (gsize i = 0; i + 1 < G_N_ELEMENTS (loop); i++)
    {
      double length = get_distance (loop[i], loop[i + 1]);

      if (rest <= length)
        return lab_to_color (mix (loop[i], loop[i + 1], rest / length));
      rest -= length;
    }
  return lab_to_color (loop[0]);
}

HillColor
hill_colormap_hue (double turn)
{
  double place = isfinite (turn) ? 6 * (turn - floor (turn)) : 0;

  return (HillColor) { CLAMP (fabs (place - 3) - 1, 0, 1), CLAMP (2 - fabs (place - 2), 0, 1), CLAMP (2 - fabs (place - 4), 0, 1), 1 };
}

static double
srgb_decode (double encoded)
{
  return encoded <= 0.04045 ? encoded / 12.92 : pow ((encoded + 0.055) / 1.055, 2.4);
}

HillColor
hill_color_get_ink (HillColor ground)
{
  double luminance = 0.2126 * srgb_decode (ground.red) + 0.7152 * srgb_decode (ground.green) + 0.0722 * srgb_decode (ground.blue);

  /* Where the contrast ratios of WCAG 2 are equal. */
  return luminance > 0.179 ? (HillColor) { 0, 0, 0, 1 } : (HillColor) { 1, 1, 1, 1 };
}
