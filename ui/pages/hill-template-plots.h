/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The weights of a step as a plot: of pixels as pictures, of other features as what they are, of points as bars. */

#pragma once

#include "hill-plot.h"
#include "hill-snapshot.h"

G_BEGIN_DECLS

/* Are the features the pixels of images and nothing else? */
gboolean  hill_snapshot_has_pictures      (const HillSnapshot *self);

/* (transfer full).  @in_color: pictures in colour, where the images are */
HillPlot *hill_snapshot_new_template_plot (const HillSnapshot *self,
                                           gboolean            in_color);

/* (transfer full): of a snapshot with a confusion matrix. */
HillPlot *hill_snapshot_new_confusion_plot (const HillSnapshot *self);

/* (transfer container): the C names of the classes; they are the data set's. */
const char **hill_dataset_list_class_names (const HillDataset *self);

G_END_DECLS
