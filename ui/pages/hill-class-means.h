/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What two classes have in common and what not: the means of their hue histograms and of their gradients, over a whole data set.
 * Computed on the worker, given back as plots can be made of it. */

#pragma once

#include "hill-feature-set.h"
#include "hill-job.h"

G_BEGIN_DECLS

#define HILL_N_MEANS 2

/**
 * HillClassMeans:
 * @classes: which two
 * @n_examples: of each; 0: a class without examples in the split, whose means are 0
 * @hue_params: each histogram is normalised, so that all images count alike
 * @hog_params: as asked
 * @has_hog: whether the images are large enough for a block
 * @shape: of the cells
 * @hues: the mean histograms
 * @cells: the mean cells, n_rows x n_columns x n_bins, blocks folded
 * @n_grey: mean number of grey pixels of an image
 */
typedef struct
{
  guint         classes[HILL_N_MEANS];
  gsize         n_examples[HILL_N_MEANS];
  HillHueParams hue_params;
  HillHogParams hog_params;
  gboolean      has_hog;
  HillHogShape  shape;
  double       *hues[HILL_N_MEANS];
  float        *cells[HILL_N_MEANS];
  double        n_grey[HILL_N_MEANS];
} HillClassMeans;

/**
 * HillClassMeansRequest:
 * @dataset: of images; owned
 */
typedef struct
{
  HillDataset  *dataset;
  HillSplit     split;
  guint         classes[HILL_N_MEANS];
  HillHueParams hue_params;
  HillHogParams hog_params;
} HillClassMeansRequest;

HillClassMeansRequest *hill_class_means_request_new  (HillDataset                 *dataset,
                                                      HillSplit                    split,
                                                      guint                        first,
                                                      guint                        second,
                                                      const HillHueParams         *hue_params,
                                                      const HillHogParams         *hog_params);
void                   hill_class_means_request_free (gpointer                     request);

/* (transfer full) (nullable): %NULL with an error when stopped by @progress. */
HillClassMeans        *hill_class_means_new          (const HillClassMeansRequest *request,
                                                      const HillProgress          *progress,
                                                      GError                     **error);
void                   hill_class_means_free         (gpointer                     means);

/* A HillComputeFunc: posts a HillClassMeans. */
void                   hill_class_means_compute      (HillJob                     *job,
                                                      gpointer                     request);

G_END_DECLS
