/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Hues: exact at the edges of bins, counted like the fractions of make.py, the fast way like the reference. */

#include "feature-pictures.h"

#include "hill-hue.h"
#include "hill-kernels.h"

static double
get_degrees (guint8 red,
             guint8 green,
             guint8 blue)
{
  HillHue hue;

  hill_hue_of_rgb (&hue, red, green, blue);
  return hill_hue_get_degrees (&hue);
}

static void
test_known (void)
{
  HillHue hue;

  g_assert_cmpfloat (get_degrees (255, 0, 0), ==, 0);
  g_assert_cmpfloat (get_degrees (255, 255, 0), ==, 60);
  g_assert_cmpfloat (get_degrees (0, 255, 0), ==, 120);
  g_assert_cmpfloat (get_degrees (0, 9, 9), ==, 180);
  g_assert_cmpfloat (get_degrees (0, 0, 3), ==, 240);
  g_assert_cmpfloat (get_degrees (200, 0, 200), ==, 300);
  g_assert_cmpfloat (get_degrees (255, 0, 1), ==, 360 - 60 / 255.0);
  g_assert_true (isnan (get_degrees (7, 7, 7)));

  hill_hue_of_rgb (&hue, 10, 200, 110);
  g_assert_cmpuint (hue.max, ==, 200);
  g_assert_cmpuint (hue.min, ==, 10);
  g_assert_cmpuint (hue.delta, ==, 190);
  g_assert_cmpuint (hue.channel, ==, 1);
  g_assert_cmpint (hue.difference, ==, 100);
  g_assert_cmpuint (hue.numerator, ==, 100 + 2 * 190);
  g_assert_cmpfloat (hill_hue_get_weight (&hue, HILL_HUE_WEIGHT_NONE), ==, 1);
  g_assert_cmpfloat (hill_hue_get_weight (&hue, HILL_HUE_WEIGHT_SATURATION), ==, 0.95);
  g_assert_cmpfloat (hill_hue_get_weight (&hue, HILL_HUE_WEIGHT_SATURATION_VALUE), ==, 190 / 255.0);
}

/* bin <= n numerator / (6 d) < bin + 1 for all colours with a zero, which are all hues there are. */
static void
test_edges (void)
{
  static const guint bins[] = { 2, 3, 6, 7, 18, 36, 360 };

  for (guint i = 0; i < 3 * 65536; i++)
    {
      guint8 rgb[3] = { 0 };
      HillHue hue;

      rgb[i / 65536] = (guint8) (i / 256);
      rgb[(i / 65536 + 1) % 3] = (guint8) i;
      hill_hue_of_rgb (&hue, rgb[0], rgb[1], rgb[2]);
      for (gsize k = 0; k < G_N_ELEMENTS (bins); k++)
        {
          int bin = hill_hue_get_bin (&hue, bins[k]);

          if (hue.delta == 0)
            {
              g_assert_cmpint (bin, ==, HILL_HUE_NO_BIN);
              continue;
            }
          g_assert_cmpuint (bin * 6 * hue.delta, <=, bins[k] * hue.numerator);
          g_assert_cmpuint (bins[k] * hue.numerator, <, (bin + 1) * 6 * hue.delta);
        }
    }
}

static void
test_fixture (gconstpointer data)
{
  gboolean large = GPOINTER_TO_INT (data) == 360;
  HillHueParams params = { large ? 360 : 18, HILL_HUE_WEIGHT_NONE, HILL_HUE_GREY_SKIP, FALSE };
  HillPixels pixels;
  g_autofree guint8 *bytes = feature_picture_draw (large ? 64 : 41, large ? 64 : 33, 3, &pixels);
  gsize n;
  g_autofree float *expected = feature_fixture_load (large ? "hue-360" : "hue-18", &n);
  double exact[360];
  float fast[360];

  g_assert_cmpuint (n, ==, params.n_bins);
  hill_hue_compute (&params, &pixels, exact);
  hill_hue_extract (&params, &pixels, fast);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpfloat (exact[i], ==, expected[i]);
      g_assert_cmpfloat (fast[i], ==, expected[i]);
    }
}

