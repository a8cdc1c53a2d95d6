/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Makes a descent's whole steps by the clock, for those whose steps cost next to nothing.  No GTK. */

#pragma once

#include "hill-descent.h"

G_BEGIN_DECLS

/**
 * HillDescentTimer:
 * @descent: (unowned): whose steps are made
 * @pace: steps in a second
 * @source_id: 0 while it rests
 */
typedef struct
{
  HillDescent *descent;
  double       pace;
  guint        source_id;
} HillDescentTimer;

void hill_descent_timer_init        (HillDescentTimer *self,
                                     HillDescent      *descent);
void hill_descent_timer_clear       (HillDescentTimer *self);

/* Stops by itself at the end of the walk; each change is told by hill_descent_changed(). */
void hill_descent_timer_set_playing (HillDescentTimer *self,
                                     gboolean          playing);

/* @pace: 0 for as fast as it can. */
void hill_descent_timer_set_pace    (HillDescentTimer *self,
                                     double            pace);

G_END_DECLS
