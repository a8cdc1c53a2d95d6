/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The plots of features: where their strokes, bars and pixels are, and that pointer, keyboard and words agree. */

#include "hill-bins-plot.h"
#include "hill-cell-plot.h"
#include "hill-colormap.h"
#include "hill-export.h"
#include "hill-glyph-plot.h"
#include "hill-picture-plot.h"
#include "hill-vector-plot.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define WIDTH 500
#define HEIGHT 400

static HillPlot *
new_hues (void)
{
  double values[18] = { 12, 0, 3 };
  HillPlot *plot = hill_bins_plot_new ("Title", "pixels", values, 18, 360, HILL_BINS_HUE);

  hill_bins_plot_set_grey (plot, 5, "grey");
  return plot;
}

static HillPlot *
new_directions (void)
{
  static const HillVote votes[] = { { 0, 0, 0, 4 }, { 1, 0, 0, 2 }, { 1, 3, 1, 5 }, { 99, 0, 0, 1 }, { 2, 0, 0, NAN } };
  double values[9] = { 4, 7 };
  HillPlot *plot = hill_bins_plot_new (NULL, "magnitude", values, 9, 180, HILL_BINS_DIRECTION);

  hill_bins_plot_set_votes (plot, votes, G_N_ELEMENTS (votes));
  hill_bins_plot_set_marked_pixel (plot, 3, 1);
  return plot;
}

static HillRaster *
new_raster (guint width,
            guint height)
{
  HillRaster *raster = hill_raster_new (width, height);

  for (guint y = 0; y < raster->n_rows; y++)
    for (guint x = 0; x < raster->n_columns; x++)
      raster->samples[y * raster->stride + x] = (x + y) % 2 == 0 ? 0xffff0000u : 0xff0000ffu;
  return raster;
}

static char *
name_pixel (gconstpointer data,
            guint         x,
            guint         y)
{
  return g_strdup_printf ("%s %u, %u", (const char *) data, x, y);
}

static void
append_header (GString *csv)
{
  g_string_append (csv, ",sum");
}

static void
append_pixel (gconstpointer  data,
              guint          x,
              guint          y,
              GString       *csv)
{
  g_string_append_printf (csv, ",%u", x + y);
}

static HillPlot *
new_picture (HillPictureKey key)
{
  static const HillPictureSource source = { name_pixel, append_header, append_pixel };
  g_autoptr(HillRaster) raster = new_raster (12, 8);
  HillPlot *plot = hill_picture_plot_new ("Title", raster, "A picture.");

  hill_picture_plot_set_key (plot, key, 255, TRUE);
  hill_picture_plot_set_source (plot, &source, g_strdup ("pixel"), g_free);
  hill_picture_plot_set_marked (plot, 3, 2, 1, 1);
  return plot;
}

/* One cell of @n x @n in which a single bin is not 0. */
static HillPlot *
new_glyphs (guint    n,
            guint    n_bins,
            guint    bin,
            float    value,
            gboolean is_signed)
{
  HillGlyphGrid grid = { .n_rows = n, .n_columns = n, .n_bins = n_bins, .cell = 8, .is_signed = is_signed };
  g_autofree float *values = g_new0 (float, n * n * n_bins);

  for (guint i = 0; i < n * n; i++)
    values[i * n_bins + bin] = value;
  return hill_glyph_plot_new (NULL, values, &grid, NULL);
}

static HillPlot *
new_cell (void)
{
  guint8 rgb[4 * 3 * 3];
  float dx[12], dy[12];

  for (int i = 0; i < 12; i++)
    {
      dx[i] = (float) (i - 6);
      dy[i] = (float) (i % 3);
      memset (rgb + 3 * i, 20 * i, 3);
    }
  return hill_cell_plot_new ("Title", &(HillCellPixels) { 4, 3, 16, 8, rgb, dx, dy, FALSE });
}

