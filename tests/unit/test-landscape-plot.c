/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Landscapes as pictures: lines of equal height where they belong, places found again, any field drawn at any size. */

#include "hill-field-private.h"
#include "hill-landscape-plot.h"

#include <math.h>
#include <string.h>

#define N 41

static void
fill (double *values,
      double (*func) (double x, double y))
{
  for (int j = 0; j < N; j++)
    for (int i = 0; i < N; i++)
      values[j * N + i] = func (-2 + 4.0 * i / (N - 1), -2 + 4.0 * j / (N - 1));
}

static double
get_cone (double x,
          double y)
{
  return hypot (x, y);
}

static double
get_saddle (double x,
            double y)
{
  return x * y;
}

static double
get_spoilt (double x,
            double y)
{
  return x > 1 ? NAN : y > 1 ? INFINITY : x + y;
}

static HillField *
new_field (double (*func) (double x, double y),
           gboolean log)
{
  double values[N * N];
  HillFieldSpec spec = { N, N, -2, 2, -2, 2, values, "east", "north", "loss", NAN, NAN, log, FALSE, TRUE };

  fill (values, func);
  return hill_field_new (&spec);
}

/* A walk of five steps along y = x / 2, with everything that can be shown. */
static HillPlot *
new_walk (HillField *field)
{
  static const double x[] = { -1.5, -1, -0.5, 0, 0.5 }, y[] = { -0.75, -0.5, -0.25, 0, 0.25 };
  static const double heights[] = { 1.7, 1.2, 0.6, NAN, 0.5 }, distances[] = { 0, 0.5, 1, 2, 0 };
  HillPlot *plot = hill_landscape_plot_new (field);

  hill_landscape_plot_add_track (plot, &(HillTrack) { "walk", x, y, heights, distances, NULL, 5, 2, 1, FALSE });
  hill_landscape_plot_add_track (plot, &(HillTrack) { "before", y, x, NULL, NULL, NULL, 5, -1, 0, TRUE });
  for (int kind = 0; kind < HILL_N_ARROWS; kind++)
    hill_landscape_plot_add_arrow (plot, (HillArrowKind) kind, -0.5, -0.25, 0.3 * kind, 0.4);
  hill_landscape_plot_set_ghost (plot, 0, 0);
  hill_landscape_plot_set_captions (plot, "here", "there");
  hill_landscape_plot_set_optimum (plot, 0, 0);
  return plot;
}

static void
test_get (void)
{
  g_autoptr(HillField) field = new_field (get_saddle, FALSE);
  double x, y, low;

  g_test_summary ("x y is its own bilinear interpolation");
  for (double a = -2; a <= 2; a += 0.37)
    for (double b = -2; b <= 2; b += 0.41)
      g_assert_cmpfloat_with_epsilon (hill_field_get (field, a, b), a * b, 1e-12);
  g_assert_cmpfloat_with_epsilon (hill_field_get (field, 2, 2), 4, 1e-12);
  g_assert_true (isnan (hill_field_get (field, 2.01, 0)));
  g_assert_true (isnan (hill_field_get (field, NAN, 0)));
  g_assert_true (hill_field_find_low (field, &x, &y, &low));
  g_assert_cmpfloat_with_epsilon (low, -4, 1e-12);
  g_assert_cmpfloat_with_epsilon (x * y, -4, 1e-12);
}

static void
test_lines (void)
{
  g_autoptr(HillField) field = new_field (get_cone, FALSE);
  guint n_closed = 0;

  g_test_summary ("The lines of a cone are circles: each closed one goes all the way round, and every point lies on its level");
  g_assert_cmpuint (field->contours->len, >, 3);
  for (guint c = 0; c < field->contours->len; c++)
    {
      const HillContour *contour = &g_array_index (field->contours, HillContour, c);
      double length = 0, last_x = 0, last_y = 0;

      for (guint k = 0; k <= contour->n_points; k++)
        {
          const HillFieldPoint *point = &g_array_index (field->points, HillFieldPoint, contour->first + k % contour->n_points);
          double x = hill_field_get_x (field, point->x), y = hill_field_get_y (field, point->y);

          /* Straight pieces on a curved slope. */
          if (contour->level > 0.2)
            g_assert_cmpfloat_with_epsilon (hypot (x, y), contour->level, 0.02);
          if (k > 0)
            length += hypot (x - last_x, y - last_y);
          last_x = x;
          last_y = y;
        }
      if (!contour->closed || contour->level < 0.3)
        continue;
      n_closed++;
      g_assert_cmpfloat_with_epsilon (length, 2 * G_PI * contour->level, 0.05 * length);
    }
  g_assert_cmpuint (n_closed, >, 2);
}

