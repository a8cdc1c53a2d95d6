/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The catalogue of figures: every plot that the window can show, by a name that never changes, made by the same functions.  No GTK. */

#pragma once

#include "hill-figure-source.h"

G_BEGIN_DECLS

#define HILL_FIGURE_MAX_KEYS 11

/**
 * HillFigureKey:
 * @name: "plane"
 * @values: what it takes, untranslated: words, "path|gradient|random", the first what holds where nothing is said; or, in capitals,
 *   what stands for something else: "NUMBER", "CLASS"
 */
typedef struct
{
  const char *name;
  const char *values;
} HillFigureKey;

/**
 * HillFigureNeeds:
 * @HILL_FIGURE_NEEDS_RUN: an experiment; without this the figure can be drawn of nothing
 * @HILL_FIGURE_NEEDS_IMAGES: whose data are images
 * @HILL_FIGURE_NEEDS_COLOR: in colour
 */
typedef enum
{
  HILL_FIGURE_NEEDS_NOTHING = 0,
  HILL_FIGURE_NEEDS_RUN = 1 << 0,
  HILL_FIGURE_NEEDS_IMAGES = 1 << 1,
  HILL_FIGURE_NEEDS_COLOR = 1 << 2,
} HillFigureNeeds;

/**
 * HillFigure:
 * @name: "landscape"
 * @page: name of the page that shows it: "descent"
 * @summary: a sentence, to be translated
 * @keys: what may be set, up to one without a name
 * @new_plot: makes it; (nullable) with an error, a sentence
 */
typedef struct
{
  const char      *name;
  const char      *page;
  const char      *summary;
  HillFigureNeeds  needs;
  HillFigureKey    keys[HILL_FIGURE_MAX_KEYS + 1];
  HillPlot      *(*new_plot) (HillFigureSource *source, GError **error);
} HillFigure;

/* (transfer none): in the order of the pages. */
const HillFigure *hill_figure_get_all  (gsize                *n_figures);

/* (transfer none): %HILL_ERROR_ARGUMENT with the name that was meant, most likely. */
const HillFigure *hill_figure_find     (const char           *name,
                                        GError              **error);

/* Does the figure take this key?  %HILL_ERROR_ARGUMENT with those that it takes. */
gboolean          hill_figure_has_key  (const HillFigure     *self,
                                        const char           *key,
                                        GError              **error);

/* Can it be drawn of this data set?  @dataset: (nullable): none.  %HILL_ERROR_ARGUMENT with the reason. */
gboolean          hill_figure_check    (const HillFigure     *self,
                                        const HillDataset    *dataset,
                                        GError              **error);

/* (transfer full) (nullable): at the step that @source shows. */
HillPlot         *hill_figure_new_plot (const HillFigure     *self,
                                        HillFigureSource     *source,
                                        GError              **error);

G_END_DECLS
