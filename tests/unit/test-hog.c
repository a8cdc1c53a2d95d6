/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Histograms of gradients: the lecture's numbers, the vectors of scikit-image, OpenCV and the assignment of CS231n, symmetries, and
 * images that hardly are any.  The reference and the fast way alike. */

#include "feature-pictures.h"

#include "hill-feature-set.h"
#include "hill-kernels.h"

#include <string.h>

static HillFeatureSet
parse (const char *text,
       guint       width,
       guint       height,
       guint       n_channels)
{
  HillFeatureSet set = { 0 };
  GError *error = NULL;

  hill_feature_set_parse (&set, text, &error);
  g_assert_no_error (error);
  hill_feature_set_fit (&set, width, height, n_channels, &error);
  g_assert_no_error (error);
  return set;
}

/* By another program: what it is called, the picture, how far it may be off. */
typedef struct
{
  const char *name;
  const char *text;
  guint       width, height, n_channels;
  double      tolerance;
} Fixture;

static const Fixture fixtures[] = {
  { "skimage-grey-cells", "hog:8:9:skimage:block1:l1", 64, 128, 1, 1e-5 },
  { "skimage-grey-blocks", "hog:8:9:skimage", 64, 128, 1, 1e-5 },
  { "skimage-color-gamma", "hog:5:7:skimage:block3:l1-sqrt:gamma", 37, 29, 3, 1e-5 },
  { "skimage-color-small", "hog:4:9:skimage:l2", 28, 28, 3, 1e-5 },
  { "skimage-edges", "hog:4:12:skimage:block1", 43, 26, 1, 1e-5 },
  { "opencv-color", "hog:8:9:opencv", 64, 128, 3, 1e-3 },
  { "opencv-grey-gamma", "hog:8:9:opencv:gamma", 64, 128, 1, 1e-3 },
  { "opencv-small", "hog:4:9:opencv", 28, 28, 1, 1e-3 },
  { "opencv-signed-gamma", "hog:8:18:opencv:signed:gamma", 32, 32, 3, 1e-3 },
  { "opencv-large-blocks", "hog:8:6:opencv:block3", 48, 40, 3, 1e-3 },
  { "opencv-beyond", "hog:8:9:opencv", 45, 37, 3, 1e-3 },
  { "cs231n-color", "hog:8:9:cs231n", 32, 32, 3, 1e-5 },
  { "cs231n-grey", "hog:5:6:cs231n", 30, 30, 1, 1e-5 },
};

static void
test_fixture (gconstpointer data)
{
  const Fixture *f = data;
  HillFeatureSet set = parse (f->text, f->width, f->height, f->n_channels);
  HillPixels pixels;
  g_autofree guint8 *bytes = feature_picture_draw (f->width, f->height, f->n_channels, &pixels);
  gsize n;
  g_autofree float *expected = feature_fixture_load (f->name, &n);
  g_autofree double *exact = g_new (double, set.length);
  g_autofree float *fast = g_new (float, set.length);
  double worst = 0, largest = 1;

  g_assert_cmpuint (set.length, ==, n);
  hill_hog_compute (&set.blocks[0].hog, &pixels, exact);
  hill_hog_extract (&set.blocks[0].hog, &pixels, fast);
  for (gsize i = 0; i < n; i++)
    largest = MAX (largest, fabs (exact[i]));
  for (gsize i = 0; i < n; i++)
    {
      worst = MAX (worst, fabs (exact[i] - expected[i]) / largest);
      worst = MAX (worst, fabs (fast[i] - expected[i]) / largest);
    }
  g_test_message ("%s: off by at most %.2g", f->name, worst);
  g_assert_cmpfloat (worst, <, f->tolerance);
}

/* Against the reference: what a person can ask for, with every kernel that the processor has. */
static const char * const texts[] = {
  "hog:8:9", "hog:1:2", "hog:2:3", "hog:3:36", "hog:4:8", "hog:4:10", "hog:5:17", "hog:16:18", "hog:24:4", "hog:8:9:signed", "hog:4:18:signed",
  "hog:3:7:signed:gamma", "hog:8:9:gamma", "hog:8:9:columns", "hog:8:9:block2:l2", "hog:8:9:linear", "hog:5:36:linear:signed", "hog:4:2:linear",
  "hog:8:9:linear:block2:l2-hys", "hog:8:9:skimage", "hog:4:9:skimage:block3:l1", "hog:6:12:skimage:l1-sqrt:columns", "hog:8:9:skimage:block1:l2",
  "hog:8:9:opencv", "hog:4:9:opencv:rows", "hog:5:6:opencv:block1", "hog:3:9:opencv:block4:signed", "hog:8:9:opencv:block3:gamma", "hog:8:9:cs231n",
};

