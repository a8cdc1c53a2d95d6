/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What holds at which step: the first experiment, and every change made in mid-run with the step it came at.  So a
 * replay goes through the same changes.  Private: not installed. */

#pragma once

#include "hill-state.h"

G_BEGIN_DECLS

/* The history keeps every step: so many take half a gibibyte. */
#define HILL_MAX_STEPS 10000000

/**
 * HillSegment:
 * @start: the state's head at the first step it holds for
 * @experiment: what holds until the next segment starts
 */
typedef struct
{
  HillStateHead  start;
  HillExperiment experiment;
} HillSegment;

/**
 * HillPlan:
 * @n_rows: N, the rows trained on
 * @segments: (element-type HillSegment): by rising start, at least one
 */
typedef struct
{
  gsize   n_rows;
  GArray *segments;
} HillPlan;

/* A slice of an epoch's draws; all rows in their own order where @full. */
typedef struct
{
  gboolean full;
  guint64  epoch;
  gsize    position;
  gsize    n_rows;
} HillBatch;

void                hill_plan_init         (HillPlan             *self,
                                            gsize                 n_rows,
                                            const HillExperiment *experiment);
void                hill_plan_clear        (HillPlan             *self);

/* From @start on @experiment holds; later segments are forgotten. */
void                hill_plan_change       (HillPlan             *self,
                                            const HillStateHead  *start,
                                            const HillExperiment *experiment);

/* (transfer none): what holds for the step from @step to @step + 1. */
const HillSegment  *hill_plan_get          (const HillPlan       *self,
                                            guint64               step);

/* Are there not too many steps with @experiment from @start on (%NULL for the beginning)? */
gboolean            hill_plan_check        (gsize                 n_rows,
                                            const HillStateHead  *start,
                                            const HillExperiment *experiment,
                                            GError              **error);

/* Steps of the whole plan as the last segment has it. */
guint64             hill_plan_get_n_steps  (const HillPlan       *self);

HillBatch           hill_plan_get_batch    (const HillPlan       *self,
                                            const HillSegment    *segment,
                                            const HillStateHead  *head);

/* The batch of any step, without the state before it. */
HillBatch           hill_plan_find_batch   (const HillPlan       *self,
                                            guint64               step);

/* Moves the head past the step with this batch. */
void                hill_plan_advance      (const HillPlan       *self,
                                            const HillBatch      *batch,
                                            HillStateHead        *head);

double              hill_plan_get_rate     (const HillPlan       *self,
                                            const HillSegment    *segment,
                                            const HillStateHead  *head);

/* Examples seen / N. */
double              hill_plan_get_epochs   (const HillPlan       *self,
                                            const HillStateHead  *head);

G_END_DECLS
