/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What is known of the rows at W.  Private: not installed. */

#pragma once

#include "hill-numeric.h"

G_BEGIN_DECLS

struct _HillNumeric
{
  gatomicrefcount ref_count;
  HillSample     *sample;                     /* owned */
  HillLoss        loss;
  guint           n_classes;
  gsize           n_columns;                  /* D + 1 */
  guint           n_threads;
  double         *weights;                    /* owned; C x (D + 1) */
  double         *base;                       /* owned; n x C: softmax: P; hinge: margins, the true class at -DBL_MAX */
  guint16        *labels;                     /* owned; n */
  HillEvaluation  evaluation;
};

/* How L_i changes when the score of class c does by z. */
double hill_numeric_get_change (const HillNumeric *self,
                                gsize              i,
                                guint              c,
                                double             z);

/* x' of row i, columns first to first + n - 1; column D is the bias's 1. */
void   hill_numeric_spread     (const HillNumeric *self,
                                gsize              i,
                                gsize              first,
                                gsize              n,
                                double            *x);

G_END_DECLS
