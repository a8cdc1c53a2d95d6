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

void          figure_options_clear  (FigureOptions       *self);

/* What the words mean; a sentence where they mean nothing, or do not go with so many plots. */
gboolean      figure_options_finish (FigureOptions       *self,
                                     guint                n_plots,
                                     GError             **error);

typedef struct _FigureOutput FigureOutput;

/* @options: (unowned) */
FigureOutput *figure_output_new     (const FigureOptions *options,
                                     guint                n_plots);
void          figure_output_free    (FigureOutput        *self);

/* The next plot. */
gboolean      figure_output_add     (FigureOutput        *self,
                                     HillPlot            *plot,
                                     GError             **error);

/* All have come. */
gboolean      figure_output_finish  (FigureOutput        *self,
                                     GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FigureOutput, figure_output_free)

G_END_DECLS
