/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A snapshot owns everything it points to, so that either thread may be the last to let it go. */

#include "hill-snapshot-private.h"

typedef struct
{
  HillSnapshot    public;
  gatomicrefcount ref_count;
} CountedSnapshot;

HillSnapshot *
hill_snapshot_new (void)
{
  CountedSnapshot *self = g_new0 (CountedSnapshot, 1);

  g_atomic_ref_count_init (&self->ref_count);
  return &self->public;
}

HillSnapshot *
hill_snapshot_ref (HillSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&((CountedSnapshot *) self)->ref_count);
  return self;
}

void
hill_snapshot_unref (HillSnapshot *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&((CountedSnapshot *) self)->ref_count))
    return;
  g_clear_pointer (&self->design, hill_design_unref);
  g_clear_pointer (&self->history, hill_history_free);
  g_clear_pointer (&self->confusion, hill_confusion_unref);
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->start, g_bytes_unref);
  g_clear_pointer (&self->mask, g_bytes_unref);
  g_free (self->message);
  g_free (self->weights);
  g_free (self->templates);
  g_free (self->batch);
  g_clear_pointer (&self->trail, hill_trail_free);
  g_free (self->next_weights);
  g_clear_pointer (&self->moment, hill_moment_unref);
  g_free (self->next_batch);
  g_free (self);
}
