/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the gradient page thinks without its widgets: quotients, directions, the table, the words of a check, the lines of a derivation. */

#include "hill-check-work.h"
#include "hill-derivation.h"
#include "hill-derivative-answer.h"
#include "hill-direction-work.h"
#include "hill-fine-number.h"
#include "hill-formula.h"
#include "hill-numeric-work.h"

#include "hill-load.h"

#include <math.h>
#include <string.h>

static HillProblem *
new_problem (const char      *spec,
             HillLossType     type,
             HillRegularizer  regularizer,
             gsize            max_rows)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HillDataset) dataset = hill_dataset_load (spec, NULL, &error);
  g_autoptr(HillPartition) partition = NULL;
  g_autoptr(HillDesign) design = NULL;
  HillSnapshot snapshot = { .step = 7 };
  HillProblem *problem;

  g_assert_no_error (error);
  partition = hill_partition_new (dataset, 0, 1);
  design = hill_design_new (dataset, partition, "pixels", HILL_SCALE_CENTER, 0, NULL, &error);
  g_assert_no_error (error);
  hill_experiment_init (&snapshot.experiment);
  snapshot.design = design;
  problem = hill_problem_new (&snapshot, &(HillProblemOptions) { max_rows, (int) type, (int) regularizer, TRUE });
  g_assert_cmpuint (problem->sample->n_rows, ==, max_rows);
  return problem;
}

static HillProblem *
new_spiral (HillLossType    type,
            HillRegularizer regularizer)
{
  return new_problem ("points:spiral", type, regularizer, 100);
}

static void
test_numbers (void)
{
  static const struct { double value, difference; const char *text; } cases[] = {
    { 1.2369, 0.0013, "1.2369" }, { 1.25, 0, "1.250000000000000" }, { -2.30258509, 3e-8, "−2.302585090" }, { 5, 100, "5.0000" }, { NAN, 1, "–" },
  };
  g_autofree char *half = hill_format_ratio (0.5);
  g_autofree char *many = hill_format_ratio (-256.0);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hill_format_apart (cases[i].value, cases[i].difference);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
  g_assert_cmpstr (half, ==, "0.500");
  g_assert_cmpstr (many, ==, "−256.000");
}

static void
test_problem (void)
{
  g_autoptr(HillProblem) spiral = new_spiral (HILL_LOSS_HINGE, HILL_REGULARIZER_L1);
  g_autoptr(HillProblem) scenes = new_problem ("scenes", HILL_LOSS_SOFTMAX, HILL_REGULARIZER_NONE, 20);
  g_autofree char *feature = hill_problem_name_weight (spiral, 1);
  g_autofree char *bias = hill_problem_name_weight (spiral, 2);
  g_autofree char *pixel = hill_problem_name_weight (scenes, (gsize) scenes->width * scenes->height + 1);
  g_autofree char *words = hill_problem_describe (spiral);

  g_assert_nonnull (strstr (feature, "feature 2"));
  g_assert_nonnull (strstr (bias, "bias"));
  g_assert_nonnull (strstr (pixel, "pixel (1, 0), green"));
  g_assert_nonnull (strstr (words, "Hinge + 0.0001 Σ |w|"));
  g_assert_nonnull (strstr (words, "100 examples"));
  g_assert_true (hill_problem_has_same_shape (spiral, spiral));
  g_assert_false (hill_problem_has_same_shape (spiral, scenes));
  g_assert_false (hill_problem_has_same_shape (NULL, scenes));
}