static char *
name_number (gconstpointer data,
             gsize         index)
{
  return g_strdup_printf ("%s %zu", (const char *) data, index / 9);
}

static HillPlot *
new_vector (gsize n)
{
  g_autofree float *values = g_new0 (float, MAX (n, 1));
  HillPlot *plot;

  for (gsize i = 0; i < n; i++)
    values[i] = (float) sin ((double) i);
  plot = hill_vector_plot_new ("4 × 9 = 36", values, n);
  hill_vector_plot_add_part (plot, 9, 9);
  hill_vector_plot_add_part (plot, n, 9);
  hill_vector_plot_set_names (plot, name_number, 9, g_strdup ("cell"), g_free);
  return plot;
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
  g_assert_true (hill_plot_move (plot, &hit, dx, dy));
  g_assert_true (hill_plot_locate (plot, WIDTH, HEIGHT, &hill_plot_style_light, &hit, &place));
  g_assert_true (hill_plot_pick (plot, WIDTH, HEIGHT, &hill_plot_style_light, place.x + place.width / 2, place.y + place.height / 2, &found));
  g_assert_cmpint (found.series, ==, hit.series);
  g_assert_cmpint (found.index, ==, hit.index);
  g_assert_cmpstr (found.text, ==, hit.text);
  g_assert_true (g_utf8_validate (found.text, -1, NULL));
  g_assert_false (hill_plot_pick (plot, WIDTH, HEIGHT, &hill_plot_style_light, -5, 1000, &found));
  g_assert_false (hill_plot_move (plot, &hit, 10000, 0));
}

static void
test_pick (void)
{
  g_autoptr(HillPlot) hues = new_hues ();
  g_autoptr(HillPlot) directions = new_directions ();
  g_autoptr(HillPlot) picture = new_picture (HILL_PICTURE_KEY_TURN);
  g_autoptr(HillPlot) glyphs = new_glyphs (5, 9, 4, 1, FALSE);
  g_autoptr(HillPlot) cell = new_cell ();
  g_autoptr(HillPlot) vector = new_vector (36);

  assert_round_trip (hues, 7, 0);
  assert_round_trip (hues, 18, 0);
  assert_round_trip (directions, 8, 0);
  assert_round_trip (picture, -2, 3);
  assert_round_trip (glyphs, 4, 2);
  assert_round_trip (cell, 3, 2);
  assert_round_trip (vector, 3, 1);
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

/* How dark a square of the drawing about (x, y) is. */
static double
get_ink (cairo_surface_t *surface,
         double           x,
         double           y)
{
  const guint32 *pixels = (const guint32 *) cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface) / 4;
  double ink = 0;

  for (int i = -2; i <= 2; i++)
    for (int j = -2; j <= 2; j++)
      ink += 255 - (pixels[((int) y + i) * stride + (int) x + j] >> 8 & 0xff);
  return ink;
}

/* A gradient to the right crosses an edge that stands upright; one at 45 degrees, y down, an edge that rises to the right. */
static void
test_glyph_directions (void)
{
  static const struct { guint n_bins, bin; gboolean along; double x, y; } cases[] = {
    { 2, 0, FALSE, -1, 1 }, { 2, 1, FALSE, 1, 1 }, { 2, 0, TRUE, 1, 1 }, { 2, 1, TRUE, -1, 1 },
  };

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autoptr(HillPlot) plot = new_glyphs (1, cases[k].n_bins, cases[k].bin, 1, FALSE);
      cairo_surface_t *surface;

      hill_glyph_plot_set_along_gradient (plot, cases[k].along);
      surface = draw (plot, 200, 200, &hill_plot_style_light);
      /* The bins' midpoints are 45 and 135 degrees. */
      for (int sign = -1; sign <= 1; sign += 2)
        {
          g_assert_cmpfloat (get_ink (surface, 100 + 40 * sign * cases[k].x, 100 + 40 * sign * cases[k].y), >, 2000);
          g_assert_cmpfloat (get_ink (surface, 100 - 40 * sign * cases[k].x, 100 + 40 * sign * cases[k].y), <, 300);
        }
      cairo_surface_destroy (surface);
    }
}

