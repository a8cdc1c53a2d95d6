/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The design matrix of a classifier: which numbers of an example the model sees, and how they are scaled.
 * Pixels alone stay the data set's own bytes; scaling is an affine map per feature, x'_d = slope_d x_d + offset_d,
 * that is folded into the weights, never applied to the data. */

#pragma once

#include "hill-features.h"
#include "hill-partition.h"

G_BEGIN_DECLS

/**
 * HillScale:
 * @HILL_SCALE_NONE: x' = u x with u = 1/255 for bytes and 1 for floats
 * @HILL_SCALE_CENTER: x' = u (x - mean); for hue and HoG u is chosen so that the variances of the block's features sum up to
 *   %HILL_DESIGN_BLOCK_VARIANCE
 * @HILL_SCALE_STANDARDIZE: x' = (x - mean) / deviation; a constant column becomes exactly 0
 *
 * Means and (population) deviations are those of the rows trained on.  A step of gradient descent moves the scores in proportion to the
 * squares of the features: with equal sums of variances each block has about the same say, whatever its units and its length, and the learning
 * rates that suit pixels suit all.
 */
typedef enum
{
  HILL_SCALE_NONE,
  HILL_SCALE_CENTER,
  HILL_SCALE_STANDARDIZE,
} HillScale;

/* About that of the pixels / 255 of Fashion-MNIST. */
#define HILL_DESIGN_BLOCK_VARIANCE 64.0

typedef struct _HillDesign HillDesign;

/**
 * hill_design_new:
 * @dataset: a reference is kept
 * @partition: whose training rows give mean and deviation; a reference is kept
 * @features: a feature set, see hill-feature-set.h; `pixels` alone are the cells of the data set as they are
 * @scale: how the features are scaled
 * @progress: (nullable): of the extraction, which it also stops
 * @error: %HILL_ERROR
 *
 * Immutable, reference counted.
 */
HILL_API HillDesign      *hill_design_new            (HillDataset         *dataset,
                                                      HillPartition       *partition,
                                                      const char          *features,
                                                      HillScale            scale,
                                                      guint                n_threads,
                                                      const HillProgress  *progress,
                                                      GError             **error);

/* The same from features that are there already; a reference is kept.  @text: (nullable): how they were asked for. */
HILL_API HillDesign      *hill_design_new_from_features (HillFeatures      *features,
                                                      HillPartition       *partition,
                                                      const char          *text,
                                                      HillScale            scale,
                                                      guint                n_threads);
HILL_API HillDesign      *hill_design_ref            (HillDesign       *self);
HILL_API void             hill_design_unref          (HillDesign       *self);

HILL_API HillDataset     *hill_design_get_dataset    (const HillDesign *self);
HILL_API HillPartition   *hill_design_get_partition  (const HillDesign *self);
HILL_API const char      *hill_design_get_features   (const HillDesign *self);
HILL_API const HillFeatureSet *hill_design_get_feature_set (const HillDesign *self);
HILL_API HillScale        hill_design_get_scale      (const HillDesign *self);

/* D and C. */
HILL_API gsize            hill_design_get_n_features (const HillDesign *self);
HILL_API guint            hill_design_get_n_classes  (const HillDesign *self);

/* (transfer none): the unscaled features of a split, and the D slopes and D offsets of x'. */
HILL_API const HillCells *hill_design_get_cells      (const HillDesign *self,
                                                      HillSplit         split);
HILL_API const guint16   *hill_design_get_labels     (const HillDesign *self,
                                                      HillSplit         split);
HILL_API const float     *hill_design_get_slopes     (const HillDesign *self);
HILL_API const float     *hill_design_get_offsets    (const HillDesign *self);

/* The x/255 of the convention: 1/255 for byte cells, 1 for floats.  Weight files act on unit * x. */
HILL_API float            hill_design_get_unit       (const HillDesign *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillDesign, hill_design_unref)

G_END_DECLS
