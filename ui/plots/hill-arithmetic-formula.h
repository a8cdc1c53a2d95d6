/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A loss that is written out, as a formula whose parts carry the names of what they are. */

#pragma once

#include "hill-arithmetic.h"
#include "hill-formula.h"

G_BEGIN_DECLS

/**
 * hill_arithmetic_to_tex:
 * @self: in the form %HILL_ARITHMETIC_LATEX
 *
 * For hill_formula_new(): terms are parts "t" + index, written faintly where they are 0; scores are parts "s" + class; the margin is
 * "margin", the shift "shift", the probability "p" + class; the result is written strongly.
 *
 * Returns: (transfer full)
 */
char *hill_arithmetic_to_tex (const HillArithmetic *self);

G_END_DECLS
