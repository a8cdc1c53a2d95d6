/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Sums and maxima over weight blocks, and the change between weights on scaled features and weights as files hold
 * them, on unit x (pixels / 255). */

#include "hill-weights.h"

#include "hill-objective.h"

#include <math.h>

#define LANES 8

static double
add_lanes (const double *lanes)
{
  return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
}

double
hill_weights_dot (const float *a,
                  const float *b,
                  gsize        n)
{
  double lanes[LANES] = { 0 };
  gsize i = 0;

  for (; i + LANES <= n; i += LANES)
    for (int k = 0; k < LANES; k++)
      lanes[k] += (double) a[i + k] * (double) b[i + k];
  for (; i < n; i++)
    lanes[0] += (double) a[i] * (double) b[i];
  return add_lanes (lanes);
}

double
hill_weights_sum_abs (const float *a,
                      gsize        n)
{
  double lanes[LANES] = { 0 };
  gsize i = 0;

  for (; i + LANES <= n; i += LANES)
    for (int k = 0; k < LANES; k++)
      lanes[k] += fabs ((double) a[i + k]);
  for (; i < n; i++)
    lanes[0] += fabs ((double) a[i]);
  return add_lanes (lanes);
}

/* The bits of |a| order like |a| itself, and those of infinities and NaN come last: one integer maximum. */
float
hill_weights_max_abs (const float *a,
                      gsize        n)
{
  union { float value; gint32 bits; } largest = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      union { float value; gint32 bits; } x = { a[i] };
      gint32 magnitude = x.bits & G_MAXINT32;

      largest.bits = magnitude > largest.bits ? magnitude : largest.bits;
    }
  return largest.bits < 0x7f800000 ? largest.value : HUGE_VALF;
}

gboolean
hill_weights_are_finite (const float *a,
                         gsize        n)
{
  return hill_weights_max_abs (a, n) <= G_MAXFLOAT;
}

void
hill_weights_unscale (const HillDesign *design,
                      const float      *weights,
                      float            *unscaled)
{
  gsize n_features = hill_design_get_n_features (design);
  const float *slopes = hill_design_get_slopes (design);
  const float *offsets = hill_design_get_offsets (design);
  double unit = hill_design_get_unit (design);

  for (guint c = 0; c < hill_design_get_n_classes (design); c++)
    {
      const float *from = weights + c * (n_features + 1);
      float *to = unscaled + c * (n_features + 1);

      to[n_features] = (float) (from[n_features] + hill_weights_dot (from, offsets, n_features));
      for (gsize d = 0; d < n_features; d++)
        to[d] = (float) (from[d] * (double) slopes[d] / unit);
    }
}

void
hill_weights_rescale (const HillDesign *design,
                      const float      *unscaled,
                      float            *weights)
{
  gsize n_features = hill_design_get_n_features (design);
  const float *slopes = hill_design_get_slopes (design);
  const float *offsets = hill_design_get_offsets (design);
  double unit = hill_design_get_unit (design);

  for (guint c = 0; c < hill_design_get_n_classes (design); c++)
    {
      const float *from = unscaled + c * (n_features + 1);
      float *to = weights + c * (n_features + 1);

      for (gsize d = 0; d < n_features; d++)
        to[d] = slopes[d] != 0 ? (float) (from[d] * unit / (double) slopes[d]) : 0;
      to[n_features] = (float) (from[n_features] - hill_weights_dot (to, offsets, n_features));
    }
}
