/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* News comes faster than it can be read: a pacer hands it on at once, then at most once in each interval, and the last
 * piece always. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef void (*HillPacerFunc) (gpointer user_data);

/* A part of its owner, who sets the first three. */
typedef struct
{
  HillPacerFunc func;
  gpointer      user_data;
  guint         interval;       /* milliseconds */
  gint64        last_time;
  guint         source_id;
} HillPacer;

/* There is news: calls the function now or when the interval is over. */
void hill_pacer_queue  (HillPacer *self);

/* Calls the function now. */
void hill_pacer_flush  (HillPacer *self);

/* Forgets what waits; to be called before the owner goes. */
void hill_pacer_cancel (HillPacer *self);

G_END_DECLS
