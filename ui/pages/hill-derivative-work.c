/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Nothing here knows of widgets: all of it may run on the worker. */

#include "hill-derivative-work.h"

#include "hill-curve-plot.h"

#include <glib/gi18n.h>
#include <math.h>

#define STEPS_PER_DECADE 4
#define SMALLEST_SLOPE 1e-8
#define SMALLEST_ERROR 1e-16            /* what is drawn for an error of 0 */
#define SHORTEST_RANGE 2.0
#define LONGEST_RANGE 64.0

double
hill_step_size_get (guint index)
{
  g_return_val_if_fail (index < HILL_N_STEP_SIZES, 1);

  return pow (10, -(double) index / STEPS_PER_DECADE);
}

static double
get_loss (const HillLine *line,
          double          t,
          HillPrecision   precision)
{
  return precision == HILL_PRECISION_FLOAT ? hill_line_get_loss_float (line, (float) t) : hill_line_get_loss (line, t);
}

gboolean
hill_quotients_compute (const HillLine      *line,
                        double               at,
                        const HillProgress  *progress,
                        HillQuotients       *quotients,
                        GError             **error)
{
  HillLinePoint point;

  hill_line_evaluate (line, at, &point);
  quotients->at = at;
  quotients->slope = point.slope;
  for (guint p = 0; p < HILL_N_PRECISIONS; p++)
    {
      quotients->value[p] = get_loss (line, at, p);
      for (guint i = 0; i < HILL_N_STEP_SIZES; i++)
        {
          if (!hill_progress_report (progress, (double) (p * HILL_N_STEP_SIZES + i) / (HILL_N_PRECISIONS * HILL_N_STEP_SIZES), error))
            return FALSE;
          quotients->ahead[p][i] = get_loss (line, at + hill_step_size_get (i), p);
          quotients->behind[p][i] = get_loss (line, at - hill_step_size_get (i), p);
        }
    }
  return TRUE;
}

double
hill_quotients_get (const HillQuotients *self,
                    guint                step,
                    HillPrecision        precision,
                    gboolean             centered)
{
  double h;

  g_return_val_if_fail (self != NULL && step < HILL_N_STEP_SIZES, NAN);

  h = hill_step_size_get (step);
  return centered ? (self->ahead[precision][step] - self->behind[precision][step]) / (2 * h)
                  : (self->ahead[precision][step] - self->value[precision]) / h;
}

double
hill_quotients_get_error (const HillQuotients *self,
                          guint                step,
                          HillPrecision        precision,
                          gboolean             centered)
{
  double quotient = hill_quotients_get (self, step, precision, centered);

  return fabs (quotient - self->slope) / MAX (fabs (self->slope), SMALLEST_SLOPE);
}

static void
add_error_curve (HillPlot            *plot,
                 const HillQuotients *self,
                 const char          *name,
                 HillPrecision        precision,
                 gboolean             centered)
{
  double x[HILL_N_STEP_SIZES], y[HILL_N_STEP_SIZES];

  for (guint i = 0; i < HILL_N_STEP_SIZES; i++)
    {
      guint step = HILL_N_STEP_SIZES - 1 - i;

      x[i] = hill_step_size_get (step);
      y[i] = MAX (hill_quotients_get_error (self, step, precision, centered), SMALLEST_ERROR);
    }
  hill_curve_plot_add (plot, &(HillCurve) { .name = (char *) name, .x = x, .y = y, .n_points = HILL_N_STEP_SIZES });
}

HillPlot *
hill_quotients_new_error_plot (const HillQuotients *self,
                               guint                step)
{
  HillPlot *plot;

  g_return_val_if_fail (self != NULL && step < HILL_N_STEP_SIZES, NULL);

  plot = hill_curve_plot_new (NULL, "h", _("relative error"));
  hill_curve_plot_set_log_x (plot, TRUE);
  hill_curve_plot_set_log_y (plot, TRUE);
  add_error_curve (plot, self, _("forward, double"), HILL_PRECISION_DOUBLE, FALSE);
  add_error_curve (plot, self, _("centred, double"), HILL_PRECISION_DOUBLE, TRUE);
  add_error_curve (plot, self, _("forward, float"), HILL_PRECISION_FLOAT, FALSE);
  add_error_curve (plot, self, _("centred, float"), HILL_PRECISION_FLOAT, TRUE);
  hill_curve_plot_set_cursor (plot, hill_step_size_get (step));
  return plot;
}

double
hill_line_find_range (const HillLine *line)
{
  double range = SHORTEST_RANGE, middle;

  g_return_val_if_fail (line != NULL, SHORTEST_RANGE);

  middle = hill_line_get_loss (line, 0);
  for (; range < LONGEST_RANGE; range *= 2)
    {
      double left = hill_line_get_loss (line, -range), right = hill_line_get_loss (line, range);

      /* The two ends and the middle tell a bend; a line that is nearly flat is followed further. */
      if (!isfinite (left + right) || fabs (left + right - 2 * middle) > 0.1 * fabs (middle) + 1e-6)
        break;
    }
  return range;
}

gboolean
hill_curve_piece_compute (const HillLine      *line,
                          double               from,
                          double               to,
                          HillPrecision        precision,
                          double               base,
                          const HillProgress  *progress,
                          HillCurvePiece      *piece,
                          GError             **error)
{
  g_return_val_if_fail (line != NULL && piece != NULL, FALSE);

  piece->from = from;
  piece->to = to;
  piece->base = base;
  for (guint i = 0; i < HILL_N_CURVE_POINTS; i++)
    {
      if (!hill_progress_report (progress, (double) i / HILL_N_CURVE_POINTS, error))
        return FALSE;
      piece->x[i] = from + (to - from) * i / (HILL_N_CURVE_POINTS - 1);
      piece->y[i] = get_loss (line, piece->x[i], precision) - base;
    }
  return TRUE;
}
