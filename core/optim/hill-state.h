/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Everything that a step changes: a small head and one block of floats.  Copying both copies the run at that
 * moment; that is all a checkpoint is.  Private: not installed. */

#pragma once

#include "hill-experiment.h"

G_BEGIN_DECLS

/* Pairs of L-BFGS. */
#define HILL_N_PAIRS 20

/**
 * HillStateHead:
 * @step: steps made
 * @epoch, @position: epoch * N + position examples have been seen
 * @n_pairs, @newest: of L-BFGS: how many pairs there are and where the newest is
 * @rho: 1 / (s . y) of each pair
 */
typedef struct
{
  guint64 step;
  guint64 epoch;
  gsize   position;
  guint   n_pairs;
  guint   newest;
  double  rho[HILL_N_PAIRS];
} HillStateHead;

/**
 * HillState:
 * @n_weights: C (D + 1)
 * @n_blocks: blocks of that many floats: the weights, then what the optimizer remembers
 * @floats: (owned): the blocks
 */
typedef struct
{
  HillStateHead head;
  gsize         n_weights;
  gsize         n_blocks;
  float        *floats;
} HillState;

HillState *hill_state_new       (HillOptimizer    optimizer,
                                 gsize            n_weights);
void       hill_state_free      (HillState       *self);

/* Both must be of the same sizes. */
void       hill_state_copy_from (HillState       *self,
                                 const HillState *other);
HillState *hill_state_copy      (const HillState *self);
gsize      hill_state_get_size  (const HillState *self);

static inline float *
hill_state_get_block (const HillState *self,
                      gsize            block)
{
  return self->floats + block * self->n_weights;
}

static inline float *
hill_state_get_weights (const HillState *self)
{
  return self->floats;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillState, hill_state_free)

G_END_DECLS
