/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The points as a table: where each is, its class, its scores and its loss.  The line chosen is the point that is worked on. */

#pragma once

#include "hill-points-numbers.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal: "selected" (int index: the person chose a line). */
#define HILL_TYPE_POINTS_LIST (hill_points_list_get_type ())
G_DECLARE_FINAL_TYPE (HillPointsList, hill_points_list, HILL, POINTS_LIST, GtkWidget)

/* @selected: -1 for none */
void hill_points_list_set_numbers (HillPointsList          *self,
                                   const HillPointSet      *points,
                                   const HillPointsNumbers *numbers,
                                   int                      selected);

G_END_DECLS
