/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The features of a whole data set, extracted once: N rows of D floats for each split; or, for `pixels` alone, the data
 * set's own cells, of which nothing is copied.  Immutable, reference counted, safe to share between threads.
 *
 * A cache keeps what was extracted, by data set and parameters, up to a number of bytes. */

#pragma once

#include "hill-feature-set.h"

G_BEGIN_DECLS

/* More than this in both splits together is refused. */
#define HILL_FEATURES_MAX_BYTES ((gsize) 768 << 20)

typedef struct _HillFeatures HillFeatures;

/**
 * hill_features_new:
 * @dataset: a reference is kept
 * @text: a feature set, see hill-feature-set.h
 * @n_threads: 0 for one per core; changes nothing in the result
 * @progress: (nullable): told the share that is done every few milliseconds, on this thread; stops the work
 * @error: %HILL_ERROR: the text is not understood, does not fit the images, or asks for too much
 */
HILL_API HillFeatures         *hill_features_new         (HillDataset         *dataset,
                                                          const char          *text,
                                                          guint                n_threads,
                                                          const HillProgress  *progress,
                                                          GError             **error);
HILL_API HillFeatures         *hill_features_ref         (HillFeatures        *self);
HILL_API void                  hill_features_unref       (HillFeatures        *self);

HILL_API HillDataset          *hill_features_get_dataset (const HillFeatures  *self);

/* (transfer none): fitted to the images. */
HILL_API const HillFeatureSet *hill_features_get_set     (const HillFeatures  *self);

/* (transfer none): N x D; bytes only for the pixels of a data set of bytes. */
HILL_API const HillCells      *hill_features_get_cells   (const HillFeatures  *self,
                                                          HillSplit            split);

/* What was extracted; 0 where the data set's cells are used. */
HILL_API gsize                 hill_features_get_n_bytes (const HillFeatures  *self);

typedef struct _HillFeatureCache HillFeatureCache;

/* Keeps the most recently used as long as all that it keeps takes at most @max_bytes; any thread may use it. */
HILL_API HillFeatureCache     *hill_feature_cache_new    (gsize                max_bytes);
HILL_API void                  hill_feature_cache_free   (HillFeatureCache    *self);

/* Forgets everything, as for a new data set. */
HILL_API void                  hill_feature_cache_clear  (HillFeatureCache    *self);

/* (transfer full) (nullable): as hill_features_new(), or what is kept of it. */
HILL_API HillFeatures         *hill_feature_cache_get    (HillFeatureCache    *self,
                                                          HillDataset         *dataset,
                                                          const char          *text,
                                                          guint                n_threads,
                                                          const HillProgress  *progress,
                                                          GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillFeatures, hill_features_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillFeatureCache, hill_feature_cache_free)

G_END_DECLS
