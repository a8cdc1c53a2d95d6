/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the Features page shows and says, without its widgets: the three steps of a pixel, marks, votes, the length of the vector, means. */

#include "hill-class-means.h"
#include "hill-hog-answer.h"
#include "hill-hue-study.h"
#include "hill-scenes.h"

#include <math.h>
#include <string.h>

/* Four pixels wide, two high: red, orange, grey, black; then green, blue, magenta, white. */
static HillFeatureImage *
new_colors (void)
{
  static const guint8 data[3 * 8] = {
    255, 200, 90, 0, 10, 0, 255, 255,
    0, 120, 90, 0, 250, 0, 0, 255,
    0, 40, 90, 0, 10, 128, 255, 255,
  };

  return hill_feature_image_new (&(HillPixels) { data, 4, 2, 3 }, "colours");
}

/* Dark at the left, light at the right of an upright edge. */
static HillFeatureImage *
new_edge (guint width,
          guint height)
{
  g_autofree guint8 *data = g_new (guint8, (gsize) width * height);

  for (guint i = 0; i < width * height; i++)
    data[i] = i % width < width / 2 ? 10 : 210;
  return hill_feature_image_new (&(HillPixels) { data, width, height, 1 }, "edge");
}

static void
test_steps (void)
{
  g_autoptr(HillFeatureImage) image = new_colors ();
  HillHueParams params = HILL_HUE_PARAMS_DEFAULT;
  g_autoptr(HillHueStudy) study = hill_hue_study_new (image, &params);
  g_autofree char *pixel = hill_hue_study_describe_step (study, 1, 1, 0);
  g_autofree char *hue = hill_hue_study_describe_step (study, 2, 1, 0);
  g_autofree char *bin = hill_hue_study_describe_step (study, 3, 1, 0);
  g_autofree char *none = hill_hue_study_describe_step (study, 2, 2, 0);
  g_autofree char *left_out = hill_hue_study_describe_step (study, 3, 2, 0);
  g_autofree char *green = hill_hue_study_describe_step (study, 2, 0, 1);

  g_assert_cmpstr (pixel, ==, "Column 2, row 1: R = 200, G = 120, B = 40");
  g_assert_cmpstr (hue, ==, "M = R = 200, m = 40, d = 160: hue = 60° × ((G − B) / d mod 6) = 60° × ((120 − 40) / 160 mod 6) = 30.0°");
  g_assert_cmpstr (bin, ==, "⌊18 × 30.0° / 360°⌋ = 1: bin 2 of 18, from 20° to 40°; + 1");
  g_assert_nonnull (strstr (none, "d = 0"));
  g_assert_nonnull (strstr (left_out, "left out"));
  g_assert_nonnull (strstr (green, "(B − R) / d + 2"));
}

/* What the words say is what the core counts: from the numbers in the text the hue follows again. */
static void
test_steps_everywhere (void)
{
  g_autoptr(HillFeatureImage) image = new_colors ();
  HillHueParams params = { 36, HILL_HUE_WEIGHT_SATURATION, HILL_HUE_GREY_BIN0, TRUE };
  g_autoptr(HillHueStudy) study = hill_hue_study_new (image, &params);

  for (guint i = 0; i < 8; i++)
    for (guint step = 1; step <= 3; step++)
      {
        g_autofree char *text = hill_hue_study_describe_step (study, step, i % 4, i / 4);

        g_assert_true (text[0] != '\0' && g_utf8_validate (text, -1, NULL));
      }
  g_assert_cmpint (hill_hue_study_get_bin (study, 2, 0), ==, 36);
  g_assert_cmpint (hill_hue_study_get_bin (study, 0, 0), ==, 0);
  g_assert_cmpint (hill_hue_study_get_bin (study, 1, 1), ==, 24);
}

static void
test_grey (void)
{
  g_autoptr(HillFeatureImage) colors = new_colors ();
  g_autoptr(HillFeatureImage) edge = new_edge (16, 16);
  HillHueParams params = HILL_HUE_PARAMS_DEFAULT;
  g_autoptr(HillHueStudy) some = hill_hue_study_new (colors, &params);
  g_autoptr(HillHueStudy) all = hill_hue_study_new (edge, &params);
  g_autofree char *of_some = hill_hue_study_describe_grey (some);
  g_autofree char *of_all = hill_hue_study_describe_grey (all);

  g_assert_cmpstr (of_some, ==, "3 of 8 pixels (37.5 %) are grey. They have no hue and are left out.");
  g_assert_cmpuint (hill_hue_study_get_n_grey (all), ==, 256);
  g_assert_nonnull (strstr (of_all, "100.0 %"));
}

