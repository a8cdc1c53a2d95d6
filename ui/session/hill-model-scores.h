/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the current model says of a few images, as a score sheet; computed on the worker. */

#pragma once

#include "hill-session.h"
#include "hill-sheet.h"

G_BEGIN_DECLS

/**
 * HillModelScores:
 * @sheet: images named after their place in the split
 * @snapshot: whose weights they are
 * @split: of the data set
 * @n_rows: how many images
 * @rows: their places in the split
 * @penalty: lambda R(W) of those weights
 */
typedef struct
{
  HillSheet    *sheet;
  HillSnapshot *snapshot;
  HillSplit     split;
  guint         n_rows;
  gsize        *rows;
  double        penalty;
} HillModelScores;

/**
 * hill_model_scores_ask:
 * @n_images: how many, fewer where there are fewer
 * @first: the first of them; counting goes on at the beginning
 *
 * Of the test set, or of the training set where there is none.  The job's result is a HillModelScores.
 *
 * Returns: (transfer full) (nullable): %NULL before there is a model
 */
HillJob         *hill_model_scores_ask  (HillSession     *session,
                                         guint            n_images,
                                         gsize            first,
                                         HillJobNotify    notify,
                                         gpointer         user_data);

/* (transfer full): the same at once, for the worker. */
HillModelScores *hill_model_scores_new  (HillSnapshot    *snapshot,
                                         guint            n_images,
                                         gsize            first);
void             hill_model_scores_free (HillModelScores *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillModelScores, hill_model_scores_free)

G_END_DECLS