/* Every third blue of all colours there are. */
static void
test_fast_way (gconstpointer data)
{
  static const guint bins[] = { 2, 18, 360 };
  const char *kernels = data;
  g_autofree char *before = g_strdup (hill_kernels_get_name ());
  gsize n = 256 * 256 * 85 + 5;
  g_autofree guint8 *bytes = g_malloc0 (3 * n);
  HillPixels pixels = { bytes, (guint) n, 1, 3 };

  if (!hill_kernels_set_name (kernels))
    {
      g_test_skip ("this processor has no such kernels");
      return;
    }
  for (gsize i = 0; i < n; i++)
    {
      bytes[i] = (guint8) (i >> 8);
      bytes[n + i] = (guint8) i;
      bytes[2 * n + i] = (guint8) (3 * (i >> 16));
    }
  for (gsize k = 0; k < G_N_ELEMENTS (bins); k++)
    {
      HillHueParams params = { bins[k], HILL_HUE_WEIGHT_NONE, HILL_HUE_GREY_BIN0, FALSE };
      double exact[360];
      float fast[360];

      g_assert_cmpuint (hill_hue_compute (&params, &pixels, exact), ==, hill_hue_extract (&params, &pixels, fast));
      for (guint i = 0; i < bins[k]; i++)
        g_assert_cmpfloat (exact[i], ==, fast[i]);
    }
  hill_kernels_set_name (before);
}

/* Red, grey, half of a yellow, black. */
static void
test_choices (void)
{
  static const guint8 bytes[] = { 255, 7, 128, 0, 0, 7, 128, 0, 0, 7, 64, 0 };
  HillPixels pixels = { bytes, 2, 2, 3 };
  HillHueParams params = { 6, HILL_HUE_WEIGHT_NONE, HILL_HUE_GREY_SKIP, FALSE };
  double histogram[6];
  float degrees[4];
  gint16 bins[4];

  g_assert_cmpuint (hill_hue_compute (&params, &pixels, histogram), ==, 2);
  g_assert_cmpfloat (histogram[0], ==, 1);
  g_assert_cmpfloat (histogram[1], ==, 1);
  params.grey = HILL_HUE_GREY_BIN0;
  g_assert_cmpuint (hill_hue_compute (&params, &pixels, histogram), ==, 2);
  g_assert_cmpfloat (histogram[0], ==, 3);
  params.normalize = TRUE;
  hill_hue_compute (&params, &pixels, histogram);
  g_assert_cmpfloat (histogram[0], ==, 0.75);
  params.weight = HILL_HUE_WEIGHT_SATURATION_VALUE;
  params.normalize = FALSE;
  hill_hue_compute (&params, &pixels, histogram);
  g_assert_cmpfloat (histogram[0], ==, 1);
  g_assert_cmpfloat (histogram[1], ==, 64 / 255.0);

  hill_hue_map (&pixels, degrees);
  hill_hue_bin_map (&pixels, 6, bins);
  g_assert_cmpfloat (degrees[0], ==, 0);
  g_assert_true (isnan (degrees[1]) && isnan (degrees[3]));
  g_assert_cmpfloat (degrees[2], ==, 60);
  g_assert_cmpint (bins[1], ==, HILL_HUE_NO_BIN);
  g_assert_cmpint (bins[2], ==, 1);
}

/* Nothing has a hue: all zero, whatever is asked for, and never NaN. */
static void
test_grey (void)
{
  static const guint8 bytes[] = { 9, 200, 31 };
  HillPixels pixels = { bytes, 3, 1, 1 }, one = { bytes, 1, 1, 1 };

  for (int weight = 0; weight <= HILL_HUE_WEIGHT_SATURATION_VALUE; weight++)
    for (int normalize = 0; normalize < 2; normalize++)
      {
        HillHueParams params = { 18, (HillHueWeight) weight, HILL_HUE_GREY_SKIP, normalize };
        float histogram[18];

        g_assert_cmpuint (hill_hue_extract (&params, &one, histogram), ==, 1);
        g_assert_cmpuint (hill_hue_extract (&params, &pixels, histogram), ==, 3);
        for (int i = 0; i < 18; i++)
          g_assert_cmpfloat (histogram[i], ==, 0);
      }
}

static void
test_check (void)
{
  HillHueParams params = HILL_HUE_PARAMS_DEFAULT;
  g_autoptr(GError) error = NULL;

  g_assert_true (hill_hue_params_check (&params, NULL));
  params.n_bins = 361;
  g_assert_false (hill_hue_params_check (&params, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hue/known", test_known);
  g_test_add_func ("/hue/edges", test_edges);
  g_test_add_data_func ("/hue/fixture/18", GINT_TO_POINTER (18), test_fixture);
  g_test_add_data_func ("/hue/fixture/360", GINT_TO_POINTER (360), test_fixture);
  g_test_add_data_func ("/hue/fast-way/plain", "plain", test_fast_way);
  g_test_add_data_func ("/hue/fast-way/avx2", "avx2", test_fast_way);
  g_test_add_data_func ("/hue/fast-way/avx512", "avx512", test_fast_way);
  g_test_add_func ("/hue/choices", test_choices);
  g_test_add_func ("/hue/grey", test_grey);
  g_test_add_func ("/hue/check", test_check);
  return g_test_run ();
}
