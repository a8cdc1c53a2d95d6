/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the words of the run's descent see of it. */

#pragma once

#include "hill-descent-words.h"
#include "hill-model-ahead.h"
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
  HillAhead     *ahead;                 /* owned (nullable): what comes */
  HillJob       *ahead_job;             /* owned (nullable) */
  gboolean       shows_ahead;           /* the page wants to see it */
  gboolean       ahead_is_old;          /* something changed since that was asked */
  HillScenePath  live;                  /* the path while the run goes on, each step of which a snapshot told */
  gsize          live_room;
  HillPlane     *live_plane;            /* owned (nullable): what it is projected on */
  guint64        live_run;
  gboolean       holds_start;           /* it is dragged, or a run from there is on its way */
  gboolean       sent_start;            /* the latter */
  double         held[2];
  HillSceneKind  kind;
  HillSceneChoice choice;
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

/* Asks for a scene of the snapshot, as long as the run rests. */
void     hill_model_descent_request_scene (HillModelDescent *self);

/* Has the experiment of the controls changed since the step shown? */
gboolean hill_model_descent_has_changes  (HillModelDescent *self);

/* Looks how the run goes on from here, where that is not known; drawn when it comes. */
void     hill_model_descent_look_ahead   (HillModelDescent *self);
void     hill_model_descent_stop_looking (HillModelDescent *self);

/* Lets the path follow the newest snapshot; TRUE where it has left the landscape that is drawn. */
gboolean hill_model_descent_follow       (HillModelDescent *self);
void     hill_model_descent_forget_live  (HillModelDescent *self);

/* Is that what is drawn? */
gboolean hill_model_descent_is_live      (HillModelDescent *self);

/* Where the landscape makes room for what comes; NaN where that is not known. */
void     hill_model_descent_get_corners  (HillModelDescent *self,
                                          double            corners[2][2]);

/* For the class. */
gboolean hill_model_descent_set_start    (HillDescent      *descent,
                                          double            x,
                                          double            y);
gboolean hill_model_descent_hold_start   (HillDescent      *descent,
                                          double            x,
                                          double            y);
gboolean hill_model_descent_get_start    (HillDescent      *descent,
                                          double           *x,
                                          double           *y);

guint64  hill_model_descent_get_step_at  (HillDescent      *descent,
                                          gsize             index);

/* Adds the run's path to a landscape, and what comes. */
void     hill_model_descent_add_paths    (HillModelDescent *self,
                                          const HillLook   *look,
                                          HillPlot         *plot);

/* What stands beside the point, and beside the next one. */
void     hill_model_descent_add_captions (HillModelDescent *self,
                                          gboolean          has_ghost,
                                          HillPlot         *plot);

char    *hill_model_descent_dup_sentence (HillDescent      *descent);
char    *hill_model_descent_dup_update   (HillDescent      *descent);
char    *hill_model_descent_dup_trouble  (HillDescent      *descent);

G_END_DECLS
