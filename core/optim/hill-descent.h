/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* How low an objective can go: L-BFGS from given weights, apart from any run.  Private: not installed. */

#pragma once

#include "hill-stepper.h"

G_BEGIN_DECLS

/* From the weights of @start, on the loss that holds at its step; @start stays as it is. */
gboolean hill_descend (HillStepper         *stepper,
                       const HillState     *start,
                       guint                max_iterations,
                       const HillProgress  *progress,
                       HillEvaluation      *evaluation,
                       GError             **error);

G_END_DECLS
