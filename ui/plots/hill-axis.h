/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* An axis: from data to a place in the drawing and back, and the round numbers that stand beside it. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HILL_AXIS_MAX_TICKS 64

/**
 * HillAxis:
 * @low, @high: of the data; low < high, and low > 0 where @log
 * @log: decimal logarithm
 * @percent: numbers are shares, written as per cent
 * @step: ticks stand at multiples of it (of twice, four times it …, where there is little room); 0 for round numbers
 * @start, @end: of the drawing; end < start where values grow upwards
 */
typedef struct
{
  double   low;
  double   high;
  gboolean log;
  gboolean percent;
  double   step;
  double   start;
  double   end;
} HillAxis;

/* Makes a range out of any two numbers: not finite, equal and reversed ones are mended. */
void   hill_axis_set_range  (HillAxis       *self,
                             double          low,
                             double          high);

double hill_axis_to_place   (const HillAxis *self,
                             double          value);
double hill_axis_to_value   (const HillAxis *self,
                             double          place);

/* Round numbers within the range, at most @wanted (but at least 2, and never more than 20) of them: 1, 2 or 5 times a power of ten, on a logarithmic axis
 * powers of ten, with 2 and 5 between them where there is room. */
guint  hill_axis_get_ticks  (const HillAxis *self,
                             guint           wanted,
                             double          ticks[HILL_AXIS_MAX_TICKS]);

/* The same for lines of equal height, which are wanted between ticks, too: on a logarithmic axis as fine as @wanted allows. */
guint  hill_axis_get_levels (const HillAxis *self,
                             guint           wanted,
                             double          levels[HILL_AXIS_MAX_TICKS]);

/* (transfer full): the number as it stands beside the axis, with no more digits than tell @step apart. */
char  *hill_axis_format     (const HillAxis *self,
                             double          value,
                             double          step);

/* (transfer full): the same for one of the ticks, told apart from its neighbours. */
char  *hill_axis_format_tick (const HillAxis *self,
                              const double   *ticks,
                              guint           n_ticks,
                              guint           index);

/* (transfer full): a number for reading: 4 significant digits. */
char  *hill_format_number   (double          value);

G_END_DECLS
