/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The walk of points as words, so that an experiment can bring it back: see hill-values.h.  No GTK. */

#pragma once

#include "hill-points-descent.h"

G_BEGIN_DECLS

/* Adds "points" ("0.3 0.71 A; …"), "start" (W and b, row by row), "step", the options that hold from step 0 on, and "branches", where
 * they, or the weights by hand, were changed. */
void hill_points_state_save    (HillPointsDescent *descent,
                                GHashTable        *values);

/* What makes no sense is passed over. */
void hill_points_state_restore (HillPointsDescent *descent,
                                GHashTable        *values);

G_END_DECLS
