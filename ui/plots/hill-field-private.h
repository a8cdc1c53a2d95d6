/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the drawings of a field see of it. */

#pragma once

#include "hill-axis.h"
#include "hill-field.h"

G_BEGIN_DECLS

/* A point of a line, in grid units: 0 to n_x - 1, 0 to n_y - 1. */
typedef struct
{
  float x, y;
} HillFieldPoint;

/* A line of equal height: @n_points points from @first on. */
typedef struct
{
  double   level;
  guint    first;
  guint    n_points;
  gboolean closed;
} HillContour;

/* The part of a map that stays while a walk goes on over it, kept as a picture. */
typedef struct
{
  cairo_surface_t *surface;
  double           width, height;
  HillPlotStyle    style;
  double           frame[4];
} HillGround;

struct _HillField
{
  gatomicrefcount ref_count;
  guint           n_x, n_y;
  double          x_low, x_high, y_low, y_high;
  double         *values;
  float          *shades;       /* the same as shares of the range of colours, 0 to 1 */
  char           *x_label, *y_label, *value_label;
  HillAxis        height;       /* the range of colours */
  gboolean        equal;
  double          ticks[HILL_AXIS_MAX_TICKS];   /* the heights of the lines */
  guint           n_ticks;
  GArray         *points;       /* of HillFieldPoint */
  GArray         *contours;     /* of HillContour */
  gssize          lowest;       /* a grid point, or -1 */
  double          min, max;     /* of what is finite */

  GMutex          mutex;        /* guards the ground */
  HillGround      ground;
};

/* The share of the range of colours, 0 to 1, at a place in grid units. */
static inline float
hill_field_get_shade (const HillField *self,
                      float            x,
                      float            y)
{
  guint i = (guint) CLAMP (x, 0, (float) (self->n_x - 2));
  guint j = (guint) CLAMP (y, 0, (float) (self->n_y - 2));
  const float *row = self->shades + (gsize) j * self->n_x + i, *next = row + self->n_x;
  float fx = x - (float) i, fy = y - (float) j;

  return (row[0] + fx * (row[1] - row[0])) * (1 - fy) + (next[0] + fx * (next[1] - next[0])) * fy;
}

/* Height in colour; the ground of the drawing is the lowest. */
HillColor hill_field_get_color    (double      shade,
                                   gboolean    dark);

/* Finds the lines at all of @levels and appends them. */
void      hill_field_trace        (HillField  *self);

double    hill_field_get_x        (const HillField *self,
                                   double           i);
double    hill_field_get_y        (const HillField *self,
                                   double           j);
double    hill_field_get_i        (const HillField *self,
                                   double           x);
double    hill_field_get_j        (const HillField *self,
                                   double           y);

G_END_DECLS