static const guint sizes[][3] = { { 64, 48, 1 }, { 53, 41, 3 }, { 24, 24, 3 }, { 300, 24, 1 }, { 290, 24, 3 } };

static void
compare_fast_way (const char  *text,
                  const guint *size)
{
  HillFeatureSet set = parse (text, size[0], size[1], size[2]);
  HillPixels pixels;
  g_autofree guint8 *bytes = feature_picture_draw (size[0], size[1], size[2], &pixels);
  g_autofree double *exact = g_new (double, set.length);
  g_autofree float *fast = g_new (float, set.length);
  double largest = 0;

  hill_hog_compute (&set.blocks[0].hog, &pixels, exact);
  hill_hog_extract (&set.blocks[0].hog, &pixels, fast);
  for (gsize i = 0; i < set.length; i++)
    largest = MAX (largest, fabs (exact[i]));
  g_assert_cmpfloat (largest, >, 0);
  for (gsize i = 0; i < set.length; i++)
    if (!(fabs (exact[i] - fast[i]) <= 1e-5 * largest))
      g_error ("%s, %u x %u, number %zu: %g, not %g", text, size[0], size[1], i, fast[i], exact[i]);
}

static void
test_fast_way (gconstpointer data)
{
  const char *kernels = data;
  g_autofree char *before = g_strdup (hill_kernels_get_name ());

  if (!hill_kernels_set_name (kernels))
    {
      g_test_skip ("this processor has no such kernels");
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (sizes); k++)
      compare_fast_way (texts[i], sizes[k]);
  hill_kernels_set_name (before);
}

/* Three by three pixels each, whose centre has the gradient (gx, gy), gx from -255 to 255. */
static void
draw_gradients (guint8 *bytes,
                int     gy)
{
  for (int i = 0; i < 511; i++)
    {
      int gx = i - 255;

      bytes[1533 + 3 * i] = (guint8) MAX (0, -gx);
      bytes[1533 + 3 * i + 2] = (guint8) MAX (0, gx);
      bytes[3 * i + 1] = (guint8) MAX (0, -gy);
      bytes[2 * 1533 + 3 * i + 1] = (guint8) MAX (0, gy);
    }
}

/* Every direction there is finds the bin that the angle says: none is carried over an edge by rounding. */
static void
test_every_direction (gconstpointer data)
{
  const char *text = data;
  HillFeatureSet set = parse (text, 1533, 3, 1);
  guint n_bins = set.blocks[0].hog.n_bins;
  g_autofree guint8 *bytes = g_malloc0 (3 * 1533);
  g_autofree float *features = g_new (float, set.length);
  HillPixels pixels = { bytes, 1533, 3, 1 };

  for (int gy = -255; gy <= 255; gy += gy < -4 || gy > 60 ? 5 : 1)
    {
      draw_gradients (bytes, gy);
      hill_hog_extract (&set.blocks[0].hog, &pixels, features);
      for (guint i = 0; i < 511; i++)
        {
          const float *cell = features + (1533 + 3 * i + 1) * n_bins;
          HillHogVote vote;

          if (i == 0 || i == 510)
            continue;           /* at the border gx is 0 where the pattern ends */
          hill_hog_get_votes (&set.blocks[0].hog, &pixels, 1, 3 * i + 1, &vote);
          g_assert_cmpfloat (vote.gx, ==, (int) i - 255);
          g_assert_cmpfloat (vote.gy, ==, gy);
          g_assert_cmpfloat_with_epsilon (cell[vote.bins[0]], vote.magnitude, 1e-4);
        }
    }
}

static guint8
double_x (guint x,
          guint y)
{
  return (guint8) (2 * x);
}

static void
test_lecture (void)
{
  HillFeatureSet set = parse ("hog:8:9", 64, 128, 1);
  HillPixels pixels;
  g_autofree guint8 *bytes = feature_picture_fill (64, 128, 1, double_x, &pixels);
  g_autofree char *length = hill_feature_block_describe_length (&set.blocks[0], &set);
  g_autofree double *cells = g_new (double, set.length);

  g_assert_cmpuint (set.length, ==, 1152);
  g_assert_cmpstr (length, ==, "16 × 8 × 9 = 1152");
  hill_hog_compute (&set.blocks[0].hog, &pixels, cells);
  for (gsize i = 0; i < set.length; i++)
    {
      gboolean at_border = i / 9 % 8 == 0 || i / 9 % 8 == 7;

      g_assert_cmpfloat (cells[i], ==, i % 9 != 0 ? 0 : at_border ? 4 * 56 : 4 * 64);
    }
}

