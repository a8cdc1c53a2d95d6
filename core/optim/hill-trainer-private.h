/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The inside of a trainer, for its own files.  Private: not installed. */

#pragma once

#include "hill-checkpoints.h"
#include "hill-stepper.h"
#include "hill-trainer.h"

G_BEGIN_DECLS

struct _HillTrainer
{
  HillStepper       stepper;
  float            *start;          /* owned (nullable) */
  HillHistory      *history;        /* owned */
  HillCheckpoints   checkpoints;
  HillState        *shown;          /* owned */
  HillState        *tip;            /* owned; the state of step "reached", where that is not shown */
  HillState        *spare;          /* owned */
  HillSampler       lookup;         /* for looking at the batches of any step */
  guint64           reached;
  HillTrainerState  state;
  char             *message;        /* owned */
  double            seconds;
  guint64           n_examples;
};

struct _HillMoment
{
  HillOptimizer  optimizer;
  HillState     *state;             /* owned */
};

G_END_DECLS
