/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Formulas are read, said, set, pointed at and given as LaTeX; the arithmetic of a loss becomes one, and its scores become bars. */

#include "hill-arithmetic-formula.h"
#include "hill-loss-formulas.h"
#include "hill-number-display.h"
#include "hill-score-bars.h"

#include <math.h>
#include <string.h>

static void
assert_said (const char *tex,
             const char *words)
{
  g_autoptr(HillFormula) formula = hill_formula_new (tex);
  g_autofree char *said = hill_formula_describe (formula);

  g_assert_cmpstr (said, ==, words);
}

static void
test_words (void)
{
  assert_said ("L_i = \\sum_{j \\neq y_i} \\max(0, s_j - s_{y_i} + \\Delta)",
               "L sub i = the sum over j ≠ y sub i of max (0, s sub j − s sub y sub i + Δ)");
  assert_said ("\\frac{a}{b+1}", "(a) over (b + 1)");
  assert_said ("\\frac{g}{\\sqrt{q + 1} + \\epsilon}", "(g) over (the square root of (q + 1) + ε)");
  assert_said ("w^2 + |w| + e^{-x}", "w squared + |w| + e to the power −x");
  assert_said ("\\sum_{i=1}^N x", "the sum from i = 1 to N of x");
  assert_said ("3.3 - (-0.8)", "3.3 − (−0.8)");
  assert_said ("\\part{a}{\\val{s_j}{3.3}}", "s sub j [3.3]");
}

static void
assert_latex (const char *tex,
              const char *latex)
{
  g_autoptr(HillFormula) formula = hill_formula_new (tex);
  g_autofree char *written = hill_formula_to_latex (formula);

  g_assert_cmpstr (written, ==, latex);
}

static void
test_latex (void)
{
  g_autofree char *quoted = hill_formula_quote ("50 % {of} a_b");

  assert_latex ("\\val{s_j}{3.3} - \\part{x}{s_{y}}", "s_{j} - s_{y}");
  assert_latex ("\\frac{1}{N}", "\\frac{1}{N}");
  assert_latex ("\\sqrt{x^2}", "\\sqrt{x^{2}}");
  assert_latex ("\\max(0, 1)", "\\max \\left( 0,1 \\right)");
  assert_latex (quoted, "\\text{50 \\% \\{of\\} a\\_b}");
}

/* Nothing that is written wrongly does harm. */
static void
test_broken (void)
{
  static const char * const texts[] = { "", "_", "^", "{", "}", "\\", "\\frac", "\\frac{1}", "\\sqrt", "\\sqrt{", "(", ")", "|", "x_", "x__y", "\\text{", "\\part",
                                        "\\val{a}", "\\sum_^", "\\begin", "\\end{a", "&&\\\\\\\\", "\xff\xfe" };
  g_autofree char *deep = g_strnfill (5000, '{');

  for (gsize i = 0; i <= G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(HillFormula) formula = hill_formula_new (i < G_N_ELEMENTS (texts) ? texts[i] : deep);
      g_autoptr(HillFormulaLayout) layout = hill_formula_layout_new (formula, &hill_plot_style_light, 50);
      g_autofree char *words = hill_formula_describe (formula);
      g_autofree char *latex = hill_formula_to_latex (formula);

      g_assert_nonnull (layout);
      g_assert_nonnull (words);
      g_assert_nonnull (latex);
    }
}

static void
get_size (const char *tex,
          double      max_width,
          double     *width,
          double     *height)
{
  g_autoptr(HillFormula) formula = hill_formula_new (tex);
  g_autoptr(HillFormulaLayout) layout = hill_formula_layout_new (formula, &hill_plot_style_light, max_width);

  hill_formula_layout_get_size (layout, width, height, NULL);
}

/* Where the part p begins. */
static double
get_left (const char *tex)
{
  g_autoptr(HillFormula) formula = hill_formula_new (tex);
  g_autoptr(HillFormulaLayout) layout = hill_formula_layout_new (formula, &hill_plot_style_light, 0);
  cairo_rectangle_t place;

  g_assert_true (hill_formula_layout_locate (layout, "p", &place));
  return place.x;
}

