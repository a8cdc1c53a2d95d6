/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Both losses of an image as functions of one of its scores, with the point where it is now; the point can be dragged, in the curves or by
 * the slider below them (S10, S25). */

#pragma once

#include "hill-loss-block.h"

G_BEGIN_DECLS

/* Signals: "drag-begin", "drag" (double score), "drag-end"; the slider's steps come as "drag" alone. */
#define HILL_TYPE_SCORE_SWEEP (hill_score_sweep_get_type ())
G_DECLARE_FINAL_TYPE (HillScoreSweep, hill_score_sweep, HILL, SCORE_SWEEP, GtkWidget)

/* @scene: its range is that of the curves; its class the one whose score moves; @step: of the slider. */
void hill_score_sweep_show (HillScoreSweep      *self,
                            const HillLossScene *scene,
                            double               step);

G_END_DECLS