static cairo_surface_t *
draw (HillPlot *plot,
      int       width,
      int       height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  HillPlotStyle style = hill_plot_style_light;
  cairo_t *cr = cairo_create (surface);

  style.pixel_scale = 1;
  hill_plot_draw (plot, cr, width, height, &style);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  hill_plot_unref (plot);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
get_pixel (cairo_surface_t *surface,
           int              x,
           int              y)
{
  return ((const guint32 *) cairo_image_surface_get_data (surface))[y * (cairo_image_surface_get_stride (surface) / 4) + x] & 0xffffff;
}

/* A marked bin's pixels keep their colours, the others fade. */
static void
test_marked_bin (void)
{
  g_autoptr(HillFeatureImage) image = new_colors ();
  HillHueParams params = HILL_HUE_PARAMS_DEFAULT;
  g_autoptr(HillHueStudy) study = hill_hue_study_new (image, &params);
  HillHueMark mark = { .bin = 0, .x = -1, .y = -1 };
  HillPlotHit hit = { .series = 0, .index = 0 };
  HillPlot *plot = hill_hue_study_new_image_plot (study, &mark);
  HillPlotStyle style = hill_plot_style_light;
  cairo_rectangle_t red, orange;
  cairo_surface_t *surface;

  style.pixel_scale = 1;
  g_assert_true (hill_plot_locate (plot, 400, 300, &style, &hit, &red));
  hit.index = 1;
  g_assert_true (hill_plot_locate (plot, 400, 300, &style, &hit, &orange));
  surface = draw (plot, 400, 300);
  g_assert_cmphex (get_pixel (surface, (int) (red.x + red.width / 2), (int) (red.y + red.height / 2)), ==, 0xff0000);
  g_assert_cmpuint (get_pixel (surface, (int) (orange.x + orange.width / 2), (int) (orange.y + orange.height / 2)) & 0xff, >, 200);
  cairo_surface_destroy (surface);
}

static HillHogStudy *
new_study (HillFeatureImage *image,
           HillHogVariant    variant)
{
  g_autoptr(GError) error = NULL;
  HillHogParams params;
  HillHogStudy *study;

  hill_hog_params_init (&params, variant);
  study = hill_hog_study_new (image, &params, &error);
  g_assert_no_error (error);
  return study;
}

static void
test_length (void)
{
  g_autoptr(HillFeatureImage) image = new_edge (64, 128);
  g_autoptr(HillHogStudy) study = new_study (image, HILL_HOG_LECTURE);
  g_autofree char *length = hill_hog_study_describe_length (study);
  int row = -1, column = -1;

  g_assert_cmpstr (length, ==, "16 × 8 × 9 = 1152");
  g_assert_true (hill_hog_study_find_cell (study, 63, 127, &row, &column));
  g_assert_cmpint (row, ==, 15);
  g_assert_cmpint (column, ==, 7);
  hill_hog_study_find_cell_of (study, 9 * (8 * 3 + 5) + 4, &row, &column);
  g_assert_cmpint (row, ==, 3);
  g_assert_cmpint (column, ==, 5);
  hill_hog_study_find_strongest (study, &row, &column);
  g_assert_true (column == 3 || column == 4);
}

/* Beyond the last whole cell there is no cell; an image smaller than a cell has none at all, and says so. */
static void
test_borders (void)
{
  g_autoptr(HillFeatureImage) image = new_edge (21, 19);
  g_autoptr(HillFeatureImage) tiny = new_edge (1, 1);
  g_autoptr(HillHogStudy) study = new_study (image, HILL_HOG_LINEAR);
  HillHogAnswer *answer;
  HillHogParams params;
  int row, column;

  g_assert_true (hill_hog_study_find_cell (study, 15, 15, &row, &column));
  g_assert_false (hill_hog_study_find_cell (study, 16, 15, &row, &column));
  g_assert_false (hill_hog_study_find_cell (study, 15, 16, &row, &column));
  hill_hog_params_init (&params, HILL_HOG_LECTURE);
  answer = hill_hog_answer_new (tiny, &params);
  g_assert_null (answer->study);
  g_assert_error (answer->error, HILL_ERROR, HILL_ERROR_ARGUMENT);
  hill_hog_answer_free (answer);
  params.cell = 1;
  answer = hill_hog_answer_new (tiny, &params);
  g_assert_nonnull (answer->study);
  hill_hog_answer_free (answer);
}

/* Of every variant every plot can be drawn, and a gradient across an upright edge votes for the bin about 0 degrees. */
static void
test_variants (void)
{
  g_autoptr(HillFeatureImage) image = new_edge (48, 40);

  for (HillHogVariant variant = HILL_HOG_LECTURE; variant <= HILL_HOG_CS231N; variant++)
    for (int normalized = 0; normalized < 2; normalized++)
      {
        g_autoptr(HillHogStudy) study = new_study (image, variant);
        HillHogLook look = { .opacity = 0.5, .normalized = normalized, .row = 2, .column = 2, .pixel_row = 3, .pixel_column = 7 };
        g_autofree char *vote = hill_hog_study_describe_vote (study, &look);

        cairo_surface_destroy (draw (hill_hog_study_new_glyph_plot (study, &look), 300, 200));
        cairo_surface_destroy (draw (hill_hog_study_new_magnitude_plot (study, &look), 300, 200));
        cairo_surface_destroy (draw (hill_hog_study_new_direction_plot (study, &look), 300, 200));
        cairo_surface_destroy (draw (hill_hog_study_new_cell_plot (study, &look), 300, 200));
        cairo_surface_destroy (draw (hill_hog_study_new_votes_plot (study, &look), 300, 200));
        cairo_surface_destroy (draw (hill_hog_study_new_vector_plot (study, &look), 300, 80));
        g_assert_nonnull (strstr (vote, "Pixel (24, 20)"));
        if (variant == HILL_HOG_LECTURE)
          g_assert_cmpstr (vote, ==, "Pixel (24, 20): √(200² + 0²) = 200 at 0.0°: adds 200 to bin 1");
        if (variant == HILL_HOG_LINEAR)
          g_assert_true (g_str_has_suffix (vote, "adds 100 to bin 9 and 100 to bin 1")
                         || g_str_has_suffix (vote, "adds 100 to bin 1 and 100 to bin 9"));
      }
}

/* With its faults cs231n stands beside the lecture's. */
static void
test_right_one (void)
{
  g_autoptr(HillFeatureImage) image = new_edge (48, 40);

  for (HillHogVariant variant = HILL_HOG_LECTURE; variant <= HILL_HOG_CS231N; variant++)
    {
      HillHogParams params;
      HillHogAnswer *answer;

      hill_hog_params_init (&params, variant);
      answer = hill_hog_answer_new (image, &params);
      g_assert_nonnull (answer->study);
      g_assert_true ((answer->right != NULL) == (variant == HILL_HOG_CS231N));
      hill_hog_answer_free (answer);
    }
}

static HillDataset *
new_scenes (gsize n_train,
            gsize n_test)
{
  HillScenesOptions options = HILL_SCENES_DEFAULT;

  options.n_train = n_train;
  options.n_test = n_test;
  return hill_scenes_new (&options, 1, NULL, NULL);
}

static gboolean
stop (double   fraction,
      gpointer user_data)
{
  return FALSE;
}

/* A class beside itself differs in nothing; two others do; and the work can be stopped. */
static void
test_means (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HillDataset) dataset = new_scenes (200, 20);
  HillHueParams hue = HILL_HUE_PARAMS_DEFAULT;
  HillHogParams hog;
  HillProgress progress = { stop, NULL };

  hill_hog_params_init (&hog, HILL_HOG_SKIMAGE);
  for (guint second = 0; second < 2; second++)
    {
      HillClassMeansRequest *request = hill_class_means_request_new (dataset, HILL_SPLIT_TRAIN, 0, second, &hue, &hog);
      HillClassMeans *means = hill_class_means_new (request, NULL, &error);
      double sum = 0, difference = 0;

      g_assert_no_error (error);
      g_assert_true (means->has_hog);
      g_assert_cmpuint (means->n_examples[0], ==, hill_dataset_get_class_count (dataset, HILL_SPLIT_TRAIN, 0));
      for (guint b = 0; b < 18; b++)
        {
          sum += means->hues[0][b];
          difference += fabs (means->hues[0][b] - means->hues[1][b]);
        }
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-3);
      g_assert_true ((difference > 1e-3) == (second == 1));
      hill_class_means_free (means);
      g_assert_null (hill_class_means_new (request, &progress, &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
      g_clear_error (&error);
      hill_class_means_request_free (request);
    }
}

/* Images that are too small for a cell have hues all the same. */
static void
test_means_without_cells (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HillDataset) dataset = new_scenes (20, 10);
  HillHueParams hue = HILL_HUE_PARAMS_DEFAULT;
  HillClassMeansRequest *request;
  HillClassMeans *means;
  HillHogParams hog;

  hill_hog_params_init (&hog, HILL_HOG_LECTURE);
  hog.cell = 200;
  request = hill_class_means_request_new (dataset, HILL_SPLIT_TEST, 0, 1, &hue, &hog);
  means = hill_class_means_new (request, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (means->has_hog);
  hill_class_means_free (means);
  hill_class_means_request_free (request);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/features-page/steps", test_steps);
  g_test_add_func ("/features-page/steps-everywhere", test_steps_everywhere);
  g_test_add_func ("/features-page/grey", test_grey);
  g_test_add_func ("/features-page/marked-bin", test_marked_bin);
  g_test_add_func ("/features-page/length", test_length);
  g_test_add_func ("/features-page/borders", test_borders);
  g_test_add_func ("/features-page/variants", test_variants);
  g_test_add_func ("/features-page/right-one", test_right_one);
  g_test_add_func ("/features-page/means", test_means);
  g_test_add_func ("/features-page/means-without-cells", test_means_without_cells);
  return g_test_run ();
}
