/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the strength of regularisation does to a real model (S17, S20, S21): trained at one lambda after the other, each from the weights
 * of the one before, all with the same number of steps. */

#pragma once

#include "hill-experiment.h"
#include "hill-norms.h"
#include "hill-objective.h"

G_BEGIN_DECLS

/* Odd: the middle one is around 0. */
#define HILL_LAMBDA_N_BINS 41

/**
 * HillLambdaPoint:
 * @lambda: the strength
 * @train, @validation, @test: at the end of training; n_rows 0 where there are no such rows
 * @norms: of the weights, on scaled features, which is what the penalty sees; hill_norms_get_zero_share() is that of exact zeros
 * @range: a power of two from the largest weight on, so that histograms of several lambdas fit into one another
 * @bins: numbers of weights, over [-range, range]
 * @weights: C x (D + 1) on scaled features
 * @templates: the same acting on pixels / 255 (hill_weights_unscale())
 * @message: (nullable): a sentence where training diverged; then there are neither weights nor numbers
 *
 * Immutable, reference counted (atomically).
 */
typedef struct
{
  double         lambda;
  HillEvaluation train;
  HillEvaluation validation;
  HillEvaluation test;
  HillNorms      norms;
  double         range;
  guint64        bins[HILL_LAMBDA_N_BINS];
  float         *weights;
  float         *templates;
  char          *message;
} HillLambdaPoint;

/**
 * hill_lambda_point_new:
 * @experiment: how to train, and for how long; its lambda is not used
 * @lambda: the strength instead
 * @start: (nullable): the point before, whose weights are started from; without it, or without weights, training starts as the
 *   experiment says
 * @n_threads: changes nothing but the time
 * @error: %HILL_ERROR_CANCELLED, or %HILL_ERROR_ARGUMENT for an experiment that does not hold
 *
 * Which zeros are exact depends on the experiment's steps: hill_experiment_uses_proximal() and L-BFGS have them, the subgradient not.
 */
HILL_API HillLambdaPoint *hill_lambda_point_new   (HillDesign            *design,
                                                   const HillExperiment  *experiment,
                                                   double                 lambda,
                                                   const HillLambdaPoint *start,
                                                   guint                  n_threads,
                                                   const HillProgress    *progress,
                                                   GError               **error);
HILL_API HillLambdaPoint *hill_lambda_point_ref   (HillLambdaPoint       *self);
HILL_API void             hill_lambda_point_unref (HillLambdaPoint       *self);

/* @n strengths from @highest down to @lowest, a constant factor apart: from strong to weak the warm starts have most to give. */
HILL_API void             hill_lambda_path_fill   (double                 highest,
                                                   double                 lowest,
                                                   gsize                  n,
                                                   double                *lambdas);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillLambdaPoint, hill_lambda_point_unref)

G_END_DECLS
