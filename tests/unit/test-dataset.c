/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The data set by itself: what goes in comes out, limits share, and the last reference frees. */

#include "data-fixtures.h"
#include "hill-cells.h"
#include "hill-dataset-private.h"

#include <string.h>

static int n_destroyed;

static char *
name_origin (HillSplit     split,
             gsize         index,
             gconstpointer origin_data)
{
  return g_strdup_printf ("%s %d %zu", (const char *) origin_data, split, index);
}

static void
count_destroyed (gpointer data)
{
  n_destroyed++;
  g_free (data);
}

/* Four training and two test images of 2 x 1 pixels in three channels; rows are seven bytes apart. */
static HillDataset *
make_images (void)
{
  static const guint16 train_labels[] = { 1, 0, 1, 2 }, test_labels[] = { 0, 0 };
  HillDatasetParts parts = { .name = g_strdup ("some"), .spec = g_strdup ("/some"), .width = 2, .height = 1, .n_channels = 3 };
  guint8 *bytes = g_malloc (6 * 7);

  for (int i = 0; i < 42; i++)
    bytes[i] = i;
  parts.class_names = g_strsplit ("a,b,c", ",", -1);
  parts.splits[HILL_SPLIT_TRAIN] = (HillSplitData) {
    g_bytes_new_take (bytes, 42), { bytes + 1, HILL_CELLS_U8, 4, 6, 7 }, g_memdup2 (train_labels, sizeof train_labels)
  };
  parts.splits[HILL_SPLIT_TEST] = (HillSplitData) {
    g_bytes_ref (parts.splits[HILL_SPLIT_TRAIN].bytes), { bytes + 29, HILL_CELLS_U8, 2, 6, 7 },
    g_memdup2 (test_labels, sizeof test_labels)
  };
  parts.origin = name_origin;
  parts.origin_data = g_strdup ("from");
  parts.origin_destroy = count_destroyed;
  parts.skipped = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (parts.skipped, g_strdup ("x is no picture"));
  parts.n_skipped = 7;
  return hill_dataset_new (&parts);
}

static void
test_images (void)
{
  g_autoptr(HillDataset) dataset = make_images ();
  g_autofree char *origin = hill_dataset_dup_origin (dataset, HILL_SPLIT_TEST, 1);
  guint8 rgba[8];

  g_assert_cmpstr (hill_dataset_get_name (dataset), ==, "some");
  g_assert_cmpstr (hill_dataset_get_spec (dataset), ==, "/some");
  g_assert_true (hill_dataset_has_images (dataset));
  g_assert_cmpuint (hill_dataset_get_n_cells (dataset), ==, 6);
  g_assert_cmpuint (hill_dataset_get_n_classes (dataset), ==, 3);
  g_assert_cmpuint (hill_dataset_get_class_count (dataset, HILL_SPLIT_TRAIN, 1), ==, 2);
  g_assert_cmpuint (hill_dataset_get_class_count (dataset, HILL_SPLIT_TEST, 0), ==, 2);
  g_assert_cmpuint (hill_dataset_get_class_count (dataset, HILL_SPLIT_TEST, 1), ==, 0);
  g_assert_cmpstr (origin, ==, "from 1 1");
  g_assert_cmpuint (hill_dataset_get_n_skipped (dataset), ==, 7);
  g_assert_cmpstr (hill_dataset_get_skipped (dataset)[0], ==, "x is no picture");
  g_assert_null (hill_dataset_get_skipped (dataset)[1]);

  /* row 1 begins at byte 8: red 8 9, green 10 11, blue 12 13 */
  hill_dataset_copy_rgba (dataset, HILL_SPLIT_TRAIN, 1, rgba);
  g_assert_cmpmem (rgba, 8, ((guint8[]) { 8, 10, 12, 255, 9, 11, 13, 255 }), 8);
}

static void
test_grey (void)
{
  HillDatasetParts parts = { .name = g_strdup ("grey"), .spec = g_strdup ("grey"), .width = 2, .height = 1, .n_channels = 1 };
  guint8 *bytes = g_memdup2 ("\3\4", 2);
  g_autoptr(HillDataset) dataset = NULL;
  g_autofree char *origin = NULL;
  guint8 rgba[8];

  parts.class_names = g_strsplit ("only", ",", -1);
  parts.splits[HILL_SPLIT_TRAIN] = (HillSplitData) {
    g_bytes_new_take (bytes, 2), { bytes, HILL_CELLS_U8, 1, 2, 2 }, g_new0 (guint16, 1)
  };
  dataset = hill_dataset_new (&parts);
  hill_dataset_copy_rgba (dataset, HILL_SPLIT_TRAIN, 0, rgba);
  g_assert_cmpmem (rgba, 8, ((guint8[]) { 3, 3, 3, 255, 4, 4, 4, 255 }), 8);

  /* the split that is missing has no rows, but the shape of the other */
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST), ==, 0);
  g_assert_cmpuint (hill_dataset_get_cells (dataset, HILL_SPLIT_TEST)->n_cols, ==, 2);
  g_assert_cmpuint (hill_dataset_get_class_count (dataset, HILL_SPLIT_TEST, 0), ==, 0);
  g_assert_null (hill_dataset_get_skipped (dataset)[0]);
  origin = hill_dataset_dup_origin (dataset, HILL_SPLIT_TRAIN, 0);
  g_assert_cmpstr (origin, ==, "image 1");
}

