/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a kind of plot has to say; hill-plot.c does the rest. */

#pragma once

#include "hill-plot.h"

G_BEGIN_DECLS

typedef struct
{
  void     (*draw)       (const HillPlot       *self,
                          cairo_t              *cr,
                          double                width,
                          double                height,
                          const HillPlotStyle  *style);
  gboolean (*pick)       (const HillPlot       *self,
                          double                width,
                          double                height,
                          const HillPlotStyle  *style,
                          double                x,
                          double                y,
                          HillPlotHit          *hit);
  gboolean (*move)       (const HillPlot       *self,
                          HillPlotHit          *hit,
                          int                   dx,
                          int                   dy);
  gboolean (*locate)     (const HillPlot       *self,
                          double                width,
                          double                height,
                          const HillPlotStyle  *style,
                          const HillPlotHit    *hit,
                          cairo_rectangle_t    *place);
  char    *(*describe)   (const HillPlot       *self);
  void     (*append_csv) (const HillPlot       *self,
                          GString              *csv);
  void     (*free)       (HillPlot             *self);
  /* (nullable): @self takes the room that @other, of the same class, needs as well. */
  void     (*widen)      (HillPlot             *self,
                          const HillPlot       *other);
  /* (nullable): the plot's numbers as an array, if it has any now. */
  float   *(*get_array)  (const HillPlot       *self,
                          gsize                *shape,
                          guint                *rank);
} HillPlotClass;

/* First member of every kind. */
struct _HillPlot
{
  const HillPlotClass *klass;
  gatomicrefcount      ref_count;
};

void hill_plot_init (HillPlot            *self,
                     const HillPlotClass *klass);

G_END_DECLS
