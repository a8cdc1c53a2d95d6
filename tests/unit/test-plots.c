/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Plots draw at any size, and say what lies at a place. */

#include "hill-axis.h"
#include "hill-colormap.h"
#include "hill-confusion-plot.h"
#include "hill-curve-plot.h"
#include "hill-template-plot.h"

#include <math.h>
#include <string.h>

static const char * const names[] = { "apple", "香蕉", "a name that is far too long for any cell of any plot" };

static HillPlot *
new_curves (void)
{
  HillPlot *plot = hill_curve_plot_new ("Title", "step", "loss");
  double x[101], y[101];

  for (int i = 0; i < 101; i++)
    {
      x[i] = i;
      y[i] = 2 * exp (-i / 20.0) + 0.1;
    }
  hill_curve_plot_add (plot, &(HillCurve) { .name = (char *) "falls", .x = x, .y = y, .n_points = 101 });
  for (int i = 0; i < 101; i++)
    y[i] = i / 100.0;
  hill_curve_plot_add (plot, &(HillCurve) { .name = (char *) "rises", .x = x, .y = y, .n_points = 101, .smoothed = TRUE });
  hill_curve_plot_set_cursor (plot, 50);
  return plot;
}

static HillPlot *
new_confusion (void)
{
  static const guint64 counts[] = { 8, 1, 1, 0, 10, 0, 4, 0, 6 };

  return hill_confusion_plot_new ("Title", counts, 3, names);
}

static HillPlot *
new_templates (guint width,
               guint n_channels)
{
  gsize n_features = width > 0 ? (gsize) width * 4 * n_channels : 2;
  g_autofree float *weights = g_new (float, 3 * (n_features + 1));

  for (gsize i = 0; i < 3 * (n_features + 1); i++)
    weights[i] = (float) sin ((double) i);
  return hill_template_plot_new ("Title", weights, 3, n_features, width, 4, n_channels, names,
                                 n_channels == 3 ? HILL_TEMPLATE_COLOR : HILL_TEMPLATE_DIVERGING);
}

static void
test_linear_ticks (void)
{
  HillAxis axis = { .start = 0, .end = 100 };
  double ticks[HILL_AXIS_MAX_TICKS];
  guint n;

  for (double scale = 1e-9; scale < 1e9; scale *= 7.3)
    for (guint wanted = 2; wanted <= 12; wanted++)
      {
        hill_axis_set_range (&axis, -0.3 * scale, 1.7 * scale);
        n = hill_axis_get_ticks (&axis, wanted, ticks);
        g_assert_cmpuint (n, >=, 2);
        g_assert_cmpuint (n, <=, MAX (wanted, 3));
        for (guint i = 1; i < n; i++)
          g_assert_cmpfloat_with_epsilon (ticks[i] - ticks[i - 1], ticks[1] - ticks[0], scale * 1e-9);
        g_assert_cmpfloat (ticks[0], >=, axis.low - scale * 1e-9);
        g_assert_cmpfloat (ticks[n - 1], <=, axis.high + scale * 1e-9);
      }
}

static void
test_log_ticks (void)
{
  HillAxis axis = { .log = TRUE, .start = 0, .end = 100 };
  double ticks[HILL_AXIS_MAX_TICKS];
  g_autofree char *one = NULL;
  guint n;

  hill_axis_set_range (&axis, 1e-4, 1e2);
  n = hill_axis_get_ticks (&axis, 8, ticks);
  g_assert_cmpuint (n, ==, 7);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (log10 (ticks[i]), (double) i - 4, 1e-9);
  /* Less than a decade is told by more than its 2 and 5. */
  hill_axis_set_range (&axis, 1.3, 5.2);
  n = hill_axis_get_ticks (&axis, 8, ticks);
  g_assert_cmpuint (n, ==, 5);
  g_assert_cmpfloat_with_epsilon (ticks[0], 1.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (ticks[4], 5, 1e-12);
  hill_axis_set_range (&axis, 1e-8, 1e2);
  one = hill_axis_format (&axis, 1, 1);
  g_assert_cmpstr (one, ==, "1");
  hill_axis_set_range (&axis, -5, NAN);
  g_assert_cmpfloat (axis.low, >, 0);
  g_assert_cmpfloat (axis.high, >, axis.low);
}

static void
test_places (void)
{
  for (int log = 0; log < 2; log++)
    {
      HillAxis axis = { .log = log, .start = 300, .end = 20 };

      hill_axis_set_range (&axis, 0.01, 7);
      for (double value = 0.01; value < 7; value += 0.37)
        g_assert_cmpfloat_with_epsilon (hill_axis_to_value (&axis, hill_axis_to_place (&axis, value)), value, 1e-9);
      g_assert_cmpfloat_with_epsilon (hill_axis_to_place (&axis, 0.01), 300, 1e-9);
    }
}

/* The pointer finds what the keyboard's place points at. */
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
  g_autoptr(HillPlot) curves = new_curves ();
  g_autoptr(HillPlot) confusion = new_confusion ();
  g_autoptr(HillPlot) templates = new_templates (4, 1);

  assert_round_trip (curves, -3, 1);
  assert_round_trip (curves, -30, 0);
  assert_round_trip (confusion, 2, 1);
  assert_round_trip (templates, 1, 0);
}

