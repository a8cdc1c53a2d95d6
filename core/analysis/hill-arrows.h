/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The gradients of the examples of a batch as arrows in a plane, and how they lie to their mean and to the gradient of all
 * examples.  No gradient of an example is ever written down: with slopes ds_i and features x_i, its dot product with any V is
 * sum_c ds_ic (V x_i)_c, that is ds_i . s_i of the scores that V would give. */

#pragma once

#include "hill-plane.h"
#include "hill-sample.h"

G_BEGIN_DECLS

/**
 * HillArrow:
 * @a, @b: the part of the gradient within the plane, in units of D1 and D2 (uphill)
 * @length: the Euclidean length of the whole gradient
 * @loss: L_i (the mean of them for mean and full arrow)
 * @cos_mean, @cos_full: cosine of the angle to the mean gradient of the batch and to the gradient of all; NaN where a length is 0
 *
 * Every gradient holds the penalty's too, so that the mean of the examples' arrows is the arrow of the step.
 */
typedef struct
{
  double a;
  double b;
  double length;
  double loss;
  double cos_mean;
  double cos_full;
} HillArrow;

/**
 * HillArrows:
 * @n_examples: rows of the batch
 * @examples: an arrow for each
 * @mean: of the batch
 * @full: of the sample that stands for all
 *
 * Read only, reference counted.
 */
typedef struct
{
  gsize      n_examples;
  HillArrow *examples;
  HillArrow  mean;
  HillArrow  full;
} HillArrows;

/**
 * hill_arrows_new:
 * @batch: the rows of the step
 * @all: what the full gradient is taken of
 * @weights: C x (D + 1), where the step starts
 * @plane: (nullable): without one all a and b are 0
 */
HILL_API HillArrows *hill_arrows_new   (HillSample          *batch,
                                        HillSample          *all,
                                        const HillLoss      *loss,
                                        const float         *weights,
                                        HillPlane           *plane,
                                        guint                n_threads,
                                        const HillProgress  *progress,
                                        GError             **error);
HILL_API HillArrows *hill_arrows_ref   (HillArrows          *self);
HILL_API void        hill_arrows_unref (HillArrows          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillArrows, hill_arrows_unref)

G_END_DECLS
