/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The source runs at default priority: while frames are drawn, idle priority would starve. */

#include "hill-pacer.h"

static gboolean
on_timeout (gpointer user_data)
{
  HillPacer *self = user_data;

  self->source_id = 0;
  hill_pacer_flush (self);
  return G_SOURCE_REMOVE;
}

void
hill_pacer_queue (HillPacer *self)
{
  gint64 wait = self->last_time + self->interval * G_TIME_SPAN_MILLISECOND - g_get_monotonic_time ();

  if (self->source_id != 0)
    return;
  if (wait <= 0)
    hill_pacer_flush (self);
  else
    self->source_id = g_timeout_add (wait / G_TIME_SPAN_MILLISECOND + 1, on_timeout, self);
}

void
hill_pacer_flush (HillPacer *self)
{
  hill_pacer_cancel (self);
  self->last_time = g_get_monotonic_time ();
  self->func (self->user_data);
}

void
hill_pacer_cancel (HillPacer *self)
{
  g_clear_handle_id (&self->source_id, g_source_remove);
}
