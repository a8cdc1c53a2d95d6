/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The picture of unit shapes in the bowl of the data loss (S18, S19).  No GTK. */

#pragma once

#include "hill-plot.h"
#include "hill-shape-work.h"

G_BEGIN_DECLS

/* (transfer full): "pixel (3, 12), red", or "x2" of points. */
char     *hill_shape_name_feature (HillDataset        *dataset,
                                   gsize               feature);

/* (transfer full): the data loss over two weights of the features of @dataset, and where inside each shape it is lowest. */
HillPlot *hill_shape_map_new_plot (const HillShapeMap *map,
                                   HillDataset        *dataset);

G_END_DECLS
