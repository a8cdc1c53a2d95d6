/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The run shows a step when its snapshot has come, and the worker may have more to say then. */

#include "hill-step-source.h"

static gboolean
session_get_position (gpointer  object,
                      guint64  *step,
                      guint64  *reached)
{
  HillSnapshot *snapshot = hill_session_get_snapshot (object);

  if (snapshot == NULL)
    return FALSE;
  *step = snapshot->step;
  *reached = snapshot->n_steps;
  return TRUE;
}

static gboolean
session_get_busy (gpointer object)
{
  return hill_session_get_busy (object);
}

static void
session_seek (gpointer object,
              guint64  step)
{
  hill_session_seek (object, step);
}

const HillStepFuncs hill_session_step_funcs = { TRUE, session_get_position, session_get_busy, session_seek };
