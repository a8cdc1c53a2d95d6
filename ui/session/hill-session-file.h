/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Between a session and its file. */

#pragma once

#include "hill-experiment-file.h"
#include "hill-session.h"

G_BEGIN_DECLS

/* (transfer full): data set, experiment, what was changed in mid-run, and the step shown; without the data set's hash, and of the view
 * only what is about the run.  Two sessions that were opened from it have the same weights, bit for bit. */
HillExperimentFile *hill_session_new_file  (HillSession        *self);

/**
 * hill_session_open_file:
 * @file: (transfer full)
 *
 * Loads its data set, makes its run again, and shows its step.  What was there stays until "loaded", and where the data set cannot be
 * loaded; "failed" says then why.  It says, too, when the data are not those of the file, and goes on.
 */
void                hill_session_open_file (HillSession        *self,
                                            HillExperimentFile *file);

G_END_DECLS
