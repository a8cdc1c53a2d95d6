/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A mark is a pole under the curve.  What lies above twice the present loss (measured from the lowest of the way) is a cliff: its height says nothing, so it is cut
 * off there and the valley keeps the room. */

#include "hill-ruler.h"

#include "hill-curve-plot.h"

#include <glib/gi18n.h>
#include <math.h>

static double
find_floor (const double *values,
            gsize         n,
            double        now)
{
  double low = now;

  for (gsize k = 0; k < n; k++)
    if (isfinite (values[k]))
      low = MIN (low, values[k]);
  return low;
}

static void
add_mark (HillPlot   *plot,
          const char *name,
          double      rate,
          double      value,
          double      foot,
          double      ceiling)
{
  double rates[] = { rate, rate }, heights[] = { isfinite (value) ? MIN (value, ceiling) : ceiling, foot };

  hill_curve_plot_add (plot, &(HillCurve) { .name = (char *) name, .x = rates, .y = heights, .n_points = 2, .markers = TRUE });
}

HillPlot *
hill_descent_new_ruler_plot (const double *rates,
                             const double *values,
                             gsize         n_rates,
                             double        now,
                             double        rate,
                             const double  marks[3])
{
  HillPlot *plot = hill_curve_plot_new (NULL, _("learning rate"), _("loss"));
  g_autofree double *cut = g_new (double, MAX (n_rates, 1));
  g_autofree char *name = g_strdup_printf (_("rate %.4g"), rate);
  double foot = find_floor (values, n_rates, now), ceiling = now + MAX (now - foot, 0.05 * fabs (now) + 1e-9);

  for (gsize k = 0; k < n_rates; k++)
    cut[k] = isfinite (values[k]) ? MIN (values[k], ceiling) : ceiling;
  hill_curve_plot_add (plot, &(HillCurve) { .name = _("after the step"), .x = (double *) rates, .y = cut, .n_points = n_rates });
  add_mark (plot, name, rate, marks[1], foot, ceiling);
  add_mark (plot, _("rate / 10"), rate / 10, marks[0], foot, ceiling);
  add_mark (plot, _("10 × rate"), 10 * rate, marks[2], foot, ceiling);
  hill_curve_plot_set_log_x (plot, TRUE);
  hill_curve_plot_set_x_range (plot, rates[0], rates[n_rates - 1]);
  return plot;
}
