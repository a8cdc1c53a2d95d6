/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The pictures of a worksheet: the scores of an image with the gradient of its loss on them, and both losses over one score.  No GTK. */

#pragma once

#include "hill-plot.h"
#include "hill-sheet.h"

G_BEGIN_DECLS

/**
 * HillLossScene:
 * @sheet: whose losses
 * @image: the one that is worked out
 * @class_index: the class whose score is in question
 * @penalty: lambda R(W), added to the mean; 0 for none
 * @low, @high: scores that the curves over a score reach to
 * @bar_low, @bar_high: scores that the bars have room for
 *
 * What the blocks of a worksheet show.
 */
typedef struct
{
  const HillSheet *sheet;
  guint            image;
  guint            class_index;
  double           penalty;
  double           low;
  double           high;
  double           bar_low;
  double           bar_high;
} HillLossScene;

/* Room for the image's scores and some more. */
void      hill_loss_scene_fit            (HillLossScene       *self);

/* (transfer full): the scores of the image as bars, with dL_i/ds as arrows; of the softmax loss or of the hinge loss. */
HillPlot *hill_loss_scene_new_bars       (const HillLossScene *self,
                                          gboolean             softmax);

/* (transfer full): both losses over the score of the class. */
HillPlot *hill_loss_scene_new_sweep      (const HillLossScene *self);

G_END_DECLS
