/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Sequences of figures step through a walk that is computed at once: down a test surface, or of a classifier of points. */

#pragma once

#include "hill-step-source.h"

G_BEGIN_DECLS

/* Of a HillDescent whose seek shows the step at once; the session's run has hill_session_step_funcs. */
extern const HillStepFuncs hill_descent_step_funcs;

G_END_DECLS
