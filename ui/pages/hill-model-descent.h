/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The session's run as something to be watched: the same run that the Training page shows, on the landscape of its own loss. */

#pragma once

#include "hill-descent.h"
#include "hill-model-scene.h"
#include "hill-session.h"

G_BEGIN_DECLS

#define HILL_TYPE_MODEL_DESCENT (hill_model_descent_get_type ())
G_DECLARE_FINAL_TYPE (HillModelDescent, hill_model_descent, HILL, MODEL_DESCENT, HillDescent)

HillDescent *hill_model_descent_new        (HillSession      *session);

/* While it is not watched it computes nothing. */
void         hill_model_descent_set_active (HillModelDescent *self,
                                            gboolean          active);

/* Which plane, which measure, whether the plane goes through the present weights, and whether the range of colours stays what it is. */
void         hill_model_descent_set_scene  (HillModelDescent *self,
                                            HillSceneKind     kind,
                                            HillMeasure       measure,
                                            gboolean          follow,
                                            gboolean          fixed);

/* The weights or the steps that the plane goes through. */
void         hill_model_descent_choose     (HillModelDescent      *self,
                                            const HillSceneChoice *choice);

/* (transfer none) */
const HillSceneChoice *
             hill_model_descent_get_choice (HillModelDescent      *self);

HillSceneKind hill_model_descent_get_kind  (HillModelDescent      *self);

/* (transfer none) (nullable): why the plane that was asked for is not there, a sentence. */
const char  *hill_model_descent_get_failure (HillModelDescent     *self);

/* (transfer none) (nullable): the step shown. */
HillSnapshot *hill_model_descent_get_snapshot (HillModelDescent   *self);

/* Whether the run begins where a person put its start, and the way back to its own. */
gboolean     hill_model_descent_has_moved_start (HillModelDescent *self);
void         hill_model_descent_reset_start     (HillModelDescent *self);

/* Whether only the two weights of the plane move: a run from the same start, which the plane then holds whole. */
gboolean     hill_model_descent_is_held    (HillModelDescent      *self);
void         hill_model_descent_hold_others (HillModelDescent     *self,
                                             gboolean              held);

/* (transfer none) (nullable): what the worker found out last. */
const HillScene *hill_model_descent_get_scene (HillModelDescent *self);

G_END_DECLS
