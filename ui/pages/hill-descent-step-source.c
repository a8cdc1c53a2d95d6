/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The whole path is there from the start, so that nobody has to walk it first. */

#include "hill-descent-step-source.h"

#include "hill-descent.h"

static gboolean
descent_get_position (gpointer  object,
                      guint64  *step,
                      guint64  *reached)
{
  HillPosition position = hill_descent_get_position (object);

  *step = position.step;
  *reached = position.reached;
  return TRUE;
}

static gboolean
descent_get_busy (gpointer object)
{
  return FALSE;
}

static void
descent_seek (gpointer object,
              guint64  step)
{
  hill_descent_set_playing (object, FALSE);
  hill_descent_seek (object, step);
}

const HillStepFuncs hill_descent_step_funcs = { FALSE, descent_get_position, descent_get_busy, descent_seek };
