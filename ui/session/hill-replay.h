/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A run is made again as its file says: step by step, with what was changed on the way, so that it has the same bits. */

#pragma once

#include "hill-experiment-file.h"
#include "hill-run.h"

G_BEGIN_DECLS

/* Keys of the view that the session itself writes: steps made after the one shown, and options that do not hold in the run yet. */
#define HILL_REPLAY_REACHED "run.reached"
#define HILL_REPLAY_NEXT "next."

/* The experiment as the controls had it. */
void  hill_replay_get_experiment (const HillExperimentFile *file,
                                  HillExperiment           *experiment);

/* On the worker: from a run at step 0 to the step of @file, or as far as it goes; on cancel stays where it is.
 * Returns: (transfer full) (nullable): what is not as the file says, a sentence */
char *hill_replay                (HillRun                  *run,
                                  const HillExperimentFile *file,
                                  const HillProgress       *progress);

G_END_DECLS
