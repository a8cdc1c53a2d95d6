/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The features of one image as files: an array in its natural shape, a table with the name of each number, a picture. */

#pragma once

#include "hill-feature-set.h"

G_BEGIN_DECLS

/**
 * hill_feature_results_get_shape:
 * @shape: receives up to 5 sizes.  HoG: rows x columns x bins of cells, or of blocks, each of cells (the variants that go by columns:
 *   with rows and columns changed about); hue: bins; pixels: channels x height x width
 *
 * Returns: how many
 */
guint    hill_feature_results_get_shape (const HillFeatureSet  *set,
                                         gsize                 *shape);

/* @path ends in .npy or .csv. */
gboolean hill_feature_results_save      (const HillFeatureSet  *set,
                                         const float           *features,
                                         const char            *path,
                                         GError               **error);

/* @path ends in .png, .svg or .pdf: glyphs over the image, a histogram in its own hues, or the image.  @n_grey: pixels without a hue */
gboolean hill_feature_results_draw      (const HillFeatureSet  *set,
                                         const HillPixels      *pixels,
                                         const float           *features,
                                         gsize                  n_grey,
                                         const char            *path,
                                         GError               **error);

G_END_DECLS