static void
test_sizes (void)
{
  double width, height, other_width, other_height;

  get_size ("a", 0, &width, &height);
  get_size ("\\frac{a}{b}", 0, &other_width, &other_height);
  g_assert_cmpfloat (other_height, >, 1.6 * height);
  get_size ("\\val{a}{3.3}", 0, &other_width, &other_height);
  g_assert_cmpfloat (other_height, >, 1.6 * height);
  get_size ("(\\frac{a}{b})", 0, &width, &height);
  get_size ("\\frac{a}{b}", 0, &other_width, &other_height);
  g_assert_cmpfloat (height, >, other_height);

  g_test_message ("lines end where the width asks for it");
  get_size ("a + b + c + d + e + f", 0, &width, &height);
  get_size ("a + b + c + d + e + f", width / 2, &other_width, &other_height);
  g_assert_cmpfloat (other_width, <, width);
  g_assert_cmpfloat (other_height, >, 1.8 * height);
  get_size ("a \\\\ = b", 0, &other_width, &other_height);
  g_assert_cmpfloat (other_height, >, 1.8 * height);

  g_test_message ("a line goes on with the equation, or begins one");
  g_assert_cmpfloat (get_left ("a = b \\\\ = \\part{p}{c}"), ==, get_left ("a = \\part{p}{c}"));
  g_assert_cmpfloat (get_left ("a = b \\\\ \\part{p}{c} = d"), ==, get_left ("\\part{p}{a} = b"));

  g_test_message ("a root stands over what is in it, and before it");
  get_size ("a", 0, &width, &height);
  get_size ("\\sqrt{a}", 0, &other_width, &other_height);
  g_assert_cmpfloat (other_width, >, width);
  g_assert_cmpfloat (other_height, >, height);
  g_assert_cmpfloat (get_left ("\\sqrt{\\part{p}{a}}"), >, get_left ("\\part{p}{a}"));
}

static void
test_parts (void)
{
  g_autoptr(HillFormula) formula = hill_formula_new ("x + \\part{term}{\\max(0, \\part{score}{3.3} - 1)} + y");
  g_autoptr(HillFormulaLayout) layout = hill_formula_layout_new (formula, &hill_plot_style_light, 0);
  cairo_rectangle_t term, score;

  g_assert_true (hill_formula_layout_locate (layout, "term", &term));
  g_assert_true (hill_formula_layout_locate (layout, "score", &score));
  g_assert_false (hill_formula_layout_locate (layout, "none", &score));
  g_assert_cmpfloat (score.x, >, term.x);
  g_assert_cmpfloat (score.x + score.width, <, term.x + term.width);
  g_assert_cmpstr (hill_formula_layout_pick (layout, score.x + score.width / 2, score.y + score.height / 2), ==, "score");
  g_assert_cmpstr (hill_formula_layout_pick (layout, term.x + 2, term.y + term.height / 2), ==, "term");
  g_assert_null (hill_formula_layout_pick (layout, 1, term.y + term.height / 2));
}

/* What is not white, of a drawing on white. */
static guint
count_ink (cairo_surface_t *surface)
{
  const guint8 *data;
  guint n = 0;

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      n += ((const guint32 *) (const void *) (data + (gsize) y * (gsize) cairo_image_surface_get_stride (surface)))[x] != 0xffffffff;
  return n;
}

static guint
draw_ink (const char         *tex,
          const char * const *marked)
{
  g_autoptr(HillFormula) formula = hill_formula_new (tex);
  g_autoptr(HillFormulaLayout) layout = hill_formula_layout_new (formula, &hill_plot_style_light, 0);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 300, 100);
  cairo_t *cr = cairo_create (surface);
  guint ink;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  hill_formula_layout_draw (layout, cr, &hill_plot_style_light, marked);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  ink = count_ink (surface);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return ink;
}

static void
test_marks (void)
{
  static const char * const marked[] = { "p", NULL };
  const char *tex = "\\sum_i (\\part{p}{\\frac{a}{b}}) + \\muted{|x|}";
  guint plain = draw_ink (tex, NULL);

  g_assert_cmpuint (plain, >, 100);
  g_assert_cmpuint (draw_ink (tex, marked), >, plain + 50);
}

/* The lecture's second image, as the formula that the page shows. */
static void
test_arithmetic (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  const HillSheetLoss loss = HILL_SHEET_LOSS_HINGE;
  g_autoptr(HillArithmetic) steps = hill_arithmetic_new (sheet, &loss, 1, FALSE, HILL_ARITHMETIC_LATEX);
  g_autofree char *tex = hill_arithmetic_to_tex (steps);
  g_autoptr(HillFormula) formula = hill_formula_new (tex);
  g_autofree char *words = hill_formula_describe (formula);
  g_autoptr(HillFormulaLayout) layout = hill_formula_layout_new (formula, &hill_plot_style_light, 0);
  cairo_rectangle_t place;

  g_assert_cmpstr (words, ==, "L sub 2 = max (0, 3.3 − (−0.8) + 1) + max (0, 6.5 − (−0.8) + 1) = max (0, 5.1) + max (0, 8.3) = 5.1 + 8.3 = 13.4");
  g_assert_true (hill_formula_layout_locate (layout, "t0", &place));
  g_assert_true (hill_formula_layout_locate (layout, "s2", &place));
  g_assert_true (hill_formula_layout_locate (layout, "s1", &place));
  g_assert_false (hill_formula_layout_locate (layout, "t1", &place));
}

