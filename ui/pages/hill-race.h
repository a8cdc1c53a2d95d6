/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A race: several optimisers from one start, on one landscape, with equal budgets.  On a test surface each makes the same number of
 * steps; on data each sees the same number of examples.  No GTK. */

#pragma once

#include "hill-field.h"
#include "hill-job.h"
#include "hill-path.h"
#include "hill-snapshot.h"
#include "hill-surface.h"

G_BEGIN_DECLS

#define HILL_N_RACERS 10
#define HILL_MAX_RUNNERS 6

/**
 * HillRacer:
 * @name: untranslated
 * @method, @optimizer: how it goes
 * @rate: learning rate, or the deviation of a search
 * @batch_size: 0 for all
 * @runs: takes part
 */
typedef struct
{
  const char   *name;
  HillMethod    method;
  HillOptimizer optimizer;
  double        rate;
  gsize         batch_size;
  gboolean      runs;
} HillRacer;

/**
 * HillRunner:
 * @racer: which one
 * @n_points, @x, @y, @distances: its path on the plane, @distances from it
 * @losses: at each point: on all rows of the sample
 * @accuracies: likewise; NaN on surfaces
 * @examples, @seconds: that it took to come there; NaN on surfaces
 * @diverged: it left the finite numbers
 */
typedef struct
{
  guint    racer;
  gsize    n_points;
  double  *x, *y, *distances, *losses, *accuracies, *examples, *seconds;
  gboolean diverged;
} HillRunner;

/**
 * HillRaceResult:
 * @field: (owned) (nullable): the landscape
 * @n_runners, @runners: those that have arrived
 * @optimum: the lowest loss known; NaN if none is
 * @n_rows: examples of the sample; 0 on surfaces
 */
typedef struct
{
  HillField *field;
  guint      n_runners;
  HillRunner runners[HILL_MAX_RUNNERS];
  double     optimum;
  gsize      n_rows;
} HillRaceResult;

typedef enum
{
  HILL_RACE_BY_STEP,
  HILL_RACE_BY_EXAMPLES,
  HILL_RACE_BY_SECONDS,
} HillRaceAxis;

/* All that can take part, with the rates that suit data, or this surface. */
void            hill_race_init_racers    (HillRacer              racers[HILL_N_RACERS]);
void            hill_race_suit_surface   (HillRacer              racers[HILL_N_RACERS],
                                          HillSurface            surface);

void            hill_race_result_free    (HillRaceResult        *self);

/* (transfer full): at once; @field: (nullable): that of the surface, when it is known. */
HillRaceResult *hill_race_on_surface     (HillSurface            surface,
                                          const HillRacer        racers[HILL_N_RACERS],
                                          const double          *start,
                                          gsize                  n_steps,
                                          HillField             *field);

/**
 * HillRaceRequest:
 * @snapshot: (owned): its design, loss and first weights
 * @budget: examples for each, in multiples of the sample
 */
typedef struct
{
  HillSnapshot *snapshot;
  HillRacer     racers[HILL_N_RACERS];
  double        budget;
} HillRaceRequest;

void            hill_race_request_free   (gpointer               request);

/* A HillComputeFunc; posts a HillRaceResult. */
void            hill_race_compute        (HillJob               *job,
                                          gpointer               request);

/* (transfer full): all paths on the landscape; loss curves with the optimum as a line. @result: (nullable). */
HillPlot       *hill_race_new_landscape  (const HillRaceResult  *result,
                                          const HillRacer        racers[HILL_N_RACERS]);
HillPlot       *hill_race_new_chart      (const HillRaceResult  *result,
                                          const HillRacer        racers[HILL_N_RACERS],
                                          HillRaceAxis           axis);

/* (transfer full): who won, in a sentence. */
char           *hill_race_dup_outcome    (const HillRaceResult  *result,
                                          const HillRacer        racers[HILL_N_RACERS]);

G_END_DECLS
