/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Only the run makes snapshots. */

#pragma once

#include "hill-snapshot.h"

G_BEGIN_DECLS

/* (transfer full): all zero, to be filled before anybody else sees it. */
HillSnapshot *hill_snapshot_new (void);

G_END_DECLS
