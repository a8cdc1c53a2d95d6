/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Template times image: how the score of one class comes about, s = sum over d of w_d x_d + b, term by term.  Weights act on the
 * features as they are (pixels / 255), with centring and scaling folded into weights and bias. */

#pragma once

#include "hill-plot.h"
#include "hill-snapshot.h"

G_BEGIN_DECLS

/**
 * HillProduct:
 * @snapshot: owned
 * @split, @index: the image
 * @class_index: whose template
 * @features: x, D values and a 0
 * @terms: w_d x_d, D values and the bias
 * @positive: the sum of the terms above zero, without the bias
 * @negative: the sum of those below
 * @score: positive + negative + bias
 * @best: the class with the highest score
 * @best_score: that score
 */
typedef struct
{
  HillSnapshot *snapshot;
  HillSplit     split;
  gsize         index;
  guint         class_index;
  float        *features;
  float        *terms;
  double        positive;
  double        negative;
  double        bias;
  double        score;
  guint         best;
  double        best_score;
} HillProduct;

/* @snapshot: of a run on images.  C inner products: cheap enough for the main thread. */
HillProduct *hill_product_new               (HillSnapshot      *snapshot,
                                             HillSplit          split,
                                             gsize              index,
                                             guint              class_index);
void         hill_product_free              (HillProduct       *self);

/* The class that an image is taken for. */
guint        hill_product_find_best         (HillSnapshot      *snapshot,
                                             HillSplit          split,
                                             gsize              index);

/* (transfer full) */
HillPlot    *hill_product_new_image_plot    (const HillProduct *self);
HillPlot    *hill_product_new_feature_plot  (const HillProduct *self);
HillPlot    *hill_product_new_template_plot (const HillProduct *self);
HillPlot    *hill_product_new_term_plot     (const HillProduct *self);

/* (transfer full): a number with its sign, as it stands in a sum. */
char        *hill_product_format_number     (double             value);

/* (transfer full): which class has the highest score, and whether that is right; sentences. */
char        *hill_product_describe          (const HillProduct *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillProduct, hill_product_free)

G_END_DECLS
