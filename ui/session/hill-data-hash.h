/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The hash of the session's data set, which takes a while for a large one: it is there when it is there. */

#pragma once

#include "hill-session.h"

G_BEGIN_DECLS

typedef struct _HillDataHash HillDataHash;

/* @session: (unowned): outlives it */
HillDataHash *hill_data_hash_new    (HillSession  *session);
void          hill_data_hash_free   (HillDataHash *self);

/* Has the worker compute it, unless that is done or under way. */
void          hill_data_hash_find   (HillDataHash *self);

/* There is another data set. */
void          hill_data_hash_forget (HillDataHash *self);

/* (transfer none) (nullable): %NULL while it is not known */
const char   *hill_data_hash_get    (HillDataHash *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillDataHash, hill_data_hash_free)

G_END_DECLS
