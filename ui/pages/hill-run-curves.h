/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The curves of a run, ready to be drawn again many times a second however long the run is: of each new snapshot only
 * the steps not seen yet are read, and long stretches are kept as their lowest and highest points. */

#pragma once

#include "hill-plot.h"
#include "hill-snapshot.h"

G_BEGIN_DECLS

typedef struct _HillRunCurves HillRunCurves;

HillRunCurves *hill_run_curves_new               (void);
void           hill_run_curves_free              (HillRunCurves       *self);

/* Reads what is new in the snapshot's history; starts over where the run is another. */
void           hill_run_curves_update            (HillRunCurves       *self,
                                                  const HillSnapshot  *snapshot);

/* (transfer full): data loss and penalty of each step, held-back or test loss of each epoch.
 * @cursor: the step shown, or NaN */
HillPlot      *hill_run_curves_new_loss_plot     (const HillRunCurves *self,
                                                  const HillSnapshot  *snapshot,
                                                  gboolean             log_y,
                                                  double               cursor);

/* (transfer full): accuracy of each batch, and on the whole splits at each epoch. */
HillPlot      *hill_run_curves_new_accuracy_plot (const HillRunCurves *self,
                                                  const HillSnapshot  *snapshot,
                                                  double               cursor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillRunCurves, hill_run_curves_free)

G_END_DECLS
