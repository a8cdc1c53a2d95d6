/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Pictures for the tests of features.  The drawn one is that of tests/fixtures/features/make.py. */

#pragma once

#include "hill-npy.h"
#include "hill-pixels.h"

#include <math.h>

/* (transfer full): slopes, checks, and a little noise. */
static inline guint8 *
feature_picture_draw (guint       width,
                      guint       height,
                      guint       n_channels,
                      HillPixels *pixels)
{
  guint8 *data = g_malloc ((gsize) width * height * n_channels), *p = data;

  for (guint64 k = 0; k < n_channels; k++)
    for (guint64 y = 0; y < height; y++)
      for (guint64 x = 0; x < width; x++)
        {
          guint64 noise = (x * 7919 + y * 104729 + k * 1299709) % 8191 % 23;
          guint64 value = (3 * x * x + (k + 2) * x * y + 7 * y * y) / 37 + 90 * ((x / 5 + y / 7 + k) % 2) + noise;

          *p++ = (guint8) (value / 256 % 2 == 0 ? value % 256 : 255 - value % 256);
        }
  *pixels = (HillPixels) { data, width, height, n_channels };
  return data;
}

/* (transfer full): @function (x, y) for every pixel of every channel. */
static inline guint8 *
feature_picture_fill (guint       width,
                      guint       height,
                      guint       n_channels,
                      guint8    (*function) (guint x, guint y),
                      HillPixels *pixels)
{
  guint8 *data = g_malloc ((gsize) width * height * n_channels), *p = data;

  for (guint k = 0; k < n_channels; k++)
    for (guint y = 0; y < height; y++)
      for (guint x = 0; x < width; x++)
        *p++ = function (x, y);
  *pixels = (HillPixels) { data, width, height, n_channels };
  return data;
}

/* (transfer full): a vector made by another program. */
static inline float *
feature_fixture_load (const char *name,
                      gsize      *n)
{
  g_autofree char *file = g_strconcat (name, ".npy", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "features", file, NULL);
  GError *error = NULL;
  float *values = hill_npy_load_float32 (path, n, 1, &error);

  g_assert_no_error (error);
  return values;
}
