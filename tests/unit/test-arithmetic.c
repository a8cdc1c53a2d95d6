/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Losses written out: character for character as on the slides, and every span where it says it is. */

#include "hill-arithmetic.h"

#include <math.h>
#include <string.h>

static const HillSheetLoss hinge = HILL_SHEET_LOSS_HINGE;
static const HillSheetLoss softmax = HILL_SHEET_LOSS_SOFTMAX;

static void
assert_text (HillArithmetic *arithmetic,
             const char     *expected)
{
  g_assert_cmpstr (arithmetic->text, ==, expected);
  hill_arithmetic_free (arithmetic);
}

static void
test_lecture_lines (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  const char * const expected[] = {
    "max(0, 5.8 - 7.9 + 1) + max(0, -1.9 - 7.9 + 1) = max(0, -1.1) + max(0, -8.8) = 0",
    "max(0, 3.3 - (-0.8) + 1) + max(0, 6.5 - (-0.8) + 1) = max(0, 5.1) + max(0, 8.3) = 13.4",
    "max(0, -1.1 - 2.5 + 1) + max(0, 3.4 - 2.5 + 1) = max(0, -2.6) + max(0, 1.9) = 1.9",
    "max(0, 1.5 - 2.3 + 1) + max(0, 4.4 - 2.3 + 1) = max(0, 0.2) + max(0, 3.1) = 3.3",
  };

  g_test_summary ("S9, as the slides have it");
  for (guint i = 0; i < 4; i++)
    assert_text (hill_arithmetic_new (sheet, &hinge, i, FALSE, HILL_ARITHMETIC_LINE), expected[i]);
  assert_text (hill_arithmetic_new_mean (sheet, &hinge, 0, HILL_ARITHMETIC_LINE), "(0 + 13.4 + 1.9 + 3.3) / 4 = 4.65");
  assert_text (hill_arithmetic_new_mean (sheet, &hinge, 0.35, HILL_ARITHMETIC_LINE), "(0 + 13.4 + 1.9 + 3.3) / 4 + 0.35 = 5");
}

static void
test_lecture_stages (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();

  assert_text (hill_arithmetic_new (sheet, &hinge, 0, FALSE, HILL_ARITHMETIC_LINES),
               "max(0, 5.8 - 7.9 + 1) + max(0, -1.9 - 7.9 + 1)\n= max(0, -1.1) + max(0, -8.8)\n= 0");
  assert_text (hill_arithmetic_new (sheet, &hinge, 2, FALSE, HILL_ARITHMETIC_LINES),
               "max(0, -1.1 - 2.5 + 1) + max(0, 3.4 - 2.5 + 1)\n= max(0, -2.6) + max(0, 1.9)\n= 0 + 1.9\n= 1.9");
  assert_text (hill_arithmetic_new (sheet, &hinge, 1, FALSE, HILL_ARITHMETIC_LATEX),
               "\\begin{aligned}\nL_{2} &= \\max(0, 3.3 - (-0.8) + 1) + \\max(0, 6.5 - (-0.8) + 1) \\\\\n"
               "&= \\max(0, 5.1) + \\max(0, 8.3) \\\\\n&= 5.1 + 8.3 \\\\\n&= 13.4\n\\end{aligned}");
}

static void
test_choices (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  HillSheetLoss loss = hinge;

  loss.mean_over_classes = TRUE;
  assert_text (hill_arithmetic_new (sheet, &loss, 1, FALSE, HILL_ARITHMETIC_LINE),
               "(max(0, 3.3 - (-0.8) + 1) + max(0, 6.5 - (-0.8) + 1)) / 2 = (max(0, 5.1) + max(0, 8.3)) / 2 = 6.7");
  loss = hinge;
  loss.include_true_class = TRUE;
  loss.margin = 2;
  assert_text (hill_arithmetic_new (sheet, &loss, 1, FALSE, HILL_ARITHMETIC_LINE),
               "max(0, 3.3 - (-0.8) + 2) + max(0, -0.8 - (-0.8) + 2) + max(0, 6.5 - (-0.8) + 2) = "
               "max(0, 6.1) + max(0, 2) + max(0, 9.3) = 17.4");
}

