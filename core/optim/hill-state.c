/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The state of a run as a value: made, copied and measured, nothing else. */

#include "hill-state.h"

#include <string.h>

static gsize
count_blocks (HillOptimizer optimizer)
{
  switch (optimizer)
    {
    case HILL_OPTIMIZER_SGD:
      return 1;

    case HILL_OPTIMIZER_ADAM:
      return 3;

    case HILL_OPTIMIZER_LBFGS:
      return 1 + 2 * HILL_N_PAIRS;

    case HILL_OPTIMIZER_MOMENTUM:
    case HILL_OPTIMIZER_NESTEROV:
    case HILL_OPTIMIZER_ADAGRAD:
    case HILL_OPTIMIZER_RMSPROP:
    default:
      return 2;
    }
}

HillState *
hill_state_new (HillOptimizer optimizer,
                gsize         n_weights)
{
  HillState *self = g_new0 (HillState, 1);

  self->n_weights = n_weights;
  self->n_blocks = count_blocks (optimizer);
  self->floats = g_new0 (float, self->n_blocks * n_weights);
  return self;
}

void
hill_state_free (HillState *self)
{
  g_free (self->floats);
  g_free (self);
}

void
hill_state_copy_from (HillState       *self,
                      const HillState *other)
{
  g_return_if_fail (self->n_weights == other->n_weights && self->n_blocks == other->n_blocks);

  self->head = other->head;
  memcpy (self->floats, other->floats, self->n_blocks * self->n_weights * sizeof (float));
}

HillState *
hill_state_copy (const HillState *self)
{
  HillState *copy = g_memdup2 (self, sizeof *self);

  copy->floats = g_memdup2 (self->floats, self->n_blocks * self->n_weights * sizeof (float));
  return copy;
}

gsize
hill_state_get_size (const HillState *self)
{
  return sizeof *self + self->n_blocks * self->n_weights * sizeof (float);
}
