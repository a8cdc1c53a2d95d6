/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Gradient: the derivative as a limit, directions, the numerical gradient, and the check of the analytic one. */

#include "hill-figures.h"

#include "hill-check-work.h"
#include "hill-derivative-answer.h"
#include "hill-direction-work.h"
#include "hill-numeric-work.h"
#include "hill-values.h"
#include "hill-weight-map.h"

#include <glib/gi18n.h>
#include <math.h>

/* The choice of a drop-down of the page that no setting has a name for. */
static guint
get_choice (HillFigureSource *source,
            const char       *control,
            guint             n,
            guint             otherwise)
{
  guint64 choice;

  return hill_figure_source_get_count (source, control, 0, n - 1, otherwise, &choice, NULL) ? (guint) choice : otherwise;
}

/* Of the step shown, as trained, unless the window or a setting say otherwise. */
static HillProblem *
new_problem (HillFigureSource  *source,
             GError           **error)
{
  static const char * const losses[] = { "as-trained", "softmax", "hinge", NULL };
  static const char * const penalties[] = { "as-trained", "none", "l1", "l2", "elastic", NULL };
  HillProblemOptions options = { 0 };
  guint loss, penalty;
  guint64 n_rows = hill_problem_choose_max_rows (get_choice (source, "examples-choice", HILL_N_ROW_CHOICES, 1));

  if (!hill_figure_source_get_choice (source, "loss", losses, 0, &loss, error)
      || !hill_figure_source_get_choice (source, "regularizer", penalties, 0, &penalty, error)
      || !hill_figure_source_get_count (source, "examples", 0, G_MAXUINT32, n_rows, &n_rows, error))
    return NULL;
  options.max_rows = (gsize) n_rows;
  options.loss = hill_problem_choose_loss (loss);
  options.regularizer = hill_problem_choose_regularizer (penalty);
  return hill_problem_new (hill_figure_source_get_snapshot (source), &options);
}

/* ---- derivative */

typedef struct
{
  HillAlong     along;
  guint         step;
  HillPrecision precision;
  gboolean      centered;
  gboolean      zoom;
} DerivativeLook;

/* The step size that is nearest in its power of ten. */
static guint
find_step (double h)
{
  guint nearest = 0;

  for (guint i = 1; i < HILL_N_STEP_SIZES; i++)
    if (fabs (log (hill_step_size_get (i) / h)) < fabs (log (hill_step_size_get (nearest) / h)))
      nearest = i;
  return nearest;
}

static gboolean
get_derivative_look (HillFigureSource  *source,
                     DerivativeLook    *look,
                     GError           **error)
{
  static const char * const ways[] = { "weight", "gradient", "random", NULL };
  static const char * const precisions[] = { "double", "float", NULL };
  guint along, precision;
  guint64 step;
  gboolean is_float;
  double h;

  if (!hill_figure_source_get_flag (source, "derivative.float-button", FALSE, &is_float, error)
      || !hill_figure_source_get_count (source, "derivative.step-scale", 0, HILL_N_STEP_SIZES - 1, find_step (1), &step, error)
      || !hill_figure_source_get_choice (source, "along", ways, HILL_ALONG_WEIGHT, &along, error)
      || !hill_figure_source_get_choice (source, "precision", precisions, is_float ? HILL_PRECISION_FLOAT : HILL_PRECISION_DOUBLE, &precision, error)
      || !hill_figure_source_get_number (source, "h", 1e-12, 1, hill_step_size_get ((guint) step), &h, error)
      || !hill_figure_source_get_flag (source, "centered", FALSE, &look->centered, error)
      || !hill_figure_source_get_flag (source, "zoom", FALSE, &look->zoom, error))
    return FALSE;
  look->along = (HillAlong) along;
  look->precision = (HillPrecision) precision;
  look->step = find_step (h);
  return TRUE;
}

/* The weight that is set, or that the window shows; G_MAXSIZE: the steepest. */
static gboolean
get_weight (HillFigureSource   *source,
            const HillProblem  *problem,
            gsize              *weight,
            GError            **error)
{
  g_autoptr(GHashTable) view = hill_figure_source_dup_part (source, "gradient.derivative.");
  gsize n_columns = problem->n_features + 1;
  double row = hill_values_get_number (view, "class-choice", 0, (double) (problem->n_weights / n_columns) - 1, 0);
  double column = hill_values_get_number (view, "feature-choice", 0, (double) problem->n_features, -1);
  guint64 number;

  if (!hill_figure_source_get_count (source, "weight", 0, problem->n_weights - 1, 0, &number, error))
    return FALSE;
  if (hill_figure_source_get_text (source, "weight") != NULL)
    *weight = (gsize) number;
  else
    *weight = column >= 0 ? (gsize) row * n_columns + (gsize) column : G_MAXSIZE;
  return TRUE;
}