static void
test_softmax (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  g_autoptr(HillSheet) zeros = hill_sheet_new (3, 1);
  HillSheetLoss loss = softmax;

  g_test_summary ("S22, S23: 2697.3, 330.3, 0.15, -log 0.89; S27: log10 3 = 0.477");
  assert_text (hill_arithmetic_new (sheet, &loss, 0, FALSE, HILL_ARITHMETIC_LINE),
               "-log(e^7.9 / (e^7.9 + e^5.8 + e^(-1.9))) = -log(2697.3 / (2697.3 + 330.3 + 0.15)) = -log(0.89) = 0.116");
  assert_text (hill_arithmetic_new (sheet, &loss, 3, TRUE, HILL_ARITHMETIC_LINE),
               "-log(e^(2.3 - 4.4) / (e^(2.3 - 4.4) + e^(1.5 - 4.4) + e^(4.4 - 4.4))) = -log(0.12 / (0.12 + 0.055 + 1)) = "
               "-log(0.10) = 2.263");
  loss.base = HILL_LOG_10;
  assert_text (hill_arithmetic_new (zeros, &loss, 0, FALSE, HILL_ARITHMETIC_LINE),
               "-log10(e^0 / (e^0 + e^0 + e^0)) = -log10(1 / (1 + 1 + 1)) = -log10(0.33) = 0.477");
  assert_text (hill_arithmetic_new (sheet, &loss, 0, FALSE, HILL_ARITHMETIC_LATEX),
               "\\begin{aligned}\nL_{1} &= -\\log_{10}\\left(\\frac{e^{7.9}}{e^{7.9} + e^{5.8} + e^{-1.9}}\\right) \\\\\n"
               "&= -\\log_{10}\\left(\\frac{2697.3}{2697.3 + 330.3 + 0.15}\\right) \\\\\n&= -\\log_{10}\\left(0.89\\right) \\\\\n"
               "&= 0.050\n\\end{aligned}");
}

static void
test_overflow (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new (2, 1);

  hill_sheet_set_score (sheet, 0, 0, 1000);
  assert_text (hill_arithmetic_new (sheet, &softmax, 0, FALSE, HILL_ARITHMETIC_LINE),
               "-log(e^1000 / (e^1000 + e^0)) = -log(∞ / (∞ + 1)) = -log(NaN) = NaN");
  assert_text (hill_arithmetic_new (sheet, &softmax, 0, TRUE, HILL_ARITHMETIC_LINE),
               "-log(e^(1000 - 1000) / (e^(1000 - 1000) + e^(0 - 1000))) = -log(1 / (1 + 0)) = -log(1.00) = 0");
}

static void
test_rounding (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new (2, 1);

  g_test_summary ("0.4 - 1.4 + 1 is 0 on paper, though not in double");
  hill_sheet_set_score (sheet, 0, 0, 1.4);
  hill_sheet_set_score (sheet, 0, 1, 0.4);
  assert_text (hill_arithmetic_new (sheet, &hinge, 0, FALSE, HILL_ARITHMETIC_LINE), "max(0, 0.4 - 1.4 + 1) = max(0, 0) = 0");
}

/* What the span of that kind, the @nth of them, covers. */
static char *
get_span (const HillArithmetic *arithmetic,
          HillSpanKind          kind,
          guint                 nth,
          guint                *index)
{
  for (gsize i = 0; i < arithmetic->n_spans; i++)
    if (arithmetic->spans[i].kind == kind && nth-- == 0)
      {
        *index = arithmetic->spans[i].index;
        return g_strndup (arithmetic->text + arithmetic->spans[i].start,
                          arithmetic->spans[i].end - arithmetic->spans[i].start);
      }
  return NULL;
}

static void
test_spans (void)
{
  const struct { HillSpanKind kind; guint nth, index; const char *text; } cases[] = {
    { HILL_SPAN_TERM, 0, 0, "max(0, 3.3 - (-0.8) + 1)" }, { HILL_SPAN_TERM, 1, 2, "max(0, 6.5 - (-0.8) + 1)" },
    { HILL_SPAN_TERM, 2, 0, "max(0, 5.1)" }, { HILL_SPAN_TERM, 3, 2, "max(0, 8.3)" }, { HILL_SPAN_TERM, 4, 0, "5.1" },
    { HILL_SPAN_SCORE, 1, 2, "6.5" }, { HILL_SPAN_TRUE_SCORE, 0, 1, "(-0.8)" }, { HILL_SPAN_MARGIN, 0, 0, "1" },
    { HILL_SPAN_RESULT, 0, 0, "13.4" },
  };
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  g_autoptr(HillArithmetic) arithmetic = hill_arithmetic_new (sheet, &hinge, 1, FALSE, HILL_ARITHMETIC_LINES);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint index = G_MAXUINT;
      g_autofree char *text = get_span (arithmetic, cases[i].kind, cases[i].nth, &index);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpuint (index, ==, cases[i].index);
    }
}