/* The U: the error falls with h, as h for the forward and as h^2 for the centred quotient, until rounding makes it rise, earlier in float. */
static void
test_quotients (void)
{
  g_autoptr(HillProblem) problem = new_spiral (HILL_LOSS_SOFTMAX, HILL_REGULARIZER_L2);
  g_autoptr(HillLine) line = hill_line_new_for_weight (problem->sample, &problem->loss, problem->weights, 0, 0, NULL, NULL);
  g_autoptr(HillPlot) plot = NULL;
  HillQuotients q;
  HillCurvePiece piece;

  g_assert_cmpfloat_with_epsilon (hill_step_size_get (0), 1, 1e-15);
  g_assert_cmpfloat_with_epsilon (hill_step_size_get (HILL_N_STEP_SIZES - 1), 1e-12, 1e-24);
  g_assert_true (hill_quotients_compute (line, 0.3, NULL, &q, NULL));
  g_assert_cmpfloat (hill_quotients_get_error (&q, 12, HILL_PRECISION_DOUBLE, FALSE), <, hill_quotients_get_error (&q, 4, HILL_PRECISION_DOUBLE, FALSE) / 50);
  g_assert_cmpfloat (hill_quotients_get_error (&q, 12, HILL_PRECISION_DOUBLE, TRUE), <, hill_quotients_get_error (&q, 4, HILL_PRECISION_DOUBLE, TRUE) / 5000);
  g_assert_cmpfloat (hill_quotients_get_error (&q, 16, HILL_PRECISION_DOUBLE, TRUE), <, 1e-7);
  g_assert_cmpfloat (hill_quotients_get_error (&q, HILL_N_STEP_SIZES - 1, HILL_PRECISION_DOUBLE, TRUE), >, 1e-6);
  g_assert_cmpfloat (hill_quotients_get_error (&q, HILL_N_STEP_SIZES - 1, HILL_PRECISION_FLOAT, TRUE), >, 0.5);
  plot = hill_quotients_new_error_plot (&q, 12);
  g_assert_nonnull (plot);
  g_assert_true (hill_curve_piece_compute (line, -1, 1, HILL_PRECISION_DOUBLE, q.value[HILL_PRECISION_DOUBLE], NULL, &piece, NULL));
  g_assert_cmpfloat_with_epsilon (piece.x[HILL_N_CURVE_POINTS / 2], 0, 1e-15);
  g_assert_cmpfloat_with_epsilon (piece.y[0] + piece.base, hill_line_get_loss (line, -1), 1e-12);
  g_assert_cmpfloat (hill_line_find_range (line), >=, 2);
}

/* The steepest weight is found, a line is taken up again, and down the gradient it goes down. */
static void
test_answer (void)
{
  g_autoptr(HillProblem) problem = new_spiral (HILL_LOSS_SOFTMAX, HILL_REGULARIZER_L2);
  HillDerivativeWish wish = { problem, NULL, HILL_ALONG_WEIGHT, G_MAXSIZE, 0, NAN, HILL_PRECISION_DOUBLE };
  HillDerivativeAnswer *steepest = hill_derivative_answer_new (&wish, NULL, NULL);
  HillDerivativeAnswer *other;

  g_assert_cmpuint (steepest->weight, <, problem->n_weights);
  g_assert_true (steepest->has_curve && steepest->zoom.to == steepest->zoom.from);
  for (wish.weight = 0; wish.weight < problem->n_weights; wish.weight++)
    {
      other = hill_derivative_answer_new (&wish, NULL, NULL);
      g_assert_cmpuint (other->weight, ==, wish.weight);
      g_assert_cmpfloat (fabs (other->quotients.slope), <=, fabs (steepest->quotients.slope) + 1e-9);
      hill_derivative_answer_free (other);
    }
  wish.line = steepest->line;
  wish.zoom_h = 1e-3;
  other = hill_derivative_answer_new (&wish, NULL, NULL);
  g_assert_true (!other->has_curve && other->zoom.to > other->zoom.from && other->line == wish.line);
  hill_derivative_answer_free (other);
  wish.line = NULL;
  wish.along = HILL_ALONG_GRADIENT;
  other = hill_derivative_answer_new (&wish, NULL, NULL);
  g_assert_cmpfloat (other->quotients.slope, <, 0);
  hill_derivative_answer_free (other);
  hill_derivative_answer_free (steepest);
}

/* In every direction the slope is length x length x cos theta. */
static void
test_directions (void)
{
  g_autoptr(HillProblem) problem = new_spiral (HILL_LOSS_SOFTMAX, HILL_REGULARIZER_L2);
  g_autoptr(HillDirections) directions = hill_directions_new (problem, NULL, NULL);
  g_autoptr(HillPlot) map = hill_directions_new_map (directions, 24, 0.5);
  g_autoptr(HillPlot) curve = hill_directions_new_slope_plot (directions, 24, 0.5);
  g_autofree char *words = hill_plot_describe (map);

  g_assert_cmpfloat (directions->length, >, 0);
  for (int turn = 0; turn < HILL_N_TURNS; turn++)
    g_assert_cmpfloat_with_epsilon (directions->measured[turn], hill_directions_get_slope (directions, turn, 1), 1e-5 * directions->length);
  g_assert_cmpfloat (hill_directions_get_slope (directions, 90 / HILL_TURN, 2), ==, 0);
  g_assert_cmpfloat_with_epsilon (hill_directions_get_slope (directions, 180 / HILL_TURN, 2), -2 * directions->length, 1e-12);
  g_assert_nonnull (strstr (words, "120 degrees"));
}

/* Weights where nothing slopes still have a plane to look at. */
static void
test_flat (void)
{
  g_autoptr(HillProblem) problem = new_spiral (HILL_LOSS_HINGE, HILL_REGULARIZER_NONE);
  g_autoptr(HillDirections) directions = NULL;

  for (gsize i = 0; i < problem->n_weights; i++)
    problem->weights[i] = 0;
  directions = hill_directions_new (problem, NULL, NULL);
  g_assert_nonnull (directions);
  g_assert_true (isfinite (directions->length) && isfinite (directions->measured[3]));
}

