/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the words of the run's descent see of it. */

#pragma once

#include "hill-descent-words.h"
#include "hill-model-descent.h"

G_BEGIN_DECLS

struct _HillModelDescent
{
  HillDescent    parent_instance;
  HillSession   *session;               /* owned */
  GSignalGroup  *signals;
  HillSnapshot  *snapshot;              /* owned (nullable): the step shown */
  HillSnapshot  *before;                /* owned (nullable): the one shown before it */
  HillTrail     *old;                   /* owned (nullable): what a branch left */
  HillScene     *scene;                 /* owned (nullable) */
  HillJob       *job;                   /* owned (nullable) */
  HillSceneKind  kind;
  HillMeasure    measure;
  gboolean       follow;
  gboolean       fixed;
  gboolean       active;
  HillPhase      phase;
  char          *failure;
};

/* Is the scene one of the step shown? */
gboolean hill_model_descent_is_current   (HillModelDescent *self);

/* The true value of what is drawn, at the scene's step; NaN while it is not known. */
double   hill_model_descent_get_true     (HillModelDescent *self);
char    *hill_model_descent_format       (HillModelDescent *self,
                                          double            value);

char    *hill_model_descent_dup_sentence (HillDescent      *descent);
char    *hill_model_descent_dup_update   (HillDescent      *descent);
char    *hill_model_descent_dup_trouble  (HillDescent      *descent);

G_END_DECLS