/* Of a whole turn each direction has its own half; a turn of the angles turns the stroke. */
static void
test_signed_glyphs (void)
{
  float values[4] = { 1, 0, 0, 0 };
  HillGlyphGrid grid = { .n_rows = 1, .n_columns = 1, .n_bins = 4, .cell = 8, .is_signed = TRUE, .turn = 90 };
  g_autoptr(HillPlot) plot = hill_glyph_plot_new (NULL, values, &grid, NULL);
  cairo_surface_t *surface;

  hill_glyph_plot_set_along_gradient (plot, TRUE);
  surface = draw (plot, 200, 200, &hill_plot_style_light);
  /* 45 + 90 degrees: down to the left. */
  g_assert_cmpfloat (get_ink (surface, 60, 140), >, 2000);
  g_assert_cmpfloat (get_ink (surface, 140, 60), <, 300);
  cairo_surface_destroy (surface);
}

/* The sign of a value is seen in its colour. */
static void
test_negative_glyphs (void)
{
  for (int sign = -1; sign <= 1; sign += 2)
    {
      HillGlyphGrid grid = { .n_rows = 1, .n_columns = 2, .n_bins = 2, .cell = 8 };
      float values[4] = { (float) sign, 0, (float) -sign, 0 };
      g_autoptr(HillPlot) plot = hill_glyph_plot_new (NULL, values, &grid, NULL);
      cairo_surface_t *surface = draw (plot, 400, 206, &hill_plot_style_light);
      const guint32 *pixels = (const guint32 *) cairo_image_surface_get_data (surface);
      guint32 pixel = pixels[103 * (cairo_image_surface_get_stride (surface) / 4) + 102];
      int red = pixel >> 16 & 0xff, blue = pixel & 0xff;

      g_assert_cmpint (sign * (red - blue), >, 60);
      cairo_surface_destroy (surface);
    }
}

static void
test_limit (void)
{
  HillGlyphGrid grid = { .n_rows = 20, .n_columns = 20, .n_bins = 3, .cell = 8 };
  float values[1200] = { 0 };

  g_assert_cmpfloat (hill_glyph_find_limit (values, &grid), ==, 1);
  values[7] = -3;
  g_assert_cmpfloat (hill_glyph_find_limit (values, &grid), ==, 3);
  for (int i = 0; i < 400; i++)
    values[3 * i] = 2;
  values[0] = 1000;
  values[3] = NAN;
  g_assert_cmpfloat (hill_glyph_find_limit (values, &grid), ==, 2);
}

static void
test_words (void)
{
  g_autoptr(HillPlot) hues = new_hues ();
  g_autoptr(HillPlot) cell = new_cell ();
  g_autoptr(HillPlot) vector = new_vector (36);
  g_autofree char *of_hues = hill_plot_describe (hues);
  HillPlotHit hit = { .series = -1, .index = -1 };

  g_assert_nonnull (strstr (of_hues, "0° to 20°"));
  g_assert_nonnull (strstr (of_hues, "grey: 5"));
  g_assert_true (hill_plot_move (hues, &hit, 0, 0));
  g_assert_cmpstr (hit.text, ==, "0° to 20°: 12 (60.0 %)");
  hit.series = hit.index = -1;
  g_assert_true (hill_plot_move (cell, &hit, 0, 0));
  g_assert_cmpstr (hit.text, ==, "Pixel (17, 9): gx = -6, gy = 0; magnitude 6, direction 0.0°");
  hit.series = hit.index = -1;
  g_assert_true (hill_plot_move (vector, &hit, 0, 0) && hill_plot_move (vector, &hit, 1, 2));
  g_assert_true (g_str_has_prefix (hit.text, "Number 20, cell 2: "));
}

