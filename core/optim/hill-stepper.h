/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Makes steps on a state that is handed in; first run and replay go through the same code, which is why they give
 * the same bits.  Private: not installed. */

#pragma once

#include "hill-history.h"
#include "hill-lbfgs.h"
#include "hill-objective.h"
#include "hill-plan.h"
#include "hill-sampler.h"

G_BEGIN_DECLS

typedef enum
{
  HILL_STEP_CANCELLED,            /* the state is as it was */
  HILL_STEP_MADE,
  HILL_STEP_BOTTOM,               /* nothing lower to go to; the state is as it was */
  HILL_STEP_LOSS_INFINITE,        /* the state is as it was */
  HILL_STEP_WEIGHTS_INFINITE,     /* the state is spoilt */
} HillStepResult;

/**
 * HillStepper:
 * @rows: (nullable) (unowned): the rows trained on, or %NULL for all in order
 * @mask: (owned) (nullable): of hill_stepper_set_mask()
 * @weight_limit: weights beyond this could make a score infinite
 * @gradient: (owned): of the last evaluation
 * @means: (owned) (nullable): of the features, once L-BFGS wants them
 * @ready: whether @gradient and @evaluation are those of all rows at step @ready_step under @ready_loss
 */
typedef struct
{
  HillDesign     *design;
  HillObjective  *objective;
  HillPlan        plan;
  HillSampler     sampler;
  const guint32  *rows;
  gsize           n_rows;
  guint           n_threads;
  guint           n_classes;
  gsize           n_features;
  gsize           n_weights;
  guint8         *mask;
  double          weight_limit;
  float          *gradient;
  float          *means;
  gboolean        ready;
  guint64         ready_step;
  HillLoss        ready_loss;
  HillEvaluation  evaluation;
} HillStepper;

void            hill_stepper_init      (HillStepper           *self,
                                        HillDesign            *design,
                                        const HillExperiment  *experiment,
                                        guint                  n_threads);
void            hill_stepper_clear     (HillStepper           *self);

/* @mask: C (D + 1) bytes, copied; a weight whose byte is 0 stays where it is.  Not for L-BFGS, whose metric mixes all weights. */
void            hill_stepper_set_mask  (HillStepper           *self,
                                        const guint8          *mask);

/* The first weights, step 0. */
HillState      *hill_stepper_make_first (HillStepper          *self);

/* What L-BFGS minimises; @loss stays the caller's. */
HillProblem     hill_stepper_get_problem (HillStepper         *self,
                                          const HillLoss      *loss);

/* Step numbers no longer mean what they meant: a branch was cut off. */
void            hill_stepper_forget    (HillStepper           *self);

/* @record: (nullable): what the step saw before it changed the weights */
HillStepResult  hill_stepper_step      (HillStepper           *self,
                                        HillState             *state,
                                        HillStepRecord        *record,
                                        const HillProgress    *progress,
                                        GError               **error);

/* L on all rows trained on; keeps the gradient for the next step where that is a full batch. */
gboolean        hill_stepper_evaluate  (HillStepper           *self,
                                        const HillState       *state,
                                        const HillProgress    *progress,
                                        HillEvaluation        *evaluation,
                                        GError               **error);

G_END_DECLS