/* What lies to the right of an edge lies to the left of it in the mirror: bin k becomes bin n - 1 - k. */
static void
test_mirror (void)
{
  HillFeatureSet set = parse ("hog:8:9:linear", 64, 40, 3);
  HillPixels pixels;
  g_autofree guint8 *bytes = feature_picture_draw (64, 40, 3, &pixels);
  g_autofree guint8 *mirrored = g_malloc (64 * 40 * 3);
  g_autofree float *a = g_new (float, set.length), *b = g_new (float, set.length);
  HillPixels mirror = { mirrored, 64, 40, 3 };

  for (gsize i = 0; i < 64 * 40 * 3; i++)
    mirrored[i] = bytes[i / 64 * 64 + 63 - i % 64];
  hill_hog_extract (&set.blocks[0].hog, &pixels, a);
  hill_hog_extract (&set.blocks[0].hog, &mirror, b);
  for (gsize i = 0; i < set.length; i++)
    {
      gsize row = i / 72, column = i / 9 % 8, bin = i % 9;

      g_assert_cmpfloat_with_epsilon (a[i], b[(row * 8 + 7 - column) * 9 + 8 - bin], 0.05);
    }
}

/* A ramp that is turned by the width of a bin moves its votes by a bin. */
static void
test_turned_ramp (void)
{
  HillFeatureSet set = parse ("hog:8:9", 32, 32, 1);
  g_autofree guint8 *bytes = g_malloc (32 * 32);
  g_autofree float *features = g_new (float, set.length);
  HillPixels pixels = { bytes, 32, 32, 1 };

  for (int k = 0; k < 9; k++)
    {
      double angle = (10 + 20 * k) * G_PI / 180;

      for (int i = 0; i < 32 * 32; i++)
        bytes[i] = (guint8) lround (128 + 5 * ((i % 32 - 16) * cos (angle) + (i / 32 - 16) * sin (angle)));
      hill_hog_extract (&set.blocks[0].hog, &pixels, features);
      for (int bin = 0; bin < 9; bin++)
        g_assert_cmpfloat_with_epsilon (features[5 * 9 + bin], bin == k ? 640 : 0, 10);
    }
}

static guint8
seven (guint x,
       guint y)
{
  return 7;
}

static void
test_no_edges (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      HillFeatureSet set = parse (texts[i], 27, 25, 3);
      HillPixels pixels;
      g_autofree guint8 *bytes = feature_picture_fill (27, 25, 3, seven, &pixels);
      g_autofree double *exact = g_new (double, set.length);
      g_autofree float *fast = g_new (float, set.length);

      hill_hog_compute (&set.blocks[0].hog, &pixels, exact);
      hill_hog_extract (&set.blocks[0].hog, &pixels, fast);
      for (gsize k = 0; k < set.length; k++)
        {
          g_assert_cmpfloat (exact[k], ==, 0);
          g_assert_cmpfloat (fast[k], ==, 0);
        }
    }
}

