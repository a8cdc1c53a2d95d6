/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The loss along a straight line through weight space, W + t V: one weight that is nudged, a direction that is turned, or
 * the way down the negative gradient.  Scores are affine in t, s (t) = s0 + t s1, so that after two passes over the data every t
 * costs N C numbers (S31, S32, S33 of the lecture). */

#pragma once

#include "hill-sample.h"

G_BEGIN_DECLS

typedef struct _HillLine HillLine;

/**
 * HillLinePoint:
 * @t: where
 * @data_loss, @penalty: the parts of L (W + t V)
 * @slope: dL/dt = grad L . V, analytic; on kinks of hinge and abs(w) their subgradient 0
 * @curvature: d2L/dt2; 0 for the hinge, whose pieces are straight
 */
typedef struct
{
  double t;
  double data_loss;
  double penalty;
  double slope;
  double curvature;
} HillLinePoint;

static inline double
hill_line_point_get_loss (const HillLinePoint *self)
{
  return self->data_loss + self->penalty;
}

/**
 * hill_line_new:
 * @sample: the rows the loss is the mean of; a reference is kept
 * @loss: copied
 * @weights: C x (D + 1) floats, W
 * @direction: C x (D + 1) floats, V; any length
 * @error: %HILL_ERROR_CANCELLED
 *
 * Immutable, reference counted.
 *
 * Returns: (nullable): %NULL when cancelled
 */
HILL_API HillLine *hill_line_new            (HillSample          *sample,
                                             const HillLoss      *loss,
                                             const float         *weights,
                                             const float         *direction,
                                             guint                n_threads,
                                             const HillProgress  *progress,
                                             GError             **error);

/* V is 1 for weight number @index and 0 for all others: t is what is added to that weight. */
HILL_API HillLine *hill_line_new_for_weight (HillSample          *sample,
                                             const HillLoss      *loss,
                                             const float         *weights,
                                             gsize                index,
                                             guint                n_threads,
                                             const HillProgress  *progress,
                                             GError             **error);
HILL_API HillLine *hill_line_ref            (HillLine            *self);
HILL_API void      hill_line_unref          (HillLine            *self);

/* All numbers at @t, in double. */
HILL_API void      hill_line_evaluate       (const HillLine      *self,
                                             double               t,
                                             HillLinePoint       *point);

/* L (W + t V) in double, without the slopes. */
HILL_API double    hill_line_get_loss       (const HillLine      *self,
                                             double               t);

/* The same as a program in single precision would compute it: every product, exponential and sum is rounded to float
 * (the rows are added pairwise).  What the left arm of the U of a difference quotient is made of. */
HILL_API float     hill_line_get_loss_float (const HillLine      *self,
                                             float                t);

/* The length of V. */
HILL_API double    hill_line_get_length     (const HillLine      *self);

/**
 * HillQuotient:
 * @h: step
 * @forward: (L (t + h) - L (t)) / h
 * @central: (L (t + h) - L (t - h)) / 2h
 * @forward_error, @central_error: |quotient - slope| / max (|slope|, 1e-8)
 */
typedef struct
{
  double h;
  double forward;
  double central;
  double forward_error;
  double central_error;
} HillQuotient;

/* The difference quotients at @t with step @h, in double or (@single) in float, against the analytic slope. */
HILL_API void      hill_line_get_quotient   (const HillLine      *self,
                                             double               t,
                                             double               h,
                                             gboolean             single,
                                             HillQuotient        *quotient);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillLine, hill_line_unref)

G_END_DECLS
