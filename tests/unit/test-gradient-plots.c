/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The plots of the gradient page: they draw at any size and with any numbers, and say what lies at a place. */

#include "hill-axis.h"
#include "hill-curve-plot.h"
#include "hill-derivative-plot.h"
#include "hill-error-plot.h"
#include "hill-weight-map.h"

#include <math.h>
#include <string.h>

static const char * const names[] = { "apple", "香蕉", "a name that is far too long for any cell" };

/* x^2 about x = 1: the forward quotient is 2 + h, the central one 2. */
static HillPlot *
new_derivative (double   h,
                gboolean centered)
{
  HillDerivative content = { .x_label = "w", .y_label = "loss", .n_points = 101, .at = 1, .value = 1, .slope = 2, .h = h,
                             .centered = centered, .ahead = (1 + h) * (1 + h), .behind = (1 - h) * (1 - h), .low = NAN, .high = NAN };
  double x[101], y[101];

  for (int i = 0; i < 101; i++)
    {
      x[i] = i * 0.03;
      y[i] = x[i] * x[i];
    }
  content.x = x;
  content.y = y;
  return hill_derivative_plot_new (&content);
}

static HillPlot *
new_errors (void)
{
  static const double errors[] = { 0, 1e-20, 1e-12, 3e-8, 5e-5, 2e-3, 0.5, 2, INFINITY, NAN, 1e-3, 1e-9 };
  static const guint8 kinked[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1 };

  return hill_error_plot_new (errors, kinked, G_N_ELEMENTS (errors));
}

static HillPlot *
new_map (HillWeightMapKind kind,
         guint             width,
         guint             n_channels,
         gssize            current)
{
  gsize n_features = width > 0 ? (gsize) width * 3 * n_channels : n_channels == 1 ? 2 : 100, n = 3 * (n_features + 1);
  g_autofree double *values = g_new (double, n);
  g_autofree guint8 *kinked = g_new0 (guint8, n);
  HillWeightMap content = { kind, values, kinked, 3, n_features, width, 3, n_channels, names, 0, current };

  for (gsize i = 0; i < n; i++)
    values[i] = i % 7 == 6 ? NAN : kind == HILL_WEIGHT_MAP_SIGNED ? sin ((double) i) : pow (10, -(double) (i % 12));
  kinked[1] = 1;
  return hill_weight_map_new (&content);
}

static GPtrArray *
new_all (void)
{
  GPtrArray *plots = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_plot_unref);

  g_ptr_array_add (plots, new_derivative (0.5, FALSE));
  g_ptr_array_add (plots, new_derivative (1e-12, TRUE));
  g_ptr_array_add (plots, new_errors ());
  g_ptr_array_add (plots, hill_error_plot_new (NULL, NULL, 0));
  g_ptr_array_add (plots, new_map (HILL_WEIGHT_MAP_SIGNED, 4, 1, 5));
  g_ptr_array_add (plots, new_map (HILL_WEIGHT_MAP_SIGNED, 4, 3, -1));
  g_ptr_array_add (plots, new_map (HILL_WEIGHT_MAP_ERRORS, 4, 3, 36));
  g_ptr_array_add (plots, new_map (HILL_WEIGHT_MAP_ERRORS, 0, 1, 8));
  g_ptr_array_add (plots, new_map (HILL_WEIGHT_MAP_SIGNED, 0, 2, 8));
  return plots;
}

static void
draw (const HillPlot      *plot,
      int                  width,
      int                  height,
      const HillPlotStyle *style)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  HillPlotStyle scaled = *style;

  scaled.pixel_scale = 1;
  hill_plot_draw (plot, cr, width, height, &scaled);
  hill_plot_draw (plot, cr, width, height, style);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_sizes (void)
{
  static const int sizes[][2] = { { 1, 1 }, { 2, 900 }, { 900, 2 }, { 40, 30 }, { 130, 90 }, { 300, 200 }, { 1200, 800 } };
  g_autoptr(GPtrArray) plots = new_all ();

  for (guint k = 0; k < plots->len; k++)
    for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        draw (g_ptr_array_index (plots, k), sizes[i][0], sizes[i][1], &hill_plot_style_light);
        draw (g_ptr_array_index (plots, k), sizes[i][0], sizes[i][1], &hill_plot_style_dark);
      }
}

