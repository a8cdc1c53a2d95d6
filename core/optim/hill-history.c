/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Records in blocks of 256.  A full block never changes again and is shared by all copies; the last, growing one
 * belongs to one history alone.  So a copy costs one small block and a pointer per 256 steps. */

#include "hill-history.h"

#include <string.h>

#define BLOCK_RECORDS 256

/* A list of records of one size, kept in blocks. */
typedef struct
{
  gsize      record_size;
  gsize      n_records;
  GPtrArray *blocks;          /* of reference counted blocks */
} Records;

struct _HillHistory
{
  Records steps;
  Records epochs;
};

static gpointer
block_new (const Records *records)
{
  return g_atomic_rc_box_alloc (BLOCK_RECORDS * records->record_size);
}

static void
records_init (Records *self,
              gsize    record_size)
{
  self->record_size = record_size;
  self->n_records = 0;
  self->blocks = g_ptr_array_new_with_free_func (g_atomic_rc_box_release);
}

/* Replaces the last block by a copy of its own, where it is not full. */
static void
records_own_last_block (Records *self)
{
  gsize rest = self->n_records % BLOCK_RECORDS;
  gpointer block;

  if (rest == 0)
    return;

  block = block_new (self);
  memcpy (block, g_ptr_array_index (self->blocks, self->blocks->len - 1), rest * self->record_size);
  g_ptr_array_set_size (self->blocks, (gint) self->blocks->len - 1);
  g_ptr_array_add (self->blocks, block);
}

static void
records_copy (Records       *self,
              const Records *from)
{
  records_init (self, from->record_size);
  self->n_records = from->n_records;
  for (guint i = 0; i < from->blocks->len; i++)
    g_ptr_array_add (self->blocks, g_atomic_rc_box_acquire (g_ptr_array_index (from->blocks, i)));
  records_own_last_block (self);
}

static gpointer
records_get (const Records *self,
             gsize          index)
{
  return (char *) g_ptr_array_index (self->blocks, index / BLOCK_RECORDS) + index % BLOCK_RECORDS * self->record_size;
}

static void
records_append (Records       *self,
                gconstpointer  record)
{
  if (self->n_records % BLOCK_RECORDS == 0)
    g_ptr_array_add (self->blocks, block_new (self));
  memcpy (records_get (self, self->n_records), record, self->record_size);
  self->n_records++;
}

/* The block that is cut may be shared: what follows must not be written into it. */
static void
records_truncate (Records *self,
                  gsize    n_records)
{
  if (n_records >= self->n_records)
    return;

  self->n_records = n_records;
  g_ptr_array_set_size (self->blocks, (gint) ((n_records + BLOCK_RECORDS - 1) / BLOCK_RECORDS));
  records_own_last_block (self);
}

HillHistory *
hill_history_new (void)
{
  HillHistory *self = g_new (HillHistory, 1);

  records_init (&self->steps, sizeof (HillStepRecord));
  records_init (&self->epochs, sizeof (HillEpochRecord));
  return self;
}

HillHistory *
hill_history_copy (const HillHistory *self)
{
  HillHistory *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (HillHistory, 1);
  records_copy (&copy->steps, &self->steps);
  records_copy (&copy->epochs, &self->epochs);
  return copy;
}

void
hill_history_free (HillHistory *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->steps.blocks);
  g_ptr_array_unref (self->epochs.blocks);
  g_free (self);
}

void
hill_history_append_step (HillHistory          *self,
                          const HillStepRecord *record)
{
  g_return_if_fail (self != NULL && record != NULL);

  records_append (&self->steps, record);
}

void
hill_history_append_epoch (HillHistory           *self,
                           const HillEpochRecord *record)
{
  g_return_if_fail (self != NULL && record != NULL);

  records_append (&self->epochs, record);
}

void
hill_history_truncate (HillHistory *self,
                       gsize        n_steps)
{
  gsize n_epochs;

  g_return_if_fail (self != NULL);

  records_truncate (&self->steps, n_steps);
  n_epochs = self->epochs.n_records;
  while (n_epochs > 0 && hill_history_get_epoch (self, n_epochs - 1)->step > n_steps)
    n_epochs--;
  records_truncate (&self->epochs, n_epochs);
}

gsize
hill_history_get_n_steps (const HillHistory *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->steps.n_records;
}

const HillStepRecord *
hill_history_get_step (const HillHistory *self,
                       gsize              index)
{
  g_return_val_if_fail (self != NULL && index < self->steps.n_records, NULL);

  return records_get (&self->steps, index);
}

gsize
hill_history_get_n_epochs (const HillHistory *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->epochs.n_records;
}

const HillEpochRecord *
hill_history_get_epoch (const HillHistory *self,
                        gsize              index)
{
  g_return_val_if_fail (self != NULL && index < self->epochs.n_records, NULL);

  return records_get (&self->epochs, index);
}
