/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One moment of a run as the window shows it: weights, numbers and curves of one and the same step.
 * Immutable, reference counted (atomically), made by the worker. */

#pragma once

#include "hill-history.h"
#include "hill-metrics.h"
#include "hill-trail.h"
#include "hill-trainer.h"

G_BEGIN_DECLS

/**
 * HillSnapshot:
 * @design: what the run is about
 * @experiment: as it holds from @n_steps on
 * @changes: (element-type HillExperimentChange): all that held, from step 0 on
 * @state: of the trainer
 * @message: (nullable): why the run stopped, a sentence
 * @run: a number that is another after each reset
 * @start, @mask: (nullable): of hill_session_set_start(), as the run has them
 * @step: the step shown
 * @n_steps: steps reached
 * @planned_steps: steps of the whole plan
 * @epoch: of the step shown
 * @weights: C x (D + 1) of the step shown, on scaled features
 * @templates: the same acting on pixels / 255 (hill_weights_unscale())
 * @history: up to @n_steps
 * @evaluated: whether the four below belong to this step; while training at full speed they are those of @evaluated_step
 * @evaluated_step: the step they belong to
 * @train, @validation, @test: loss parts and accuracy; n_rows 0 where there are no such rows
 * @confusion: (nullable): of the test split (of the training split where there is none)
 * @confusion_split: which split that is
 * @batch, @n_batch: rows of the training split that the step before the shown one used; at most 256 are listed
 * @trail: weights of steps up to @n_steps
 * @next_weights: (nullable): where the step that starts here leads; known when the run rests
 * @moment: (nullable): what the steps from here on depend on; known with @next_weights, unless it is very large
 * @next_record: what that step sees
 * @next_batch: (nullable): the rows that it uses, where they are at most 8192 and not all
 * @n_next_rows: how many they are
 * @examples_per_second: of the last second of running; 0 when idle
 * @seconds_left: to the end of the plan at that pace; negative when not known
 */
typedef struct
{
  HillDesign      *design;
  HillExperiment   experiment;
  GArray          *changes;
  HillTrainerState state;
  char            *message;
  guint64          run;
  GBytes          *start;
  GBytes          *mask;
  guint64          step;
  guint64          n_steps;
  guint64          planned_steps;
  double           epoch;
  float           *weights;
  float           *templates;
  HillHistory     *history;
  gboolean         evaluated;
  guint64          evaluated_step;
  HillEvaluation   train;
  HillEvaluation   validation;
  HillEvaluation   test;
  HillConfusion   *confusion;
  HillSplit        confusion_split;
  guint32         *batch;
  gsize            n_batch;
  HillTrail       *trail;
  float           *next_weights;
  HillMoment      *moment;
  HillStepRecord   next_record;
  guint32         *next_batch;
  gsize            n_next_rows;
  double           examples_per_second;
  double           seconds_left;
} HillSnapshot;

HillSnapshot *hill_snapshot_ref   (HillSnapshot *self);
void          hill_snapshot_unref (HillSnapshot *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillSnapshot, hill_snapshot_unref)

G_END_DECLS
