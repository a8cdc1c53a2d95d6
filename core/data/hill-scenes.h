/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The built-in pictures: ten classes of small colour drawings made from a seed, some told apart by hue, others by
 * shape, and disturbed in the four ways that make recognition hard (S2 of the lecture). */

#pragma once

#include "hill-dataset.h"

G_BEGIN_DECLS

/**
 * HillScenesOptions:
 * @n_train: training pictures; 5,000 unless said
 * @n_test: test pictures; 1,000 unless said
 * @seed: the same seed draws the same pictures, with any number of threads
 * @illumination: how much brightness, its direction and its tint change, 0 to 1
 * @clutter: how much stands in the background, 0 to 1
 * @occlusion: how much stands in front, 0 to 1
 * @deformation: how much place, size, turn and proportions change, 0 to 1
 */
typedef struct
{
  gsize   n_train;
  gsize   n_test;
  guint64 seed;
  double  illumination;
  double  clutter;
  double  occlusion;
  double  deformation;
} HillScenesOptions;

#define HILL_SCENES_DEFAULT ((HillScenesOptions) { 5000, 1000, 0, 0.35, 0.35, 0.2, 0.5 })

/* The edge of a picture, and how many classes there are. */
#define HILL_SCENES_EDGE 32
#define HILL_SCENES_N_CLASSES 10

/**
 * hill_scenes_parse:
 * @arguments: (nullable): `seed=2,illumination=0.5,clutter=0.5,occlusion=0.5,deformation=0.5`, any of them, in any order
 * @options: changed where @arguments says so
 * @error: %HILL_ERROR_ARGUMENT, with what is accepted
 */
HILL_API gboolean     hill_scenes_parse (const char               *arguments,
                                         HillScenesOptions        *options,
                                         GError                  **error);

/**
 * hill_scenes_new:
 * @n_threads: 0 for one per core
 * @progress: (nullable)
 * @error: %HILL_ERROR_CANCELLED
 *
 * Returns: (transfer full): the pictures, the classes mixed and equally frequent
 */
HILL_API HillDataset *hill_scenes_new   (const HillScenesOptions  *options,
                                         guint                     n_threads,
                                         const HillProgress       *progress,
                                         GError                  **error);

G_END_DECLS
