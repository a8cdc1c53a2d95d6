/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The options of a walk and of its branches as words, so that an experiment can bring them back: see hill-values.h.  No GTK. */

#pragma once

#include "hill-surface-descent.h"

G_BEGIN_DECLS

/* @keys: %NULL-terminated, of options of the command line. */
void hill_descent_save_options     (const HillExperiment *experiment,
                                    const char * const   *keys,
                                    GHashTable           *values);

/* What makes no sense is passed over. */
void hill_descent_restore_options  (HillDescent          *descent,
                                    const char * const   *keys,
                                    GHashTable           *values);

/* Begins a branch in the text of all: "12 rate=0.3 noise=0.5; 40 optimizer=adam". */
void hill_branches_add             (GString              *branches,
                                    gsize                 step);

/* No blank and no ; may stand in @value. */
void hill_branches_put             (GString              *branches,
                                    const char           *key,
                                    const char           *value);
void hill_branches_put_changes     (GString              *branches,
                                    const char * const   *keys,
                                    const HillExperiment *before,
                                    const HillExperiment *now);

/* Calls @func for each branch with what changes there, as soon as @descent shows the step where it begins. */
typedef void (*HillBranchFunc)     (HillDescent          *descent,
                                    GHashTable           *values);
void hill_branches_restore         (HillDescent          *descent,
                                    const char           *branches,
                                    HillBranchFunc        func);

/* Adds "start-x", "start-y", "step", "noise", "branches", and the options that hold from step 0 on. */
void hill_surface_state_save       (HillSurfaceDescent   *descent,
                                    GHashTable           *values);

/* The same keys without a value: there is no such walk. */
void hill_surface_state_save_none  (GHashTable           *values);
void hill_surface_state_restore    (HillSurfaceDescent   *descent,
                                    GHashTable           *values);

G_END_DECLS
