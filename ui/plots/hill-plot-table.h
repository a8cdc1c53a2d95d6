/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The numbers of a plot in the forms that other programs paste: cells apart by tabs, or a table of LaTeX. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

/* (transfer full): a line for each row; tabs and ends of lines within a cell become blanks. */
char *hill_plot_to_tsv   (const HillPlot *self);

/* (transfer full): a tabular environment, its first row the heads; numbers on the right, with four digits. */
char *hill_plot_to_latex (const HillPlot *self);

/* (transfer full): the same of any table that is CSV. */
char *hill_csv_to_latex  (const char     *csv);

G_END_DECLS
