/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What all views of the gradient page speak of: weights W, the examples that the loss is the mean of, and the loss.  Immutable,
 * reference counted; the worker may share it. */

#pragma once

#include "hill-sample.h"
#include "hill-snapshot.h"

G_BEGIN_DECLS

#define HILL_AS_TRAINED -1

/**
 * HillProblemOptions:
 * @max_rows: examples at most, spread evenly over those trained on; 0 for all
 * @loss: a HillLossType, or %HILL_AS_TRAINED
 * @regularizer: a HillRegularizer, or %HILL_AS_TRAINED
 * @random: random weights instead of those of the step
 */
typedef struct
{
  gsize    max_rows;
  int      loss;
  int      regularizer;
  gboolean random;
} HillProblemOptions;

/**
 * HillProblem:
 * @sample: the examples, and their design
 * @loss: what is minimised
 * @weights: C x (D + 1), on scaled features
 * @n_classes, @n_features: C and D
 * @n_weights: C (D + 1)
 * @width, @height, @n_channels: of the images whose pixels the features are; width 0 for all else
 * @class_names: C of them
 * @step: of the run, whose weights these are
 * @random: they are random instead
 *
 * Read only.
 */
typedef struct
{
  gatomicrefcount     ref_count;
  HillSample         *sample;
  HillLoss            loss;
  float              *weights;
  guint               n_classes;
  gsize               n_features;
  gsize               n_weights;
  guint               width;
  guint               height;
  guint               n_channels;
  const char        **class_names;
  guint64             step;
  gboolean            random;
} HillProblem;

/* What the choices of the Gradient page stand for, from 0: of examples, loss and regulariser.  Beyond the last: the last. */
#define HILL_N_ROW_CHOICES 4

gsize        hill_problem_choose_max_rows    (guint              choice);
int          hill_problem_choose_loss        (guint              choice);
int          hill_problem_choose_regularizer (guint              choice);

HillProblem *hill_problem_new         (const HillSnapshot       *snapshot,
                                       const HillProblemOptions *options);
HillProblem *hill_problem_ref         (HillProblem              *self);
void         hill_problem_unref       (HillProblem              *self);

/* (transfer full): "ship, pixel (3, 14), red", "a, feature 2", "ship, bias" */
char        *hill_problem_name_weight (const HillProblem        *self,
                                       gsize                     index);

/* Has it the same classes, features and data set?  FALSE where one is %NULL. */
gboolean     hill_problem_has_same_shape (const HillProblem      *self,
                                          const HillProblem      *other);

/* (transfer full): C x (D + 1) normal numbers, the same every time. */
float       *hill_problem_new_random_direction (const HillProblem *self);

/* (transfer full): "Softmax + 0.0001 Σ w² · weights of step 40 · 256 examples" */
char        *hill_problem_describe    (const HillProblem        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillProblem, hill_problem_unref)

G_END_DECLS
