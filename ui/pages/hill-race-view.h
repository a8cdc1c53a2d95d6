/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The race on the page: who takes part, one landscape and one loss chart for all, and a table of the outcome. */

#pragma once

#include "hill-session.h"
#include "hill-surface.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_RACE_VIEW (hill_race_view_get_type ())
G_DECLARE_FINAL_TYPE (HillRaceView, hill_race_view, HILL, RACE_VIEW, GtkWidget)

/* On a test surface: the race is run at once and again with each change.  A click on the landscape moves the start. */
void hill_race_view_show_surface (HillRaceView *self,
                                  HillSurface   surface,
                                  double        x,
                                  double        y);

/* On the session's data, from its run's first weights: when the button is pressed. */
void hill_race_view_show_run     (HillRaceView *self,
                                  HillSession  *session);

/* Not in view: what is being computed is given up. */
void hill_race_view_rest         (HillRaceView *self);

G_END_DECLS