static HillDerivativeAnswer *
new_derivative_answer (HillFigureSource  *source,
                       DerivativeLook    *look,
                       GError           **error)
{
  g_autoptr(HillProblem) problem = new_problem (source, error);
  HillDerivativeWish wish = { .problem = problem, .weight = G_MAXSIZE, .zoom_h = NAN };

  if (problem == NULL || !get_derivative_look (source, look, error)
      || !hill_figure_source_get_number (source, "at", -1e6, 1e6, 0, &wish.at, error)
      || !get_weight (source, problem, &wish.weight, error))
    return NULL;
  wish.along = look->along;
  wish.precision = look->precision;
  wish.zoom_h = look->zoom ? hill_step_size_get (look->step) : NAN;
  return hill_derivative_answer_new (&wish, hill_figure_source_get_progress (source), error);
}

static HillPlot *
new_derivative (HillFigureSource  *source,
                GError           **error)
{
  DerivativeLook look;
  HillDerivativeAnswer *answer = new_derivative_answer (source, &look, error);
  HillPlot *plot;

  if (answer == NULL)
    return NULL;
  plot = hill_derivative_new_curve_plot (look.along, &answer->curve, look.zoom ? &answer->zoom : NULL, &answer->quotients, look.step,
                                         look.precision, look.centered);
  hill_derivative_answer_free (answer);
  return plot;
}

static HillPlot *
new_derivative_error (HillFigureSource  *source,
                      GError           **error)
{
  DerivativeLook look;
  HillDerivativeAnswer *answer = new_derivative_answer (source, &look, error);
  HillPlot *plot;

  if (answer == NULL)
    return NULL;
  plot = hill_quotients_new_error_plot (&answer->quotients, look.step);
  hill_derivative_answer_free (answer);
  return plot;
}

/* ---- directions */

static HillDirections *
new_directions (HillFigureSource  *source,
                int               *turn,
                double            *length,
                GError           **error)
{
  g_autoptr(HillProblem) problem = new_problem (source, error);
  HillDirections *directions;
  double angle;

  if (problem == NULL || !hill_figure_source_get_number (source, "angle", 0, 360, 120, &angle, error)
      || !hill_figure_source_get_number (source, "length", 0.1, 0.9, 0.5, length, error))
    return NULL;
  directions = hill_directions_new (problem, hill_figure_source_get_progress (source), error);
  *turn = (int) lround (angle / HILL_TURN);
  if (directions != NULL)
    *length *= directions->reach;
  return directions;
}

static HillPlot *
new_direction_map (HillFigureSource  *source,
                   GError           **error)
{
  int turn;
  double length;
  g_autoptr(HillDirections) directions = new_directions (source, &turn, &length, error);

  return directions != NULL ? hill_directions_new_map (directions, turn, length) : NULL;
}

static HillPlot *
new_direction_slopes (HillFigureSource  *source,
                      GError           **error)
{
  int turn;
  double length;
  g_autoptr(HillDirections) directions = new_directions (source, &turn, &length, error);

  return directions != NULL ? hill_directions_new_slope_plot (directions, turn, length) : NULL;
}

/* ---- numerical gradient */

/* Both gradients are on the scale of the analytic one. */
static HillPlot *
new_gradient_map (HillFigureSource  *source,
                  gboolean           numeric,
                  GError           **error)
{
  g_autoptr(HillProblem) problem = new_problem (source, error);
  g_autoptr(HillNumericGradient) gradient = NULL;
  g_autoptr(HillPlot) analytic = NULL;
  g_autofree double *values = NULL;
  double h = hill_numeric_gradient_choose_h (get_choice (source, "numeric.step-choice", HILL_N_NUMERIC_STEPS, 2));

  if (problem == NULL || !hill_figure_source_get_number (source, "h", 1e-12, 1, h, &h, error))
    return NULL;
  gradient = hill_numeric_gradient_new (problem, h, hill_figure_source_get_progress (source), error);
  if (gradient == NULL)
    return NULL;
  analytic = hill_problem_new_map (problem, gradient->analytic, 0, -1);
  if (!numeric)
    return g_steal_pointer (&analytic);
  values = g_new (double, problem->n_weights);
  for (gsize i = 0; i < problem->n_weights; i++)
    values[i] = hill_numeric_gradient_get (gradient, i);
  return hill_problem_new_map (problem, values, hill_weight_map_get_limit (analytic), -1);
}

static HillPlot *
new_numeric_gradient (HillFigureSource  *source,
                      GError           **error)
{
  return new_gradient_map (source, TRUE, error);
}

static HillPlot *
new_analytic_gradient (HillFigureSource  *source,
                       GError           **error)
{
  return new_gradient_map (source, FALSE, error);
}

/* ---- check */

