/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The part of the objective that does not look at the data: the regularisation term and its gradient.  The
 * bias, last in each row of weights, never takes part. */

#include "hill-loss.h"

#include "hill-i18n.h"
#include "hill-weights.h"

#include <math.h>

static gboolean
check_range (double       value,
             double       low,
             double       high,
             const char  *message,
             GError     **error)
{
  if (isfinite (value) && value >= low && value <= high)
    return TRUE;

  g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT, message);
  return FALSE;
}

gboolean
hill_loss_check (const HillLoss  *self,
                 GError         **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return check_range (self->margin, 1e-6, 1e6, _("The margin must be between 0.000001 and 1000000"), error) &&
         check_range (self->lambda, 0, 1e6, _("The regularisation strength lambda must be between 0 and 1000000"), error) &&
         check_range (self->beta, 0, 1e6, _("The weight beta of the elastic net must be between 0 and 1000000"), error);
}

double
hill_loss_get_l1_strength (const HillLoss *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->regularizer == HILL_REGULARIZER_L1 || self->regularizer == HILL_REGULARIZER_ELASTIC ? self->lambda : 0;
}

HillLoss
hill_loss_get_smooth (const HillLoss *self)
{
  HillLoss smooth = *self;

  if (smooth.regularizer == HILL_REGULARIZER_L1)
    smooth.regularizer = HILL_REGULARIZER_NONE;
  if (smooth.regularizer == HILL_REGULARIZER_ELASTIC)
    {
      smooth.regularizer = HILL_REGULARIZER_L2;
      smooth.lambda *= smooth.beta;
    }
  return smooth;
}

double
hill_loss_get_penalty (const HillLoss *self,
                       guint           n_classes,
                       gsize           n_features,
                       const float    *weights)
{
  double sum = 0;

  g_return_val_if_fail (self != NULL && weights != NULL, NAN);

  if (self->regularizer == HILL_REGULARIZER_NONE || self->lambda == 0)
    return 0;

  for (guint c = 0; c < n_classes; c++)
    {
      const float *row = weights + c * (n_features + 1);

      if (self->regularizer != HILL_REGULARIZER_L1)
        sum += (self->regularizer == HILL_REGULARIZER_ELASTIC ? self->beta : 1) * hill_weights_dot (row, row, n_features);
      if (self->regularizer != HILL_REGULARIZER_L2)
        sum += hill_weights_sum_abs (row, n_features);
    }
  return self->lambda * sum;
}

/* lambda (a sign (w) + 2 b w), sign (0) = 0 */
static void
add_row_gradient (const float *restrict w,
                  float       *restrict gradient,
                  gsize                 n,
                  float                 sign_factor,
                  float                 linear_factor)
{
  if (sign_factor == 0)
    for (gsize d = 0; d < n; d++)
      gradient[d] += linear_factor * w[d];
  else
    for (gsize d = 0; d < n; d++)
      gradient[d] += sign_factor * (float) ((w[d] > 0) - (w[d] < 0)) + linear_factor * w[d];
}

void
hill_loss_add_penalty_gradient (const HillLoss *self,
                                guint           n_classes,
                                gsize           n_features,
                                const float    *weights,
                                float          *gradient)
{
  double sign_factor = 0, linear_factor = 0;

  g_return_if_fail (self != NULL && weights != NULL && gradient != NULL);

  if (self->regularizer == HILL_REGULARIZER_L2)
    linear_factor = 2 * self->lambda;
  else if (self->regularizer == HILL_REGULARIZER_ELASTIC)
    linear_factor = 2 * self->lambda * self->beta;
  if (self->regularizer == HILL_REGULARIZER_L1 || self->regularizer == HILL_REGULARIZER_ELASTIC)
    sign_factor = self->lambda;
  if (sign_factor == 0 && linear_factor == 0)
    return;

  for (guint c = 0; c < n_classes; c++)
    add_row_gradient (weights + c * (n_features + 1), gradient + c * (n_features + 1), n_features,
                      (float) sign_factor, (float) linear_factor);
}
