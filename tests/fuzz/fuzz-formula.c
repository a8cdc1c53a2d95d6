/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Formulas: whatever is written can be read, said, set in a line and in a narrow column, and given as LaTeX that reads again. */

#include "fuzz-main.h"

#include "hill-formula.h"

static void
set (HillFormula *formula,
     double       width)
{
  g_autoptr(HillFormulaLayout) layout = hill_formula_layout_new (formula, &hill_plot_style_light, width);
  double found_width, height;

  hill_formula_layout_get_size (layout, &found_width, &height, NULL);
  g_assert_true (found_width >= 0 && found_width - found_width == 0);
  g_assert_true (height >= 0 && height - height == 0);
  hill_formula_layout_pick (layout, found_width / 2, height / 2);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autofree char *tex = g_strndup (size > 0 ? (const char *) data : "", MIN (size, 4096));
  g_autoptr(HillFormula) formula = hill_formula_new (tex);
  g_autoptr(HillFormula) again = NULL;
  g_autofree char *words = hill_formula_describe (formula);
  g_autofree char *latex = hill_formula_to_latex (formula);

  g_assert_true (g_utf8_validate (words, -1, NULL));
  g_assert_true (g_utf8_validate (latex, -1, NULL));
  again = hill_formula_new (latex);
  set (formula, 0);
  set (formula, 120);
  return 0;
}
