/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Data sets by name: which folder of the XDG data directories is meant.  Private: not installed. */

#pragma once

#include "hill-error.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): the folder of the data set of that name; NULL where there is none. */
char *hill_find_dataset      (const char *name);

/* (transfer full): what to do where hill_find_dataset() found nothing: package, download, and where to put it. */
char *hill_find_dataset_hint (const char *name);

G_END_DECLS
