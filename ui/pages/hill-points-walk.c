/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The path is a chain of pieces: each holds from its first step on, until the next begins.  Each is a path of the core's, so its
 * steps are the trainer's, bit for bit. */

#include "hill-points-walk.h"

#include <math.h>
#include <string.h>

#define MAX_PIECES (HILL_POINTS_STEPS + 1)
#define START_RATE 0.1

/* Three regions, and most points in the wrong one. */
static const float start[HILL_POINT_WEIGHTS] = { -0.7f, -0.8f, 0.1f, 1.1f, 0.3f, 0.2f, -0.2f, 0.9f, -0.1f };

typedef struct
{
  gsize          first;
  HillExperiment experiment;
  gboolean       has_weights;           /* set by hand; else those that the piece before leads to */
  float          weights[HILL_POINT_WEIGHTS];
} Piece;

struct _HillPointsWalk
{
  HillPointSet    points;
  HillSample     *sample;               /* owned: the same points */
  HillExperiment  experiment;           /* from the step shown on */
  Piece           pieces[MAX_PIECES];
  guint           n_pieces;
  HillPointsStep  steps[HILL_POINTS_STEPS + 1];
  gsize           n_points;
  gboolean        diverged;
  gsize           step;
  gsize           wanted;               /* the step to be shown, where the path is that long */
  GQueue          old;                  /* of HillOldLoss, the newest first */
};

static HillPathOptions
get_path_options (const HillExperiment *experiment,
                  gsize                 n_steps)
{
  return (HillPathOptions) { .experiment = *experiment, .n_steps = n_steps, .full_loss = TRUE, .keep_weights = TRUE };
}

static void
keep_step (HillPointsWalk *self,
           gsize           step,
           const HillPath *path,
           gsize           point)
{
  HillPointsStep *kept = &self->steps[step];

  memcpy (kept->weights, path->weights + point * HILL_POINT_WEIGHTS, sizeof kept->weights);
  if (point > 0 || step == 0)
    memcpy (kept->reached, kept->weights, sizeof kept->reached);
  kept->loss = path->points[point].full_loss;
  kept->accuracy = path->points[point].accuracy;
}

static void
compute_piece (HillPointsWalk *self,
               const Piece    *piece,
               gsize           n_steps)
{
  HillPathOptions options = get_path_options (&piece->experiment, MAX (n_steps, 1));
  const float *from = piece->has_weights ? piece->weights : self->steps[piece->first].weights;
  g_autoptr(HillPath) path = hill_path_new (self->sample, &options, from, 1, NULL, NULL);

  g_return_if_fail (path != NULL);
  for (gsize k = 0; k < MIN (path->n_points, n_steps + 1); k++)
    keep_step (self, piece->first + k, path, k);
  self->n_points = piece->first + MIN (path->n_points, n_steps + 1);
  self->diverged = path->diverged;
}

/* Computes the path from @piece on; what is before it stays.  Where a path ends early, later pieces have nowhere to begin. */
static void
compute (HillPointsWalk *self,
         guint           piece)
{
  for (; piece < self->n_pieces; piece++)
    {
      gsize first = self->pieces[piece].first;
      gsize next = piece + 1 < self->n_pieces ? self->pieces[piece + 1].first : HILL_POINTS_STEPS;

      if (piece > 0 && first >= self->n_points)
        break;
      compute_piece (self, &self->pieces[piece], next - first);
    }
  self->step = MIN (self->wanted, self->n_points - 1);
}

static void
forget_old (HillPointsWalk *self)
{
  g_queue_clear_full (&self->old, g_free);
}

/* One piece, from the weights of the first. */
static void
begin (HillPointsWalk *self)
{
  forget_old (self);
  self->n_pieces = 1;
  self->pieces[0].experiment = self->experiment;
  self->wanted = 0;
  compute (self, 0);
}

HillPointsWalk *
hill_points_walk_new (void)
{
  HillPointsWalk *self = g_new0 (HillPointsWalk, 1);

  g_queue_init (&self->old);
  hill_experiment_init (&self->experiment);
  self->experiment.optimizer = HILL_OPTIMIZER_SGD;
  self->experiment.schedule = HILL_SCHEDULE_CONSTANT;
  self->experiment.scale = HILL_SCALE_NONE;
  self->experiment.loss.type = HILL_LOSS_HINGE;
  self->experiment.loss.lambda = 1e-3;
  self->experiment.batch_size = 0;
  self->experiment.rate = START_RATE;
  hill_point_set_fill (&self->points, 0);
  self->sample = hill_point_set_new_sample (&self->points);
  self->pieces[0].has_weights = TRUE;
  memcpy (self->pieces[0].weights, start, sizeof start);
  begin (self);
  return self;
}

void
hill_points_walk_free (HillPointsWalk *self)
{
  forget_old (self);
  hill_sample_unref (self->sample);
  g_free (self);
}

void
hill_points_walk_set_points (HillPointsWalk     *self,
                             const HillPointSet *points)
{
  g_return_if_fail (points->n > 0);

  self->points = *points;
  hill_sample_unref (self->sample);
  self->sample = hill_point_set_new_sample (points);
  forget_old (self);
  compute (self, 0);
}

const HillPointSet *
hill_points_walk_get_points (const HillPointsWalk *self)
{
  return &self->points;
}

HillSample *
hill_points_walk_get_sample (const HillPointsWalk *self)
{
  return self->sample;
}