static void
test_tables (void)
{
  g_autoptr(HillPlot) hues = new_hues ();
  g_autoptr(HillPlot) picture = new_picture (HILL_PICTURE_KEY_NONE);
  g_autoptr(HillPlot) glyphs = new_glyphs (5, 9, 4, 1, FALSE);
  g_autofree char *of_hues = hill_plot_to_csv (hues);
  g_autofree char *of_picture = hill_plot_to_csv (picture);
  g_autofree char *of_glyphs = hill_plot_to_csv (glyphs);

  g_assert_nonnull (strstr (of_hues, "\r\n40,60,3\r\n"));
  g_assert_nonnull (strstr (of_hues, "\r\ngrey,,5\r\n"));
  g_assert_nonnull (strstr (of_picture, "\r\n12,8,18\r\n"));
  g_assert_nonnull (strstr (of_glyphs, "\r\n5,5,0,0,0,0,1,0,0,0,0\r\n"));
}

static void
test_directions (void)
{
  g_assert_cmpfloat (hill_cell_get_direction (1, 0, FALSE), ==, 0);
  g_assert_cmpfloat (hill_cell_get_direction (-1, 0, FALSE), ==, 0);
  g_assert_cmpfloat_with_epsilon (hill_cell_get_direction (0, 1, FALSE), 90, 1e-9);
  g_assert_cmpfloat_with_epsilon (hill_cell_get_direction (0, -1, FALSE), 90, 1e-9);
  g_assert_cmpfloat_with_epsilon (hill_cell_get_direction (0, -1, TRUE), 270, 1e-9);
  g_assert_cmpfloat_with_epsilon (hill_cell_get_direction (-1, 0, TRUE), 180, 1e-9);
}

/* A turn leads back to where it began, and on the way nothing looks like its opposite to anybody. */
static void
test_cyclic_colors (void)
{
  for (double turn = 0; turn < 1; turn += 0.01)
    {
      HillColor here = hill_colormap_cyclic (turn), there = hill_colormap_cyclic (turn + 0.5), again = hill_colormap_cyclic (turn - 3);
      double light = 0.2126 * (here.red - there.red) + 0.7152 * (here.green - there.green) + 0.0722 * (here.blue - there.blue);
      double yellow = (here.red + here.green) / 2 - here.blue - (there.red + there.green) / 2 + there.blue;

      g_assert_cmpfloat_with_epsilon (here.green, again.green, 1e-9);
      g_assert_cmpfloat (fabs (light) + fabs (yellow), >, 0.3);
    }
  g_assert_cmpfloat (hill_colormap_hue (0).red, ==, 1);
  g_assert_cmpfloat (hill_colormap_hue (0).green, ==, 0);
  g_assert_cmpfloat_with_epsilon (hill_colormap_hue (1 / 3.0).green, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (hill_colormap_hue (1 / 6.0).red, 1, 1e-9);
}

/* A photograph is kept no larger than it can be seen, and is found pixel by pixel all the same. */
static void
test_large_raster (void)
{
  g_autoptr(HillRaster) raster = new_raster (5000, 300);
  g_autoptr(HillPlot) plot = hill_picture_plot_new (NULL, raster, "Large.");
  HillPlotHit hit = { .series = 299, .index = 4999 };
  cairo_rectangle_t place;

  g_assert_cmpuint (raster->step, ==, 5);
  g_assert_cmpuint (raster->n_columns, ==, 1000);
  g_assert_cmpuint (raster->n_rows, ==, 60);
  g_assert_true (hill_plot_locate (plot, WIDTH, HEIGHT, &hill_plot_style_light, &hit, &place));
  g_assert_cmpfloat (place.width, >=, 5);
  g_assert_true (hill_plot_move (plot, &hit, -1, -1));
  g_assert_cmpint (hit.index, ==, 4994);
}

static void
test_sizes (void)
{
  static const int sizes[][2] = { { 1, 1 }, { 2, 900 }, { 900, 2 }, { 40, 30 }, { 130, 90 }, { 300, 200 }, { 1200, 700 } };
  g_autoptr(GPtrArray) plots = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_plot_unref);

  g_ptr_array_add (plots, new_hues ());
  g_ptr_array_add (plots, new_directions ());
  for (HillPictureKey key = HILL_PICTURE_KEY_NONE; key <= HILL_PICTURE_KEY_TURN; key++)
    g_ptr_array_add (plots, new_picture (key));
  g_ptr_array_add (plots, new_glyphs (0, 9, 0, 1, FALSE));
  g_ptr_array_add (plots, new_glyphs (16, 9, 3, -1, TRUE));
  g_ptr_array_add (plots, new_glyphs (200, 2, 1, INFINITY, FALSE));
  g_ptr_array_add (plots, new_cell ());
  g_ptr_array_add (plots, new_vector (0));
  g_ptr_array_add (plots, new_vector (3780));
  for (guint k = 0; k < plots->len; k++)
    for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        cairo_surface_destroy (draw (g_ptr_array_index (plots, k), sizes[i][0], sizes[i][1], &hill_plot_style_dark));
        cairo_surface_destroy (draw (g_ptr_array_index (plots, k), sizes[i][0], sizes[i][1], &hill_plot_style_slides));
      }
}

