/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The figures of each page: arrays that end with one without a name. */

#pragma once

#include "hill-figure.h"

G_BEGIN_DECLS

extern const HillFigure hill_figures_features[];
extern const HillFigure hill_figures_loss[];
extern const HillFigure hill_figures_gradient[];
extern const HillFigure hill_figures_descent[];
extern const HillFigure hill_figures_training[];

G_END_DECLS
