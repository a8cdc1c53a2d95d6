/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A choice of rows, made once. */

#include "hill-sample.h"

static HillSample *
sample_alloc (HillDesign *design,
              gsize       n_rows)
{
  HillSample *self = g_atomic_rc_box_new0 (HillSample);

  self->design = hill_design_ref (design);
  self->n_rows = n_rows;
  return self;
}

HillSample *
hill_sample_new (HillDesign *design,
                 gsize       max_rows)
{
  const HillPartition *partition;
  HillSample *self;
  gsize n;

  g_return_val_if_fail (design != NULL, NULL);

  partition = hill_design_get_partition (design);
  n = max_rows > 0 ? MIN (max_rows, partition->n_train) : partition->n_train;
  self = sample_alloc (design, n);
  if (n == partition->n_train && partition->n_validation == 0)
    return self;

  self->rows = g_new (guint32, n);
  for (gsize i = 0; i < n; i++)
    self->rows[i] = partition->train[i * partition->n_train / n];
  return self;
}

HillSample *
hill_sample_new_for_rows (HillDesign    *design,
                          const guint32 *rows,
                          gsize          n_rows)
{
  HillSample *self;

  g_return_val_if_fail (design != NULL && (rows != NULL || n_rows == 0), NULL);

  self = sample_alloc (design, n_rows);
  self->rows = n_rows > 0 ? g_memdup2 (rows, n_rows * sizeof *rows) : NULL;
  return self;
}

HillSample *
hill_sample_ref (HillSample *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
hill_sample_clear (gpointer data)
{
  HillSample *self = data;

  hill_design_unref (self->design);
  g_free (self->rows);
}

void
hill_sample_unref (HillSample *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, hill_sample_clear);
}
