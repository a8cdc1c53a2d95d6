/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Loss and gradient of a linear classifier in double precision, from the formulas: what gradient checks compare, and the
 * oracle of the landscapes.  Slower than HillObjective, which works in float.
 *
 * Weights are C rows of D + 1 doubles, the bias last, acting on the scaled features x' of the sample's design. */

#pragma once

#include "hill-sample.h"

G_BEGIN_DECLS

/* (transfer full): the same weights in double. */
HILL_API double  *hill_exact_dup_weights          (const HillSample    *sample,
                                                   const float         *weights);

/**
 * hill_exact_scores:
 * @weights: C x (D + 1)
 * @n_threads: 0 for one per core
 * @scores: receives n x C doubles
 *
 * s_ic = sum_d w_cd x'_id + b_c.  The bits do not depend on the number of threads.
 */
HILL_API void     hill_exact_scores               (const HillSample    *sample,
                                                   const double        *weights,
                                                   guint                n_threads,
                                                   double              *scores);

/**
 * hill_exact_evaluate:
 * @gradient: (nullable): receives C x (D + 1) doubles, the gradient of the data loss (1/n) sum L_i; overwritten
 * @progress: (nullable)
 * @evaluation: (out): data loss, penalty, rows that are right
 * @error: %HILL_ERROR_CANCELLED only
 *
 * On a kink of the hinge the slope is 0.
 */
HILL_API gboolean hill_exact_evaluate             (const HillSample    *sample,
                                                   const HillLoss      *loss,
                                                   const double        *weights,
                                                   guint                n_threads,
                                                   double              *gradient,
                                                   const HillProgress  *progress,
                                                   HillEvaluation      *evaluation,
                                                   GError             **error);

/* lambda R (W), the biases left out. */
HILL_API double   hill_exact_get_penalty          (const HillLoss      *loss,
                                                   guint                n_classes,
                                                   gsize                n_features,
                                                   const double        *weights);

/* lambda r (w) of one weight that is not a bias: R is the sum of these. */
HILL_API double   hill_exact_get_penalty_of       (const HillLoss      *loss,
                                                   double               weight);

/* d lambda r / dw of one weight that is not a bias; 0 for |w| at 0. */
HILL_API double   hill_exact_get_penalty_slope_of (const HillLoss      *loss,
                                                   double               weight);

G_END_DECLS