static void
test_points (void)
{
  static const float cells[] = { 1, 2, 3, 4 };
  HillDatasetParts parts = { .name = g_strdup ("points"), .spec = g_strdup ("points:blobs") };
  g_autoptr(HillDataset) dataset = NULL;
  g_autofree char *origin = NULL;

  parts.class_names = g_strsplit ("a,b", ",", -1);
  parts.splits[HILL_SPLIT_TRAIN] = (HillSplitData) { NULL, { cells, HILL_CELLS_F32, 2, 2, 8 }, g_new0 (guint16, 2) };
  dataset = hill_dataset_new (&parts);
  g_assert_false (hill_dataset_has_images (dataset));
  g_assert_cmpfloat (hill_cells_get (hill_dataset_get_cells (dataset, HILL_SPLIT_TRAIN), 1, 0), ==, 3);
  origin = hill_dataset_dup_origin (dataset, HILL_SPLIT_TRAIN, 1);
  g_assert_cmpstr (origin, ==, "point 2");
}

static void
test_limit (void)
{
  HillDataset *dataset = make_images ();
  HillDataset *limited = hill_dataset_limit (dataset, 2);
  HillDataset *again = hill_dataset_limit (limited, 1);
  HillDataset *whole = hill_dataset_limit (dataset, 0);
  HillDataset *more = hill_dataset_limit (dataset, 5);

  g_assert_true (whole == dataset && more == dataset);
  g_assert_cmpuint (hill_dataset_get_n_examples (limited, HILL_SPLIT_TRAIN), ==, 2);
  g_assert_cmpuint (hill_dataset_get_n_examples (limited, HILL_SPLIT_TEST), ==, 2);
  g_assert_cmpuint (hill_dataset_get_class_count (limited, HILL_SPLIT_TRAIN, 1), ==, 1);
  g_assert_cmpuint (hill_dataset_get_class_count (limited, HILL_SPLIT_TRAIN, 2), ==, 0);
  g_assert_true (hill_dataset_get_cells (limited, HILL_SPLIT_TRAIN)->data == hill_dataset_get_cells (dataset, HILL_SPLIT_TRAIN)->data);

  /* what was cut off keeps the whole alive */
  n_destroyed = 0;
  hill_dataset_unref (dataset);
  hill_dataset_unref (whole);
  hill_dataset_unref (more);
  hill_dataset_unref (limited);
  g_assert_cmpint (n_destroyed, ==, 0);
  g_assert_cmpfloat (hill_cells_get (hill_dataset_get_cells (again, HILL_SPLIT_TRAIN), 0, 0), ==, 1);
  hill_dataset_unref (again);
  g_assert_cmpint (n_destroyed, ==, 1);
}

/* A label beyond the classes is a loader's bug; it must not become a data set. */
static void
test_unsound_parts (void)
{
  g_auto(HillDatasetParts) parts = { .name = g_strdup ("bad"), .spec = g_strdup ("bad"), .width = 1, .height = 1, .n_channels = 1 };
  guint8 *bytes = g_malloc0 (1);

  parts.class_names = g_strsplit ("a,b", ",", -1);
  parts.splits[HILL_SPLIT_TRAIN] = (HillSplitData) {
    g_bytes_new_take (bytes, 1), { bytes, HILL_CELLS_U8, 1, 1, 1 }, g_new0 (guint16, 1)
  };
  parts.splits[HILL_SPLIT_TRAIN].labels[0] = 2;
  g_test_expect_message ("Downhill", G_LOG_LEVEL_CRITICAL, "*sound*");
  g_assert_null (hill_dataset_new (&parts));
  g_test_assert_expected_messages ();
}

static gpointer
hold_and_drop (gpointer data)
{
  for (int i = 0; i < 10000; i++)
    hill_dataset_unref (hill_dataset_ref (data));
  hill_dataset_unref (data);
  return NULL;
}

static void
test_threads (void)
{
  HillDataset *dataset = make_images ();
  GThread *threads[4];

  n_destroyed = 0;
  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new ("holder", hold_and_drop, hill_dataset_ref (dataset));
  for (int i = 0; i < 4; i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (n_destroyed, ==, 0);
  hill_dataset_unref (dataset);
  g_assert_cmpint (n_destroyed, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/images", test_images);
  g_test_add_func ("/dataset/grey", test_grey);
  g_test_add_func ("/dataset/points", test_points);
  g_test_add_func ("/dataset/limit", test_limit);
  g_test_add_func ("/dataset/unsound-parts", test_unsound_parts);
  g_test_add_func ("/dataset/threads", test_threads);
  return g_test_run ();
}