static void
test_table (void)
{
  g_autoptr(HillProblem) problem = new_problem ("scenes", HILL_LOSS_SOFTMAX, HILL_REGULARIZER_L2, 20);
  g_autoptr(HillNumericGradient) gradient = hill_numeric_gradient_new (problem, 1e-3, NULL, NULL);
  g_autofree guint8 *seen = g_new0 (guint8, problem->n_weights);
  HillRowTexts texts = { 0 };

  g_assert_nonnull (gradient);
  g_assert_cmpfloat (hill_numeric_gradient_get_largest_difference (gradient), <, 1e-2);
  for (gsize place = 0; place < problem->n_weights; place++)
    {
      gsize weight = hill_problem_get_weight_at (problem, place);

      g_assert_cmpuint (weight, <, problem->n_weights);
      g_assert_cmpuint (seen[weight]++, ==, 0);
      g_assert_cmpuint (hill_problem_get_place_of (problem, weight), ==, place);
    }
  hill_numeric_gradient_format_row (gradient, 0, FALSE, &texts);
  g_assert_cmpstr (texts.cells[5], ==, "?");
  hill_row_texts_clear (&texts);
  hill_numeric_gradient_format_row (gradient, 0, TRUE, &texts);
  g_assert_cmpstr (texts.cells[5], !=, "?");
  hill_row_texts_clear (&texts);
}

static gboolean
refuse (double   fraction,
        gpointer user_data)
{
  return FALSE;
}

