/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One of the two losses of an image: its formula with the present values, the arithmetic written out, softmax's columns, the mean over
 * the images, and the gradient on the scores. */

#pragma once

#include "hill-loss-plots.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property "softmax" (boolean, construct only): which loss.
 * Signals: "operands" (uint: bit j is set where the pointer is at something that class j's score goes into; 0: at nothing),
 * "image-chosen" (uint image: pressed in the mean), "drag-begin", "drag" (uint class_index, double score: the end of its bar was dragged
 * there), "drag-end". */
#define HILL_TYPE_LOSS_BLOCK (hill_loss_block_get_type ())
G_DECLARE_FINAL_TYPE (HillLossBlock, hill_loss_block, HILL, LOSS_BLOCK, GtkWidget)

void hill_loss_block_show       (HillLossBlock       *self,
                                 const HillLossScene *scene);

/* What class j's score goes into is marked, j >= 0. */
void hill_loss_block_set_marked (HillLossBlock       *self,
                                 int                  class_index);

G_END_DECLS
