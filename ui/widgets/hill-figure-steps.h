/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A figure at several steps of a walk: the walk goes to one after the other, and what the page shows then is taken. */

#pragma once

#include "hill-plot-view.h"
#include "hill-step-source.h"

G_BEGIN_DECLS

typedef struct _HillFigureSteps HillFigureSteps;

/* @plot is what the view shows at @step. */
typedef void (*HillFigureStepFunc) (HillPlot     *plot,
                                    guint64       step,
                                    gpointer      data);

/* @error: (nullable): why it ended before the end; %NULL when all steps were taken. */
typedef void (*HillFigureDoneFunc) (const GError *error,
                                    gpointer      data);

/**
 * hill_figure_steps_new:
 * @source: copied
 * @steps: (element-type guint64): of those that the walk has made; %HILL_STEPS_END for the last
 *
 * Begins at once; a walk under way pauses.  In the end it is back at the step where it stood.
 *
 * Returns: (nullable): %NULL with an error for steps that are not made
 */
HillFigureSteps *hill_figure_steps_new          (HillPlotView          *view,
                                                 const HillStepSource  *source,
                                                 const GArray          *steps,
                                                 HillFigureStepFunc     take,
                                                 HillFigureDoneFunc     done,
                                                 gpointer               data,
                                                 GError               **error);

/* Nothing is called any more. */
void             hill_figure_steps_free         (HillFigureSteps     *self);

/* 0 to 1 */
double           hill_figure_steps_get_progress (HillFigureSteps     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillFigureSteps, hill_figure_steps_free)

G_END_DECLS
