/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The norms of blocks in float.  Sums run in a few lanes, added in a fixed order. */

#include "hill-hog-private.h"

#include <math.h>

typedef float FourFloats __attribute__ ((vector_size (16), aligned (4), may_alias));

static float
add_lanes (FourFloats lanes)
{
  return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
}

static float
sum (const float *v,
     gsize        n)
{
  FourFloats lanes[2] = { { 0 }, { 0 } };
  float rest = 0;
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    {
      lanes[0] += *(const FourFloats *) (v + i);
      lanes[1] += *(const FourFloats *) (v + i + 4);
    }
  for (; i < n; i++)
    rest += v[i];
  return add_lanes (lanes[0] + lanes[1]) + rest;
}

static float
sum_squares (const float *v,
             gsize        n)
{
  FourFloats lanes[2] = { { 0 }, { 0 } };
  float rest = 0;
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    {
      FourFloats a = *(const FourFloats *) (v + i), b = *(const FourFloats *) (v + i + 4);

      lanes[0] += a * a;
      lanes[1] += b * b;
    }
  for (; i < n; i++)
    rest += v[i] * v[i];
  return add_lanes (lanes[0] + lanes[1]) + rest;
}

static void
scale (float *v,
       gsize  n,
       float  factor)
{
  for (gsize i = 0; i < n; i++)
    v[i] *= factor;
}

static void
scale_and_clip (float *v,
                gsize  n,
                float  factor)
{
  for (gsize i = 0; i < n; i++)
    v[i] = v[i] * factor < 0.2f ? v[i] * factor : 0.2f;
}

static float
get_inverse_norm (const float *v,
                  gsize        n)
{
  return 1 / sqrtf (sum_squares (v, n) + 1e-10f);
}

void
hill_hog_normalize (const HillHogParams *self,
                    float               *v,
                    gsize                n)
{
  if (self->variant == HILL_HOG_OPENCV)
    {
      scale_and_clip (v, n, 1 / (sqrtf (sum_squares (v, n)) + 0.1f * (float) n));
      scale (v, n, 1 / (sqrtf (sum_squares (v, n)) + 1e-3f));
      return;
    }
  switch (self->norm)
    {
    case HILL_HOG_NORM_L1:
    case HILL_HOG_NORM_L1_SQRT:
      scale (v, n, 1 / (sum (v, n) + 1e-5f));
      for (gsize i = 0; self->norm == HILL_HOG_NORM_L1_SQRT && i < n; i++)
        v[i] = sqrtf (v[i]);
      break;

    case HILL_HOG_NORM_L2:
      scale (v, n, get_inverse_norm (v, n));
      break;

    case HILL_HOG_NORM_L2_HYS:
      scale_and_clip (v, n, get_inverse_norm (v, n));
      scale (v, n, get_inverse_norm (v, n));
      break;

    case HILL_HOG_NORM_NONE:
    default:
      break;
    }
}
