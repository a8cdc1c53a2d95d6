/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the two halves of the histogram over angles share: the value, and where things go in a drawing of some size. */

#pragma once

#include "hill-axis.h"
#include "hill-bins-plot.h"
#include "hill-pen.h"
#include "hill-plot-private.h"

G_BEGIN_DECLS

typedef struct
{
  HillPlot     parent;
  HillBinsKind kind;
  char        *title;
  char        *y_label;
  double      *values;
  guint        n_bins;
  double       span, turn;
  gboolean     has_grey;
  double       grey;
  char        *grey_label;
  HillVote    *votes;
  gsize        n_votes;
  int          marked, marked_column, marked_row;
  double       low, high;
} HillBinsPlot;

typedef struct
{
  HillAxis y;
  double   left, top, right, bottom;    /* of the bars */
  double   bar;                         /* width that one takes */
  double   grey_left, grey_width;
  double   strip;                       /* height of the strip below the bars */
  double   line;
  gboolean has_labels, has_title;
} HillBinsLayout;

/* Of a bin, or of the grey pixels behind the last; 0 for what is not finite. */
double hill_bins_get_value  (const HillBinsPlot   *self,
                             guint                 bin);
guint  hill_bins_get_n_bars (const HillBinsPlot   *self);
void   hill_bins_lay_out    (const HillBinsPlot   *self,
                             double                width,
                             double                height,
                             HillPen              *pen,
                             HillBinsLayout       *layout);
void   hill_bins_get_bar    (const HillBinsPlot   *self,
                             const HillBinsLayout *layout,
                             guint                 bin,
                             cairo_rectangle_t    *place);
void   hill_bins_plot_draw  (const HillPlot       *plot,
                             cairo_t              *cr,
                             double                width,
                             double                height,
                             const HillPlotStyle  *style);

G_END_DECLS
