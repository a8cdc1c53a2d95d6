/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The numerical gradient as the lecture's table (S34): a row for each weight, with W, W + h, both losses and their quotient, beside the
 * analytic gradient. */

#pragma once

#include "hill-plot.h"
#include "hill-problem.h"

G_BEGIN_DECLS

/**
 * HillNumericGradient:
 * @problem: (owned): whose gradient
 * @h: step
 * @loss: L (W)
 * @change: C x (D + 1): L (W + h) - L (W), for h added to each weight alone
 * @analytic: C x (D + 1)
 * @seconds: that the changes of all weights took
 *
 * Read only.
 */
typedef struct
{
  HillProblem *problem;
  double       h;
  double       loss;
  double      *change;
  double      *analytic;
  double       seconds;
} HillNumericGradient;

/* The step that a choice of the view stands for, from 0.  Beyond the last: the last. */
#define HILL_N_NUMERIC_STEPS 5

double               hill_numeric_gradient_choose_h     (guint                       choice);

/* On the worker.  (nullable): NULL when cancelled. */
HillNumericGradient *hill_numeric_gradient_new          (HillProblem                *problem,
                                                         double                      h,
                                                         const HillProgress         *progress,
                                                         GError                    **error);
void                 hill_numeric_gradient_free         (HillNumericGradient        *self);

/* (L (W + h) - L (W)) / h */
double               hill_numeric_gradient_get          (const HillNumericGradient  *self,
                                                         gsize                       index);

/* The largest |numerical - analytic|. */
double               hill_numeric_gradient_get_largest_difference (const HillNumericGradient *self);

/* The weights one by one, so that pictures fill in line by line: which one comes @place-th, and which place one has. */
gsize                hill_problem_get_weight_at         (const HillProblem          *problem,
                                                         gsize                       place);
gsize                hill_problem_get_place_of          (const HillProblem          *problem,
                                                         gsize                       weight);

/* (transfer full): a number for each weight as pictures: @limit, @current: as HillWeightMap has them. */
HillPlot            *hill_problem_new_map               (const HillProblem          *self,
                                                         const double               *values,
                                                         double                      limit,
                                                         gssize                      current);

#define HILL_N_ROW_TEXTS 7

/* The cells of a row: weight, W, W + h, L (W), L (W + h), quotient, analytic.  Clear with hill_row_texts_clear(). */
typedef struct
{
  char *cells[HILL_N_ROW_TEXTS];
} HillRowTexts;

/* @known: or else question marks stand for what is to come. */
void                 hill_numeric_gradient_format_row   (const HillNumericGradient  *self,
                                                         gsize                       index,
                                                         gboolean                    known,
                                                         HillRowTexts               *texts);

/* The slide's own table: row 0 to HILL_N_SLIDE_ROWS - 1, of which the first is worked out. */
#define HILL_N_SLIDE_ROWS 5

void                 hill_slide_format_row              (guint                       row,
                                                         gboolean                    known,
                                                         HillRowTexts               *texts);
void                 hill_row_texts_clear               (HillRowTexts               *texts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillNumericGradient, hill_numeric_gradient_free)

G_END_DECLS
