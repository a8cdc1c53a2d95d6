/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Histograms of gradients: the lecture's numbers, the vectors of scikit-image, OpenCV and the assignment of CS231n, symmetries, and
 * images that hardly are any.  The reference and the fast way alike. */

#include "feature-pictures.h"

#include "hill-feature-set.h"

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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (fixtures); i++)
    {
      g_autofree char *path = g_strconcat ("/hog/fixture/", fixtures[i].name, NULL);

      g_test_add_data_func (path, &fixtures[i], test_fixture);
    }
  return g_test_run ();
}
