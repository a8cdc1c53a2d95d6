/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The weights that a run went through, for a picture of its path: of each step while there are few, then of every second, fourth …
 * one, so that memory is bounded whatever the length of the run.  A copy shares the weights. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HillTrail HillTrail;

HillTrail   *hill_trail_new          (gsize            n_weights);

/* (transfer full): as it is now; may go to another thread. */
HillTrail   *hill_trail_copy         (const HillTrail *self);
void         hill_trail_free         (HillTrail       *self);

/* Keeps a copy of the weights if the step's turn has come; steps that were there already are left alone. */
void         hill_trail_offer        (HillTrail       *self,
                                      guint64          step,
                                      const float     *weights);

/* Forgets those after @step. */
void         hill_trail_truncate     (HillTrail       *self,
                                      guint64          step);

gsize        hill_trail_get_n_points (const HillTrail *self);
guint64      hill_trail_get_step     (const HillTrail *self,
                                      gsize            index);

/* The kept point that is nearest to @step; there must be one. */
gsize        hill_trail_find         (const HillTrail *self,
                                      guint64          step);

/* Steps from one kept point to the next. */
guint64      hill_trail_get_stride   (const HillTrail *self);

/* (transfer none): n_weights floats. */
const float *hill_trail_get_weights  (const HillTrail *self,
                                      gsize            index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillTrail, hill_trail_free)

G_END_DECLS
