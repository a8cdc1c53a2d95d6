/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the derivative view asks the worker, and what it is answered. */

#pragma once

#include "hill-derivative-work.h"

G_BEGIN_DECLS

/* Steps of h to each side of the point that a zoom shows. */
#define HILL_DERIVATIVE_ZOOM 3.0

typedef enum
{
  HILL_ALONG_WEIGHT,            /* one weight */
  HILL_ALONG_GRADIENT,          /* down the gradient, in steps of length 1 */
  HILL_ALONG_RANDOM,            /* a random direction of length 1 */
} HillAlong;

/**
 * HillDerivativeWish:
 * @problem: (owned): what is asked about
 * @line: (nullable) (owned): the line; %NULL for one to be found, along @along
 * @weight: index of the weight of %HILL_ALONG_WEIGHT; %G_MAXSIZE for the one with the steepest slope
 * @at: the point on the line
 * @zoom_h: the step that a zoom is to show; NaN for none
 * @precision: of the zoom
 */
typedef struct
{
  HillProblem   *problem;
  HillLine      *line;
  HillAlong      along;
  gsize          weight;
  double         at;
  double         zoom_h;
  HillPrecision  precision;
} HillDerivativeWish;

/**
 * HillDerivativeAnswer:
 * @line: (owned): the line
 * @weight: the weight, where the line runs along one
 * @has_curve: the line is a new one; @range and @curve are set
 * @range: the curve runs from -range to range
 * @zoom: about the point, less its loss; from == to for none
 * @quotients: at the point
 */
typedef struct
{
  HillLine       *line;
  gsize           weight;
  gboolean        has_curve;
  double          range;
  HillCurvePiece  curve;
  HillCurvePiece  zoom;
  HillQuotients   quotients;
} HillDerivativeAnswer;

void                  hill_derivative_wish_free   (gpointer                   wish);
void                  hill_derivative_answer_free (gpointer                   answer);

/* On the worker.  (nullable): NULL when cancelled. */
HillDerivativeAnswer *hill_derivative_answer_new  (const HillDerivativeWish  *wish,
                                                   const HillProgress        *progress,
                                                   GError                   **error);

/* (transfer full): the loss along the line with the secant of @step and the tangent; @zoom: (nullable): that piece instead of the curve */
HillPlot             *hill_derivative_new_curve_plot (HillAlong             along,
                                                      const HillCurvePiece *curve,
                                                      const HillCurvePiece *zoom,
                                                      const HillQuotients  *q,
                                                      guint                 step,
                                                      HillPrecision         precision,
                                                      gboolean              centered);

G_END_DECLS
