/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a run leaves as files: weights, history, and the three pictures of training.  The ending of a name decides
 * between table and picture. */

#pragma once

#include "hill-metrics.h"
#include "hill-trainer.h"

G_BEGIN_DECLS

/* NPY, C x (D + 1), acting on unscaled features. */
gboolean hill_results_save_weights   (HillDesign         *design,
                                      const float        *weights,
                                      const char         *path,
                                      GError            **error);

/* (transfer full) (nullable): weights as the function above saves them, acting on the design's scaled features. */
float   *hill_results_load_weights   (HillDesign         *design,
                                      const char         *path,
                                      GError            **error);

/* (transfer full) (nullable): NPY, 2 x C x (D + 1): two directions in the layout of weight files. */
float   *hill_results_load_directions (HillDesign        *design,
                                       const char        *path,
                                       GError           **error);

/* CSV, a row per step; the columns of an epoch are filled where one ended. */
gboolean hill_results_save_history   (const HillHistory  *history,
                                      const char         *path,
                                      GError            **error);

/* Loss against steps, as a picture. */
gboolean hill_results_save_curves    (const HillHistory  *history,
                                      const char         *path,
                                      GError            **error);

/* The weights of each class as a picture. */
gboolean hill_results_save_templates (HillDesign         *design,
                                      const float        *weights,
                                      const char         *path,
                                      GError            **error);

/* Of the test split (of the training split where there is none), as a table or a picture. */
gboolean hill_results_save_confusion (HillObjective      *objective,
                                      HillDesign         *design,
                                      const float        *weights,
                                      const char         *path,
                                      GError            **error);

G_END_DECLS
