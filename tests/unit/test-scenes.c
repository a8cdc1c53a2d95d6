/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The built-in pictures: the same for the same seed, disturbed by each of the four strengths, and learnable. */

#include "hill-load.h"
#include "hill-scenes.h"

#include <math.h>
#include <string.h>

#define N_CELLS (3 * HILL_SCENES_EDGE * HILL_SCENES_EDGE)

static HillDataset *
draw (HillScenesOptions options,
      guint             n_threads)
{
  g_autoptr(GError) error = NULL;
  HillDataset *dataset = hill_scenes_new (&options, n_threads, NULL, &error);

  g_assert_no_error (error);
  return dataset;
}

static HillScenesOptions
get_small (void)
{
  HillScenesOptions options = HILL_SCENES_DEFAULT;

  options.n_train = 200;
  options.n_test = 50;
  return options;
}

static gboolean
are_equal (HillDataset *a,
           HillDataset *b,
           HillSplit    split,
           gsize        n)
{
  return memcmp (hill_dataset_get_cells (a, split)->data, hill_dataset_get_cells (b, split)->data, n * N_CELLS) == 0
         && memcmp (hill_dataset_get_labels (a, split), hill_dataset_get_labels (b, split), n * sizeof (guint16)) == 0;
}

static void
test_same_seed (void)
{
  HillScenesOptions options = get_small (), longer = get_small (), other = get_small ();
  g_autoptr(HillDataset) a = draw (options, 1);
  g_autoptr(HillDataset) b = draw (options, 4);
  g_autoptr(HillDataset) c = NULL, d = NULL;

  g_assert_true (are_equal (a, b, HILL_SPLIT_TRAIN, 200));
  g_assert_true (are_equal (a, b, HILL_SPLIT_TEST, 50));
  longer.n_train = 300;
  c = draw (longer, 2);
  g_assert_true (are_equal (a, c, HILL_SPLIT_TRAIN, 200));
  other.seed = 1;
  d = draw (other, 2);
  g_assert_false (are_equal (a, d, HILL_SPLIT_TRAIN, 1));
}

/* No picture of the test set is one of the training set. */
static void
test_splits_differ (void)
{
  g_autoptr(HillDataset) dataset = draw (get_small (), 0);
  const HillCells *train = hill_dataset_get_cells (dataset, HILL_SPLIT_TRAIN);
  const HillCells *test = hill_dataset_get_cells (dataset, HILL_SPLIT_TEST);

  for (gsize i = 0; i < test->n_rows; i++)
    for (gsize j = 0; j < train->n_rows; j++)
      g_assert_cmpint (memcmp (hill_cells_get_row (test, i), hill_cells_get_row (train, j), N_CELLS), !=, 0);
}

static void
test_default (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HillDataset) dataset = hill_dataset_load ("scenes", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN), ==, 5000);
  g_assert_cmpuint (hill_dataset_get_n_examples (dataset, HILL_SPLIT_TEST), ==, 1000);
  g_assert_cmpstr (hill_dataset_get_spec (dataset), ==, "scenes");
  for (guint c = 0; c < HILL_SCENES_N_CLASSES; c++)
    {
      g_assert_cmpuint (hill_dataset_get_class_count (dataset, HILL_SPLIT_TRAIN, c), ==, 500);
      g_assert_cmpuint (hill_dataset_get_class_count (dataset, HILL_SPLIT_TEST, c), ==, 100);
    }
}

static void
test_limit_is_balanced (void)
{
  HillLoadOptions options = { .limit = 100 };
  g_autoptr(HillDataset) dataset = hill_dataset_load ("scenes", &options, NULL);

  for (guint c = 0; c < HILL_SCENES_N_CLASSES; c++)
    g_assert_cmpuint (hill_dataset_get_class_count (dataset, HILL_SPLIT_TRAIN, c), ==, 10);
}

static void
test_strengths_matter (void)
{
  HillScenesOptions clean = get_small ();
  g_autoptr(HillDataset) a = NULL;

  clean.illumination = clean.clutter = clean.occlusion = clean.deformation = 0;
  a = draw (clean, 0);
  for (int i = 0; i < 4; i++)
    {
      HillScenesOptions changed = clean;
      double *strengths[] = { &changed.illumination, &changed.clutter, &changed.occlusion, &changed.deformation };
      g_autoptr(HillDataset) b = NULL;

      *strengths[i] = 1;
      b = draw (changed, 0);
      g_assert_false (are_equal (a, b, HILL_SPLIT_TRAIN, 200));
    }
}

