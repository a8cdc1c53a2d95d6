/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What pointer and keys do on the landscape and on the step-size ruler: the start follows, a step is shown, the surface turns, the rate
 * is set. */

#pragma once

#include "hill-descent.h"
#include "hill-plot-view.h"

G_BEGIN_DECLS

/**
 * HillDescentHands:
 * @descent: (unowned): what is moved
 * @view: how it is shown
 * @azimuth, @elevation: of the eye, in degrees
 * @holds_start: the pointer has the start
 * @has_dragged, @x, @y: and has it brought here
 * @turned, @user_data: to be called when the eye has moved
 *
 * The first two are set by the page; it lives as long as the views.
 */
typedef struct
{
  HillDescent *descent;
  HillView     view;
  double       azimuth, elevation;
  gboolean     holds_start;
  gboolean     has_dragged;
  double       x, y;
  void       (*turned) (gpointer user_data);
  gpointer     user_data;
} HillDescentHands;

void hill_descent_hands_init (HillDescentHands *self,
                              HillPlotView     *landscape,
                              HillPlotView     *ruler,
                              GCallback         turned,
                              gpointer          user_data);

G_END_DECLS