static void
keep_old (HillPointsWalk *self)
{
  HillOldLoss *old = g_new (HillOldLoss, 1);

  old->n_points = self->n_points;
  old->first = self->step;
  for (gsize k = 0; k < self->n_points; k++)
    old->loss[k] = self->steps[k].loss;
  g_queue_push_head (&self->old, old);
  if (self->old.length > HILL_POINTS_OLD_PATHS)
    g_free (g_queue_pop_tail (&self->old));
}

/* The piece that holds for the step that starts at @step. */
static guint
find_piece (const HillPointsWalk *self,
            gsize                 step)
{
  guint piece = self->n_pieces - 1;

  while (piece > 0 && self->pieces[piece].first > step)
    piece--;
  return piece;
}

/* The piece that begins at the step shown, a new one where none does yet: those after it are forgotten. */
static guint
branch (HillPointsWalk *self)
{
  guint piece = find_piece (self, self->step);

  self->wanted = self->step;
  if (self->pieces[piece].first < self->step)
    {
      keep_old (self);
      piece++;
      self->pieces[piece] = (Piece) { .first = self->step };
    }
  self->n_pieces = piece + 1;
  self->pieces[piece].experiment = self->experiment;
  return piece;
}

static gboolean
is_same_loss (const HillLoss *a,
              const HillLoss *b)
{
  return a->type == b->type && a->regularizer == b->regularizer && a->margin == b->margin && a->lambda == b->lambda && a->beta == b->beta;
}

/* The loss of the whole path; old ones were on another. */
static void
set_loss (HillPointsWalk *self,
          const HillLoss *loss)
{
  forget_old (self);
  self->experiment.loss = *loss;
  for (guint i = 0; i < self->n_pieces; i++)
    self->pieces[i].experiment.loss = *loss;
  compute (self, 0);
}

void
hill_points_walk_set_experiment (HillPointsWalk       *self,
                                 const HillExperiment *experiment)
{
  if (!is_same_loss (&experiment->loss, &self->experiment.loss))
    set_loss (self, &experiment->loss);
  if (memcmp (experiment, &self->experiment, sizeof *experiment) == 0)
    return;
  self->experiment = *experiment;
  if (self->step == 0)
    begin (self);
  else
    compute (self, branch (self));
}

const HillExperiment *
hill_points_walk_get_experiment (const HillPointsWalk *self)
{
  return &self->experiment;
}

const HillExperiment *
hill_points_walk_get_experiment_at (const HillPointsWalk *self,
                                    gsize                 step)
{
  return &self->pieces[find_piece (self, step)].experiment;
}

void
hill_points_walk_set_weights (HillPointsWalk *self,
                              const float    *weights)
{
  guint piece = 0;

  for (guint i = 0; i < HILL_POINT_WEIGHTS; i++)
    g_return_if_fail (isfinite (weights[i]));

  if (self->step > 0)
    piece = branch (self);
  self->pieces[piece].has_weights = TRUE;
  memcpy (self->pieces[piece].weights, weights, sizeof self->pieces[piece].weights);
  if (self->step == 0)
    begin (self);
  else
    compute (self, piece);
}

gboolean
hill_points_walk_is_set_by_hand (const HillPointsWalk *self,
                                 gsize                 step)
{
  const Piece *piece = &self->pieces[find_piece (self, step)];

  return piece->first == step && piece->has_weights;
}

void
hill_points_walk_restart (HillPointsWalk *self)
{
  begin (self);
}

const HillPointsStep *
hill_points_walk_get_steps (const HillPointsWalk *self,
                            gsize                *n_points)
{
  *n_points = self->n_points;
  return self->steps;
}

gboolean
hill_points_walk_has_diverged (const HillPointsWalk *self)
{
  return self->diverged;
}

gsize
hill_points_walk_get_step (const HillPointsWalk *self)
{
  return self->step;
}

void
hill_points_walk_set_step (HillPointsWalk *self,
                           gsize           step)
{
  self->step = self->wanted = MIN (step, self->n_points - 1);
  self->experiment = self->pieces[find_piece (self, self->step)].experiment;
}

guint
hill_points_walk_get_n_pieces (const HillPointsWalk *self)
{
  guint n = 1;

  while (n < self->n_pieces && self->pieces[n].first < self->n_points)
    n++;
  return n;
}

const HillExperiment *
hill_points_walk_get_piece (const HillPointsWalk  *self,
                            guint                  index,
                            gsize                 *step,
                            const float          **weights)
{
  const Piece *piece = &self->pieces[index];

  g_return_val_if_fail (index < self->n_pieces, NULL);

  *step = piece->first;
  *weights = piece->has_weights ? piece->weights : NULL;
  return &piece->experiment;
}

guint32 *
hill_points_walk_dup_batch (const HillPointsWalk *self,
                            gsize                 step,
                            gsize                *n_rows)
{
  const Piece *piece = &self->pieces[find_piece (self, step)];
  HillPathOptions options = get_path_options (&piece->experiment, HILL_POINTS_STEPS);

  return hill_path_dup_batch (self->sample, &options, step - piece->first, n_rows);
}

guint
hill_points_walk_get_n_old (const HillPointsWalk *self)
{
  return self->old.length;
}

const HillOldLoss *
hill_points_walk_get_old (const HillPointsWalk *self,
                          guint                 index)
{
  return g_queue_peek_nth ((GQueue *) &self->old, index);
}
