/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Where the plots of downhill figure go: one file, numbered files, or the pages of one PDF. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

/**
 * FigureOptions:
 * @path, @size, @dpi, @ground, @type_size: as typed; zero for none
 * @width, @height: in points
 * @style: with type and lines that suit the size
 */
typedef struct
{
  char          *path;
  char          *size;
  double         dpi;
  char          *ground;
  double         type_size;

  double         width;
  double         height;
  HillPlotStyle  style;
} FigureOptions;

void     figure_options_clear  (FigureOptions        *self);

/* What the words mean; a sentence where they mean nothing, or do not go with so many figures and steps. */
gboolean figure_options_finish (FigureOptions        *self,
                                guint                 n_figures,
                                guint                 n_steps,
                                GError              **error);

/* @plots: (element-type HillPlot): of the figure @name, one for each step */
gboolean figure_output_save    (const FigureOptions  *self,
                                const char           *name,
                                GPtrArray            *plots,
                                GError              **error);

G_END_DECLS
