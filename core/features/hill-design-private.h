/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the optimisers want to know about the features.  Private: not installed. */

#pragma once

#include "hill-design.h"

G_BEGIN_DECLS

/* (transfer full): the D means of the scaled features x' over the rows trained on; one pass over the data where
 * they are not centred anyway. */
float *hill_design_find_means (const HillDesign *self,
                               guint             n_threads);

G_END_DECLS
