/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* How a classifier does on a split: its predictions, and the confusion matrix they make. */

#pragma once

#include "hill-objective.h"

G_BEGIN_DECLS

/**
 * HillConfusion:
 * @n_classes: C
 * @counts: C x C, row = true class, column = predicted class
 * @n_examples: sum of the counts
 * @predictions: predicted class of each example of the split
 *
 * Reference counted, immutable.
 */
typedef struct
{
  guint    n_classes;
  gsize    n_examples;
  guint64 *counts;
  guint16 *predictions;
} HillConfusion;

/* Predicts the whole split; the highest score wins, the first of equals.  NULL when cancelled. */
HILL_API HillConfusion *hill_confusion_new       (HillObjective        *objective,
                                                  HillDesign           *design,
                                                  const float          *weights,
                                                  HillSplit             split,
                                                  const HillProgress   *progress,
                                                  GError              **error);
HILL_API HillConfusion *hill_confusion_ref       (HillConfusion        *self);
HILL_API void           hill_confusion_unref     (HillConfusion        *self);
HILL_API guint64        hill_confusion_get_count (const HillConfusion  *self,
                                                  guint                 true_class,
                                                  guint                 predicted_class);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillConfusion, hill_confusion_unref)

G_END_DECLS
