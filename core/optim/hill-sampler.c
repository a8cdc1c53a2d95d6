/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* An epoch's order: a permutation of all rows, or as many draws with replacement. */

#include "hill-sampler.h"

#include "hill-random.h"

#include <string.h>

void
hill_sampler_init (HillSampler   *self,
                   guint64        seed,
                   const guint32 *rows,
                   gsize          n_rows)
{
  *self = (HillSampler) { .seed = seed, .rows = rows, .n_rows = n_rows };
}

void
hill_sampler_clear (HillSampler *self)
{
  g_clear_pointer (&self->order, g_free);
}

/* A generator of its own for each epoch: the seed's first number leads to it. */
static void
start_epoch (HillRandom *random,
             guint64     seed,
             guint64     epoch)
{
  hill_random_init (random, seed);
  hill_random_init (random, hill_random_next (random) + epoch);
}

const guint32 *
hill_sampler_get (HillSampler  *self,
                  HillSampling  sampling,
                  guint64       epoch)
{
  HillRandom random;

  if (self->filled && self->epoch == epoch && self->sampling == sampling)
    return self->order;

  if (self->order == NULL)
    self->order = g_new (guint32, self->n_rows);
  start_epoch (&random, self->seed, epoch);
  if (sampling == HILL_SAMPLING_SHUFFLE)
    {
      memcpy (self->order, self->rows, self->n_rows * sizeof *self->order);
      hill_random_shuffle (&random, self->order, self->n_rows);
    }
  else
    for (gsize i = 0; i < self->n_rows; i++)
      self->order[i] = self->rows[hill_random_below (&random, (guint32) self->n_rows)];
  self->filled = TRUE;
  self->epoch = epoch;
  self->sampling = sampling;
  return self->order;
}
