/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The three scalings, worked by hand, on bytes and on floats; over the rows trained on alone. */

#include "hill-design-private.h"
#include "small-data.h"

#include <math.h>

/* Column 0: mean 100, deviation 60; column 1 constant; column 2: one 255 among zeros. */
static const guint8 bytes[4][3] = { { 40, 9, 0 }, { 160, 9, 0 }, { 40, 9, 255 }, { 160, 9, 0 } };
static const guint16 labels[4] = { 0, 1, 0, 1 };

static double
get_scaled (const HillDesign *design,
            gsize             row,
            gsize             col)
{
  return hill_design_get_slopes (design)[col] * hill_cells_get (hill_design_get_cells (design, HILL_SPLIT_TRAIN), row, col) +
         (double) hill_design_get_offsets (design)[col];
}

static void
test_bytes (void)
{
  g_autoptr(HillDataset) dataset = small_data_new (HILL_CELLS_U8, bytes, labels, 4, 0, 3, 2);
  g_autoptr(HillDesign) none = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillDesign) center = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  g_autoptr(HillDesign) standard = small_design_new (dataset, HILL_SCALE_STANDARDIZE, 0);

  g_assert_cmpfloat_with_epsilon (hill_design_get_unit (none), 1 / 255.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (get_scaled (none, 1, 0), 160 / 255.0, 1e-7);
  g_assert_cmpfloat_with_epsilon (get_scaled (center, 1, 0), 60 / 255.0, 1e-7);
  g_assert_cmpfloat_with_epsilon (get_scaled (center, 0, 0), -60 / 255.0, 1e-7);
  g_assert_cmpfloat_with_epsilon (get_scaled (center, 0, 1), 0, 1e-7);
  g_assert_cmpfloat_with_epsilon (get_scaled (standard, 0, 0), -1, 1e-6);
  g_assert_cmpfloat_with_epsilon (get_scaled (standard, 1, 0), 1, 1e-6);
  g_assert_cmpfloat_with_epsilon (get_scaled (standard, 2, 2), sqrt (3), 1e-6);
  g_assert_cmpfloat_with_epsilon (get_scaled (standard, 0, 2), -1 / sqrt (3), 1e-6);
  for (gsize row = 0; row < 4; row++)
    g_assert_cmpfloat (get_scaled (standard, row, 1), ==, 0);
}

static void
test_floats (void)
{
  static const float floats[4][3] = { { -2, 0.1f, 1e-20f }, { 4, 0.1f, 3e-20f }, { -2, 0.1f, 1e-20f }, { 4, 0.1f, 3e-20f } };
  g_autoptr(HillDataset) dataset = small_data_new (HILL_CELLS_F32, floats, labels, 4, 0, 3, 2);
  g_autoptr(HillDesign) none = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillDesign) standard = small_design_new (dataset, HILL_SCALE_STANDARDIZE, 0);

  g_assert_cmpfloat (hill_design_get_unit (none), ==, 1);
  g_assert_cmpfloat (get_scaled (none, 1, 0), ==, 4);
  g_assert_cmpfloat_with_epsilon (get_scaled (standard, 1, 0), 1, 1e-6);
  g_assert_cmpfloat_with_epsilon (get_scaled (standard, 0, 2), -1, 1e-5);
  for (gsize row = 0; row < 4; row++)
    g_assert_cmpfloat (get_scaled (standard, row, 1), ==, 0);
}

/* Against sums over exactly the rows that are trained on, enough of them for several chunks. */
static void
test_partition (gconstpointer data)
{
  HillCellType type = (HillCellType) GPOINTER_TO_INT (data);
  g_autoptr(HillDataset) dataset = small_data_draw (type, 9001, 10, 5, 3, 6);
  g_autoptr(HillPartition) partition = hill_partition_new (dataset, 0.3, 7);
  g_autoptr(HillDesign) one = hill_design_new (dataset, partition, "pixels", HILL_SCALE_STANDARDIZE, 1, NULL, NULL);
  g_autoptr(HillDesign) many = hill_design_new (dataset, partition, "pixels", HILL_SCALE_STANDARDIZE, 4, NULL, NULL);

  g_assert_cmpuint (partition->n_validation, >, 2000);
  for (gsize d = 0; d < 5; d++)
    {
      double sum = 0, squares = 0;

      g_assert_cmpfloat (hill_design_get_slopes (one)[d], ==, hill_design_get_slopes (many)[d]);
      g_assert_cmpfloat (hill_design_get_offsets (one)[d], ==, hill_design_get_offsets (many)[d]);
      for (gsize i = 0; i < partition->n_train; i++)
        {
          double x = get_scaled (one, partition->train[i], d);

          sum += x;
          squares += x * x;
        }
      g_assert_cmpfloat_with_epsilon (sum / (double) partition->n_train, 0, 1e-5);
      g_assert_cmpfloat_with_epsilon (squares / (double) partition->n_train, d == 1 ? 0 : 1, 1e-5);
    }
}

static void
test_means (void)
{
  g_autoptr(HillDataset) dataset = small_data_new (HILL_CELLS_U8, bytes, labels, 4, 0, 3, 2);
  g_autoptr(HillDesign) none = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillDesign) center = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  g_autofree float *means = hill_design_find_means (none, 1);
  g_autofree float *zeros = hill_design_find_means (center, 1);

  g_assert_cmpfloat_with_epsilon (means[0], 100 / 255.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (means[1], 9 / 255.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (means[2], 0.25, 1e-6);
  for (int d = 0; d < 3; d++)
    g_assert_cmpfloat (zeros[d], ==, 0);
}

static void
test_what_it_knows (void)
{
  g_autoptr(HillDataset) dataset = small_data_new (HILL_CELLS_U8, bytes, labels, 3, 1, 3, 2);
  g_autoptr(HillPartition) partition = hill_partition_new (dataset, 0, 0);
  g_autoptr(HillDesign) design = hill_design_new (dataset, partition, "pixels", HILL_SCALE_CENTER, 1, NULL, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (hill_design_get_dataset (design) == dataset);
  g_assert_true (hill_design_get_partition (design) == partition);
  g_assert_cmpstr (hill_design_get_features (design), ==, "pixels");
  g_assert_cmpint (hill_design_get_scale (design), ==, HILL_SCALE_CENTER);
  g_assert_cmpuint (hill_design_get_n_features (design), ==, 3);
  g_assert_cmpuint (hill_design_get_n_classes (design), ==, 2);
  g_assert_cmpuint (hill_design_get_cells (design, HILL_SPLIT_TEST)->n_rows, ==, 1);
  g_assert_cmpuint (hill_design_get_labels (design, HILL_SPLIT_TEST)[0], ==, 1);

  g_assert_null (hill_design_new (dataset, partition, "smell", HILL_SCALE_NONE, 1, NULL, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "smell"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/design/bytes", test_bytes);
  g_test_add_func ("/design/floats", test_floats);
  g_test_add_data_func ("/design/partition/bytes", GINT_TO_POINTER (HILL_CELLS_U8), test_partition);
  g_test_add_data_func ("/design/partition/floats", GINT_TO_POINTER (HILL_CELLS_F32), test_partition);
  g_test_add_func ("/design/means", test_means);
  g_test_add_func ("/design/what-it-knows", test_what_it_knows);
  return g_test_run ();
}
