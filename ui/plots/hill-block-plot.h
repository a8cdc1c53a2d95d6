/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One number for each feature, drawn as what the feature is: pixels as a map, hues as bars, gradients as glyphs, what is above zero and
 * what is below apart.  Weights of classes, the features of an image, or the product of the two. */

#pragma once

#include "hill-feature-set.h"
#include "hill-plot.h"

G_BEGIN_DECLS

/**
 * HillBlockKind:
 * @HILL_BLOCK_FEATURES: at least 0; a cell that several blocks of a HoG hold shows their mean
 * @HILL_BLOCK_WEIGHTS: what raises a score and what lowers it; such a cell shows the sum
 */
typedef enum
{
  HILL_BLOCK_FEATURES,
  HILL_BLOCK_WEIGHTS,
} HillBlockKind;

/**
 * hill_block_plot_new:
 * @title: (nullable): translated
 * @set: fitted to the images
 * @values: @n_items rows of D + 1 floats, the last of each the bias; copied
 * @names: (nullable): of the items
 *
 * Each block of the set has a scale of its own, symmetric about zero, the same for all items.
 * Hits: series is the item, index the panel within it.
 */
HillPlot *hill_block_plot_new (const char           *title,
                               const HillFeatureSet *set,
                               const float          *values,
                               guint                 n_items,
                               const char * const   *names,
                               HillBlockKind         kind);

G_END_DECLS
