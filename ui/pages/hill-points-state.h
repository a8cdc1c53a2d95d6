/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The walk of points as words, so that an experiment can bring it back: see hill-stateful.h. */

#pragma once

#include "hill-points-descent.h"

G_BEGIN_DECLS

/* Adds "points" ("0.3 0.71 A; …"), "start" (W and b, row by row), "step", and the options that hold for the step shown. */
void hill_points_state_save    (HillPointsDescent *descent,
                                GHashTable        *values);

/* What makes no sense is passed over; a branch is not remembered: options hold from step 0 on. */
void hill_points_state_restore (HillPointsDescent *descent,
                                GHashTable        *values);

G_END_DECLS
