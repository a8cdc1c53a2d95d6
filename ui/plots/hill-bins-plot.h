/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A histogram over angles: of hues, each bar in its own hue, or of the directions of gradients, each bar made of the votes of
 * single pixels.  Values may be negative, as the difference of two histograms has them. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

typedef enum
{
  HILL_BINS_HUE,                /* of colours: the whole circle */
  HILL_BINS_DIRECTION,          /* of gradients: half a circle, or the whole */
} HillBinsKind;

/**
 * HillVote:
 * @bin: whom it is for
 * @column, @row: the pixel that votes
 * @weight: how much it adds to the bin
 */
typedef struct
{
  guint  bin;
  int    column;
  int    row;
  double weight;
} HillVote;

/**
 * hill_bins_plot_new:
 * @title: (nullable): translated
 * @y_label: translated: what is counted
 * @values: @n_bins of them, copied; bin i holds the angles from i to i + 1 times @span / @n_bins
 * @span: in degrees, 180 or 360
 *
 * Hits: index is the bin (@n_bins: the bar of the grey pixels).
 */
HillPlot *hill_bins_plot_new              (const char     *title,
                                           const char     *y_label,
                                           const double   *values,
                                           guint           n_bins,
                                           double          span,
                                           HillBinsKind    kind);

/* A bar apart for what has no angle; @label: translated, a word or two. */
void      hill_bins_plot_set_grey         (HillPlot       *self,
                                           double          value,
                                           const char     *label);

/* Degrees to add to a bin's angles to get those of its colours. */
void      hill_bins_plot_set_turn         (HillPlot       *self,
                                           double          degrees);

/* The votes that make up the bars, in the order in which they are stacked; copied. */
void      hill_bins_plot_set_votes        (HillPlot       *self,
                                           const HillVote *votes,
                                           gsize           n_votes);

/* The other bars step back; -1 for none. */
void      hill_bins_plot_set_marked       (HillPlot       *self,
                                           int             bin);

/* The votes of one pixel stand out; -1, -1 for none. */
void      hill_bins_plot_set_marked_pixel (HillPlot       *self,
                                           int             column,
                                           int             row);

/* The ends of the axis, so that two plots can be compared; zero is always within. */
void      hill_bins_plot_set_range        (HillPlot       *self,
                                           double          low,
                                           double          high);

G_END_DECLS
