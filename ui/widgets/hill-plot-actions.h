/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Taking a plot away: what goes into its files, and the clipboard. */

#pragma once

#include "hill-plot.h"
#include "hill-step-source.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): the text of the experiment that the window shows. */
typedef char *(*HillRecipeFunc) (gpointer data);

/* What goes into every figure that is taken out of @window from now on; @func: (nullable): nothing.  @data must outlive the window. */
void hill_plot_actions_set_recipe_func (GtkWindow      *window,
                                        HillRecipeFunc  func,
                                        gpointer        data);

/* (transfer full) (nullable): the experiment of the window around @widget. */
char *hill_plot_actions_get_recipe (GtkWidget *widget);

/* The figures within @page follow the steps of @object, which is kept, by @funcs, which are static: sequences of them can be exported.
 * @funcs: (nullable): they follow none any more. */
void hill_plot_actions_set_step_source (GtkWidget           *page,
                                        const HillStepFuncs *funcs,
                                        gpointer             object);

/* (transfer none) (nullable) */
const HillStepSource *hill_plot_actions_get_step_source (GtkWidget *widget);

/* The picture that a person takes away is drawn on white, as large as the widget that shows it, at twice the screen's density;
 * as a drawing and as a picture at once, and whoever pastes chooses.  Its numbers go as cells apart by tabs and as CSV, or as a table of
 * LaTeX. */
void hill_plot_copy       (HillPlot   *plot,
                           GtkWidget  *widget);
void hill_plot_copy_table (HillPlot   *plot,
                           GtkWidget  *widget);
void hill_plot_copy_latex (HillPlot   *plot,
                           GtkWidget  *widget);

/* (transfer full): @width x @height user units at @scale pixels each. */
cairo_surface_t *
           hill_plot_new_picture (const HillPlot      *plot,
                                  int                  width,
                                  int                  height,
                                  const HillPlotStyle *style,
                                  double               scale);

G_END_DECLS