static gboolean
get_check_options (HillFigureSource  *source,
                   HillCheckOptions  *options,
                   HillCheckPart     *part,
                   GError           **error)
{
  static const char * const parts[] = { "whole", "data", "penalty", NULL };
  static const char * const bugs[] = { "none", "factor-2", "no-penalty", "sign", "not-averaged", "no-true-class", NULL };
  static const char * const differences[] = { "central", "forward", NULL };
  guint which, bug, difference;

  *options = HILL_CHECK_OPTIONS_DEFAULT;
  options->h = hill_check_choose_h (get_choice (source, "check.step-choice", HILL_N_CHECK_STEPS, 2));
  if (!hill_figure_source_get_choice (source, "part", parts, HILL_CHECK_WHOLE, &which, error)
      || !hill_figure_source_get_choice (source, "bug", bugs, 0, &bug, error)
      || !hill_figure_source_get_choice (source, "difference", differences, HILL_DIFFERENCE_CENTRAL, &difference, error)
      || !hill_figure_source_get_number (source, "h", 1e-12, 1, options->h, &options->h, error))
    return FALSE;
  *part = (HillCheckPart) which;
  options->bugs = bug > 0 ? hill_bug_get (bug - 1) : HILL_BUG_NONE;
  options->difference = (HillDifference) difference;
  return TRUE;
}

static HillGradientCheck *
new_check (HillFigureSource  *source,
           HillProblem       *problem,
           HillCheckPart     *part,
           GError           **error)
{
  HillCheckOptions options;
  guint64 n_weights = hill_check_extent_get_n_weights ((HillCheckExtent) get_choice (source, "check.which-choice", HILL_N_CHECK_EXTENTS,
                                                                                      HILL_CHECK_ALL));

  if (!get_check_options (source, &options, part, error)
      || !hill_figure_source_get_count (source, "weights", 0, problem->n_weights, MIN (n_weights, problem->n_weights), &n_weights, error))
    return NULL;
  return hill_problem_check (problem, (gsize) n_weights, &options, hill_figure_source_get_progress (source), error);
}

static HillPlot *
new_check_plot (HillFigureSource  *source,
                gboolean           histogram,
                GError           **error)
{
  g_autoptr(HillProblem) problem = new_problem (source, error);
  HillCheckPart part;
  HillGradientCheck *check = problem != NULL ? new_check (source, problem, &part, error) : NULL;
  HillPlot *plot;

  if (check == NULL)
    return NULL;
  plot = histogram ? hill_check_new_histogram (check, part) : hill_check_new_map (check, problem, part);
  hill_gradient_check_unref (check);
  return plot;
}

static HillPlot *
new_check_histogram (HillFigureSource  *source,
                     GError           **error)
{
  return new_check_plot (source, TRUE, error);
}

static HillPlot *
new_check_map (HillFigureSource  *source,
               GError           **error)
{
  return new_check_plot (source, FALSE, error);
}

#define PROBLEM { "loss", "as-trained|softmax|hinge" }, { "regularizer", "as-trained|none|l1|l2|elastic" }, { "examples", "NUMBER" }
#define CHECK PROBLEM, { "weights", "NUMBER" }, { "part", "whole|data|penalty" }, \
  { "bug", "none|factor-2|no-penalty|sign|not-averaged|no-true-class" }, { "difference", "central|forward" }, { "h", "NUMBER" }

const HillFigure hill_figures_gradient[] = {
  { "derivative", "gradient", N_("The derivative as a limit: the loss along a line, a secant and the tangent."), HILL_FIGURE_NEEDS_RUN,
    { PROBLEM, { "along", "weight|gradient|random" }, { "weight", "NUMBER" }, { "h", "NUMBER" }, { "at", "NUMBER" }, { "centered", "no|yes" },
      { "zoom", "no|yes" } }, new_derivative },
  { "derivative-error", "gradient", N_("By how much the difference quotient misses the slope, for each step size."), HILL_FIGURE_NEEDS_RUN,
    { PROBLEM, { "along", "weight|gradient|random" }, { "weight", "NUMBER" }, { "h", "NUMBER" }, { "at", "NUMBER" } }, new_derivative_error },
  { "direction", "gradient", N_("The directional derivative: the loss about the weights, the gradient and a direction."), HILL_FIGURE_NEEDS_RUN,
    { PROBLEM, { "angle", "NUMBER" }, { "length", "NUMBER" } }, new_direction_map },
  { "direction-slopes", "gradient", N_("The slope in each direction: length times length times cosine."), HILL_FIGURE_NEEDS_RUN,
    { PROBLEM, { "angle", "NUMBER" }, { "length", "NUMBER" } }, new_direction_slopes },
  { "numeric-gradient", "gradient", N_("The numerical gradient, weight by weight."), HILL_FIGURE_NEEDS_RUN, { PROBLEM, { "h", "NUMBER" } },
    new_numeric_gradient },
  { "analytic-gradient", "gradient", N_("The analytic gradient, weight by weight."), HILL_FIGURE_NEEDS_RUN, { PROBLEM, { "h", "NUMBER" } },
    new_analytic_gradient },
  { "check-histogram", "gradient", N_("Gradient check: how many weights are off by how much."), HILL_FIGURE_NEEDS_RUN, { CHECK }, new_check_histogram },
  { "check-map", "gradient", N_("Gradient check: which weights are off."), HILL_FIGURE_NEEDS_RUN, { CHECK }, new_check_map },
  { NULL }
};
