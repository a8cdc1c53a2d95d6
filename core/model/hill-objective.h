/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The loss of a linear classifier on a design, and its gradient, in one pass over the data: scores, loss and
 * gradient of a block of rows while it sits in the cache.
 *
 * Weights are one block: C rows of D + 1 floats, the bias last, acting on the scaled features x'. */

#pragma once

#include "hill-design.h"
#include "hill-loss.h"

G_BEGIN_DECLS

/* Floats of a weight block: C (D + 1). */
#define HILL_N_WEIGHTS(n_classes, n_features) ((gsize) (n_classes) * ((gsize) (n_features) + 1))

/**
 * HillEvaluation:
 * @data_loss: mean of L_i
 * @penalty: lambda R (W)
 * @n_correct: rows whose highest score is the true class
 * @n_rows: rows looked at; 0 leaves data_loss at 0
 */
typedef struct
{
  double data_loss;
  double penalty;
  gsize  n_correct;
  gsize  n_rows;
} HillEvaluation;

static inline double
hill_evaluation_get_loss (const HillEvaluation *self)
{
  return self->data_loss + self->penalty;
}

static inline double
hill_evaluation_get_accuracy (const HillEvaluation *self)
{
  return self->n_rows > 0 ? (double) self->n_correct / (double) self->n_rows : 0.0;
}

typedef struct _HillObjective HillObjective;

/* Working memory for evaluations on @design (a reference is kept).  Not thread safe: one for each caller. */
HILL_API HillObjective *hill_objective_new      (HillDesign     *design,
                                                 guint           n_threads);
HILL_API void           hill_objective_free     (HillObjective  *self);

/**
 * hill_objective_evaluate:
 * @loss: L
 * @weights: C x (D + 1)
 * @split: which cells
 * @rows: (nullable): row numbers, or %NULL for rows 0 to n_rows - 1
 * @n_rows: how many
 * @gradient: (nullable): receives dL/dW, C x (D + 1), of (1/n) sum L_i + lambda R; overwritten
 * @progress: (nullable): reported at least every 50 ms
 * @evaluation: (out): the parts of L
 * @error: %HILL_ERROR_CANCELLED only
 *
 * The bits of the result do not depend on the number of threads.  Not finite weights give a loss that is not finite.
 */
HILL_API gboolean       hill_objective_evaluate (HillObjective       *self,
                                                 const HillLoss      *loss,
                                                 const float         *weights,
                                                 HillSplit            split,
                                                 const guint32       *rows,
                                                 gsize                n_rows,
                                                 float               *gradient,
                                                 const HillProgress  *progress,
                                                 HillEvaluation      *evaluation,
                                                 GError             **error);

/**
 * hill_objective_scores:
 * @scores: receives n_rows x C floats, contiguous
 *
 * The scores of rows, @rows and @n_rows as above.
 */
HILL_API void           hill_objective_scores   (HillObjective       *self,
                                                 const float         *weights,
                                                 HillSplit            split,
                                                 const guint32       *rows,
                                                 gsize                n_rows,
                                                 float               *scores);

/**
 * hill_weights_unscale:
 * @weights: C x (D + 1), acting on the scaled features x'
 * @unscaled: receives C x (D + 1) acting on unit * x (pixels / 255), as weight files hold them
 *
 * With x' = a x + c and u the unit: w_file = w a / u, b_file = b + sum_d w_d c_d.
 */
HILL_API void           hill_weights_unscale    (const HillDesign    *design,
                                                 const float         *weights,
                                                 float               *unscaled);

/* The same weights for a design without scaling come back from a file; for a scaled design:
 * w = w_file u / a (0 where a is 0), b = b_file - sum_d w_d c_d. */
HILL_API void           hill_weights_rescale    (const HillDesign    *design,
                                                 const float         *unscaled,
                                                 float               *weights);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillObjective, hill_objective_free)

G_END_DECLS
