/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a sequence of figures steps through, without knowing what it is: the session's run, or another walk that a page shows. */

#pragma once

#include "hill-session.h"

G_BEGIN_DECLS

/**
 * HillStepFuncs:
 * @grows: a person can make more steps than there are now
 * @get_position: the step shown and the steps made; %FALSE while there is nothing to step through
 * @get_busy: the step shown may not be on the page for a while
 * @seek: shows a step, now or later; what moves by itself stops
 */
typedef struct
{
  gboolean   grows;
  gboolean (*get_position) (gpointer  object,
                            guint64  *step,
                            guint64  *reached);
  gboolean (*get_busy)     (gpointer  object);
  void     (*seek)         (gpointer  object,
                            guint64   step);
} HillStepFuncs;

/* @object: a GObject, the first argument of the functions; they are static. */
typedef struct
{
  const HillStepFuncs *funcs;
  gpointer             object;
} HillStepSource;

/* Of a HillSession: its run. */
extern const HillStepFuncs hill_session_step_funcs;

G_END_DECLS
