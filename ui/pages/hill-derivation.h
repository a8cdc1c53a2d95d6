/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The gradients of softmax and hinge loss, derived line by line, each line with the numbers of one example under its symbols (S36).
 * Sources: the formulas are those of the lecture's slides and of the CS231n notes, "Linear classification" and "Optimization". */

#pragma once

#include "hill-problem.h"

G_BEGIN_DECLS

/**
 * HillDerivation:
 * @problem: (owned): the loss, and the names of the classes
 * @example: which example of the problem's sample, from 0
 * @row: its row of the training split
 * @label: y, its true class
 * @chosen: k, the class whose score and weights the gradient is taken of
 * @feature: d, of the weight w_kd that stands for all of its class
 * @scores: C scores
 * @slopes: C numbers dL_i/ds
 * @loss: L_i
 * @x: x_d of the example
 * @weight: w_kd
 * @data_gradient, @penalty_gradient: the two parts of dL/dw_kd over the whole sample
 *
 * Read only.
 */
typedef struct
{
  HillProblem *problem;
  gsize        example;
  gsize        row;
  guint        label;
  guint        chosen;
  gsize        feature;
  double      *scores;
  double      *slopes;
  double       loss;
  double       x;
  double       weight;
  double       data_gradient;
  double       penalty_gradient;
} HillDerivation;

/* A line: what is done, in words, and the formula as hill_formula_new() reads it. */
typedef struct
{
  char *words;
  char *tex;
} HillDerivationLine;

/* On the worker.  @chosen: class k, or %G_MAXUINT for the wrong class with the highest score.  The feature is the one of that example
 * and class that has the most to say.  (nullable): NULL when cancelled. */
HillDerivation *hill_derivation_new       (HillProblem          *problem,
                                           gsize                 example,
                                           guint                 chosen,
                                           const HillProgress   *progress,
                                           GError              **error);
void            hill_derivation_free      (HillDerivation       *self);

/* (transfer full): all lines, of HillDerivationLine, from the scores to the gradient. */
GPtrArray      *hill_derivation_get_lines (const HillDerivation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillDerivation, hill_derivation_free)

G_END_DECLS