static void
test_span_order (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();

  g_test_summary ("Spans rise, stay inside the text, and nest or are apart, in every form");
  for (int choice = 0; choice < 12; choice++)
    {
      g_autoptr(HillArithmetic) arithmetic = hill_arithmetic_new (sheet, choice & 1 ? &softmax : &hinge, 2, choice & 2,
                                                                  (HillArithmeticForm) (choice / 4));

      g_assert_cmpuint (arithmetic->n_spans, >, 4);
      for (gsize i = 0; i < arithmetic->n_spans; i++)
        {
          const HillSpan *span = &arithmetic->spans[i];
          const HillSpan *next = i + 1 < arithmetic->n_spans ? span + 1 : NULL;

          g_assert_cmpuint (span->start, <, span->end);
          g_assert_cmpuint (span->end, <=, strlen (arithmetic->text));
          if (next != NULL)
            g_assert_true (next->start >= span->start && (next->start >= span->end || next->end <= span->end));
        }
    }
}

static void
test_zero_terms (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new_lecture ();
  g_autoptr(HillArithmetic) arithmetic = hill_arithmetic_new (sheet, &hinge, 2, FALSE, HILL_ARITHMETIC_LINE);
  guint n_zero = 0;

  for (gsize i = 0; i < arithmetic->n_spans; i++)
    if (arithmetic->spans[i].kind == HILL_SPAN_TERM)
      {
        g_assert_cmpint (arithmetic->spans[i].is_zero, ==, arithmetic->spans[i].index == 0);
        n_zero += arithmetic->spans[i].is_zero;
      }
  g_assert_cmpuint (n_zero, ==, 2);
}

static void
test_long_mean (void)
{
  g_autoptr(HillSheet) sheet = hill_sheet_new (2, 13);

  assert_text (hill_arithmetic_new_mean (sheet, &hinge, 0, HILL_ARITHMETIC_LINE),
               "(1 + 1 + 1 + 1 + 1 + … + 1 + 1 + 1 + 1 + 1) / 13 = 1");
  hill_sheet_resize (sheet, 2, 12);
  assert_text (hill_arithmetic_new_mean (sheet, &hinge, 0, HILL_ARITHMETIC_LINE),
               "(1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1) / 12 = 1");
}

static void
test_numbers (void)
{
  const struct { double number; guint decimals; const char *trim, *fixed; } cases[] = {
    { 3.3, 4, "3.3", "3.3000" }, { -0.8, 2, "-0.8", "-0.80" }, { 3.3 + 0.8 + 1, 4, "5.1", "5.1000" }, { 4.65, 2, "4.65", "4.65" },
    { 0, 2, "0", "0.00" }, { -0.0, 2, "0", "0.00" }, { -0.001, 2, "-1e-3", "0.00" }, { 1e300, 2, "1e300", "1e300" },
    { -1.5e300, 2, "-1.5e300", "-1.5e300" }, { 123456, 0, "123456", "123456" }, { 100, 1, "100", "100.0" }, { 2.1e-7, 4, "2.1e-7", "0.0000" },
    { HUGE_VAL, 2, "∞", "∞" }, { -HUGE_VAL, 2, "-∞", "-∞" }, { NAN, 2, "NaN", "NaN" }, { 0.99999, 3, "1", "1.000" },
  };
  const struct { double number; const char *text; } exponentials[] = {
    { 2697.28, "2697.3" }, { 330.2996, "330.3" }, { 0.149569, "0.15" }, { 1, "1" }, { 0, "0" }, { 0.0123, "0.012" }, { 1e-30, "1e-30" },
    { 2.35e17, "2.4e17" }, { HUGE_VAL, "∞" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *trim = hill_number_trim (cases[i].number, cases[i].decimals);
      g_autofree char *fixed = hill_number_fixed (cases[i].number, cases[i].decimals);

      g_assert_cmpstr (trim, ==, cases[i].trim);
      g_assert_cmpstr (fixed, ==, cases[i].fixed);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (exponentials); i++)
    {
      g_autofree char *text = hill_number_exponential (exponentials[i].number);

      g_assert_cmpstr (text, ==, exponentials[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/arithmetic/lecture/lines", test_lecture_lines);
  g_test_add_func ("/arithmetic/lecture/stages", test_lecture_stages);
  g_test_add_func ("/arithmetic/choices", test_choices);
  g_test_add_func ("/arithmetic/softmax", test_softmax);
  g_test_add_func ("/arithmetic/overflow", test_overflow);
  g_test_add_func ("/arithmetic/rounding", test_rounding);
  g_test_add_func ("/arithmetic/spans", test_spans);
  g_test_add_func ("/arithmetic/span-order", test_span_order);
  g_test_add_func ("/arithmetic/zero-terms", test_zero_terms);
  g_test_add_func ("/arithmetic/long-mean", test_long_mean);
  g_test_add_func ("/arithmetic/numbers", test_numbers);
  return g_test_run ();
}
