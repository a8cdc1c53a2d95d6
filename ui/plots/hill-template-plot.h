/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Each class's weights as an image, on one scale symmetric about zero (S5), with its colour bar. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

typedef enum
{
  HILL_TEMPLATE_DIVERGING,   /* one map per class: blue below zero, red above; channels are summed */
  HILL_TEMPLATE_COLOR,       /* three channels: grey + w / (2 max), as a colour picture */
} HillTemplateMode;

/**
 * hill_template_plot_new:
 * @weights: C rows of D + 1 floats, the bias last; D = width * height * n_channels, planar; copied
 * @class_names: C names
 *
 * For points (width 0) draws the weights as bars instead.
 */
HillPlot *hill_template_plot_new (const char         *title,
                                  const float        *weights,
                                  guint               n_classes,
                                  gsize               n_features,
                                  guint               width,
                                  guint               height,
                                  guint               n_channels,
                                  const char * const *class_names,
                                  HillTemplateMode    mode);

G_END_DECLS
