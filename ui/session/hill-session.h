/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a window is about: its data set, its experiment, its run; and the one worker thread that computes for it.
 * GIO only, no GTK.  All functions are called on the main thread and return at once; results arrive there
 * as property changes and signals, newest wins, at most one waiting.
 *
 * Signals: "loaded" (a new data set is in place), "snapshot" (hill_session_get_snapshot() is new),
 * "failed" (const char *message: a sentence; what was there before stays as it was).
 * A data set that the features of the experiment do not fit gets its pixels as features, and "failed" says why.
 * Properties (read-only, notify): "dataset", "loading" (boolean), "loading-progress" (double, negative: unknown),
 * "preparing" (double: the share of a run's features that is extracted, negative when that is not what is done),
 * "running" (boolean: steps are being made, "playing"), "busy" (boolean: the worker has a job);
 * read and written: "steps-per-second" (double, 0: as fast as it can). */

#pragma once

#include "hill-job.h"
#include "hill-load.h"
#include "hill-snapshot.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define HILL_TYPE_SESSION (hill_session_get_type ())
G_DECLARE_FINAL_TYPE (HillSession, hill_session, HILL, SESSION, GObject)

HillSession          *hill_session_new                  (void);

/* Cancels all work and joins the worker (within 100 ms); the session then stays as it is.  Dispose does it too. */
void                  hill_session_shut_down            (HillSession           *self);

/* Loads on the worker; a load under way, and the run, are cancelled.  @options: (nullable), its progress is ignored. */
void                  hill_session_load                 (HillSession           *self,
                                                         const char            *spec,
                                                         const HillLoadOptions *options);
void                  hill_session_cancel_loading       (HillSession           *self);
gboolean              hill_session_get_loading          (HillSession           *self);
double                hill_session_get_loading_progress (HillSession           *self);

/* The share of the features that is extracted before a run can start; negative when nothing is extracted. */
double                hill_session_get_preparing        (HillSession           *self);

/* Ends that; the run stays as it was.  Start, Step or Reset begin anew. */
void                  hill_session_cancel_preparing     (HillSession           *self);

/* (transfer none) (nullable) */
HillDataset          *hill_session_get_dataset          (HillSession           *self);

/* The experiment as the controls have it; a plain copy. */
const HillExperiment *hill_session_get_experiment       (HillSession           *self);

/**
 * hill_session_set_experiment:
 * @error: a number out of range, in words; nothing changes then
 *
 * What can change in mid-run (loss, rate, schedule, momentum, batch size, length) takes hold at the next step; anything else
 * makes a new run at step 0 when it is started.
 */
gboolean              hill_session_set_experiment       (HillSession           *self,
                                                         const HillExperiment  *experiment,
                                                         GError               **error);

/**
 * hill_session_set_start:
 * @weights: (nullable): C x (D + 1) floats on scaled features, as a snapshot has them; %NULL for the experiment's own first weights
 * @mask: (nullable): C x (D + 1) bytes; weights whose byte is 0 stay where they begin.  %NULL lets all move
 * @n: how many weights that are
 *
 * A new run from there, at step 0; shown at once.  Copied; a snapshot tells what its run has.  Kept by a reset; a new data set, other
 * features or another scale, for which these weights would mean something else, drop it.
 */
void                  hill_session_set_start            (HillSession           *self,
                                                         const float           *weights,
                                                         const guint8          *mask,
                                                         gsize                  n);

/* Makes steps until the plan's end, or hill_session_pause(). Starts a run if there is none. */
void                  hill_session_start                (HillSession           *self);
void                  hill_session_pause                (HillSession           *self);
/* One step forward (pauses first). */
void                  hill_session_step                 (HillSession           *self);
/* One step back. */
void                  hill_session_back                 (HillSession           *self);
/* Shows any step; a newer call replaces one that waits. */
void                  hill_session_seek                 (HillSession           *self,
                                                         guint64                step);
/* A new run from the same experiment, at step 0; shown at once. */
void                  hill_session_reset                (HillSession           *self);
gboolean              hill_session_get_running          (HillSession           *self);
gboolean              hill_session_get_busy             (HillSession           *self);

/* The pace of a run, so that single steps can be watched; 0 for as fast as it can. */
double                hill_session_get_steps_per_second (HillSession           *self);
void                  hill_session_set_steps_per_second (HillSession           *self,
                                                         double                 steps_per_second);

/* (transfer none) (nullable): the newest; NULL before the first run.  After "loaded" a run at step 0 is set up, so that one comes soon. */
HillSnapshot         *hill_session_get_snapshot         (HillSession           *self);

/* How low can the objective go?  L-BFGS on the worker; answers by the signal "optimum" (double loss). Pauses the run. */
void                  hill_session_find_optimum         (HillSession           *self);

/**
 * hill_session_compute:
 * @func: runs on the worker, after what waits there; a run steps aside for it and goes on afterwards
 * @data: its own, taken over; never touched by the main thread again
 * @destroy: (nullable): frees @data, on either thread
 * @free_result: (nullable): frees a result that is not taken
 * @notify: called on the main thread when there is something new, until hill_job_cancel()
 *
 * Whoever asks keeps the job and cancels it before going away, or before asking anew.  A new data set ends all jobs.
 *
 * Returns: (transfer full) (nullable): %NULL after shutting down
 */
HillJob              *hill_session_compute              (HillSession           *self,
                                                         HillComputeFunc        func,
                                                         gpointer               data,
                                                         GDestroyNotify         destroy,
                                                         GDestroyNotify         free_result,
                                                         HillJobNotify          notify,
                                                         gpointer               user_data);

G_END_DECLS
