/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The controls of time: start, pause, a step forward or back, reset, a slider over the steps of the run whose filled part
 * is what has been reached, and the pace. */

#pragma once

#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property: "session" (HillSession).  Actions: "run.toggle", "run.step", "run.back", "run.reset", "run.first", "run.last". */
#define HILL_TYPE_STEP_BAR (hill_step_bar_get_type ())
G_DECLARE_FINAL_TYPE (HillStepBar, hill_step_bar, HILL, STEP_BAR, GtkWidget)

/* Brings it up to date at once: the session's experiment is another, and so may be whether the run can go on. */
void     hill_step_bar_update      (HillStepBar *self);

/* Is the session's experiment another than that of the run's last step? */
gboolean hill_step_bar_has_changes (HillStepBar *self);

G_END_DECLS
