/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Fine enough that the lines of narrow valleys are smooth, and done in some milliseconds. */

#include "hill-surface-field.h"

#include <glib/gi18n.h>
#include <math.h>

#define GRID 121

HillField *
hill_surface_field_new (HillSurface surface)
{
  const HillSurfaceInfo *info = hill_surface_get_info (surface);
  g_autofree double *values = g_new (double, GRID * GRID);
  double width = info->x_max - info->x_min, height = info->y_max - info->y_min;
  HillFieldSpec spec = {
    .n_x = GRID, .n_y = GRID, .x_low = info->x_min, .x_high = info->x_max, .y_low = info->y_min, .y_high = info->y_max,
    .values = values, .x_label = "x", .y_label = "y", .value_label = _("loss"), .low = NAN, .high = NAN,
    .log = info->log_levels, .equal = width < 3 * height && height < 3 * width,
  };

  hill_surface_fill_grid (surface, info->x_min, info->x_max, GRID, info->y_min, info->y_max, GRID, values);
  return hill_field_new (&spec);
}
