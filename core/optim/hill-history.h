/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a run has been through, step by step and epoch by epoch: append-only, cheap to copy (blocks are shared),
 * so that a snapshot can carry all of it to another thread. */

#pragma once

#include "hill-macros.h"

G_BEGIN_DECLS

/**
 * HillStepRecord:
 * @data_loss: mean loss of the step's batch, before the step
 * @penalty: lambda R before the step
 * @rate: learning rate used
 * @gradient_norm: Euclidean length of the gradient, penalty included
 * @accuracy: share of the batch that was right before the step
 * @epoch: examples seen before the step / N
 *
 * Record k is of the step from weights k to weights k + 1.
 */
typedef struct
{
  double data_loss;
  double penalty;
  double rate;
  double gradient_norm;
  double accuracy;
  double epoch;
} HillStepRecord;

/**
 * HillEpochRecord:
 * @step: number of steps made when this was taken; the first record is step 0
 * @epoch: the same in epochs
 * @train_loss, @train_accuracy: data loss on all training rows
 * @penalty: lambda R
 * @validation_loss, @validation_accuracy: NaN where nothing is held back
 * @test_loss, @test_accuracy: NaN where there is no test split
 * @seconds: of computing since the start of the run, evaluation left out
 */
typedef struct
{
  guint64 step;
  double  epoch;
  double  train_loss;
  double  train_accuracy;
  double  penalty;
  double  validation_loss;
  double  validation_accuracy;
  double  test_loss;
  double  test_accuracy;
  double  seconds;
} HillEpochRecord;

typedef struct _HillHistory HillHistory;

HILL_API HillHistory           *hill_history_new          (void);
/* An independent copy that shares all full blocks. */
HILL_API HillHistory           *hill_history_copy         (const HillHistory     *self);
HILL_API void                   hill_history_free         (HillHistory           *self);
HILL_API void                   hill_history_append_step  (HillHistory           *self,
                                                           const HillStepRecord  *record);
HILL_API void                   hill_history_append_epoch (HillHistory           *self,
                                                           const HillEpochRecord *record);
/* Forget all steps from @n_steps on, and the epoch records after it. */
HILL_API void                   hill_history_truncate     (HillHistory           *self,
                                                           gsize                  n_steps);
HILL_API gsize                  hill_history_get_n_steps  (const HillHistory     *self);
HILL_API const HillStepRecord  *hill_history_get_step     (const HillHistory     *self,
                                                           gsize                  index);
HILL_API gsize                  hill_history_get_n_epochs (const HillHistory     *self);
HILL_API const HillEpochRecord *hill_history_get_epoch    (const HillHistory     *self,
                                                           gsize                  index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillHistory, hill_history_free)

G_END_DECLS