/* Every plot has words, a table, and no place outside. */
static void
test_words (void)
{
  g_autoptr(GPtrArray) plots = new_all ();

  for (guint k = 0; k < plots->len; k++)
    {
      const HillPlot *plot = g_ptr_array_index (plots, k);
      g_autofree char *words = hill_plot_describe (plot);
      g_autofree char *csv = hill_plot_to_csv (plot);
      HillPlotHit hit;

      g_assert_true (g_utf8_validate (words, -1, NULL) && words[0] != '\0');
      g_assert_nonnull (strchr (csv, '\n'));
      g_assert_false (hill_plot_pick (plot, 500, 400, &hill_plot_style_light, -5, -5, &hit));
      g_assert_false (hill_plot_pick (plot, 500, 400, &hill_plot_style_light, NAN, 3, &hit));
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
}

static void
test_pick (void)
{
  g_autoptr(HillPlot) derivative = new_derivative (0.5, FALSE);
  g_autoptr(HillPlot) errors = new_errors ();
  g_autoptr(HillPlot) pictures = new_map (HILL_WEIGHT_MAP_SIGNED, 4, 3, 2);
  g_autoptr(HillPlot) table = new_map (HILL_WEIGHT_MAP_ERRORS, 0, 1, 4);
  g_autoptr(HillPlot) many = new_map (HILL_WEIGHT_MAP_SIGNED, 0, 2, 4);

  assert_round_trip (derivative, 3, 0);
  assert_round_trip (errors, 2, 0);
  assert_round_trip (pictures, 1, 1);
  assert_round_trip (pictures, 0, 3);
  assert_round_trip (table, 1, 0);
  assert_round_trip (table, 0, 1);
  assert_round_trip (many, 1, 6);
}

static void
walk (HillPlot *plot,
      gsize     n_cells,
      gsize     n_weights)
{
  HillPlotHit hit = { .series = -1, .index = -1 };
  guint n = 1;

  g_assert_true (hill_plot_move (plot, &hit, 0, 0));
  g_assert_cmpint (hit.index, ==, 0);
  while (hill_plot_move (plot, &hit, 1, 0))
    n++;
  g_assert_cmpuint (n, ==, 3 * (n_cells + 1));
  g_assert_cmpint (hit.index, ==, 3 * n_weights - 1);
  g_assert_nonnull (strstr (hit.text, "bias"));
  while (hill_plot_move (plot, &hit, -1, 0))
    n--;
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (hit.index, ==, 0);
}

/* Through all cells of all classes, biases too, and no further. */
static void
test_map_walk (void)
{
  g_autoptr(HillPlot) pictures = new_map (HILL_WEIGHT_MAP_SIGNED, 4, 3, -1);
  g_autoptr(HillPlot) many = new_map (HILL_WEIGHT_MAP_SIGNED, 0, 2, -1);

  walk (pictures, 4 * 3, 37);
  walk (many, 100, 101);
}

static void
test_secant (void)
{
  HillDerivative content = { .value = 1, .h = 0.5, .ahead = 2.25, .behind = 0.25 };
  g_autoptr(HillPlot) plot = new_derivative (0.5, FALSE);
  g_autofree char *words = hill_plot_describe (plot);

  g_assert_cmpfloat_with_epsilon (hill_derivative_get_secant (&content), 2.5, 1e-15);
  content.centered = TRUE;
  g_assert_cmpfloat_with_epsilon (hill_derivative_get_secant (&content), 2, 1e-15);
  g_assert_nonnull (strstr (words, "has the slope 2.500"));
}

/* Every weight is counted once, those on kinks apart. */
static void
test_errors (void)
{
  g_autoptr(HillPlot) plot = new_errors ();
  g_autofree char *words = hill_plot_describe (plot);
  g_autofree char *csv = hill_plot_to_csv (plot);
  g_auto(GStrv) lines = g_strsplit (csv, "\r\n", -1);
  double smooth = 0, kinked = 0;

  for (char **line = lines + 1; *line != NULL; line++)
    {
      g_auto(GStrv) cells = g_strsplit (*line, ",", -1);

      if (g_strv_length (cells) != 4)
        continue;
      smooth += g_ascii_strtod (cells[2], NULL);
      kinked += g_ascii_strtod (cells[3], NULL);
    }
  g_assert_cmpfloat (smooth, ==, 10);
  g_assert_cmpfloat (kinked, ==, 2);
  g_assert_nonnull (strstr (words, "10 weights: 4 agree within 1e-7, 1 within 1e-4, 1 within 1e-2, and 4 are wrong"));
}

/* The scale of two maps side by side; unknown and unbounded numbers do not count. */
static void
test_map_limit (void)
{
  double values[] = { 0.5, -2, NAN, 0, 1, -1 };
  HillWeightMap content = { .values = values, .n_classes = 2, .n_features = 2, .class_names = names, .current = -1 };
  g_autoptr(HillPlot) plot = hill_weight_map_new (&content);
  g_autoptr(HillPlot) other = NULL;

  g_assert_cmpfloat (hill_weight_map_get_limit (plot), ==, 2);
  memset (values, 0, sizeof values);
  other = hill_weight_map_new (&content);
  g_assert_cmpfloat (hill_weight_map_get_limit (other), ==, 1);
}

/* Both axes logarithmic, and points that have no place there. */
static void
test_log_axes (void)
{
  double x[] = { 0, 1e-12, 1e-6, 1 }, y[] = { 1, 1e-3, 0, 1e2 };
  g_autoptr(HillPlot) plot = hill_curve_plot_new (NULL, "h", "error");
  HillPlotHit hit = { .series = -1, .index = -1 };
  cairo_rectangle_t left, middle, right;

  hill_curve_plot_add (plot, &(HillCurve) { .name = (char *) "error", .x = x, .y = y, .n_points = 4, .markers = TRUE });
  hill_curve_plot_set_log_x (plot, TRUE);
  hill_curve_plot_set_log_y (plot, TRUE);
  hill_curve_plot_set_cursor (plot, 0);
  draw (plot, 400, 300, &hill_plot_style_light);
  hit.series = 0;
  hit.x = 1e-12;
  hit.y = 1;
  g_assert_true (hill_plot_locate (plot, 400, 300, &hill_plot_style_light, &hit, &left));
  hit.x = 1;
  g_assert_true (hill_plot_locate (plot, 400, 300, &hill_plot_style_light, &hit, &right));
  hit.x = 1e-6;
  g_assert_true (hill_plot_locate (plot, 400, 300, &hill_plot_style_light, &hit, &middle));
  g_assert_cmpfloat_with_epsilon (middle.x, (left.x + right.x) / 2, 0.1);
}

/* Ticks where they are asked for, and fewer where there is little room. */
static void
test_stepped_axis (void)
{
  HillAxis axis = { .step = 45, .start = 0, .end = 400 };
  double ticks[HILL_AXIS_MAX_TICKS];

  hill_axis_set_range (&axis, 0, 360);
  g_assert_cmpuint (hill_axis_get_ticks (&axis, 9, ticks), ==, 9);
  g_assert_cmpfloat (ticks[8], ==, 360);
  g_assert_cmpuint (hill_axis_get_ticks (&axis, 5, ticks), ==, 5);
  g_assert_cmpfloat (ticks[1], ==, 90);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gradient-plots/sizes", test_sizes);
  g_test_add_func ("/gradient-plots/words", test_words);
  g_test_add_func ("/gradient-plots/pick", test_pick);
  g_test_add_func ("/gradient-plots/map-walk", test_map_walk);
  g_test_add_func ("/gradient-plots/map-limit", test_map_limit);
  g_test_add_func ("/gradient-plots/secant", test_secant);
  g_test_add_func ("/gradient-plots/errors", test_errors);
  g_test_add_func ("/gradient-plots/log-axes", test_log_axes);
  g_test_add_func ("/gradient-plots/stepped-axis", test_stepped_axis);
  return g_test_run ();
}
