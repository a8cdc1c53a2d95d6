/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The stratified draw: each class is shuffled on its own and gives its share, so that rare classes are held back
 * in proportion.  The order of the draw depends on the seed and on the labels alone. */

#include "hill-partition.h"

#include "hill-random.h"

#include <math.h>

static gsize
hill_partition_share (gsize  count,
                      double fraction)
{
  gsize share = (gsize) floor (count * fraction + 0.5);

  return count == 0 ? 0 : MIN (share, count - 1);
}

/* Marks the examples that are held back; returns how many. */
static gsize
hill_partition_draw (const HillDataset *dataset,
                     double             fraction,
                     guint64            seed,
                     guint8            *held)
{
  gsize n = hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN);
  guint n_classes = hill_dataset_get_n_classes (dataset);
  const guint16 *labels = hill_dataset_get_labels (dataset, HILL_SPLIT_TRAIN);
  g_autofree guint32 *rows = g_new (guint32, n + 1);
  g_autofree gsize *starts = g_new0 (gsize, n_classes + 1);
  g_autofree gsize *next = NULL;
  gsize n_held = 0;
  HillRandom random;

  for (guint c = 0; c < n_classes; c++)
    starts[c + 1] = starts[c] + hill_dataset_get_class_count (dataset, HILL_SPLIT_TRAIN, c);
  next = g_memdup2 (starts, (n_classes + 1) * sizeof *starts);
  for (gsize i = 0; i < n; i++)
    rows[next[labels[i]]++] = i;

  hill_random_init (&random, seed);
  for (guint c = 0; c < n_classes; c++)
    {
      gsize count = starts[c + 1] - starts[c];
      gsize share = hill_partition_share (count, fraction);

      hill_random_shuffle (&random, rows + starts[c], count);
      for (gsize i = 0; i < share; i++)
        held[rows[starts[c] + i]] = 1;
      n_held += share;
    }
  return n_held;
}

HillPartition *
hill_partition_new (const HillDataset *dataset,
                    double             fraction,
                    guint64            seed)
{
  g_autofree guint8 *held = NULL;
  HillPartition *self;
  gsize n, n_held;

  g_return_val_if_fail (dataset != NULL && fraction >= 0 && fraction < 1, NULL);

  n = hill_dataset_get_n_examples (dataset, HILL_SPLIT_TRAIN);
  g_return_val_if_fail (n <= G_MAXUINT32, NULL);
  held = g_new0 (guint8, n + 1);
  n_held = hill_partition_draw (dataset, fraction, seed, held);

  self = g_atomic_rc_box_new0 (HillPartition);
  self->train = g_new (guint32, n - n_held + 1);
  self->validation = g_new (guint32, n_held + 1);
  for (gsize i = 0; i < n; i++)
    {
      if (held[i])
        self->validation[self->n_validation++] = i;
      else
        self->train[self->n_train++] = i;
    }
  return self;
}

HillPartition *
hill_partition_ref (HillPartition *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
hill_partition_clear (gpointer data)
{
  HillPartition *self = data;

  g_free (self->train);
  g_free (self->validation);
}

void
hill_partition_unref (HillPartition *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, hill_partition_clear);
}
