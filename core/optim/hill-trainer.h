/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A run that can be walked forward and back.  The trainer makes steps, keeps their history, and keeps
 * checkpoints of weights, optimiser and sampler every few steps within a bounded memory; any step from 0 to the
 * last is shown again, bit for bit, by replaying from the nearest checkpoint before it.
 *
 * Two positions: "reached" is the number of steps made; "shown" is the step that is looked at, 0 to reached.
 * Not thread safe: one thread at a time. */

#pragma once

#include "hill-experiment.h"
#include "hill-history.h"
#include "hill-objective.h"

G_BEGIN_DECLS

/**
 * HillTrainerState:
 * @HILL_TRAINER_READY: more steps can be made
 * @HILL_TRAINER_FINISHED: the planned epochs or steps are made
 * @HILL_TRAINER_CONVERGED: the tolerance was met, the gradient vanished, or L-BFGS found no lower point
 * @HILL_TRAINER_DIVERGED: loss or weights stopped being finite; the last finite state is kept
 */
typedef enum
{
  HILL_TRAINER_READY,
  HILL_TRAINER_FINISHED,
  HILL_TRAINER_CONVERGED,
  HILL_TRAINER_DIVERGED,
} HillTrainerState;

typedef struct _HillTrainer HillTrainer;

#define HILL_TRAINER_CHECKPOINT_BYTES ((gsize) 256 << 20)

/**
 * hill_trainer_new:
 * @design: what is trained on: the training rows of its partition
 * @experiment: copied; checked here, in words
 * @n_threads: 0 for one per core
 * @error: %HILL_ERROR_ARGUMENT
 *
 * Stands at step 0 with the first weights.
 */
HILL_API HillTrainer     *hill_trainer_new              (HillDesign            *design,
                                                         const HillExperiment  *experiment,
                                                         guint                  n_threads,
                                                         GError               **error);

/**
 * hill_trainer_new_from:
 * @start: (nullable): C x (D + 1) on scaled features, where the run begins; %NULL for the experiment's own first weights
 * @mask: (nullable): C x (D + 1) bytes; a weight whose byte is 0 stays where it begins, the others move as if it were a constant.  So a
 *   run of two weights lies wholly within their plane.
 * @error: %HILL_ERROR_ARGUMENT, also for a start that is not finite or too large to compute with, and for a mask with L-BFGS
 *
 * Both are copied, and hold for the life of the trainer.
 */
HILL_API HillTrainer     *hill_trainer_new_from         (HillDesign            *design,
                                                         const HillExperiment  *experiment,
                                                         const float           *start,
                                                         const guint8          *mask,
                                                         guint                  n_threads,
                                                         GError               **error);
HILL_API void             hill_trainer_free             (HillTrainer           *self);

/* Bounds the memory of the checkpoints (256 MiB unless said); the first state is always kept. */
HILL_API void             hill_trainer_set_checkpoint_bytes (HillTrainer       *self,
                                                             gsize              n_bytes);

/**
 * hill_trainer_step:
 * @progress: (nullable): for full batches over much data
 * @error: %HILL_ERROR_CANCELLED; the state is then as before the step
 *
 * Makes the next step from "reached"; if an earlier step is shown, goes to "reached" first.  At the end of an epoch (and
 * of the run) an epoch record is added.  No-op unless the state is %HILL_TRAINER_READY.
 *
 * Returns: %FALSE when cancelled
 */
HILL_API gboolean         hill_trainer_step             (HillTrainer           *self,
                                                         const HillProgress    *progress,
                                                         GError               **error);

/* Shows step @step (at most reached): restores the nearest checkpoint and replays.  On cancel shows what it showed. */
HILL_API gboolean         hill_trainer_seek             (HillTrainer           *self,
                                                         guint64                step,
                                                         const HillProgress    *progress,
                                                         GError               **error);

/**
 * hill_trainer_change:
 * @experiment: what holds from the step shown on
 *
 * Changes loss, rate, schedule, momentum and batch size in mid-run, or lengthens the plan, without a reset.  Remembered with
 * its step, so that a replay repeats it.  Where an earlier step than the last is shown, the steps after it are forgotten: a new
 * branch.  Features, scale, optimizer, l1_step, validation and seed cannot change: %HILL_ERROR_ARGUMENT.
 */
HILL_API gboolean         hill_trainer_change           (HillTrainer           *self,
                                                         const HillExperiment  *experiment,
                                                         GError               **error);

