/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Which features?  The same experiment with one kind of features after the other, on the worker, with the same budget for each. */

#pragma once

#include "hill-experiment.h"
#include "hill-job.h"
#include "hill-plot.h"
#include "hill-trainer.h"

G_BEGIN_DECLS

#define HILL_CONTEST_MAX 4

/* What came of an epoch; accuracies are shares, NaN for no test set. */
typedef struct
{
  double epoch;
  double train_accuracy;
  double test_accuracy;
} HillContestEpoch;

/**
 * HillEntrant:
 * @features: a feature set, see hill-feature-set.h
 * @name: translated: "HoG + hue histogram"
 * @n_features: D; 0 until they are extracted
 * @epochs: of HillContestEpoch, so far; the first is before the first step
 * @seconds: of extraction and of training steps
 * @done: whether it is through
 * @state: how it ended
 */
typedef struct
{
  char            *features;
  char            *name;
  gsize            n_features;
  GArray          *epochs;
  double           seconds;
  gboolean         done;
  HillTrainerState state;
} HillEntrant;

/**
 * HillContest:
 * @has_test: whether accuracies are those of a test set; else those of the training set decide
 * @no_hue: the images are grey, so that hues could not take part
 */
typedef struct
{
  guint       n_entrants;
  HillEntrant entrants[HILL_CONTEST_MAX];
  gboolean    has_test;
  gboolean    no_hue;
} HillContest;

typedef struct
{
  HillDataset    *dataset;
  HillExperiment  experiment;
  HillContest    *contest;
} HillContestRequest;

/**
 * hill_contest_new:
 * @dataset: of images
 * @experiment: whose own hue histogram and HoG take part, where it has one; else hue:18, and a HoG with cells that suit the images
 *
 * Nobody has run yet.
 */
HillContest        *hill_contest_new          (HillDataset              *dataset,
                                               const HillExperiment     *experiment);
HillContest        *hill_contest_copy         (const HillContest        *self);
void                hill_contest_free         (gpointer                  self);

HillContestRequest *hill_contest_request_new  (HillDataset              *dataset,
                                               const HillExperiment     *experiment);
void                hill_contest_request_free (gpointer                  request);

/* Runs everybody on @n_threads. @changed: (nullable): called with the contest as it stands, now and then. FALSE when stopped. */
gboolean            hill_contest_run          (HillContest              *self,
                                               HillDataset              *dataset,
                                               const HillExperiment     *experiment,
                                               guint                     n_threads,
                                               const HillProgress       *progress,
                                               void                    (*changed) (const HillContest *self, gpointer user_data),
                                               gpointer                  user_data,
                                               GError                  **error);

/* A HillComputeFunc: posts copies of the HillContest. */
void                hill_contest_compute      (HillJob                  *job,
                                               gpointer                  request);

/* The last epoch, or NULL. */
const HillContestEpoch *
                    hill_entrant_get_last     (const HillEntrant        *self);

/* (transfer full): who wins by how much, a sentence; "" until all are through. */
char               *hill_contest_describe     (const HillContest        *self);

/* (transfer full): the accuracies of all over the epochs. */
HillPlot           *hill_contest_new_plot     (const HillContest        *self);

G_END_DECLS
