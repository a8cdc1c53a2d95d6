/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The numerical gradient (S34 of the lecture): how much the loss changes when one weight does.  The honest way computes
 * every score anew; the quick one uses that weight (c, d) moves the score of class c alone, by h x_d, and computes the change of
 * the loss without subtracting two nearly equal numbers.  All in double. */

#pragma once

#include "hill-sample.h"

G_BEGIN_DECLS

typedef struct _HillNumeric HillNumeric;

/**
 * hill_numeric_new:
 * @sample: the rows the loss is the mean of; a reference is kept
 * @loss: copied
 * @weights: C x (D + 1) floats; copied
 * @error: %HILL_ERROR_CANCELLED
 *
 * Computes scores and loss at W once.  Immutable, reference counted.
 */
HILL_API HillNumeric *hill_numeric_new           (HillSample          *sample,
                                                  const HillLoss      *loss,
                                                  const float         *weights,
                                                  guint                n_threads,
                                                  const HillProgress  *progress,
                                                  GError             **error);
HILL_API HillNumeric *hill_numeric_ref           (HillNumeric         *self);
HILL_API void         hill_numeric_unref         (HillNumeric         *self);

/* L (W) and its parts. */
HILL_API const HillEvaluation *
                      hill_numeric_get_evaluation (const HillNumeric  *self);

/**
 * HillNudge:
 * @index: which weight: class * (D + 1) + feature, feature D being the bias
 * @weight: its value w
 * @h: what is added and taken away
 * @loss, @loss_up, @loss_down: L at w, w + h and w - h
 * @data_up, @data_down: the data loss at w + h and w - h, minus that at w
 * @penalty_up, @penalty_down: the same of the penalty
 * @n_kinks: margins of the hinge that have another sign at w + h than at w - h
 * @penalty_kink: whether abs(w) has its kink between w - h and w + h
 *
 * One row of the slide's table.
 */
typedef struct
{
  gsize    index;
  double   weight;
  double   h;
  double   loss;
  double   loss_up;
  double   loss_down;
  double   data_up;
  double   data_down;
  double   penalty_up;
  double   penalty_down;
  guint    n_kinks;
  gboolean penalty_kink;
} HillNudge;

static inline double
hill_nudge_get_forward (const HillNudge *self)
{
  return (self->data_up + self->penalty_up) / self->h;
}

static inline double
hill_nudge_get_central (const HillNudge *self)
{
  return ((self->data_up - self->data_down) + (self->penalty_up - self->penalty_down)) / (2 * self->h);
}

/**
 * hill_numeric_nudge:
 * @index: below C (D + 1)
 * @h: > 0
 * @honest: compute all scores of w + h and w - h anew, and subtract losses
 *
 * Time N C, or 3 N C D the honest way.
 */
HILL_API void         hill_numeric_nudge         (const HillNumeric   *self,
                                                  gsize                index,
                                                  double               h,
                                                  gboolean             honest,
                                                  HillNudge           *nudge);

/* Fills in weight and penalty of @nudge, whose index and h are set. */
HILL_API void         hill_numeric_nudge_penalty (const HillNumeric   *self,
                                                  HillNudge           *nudge);

/**
 * hill_numeric_nudge_all:
 * @up, @down: (out caller-allocates): C x (D + 1) doubles each: the data loss at w + h, and at w - h, minus that at w
 * @n_kinks: (nullable) (out caller-allocates): C x (D + 1) counts, as in HillNudge
 * @error: %HILL_ERROR_CANCELLED
 *
 * The quick way for all weights at once.  The bits do not depend on the number of threads.
 */
HILL_API gboolean     hill_numeric_nudge_all     (const HillNumeric   *self,
                                                  double               h,
                                                  guint                n_threads,
                                                  const HillProgress  *progress,
                                                  double              *up,
                                                  double              *down,
                                                  guint32             *n_kinks,
                                                  GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillNumeric, hill_numeric_unref)

G_END_DECLS