/* Who has gone away is not waited for. */
static void
test_cancel (void)
{
  g_autoptr(HillProblem) problem = new_spiral (HILL_LOSS_SOFTMAX, HILL_REGULARIZER_L2);
  g_autoptr(HillLine) line = hill_line_new_for_weight (problem->sample, &problem->loss, problem->weights, 0, 0, NULL, NULL);
  HillProgress never = { refuse, NULL };
  g_autoptr(GError) error = NULL;
  HillQuotients q;
  HillCurvePiece piece;

  g_assert_false (hill_quotients_compute (line, 0, &never, &q, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (hill_curve_piece_compute (line, -1, 1, HILL_PRECISION_FLOAT, 0, &never, &piece, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (hill_directions_new (problem, &never, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (hill_numeric_gradient_new (problem, 1e-3, &never, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (hill_derivation_new (problem, 0, 0, &never, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
}

static void
test_slide (void)
{
  HillRowTexts texts = { 0 };

  hill_slide_format_row (0, TRUE, &texts);
  g_assert_cmpstr (texts.cells[1], ==, "1.5");
  g_assert_cmpstr (texts.cells[2], ==, "1.501");
  g_assert_cmpstr (texts.cells[3], ==, "1.2356");
  g_assert_cmpstr (texts.cells[4], ==, "1.2369");
  g_assert_cmpstr (texts.cells[5], ==, "1.3");
  g_assert_cmpfloat_with_epsilon ((1.2369 - 1.2356) / 0.001, 1.3, 1e-9);
  hill_row_texts_clear (&texts);
  hill_slide_format_row (4, TRUE, &texts);
  g_assert_cmpstr (texts.cells[1], ==, "0.2");
  g_assert_cmpstr (texts.cells[5], ==, "?");
  hill_row_texts_clear (&texts);
}

static HillGradientCheck *
new_check (HillProblem *problem,
           HillBugs     bugs)
{
  HillCheckOptions options = HILL_CHECK_OPTIONS_DEFAULT;
  HillGradientCheck *check;

  options.bugs = bugs;
  check = hill_gradient_check_new (problem->sample, &problem->loss, problem->weights, NULL, 0, &options, NULL, NULL);
  g_assert_nonnull (check);
  return check;
}

/* Without a mistake it passes; with each it fails, and the ratio tells which. */
static void
test_check (void)
{
  static const double ratios[HILL_N_BUGS] = { 0.5, 0, -1, 100, NAN };
  static const HillCheckPart parts[HILL_N_BUGS] = { HILL_CHECK_PENALTY, HILL_CHECK_PENALTY, HILL_CHECK_DATA, HILL_CHECK_DATA, HILL_CHECK_DATA };
  g_autoptr(HillProblem) problem = new_spiral (HILL_LOSS_SOFTMAX, HILL_REGULARIZER_L2);
  g_autoptr(HillGradientCheck) right = new_check (problem, HILL_BUG_NONE);
  g_autofree char *words = hill_check_describe (right, problem);

  g_assert_true (g_str_has_prefix (words, "Passed: 9 weights"));
  for (guint i = 0; i < HILL_N_BUGS; i++)
    {
      g_autoptr(HillGradientCheck) wrong = new_check (problem, hill_bug_get (i));
      g_autofree char *verdict = hill_check_describe (wrong, problem);
      g_autofree char *part = hill_check_describe_part (wrong, parts[i]);
      guint n;
      g_autofree gsize *worst = hill_check_find_worst (wrong, parts[i], 3, &n);
      const HillCheckedWeight *weight = &wrong->weights[worst[0]];
      double ratio = hill_checked_weight_get_part_analytic (weight, parts[i]) / hill_checked_weight_get_part_numeric (weight, parts[i]);
      g_autoptr(HillPlot) histogram = hill_check_new_histogram (wrong, parts[i]);
      g_autoptr(HillPlot) map = hill_check_new_map (wrong, problem, parts[i]);

      g_assert_true (g_str_has_prefix (verdict, "Failed"));
      g_assert_nonnull (strstr (part, "does not agree"));
      g_assert_cmpuint (n, ==, 3);
      g_assert_cmpfloat (hill_checked_weight_get_part_error (weight, parts[i]), >=,
                         hill_checked_weight_get_part_error (&wrong->weights[worst[2]], parts[i]));
      if (!isnan (ratios[i]))
        g_assert_cmpfloat_with_epsilon (ratio, ratios[i], 1e-3);
    }
}

/* Only what can be seen is hidden, and never the same twice running where there is a choice. */
static void
test_exercise (void)
{
  HillLoss loss = HILL_LOSS_DEFAULT;

  for (guint32 random = 0; random < 20; random++)
    for (guint i = 0; i < HILL_N_BUGS; i++)
      {
        HillBugs bug = hill_bug_choose (&loss, hill_bug_get (i), random);

        g_assert_true (hill_bug_shows (bug, &loss));
        g_assert_cmpint (bug, !=, hill_bug_get (i));
      }
  loss.regularizer = HILL_REGULARIZER_NONE;
  for (guint32 random = 0; random < 20; random++)
    g_assert_true ((hill_bug_choose (&loss, HILL_BUG_NONE, random) & (HILL_BUG_FACTOR_2 | HILL_BUG_NO_PENALTY)) == 0);
}

static void
assert_lines (HillProblem *problem,
              gsize        example,
              guint        chosen)
{
  g_autoptr(HillDerivation) derivation = hill_derivation_new (problem, example, chosen, NULL, NULL);
  g_autoptr(GPtrArray) lines = hill_derivation_get_lines (derivation);
  double sum = 0;

  g_assert_cmpuint (lines->len, >=, 9);
  for (guint c = 0; c < problem->n_classes; c++)
    sum += derivation->slopes[c];
  g_assert_cmpfloat_with_epsilon (sum, 0, 1e-12);
  for (guint i = 0; i < lines->len; i++)
    {
      const HillDerivationLine *line = g_ptr_array_index (lines, i);
      g_autoptr(HillFormula) formula = hill_formula_new (line->tex);
      g_autofree char *words = hill_formula_describe (formula);

      g_assert_true (line->words[0] != '\0' && words[0] != '\0');
      g_assert_null (strchr (words, '\\'));
    }
}

static void
test_derivation (void)
{
  for (int type = HILL_LOSS_SOFTMAX; type <= HILL_LOSS_HINGE; type++)
    for (int regularizer = HILL_REGULARIZER_NONE; regularizer <= HILL_REGULARIZER_ELASTIC; regularizer++)
      {
        g_autoptr(HillProblem) problem = new_spiral (type, regularizer);
        g_autoptr(HillDerivation) rival = hill_derivation_new (problem, 3, G_MAXUINT, NULL, NULL);

        g_assert_cmpuint (rival->chosen, !=, rival->label);
        for (guint chosen = 0; chosen < problem->n_classes; chosen++)
          assert_lines (problem, 50, chosen);
        assert_lines (problem, G_MAXSIZE, G_MAXUINT);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gradient-page/numbers", test_numbers);
  g_test_add_func ("/gradient-page/problem", test_problem);
  g_test_add_func ("/gradient-page/quotients", test_quotients);
  g_test_add_func ("/gradient-page/answer", test_answer);
  g_test_add_func ("/gradient-page/directions", test_directions);
  g_test_add_func ("/gradient-page/flat", test_flat);
  g_test_add_func ("/gradient-page/table", test_table);
  g_test_add_func ("/gradient-page/slide", test_slide);
  g_test_add_func ("/gradient-page/check", test_check);
  g_test_add_func ("/gradient-page/exercise", test_exercise);
  g_test_add_func ("/gradient-page/derivation", test_derivation);
  g_test_add_func ("/gradient-page/cancel", test_cancel);
  return g_test_run ();
}
