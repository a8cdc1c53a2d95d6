/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Copies of the state every few steps, within a bounded memory: when it is full, every second one goes and from then on
 * only half as many are kept.  The first is always there.  Private: not installed. */

#pragma once

#include "hill-state.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *states;        /* owned; by rising step, the first of step 0 */
  gsize      max_bytes;
  guint64    interval;      /* steps from one to the next */
} HillCheckpoints;

void             hill_checkpoints_init          (HillCheckpoints *self,
                                                 const HillState *first,
                                                 guint64          interval,
                                                 gsize            max_bytes);
void             hill_checkpoints_clear         (HillCheckpoints *self);
void             hill_checkpoints_set_max_bytes (HillCheckpoints *self,
                                                 gsize            max_bytes);

/* Keeps a copy of the state if its step is due. */
void             hill_checkpoints_offer         (HillCheckpoints *self,
                                                 const HillState *state);

/* (transfer none): the last one at or before @step. */
const HillState *hill_checkpoints_find          (const HillCheckpoints *self,
                                                 guint64                step);

/* Forgets those after @step. */
void             hill_checkpoints_truncate      (HillCheckpoints *self,
                                                 guint64          step);

G_END_DECLS
