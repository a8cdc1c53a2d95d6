/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One panel of a HillBlockPlot: the numbers of one block of features of any item, as a map, bars or glyphs.  Private to the plots. */

#pragma once

#include "hill-block-plot.h"
#include "hill-glyph-plot.h"
#include "hill-pen.h"

G_BEGIN_DECLS

/**
 * HillBlockPanel:
 * @set, @block: (unowned): what is drawn
 * @sign: 1 or -1 for what is above or below zero alone; 0 for all
 * @aspect: width by height
 * @limit: the end of the scale, of all items
 * @flat: all values are 0
 * @grid, @cells: of a HoG: n_items x n_rows x n_columns x n_bins, of @sign alone
 */
typedef struct
{
  const HillFeatureSet   *set;
  const HillFeatureBlock *block;
  HillBlockKind           kind;
  int                     sign;
  double                  aspect;
  double                  limit;
  gboolean                flat;
  HillGlyphGrid           grid;
  float                  *cells;
} HillBlockPanel;

/* How the glyphs of a HoG are drawn. */
void  hill_block_get_grid          (const HillFeatureBlock  *block,
                                    HillGlyphGrid           *grid);

/* @values: n_items rows of D + 1 */
void  hill_block_panel_init        (HillBlockPanel          *self,
                                    const HillFeatureSet    *set,
                                    const HillFeatureBlock  *block,
                                    HillBlockKind            kind,
                                    int                      sign,
                                    const float             *values,
                                    guint                    n_items);
void  hill_block_panel_clear       (HillBlockPanel          *self);

/* @values: the D + 1 of @item */
void  hill_block_panel_draw        (const HillBlockPanel    *self,
                                    HillPen                 *pen,
                                    const float             *values,
                                    guint                    item,
                                    const cairo_rectangle_t *place);

/* (transfer full): the panel in words: "HoG: +1.2 and −0.8 in sum" */
char *hill_block_panel_describe    (const HillBlockPanel    *self,
                                    const float             *values);

/* (transfer full) (nullable): what stands at (@x, @y), shares of the panel */
char *hill_block_panel_describe_at (const HillBlockPanel    *self,
                                    const float             *values,
                                    guint                    item,
                                    double                   x,
                                    double                   y);

G_END_DECLS
