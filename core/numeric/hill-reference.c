/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The formulas as they read, in double.  Nothing here is clever, so that it can be believed. */

#include "hill-reference.h"

#include <math.h>

void
hill_reference_scores (const HillCells *cells,
                       gsize            row,
                       guint            n_classes,
                       const double    *weights,
                       const double    *bias,
                       double          *scores)
{
  for (guint c = 0; c < n_classes; c++)
    {
      scores[c] = bias[c];
      for (gsize d = 0; d < cells->n_cols; d++)
        scores[c] += weights[c * cells->n_cols + d] * hill_cells_get (cells, row, d);
    }
}

void
hill_reference_gradient (const HillCells *cells,
                         gsize            row,
                         guint            n_classes,
                         const double    *dscores,
                         double          *dweights,
                         double          *dbias)
{
  for (guint c = 0; c < n_classes; c++)
    {
      dbias[c] += dscores[c];
      for (gsize d = 0; d < cells->n_cols; d++)
        dweights[c * cells->n_cols + d] += dscores[c] * hill_cells_get (cells, row, d);
    }
}

double
hill_reference_softmax (const double *scores,
                        guint         n_classes,
                        guint         label,
                        double       *dscores)
{
  double label_score = scores[label];
  double highest = scores[0];
  double sum = 0;

  for (guint c = 1; c < n_classes; c++)
    highest = MAX (highest, scores[c]);
  for (guint c = 0; c < n_classes; c++)
    sum += exp (scores[c] - highest);

  for (guint c = 0; dscores != NULL && c < n_classes; c++)
    dscores[c] = exp (scores[c] - highest) / sum - (c == label ? 1 : 0);

  /* The difference first: highest + log (sum) would swallow the logarithm where the scores are large. */
  return (highest - label_score) + log (sum);
}

double
hill_reference_hinge (const double *scores,
                      guint         n_classes,
                      guint         label,
                      double        margin,
                      double       *dscores)
{
  double label_score = scores[label];
  double loss = 0;
  int n_positive = 0;

  for (guint c = 0; c < n_classes; c++)
    {
      double term = c != label ? scores[c] - label_score + margin : 0;
      gboolean counts = !(term <= 0);           /* what is not a number counts, so that it shows */

      if (counts)
        {
          loss += term;
          n_positive++;
        }
      if (dscores != NULL)
        dscores[c] = counts ? 1 : 0;
    }
  if (dscores != NULL)
    dscores[label] = -n_positive;
  return loss;
}
