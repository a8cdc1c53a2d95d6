/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The built-in points: three classes in the plane, in four arrangements. */

#include "hill-load.h"
#include "hill-points.h"

#include <math.h>
#include <string.h>

static const char * const specs[] = { "points:blobs", "points:spiral", "points:circles", "points:moons" };

static HillDataset *
load (const char *spec,
      guint64     seed)
{
  HillLoadOptions options = { .seed = seed };
  g_autoptr(GError) error = NULL;
  HillDataset *dataset = hill_dataset_load (spec, &options, &error);

  g_assert_no_error (error);
  return dataset;
}

static void
test_shapes (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (specs); k++)
    {
      g_autoptr(HillDataset) dataset = load (specs[k], 0);
      const HillCells *cells = hill_dataset_get_cells (dataset, HILL_SPLIT_TRAIN);

      g_assert_false (hill_dataset_has_images (dataset));
      g_assert_cmpstr (hill_dataset_get_spec (dataset), ==, specs[k]);
      g_assert_cmpuint (hill_dataset_get_n_classes (dataset), ==, 3);
      g_assert_cmpuint (cells->n_cols, ==, 2);
      for (guint c = 0; c < 3; c++)
        {
          g_assert_cmpuint (hill_dataset_get_class_count (dataset, HILL_SPLIT_TRAIN, c), ==, 300);
          g_assert_cmpuint (hill_dataset_get_class_count (dataset, HILL_SPLIT_TEST, c), ==, 150);
        }
      for (gsize i = 0; i < cells->n_rows; i++)
        for (gsize d = 0; d < 2; d++)
          g_assert_cmpfloat (fabs (hill_cells_get (cells, i, d)), <, 1.5);
    }
}

static void
test_seeds (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (specs); k++)
    {
      g_autoptr(HillDataset) a = load (specs[k], 5);
      g_autoptr(HillDataset) b = load (specs[k], 5);
      g_autoptr(HillDataset) c = load (specs[k], 6);
      gsize n_bytes = 900 * 2 * sizeof (float);

      g_assert_cmpint (memcmp (hill_dataset_get_cells (a, HILL_SPLIT_TRAIN)->data,
                               hill_dataset_get_cells (b, HILL_SPLIT_TRAIN)->data, n_bytes), ==, 0);
      g_assert_cmpint (memcmp (hill_dataset_get_cells (a, HILL_SPLIT_TRAIN)->data,
                               hill_dataset_get_cells (c, HILL_SPLIT_TRAIN)->data, n_bytes), !=, 0);
    }
}

/* The circles lie within one another: the radius alone tells the class. */
static void
test_circles (void)
{
  g_autoptr(HillDataset) dataset = load ("points:circles", 0);
  const HillCells *cells = hill_dataset_get_cells (dataset, HILL_SPLIT_TRAIN);
  gsize n_right = 0;

  for (gsize i = 0; i < cells->n_rows; i++)
    {
      double radius = hypot (hill_cells_get (cells, i, 0), hill_cells_get (cells, i, 1));
      int nearest = CLAMP ((int) lround ((radius - 0.12) / 0.36), 0, 2);

      n_right += nearest == hill_dataset_get_labels (dataset, HILL_SPLIT_TRAIN)[i];
    }
  g_assert_cmpuint (n_right, >, 890);
}

static void
test_unknown (void)
{
  static const char * const unknown[] = { "points:", "points:stars", "points:blobs " };

  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (hill_dataset_load (unknown[i], NULL, &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
      for (gsize k = 0; k < G_N_ELEMENTS (specs); k++)
        g_assert_nonnull (strstr (error->message, specs[k]));
    }
}

static void
test_by_hand (void)
{
  static const float points[] = { 0.5f, -1, 2, 0, -0.25f, 3 };
  static const guint16 labels[] = { 2, 0, 1 };
  g_autoptr(HillDataset) dataset = hill_dataset_new_from_points (points, labels, 3, 4);

  g_assert_false (hill_dataset_has_images (dataset));
  g_assert_cmpuint (hill_dataset_get_n_classes (dataset), ==, 4);
  g_assert_cmpstr (hill_dataset_get_class_name (dataset, 3), ==, "D");
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN), ==, 3);
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST), ==, 0);
  g_assert_cmpmem (hill_dataset_get_cells (dataset, HILL_SPLIT_TRAIN)->data, sizeof points, points, sizeof points);
  g_assert_cmpmem (hill_dataset_get_labels (dataset, HILL_SPLIT_TRAIN), sizeof labels, labels, sizeof labels);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/points/shapes", test_shapes);
  g_test_add_func ("/points/seeds", test_seeds);
  g_test_add_func ("/points/circles", test_circles);
  g_test_add_func ("/points/unknown", test_unknown);
  g_test_add_func ("/points/by-hand", test_by_hand);
  return g_test_run ();
}
