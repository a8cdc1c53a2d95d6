/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* No more than a step for each frame of the screen. */

#include "hill-descent-timer.h"

#include <math.h>

#define SHORTEST 16               /* milliseconds */
#define FASTEST 60                /* steps in a second */

void
hill_descent_timer_init (HillDescentTimer *self,
                         HillDescent      *descent)
{
  *self = (HillDescentTimer) { .descent = descent, .pace = 4 };
}

void
hill_descent_timer_clear (HillDescentTimer *self)
{
  g_clear_handle_id (&self->source_id, g_source_remove);
}

static gboolean
is_at_end (HillDescentTimer *self)
{
  g_autofree char *next = hill_descent_dup_next (self->descent, TRUE);

  return next == NULL;
}

static gboolean
on_timeout (gpointer data)
{
  HillDescentTimer *self = data;

  if (is_at_end (self))
    {
      self->source_id = 0;
      hill_descent_changed (self->descent);
      return G_SOURCE_REMOVE;
    }
  hill_descent_step (self->descent, TRUE);
  return G_SOURCE_CONTINUE;
}

static void
start (HillDescentTimer *self)
{
  self->source_id = g_timeout_add ((guint) MAX (1000 / self->pace, SHORTEST), on_timeout, self);
}

void
hill_descent_timer_set_playing (HillDescentTimer *self,
                                gboolean          playing)
{
  if (playing == (self->source_id != 0) || (playing && is_at_end (self)))
    return;
  if (playing)
    start (self);
  else
    hill_descent_timer_clear (self);
  hill_descent_changed (self->descent);
}

void
hill_descent_timer_set_pace (HillDescentTimer *self,
                             double            pace)
{
  self->pace = pace > 0 && isfinite (pace) ? pace : FASTEST;
  if (self->source_id == 0)
    return;
  hill_descent_timer_clear (self);
  start (self);
}
