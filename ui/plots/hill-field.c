/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Heights become shares of the range of colours once; drawings then only interpolate those. */

#include "hill-field-private.h"

#include "hill-colormap.h"

#include <math.h>

#define MAX_POINTS 4096
#define WANTED_LINES 16
#define DEEPEST_LOG 1e-5          /* of the highest value: heights below it, and 0, are drawn as that */
#define STRONGEST_COLOR 0.82      /* text and paths must be read on the highest hills too */

static void
find_extremes (HillField *self)
{
  gsize n = (gsize) self->n_x * self->n_y;

  self->min = INFINITY;
  self->max = -INFINITY;
  self->lowest = -1;
  for (gsize k = 0; k < n; k++)
    {
      if (!isfinite (self->values[k]))
        continue;
      self->max = MAX (self->max, self->values[k]);
      if (self->values[k] < self->min)
        {
          self->min = self->values[k];
          self->lowest = (gssize) k;
        }
    }
}

static void
choose_range (HillField           *self,
              const HillFieldSpec *spec)
{
  double low = isfinite (spec->low) ? spec->low : self->min;
  double high = isfinite (spec->high) ? spec->high : self->max;

  self->height.log = spec->log && high > 0 && low >= 0;
  self->height.percent = spec->percent;
  if (self->height.log)
    low = MAX (low, DEEPEST_LOG * high);
  hill_axis_set_range (&self->height, low, high);
  self->height.start = 0;
  self->height.end = 1;
}

static void
find_shades (HillField *self)
{
  gsize n = (gsize) self->n_x * self->n_y;

  self->shades = g_new (float, n);
  for (gsize k = 0; k < n; k++)
    {
      double value = self->values[k];

      if (!isfinite (value) || value >= self->height.high)
        self->shades[k] = 1;
      else if (value <= self->height.low)
        self->shades[k] = 0;
      else
        self->shades[k] = (float) hill_axis_to_place (&self->height, value);
    }
}

static void
set_axis_range (double *low,
                double *high,
                double  wanted_low,
                double  wanted_high)
{
  HillAxis axis = { 0 };

  hill_axis_set_range (&axis, wanted_low, wanted_high);
  *low = axis.low;
  *high = axis.high;
}

HillField *
hill_field_new (const HillFieldSpec *spec)
{
  HillField *self;

  g_return_val_if_fail (spec != NULL && spec->values != NULL, NULL);
  g_return_val_if_fail (spec->n_x >= 2 && spec->n_y >= 2 && spec->n_x <= MAX_POINTS && spec->n_y <= MAX_POINTS, NULL);

  self = g_new0 (HillField, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->n_x = spec->n_x;
  self->n_y = spec->n_y;
  set_axis_range (&self->x_low, &self->x_high, spec->x_low, spec->x_high);
  set_axis_range (&self->y_low, &self->y_high, spec->y_low, spec->y_high);
  self->values = g_memdup2 (spec->values, (gsize) spec->n_x * spec->n_y * sizeof *spec->values);
  self->x_label = g_strdup (spec->x_label);
  self->y_label = g_strdup (spec->y_label);
  self->value_label = g_strdup (spec->value_label);
  self->equal = spec->equal;
  find_extremes (self);
  choose_range (self, spec);
  find_shades (self);
  self->n_ticks = hill_axis_get_levels (&self->height, WANTED_LINES, self->ticks);
  self->points = g_array_new (FALSE, FALSE, sizeof (HillFieldPoint));
  self->contours = g_array_new (FALSE, FALSE, sizeof (HillContour));
  hill_field_trace (self);
  return self;
}

HillField *
hill_field_ref (HillField *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hill_field_unref (HillField *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->ground.surface, cairo_surface_destroy);
  g_free ((char *) self->ground.style.font);
  g_mutex_clear (&self->mutex);
  g_array_unref (self->points);
  g_array_unref (self->contours);
  g_free (self->values);
  g_free (self->shades);
  g_free (self->x_label);
  g_free (self->y_label);
  g_free (self->value_label);
  g_free (self);
}

double
hill_field_get_x (const HillField *self,
                  double           i)
{
  return self->x_low + i * (self->x_high - self->x_low) / (self->n_x - 1);
}

double
hill_field_get_y (const HillField *self,
                  double           j)
{
  return self->y_low + j * (self->y_high - self->y_low) / (self->n_y - 1);
}

double
hill_field_get_i (const HillField *self,
                  double           x)
{
  return (x - self->x_low) / (self->x_high - self->x_low) * (self->n_x - 1);
}

double
hill_field_get_j (const HillField *self,
                  double           y)
{
  return (y - self->y_low) / (self->y_high - self->y_low) * (self->n_y - 1);
}

double
hill_field_get (const HillField *self,
                double           x,
                double           y)
{
  double i = hill_field_get_i (self, x), j = hill_field_get_j (self, y);
  const double *row;
  double fx, fy;
  gsize k;

  if (!(i >= -1e-9 && j >= -1e-9 && i <= self->n_x - 1 + 1e-9 && j <= self->n_y - 1 + 1e-9))
    return NAN;
  i = CLAMP (i, 0, self->n_x - 1);
  j = CLAMP (j, 0, self->n_y - 1);
  k = (gsize) MIN (j, self->n_y - 2) * self->n_x + (gsize) MIN (i, self->n_x - 2);
  row = self->values + k;
  fx = i - (double) (k % self->n_x);
  fy = j - (double) (k / self->n_x);
  /* A corner that does not count must not make it NaN. */
  if (fx == 0 && fy == 0)
    return row[0];
  return (row[0] * (1 - fx) + row[1] * fx) * (1 - fy) + (row[self->n_x] * (1 - fx) + row[self->n_x + 1] * fx) * fy;
}

void
hill_field_get_range (const HillField *self,
                      double          *low,
                      double          *high)
{
  *low = self->height.low;
  *high = self->height.high;
}

gboolean
hill_field_find_low (const HillField *self,
                     double          *x,
                     double          *y,
                     double          *value)
{
  if (self->lowest < 0)
    return FALSE;
  *x = hill_field_get_x (self, (double) (self->lowest % self->n_x));
  *y = hill_field_get_y (self, (double) (self->lowest / self->n_x));
  *value = self->min;
  return TRUE;
}

HillColor
hill_field_get_color (double   shade,
                      gboolean dark)
{
  return hill_colormap_sequential (STRONGEST_COLOR * shade, dark);
}
