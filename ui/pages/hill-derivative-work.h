/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the derivative view shows, computed by the worker: the loss along a line, and at one place of it the difference quotients
 * for every h that can be chosen, in float and in double. */

#pragma once

#include "hill-derivative-plot.h"
#include "hill-line.h"
#include "hill-problem.h"

G_BEGIN_DECLS

#define HILL_N_STEP_SIZES 49            /* from 1 to 1e-12, four in each power of ten */

double hill_step_size_get (guint index);

typedef enum
{
  HILL_PRECISION_DOUBLE,
  HILL_PRECISION_FLOAT,
  HILL_N_PRECISIONS
} HillPrecision;

/**
 * HillQuotients:
 * @at: the place t on the line
 * @slope: dL/dt there, analytic
 * @value: L (t), as each precision computes it
 * @ahead, @behind: L (t + h) and L (t - h) of every step size
 */
typedef struct
{
  double at;
  double slope;
  double value[HILL_N_PRECISIONS];
  double ahead[HILL_N_PRECISIONS][HILL_N_STEP_SIZES];
  double behind[HILL_N_PRECISIONS][HILL_N_STEP_SIZES];
} HillQuotients;

/* FALSE when cancelled; nothing is of use then. */
gboolean  hill_quotients_compute        (const HillLine       *line,
                                         double                at,
                                         const HillProgress   *progress,
                                         HillQuotients        *quotients,
                                         GError              **error);
double    hill_quotients_get            (const HillQuotients  *self,
                                         guint                 step,
                                         HillPrecision         precision,
                                         gboolean              centered);

/* |quotient - slope| / max (|slope|, 1e-8) */
double    hill_quotients_get_error      (const HillQuotients  *self,
                                         guint                 step,
                                         HillPrecision         precision,
                                         gboolean              centered);

/* The U: error against h for both precisions and both quotients. @step is marked. */
HillPlot *hill_quotients_new_error_plot (const HillQuotients  *self,
                                         guint                 step);

/* Where the curve is drawn from -range to range: far enough that it is seen to bend, 2 to 64. */
double    hill_line_find_range          (const HillLine       *line);

#define HILL_N_CURVE_POINTS 161

/**
 * HillCurvePiece:
 * @from, @to: ends
 * @x, @y: in between; @y less @base
 *
 * A piece of the loss along a line.
 */
typedef struct
{
  double from;
  double to;
  double base;
  double x[HILL_N_CURVE_POINTS];
  double y[HILL_N_CURVE_POINTS];
} HillCurvePiece;

/* @base is subtracted from the values before they are rounded any further, for pieces that are smaller than what double tells apart
 * in a plot.  FALSE when cancelled. */
gboolean  hill_curve_piece_compute      (const HillLine       *line,
                                         double                from,
                                         double                to,
                                         HillPrecision         precision,
                                         double                base,
                                         const HillProgress   *progress,
                                         HillCurvePiece       *piece,
                                         GError              **error);

G_END_DECLS
