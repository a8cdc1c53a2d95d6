/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Gradient check (S35 of the lecture): the analytic gradient, in double, against the numerical one, weight by weight; the
 * data loss and the penalty also each for itself.  Mistakes that people make can be planted in the analytic gradient, so that it can be
 * seen how the check finds them. */

#pragma once

#include "hill-numeric.h"

G_BEGIN_DECLS

/**
 * HillBugs:
 * @HILL_BUG_FACTOR_2: d w^2 / dw = w: the 2 is missing
 * @HILL_BUG_NO_PENALTY: the penalty has no gradient
 * @HILL_BUG_SIGN: the gradient of the data loss has the wrong sign
 * @HILL_BUG_NOT_AVERAGED: the gradients of the examples are added, not averaged
 * @HILL_BUG_NO_TRUE_CLASS: the true class is left out: dL/ds_y is P_y without - 1, or 0 for the hinge
 *
 * What is wrong with the analytic gradient; several may be on at once.
 */
typedef enum
{
  HILL_BUG_NONE = 0,
  HILL_BUG_FACTOR_2 = 1 << 0,
  HILL_BUG_NO_PENALTY = 1 << 1,
  HILL_BUG_SIGN = 1 << 2,
  HILL_BUG_NOT_AVERAGED = 1 << 3,
  HILL_BUG_NO_TRUE_CLASS = 1 << 4,
} HillBugs;

#define HILL_N_BUGS 5

/* Can this mistake be seen at all?  Those of the penalty need a penalty, and factor 2 one with w^2. */
HILL_API gboolean hill_bug_shows (HillBugs        bug,
                                  const HillLoss *loss);

typedef enum
{
  HILL_DIFFERENCE_CENTRAL,
  HILL_DIFFERENCE_FORWARD,
} HillDifference;

/**
 * HillCheckOptions:
 * @h: the step, > 0
 * @difference: which quotient
 * @honest: compute every score anew for every weight
 * @bugs: mistakes planted
 * @tolerance: the check fails where a relative error away from kinks is above this
 * @floor: gradients below this count as this long in a relative error
 * @n_threads: 0 for one per core
 *
 * Relative error is |a - n| / max (|a|, |n|, floor), for analytic a and numerical n.  The honest way knows a quotient to about
 * e L / h only (e = 2.2e-16): its floor is raised to e max (L, 1) / (h 1e-7), so that this noise is not taken for an error; the penalty
 * alone has no such noise and keeps its floor.
 *
 * The default step is right for the quick way, which loses no digits to a small step: a central quotient then strays from the slope by
 * h^2 / 6 times the third derivative and by nothing else.  The honest way wants 1e-5.
 */
typedef struct
{
  double         h;
  HillDifference difference;
  gboolean       honest;
  HillBugs       bugs;
  double         tolerance;
  double         floor;
  guint          n_threads;
} HillCheckOptions;

#define HILL_CHECK_OPTIONS_DEFAULT ((HillCheckOptions) { 1e-6, HILL_DIFFERENCE_CENTRAL, FALSE, HILL_BUG_NONE, 1e-4, 1e-8, 0 })

/* Is every number in range?  Says in words which is not (%HILL_ERROR_ARGUMENT). */
HILL_API gboolean hill_check_options_check (const HillCheckOptions  *self,
                                            GError                 **error);

/**
 * HillCheckedWeight:
 * @index: class * (D + 1) + feature
 * @weight: w
 * @data_numeric, @data_analytic: of the data loss
 * @penalty_numeric, @penalty_analytic: of lambda R; 0 for a bias
 * @error: relative error of the sums
 * @data_error, @penalty_error: of the parts
 * @n_kinks: margins of the hinge that change their sign within the step
 * @penalty_kink: whether abs(w) has its kink within the step
 */
typedef struct
{
  gsize    index;
  double   weight;
  double   data_numeric;
  double   data_analytic;
  double   penalty_numeric;
  double   penalty_analytic;
  double   error;
  double   data_error;
  double   penalty_error;
  guint    n_kinks;
  gboolean penalty_kink;
} HillCheckedWeight;

static inline double
hill_checked_weight_get_numeric (const HillCheckedWeight *self)
{
  return self->data_numeric + self->penalty_numeric;
}