static void
test_saddle_lines (void)
{
  g_autoptr(HillField) field = new_field (get_saddle, FALSE);

  g_test_summary ("No line of a saddle is closed, and each hyperbola has two branches");
  for (guint c = 0; c < field->contours->len; c++)
    g_assert_false (g_array_index (field->contours, HillContour, c).closed);
  for (guint t = 0; t < field->n_ticks; t++)
    {
      guint n = 0;

      for (guint c = 0; c < field->contours->len; c++)
        n += g_array_index (field->contours, HillContour, c).level == field->ticks[t];
      if (field->ticks[t] != 0 && fabs (field->ticks[t]) < 3.9)
        g_assert_cmpuint (n, ==, 2);
    }
}

/* (transfer full): the drawing, for comparison. */
static cairo_surface_t *
draw (HillPlot            *plot,
      double               width,
      double               height,
      const HillPlotStyle *style)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) width, (int) height);
  cairo_t *cr = cairo_create (surface);

  hill_plot_draw (plot, cr, width, height, style);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static gboolean
pictures_are_equal (cairo_surface_t *a,
                    cairo_surface_t *b)
{
  gsize size = (gsize) cairo_image_surface_get_stride (a) * (gsize) cairo_image_surface_get_height (a);

  return memcmp (cairo_image_surface_get_data (a), cairo_image_surface_get_data (b), size) == 0;
}

static void
test_sizes (void)
{
  static const double sizes[][2] = { { 1, 1 }, { 3, 200 }, { 120, 90 }, { 320, 220 }, { 700, 500 } };
  double (*funcs[]) (double, double) = { get_cone, get_saddle, get_spoilt };

  for (gsize f = 0; f < G_N_ELEMENTS (funcs); f++)
    for (int way = 0; way < 4; way++)
      {
        g_autoptr(HillField) field = new_field (funcs[f], way % 2);
        g_autoptr(HillPlot) plot = new_walk (field);
        HillPlotStyle style = way % 2 ? hill_plot_style_dark : hill_plot_style_light;

        if (way > 1)
          hill_landscape_plot_set_camera (plot, 400 * f + 30, 35);
        for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++)
          for (style.pixel_scale = 0; style.pixel_scale <= 2; style.pixel_scale++)
            cairo_surface_destroy (draw (plot, sizes[s][0], sizes[s][1], &style));
      }
}

static void
test_kept_ground (void)
{
  g_autoptr(HillField) field = new_field (get_cone, TRUE), other = new_field (get_cone, TRUE);
  g_autoptr(HillPlot) plot = new_walk (field), fresh = new_walk (other);
  HillPlotStyle light = hill_plot_style_light, dark = hill_plot_style_dark;
  cairo_surface_t *first, *second, *third, *night;

  g_test_summary ("The kept picture looks like one drawn anew, and gives way to another style and size");
  light.pixel_scale = dark.pixel_scale = 1;
  first = draw (plot, 400, 300, &light);
  second = draw (plot, 400, 300, &light);
  g_assert_true (pictures_are_equal (first, second));
  night = draw (plot, 400, 300, &dark);
  g_assert_false (pictures_are_equal (first, night));
  cairo_surface_destroy (draw (plot, 333, 300, &dark));
  cairo_surface_destroy (second);
  second = draw (plot, 400, 300, &light);
  third = draw (fresh, 400, 300, &light);
  g_assert_true (pictures_are_equal (first, second));
  g_assert_true (pictures_are_equal (first, third));
  cairo_surface_destroy (first);
  cairo_surface_destroy (second);
  cairo_surface_destroy (third);
  cairo_surface_destroy (night);
}

