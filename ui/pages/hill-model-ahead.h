/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What comes: the next steps of the run, with the rate that is just dragged or from the start that is just dragged, made on the worker
 * apart from the run. */

#pragma once

#include "hill-model-scene.h"

G_BEGIN_DECLS

#define HILL_AHEAD_STEPS 150

/**
 * HillAheadRequest:
 * @snapshot: (owned): where the run stands; it has a moment
 * @plane: (owned): what the path is drawn on
 * @experiment: what holds from now on
 * @from_start, @start: begin at this place of the plane instead, at step 0
 */
typedef struct
{
  HillSnapshot   *snapshot;
  HillPlane      *plane;
  HillExperiment  experiment;
  gboolean        from_start;
  double          start[2];
} HillAheadRequest;

void hill_ahead_request_free (gpointer request);

/**
 * HillAhead:
 * @request: (owned): what was asked
 * @path: its first point is where it begins
 * @corners: lowest and highest place of the next steps, as many as a landscape has room for beside the present ones
 * @n_rows: of a preview: how many examples a step sees instead of all; 0 where the steps are the run's own, bit for bit
 *
 * Read only.
 */
typedef struct
{
  HillAheadRequest *request;
  HillScenePath     path;
  double            corners[2][2];
  gsize             n_rows;
} HillAhead;

void hill_ahead_free         (gpointer ahead);

/* (transfer full) (nullable): %NULL when cancelled, and where the plan is over. */
HillAhead *hill_ahead_new   (HillJob                *job,
                             const HillAheadRequest *request);

/* A HillComputeFunc; posts a HillAhead, or nothing where the plan is over. */
void hill_ahead_compute      (HillJob *job,
                              gpointer request);

G_END_DECLS
