/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* W and b of a classifier of points, a row for each class: every cell shows its value, which can be typed and nudged, and below it the
 * gradient with the way the next step goes. */

#pragma once

#include "hill-points-numbers.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "edited" (guint index, double value: what the person set), "pointed" (int index: pointer or focus came to a cell; -1: left).
 * Cells are counted row by row. */
#define HILL_TYPE_WEIGHT_TABLE (hill_weight_table_get_type ())
G_DECLARE_FINAL_TYPE (HillWeightTable, hill_weight_table, HILL, WEIGHT_TABLE, GtkWidget)

void hill_weight_table_set_numbers (HillWeightTable         *self,
                                    const HillPointsNumbers *numbers);

G_END_DECLS
