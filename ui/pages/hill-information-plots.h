/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Two distributions over the same outcomes, and their picture; the sigmoid as a softmax of two (S22 to S24).  No GTK. */

#pragma once

#include "hill-plot.h"
#include "hill-sheet.h"

G_BEGIN_DECLS

#define HILL_DISTRIBUTION_MAX_OUTCOMES 20

/**
 * HillDistributions:
 * @n: outcomes
 * @names, @q, @p: of each
 * @scores: where P is their softmax
 * @has_scores: whether it is
 */
typedef struct
{
  guint    n;
  char    *names[HILL_DISTRIBUTION_MAX_OUTCOMES];
  double   q[HILL_DISTRIBUTION_MAX_OUTCOMES];
  double   p[HILL_DISTRIBUTION_MAX_OUTCOMES];
  double   scores[HILL_DISTRIBUTION_MAX_OUTCOMES];
  gboolean has_scores;
} HillDistributions;

typedef enum
{
  HILL_EXAMPLE_WEATHER,
  HILL_EXAMPLE_SOFTMAX,
  HILL_EXAMPLE_PERFECT,
  HILL_EXAMPLE_COIN,
  HILL_N_DISTRIBUTION_EXAMPLES
} HillDistributionExample;

/* One outcome more; there must be room. */
void      hill_distributions_add          (HillDistributions       *values,
                                           const char              *name,
                                           double                   q,
                                           double                   p);

/* Adds the outcomes of an example; of a softmax those of the weather. */
void      hill_distributions_fill_example (HillDistributions       *values,
                                           HillDistributionExample  example);

/* An image of the sheet: Q is certain of its true class, P is the softmax of its scores (S22, S23).  Names are the sheet's. */
void      hill_distributions_fill_softmax (HillDistributions       *values,
                                           const HillSheet         *sheet,
                                           guint                    image);

/* (transfer full): both as bars. */
HillPlot *hill_distributions_new_plot     (const HillDistributions *values);

/* (transfer full): the probabilities of two classes over the difference of their scores, the present one marked. */
HillPlot *hill_sigmoid_new_plot           (double                   difference);

G_END_DECLS
