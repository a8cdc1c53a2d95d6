/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the Loss page asks of the worker: the sanity lights, the path over lambda, and a model's scores.  All of the run that is shown:
 * its design, its loss, its weights.  Jobs as in hill_session_compute(): keep, cancel before going away. */

#pragma once

#include "hill-lambda-path.h"
#include "hill-model-scores.h"
#include "hill-sanity.h"
#include "hill-session.h"

G_BEGIN_DECLS

/* Lights that are not on yet are %HILL_SANITY_WAITING. */
typedef struct
{
  HillLossType    type;
  HillSanityLight lights[HILL_N_SANITY_CHECKS];
} HillSanityReport;

void             hill_sanity_report_free    (HillSanityReport     *self);

/* (transfer full) (nullable): posts a HillSanityReport after each light; %NULL before there is a snapshot. */
HillJob         *hill_session_check_sanity  (HillSession          *self,
                                             HillJobNotify         notify,
                                             gpointer              user_data);

/**
 * HillLambdaPath:
 * @n_lambdas: of the whole path
 * @n_points: done so far
 * @points: in the order asked for
 */
typedef struct
{
  gsize             n_lambdas;
  gsize             n_points;
  HillLambdaPoint **points;
} HillLambdaPath;

void             hill_lambda_path_free      (HillLambdaPath       *self);

/**
 * hill_session_trace_lambda:
 * @experiment: loss, optimiser, L1 step, rate and length of each training; features and scale are those of the snapshot
 * @lambdas: copied; see hill_lambda_path_fill()
 *
 * Returns: (transfer full) (nullable): posts a HillLambdaPath of all points so far after each lambda; %NULL before there is a snapshot
 */
HillJob         *hill_session_trace_lambda  (HillSession          *self,
                                             const HillExperiment *experiment,
                                             const double         *lambdas,
                                             gsize                 n_lambdas,
                                             HillJobNotify         notify,
                                             gpointer              user_data);

/**
 * hill_session_score_images:
 * @split: of the images
 * @rows: which, copied
 * @classes: (nullable): which classes, copied; %NULL for all; the true class of each image must be among them
 *
 * Returns: (transfer full) (nullable): posts one HillSheet, the scores of the weights shown in double; %NULL before there is a snapshot
 */
HillJob         *hill_session_score_images  (HillSession          *self,
                                             HillSplit             split,
                                             const guint32        *rows,
                                             guint                 n_rows,
                                             const guint          *classes,
                                             guint                 n_classes,
                                             HillJobNotify         notify,
                                             gpointer              user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillSanityReport, hill_sanity_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillLambdaPath, hill_lambda_path_free)

G_END_DECLS
