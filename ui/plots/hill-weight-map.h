/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One number for each weight, as pictures: a gradient that is filled in weight by weight (S34), or the relative errors of a check
 * (S35).  The bias has a field of its own beside the name of its class. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

typedef enum
{
  HILL_WEIGHT_MAP_SIGNED,       /* blue below zero, red above; the channels of a pixel are summed */
  HILL_WEIGHT_MAP_ERRORS,       /* relative errors in the colours of their bands; of the channels of a pixel the largest */
} HillWeightMapKind;

/**
 * HillWeightMap:
 * @kind: what the numbers are
 * @values: C rows of D + 1 numbers, the bias last; NaN for one that is not known yet
 * @kinked: (nullable): as many; those are shown apart
 * @n_classes, @n_features: C and D
 * @width, @height, @n_channels: of the images, width * height * n_channels = D; width 0 for points
 * @class_names: C names
 * @limit: the ends of the signed scale are -limit and limit; 0: from the values
 * @current: index of the weight that is being looked at, framed; -1 for none
 */
typedef struct
{
  HillWeightMapKind   kind;
  const double       *values;
  const guint8       *kinked;
  guint               n_classes;
  gsize               n_features;
  guint               width;
  guint               height;
  guint               n_channels;
  const char * const *class_names;
  double              limit;
  gssize              current;
} HillWeightMap;

/* Copies what @content points to.  A hit's index is that of a weight: the row's number times (D + 1), plus the feature's. */
HillPlot *hill_weight_map_new       (const HillWeightMap *content);

/* The end of the scale, for a map beside this one to use. */
double    hill_weight_map_get_limit (const HillPlot      *self);

G_END_DECLS
