/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Holding examples back: each class gives its share, nothing is lost or taken twice, and the seed decides. */

#include "hill-dataset-private.h"
#include "hill-partition.h"

#include <string.h>

/* @counts: examples of each class, up to 0; the classes take turns as long as they last. */
static HillDataset *
make_dataset (const guint *counts)
{
  HillDatasetParts parts = { .name = g_strdup ("some"), .spec = g_strdup ("some"), .width = 1, .height = 1, .n_channels = 1 };
  g_autoptr(GArray) labels = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  guint n_classes = 0, left = 0;
  guint8 *bytes;

  for (; counts[n_classes] > 0; n_classes++)
    {
      g_ptr_array_add (names, g_strdup_printf ("%u", n_classes));
      left = MAX (left, counts[n_classes]);
    }
  g_ptr_array_add (names, NULL);
  for (guint round = 0; round < left; round++)
    for (guint16 c = 0; c < n_classes; c++)
      if (round < counts[c])
        g_array_append_val (labels, c);

  bytes = g_malloc0 (labels->len);
  parts.class_names = g_strdupv ((char **) names->pdata);
  for (guint c = 0; c < n_classes; c++)
    g_free (names->pdata[c]);
  parts.splits[HILL_SPLIT_TRAIN] = (HillSplitData) {
    g_bytes_new_take (bytes, labels->len), { bytes, HILL_CELLS_U8, labels->len, 1, 1 },
    g_memdup2 (labels->data, labels->len * sizeof (guint16))
  };
  return hill_dataset_new (&parts);
}

/* Both lists ascend and together are 0 … N - 1; counts the classes of what is held back. */
static void
check_partition (HillDataset         *dataset,
                 const HillPartition *partition,
                 guint               *held)
{
  gsize n = hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN), t = 0, v = 0;

  g_assert_cmpuint (partition->n_train + partition->n_validation, ==, n);
  memset (held, 0, hill_dataset_get_n_classes (dataset) * sizeof *held);
  for (gsize i = 0; i < n; i++)
    {
      if (t < partition->n_train && partition->train[t] == i)
        t++;
      else
        {
          g_assert_cmpuint (v, <, partition->n_validation);
          g_assert_cmpuint (partition->validation[v++], ==, i);
          held[hill_dataset_get_labels (dataset, HILL_SPLIT_TRAIN)[i]]++;
        }
    }
}

static void
test_shares (void)
{
  static const guint counts[] = { 100, 25, 4, 1, 0 };
  g_autoptr(HillDataset) dataset = make_dataset (counts);
  g_autoptr(HillPartition) tenth = hill_partition_new (dataset, 0.1, 5);
  g_autoptr(HillPartition) most = hill_partition_new (dataset, 0.99, 5);
  guint held[4];

  check_partition (dataset, tenth, held);             /* floor (count / 10 + 1/2) */
  g_assert_cmpuint (held[0], ==, 10);
  g_assert_cmpuint (held[1], ==, 3);
  g_assert_cmpuint (held[2], ==, 0);
  g_assert_cmpuint (held[3], ==, 0);
  check_partition (dataset, most, held);              /* never all of a class */
  g_assert_cmpuint (held[0], ==, 99);
  g_assert_cmpuint (held[1], ==, 24);
  g_assert_cmpuint (held[2], ==, 3);
  g_assert_cmpuint (held[3], ==, 0);
}

static void
test_none (void)
{
  static const guint counts[] = { 5, 5, 0 };
  g_autoptr(HillDataset) dataset = make_dataset (counts);
  g_autoptr(HillPartition) partition = hill_partition_new (dataset, 0, 1);
  guint held[2];

  check_partition (dataset, partition, held);
  g_assert_cmpuint (partition->n_validation, ==, 0);
  g_assert_cmpuint (partition->n_train, ==, 10);
}

static void
test_seeds (void)
{
  static const guint counts[] = { 200, 200, 0 };
  g_autoptr(HillDataset) dataset = make_dataset (counts);
  g_autoptr(HillPartition) one = hill_partition_new (dataset, 0.2, 1);
  g_autoptr(HillPartition) again = hill_partition_new (dataset, 0.2, 1);
  g_autoptr(HillPartition) two = hill_partition_new (dataset, 0.2, 2);
  gsize n_bytes = one->n_validation * sizeof *one->validation;

  g_assert_cmpmem (one->validation, n_bytes, again->validation, again->n_validation * sizeof *again->validation);
  g_assert_cmpuint (one->n_validation, ==, two->n_validation);
  g_assert_true (memcmp (one->validation, two->validation, n_bytes) != 0);
}

/* Every example is held back about as often as every other: over 500 seeds 100 times, give or take five deviations. */
static void
test_fair (void)
{
  static const guint counts[] = { 20, 0 };
  g_autoptr(HillDataset) dataset = make_dataset (counts);
  guint times[20] = { 0 };

  for (guint seed = 0; seed < 500; seed++)
    {
      g_autoptr(HillPartition) partition = hill_partition_new (dataset, 0.2, seed);

      for (gsize i = 0; i < partition->n_validation; i++)
        times[partition->validation[i]]++;
    }
  for (int i = 0; i < 20; i++)
    {
      g_assert_cmpuint (times[i], >, 100 - 45);
      g_assert_cmpuint (times[i], <, 100 + 45);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/partition/shares", test_shares);
  g_test_add_func ("/partition/none", test_none);
  g_test_add_func ("/partition/seeds", test_seeds);
  g_test_add_func ("/partition/fair", test_fair);
  return g_test_run ();
}
