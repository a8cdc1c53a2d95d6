/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The plots of the loss page: what they find under the pointer, what they say, and that they draw at any size and with any numbers. */

#include "hill-distribution-plot.h"
#include "hill-histogram-plot.h"
#include "hill-plot.h"
#include "hill-shape-plot.h"

#include <math.h>
#include <string.h>

static HillPlot *
new_weather (void)
{
  static const char * const outcomes[] = { "sun", "clouds", "rain" };
  static const char * const terms[] = { "0.20", "0.16", "0.10" };
  static const double q[] = { 0.5, 0.3, 0.2 }, p[] = { 0.4, 0.3, 0.3 };
  HillPlot *plot = hill_distribution_plot_new ("Weather", "probability", outcomes, 3);

  hill_distribution_plot_add (plot, "Q", "Q, as it is", q);
  hill_distribution_plot_add (plot, "P", NULL, p);
  hill_distribution_plot_set_terms (plot, terms);
  return plot;
}

static HillPlot *
new_histogram (guint64 n_zeros)
{
  static const guint64 counts[] = { 1, 20, 4000, 30, 2 };

  return hill_histogram_plot_new (NULL, "weight", -0.5, 0.5, counts, 5, n_zeros);
}

/* A bowl about (1, 0.5), with a square of side 2 about 0. */
static HillPlot *
new_shapes (double extra)
{
  enum { N = 21 };
  static const double xs[] = { 1, -1, -1, 1 }, ys[] = { 1, 1, -1, -1 };
  double losses[N * N];
  HillPlot *plot;

  for (int j = 0; j < N; j++)
    for (int i = 0; i < N; i++)
      losses[j * N + i] = pow (-2 + 0.2 * i - 1, 2) + pow (-2 + 0.2 * j - 0.5, 2);
  losses[3 * N + 3] = extra;
  plot = hill_shape_plot_new ("w1", "w2", -2, 2, N, losses);
  hill_shape_plot_set_minimum (plot, 1, 0.5, 0);
  hill_shape_plot_add (plot, "L1", xs, ys, 4, 0.75, 0.25, 0.125);
  return plot;
}

static void
assert_round_trip (HillPlot *plot,
                   int       dx,
                   int       dy)
{
  HillPlotHit hit = { .series = -1, .index = -1 }, found;
  cairo_rectangle_t place;

  g_assert_true (hill_plot_move (plot, &hit, 0, 0));
  hill_plot_move (plot, &hit, dx, dy);
  g_assert_true (hill_plot_locate (plot, 500, 400, &hill_plot_style_light, &hit, &place));
  g_assert_true (hill_plot_pick (plot, 500, 400, &hill_plot_style_light, place.x + place.width / 2, place.y + place.height / 2, &found));
  g_assert_cmpint (found.series, ==, hit.series);
  g_assert_cmpint (found.index, ==, hit.index);
  g_assert_true (found.text[0] != '\0' && g_utf8_validate (found.text, -1, NULL));
  g_assert_false (hill_plot_pick (plot, 500, 400, &hill_plot_style_light, -5, 1000, &found));
}

static void
test_pick (void)
{
  g_autoptr(HillPlot) weather = new_weather ();
  g_autoptr(HillPlot) histogram = new_histogram (100);
  g_autoptr(HillPlot) shapes = new_shapes (1);

  assert_round_trip (weather, 0, 0);
  assert_round_trip (weather, 2, 1);
  assert_round_trip (histogram, 1, 0);
  assert_round_trip (shapes, 0, 0);
  assert_round_trip (shapes, 1, 0);
}

/* The bar of zeros comes last, and only where there are some. */
static void
test_zeros (void)
{
  g_autoptr(HillPlot) with = new_histogram (100);
  g_autoptr(HillPlot) without = new_histogram (0);
  HillPlotHit hit = { .series = 0, .index = 4 };

  g_assert_true (hill_plot_move (with, &hit, 1, 0));
  g_assert_cmpfloat (hit.y, ==, 100);
  g_assert_cmpfloat (hit.x, ==, 0);
  hit.index = 4;
  g_assert_false (hill_plot_move (without, &hit, 1, 0));
}

