/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Scores carry the names that hill_arithmetic_to_tex() gives them, so that they are marked together. */

#include "hill-loss-formulas.h"

#include "hill-formula.h"
#include "hill-number-display.h"

char *
hill_loss_formula_hinge (const HillSheet *sheet,
                         guint            image,
                         guint            class_index)
{
  HillSheetLoss loss = HILL_SHEET_LOSS_HINGE;
  guint label = hill_sheet_get_label (sheet, image);
  guint j = class_index != label ? class_index : (label + 1) % hill_sheet_get_n_classes (sheet);
  g_autofree char *value = hill_display_number (hill_sheet_get_loss (sheet, &loss, image, NULL), 4);
  g_autofree char *name = hill_formula_quote (hill_sheet_get_class_name (sheet, j));
  g_autofree char *true_name = hill_formula_quote (hill_sheet_get_class_name (sheet, label));
  g_autofree char *score = hill_display_number (hill_sheet_get_score (sheet, image, j), 4);
  g_autofree char *true_score = hill_display_number (hill_sheet_get_score (sheet, image, label), 4);

  return g_strdup_printf ("\\val{L_{%u}}{%s} = \\sum_{\\val{j}{%s} \\neq \\val{y}{%s}} \\max(0, \\part{s%u}{\\val{s_j}{%s}} - "
                          "\\part{s%u}{\\val{s_y}{%s}} + \\val{\\Delta}{1})",
                          image + 1, value, name, true_name, j, score, label, true_score);
}

char *
hill_loss_formula_softmax (const HillSheet *sheet,
                           guint            image,
                           gboolean         shifted)
{
  guint n = hill_sheet_get_n_classes (sheet), label = hill_sheet_get_label (sheet, image);
  g_autofree HillSoftmaxTerm *terms = g_new0 (HillSoftmaxTerm, n);
  HillSoftmax softmax = hill_sheet_get_softmax_terms (sheet, HILL_LOG_E, image, shifted, terms);
  g_autofree char *value = hill_display_share (softmax.loss);
  g_autofree char *above = hill_display_exponential (terms[label].exponential);
  g_autofree char *below = hill_display_exponential (softmax.sum);
  g_autofree char *share = hill_display_share (terms[label].share);
  const char *shift = shifted ? " - m" : "";

  return g_strdup_printf ("\\val{L_{%u}}{%s} = -\\log \\frac{\\val{e^{s_y%s}}{%s}}{\\val{\\sum_j e^{s_j%s}}{%s}} = -\\log \\val{p_y}{%s}",
                          image + 1, value, shift, above, shift, below, share);
}