static void
test_words (void)
{
  g_autoptr(HillPlot) confusion = new_confusion ();
  g_autoptr(HillPlot) curves = new_curves ();
  g_autofree char *of_confusion = hill_plot_describe (confusion);
  g_autofree char *of_curves = hill_plot_describe (curves);

  g_assert_nonnull (strstr (of_confusion, "24 of 30"));
  g_assert_nonnull (strstr (of_confusion, names[2]));
  g_assert_nonnull (strstr (of_curves, "falls"));
  g_assert_nonnull (strstr (of_curves, "2.100"));
}

static void
test_tables (void)
{
  g_autoptr(HillPlot) confusion = new_confusion ();
  g_autofree char *csv = hill_plot_to_csv (confusion);
  g_auto(GStrv) lines = g_strsplit (csv, "\r\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  g_assert_cmpstr (lines[1], ==, "apple,8,1,1");
}

static cairo_surface_t *
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
  cairo_surface_flush (surface);
  return surface;
}

static void
test_sizes (void)
{
  static const int sizes[][2] = { { 1, 1 }, { 2, 900 }, { 900, 2 }, { 40, 30 }, { 130, 90 }, { 300, 200 }, { 1600, 1000 } };
  g_autoptr(GPtrArray) plots = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_plot_unref);

  g_ptr_array_add (plots, new_curves ());
  g_ptr_array_add (plots, new_confusion ());
  g_ptr_array_add (plots, new_templates (4, 1));
  g_ptr_array_add (plots, new_templates (4, 3));
  g_ptr_array_add (plots, new_templates (0, 1));
  for (guint k = 0; k < plots->len; k++)
    for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        cairo_surface_destroy (draw (g_ptr_array_index (plots, k), sizes[i][0], sizes[i][1], &hill_plot_style_light));
        cairo_surface_destroy (draw (g_ptr_array_index (plots, k), sizes[i][0], sizes[i][1], &hill_plot_style_slides));
      }
}

/* Data that nobody wants to see must not hurt. */
static void
test_strange_data (void)
{
  static const double values[][2] = { { 1, 1 }, { NAN, INFINITY }, { 0, 0 }, { -1e300, 1e300 }, { 1e-300, 2e-300 }, { -5, -5 } };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    for (int log = 0; log < 2; log++)
      {
        g_autoptr(HillPlot) plot = hill_curve_plot_new (NULL, "x", "y");
        double x[2] = { 0, values[i][0] }, y[2] = { values[i][0], values[i][1] };
        g_autofree char *words = NULL;

        hill_curve_plot_add (plot, &(HillCurve) { .name = (char *) "strange", .x = x, .y = y, .n_points = 2, .markers = TRUE });
        hill_curve_plot_set_log_y (plot, log);
        hill_curve_plot_set_empty_text (plot, "Nothing");
        cairo_surface_destroy (draw (plot, 400, 300, &hill_plot_style_dark));
        words = hill_plot_describe (plot);
        g_assert_nonnull (words);
      }
}

/* A million points cost no more than the columns they fall into. */
static void
test_long_curve (void)
{
  gsize n = 1000000;
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);
  g_autoptr(HillPlot) plot = hill_curve_plot_new (NULL, "x", "y");
  cairo_surface_t *surface;
  guint32 *pixels;
  gboolean has_peak = FALSE;

  for (gsize i = 0; i < n; i++)
    {
      x[i] = (double) i;
      y[i] = i == 777777 ? 1 : 0;
    }
  hill_curve_plot_add (plot, &(HillCurve) { .name = (char *) "peak", .x = x, .y = y, .n_points = n });
  surface = draw (plot, 600, 300, &hill_plot_style_light);
  pixels = (guint32 *) cairo_image_surface_get_data (surface);
  /* Half way up nothing is blue but the one peak. */
  for (int i = 100; i < 590; i++)
    {
      guint32 pixel = pixels[150 * cairo_image_surface_get_stride (surface) / 4 + i];

      has_peak |= (pixel & 0xff) > (pixel >> 16 & 0xff) + 40;
    }
  g_assert_true (has_peak);
  cairo_surface_destroy (surface);
}

static void
test_colors (void)
{
  HillColor middle = hill_colormap_diverging (0, FALSE), low = hill_colormap_diverging (-1, FALSE), high = hill_colormap_diverging (1, FALSE);

  g_assert_cmpfloat (middle.red, >, 0.95);
  g_assert_cmpfloat (middle.blue, >, 0.95);
  g_assert_cmpfloat (low.blue, >, low.red + 0.3);
  g_assert_cmpfloat (high.red, >, high.blue + 0.3);
  g_assert_cmpfloat (hill_color_get_ink (low).red, ==, 1);
  g_assert_cmpfloat (hill_color_get_ink (middle).red, ==, 0);
  for (double v = -2; v < 2; v += 0.01)
    {
      HillColor color = hill_colormap_diverging (v, TRUE);

      g_assert_true (color.red >= 0 && color.red <= 1 && color.green >= 0 && color.green <= 1 && color.blue >= 0 && color.blue <= 1);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plots/linear-ticks", test_linear_ticks);
  g_test_add_func ("/plots/log-ticks", test_log_ticks);
  g_test_add_func ("/plots/places", test_places);
  g_test_add_func ("/plots/pick", test_pick);
  g_test_add_func ("/plots/words", test_words);
  g_test_add_func ("/plots/tables", test_tables);
  g_test_add_func ("/plots/sizes", test_sizes);
  g_test_add_func ("/plots/strange-data", test_strange_data);
  g_test_add_func ("/plots/long-curve", test_long_curve);
  g_test_add_func ("/plots/colors", test_colors);
  return g_test_run ();
}
