/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A landscape: a grid of heights over a plane, with the lines of equal height in it.  Immutable and reference counted, so that the
 * plots of a walk share one; map and surface are two drawings of the same field. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

typedef struct _HillField HillField;

/**
 * HillFieldSpec:
 * @n_x, @n_y: grid points along each axis, 2 to 4096
 * @x_low, @x_high, @y_low, @y_high: where the outer grid points lie
 * @values: n_y rows of n_x heights, the first row at y_low; what is not finite is drawn as if it were higher than all others
 * @x_label, @y_label, @value_label: translated
 * @low, @high: of the colours; NaN for the lowest and highest value
 * @log: colours and lines by the logarithm, where all that is shown is positive
 * @percent: heights are shares
 * @equal: a unit is as long along both axes, so that a gradient stands upright on the lines
 */
typedef struct
{
  guint         n_x, n_y;
  double        x_low, x_high, y_low, y_high;
  const double *values;
  const char   *x_label, *y_label, *value_label;
  double        low, high;
  gboolean      log;
  gboolean      percent;
  gboolean      equal;
} HillFieldSpec;

/* Copies everything. */
HillField *hill_field_new      (const HillFieldSpec *spec);
HillField *hill_field_ref      (HillField           *self);
void       hill_field_unref    (HillField           *self);

/* The height at a place, bilinear between the four grid points around it; NaN outside the grid or where one is not finite. */
double     hill_field_get      (const HillField     *self,
                                double               x,
                                double               y);

/* The range of colours. */
void       hill_field_get_range (const HillField    *self,
                                 double             *low,
                                 double             *high);

/* The lowest grid point; FALSE where no height is finite. */
gboolean   hill_field_find_low (const HillField     *self,
                                double              *x,
                                double              *y,
                                double              *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillField, hill_field_unref)

G_END_DECLS
