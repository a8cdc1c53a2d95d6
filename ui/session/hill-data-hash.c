/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A job of the worker; a run steps aside for it. */

#include "hill-data-hash.h"
#include "hill-experiment-file.h"

struct _HillDataHash
{
  HillSession *session;
  HillJob     *job;             /* owned (nullable) */
  char        *hash;            /* (nullable) */
};

HillDataHash *
hill_data_hash_new (HillSession *session)
{
  HillDataHash *self = g_new0 (HillDataHash, 1);

  self->session = session;
  return self;
}

void
hill_data_hash_free (HillDataHash *self)
{
  hill_data_hash_forget (self);
  g_free (self);
}

static void
compute (HillJob  *job,
         gpointer  dataset)
{
  GError *error = NULL;

  if (hill_dataset_find_hash (dataset, hill_job_get_progress (job), &error))
    hill_job_post (job, hill_dataset_get_hash (dataset));
  else
    hill_job_fail (job, error);
}

static void
on_computed (HillJob  *job,
             gpointer  user_data)
{
  HillDataHash *self = user_data;
  char *hash = hill_job_take_result (job);

  if (hash == NULL)
    return;
  g_free (self->hash);
  self->hash = hash;
}

void
hill_data_hash_find (HillDataHash *self)
{
  HillDataset *dataset = hill_session_get_dataset (self->session);

  if (self->hash != NULL || self->job != NULL || dataset == NULL)
    return;
  self->job = hill_session_compute (self->session, compute, hill_dataset_ref (dataset), (GDestroyNotify) hill_dataset_unref, g_free,
                                    on_computed, self);
}

void
hill_data_hash_forget (HillDataHash *self)
{
  if (self->job != NULL)
    hill_job_cancel (self->job);
  g_clear_pointer (&self->job, hill_job_unref);
  g_clear_pointer (&self->hash, g_free);
}

const char *
hill_data_hash_get (HillDataHash *self)
{
  return self->hash;
}
