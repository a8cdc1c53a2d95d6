/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The lecture's formulas with the present values under their symbols (S8, S22, S23), for hill_formula_new(). */

#pragma once

#include "hill-sheet.h"

G_BEGIN_DECLS

/* (transfer full): @class_index: the class j whose term is shown; another one where it is the true class. */
char *hill_loss_formula_hinge   (const HillSheet *sheet,
                                 guint            image,
                                 guint            class_index);

/* (transfer full): @shifted: with m, the highest score, taken away. */
char *hill_loss_formula_softmax (const HillSheet *sheet,
                                 guint            image,
                                 gboolean         shifted);

G_END_DECLS