static void
test_strange_data (void)
{
  double values[4] = { NAN, INFINITY, -1e300, 1e300 };
  g_autoptr(HillPlot) bins = hill_bins_plot_new (NULL, "y", values, 4, 360, HILL_BINS_HUE);
  g_autoptr(HillPlot) none = hill_bins_plot_new (NULL, "y", (double[2]) { 0, 0 }, 2, 360, HILL_BINS_HUE);
  g_autofree char *words = NULL;

  hill_bins_plot_set_grey (bins, NAN, "grey");
  hill_bins_plot_set_range (none, NAN, NAN);
  hill_bins_plot_set_marked (none, 7);
  cairo_surface_destroy (draw (bins, 400, 300, &hill_plot_style_light));
  cairo_surface_destroy (draw (none, 400, 300, &hill_plot_style_light));
  words = hill_plot_describe (bins);
  g_assert_nonnull (words);
}

/* As strokes and squares, not as one smoothed picture. */
static void
test_vector_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("downhill-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "plot.svg", NULL);
  HillPlot *plots[] = { new_glyphs (4, 9, 2, 1, FALSE), new_picture (HILL_PICTURE_KEY_HUE), new_directions () };
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (plots); i++)
    {
      hill_plot_export (plots[i], path, &(HillExportOptions) { .width = 300, .height = 200, .dpi = 144, .style = hill_plot_style_light }, &error);
      g_assert_no_error (error);
      hill_plot_unref (plots[i]);
    }
  g_remove (path);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feature-plots/pick", test_pick);
  g_test_add_func ("/feature-plots/glyph-directions", test_glyph_directions);
  g_test_add_func ("/feature-plots/signed-glyphs", test_signed_glyphs);
  g_test_add_func ("/feature-plots/negative-glyphs", test_negative_glyphs);
  g_test_add_func ("/feature-plots/limit", test_limit);
  g_test_add_func ("/feature-plots/words", test_words);
  g_test_add_func ("/feature-plots/tables", test_tables);
  g_test_add_func ("/feature-plots/directions", test_directions);
  g_test_add_func ("/feature-plots/cyclic-colors", test_cyclic_colors);
  g_test_add_func ("/feature-plots/large-raster", test_large_raster);
  g_test_add_func ("/feature-plots/sizes", test_sizes);
  g_test_add_func ("/feature-plots/strange-data", test_strange_data);
  g_test_add_func ("/feature-plots/vector-files", test_vector_files);
  return g_test_run ();
}