static void
test_small (void)
{
  static const guint8 bytes[4] = { 0, 255, 255, 0 };
  static const guint small[][2] = { { 1, 1 }, { 2, 1 }, { 1, 2 }, { 2, 2 } };
  HillFeatureSet set = { 0 };
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (small); i++)
    for (int variant = 0; variant <= HILL_HOG_CS231N; variant++)
      {
        g_autofree char *text = g_strdup_printf ("hog:1:9:%s:block1", hill_hog_get_variant_names ()[variant]);
        HillPixels pixels = { bytes, small[i][0], small[i][1], 1 };
        float features[4 * 9];

        set = parse (text, small[i][0], small[i][1], 1);
        hill_hog_extract (&set.blocks[0].hog, &pixels, features);
        for (gsize k = 0; k < set.length; k++)
          g_assert_true (isfinite (features[k]));
      }
  g_assert_true (hill_feature_set_parse (&set, "hog:8:9", NULL));
  g_assert_false (hill_feature_set_fit (&set, 7, 100, 1, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_true (hill_feature_set_parse (&set, "hog:1:36:skimage:block8", NULL));
  g_assert_false (hill_feature_set_fit (&set, 4000, 3000, 1, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE);
}

static void
test_places (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      HillFeatureSet set = parse (texts[i], 45, 37, 1);
      const HillFeatureBlock *block = &set.blocks[0];

      for (gsize k = 0; k < set.length; k++)
        {
          HillHogPlace place;

          hill_hog_get_place (&block->hog, &block->shape, k, &place);
          g_assert_cmpuint (place.row, <, block->shape.n_rows);
          g_assert_cmpuint (place.column, <, block->shape.n_columns);
          g_assert_cmpuint (place.row - place.block_row, <, block->shape.block);
          g_assert_cmpuint (place.column - place.block_column, <, block->shape.block);
          g_assert_cmpuint (hill_hog_get_index (&block->hog, &block->shape, &place), ==, k);
        }
    }
}

/* The votes of a cell are its histogram, and maps say the same as votes. */
static void
test_votes (void)
{
  for (int variant = 0; variant <= HILL_HOG_CS231N; variant++)
    {
      g_autofree char *text = g_strdup_printf ("hog:8:9:%s", hill_hog_get_variant_names ()[variant]);
      HillFeatureSet set = parse (text, 32, 24, 3);
      const HillHogParams *hog = &set.blocks[0].hog;
      HillPixels pixels;
      g_autofree guint8 *bytes = feature_picture_draw (32, 24, 3, &pixels);
      g_auto(HillHogMaps) maps = { 0 };
      HillHogVote votes[64];
      double cells[4 * 3 * 9], sums[9] = { 0 };

      hill_hog_compute_cells (hog, &pixels, cells);
      hill_hog_maps_init (&maps, hog, &pixels);
      hill_hog_get_votes (hog, &pixels, 1, 2, votes);
      for (int i = 0; i < 64; i++)
        {
          gsize pixel = votes[i].y * 32 + votes[i].x;

          sums[votes[i].bins[0]] += votes[i].weights[0];
          sums[votes[i].bins[1]] += votes[i].weights[1];
          g_assert_cmpfloat_with_epsilon (maps.magnitude[pixel], votes[i].magnitude, 1e-4);
          g_assert_cmpfloat_with_epsilon (maps.orientation[pixel], votes[i].orientation, 1e-4);
          g_assert_cmpfloat_with_epsilon (maps.gx[pixel], votes[i].gx, 1e-4);
          g_assert_cmpfloat_with_epsilon (maps.gy[pixel], votes[i].gy, 1e-4);
        }
      for (int k = 0; k < 9; k++)
        g_assert_cmpfloat_with_epsilon (sums[k], cells[(1 * 4 + 2) * 9 + k], 1e-9);
    }
}

static void
test_fold (void)
{
  HillFeatureSet set = parse ("hog:8:9:skimage", 32, 24, 1);
  const HillFeatureBlock *block = &set.blocks[0];
  g_autofree float *ones = g_new (float, set.length);
  double cells[4 * 3 * 9];

  for (gsize i = 0; i < set.length; i++)
    ones[i] = 1;
  hill_hog_fold (&block->hog, &block->shape, ones, TRUE, cells);
  g_assert_cmpfloat (cells[0], ==, 1);
  g_assert_cmpfloat (cells[5 * 9], ==, 1);
  hill_hog_fold (&block->hog, &block->shape, ones, FALSE, cells);
  g_assert_cmpfloat (cells[0], ==, 1);
  g_assert_cmpfloat (cells[1 * 9], ==, 2);
  g_assert_cmpfloat (cells[5 * 9], ==, 4);
}

int
main (int    argc,
      char **argv)
{
  static const char * const kernels[] = { "plain", "avx2", "avx512" };
  static const char * const directions[] = { "hog:1:9", "hog:1:2", "hog:1:4", "hog:1:8", "hog:1:12", "hog:1:36", "hog:1:18:signed", "hog:1:7:signed" };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (fixtures); i++)
    {
      g_autofree char *path = g_strconcat ("/hog/fixture/", fixtures[i].name, NULL);

      g_test_add_data_func (path, &fixtures[i], test_fixture);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (kernels); i++)
    {
      g_autofree char *path = g_strconcat ("/hog/fast-way/", kernels[i], NULL);

      g_test_add_data_func (path, kernels[i], test_fast_way);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (directions); i++)
    {
      g_autofree char *path = g_strconcat ("/hog/every-direction/", directions[i], NULL);

      g_test_add_data_func (path, directions[i], test_every_direction);
    }
  g_test_add_func ("/hog/lecture", test_lecture);
  g_test_add_func ("/hog/mirror", test_mirror);
  g_test_add_func ("/hog/turned-ramp", test_turned_ramp);
  g_test_add_func ("/hog/no-edges", test_no_edges);
  g_test_add_func ("/hog/small", test_small);
  g_test_add_func ("/hog/places", test_places);
  g_test_add_func ("/hog/votes", test_votes);
  g_test_add_func ("/hog/fold", test_fold);
  return g_test_run ();
}
