/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A short list, the most recently used first.  Extraction runs outside the lock: two threads that want the same at once both
 * extract it, and the second finds what the first has put in. */

#include "hill-features.h"

struct _HillFeatureCache
{
  GMutex     mutex;
  GPtrArray *entries;       /* owned; (element-type HillFeatures); guarded */
  gsize      max_bytes;
};

HillFeatureCache *
hill_feature_cache_new (gsize max_bytes)
{
  HillFeatureCache *self = g_new0 (HillFeatureCache, 1);

  g_mutex_init (&self->mutex);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_features_unref);
  self->max_bytes = max_bytes;
  return self;
}

void
hill_feature_cache_free (HillFeatureCache *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->entries);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
hill_feature_cache_clear (HillFeatureCache *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  g_ptr_array_set_size (self->entries, 0);
  g_mutex_unlock (&self->mutex);
}

/* (transfer full) (nullable): moves it to the front. */
static HillFeatures *
find (HillFeatureCache *self,
      HillDataset      *dataset,
      const char       *text)
{
  HillFeatures *found = NULL;

  for (guint i = 0; i < self->entries->len && found == NULL; i++)
    {
      HillFeatures *features = self->entries->pdata[i];
      g_autofree char *own = hill_feature_set_to_text (hill_features_get_set (features));

      if (hill_features_get_dataset (features) != dataset || g_strcmp0 (own, text) != 0)
        continue;
      found = hill_features_ref (features);
      g_ptr_array_insert (self->entries, 0, g_ptr_array_steal_index (self->entries, i));
    }
  return found;
}

/* Lets go of the oldest until the rest fits. */
static void
trim (HillFeatureCache *self)
{
  gsize n_bytes = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      n_bytes += hill_features_get_n_bytes (self->entries->pdata[i]);
      if (n_bytes > self->max_bytes)
        g_ptr_array_set_size (self->entries, (int) i);
    }
}

static HillFeatures *
find_locked (HillFeatureCache *self,
             HillDataset      *dataset,
             const char       *text)
{
  HillFeatures *found;

  g_mutex_lock (&self->mutex);
  found = find (self, dataset, text);
  g_mutex_unlock (&self->mutex);
  return found;
}

HillFeatures *
hill_feature_cache_get (HillFeatureCache    *self,
                        HillDataset         *dataset,
                        const char          *text,
                        guint                n_threads,
                        const HillProgress  *progress,
                        GError             **error)
{
  HillFeatures *features;
  g_autofree char *canonical = NULL;
  HillFeatureSet set = { 0 };

  g_return_val_if_fail (self != NULL && dataset != NULL && text != NULL, NULL);

  if (!hill_feature_set_parse (&set, text, error))
    return NULL;
  canonical = hill_feature_set_to_text (&set);
  features = find_locked (self, dataset, canonical);
  if (features != NULL)
    return features;

  features = hill_features_new (dataset, canonical, n_threads, progress, error);
  if (features == NULL || hill_features_get_n_bytes (features) == 0)
    return features;

  g_mutex_lock (&self->mutex);
  g_ptr_array_insert (self->entries, 0, hill_features_ref (features));
  trim (self);
  g_mutex_unlock (&self->mutex);
  return features;
}
