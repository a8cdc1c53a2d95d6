/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the two halves of the weight map share: the value, and where things go in a drawing of some size. */

#pragma once

#include "hill-plot-private.h"
#include "hill-weight-map.h"

G_BEGIN_DECLS

typedef struct
{
  HillPlot       parent;
  HillWeightMap  c;             /* the copies below stand in for its pointers */
  double        *values;
  guint8        *kinked;
  char         **class_names;
  guint          columns, rows; /* cells of a picture */
  double         limit;
} HillWeightMapPlot;

/* Classes in a grid of @n_columns, each with its picture and its name; under them the key to the colours. */
typedef struct
{
  guint    n_columns;
  double   left, top;
  double   cell_width, cell_height;
  double   picture_width, picture_height;
  double   line;
  double   key_y;
  gboolean has_names, has_key;
} HillWeightMapLayout;

/* NaN where one of the weights behind the cell is not known. */
double hill_weight_map_get_cell    (const HillWeightMapPlot   *self,
                                    guint                      class_index,
                                    gsize                      cell,
                                    gboolean                  *kinked);

/* The cell of weight number @weight, and its class. */
gsize  hill_weight_map_find_cell   (const HillWeightMapPlot   *self,
                                    gsize                      weight,
                                    guint                     *class_index);
void   hill_weight_map_lay_out     (const HillWeightMapPlot   *self,
                                    double                     width,
                                    double                     height,
                                    const HillPlotStyle       *style,
                                    HillWeightMapLayout       *layout);
void   hill_weight_map_get_picture (const HillWeightMapPlot   *self,
                                    const HillWeightMapLayout *layout,
                                    guint                      class_index,
                                    cairo_rectangle_t         *picture);

/* The field of a cell in the drawing; the bias's is at the right end of the line of the name. */
void   hill_weight_map_get_field   (const HillWeightMapPlot   *self,
                                    const HillWeightMapLayout *layout,
                                    guint                      class_index,
                                    gsize                      cell,
                                    cairo_rectangle_t         *field);
void   hill_weight_map_draw        (const HillPlot            *plot,
                                    cairo_t                   *cr,
                                    double                     width,
                                    double                     height,
                                    const HillPlotStyle       *style);

G_END_DECLS
