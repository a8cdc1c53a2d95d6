/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the Data page stands on: the list that makes its items on demand, and the drawing of pixels with their numbers. */

#include "data-fixtures.h"

#include "hill-example-list.h"
#include "hill-pixel-picture.h"

#include <math.h>

#define N_EXAMPLES 23
#define N_CLASSES 4

/* 23 pictures of one colour each, (3 i, 3 i + 1, 3 i + 2), of the classes i modulo 4. */
static HillDataset *
load_cifar (const char *folder)
{
  g_autoptr(GByteArray) records = fixture_cifar (1, N_EXAMPLES, 0, N_CLASSES);

  fixture_write (folder, "data_batch_1.bin", records->data, records->len);
  return fixture_load (folder, "data_batch_1.bin", NULL);
}

/* Three grey pictures of 5 x 4 pixels: cell j of all 60 has the value 4 j. */
static HillDataset *
load_grey (const char *folder)
{
  g_autoptr(GByteArray) images = fixture_idx (3, 3, 4, 5, 4);
  g_autoptr(GByteArray) labels = fixture_idx (1, 3, 0, 0, 1);

  fixture_write (folder, "train-images-idx3-ubyte", images->data, images->len);
  fixture_write (folder, "train-labels-idx1-ubyte", labels->data, labels->len);
  return fixture_load (folder, "train-images-idx3-ubyte", NULL);
}

static void
test_list_all (void)
{
  g_autofree char *folder = fixture_folder_new ();
  g_autoptr(HillDataset) dataset = load_cifar (folder);
  g_autoptr(HillExampleList) list = hill_example_list_new (dataset, HILL_SPLIT_TRAIN, -1);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_EXAMPLES);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == HILL_TYPE_EXAMPLE);
  for (guint i = 0; i < N_EXAMPLES; i++)
    {
      g_autoptr(HillExample) example = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_cmpuint (hill_example_get_index (example), ==, i);
      g_assert_cmpuint (hill_example_list_get_index (list, i), ==, i);
      g_assert_cmpuint (hill_example_list_find (list, i), ==, i);
      g_assert_true (hill_example_get_dataset (example) == dataset);
      g_assert_true (hill_example_get_split (example) == HILL_SPLIT_TRAIN);
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), N_EXAMPLES));
  g_assert_cmpuint (hill_example_list_find (list, N_EXAMPLES), ==, G_MAXUINT);
  fixture_folder_free (g_steal_pointer (&folder));
}

static void
test_list_class (void)
{
  g_autofree char *folder = fixture_folder_new ();
  g_autoptr(HillDataset) dataset = load_cifar (folder);
  const guint16 *labels = hill_dataset_get_labels (dataset, HILL_SPLIT_TRAIN);
  guint n_listed = 0;

  for (int k = 0; k < (int) hill_dataset_get_n_classes (dataset); k++)
    {
      g_autoptr(HillExampleList) list = hill_example_list_new (dataset, HILL_SPLIT_TRAIN, k);
      guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

      g_assert_cmpuint (n, ==, hill_dataset_get_class_count (dataset, HILL_SPLIT_TRAIN, k));
      for (guint i = 0; i < n; i++)
        {
          gsize row = hill_example_list_get_index (list, i);

          g_assert_cmpuint (labels[row], ==, k);
          g_assert_cmpuint (hill_example_list_find (list, row), ==, i);
          g_assert_true (i == 0 || row > hill_example_list_get_index (list, i - 1));
        }
      for (gsize row = 0; row < N_EXAMPLES; row++)
        g_assert_true ((hill_example_list_find (list, row) != G_MAXUINT) == (labels[row] == k));
      n_listed += n;
    }
  g_assert_cmpuint (n_listed, ==, N_EXAMPLES);
  fixture_folder_free (g_steal_pointer (&folder));
}

static void
test_list_empty (void)
{
  g_autofree char *folder = fixture_folder_new ();
  g_autoptr(HillDataset) dataset = load_cifar (folder);
  g_autoptr(HillExampleList) list = hill_example_list_new (dataset, HILL_SPLIT_TEST, 0);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, hill_dataset_get_class_count (dataset, HILL_SPLIT_TEST, 0));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 0));
  g_assert_cmpuint (hill_example_list_find (list, 0), ==, G_MAXUINT);
  fixture_folder_free (g_steal_pointer (&folder));
}

/* Draws into a picture of 100 x 100, red where nothing is drawn. */
static cairo_surface_t *
draw (HillPixelPicture *picture,
      PangoContext     *context,
      double            x0,
      double            y0,
      double            zoom)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 100, 100);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 0, 0);
  cairo_paint (cr);
  hill_pixel_picture_draw (picture, cr, context, x0, y0, zoom, 100, 100);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
pixel_at (cairo_surface_t *surface,
          int              x,
          int              y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) + (gsize) y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) row)[x] & 0xffffff;
}

