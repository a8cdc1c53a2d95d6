/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Where the plots of downhill figure go: one file, numbered files, or the pages of one PDF. */

#pragma once

#include "hill-export.h"

G_BEGIN_DECLS

/**
 * FigureOptions:
 * @path, @size, @ground, @text: as typed; (nullable)
 * @dpi, @type_size: as typed; 0 for none
 * @export: what they mean
 */
typedef struct
{
  char              *path;
  char              *size;
  char              *ground;
  char              *text;
  double             dpi;
  double             type_size;
  HillExportOptions  export;
} FigureOptions;

void     figure_options_clear  (FigureOptions        *self);

/* What the words mean; a sentence where they mean nothing, or do not go with so many figures and steps. */
gboolean figure_options_finish (FigureOptions        *self,
                                guint                 n_figures,
                                guint                 n_steps,
                                GError              **error);

/**
 * figure_output_save:
 * @name: of the figure
 * @plots: (element-type HillPlot): one for each step
 * @recipes: (element-type utf8): the experiment at each step; %NULL in it for none
 */
gboolean figure_output_save    (const FigureOptions  *self,
                                const char           *name,
                                GPtrArray            *plots,
                                GPtrArray            *recipes,
                                GError              **error);

G_END_DECLS
