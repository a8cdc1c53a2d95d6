/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The path is a chain of pieces: each holds from its first step on, until the next begins. */

#include "hill-surface-walk.h"

#include <math.h>
#include <string.h>

#define MAX_PIECES (HILL_WALK_STEPS + 1)

typedef struct
{
  gsize              first;
  HillSurfaceOptions options;
} Piece;

struct _HillSurfaceWalk
{
  HillSurface        surface;
  double             start[2];
  HillSurfaceOptions options;           /* from the step shown on */
  Piece              pieces[MAX_PIECES];
  guint              n_pieces;
  HillSurfaceStep    steps[HILL_WALK_STEPS + 1];
  gsize              n_points;
  gsize              step;
  GQueue             old;               /* of HillOldPath, the newest first */
};

static void
forget_old (HillSurfaceWalk *self)
{
  g_queue_clear_full (&self->old, g_free);
}

/* Computes the path from @piece on; what is before it stays. */
static void
compute (HillSurfaceWalk *self,
         guint            piece)
{
  for (; piece < self->n_pieces; piece++)
    {
      gsize first = self->pieces[piece].first;
      gsize next = piece + 1 < self->n_pieces ? self->pieces[piece + 1].first : HILL_WALK_STEPS;
      double from[2] = { self->start[0], self->start[1] };

      if (first > 0)
        {
          from[0] = self->steps[first].x;
          from[1] = self->steps[first].y;
        }
      self->n_points = first + hill_surface_descend (self->surface, &self->pieces[piece].options, from, next - first,
                                                     self->steps + first);
    }
  self->step = MIN (self->step, self->n_points - 1);
}

/* One piece from the start. */
static void
begin (HillSurfaceWalk *self)
{
  forget_old (self);
  self->n_pieces = 1;
  self->pieces[0] = (Piece) { 0, self->options };
  self->step = 0;
  compute (self, 0);
}

HillSurfaceWalk *
hill_surface_walk_new (HillSurface surface)
{
  HillSurfaceWalk *self = g_new0 (HillSurfaceWalk, 1);

  g_queue_init (&self->old);
  hill_experiment_init (&self->options.experiment);
  self->options.experiment.optimizer = HILL_OPTIMIZER_SGD;
  self->options.experiment.schedule = HILL_SCHEDULE_CONSTANT;
  hill_surface_walk_set_surface (self, surface);
  return self;
}

void
hill_surface_walk_free (HillSurfaceWalk *self)
{
  forget_old (self);
  g_free (self);
}

void
hill_surface_walk_set_surface (HillSurfaceWalk *self,
                               HillSurface      surface)
{
  const HillSurfaceInfo *info = hill_surface_get_info (surface);

  self->surface = surface;
  self->start[0] = info->start[0];
  self->start[1] = info->start[1];
  self->options.experiment.rate = info->rate;
  self->options.spread = (info->x_max - info->x_min) / 20;
  self->options.noise = 0;
  begin (self);
}

HillSurface
hill_surface_walk_get_surface (const HillSurfaceWalk *self)
{
  return self->surface;
}

void
hill_surface_walk_set_start (HillSurfaceWalk *self,
                             double           x,
                             double           y)
{
  const HillSurfaceInfo *info = hill_surface_get_info (self->surface);

  g_return_if_fail (isfinite (x) && isfinite (y));

  self->start[0] = CLAMP (x, info->x_min, info->x_max);
  self->start[1] = CLAMP (y, info->y_min, info->y_max);
  begin (self);
}

static void
keep_old (HillSurfaceWalk *self)
{
  HillOldPath *old = g_new (HillOldPath, 1);

  old->n_points = self->n_points;
  old->first = self->step;
  for (gsize k = 0; k < self->n_points; k++)
    {
      old->x[k] = self->steps[k].x;
      old->y[k] = self->steps[k].y;
    }
  g_queue_push_head (&self->old, old);
  if (self->old.length > HILL_WALK_OLD_PATHS)
    g_free (g_queue_pop_tail (&self->old));
}

/* The piece that holds for the step that starts at @step. */
static guint
find_piece (const HillSurfaceWalk *self,
            gsize                  step)
{
  guint piece = self->n_pieces - 1;

  while (piece > 0 && self->pieces[piece].first > step)
    piece--;
  return piece;
}

void
hill_surface_walk_set_options (HillSurfaceWalk          *self,
                               const HillSurfaceOptions *options)
{
  guint piece = find_piece (self, self->step);

  self->options = *options;
  if (self->step == 0)
    {
      begin (self);
      return;
    }
  if (self->pieces[piece].first < self->step)
    {
      keep_old (self);
      piece++;
      self->pieces[piece].first = self->step;
    }
  self->n_pieces = piece + 1;
  self->pieces[piece].options = *options;
  compute (self, piece);
}

const HillSurfaceOptions *
hill_surface_walk_get_options (const HillSurfaceWalk *self)
{
  return &self->options;
}

void
hill_surface_walk_restart (HillSurfaceWalk *self)
{
  begin (self);
}

const HillSurfaceStep *
hill_surface_walk_get_steps (const HillSurfaceWalk *self,
                             gsize                 *n_points)
{
  *n_points = self->n_points;
  return self->steps;
}

gsize
hill_surface_walk_get_step (const HillSurfaceWalk *self)
{
  return self->step;
}

void
hill_surface_walk_set_step (HillSurfaceWalk *self,
                            gsize            step)
{
  self->step = MIN (step, self->n_points - 1);
  self->options = self->pieces[find_piece (self, self->step)].options;
}

guint
hill_surface_walk_get_n_pieces (const HillSurfaceWalk *self)
{
  return self->n_pieces;
}

const HillSurfaceOptions *
hill_surface_walk_get_piece (const HillSurfaceWalk *self,
                             guint                  index,
                             gsize                 *step)
{
  g_return_val_if_fail (index < self->n_pieces, NULL);

  *step = self->pieces[index].first;
  return &self->pieces[index].options;
}

double
hill_surface_walk_get_rate (const HillSurfaceWalk *self,
                            gsize                  step)
{
  return self->pieces[find_piece (self, step)].options.experiment.rate;
}

guint
hill_surface_walk_get_n_old (const HillSurfaceWalk *self)
{
  return self->old.length;
}

const HillOldPath *
hill_surface_walk_get_old (const HillSurfaceWalk *self,
                           guint                  index)
{
  return g_queue_peek_nth ((GQueue *) &self->old, index);
}

gboolean
hill_surface_walk_find_trouble (const HillSurfaceWalk *self,
                                gsize                 *step)
{
  const HillSurfaceStep *now = &self->steps[self->step];
  gboolean runs_away = self->step + 1 == self->n_points && self->n_points < HILL_WALK_STEPS + 1;

  for (gsize k = 0; k < self->step; k++)
    {
      const HillSurfaceStep *here = &self->steps[k];

      if (here[1].value > here->value && hill_surface_walk_get_rate (self, k) * here->curvature > 2
          && (runs_away || now->value > here->value))
        {
          *step = k;
          return TRUE;
        }
    }
  return FALSE;
}