static void
test_nearest (void)
{
  g_autofree char *folder = fixture_folder_new ();
  g_autoptr(HillDataset) dataset = load_grey (folder);
  g_autoptr(HillPixelPicture) picture = hill_pixel_picture_new (dataset, HILL_SPLIT_TRAIN, 1, HILL_PIXEL_CHANNEL_RGB);
  cairo_surface_t *surface = draw (picture, NULL, 7, 11, 9);

  g_test_summary ("Image 1, 5 x 4, at (7, 11), 9 units a pixel: each pixel is a square of its own value, unsmoothed");
  for (int y = 0; y < 100; y++)
    for (int x = 0; x < 100; x++)
      {
        gboolean inside = x >= 7 && x < 7 + 5 * 9 && y >= 11 && y < 11 + 4 * 9;
        guint value = inside ? 4 * (20 + (y - 11) / 9 * 5 + (x - 7) / 9) % 256 : 0;

        g_assert_cmphex (pixel_at (surface, x, y), ==, inside ? value * 0x010101 : 0xff0000);
      }
  cairo_surface_destroy (surface);
  fixture_folder_free (g_steal_pointer (&folder));
}

static void
test_channels (void)
{
  static const HillPixelChannel channels[] = { HILL_PIXEL_CHANNEL_RGB, HILL_PIXEL_CHANNEL_GREY, HILL_PIXEL_CHANNEL_RED,
                                               HILL_PIXEL_CHANNEL_GREEN, HILL_PIXEL_CHANNEL_BLUE };
  g_autofree char *folder = fixture_folder_new ();
  g_autoptr(HillDataset) dataset = load_cifar (folder);

  for (gsize i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      g_autoptr(HillPixelPicture) picture = hill_pixel_picture_new (dataset, HILL_SPLIT_TRAIN, 20, channels[i]);
      cairo_surface_t *surface = draw (picture, NULL, 0, 0, 3);
      guint32 shown = pixel_at (surface, 50, 50);
      guint red = shown >> 16, green = shown >> 8 & 0xff, blue = shown & 0xff;
      guint8 rgb[3];

      hill_pixel_picture_get_rgb (picture, 31, 31, rgb);
      g_assert_cmpmem (rgb, 3, ((guint8[]) { 60, 61, 62 }), 3);
      if (channels[i] == HILL_PIXEL_CHANNEL_RGB)
        g_assert_cmphex (shown, ==, 0x3c3d3e);
      else if (channels[i] == HILL_PIXEL_CHANNEL_GREY)       /* 0.299 * 60 + 0.587 * 61 + 0.114 * 62 = 60.8 */
        g_assert_cmphex (shown, ==, 0x3d3d3d);
      else if (channels[i] == HILL_PIXEL_CHANNEL_RED)
        g_assert_true (red == 60 && green < red && blue < red);
      else if (channels[i] == HILL_PIXEL_CHANNEL_GREEN)
        g_assert_true (green > red && green > blue);
      else
        g_assert_true (blue == 62 && red < blue && green < blue);
      cairo_surface_destroy (surface);
    }
  fixture_folder_free (g_steal_pointer (&folder));
}

/* Is there more than the one colour of its ground inside a pixel, lines at its edges apart? */
static gboolean
has_number (cairo_surface_t *surface,
            int              x0,
            int              y0,
            int              zoom)
{
  for (int y = y0 + 2; y < y0 + zoom - 2; y++)
    for (int x = x0 + 2; x < x0 + zoom - 2; x++)
      if (pixel_at (surface, x, y) != pixel_at (surface, x0 + 2, y0 + 2))
        return TRUE;
  return FALSE;
}

static void
test_numbers (void)
{
  g_autofree char *folder = fixture_folder_new ();
  g_autoptr(HillDataset) dataset = load_grey (folder);
  g_autoptr(HillPixelPicture) picture = hill_pixel_picture_new (dataset, HILL_SPLIT_TRAIN, 0, HILL_PIXEL_CHANNEL_RGB);
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  int zoom = ceil (hill_pixel_picture_number_zoom (picture));
  cairo_surface_t *with = draw (picture, context, 0, 0, zoom), *small = draw (picture, context, 0, 0, zoom - 3);

  g_assert_true (has_number (with, 0, 0, zoom));
  g_assert_true (has_number (with, zoom, zoom, zoom));
  g_assert_false (has_number (small, 0, 0, zoom - 3));
  cairo_surface_destroy (with);
  cairo_surface_destroy (small);
  g_object_unref (context);
  fixture_folder_free (g_steal_pointer (&folder));
}

static void
test_odd_zooms (void)
{
  static const double zooms[] = { 0, -1, NAN, INFINITY, 1e-3, 0.4, 1e5 };
  g_autofree char *folder = fixture_folder_new ();
  g_autoptr(HillDataset) dataset = load_grey (folder);
  g_autoptr(HillPixelPicture) picture = hill_pixel_picture_new (dataset, HILL_SPLIT_TRAIN, 0, HILL_PIXEL_CHANNEL_RGB);
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());

  for (gsize i = 0; i < G_N_ELEMENTS (zooms); i++)
    cairo_surface_destroy (draw (picture, context, -3e4, 5, zooms[i]));
  cairo_surface_destroy (draw (picture, context, NAN, 5, 3));
  g_object_unref (context);
  fixture_folder_free (g_steal_pointer (&folder));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/browse/list/all", test_list_all);
  g_test_add_func ("/browse/list/class", test_list_class);
  g_test_add_func ("/browse/list/empty", test_list_empty);
  g_test_add_func ("/browse/pixels/nearest", test_nearest);
  g_test_add_func ("/browse/pixels/channels", test_channels);
  g_test_add_func ("/browse/pixels/numbers", test_numbers);
  g_test_add_func ("/browse/pixels/odd-zooms", test_odd_zooms);
  return g_test_run ();
}
