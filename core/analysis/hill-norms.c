/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Sums over weights, the biases left out as everywhere. */

#include "hill-norms.h"

#include <math.h>
#include <string.h>

static void
add_weight (HillNorms *self,
            double     weight)
{
  double size = fabs (weight);

  self->l1 += size;
  self->l2 += size * size;
  self->largest = MAX (self->largest, size);
  self->n_zeros += size == 0;
  self->n_weights++;
}

void
hill_norms_init (HillNorms    *self,
                 const double *weights,
                 gsize         n)
{
  g_return_if_fail (self != NULL && (weights != NULL || n == 0));

  *self = (HillNorms) { 0 };
  for (gsize i = 0; i < n; i++)
    add_weight (self, weights[i]);
}

void
hill_norms_init_model (HillNorms   *self,
                       guint        n_classes,
                       gsize        n_features,
                       const float *weights)
{
  g_return_if_fail (self != NULL && weights != NULL);

  *self = (HillNorms) { 0 };
  for (guint c = 0; c < n_classes; c++)
    for (gsize d = 0; d < n_features; d++)
      add_weight (self, weights[c * (n_features + 1) + d]);
}

double
hill_norms_get_regularizer (const HillNorms *self,
                            HillRegularizer  regularizer,
                            double           beta)
{
  g_return_val_if_fail (self != NULL, NAN);

  switch (regularizer)
    {
    case HILL_REGULARIZER_L1:
      return self->l1;

    case HILL_REGULARIZER_L2:
      return self->l2;

    case HILL_REGULARIZER_ELASTIC:
      return self->l1 + beta * self->l2;

    case HILL_REGULARIZER_NONE:
    default:
      return 0;
    }
}

double
hill_norms_get_zero_share (const HillNorms *self)
{
  g_return_val_if_fail (self != NULL, NAN);

  return self->n_weights > 0 ? (double) self->n_zeros / (double) self->n_weights : 0;
}

double
hill_norms_get_score (const double *x,
                      const double *weights,
                      gsize         n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += x[i] * weights[i];
  return sum;
}

void
hill_norms_count_bins (guint        n_classes,
                       gsize        n_features,
                       const float *weights,
                       double       range,
                       guint        n_bins,
                       guint64     *counts)
{
  g_return_if_fail (weights != NULL && counts != NULL && n_bins % 2 == 1 && range > 0);

  memset (counts, 0, n_bins * sizeof *counts);
  for (guint c = 0; c < n_classes; c++)
    for (gsize d = 0; d < n_features; d++)
      {
        double place = (weights[c * (n_features + 1) + d] / range + 1) / 2 * n_bins;

        counts[(guint) CLAMP (place, 0, n_bins - 1)]++;
      }
}
