/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Checkpoints lie at multiples of an interval that doubles whenever the memory is full. */

#include "hill-checkpoints.h"

#define MAX_STATES 16384

static const HillState *
get (const HillCheckpoints *self,
     guint                  index)
{
  return g_ptr_array_index (self->states, index);
}

void
hill_checkpoints_init (HillCheckpoints *self,
                       const HillState *first,
                       guint64          interval,
                       gsize            max_bytes)
{
  self->states = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_state_free);
  self->interval = MAX (interval, 1);
  self->max_bytes = max_bytes;
  g_ptr_array_add (self->states, hill_state_copy (first));
}

void
hill_checkpoints_clear (HillCheckpoints *self)
{
  g_clear_pointer (&self->states, g_ptr_array_unref);
}

/* Of small states, as of points in a plane, fewer than would fit are enough. */
static gsize
count_allowed (const HillCheckpoints *self)
{
  return CLAMP (self->max_bytes / hill_state_get_size (get (self, 0)), 1, MAX_STATES);
}

/* Step 0 is a multiple of every interval and so never goes. */
static void
thin (HillCheckpoints *self,
      gsize            n_allowed)
{
  gpointer *states = self->states->pdata;

  while (self->states->len > n_allowed)
    {
      guint n = 0;

      self->interval *= 2;
      for (guint i = 0; i < self->states->len; i++)
        if (get (self, i)->head.step % self->interval == 0)
          {
            gpointer kept = states[i];

            states[i] = states[n];
            states[n++] = kept;
          }
      g_ptr_array_set_size (self->states, (gint) n);
    }
}

void
hill_checkpoints_set_max_bytes (HillCheckpoints *self,
                                gsize            max_bytes)
{
  self->max_bytes = max_bytes;
  thin (self, count_allowed (self));
}

void
hill_checkpoints_offer (HillCheckpoints *self,
                        const HillState *state)
{
  gsize n_allowed = count_allowed (self);

  if (n_allowed == 1 || state->head.step <= get (self, self->states->len - 1)->head.step)
    return;
  if (state->head.step % self->interval != 0)
    return;

  if (self->states->len == n_allowed)
    thin (self, n_allowed - 1);
  if (state->head.step % self->interval == 0)
    g_ptr_array_add (self->states, hill_state_copy (state));
}

const HillState *
hill_checkpoints_find (const HillCheckpoints *self,
                       guint64                step)
{
  guint low = 0, high = self->states->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (get (self, middle)->head.step <= step)
        low = middle;
      else
        high = middle;
    }
  return get (self, low);
}

void
hill_checkpoints_truncate (HillCheckpoints *self,
                           guint64          step)
{
  while (self->states->len > 1 && get (self, self->states->len - 1)->head.step > step)
    g_ptr_array_set_size (self->states, (gint) self->states->len - 1);
}
