/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Blocks of weights are counted; the list is thinned to every second one when it is full. */

#include "hill-trail.h"

#include <string.h>

#define MAX_BYTES ((gsize) 64 << 20)
#define MAX_POINTS 256
#define MIN_POINTS 16

typedef struct
{
  guint64  step;
  float   *weights;             /* (owned): of g_atomic_rc_box */
} Point;

struct _HillTrail
{
  gsize   n_weights;
  gsize   max_points;
  guint64 stride;
  GArray *points;               /* of Point, by rising step */
};

static void
clear_point (gpointer data)
{
  g_atomic_rc_box_release (((Point *) data)->weights);
}

static HillTrail *
new_empty (gsize n_weights)
{
  HillTrail *self = g_new0 (HillTrail, 1);

  self->n_weights = n_weights;
  self->max_points = CLAMP (MAX_BYTES / (MAX (n_weights, 1) * sizeof (float)), MIN_POINTS, MAX_POINTS);
  self->stride = 1;
  self->points = g_array_new (FALSE, FALSE, sizeof (Point));
  g_array_set_clear_func (self->points, clear_point);
  return self;
}

HillTrail *
hill_trail_new (gsize n_weights)
{
  return new_empty (n_weights);
}

HillTrail *
hill_trail_copy (const HillTrail *self)
{
  HillTrail *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = new_empty (self->n_weights);
  copy->stride = self->stride;
  for (guint i = 0; i < self->points->len; i++)
    {
      Point point = g_array_index (self->points, Point, i);

      g_atomic_rc_box_acquire (point.weights);
      g_array_append_val (copy->points, point);
    }
  return copy;
}

void
hill_trail_free (HillTrail *self)
{
  g_array_unref (self->points);
  g_free (self);
}

/* Half as many. */
static void
thin (HillTrail *self)
{
  guint i = 0;

  self->stride *= 2;
  while (i < self->points->len)
    if (g_array_index (self->points, Point, i).step % self->stride != 0)
      g_array_remove_index (self->points, i);
    else
      i++;
}

void
hill_trail_offer (HillTrail   *self,
                  guint64      step,
                  const float *weights)
{
  Point point = { .step = step };

  g_return_if_fail (self != NULL && weights != NULL);

  if (step % self->stride != 0
      || (self->points->len > 0 && g_array_index (self->points, Point, self->points->len - 1).step >= step))
    return;
  if (self->points->len >= self->max_points)
    thin (self);
  if (step % self->stride != 0)
    return;
  point.weights = g_atomic_rc_box_alloc (MAX (self->n_weights, 1) * sizeof (float));
  memcpy (point.weights, weights, self->n_weights * sizeof (float));
  g_array_append_val (self->points, point);
}

void
hill_trail_truncate (HillTrail *self,
                     guint64    step)
{
  g_return_if_fail (self != NULL);

  while (self->points->len > 0 && g_array_index (self->points, Point, self->points->len - 1).step > step)
    g_array_set_size (self->points, self->points->len - 1);
}

gsize
hill_trail_get_n_points (const HillTrail *self)
{
  return self->points->len;
}

guint64
hill_trail_get_step (const HillTrail *self,
                     gsize            index)
{
  return g_array_index (self->points, Point, index).step;
}

gsize
hill_trail_find (const HillTrail *self,
                 guint64          step)
{
  gsize last = self->points->len - 1, index = (gsize) MIN (step / self->stride, last);

  return index < last && step > hill_trail_get_step (self, index) + self->stride / 2 ? index + 1 : index;
}

guint64
hill_trail_get_stride (const HillTrail *self)
{
  return self->stride;
}

const float *
hill_trail_get_weights (const HillTrail *self,
                        gsize            index)
{
  return g_array_index (self->points, Point, index).weights;
}