/* What holds from a step on. */
typedef struct
{
  guint64        step;
  HillExperiment experiment;
} HillExperimentChange;

/* (transfer full) (element-type HillExperimentChange): all that hill_trainer_change() made hold, by rising step; the first is what the
 * run began with, at step 0. */
HILL_API GArray          *hill_trainer_get_changes      (const HillTrainer     *self);

HILL_API HillTrainerState hill_trainer_get_state        (const HillTrainer     *self);

/* (transfer none) (nullable): why the run stopped, a sentence with the step: "The loss became infinite at step 12: …" */
HILL_API const char      *hill_trainer_get_message      (const HillTrainer     *self);
HILL_API guint64          hill_trainer_get_step         (const HillTrainer     *self);
HILL_API guint64          hill_trainer_get_n_steps      (const HillTrainer     *self);

/* How many steps the whole plan holds. */
HILL_API guint64          hill_trainer_get_planned_steps (const HillTrainer    *self);

/* (transfer none): C x (D + 1) of the step shown, on scaled features. */
HILL_API const float     *hill_trainer_get_weights      (const HillTrainer     *self);

/* (transfer none) (nullable): as given to hill_trainer_new_from(). */
HILL_API const float     *hill_trainer_get_start        (const HillTrainer     *self);
HILL_API const guint8    *hill_trainer_get_mask         (const HillTrainer     *self);
HILL_API const HillHistory *hill_trainer_get_history    (const HillTrainer     *self);
HILL_API const HillExperiment *hill_trainer_get_experiment (const HillTrainer  *self);
HILL_API HillDesign      *hill_trainer_get_design       (const HillTrainer     *self);

/* Seconds of computing steps so far, and examples that went through them. */
HILL_API double           hill_trainer_get_seconds      (const HillTrainer     *self);
HILL_API guint64          hill_trainer_get_n_examples   (const HillTrainer     *self);

/* Loss parts and accuracy of the step shown: on the training rows, the held-back rows (n_rows 0 if none) and the test split. */
HILL_API gboolean         hill_trainer_evaluate         (HillTrainer           *self,
                                                         const HillProgress    *progress,
                                                         HillEvaluation        *train,
                                                         HillEvaluation        *validation,
                                                         HillEvaluation        *test,
                                                         GError               **error);

/**
 * hill_trainer_preview:
 * @weights: receives C x (D + 1): where the step that starts at the step shown leads
 * @record: (out): what that step sees before it changes the weights
 * @error: %HILL_ERROR_CANCELLED
 *
 * Looks one step ahead and leaves the run as it is; the step itself will give the same bits.
 *
 * Returns: %FALSE when cancelled, and where there is no such step: the plan is over, or it leads out of the finite numbers
 */
HILL_API gboolean         hill_trainer_preview          (HillTrainer           *self,
                                                         float                 *weights,
                                                         HillStepRecord        *record,
                                                         const HillProgress    *progress,
                                                         GError               **error);

/* What the steps after the one shown depend on: weights, what the optimiser remembers, and the place in the epoch.  A copy that may be
 * looked at apart from the run, on another thread too (HillPathOptions); read only, reference counted. */
typedef struct _HillMoment HillMoment;

/* (transfer full) */
HILL_API HillMoment      *hill_trainer_copy_moment      (const HillTrainer     *self);
HILL_API HillMoment      *hill_moment_ref               (HillMoment            *self);
HILL_API void             hill_moment_unref             (HillMoment            *self);

/* (transfer none): the rows of the batch of step @index, at most reached, which is the next one; valid until the next call. */
HILL_API const guint32   *hill_trainer_get_batch        (HillTrainer           *self,
                                                         guint64                index,
                                                         gsize                 *n_rows);

/**
 * hill_trainer_find_optimum:
 * @max_iterations: of L-BFGS, started at the weights shown
 * @evaluation: (out): the parts of the lowest L found on the training rows
 *
 * How low can this objective go, with all weights free?  Leaves the run as it is.
 */
HILL_API gboolean         hill_trainer_find_optimum     (HillTrainer           *self,
                                                         guint                  max_iterations,
                                                         const HillProgress    *progress,
                                                         HillEvaluation        *evaluation,
                                                         GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillTrainer, hill_trainer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillMoment, hill_moment_unref)

G_END_DECLS
