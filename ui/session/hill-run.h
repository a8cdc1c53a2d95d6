/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A run as the worker has it: the trainer, and what was found out about its present step.  One thread at a time. */

#pragma once

#include "hill-snapshot.h"

G_BEGIN_DECLS

typedef struct _HillRun HillRun;

/* One core stays for the window where there are enough. */
guint         hill_run_choose_n_threads (void);

/* Features that the data set does not have give way to its pixels; FALSE then, with the reason. */
gboolean      hill_run_fit_experiment   (HillExperiment        *experiment,
                                         const HillDataset     *dataset,
                                         GError               **error);

/* At step 0.  @cache: (unowned): where the features of the data set come from; outlives the run.  @progress: (nullable): of their
 * extraction.  NULL where the experiment does not fit the data set. */
HillRun      *hill_run_new         (HillDataset           *dataset,
                                    HillFeatureCache      *cache,
                                    const HillExperiment  *experiment,
                                    const HillProgress    *progress,
                                    GError               **error);
void          hill_run_free        (HillRun               *self);

/* Makes @experiment hold from the next step on, or goes back to step 0 with it where it cannot change in mid-run. */
gboolean      hill_run_prepare     (HillRun               *self,
                                    const HillExperiment  *experiment,
                                    const HillProgress    *progress,
                                    GError               **error);

/* Where runs begin and which weights they move, from the next reset on: the floats and bytes of hill_trainer_new_from(), each (nullable);
 * what has another size than the weights is not looked at.  hill_run_prepare() then resets. */
void          hill_run_set_start   (HillRun               *self,
                                    GBytes                *start,
                                    GBytes                *mask);

/* A new run at step 0. */
gboolean      hill_run_reset       (HillRun               *self,
                                    const HillExperiment  *experiment,
                                    const HillProgress    *progress,
                                    GError               **error);

/* (transfer none): until the next prepare or reset. */
HillTrainer  *hill_run_get_trainer (HillRun               *self);

/* Finds losses, accuracies and confusion matrix of the step shown, unless they are known. */
gboolean      hill_run_evaluate    (HillRun               *self,
                                    const HillProgress    *progress,
                                    GError               **error);

/* Makes the next step; FALSE when cancelled. */
gboolean      hill_run_step        (HillRun               *self,
                                    const HillProgress    *progress);

/* Finds where the step after the one shown leads, unless that is known. */
void          hill_run_look_ahead  (HillRun               *self,
                                    const HillProgress    *progress);

/* Is it time to evaluate again while steps are made? So that it costs at most a seventh of the time. */
gboolean      hill_run_wants_evaluation (HillRun          *self);

/* Starts the clock that gives examples per second and the time left; hill_run_snapshot() reads it. */
void          hill_run_start_clock (HillRun               *self);
void          hill_run_stop_clock  (HillRun               *self);

/* (transfer full): the present state. */
HillSnapshot *hill_run_snapshot    (HillRun               *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillRun, hill_run_free)

G_END_DECLS