static gsize
find_nearest_mean (const double *means,
                   const guint8 *row)
{
  double best = INFINITY;
  gsize nearest = 0;

  for (gsize c = 0; c < HILL_SCENES_N_CLASSES; c++)
    {
      double distance = 0;

      for (gsize d = 0; d < N_CELLS; d++)
        distance += (means[c * N_CELLS + d] - row[d]) * (means[c * N_CELLS + d] - row[d]);
      if (distance < best)
        {
          best = distance;
          nearest = c;
        }
    }
  return nearest;
}

/* There is something to learn: the nearest class mean is right far more often than one time in ten. */
static void
test_means_tell_apart (void)
{
  g_autoptr(HillDataset) dataset = hill_dataset_load ("scenes", NULL, NULL);
  const HillCells *train = hill_dataset_get_cells (dataset, HILL_SPLIT_TRAIN);
  const HillCells *test = hill_dataset_get_cells (dataset, HILL_SPLIT_TEST);
  g_autofree double *means = g_new0 (double, HILL_SCENES_N_CLASSES * N_CELLS);
  gsize n_correct = 0;

  for (gsize i = 0; i < train->n_rows; i++)
    {
      const guint8 *row = hill_cells_get_row (train, i);
      double *mean = means + hill_dataset_get_labels (dataset, HILL_SPLIT_TRAIN)[i] * (gsize) N_CELLS;

      for (gsize d = 0; d < N_CELLS; d++)
        mean[d] += row[d] / 500.0;
    }
  for (gsize i = 0; i < 500; i++)
    n_correct += find_nearest_mean (means, hill_cells_get_row (test, i)) == hill_dataset_get_labels (dataset, HILL_SPLIT_TEST)[i];
  g_test_message ("nearest mean: %zu of 500", n_correct);
  g_assert_cmpuint (n_correct, >, 200);
}

static void
test_arguments (void)
{
  static const char * const broken[] = { "scenes:", "scenes:occlusion", "scenes:occlusion=2", "scenes:occlusion=nan",
                                         "scenes:clutter=-0.1", "scenes:seed=-1", "scenes:colour=1", "scenes:seed=1,,clutter=0",
                                         "scenes:clutter=0,5", "scenes:seed=18446744073709551616" };
  HillScenesOptions options = HILL_SCENES_DEFAULT;

  g_assert_true (hill_scenes_parse ("clutter=0,seed=7,occlusion=1,illumination=0.25,deformation=0.5", &options, NULL));
  g_assert_cmpuint (options.seed, ==, 7);
  g_assert_cmpfloat (options.clutter, ==, 0);
  g_assert_cmpfloat (options.occlusion, ==, 1);
  g_assert_cmpfloat (options.illumination, ==, 0.25);
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (hill_dataset_load (broken[i], NULL, &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
      g_assert_nonnull (strstr (error->message, "occlusion"));
    }
}

/* What a data set says it is called loads it again. */
static void
test_spec_loads_again (void)
{
  g_autoptr(HillDataset) a = hill_dataset_load ("scenes:seed=3,clutter=0.1", NULL, NULL);
  g_autoptr(HillDataset) b = hill_dataset_load (hill_dataset_get_spec (a), NULL, NULL);

  g_assert_true (are_equal (a, b, HILL_SPLIT_TRAIN, 5000));
}

static gboolean
refuse (double   fraction,
        gpointer user_data)
{
  return fraction < 0.3;
}

static void
test_cancel (void)
{
  HillLoadOptions options = { .progress = { refuse, NULL } };
  g_autoptr(GError) error = NULL;

  g_assert_null (hill_dataset_load ("scenes", &options, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scenes/same-seed", test_same_seed);
  g_test_add_func ("/scenes/splits-differ", test_splits_differ);
  g_test_add_func ("/scenes/default", test_default);
  g_test_add_func ("/scenes/limit-is-balanced", test_limit_is_balanced);
  g_test_add_func ("/scenes/strengths-matter", test_strengths_matter);
  g_test_add_func ("/scenes/means-tell-apart", test_means_tell_apart);
  g_test_add_func ("/scenes/arguments", test_arguments);
  g_test_add_func ("/scenes/spec-loads-again", test_spec_loads_again);
  g_test_add_func ("/scenes/cancel", test_cancel);
  return g_test_run ();
}
