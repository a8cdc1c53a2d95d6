/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* L-BFGS: the way to the bottom.  Private: not installed. */

#pragma once

#include "hill-objective.h"
#include "hill-state.h"

G_BEGIN_DECLS

/**
 * HillProblem:
 * @rows: (nullable): rows of the training split, or %NULL for all of them in order
 * @means: (nullable): needed by hill_lbfgs_step() alone: D means of the features; the descent measures lengths as if these were 0, which changes no minimum but the
 *   number of steps to it: b and W x move together as far as x is the same everywhere
 *
 * What is minimised: L over rows of the training split.
 */
typedef struct
{
  HillObjective  *objective;
  const HillLoss *loss;
  guint           n_classes;
  gsize           n_features;
  const guint32  *rows;
  gsize           n_rows;
  const float    *means;
} HillProblem;

typedef enum
{
  HILL_LBFGS_CANCELLED,
  HILL_LBFGS_MOVED,
  HILL_LBFGS_BOTTOM,              /* no lower point along any direction tried; nothing changed */
} HillLbfgsResult;

/* L at @weights, all parts, and in @gradient the gradient of all but lambda |w|, which has none at 0. */
gboolean        hill_lbfgs_evaluate (const HillProblem   *problem,
                                     const float         *weights,
                                     float               *gradient,
                                     const HillProgress  *progress,
                                     HillEvaluation      *evaluation,
                                     GError             **error);

/**
 * hill_lbfgs_get_norm:
 * Returns: the length of the steepest descent: of the gradient, or with L1 of the pseudo-gradient
 */
double          hill_lbfgs_get_norm (const HillProblem   *problem,
                                     const float         *weights,
                                     const float         *gradient);

/**
 * hill_lbfgs_step:
 * @state: weights and pairs; its head's pairs change, its step does not
 * @gradient: (inout): of hill_lbfgs_evaluate() at the weights, before and after
 * @evaluation: (inout): likewise
 * @length: (out): multiple of the direction that was gone
 *
 * One iteration: two-loop recursion over the last pairs (Nocedal 1980), then a line search for the weak Wolfe conditions by
 * doubling and bisection, which also holds for losses with kinks such as the hinge (Lewis and Overton 2013).  With L1 the
 * direction comes from the pseudo-gradient and the search stays in one orthant: OWL-QN (Andrew and Gao 2007).
 */
HillLbfgsResult hill_lbfgs_step     (const HillProblem   *problem,
                                     HillState           *state,
                                     float               *gradient,
                                     HillEvaluation      *evaluation,
                                     double              *length,
                                     const HillProgress  *progress,
                                     GError             **error);

G_END_DECLS
