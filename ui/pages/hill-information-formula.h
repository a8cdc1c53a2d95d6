/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The formulas of two distributions with present numbers in them, as hill_formula_new() reads them. */

#pragma once

#include "hill-distribution-table.h"

G_BEGIN_DECLS

/* (transfer full): H(Q) = - sum q log q = -(0.5 log 0.5 + …) = 0.45 */
char *hill_information_formula_entropy  (const HillDistributions *values,
                                         HillLogBase              base);
char *hill_information_formula_cross    (const HillDistributions *values,
                                         HillLogBase              base);
char *hill_information_formula_relative (const HillDistributions *values,
                                         HillLogBase              base);

/* (transfer full): P (y = k) for the class that Q is certain of: 2697.3 / (2697.3 + …) = 0.89. */
char *hill_information_formula_softmax  (const HillDistributions *values);

G_END_DECLS
