/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Which examples an epoch shows, and in which order: a function of the seed and of the epoch's number alone, so that
 * a replay needs no saved generator.  Private: not installed. */

#pragma once

#include "hill-experiment.h"

G_BEGIN_DECLS

/**
 * HillSampler:
 * @rows: (unowned): the N rows to draw from
 * @order: (owned): the N draws of epoch @epoch, once @filled
 */
typedef struct
{
  guint64        seed;
  const guint32 *rows;
  gsize          n_rows;
  guint32       *order;
  gboolean       filled;
  guint64        epoch;
  HillSampling   sampling;
} HillSampler;

void           hill_sampler_init  (HillSampler   *self,
                                   guint64        seed,
                                   const guint32 *rows,
                                   gsize          n_rows);
void           hill_sampler_clear (HillSampler   *self);

/* (transfer none): the N draws of an epoch; minibatches are slices of it.  Valid until another epoch is asked for. */
const guint32 *hill_sampler_get   (HillSampler   *self,
                                   HillSampling   sampling,
                                   guint64        epoch);

G_END_DECLS
