/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The plane that downhill landscape looks at, from the words of its options. */

#pragma once

#include "hill-command.h"

#include "hill-plane.h"
#include "hill-sample.h"

G_BEGIN_DECLS

/**
 * LandscapePlaneOptions:
 * @weights: (nullable): weight file; may be missing where the weights come from a run
 * @directions: (nullable): file of two directions
 * @plane: (nullable): "random", "pca", "gradient" or "weights:K,L:M,N"
 */
typedef struct
{
  const char *weights;
  const char *directions;
  const char *plane;
} LandscapePlaneOptions;

/* Is what the words ask for clear?  Complains where it is not. */
gboolean   landscape_plane_options_check (const LandscapePlaneOptions *self);

/**
 * landscape_plane_new:
 * @places: (out) (transfer full) (nullable) (element-type HillPlanePoint): of "pca": where the points of the path lie
 *
 * "pca" trains a run by the training options and takes its path.
 */
HillPlane *landscape_plane_new           (const LandscapePlaneOptions *self,
                                          const HillCommandLine       *line,
                                          HillSample                  *sample,
                                          GArray                     **places,
                                          GError                     **error);

G_END_DECLS