/* What is located is picked there again. */
static void
check_place (HillPlot *plot,
             gboolean  in_space)
{
  HillPlotHit hit = { .series = -1, .index = -1 }, found;
  cairo_rectangle_t place;

  g_assert_true (hill_plot_move (plot, &hit, 0, 0));
  g_assert_cmpint (hit.series, ==, 0);
  g_assert_cmpfloat_with_epsilon (hit.x, -0.5, 1e-9);
  g_assert_true (hill_plot_move (plot, &hit, 20, -9));
  g_assert_cmpfloat_with_epsilon (hit.x, -0.5 + 20 * 0.08, 1e-9);
  g_assert_cmpfloat_with_epsilon (hit.y, -0.25 + 9 * 0.08, 1e-9);
  g_assert_true (hill_plot_locate (plot, 600, 500, &hill_plot_style_light, &hit, &place));
  g_assert_true (hill_plot_pick (plot, 600, 500, &hill_plot_style_light, place.x + 4, place.y + 4, &found));
  g_assert_cmpint (found.series, ==, 0);
  g_assert_cmpfloat_with_epsilon (found.x, hit.x, in_space ? 0.3 : 1e-6);
  g_assert_cmpfloat_with_epsilon (found.y, hit.y, in_space ? 0.3 : 1e-6);
  g_assert_nonnull (strstr (found.text, "loss"));
  for (int i = 0; i < 200; i++)
    g_assert_true (hill_plot_move (plot, &hit, 1, 1));
  g_assert_cmpfloat_with_epsilon (hit.x, 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (hit.y, -2, 1e-9);
}

static void
test_places (void)
{
  g_autoptr(HillField) field = new_field (get_cone, FALSE);
  g_autoptr(HillPlot) plot = new_walk (field), empty = hill_landscape_plot_new (NULL);
  HillPlotHit hit = { .series = 1, .index = 1, .x = -1, .y = -0.5 };
  cairo_rectangle_t place;

  check_place (plot, FALSE);
  g_assert_true (hill_plot_locate (plot, 600, 500, &hill_plot_style_light, &hit, &place));
  g_assert_true (hill_plot_pick (plot, 600, 500, &hill_plot_style_light, place.x + 6, place.y + 4, &hit));
  g_assert_cmpint (hit.series, ==, 1);
  g_assert_cmpint (hit.index, ==, 1);
  g_assert_nonnull (strstr (hit.text, "step 1: loss 1.200 (drawn here: 1.11"));
  g_assert_true (hill_plot_move (plot, &hit, 0, 0));
  g_assert_cmpint (hit.index, ==, 1);

  hill_landscape_plot_set_camera (plot, 25, 50);
  check_place (plot, TRUE);
  g_assert_false (hill_plot_pick (empty, 600, 500, &hill_plot_style_light, 300, 250, &hit));
  g_assert_false (hill_plot_move (empty, &hit, 1, 0));
}

static void
test_words (void)
{
  g_autoptr(HillField) field = new_field (get_cone, FALSE);
  g_autoptr(HillPlot) plot = new_walk (field);
  g_autofree char *text = hill_plot_describe (plot), *csv = hill_plot_to_csv (plot);
  g_auto(GStrv) lines = g_strsplit (csv, "\r\n", -1);

  g_assert_nonnull (strstr (text, "Landscape of loss over east and north. It goes from 0 to 2.828 and is lowest near (0, 0)."));
  g_assert_nonnull (strstr (text, "walk: step 2 of 4 at ("));
  g_assert_nonnull (strstr (text, "loss 0.6000."));
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 5 + 5 + N * N + 1);
  g_assert_cmpstr (lines[0], ==, "what,step,east,north,loss");
  g_assert_cmpstr (lines[1], ==, "walk,0,-1.5,-0.75,1.7");
}

static void
test_log (void)
{
  g_autoptr(HillField) positive = new_field (get_cone, TRUE), mixed = new_field (get_saddle, TRUE);

  g_assert_true (positive->height.log);
  g_assert_cmpfloat (positive->height.low, >, 0);
  g_assert_cmpfloat (positive->shades[0], ==, 1);
  g_assert_false (mixed->height.log);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/landscape-plot/get", test_get);
  g_test_add_func ("/landscape-plot/lines", test_lines);
  g_test_add_func ("/landscape-plot/saddle-lines", test_saddle_lines);
  g_test_add_func ("/landscape-plot/sizes", test_sizes);
  g_test_add_func ("/landscape-plot/kept-ground", test_kept_ground);
  g_test_add_func ("/landscape-plot/places", test_places);
  g_test_add_func ("/landscape-plot/words", test_words);
  g_test_add_func ("/landscape-plot/log", test_log);
  return g_test_run ();
}