static void
test_live_formulas (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  g_autofree char *hinge = hill_loss_formula_hinge (sheet, 1, 2);
  g_autofree char *softmax = hill_loss_formula_softmax (sheet, 0, FALSE);
  g_autofree char *shifted = hill_loss_formula_softmax (sheet, 0, TRUE);

  g_assert_nonnull (strstr (hinge, "{13.4}"));
  g_assert_nonnull (strstr (hinge, "{6.5}"));
  g_assert_nonnull (strstr (softmax, "{2697.3}"));
  g_assert_nonnull (strstr (softmax, "{0.89}"));
  g_assert_nonnull (strstr (shifted, "- m"));
  g_assert_nonnull (strstr (shifted, "{0.89}"));
}

static void
assert_text (char       *taken,
             const char *expected)
{
  g_assert_cmpstr (taken, ==, expected);
  g_free (taken);
}

static void
test_numbers (void)
{
  assert_text (hill_display_number (-0.8, 4), "−0.8");
  assert_text (hill_display_fixed (0.0001), "0.00");
  assert_text (hill_display_share (0.116), "0.12");
  assert_text (hill_display_share (0.00012), "0.00012");
  assert_text (hill_display_share (INFINITY), "∞");
  assert_text (hill_display_exponential (2697.28), "2697.3");
  assert_text (hill_display_exact (-0.8), "-0.8");
  assert_text (hill_display_exact (0.1 + 0.2), "0.30000000000000004");
}

static HillPlot *
new_bars (void)
{
  static const char * const names[] = { "dog", "猫", "a name that is far too long for any bar" };
  static const double scores[] = { 3.5, -0.8, 6.5 }, gradient[] = { 1, -2, 1 };

  return hill_score_bars_new ("Title", 3, names, scores, gradient, 1);
}

static void
test_bars (void)
{
  g_autoptr(HillPlot) plot = new_bars ();
  g_autofree char *words = hill_plot_describe (plot);
  g_autofree char *csv = hill_plot_to_csv (plot);
  HillPlotHit hit = { .series = -1, .index = -1 }, found;
  cairo_rectangle_t place;

  g_assert_nonnull (strstr (words, "−0.8 (−2)"));
  g_assert_true (g_str_has_prefix (csv, "class,score,gradient\r\ndog,3.5,1\r\n"));
  g_assert_true (hill_plot_move (plot, &hit, 0, 0));
  g_assert_cmpint (hit.index, ==, 1);
  g_assert_true (hill_plot_move (plot, &hit, 1, 0));
  g_assert_false (hill_plot_move (plot, &hit, 1, 0));
  g_assert_true (hill_plot_locate (plot, 400, 300, &hill_plot_style_light, &hit, &place));
  g_assert_true (hill_plot_pick (plot, 400, 300, &hill_plot_style_light, place.x + place.width / 2, place.y, &found));
  g_assert_cmpint (found.index, ==, 2);
  g_assert_cmpfloat_with_epsilon (found.y, 6.5, 1e-6);
}

/* Any size, any numbers. */
static void
test_bars_sizes (void)
{
  static const int sizes[][2] = { { 1, 1 }, { 2, 900 }, { 900, 2 }, { 60, 40 }, { 400, 300 } };
  g_autofree double *wild = g_new0 (double, 20);
  g_autofree const char **names = g_new0 (const char *, 21);

  for (guint i = 0; i < 20; i++)
    {
      wild[i] = i % 3 == 0 ? 1e300 : i % 3 == 1 ? -1e300 : 0;
      names[i] = "class";
    }
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(HillPlot) few = new_bars ();
      g_autoptr(HillPlot) many = hill_score_bars_new (NULL, 20, names, wild, wild, 7);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, sizes[i][0], sizes[i][1]);
      cairo_t *cr = cairo_create (surface);

      hill_plot_draw (few, cr, sizes[i][0], sizes[i][1], &hill_plot_style_dark);
      hill_plot_draw (many, cr, sizes[i][0], sizes[i][1], &hill_plot_style_slides);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formula/words", test_words);
  g_test_add_func ("/formula/latex", test_latex);
  g_test_add_func ("/formula/broken", test_broken);
  g_test_add_func ("/formula/sizes", test_sizes);
  g_test_add_func ("/formula/parts", test_parts);
  g_test_add_func ("/formula/marks", test_marks);
  g_test_add_func ("/formula/arithmetic", test_arithmetic);
  g_test_add_func ("/formula/live", test_live_formulas);
  g_test_add_func ("/formula/numbers", test_numbers);
  g_test_add_func ("/score-bars/plot", test_bars);
  g_test_add_func ("/score-bars/sizes", test_bars_sizes);
  return g_test_run ();
}