static void
test_place_between (void)
{
  g_autoptr(HillPlot) shapes = new_shapes (1);
  HillPlotHit hit = { .series = 5, .x = -1, .y = -1 };
  cairo_rectangle_t place;

  g_assert_true (hill_plot_locate (shapes, 500, 400, &hill_plot_style_light, &hit, &place));
  g_assert_true (hill_plot_pick (shapes, 500, 400, &hill_plot_style_light, place.x, place.y, &hit));
  g_assert_cmpint (hit.series, ==, 2);
  g_assert_cmpfloat_with_epsilon (hit.x, -1, 1e-9);
  g_assert_nonnull (strstr (hit.text, "6.250"));
}

static void
test_words (void)
{
  g_autoptr(HillPlot) weather = new_weather ();
  g_autoptr(HillPlot) histogram = new_histogram (4053);
  g_autoptr(HillPlot) shapes = new_shapes (1);
  g_autofree char *of_weather = hill_plot_describe (weather);
  g_autofree char *of_histogram = hill_plot_describe (histogram);
  g_autofree char *of_shapes = hill_plot_describe (shapes);

  g_assert_nonnull (strstr (of_weather, "Q: sun 0.50, clouds 0.30, rain 0.20."));
  g_assert_nonnull (strstr (of_histogram, "8106"));
  g_assert_nonnull (strstr (of_histogram, "50.0 %"));
  g_assert_nonnull (strstr (of_shapes, "Best with L1"));
}

static void
test_tables (void)
{
  g_autoptr(HillPlot) weather = new_weather ();
  g_autoptr(HillPlot) histogram = new_histogram (7);
  g_autoptr(HillPlot) shapes = new_shapes (1);
  g_autofree char *of_weather = hill_plot_to_csv (weather);
  g_autofree char *of_histogram = hill_plot_to_csv (histogram);
  g_autofree char *of_shapes = hill_plot_to_csv (shapes);

  g_assert_nonnull (strstr (of_weather, "\r\nsun,0.5,"));
  g_assert_true (g_str_has_suffix (of_histogram, "\r\n0,0,7\r\n"));
  g_assert_nonnull (strstr (of_shapes, "w1,w2,data loss\r\n-2,-2,15.25\r\n"));
}

static void
draw (const HillPlot      *plot,
      int                  width,
      int                  height,
      const HillPlotStyle *style)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  HillPlotStyle scaled = *style;
  cairo_t *cr = cairo_create (surface);

  scaled.pixel_scale = 1;
  hill_plot_draw (plot, cr, width, height, &scaled);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static HillPlot *
new_hostile (void)
{
  static const char * const outcomes[] = { "", "\xe4\xba\x91", "a very long name of an outcome that fits nowhere" };
  static const double values[] = { NAN, -1, 1e300 };
  HillPlot *plot = hill_distribution_plot_new (NULL, "", outcomes, 3);

  hill_distribution_plot_add (plot, "Q", NULL, values);
  return plot;
}

static void
test_sizes (void)
{
  static const int sizes[][2] = { { 1, 1 }, { 2, 900 }, { 900, 2 }, { 40, 30 }, { 130, 90 }, { 300, 200 }, { 1600, 1000 } };
  g_autoptr(GPtrArray) plots = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_plot_unref);

  g_ptr_array_add (plots, new_weather ());
  g_ptr_array_add (plots, new_hostile ());
  g_ptr_array_add (plots, hill_distribution_plot_new (NULL, "", NULL, 0));
  g_ptr_array_add (plots, new_histogram (100));
  g_ptr_array_add (plots, hill_histogram_plot_new (NULL, "", 0, 0, NULL, 0, 0));
  g_ptr_array_add (plots, new_shapes (1));
  g_ptr_array_add (plots, new_shapes (NAN));
  g_ptr_array_add (plots, new_shapes (INFINITY));
  for (guint k = 0; k < plots->len; k++)
    for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        draw (g_ptr_array_index (plots, k), sizes[i][0], sizes[i][1], &hill_plot_style_light);
        draw (g_ptr_array_index (plots, k), sizes[i][0], sizes[i][1], &hill_plot_style_slides);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/loss-plots/pick", test_pick);
  g_test_add_func ("/loss-plots/zeros", test_zeros);
  g_test_add_func ("/loss-plots/place-between", test_place_between);
  g_test_add_func ("/loss-plots/words", test_words);
  g_test_add_func ("/loss-plots/tables", test_tables);
  g_test_add_func ("/loss-plots/sizes", test_sizes);
  return g_test_run ();
}
