/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the worker finds out about the session's run for the Descent page: the loss over a plane through weight space, coarse to
 * fine, the run's path on it, the gradients of the next batch, and the loss along the next step.  No GTK. */

#pragma once

#include "hill-arrows.h"
#include "hill-field.h"
#include "hill-job.h"
#include "hill-landscape.h"
#include "hill-snapshot.h"

G_BEGIN_DECLS

#define HILL_SCENE_RULER 61

/* Which plane: those of hill-plane.h that need nothing but the run. */
typedef enum
{
  HILL_SCENE_PATH,              /* principal axes of the path; before there is one, as below */
  HILL_SCENE_GRADIENT,          /* the gradient and a random direction */
  HILL_SCENE_RANDOM,            /* two random directions, filter-normalised */
  HILL_SCENE_WEIGHTS,           /* two weights */
  HILL_SCENE_POINTS,            /* through three points of the path */
} HillSceneKind;

#define HILL_N_SCENE_KINDS 5

/**
 * HillSceneChoice:
 * @weights: of %HILL_SCENE_WEIGHTS: class * (D + 1) + feature of each; where they are equal, the two that the next step changes most
 * @steps: of %HILL_SCENE_POINTS; where they are all equal, start, middle and end of the path
 *
 * What is chosen by hand.
 */
typedef struct
{
  gsize   weights[2];
  guint64 steps[3];
} HillSceneChoice;

/* A path on the plane. */
typedef struct
{
  gsize   n_points;
  double *x, *y, *distances, *steps;
} HillScenePath;

/**
 * HillScene:
 * @snapshot: (owned): the step it is about
 * @kind, @choice, @measure, @follow: what was asked for
 * @plane, @landscape, @grid: (owned): kept for the next scene
 * @plane_points: points that the path had when the plane was laid
 * @plane_steps: of %HILL_SCENE_POINTS: the steps that the plane goes through, those kept nearest to the choice
 * @field: (owned) (nullable): the landscape as a picture
 * @fine: whether @field is the finest
 * @low, @high: the range of colours to keep; NaN for its own
 * @path, @old: the run's path, and one that was left for a branch
 * @present: the point of @path that is shown
 * @has_ghost, @ghost: where the next step leads
 * @corners: between which the landscape also shows what comes; NaN where that is not asked for
 * @drawn: the measure at the foot of the present point; NaN outside
 * @arrows: (owned) (nullable): gradients at the present point
 * @has_step: whether the next three are known
 * @loss_before: L before the step that led here
 * @step_length: of that step
 * @step_degrees: between it and the full gradient's descent, of the weights that move
 * @has_ruler, @rates, @values, @now, @slope, @curvature: the loss along the next step per unit of rate
 *
 * Read only, atomically reference counted.
 */
typedef struct
{
  HillSnapshot   *snapshot;
  HillSceneKind   kind;
  HillSceneChoice choice;
  HillMeasure     measure;
  gboolean        follow;
  HillPlane      *plane;
  HillLandscape  *landscape;
  HillGrid        grid;
  gsize           plane_points;
  guint64         plane_steps[3];
  HillField      *field;
  gboolean        fine;
  double          low, high;
  HillScenePath   path;
  HillScenePath   old;
  gsize           present;
  gboolean        has_ghost;
  double          ghost[2];
  double          corners[2][2];
  double          drawn;
  HillArrows     *arrows;
  gboolean        has_step;
  double          loss_before;
  double          step_length;
  double          step_degrees;
  gboolean        has_ruler;
  double          rates[HILL_SCENE_RULER];
  double          values[HILL_SCENE_RULER];
  double          now;
  double          slope;
  double          curvature;
} HillScene;

HillScene *hill_scene_ref         (HillScene            *self);
void       hill_scene_unref       (HillScene            *self);

/**
 * HillSceneRequest:
 * @snapshot: (owned)
 * @before: (owned) (nullable): the step shown before
 * @old: (owned) (nullable): the path before the branch
 * @last: (owned) (nullable): the scene before, whose plane and field are used again where they still fit
 * @fixed: keep the range of colours of the scene before
 * @shows_ahead: make room for the next steps
 * @corners: between which they lie on the plane of @last; NaN where that is not known
 */
typedef struct
{
  HillSnapshot   *snapshot;
  HillSnapshot   *before;
  HillTrail      *old;
  HillScene      *last;
  HillSceneKind   kind;
  HillSceneChoice choice;
  HillMeasure     measure;
  gboolean        follow;
  gboolean        fixed;
  gboolean        shows_ahead;
  double          corners[2][2];
} HillSceneRequest;

void       hill_scene_request_free (gpointer             request);

/* A HillComputeFunc; posts scenes, each better than the one before. */
void       hill_scene_compute      (HillJob             *job,
                                    gpointer             request);

/* (transfer none): translated: "loss". */
const char *hill_scene_name_measure (HillMeasure         measure);

/* The loss after a step of @rate; NaN without a ruler. */
double     hill_scene_get_value    (const HillScene     *self,
                                    double               rate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillScene, hill_scene_unref)

G_END_DECLS
