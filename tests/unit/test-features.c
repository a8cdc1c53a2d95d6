/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Feature sets in words, the names of their dimensions, and the features of a whole data set: the same with any number of threads, stopped
 * when asked, kept by the cache, scaled block by block. */

#include "hill-design.h"
#include "hill-load.h"
#include "small-data.h"

#include <math.h>

static HillDataset *dataset;      /* scenes, a few; loaded once */

static void
test_words (void)
{
  static const char * const pairs[][2] = {
    { "pixels", "pixels" },
    { "hue:18", "hue:18" },
    { "hue:36:bin0:saturation", "hue:36:saturation:bin0" },
    { "hue:2:saturation-value:counts", "hue:2:saturation-value:counts" },
    { "hog:8:9", "hog:8:9" },
    { "hog:8:9:lecture", "hog:8:9" },
    { "hog:4:9:opencv", "hog:4:9:opencv" },
    { "hog:4:9:skimage:block2:l2-hys", "hog:4:9:skimage" },
    { "hog:4:9:signed:block3:l1-sqrt:linear:gamma", "hog:4:9:linear:signed:gamma:block3:l1-sqrt" },
    { "hog:8:9:opencv:rows", "hog:8:9:opencv:rows" },
    { "pixels+hue:18+hog:8:9:opencv", "pixels+hue:18+hog:8:9:opencv" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      HillFeatureSet set = { 0 };
      g_autofree char *text = NULL;
      GError *error = NULL;

      g_assert_true (hill_feature_set_parse (&set, pairs[i][0], &error));
      g_assert_no_error (error);
      text = hill_feature_set_to_text (&set);
      g_assert_cmpstr (text, ==, pairs[i][1]);
    }
}

static void
test_refused_words (void)
{
  static const char * const wrong[] = {
    "", "+", "pixels+", "+pixels", "Pixels", "pixels:3", "smell", "hue", "hue:", "hue:1", "hue:361", "hue:x", "hue:18:", "hue:18:loud", "hue:-3",
    "hog", "hog:8", "hog:8:", "hog:0:9", "hog:257:9", "hog:8:1", "hog:8:37", "hog:8:9:", "hog:8:9:other", "hog:8:9:block2", "hog:8:9:block",
    "hog:8:9:block9:l1", "hog:8:9:opencv:l1", "hog:8:9:cs231n:signed", "hog:8:9:cs231n:gamma", "hog:99999999999999999999:9", "hog:8.0:9", " pixels",
    "pixels+pixels+pixels+pixels+pixels+pixels+pixels+pixels+pixels", "pixels\xff",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      HillFeatureSet set = { .n_blocks = 77 };
      g_autoptr(GError) error = NULL;

      if (hill_feature_set_parse (&set, wrong[i], &error))
        g_error ("“%s” was understood", wrong[i]);
      g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
      g_assert_cmpuint (set.n_blocks, ==, 77);
    }
}

static void
assert_name (const HillFeatureSet *set,
             gsize                 index,
             const char           *expected)
{
  g_autofree char *name = hill_feature_set_dup_dimension_name (set, index);

  g_assert_cmpstr (name, ==, expected);
}

static void
test_names (void)
{
  HillFeatureSet set = { 0 };
  g_autofree char *pixels = NULL;
  g_autofree char *hue = NULL;
  g_autofree char *hog = NULL;
  g_autofree char *blocks = NULL;

  g_assert_true (hill_feature_set_parse (&set, "pixels+hue:18+hog:8:9+hog:8:9:skimage", NULL));
  g_assert_true (hill_feature_set_fit (&set, 64, 128, 3, NULL));
  g_assert_cmpuint (set.length, ==, 24576 + 18 + 1152 + 3780);
  g_assert_cmpuint (set.blocks[3].offset, ==, 24576 + 18 + 1152);
  pixels = hill_feature_block_describe_length (&set.blocks[0], &set);
  hue = hill_feature_block_describe_length (&set.blocks[1], &set);
  hog = hill_feature_block_describe_length (&set.blocks[2], &set);
  blocks = hill_feature_block_describe_length (&set.blocks[3], &set);
  g_assert_cmpstr (pixels, ==, "3 × 128 × 64 = 24576");
  g_assert_cmpstr (hue, ==, "18");
  g_assert_cmpstr (hog, ==, "16 × 8 × 9 = 1152");
  g_assert_cmpstr (blocks, ==, "15 × 7 × 2 × 2 × 9 = 3780");
  assert_name (&set, 0, "pixel (0, 0), red");
  assert_name (&set, 24575, "pixel (63, 127), blue");
  assert_name (&set, 24576 + 2, "hue 40–60 degrees");
  assert_name (&set, 24576 + 18 + (2 * 8 + 4) * 9 + 2, "HoG cell 3,5, 40–60 degrees");
  assert_name (&set, 24576 + 18 + 1152 + 36 + 27, "HoG cell 2,3 in block 1,2, 0–20 degrees");
  for (gsize i = 0; i < set.length; i += 97)
    {
      g_autofree char *name = hill_feature_set_dup_dimension_name (&set, i);

      g_assert_true (g_utf8_validate (name, -1, NULL));
    }
}

static void
test_not_fitting (void)
{
  g_autoptr(HillDataset) points = small_data_draw (HILL_CELLS_F32, 6, 2, 2, 2, 1);
  HillFeatureSet set = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_true (hill_feature_set_parse (&set, "pixels+hue:18", NULL));
  g_assert_false (hill_feature_set_fit (&set, 28, 28, 1, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (hill_features_new (points, "hog:1:9", 1, NULL, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
}

static void
test_pixels_are_not_copied (void)
{
  g_autoptr(HillFeatures) features = hill_features_new (dataset, "pixels", 1, NULL, NULL);

  for (int split = 0; split < HILL_N_SPLITS; split++)
    g_assert_true (hill_features_get_cells (features, (HillSplit) split)->data == hill_dataset_get_cells (dataset, (HillSplit) split)->data);
  g_assert_cmpuint (hill_features_get_n_bytes (features), ==, 0);
}

/* Each row is what its image gives by itself, with 1 and with 4 threads. */
static void
test_extraction (void)
{
  static const char *text = "pixels+hue:18+hog:8:9+hog:8:9:opencv";
  g_autoptr(HillFeatures) one = hill_features_new (dataset, text, 1, NULL, NULL);
  g_autoptr(HillFeatures) four = hill_features_new (dataset, text, 4, NULL, NULL);
  const HillFeatureSet *set = hill_features_get_set (one);
  g_autofree float *own = g_new (float, set->length);

  for (int split = 0; split < HILL_N_SPLITS; split++)
    {
      const HillCells *a = hill_features_get_cells (one, (HillSplit) split), *b = hill_features_get_cells (four, (HillSplit) split);

      g_assert_cmpuint (a->n_rows, ==, hill_dataset_get_n_examples (dataset, (HillSplit) split));
      g_assert_cmpuint (a->n_cols, ==, set->length);
      g_assert_cmpmem (a->data, a->n_rows * a->stride, b->data, b->n_rows * b->stride);
      for (gsize i = 0; i < a->n_rows; i += 37)
        {
          HillPixels pixels = hill_pixels_of_example (dataset, (HillSplit) split, i);

          hill_feature_set_extract (set, &pixels, own);
          g_assert_cmpmem (own, a->stride, hill_cells_get_row (a, i), a->stride);
        }
      g_assert_cmpfloat_with_epsilon (hill_cells_get (a, 3, 100),
                                      hill_cells_get (hill_dataset_get_cells (dataset, (HillSplit) split), 3, 100) / 255, 1e-6);
    }
}

static gboolean
stop_half_way (double   fraction,
               gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >=, *last);
  *last = fraction;
  return fraction < 0.3;
}

static void
test_cancel (void)
{
  g_autoptr(GError) error = NULL;
  double last = 0;
  const HillProgress progress = { stop_half_way, &last };

  g_assert_null (hill_features_new (dataset, "hog:8:9", 2, &progress, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
  g_assert_cmpfloat (last, >=, 0.3);
  g_assert_cmpfloat (last, <, 1);
}

static void
test_cache (void)
{
  g_autoptr(HillDataset) other = hill_dataset_limit (dataset, 20);
  gsize n_bytes = 1150 * 144 * sizeof (float);
  g_autoptr(HillFeatureCache) cache = hill_feature_cache_new (2 * n_bytes);
  g_autoptr(HillFeatures) a = hill_feature_cache_get (cache, dataset, "hog:8:9", 1, NULL, NULL);
  g_autoptr(HillFeatures) again = hill_feature_cache_get (cache, dataset, "hog:8:9:lecture", 1, NULL, NULL);
  g_autoptr(HillFeatures) b = hill_feature_cache_get (cache, dataset, "hog:8:9:linear", 1, NULL, NULL);
  g_autoptr(HillFeatures) small = hill_feature_cache_get (cache, other, "hog:8:9", 1, NULL, NULL);
  g_autoptr(HillFeatures) c = NULL;
  g_autoptr(HillFeatures) d = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (hill_features_get_n_bytes (a), ==, n_bytes);
  g_assert_true (a == again);
  g_assert_true (a != b && a != small);
  c = hill_feature_cache_get (cache, dataset, "hog:8:9:linear", 1, NULL, NULL);
  g_assert_true (b == c);
  /* What was not asked for longest has gone. */
  d = hill_feature_cache_get (cache, dataset, "hog:8:9", 1, NULL, NULL);
  g_assert_true (a != d);
  hill_feature_cache_clear (cache);
  g_clear_pointer (&c, hill_features_unref);
  c = hill_feature_cache_get (cache, dataset, "hog:8:9:linear", 1, NULL, NULL);
  g_assert_true (b != c);
  g_assert_null (hill_feature_cache_get (cache, dataset, "hog:8", 1, NULL, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
}

/* Centred, hue and gradients have variances that sum up to the same, and pixels are as they were without them. */
static void
test_block_scaling (void)
{
  g_autoptr(HillPartition) partition = hill_partition_new (dataset, 0, 1);
  g_autoptr(HillDesign) design = hill_design_new (dataset, partition, "pixels+hue:18+hog:8:9", HILL_SCALE_CENTER, 2, NULL, NULL);
  const HillFeatureSet *set = hill_design_get_feature_set (design);
  const HillCells *cells = hill_design_get_cells (design, HILL_SPLIT_TRAIN);
  const float *slopes = hill_design_get_slopes (design), *offsets = hill_design_get_offsets (design);

  g_assert_cmpfloat (slopes[5], ==, 1);
  for (guint b = 1; b < set->n_blocks; b++)
    {
      const HillFeatureBlock *block = &set->blocks[b];
      double variance = 0, worst = 0;

      for (gsize d = block->offset; d < block->offset + block->length; d++)
        {
          double sum = 0;

          g_assert_cmpfloat (slopes[d], ==, slopes[block->offset]);
          for (gsize i = 0; i < cells->n_rows; i++)
            {
              double x = slopes[d] * hill_cells_get (cells, i, d) + offsets[d];

              sum += x;
              variance += x * x;
            }
          worst = MAX (worst, fabs (sum / cells->n_rows));
        }
      g_assert_cmpfloat (worst, <, 1e-4);
      g_assert_cmpfloat_with_epsilon (variance / cells->n_rows, HILL_DESIGN_BLOCK_VARIANCE, 0.01);
    }
}

static void
test_too_large (void)
{
  g_autoptr(GError) error = NULL;

  /* 25 x 25 blocks of 8 x 8 cells of 36 bins, in 1150 pictures. */
  g_assert_null (hill_features_new (dataset, "hog:1:36:skimage:block8", 1, NULL, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE);
}

int
main (int    argc,
      char **argv)
{
  HillLoadOptions options = { .limit = 150 };
  int status;

  g_test_init (&argc, &argv, NULL);
  dataset = hill_dataset_load ("scenes", &options, NULL);
  g_assert_nonnull (dataset);
  g_test_add_func ("/features/words", test_words);
  g_test_add_func ("/features/refused-words", test_refused_words);
  g_test_add_func ("/features/names", test_names);
  g_test_add_func ("/features/not-fitting", test_not_fitting);
  g_test_add_func ("/features/pixels-are-not-copied", test_pixels_are_not_copied);
  g_test_add_func ("/features/extraction", test_extraction);
  g_test_add_func ("/features/cancel", test_cancel);
  g_test_add_func ("/features/cache", test_cache);
  g_test_add_func ("/features/block-scaling", test_block_scaling);
  g_test_add_func ("/features/too-large", test_too_large);
  status = g_test_run ();
  hill_dataset_unref (dataset);
  return status;
}