static inline double
hill_checked_weight_get_analytic (const HillCheckedWeight *self)
{
  return self->data_analytic + self->penalty_analytic;
}

/* The quotient straddles a kink: it need not agree with any slope. */
static inline gboolean
hill_checked_weight_is_kink (const HillCheckedWeight *self)
{
  return self->n_kinks > 0 || self->penalty_kink;
}

/* The largest of the three errors. */
static inline double
hill_checked_weight_get_worst (const HillCheckedWeight *self)
{
  return MAX (self->error, MAX (self->data_error, self->penalty_error));
}

/* Bands of the relative error: below 1e-7 (right), 1e-4 (right, most likely), 1e-2 (doubtful), and above (wrong). */
#define HILL_N_BANDS 4
#define HILL_BAND_LIMITS ((const double[HILL_N_BANDS - 1]) { 1e-7, 1e-4, 1e-2 })

/* Which band, 0 to 3; not a number is in the last. */
HILL_API guint hill_check_get_band (double error);

#define HILL_N_WORST 10

/**
 * HillGradientCheck:
 * @options: as asked for, with the floor that was used
 * @evaluation: L and its parts
 * @n_weights: how many weights were checked
 * @weights: they, in the order asked for
 * @n_kinks: those within whose step there is a kink; they are left out of all that follows
 * @n_in_band, @n_data_in_band, @n_penalty_in_band: weights by band of the error of the sum, of the data loss, of the penalty
 * @max_error, @max_data_error, @max_penalty_error: the largest of each
 * @n_failed: weights with one of their three errors above the tolerance
 * @worst: the places in @weights of the largest errors, the largest first
 * @n_worst: how many there are, at most %HILL_N_WORST
 * @passed: nothing failed
 *
 * Read only, reference counted.
 */
typedef struct
{
  HillCheckOptions   options;
  HillEvaluation     evaluation;
  gsize              n_weights;
  HillCheckedWeight *weights;
  gsize              n_kinks;
  gsize              n_in_band[HILL_N_BANDS];
  gsize              n_data_in_band[HILL_N_BANDS];
  gsize              n_penalty_in_band[HILL_N_BANDS];
  double             max_error;
  double             max_data_error;
  double             max_penalty_error;
  gsize              n_failed;
  gsize              worst[HILL_N_WORST];
  guint              n_worst;
  gboolean           passed;
} HillGradientCheck;

/**
 * hill_gradient_check_new:
 * @indices: (nullable): which weights, each below C (D + 1); %NULL for all
 * @n_indices: how many; not looked at where @indices is %NULL
 * @error: %HILL_ERROR_CANCELLED, or %HILL_ERROR_ARGUMENT for options out of range
 *
 * Returns: (transfer full) (nullable)
 */
HILL_API HillGradientCheck *hill_gradient_check_new   (HillSample              *sample,
                                                       const HillLoss          *loss,
                                                       const float             *weights,
                                                       const gsize             *indices,
                                                       gsize                    n_indices,
                                                       const HillCheckOptions  *options,
                                                       const HillProgress      *progress,
                                                       GError                 **error);
HILL_API HillGradientCheck *hill_gradient_check_ref   (HillGradientCheck       *self);
HILL_API void               hill_gradient_check_unref (HillGradientCheck       *self);

/**
 * hill_gradient_check_analytic:
 * @data: receives C x (D + 1) doubles: the gradient of the data loss
 * @penalty: receives C x (D + 1) doubles: that of lambda R
 *
 * The analytic gradient with mistakes planted.  For FALSE when cancelled.
 */
HILL_API gboolean           hill_gradient_check_analytic (HillSample           *sample,
                                                          const HillLoss       *loss,
                                                          const float          *weights,
                                                          HillBugs              bugs,
                                                          guint                 n_threads,
                                                          const HillProgress   *progress,
                                                          double               *data,
                                                          double               *penalty,
                                                          GError              **error);

/* (transfer full): @n different weights drawn from all, ascending; the same for the same seed.  All where @n is too many. */
HILL_API gsize             *hill_gradient_check_draw  (const HillSample        *sample,
                                                       gsize                    n,
                                                       guint64                  seed,
                                                       gsize                   *n_drawn);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillGradientCheck, hill_gradient_check_unref)

G_END_DECLS
