/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Images whose scores a worksheet takes from the current model: which they are, the question to the worker, and afterwards, by the name that an
 * image has in the sheet, where to find its picture. */

#pragma once

#include "hill-plot.h"
#include "hill-session.h"
#include "hill-sheet.h"

G_BEGIN_DECLS

typedef struct _HillModelImages HillModelImages;

/* The answer: @sheet, or %NULL and why not, a sentence. */
typedef void (*HillModelImagesFunc) (const HillSheet *sheet,
                                     const char      *message,
                                     gpointer         user_data);

HillModelImages *hill_model_images_new           (HillModelImagesFunc    func,
                                                  gpointer               user_data);
void             hill_model_images_free          (HillModelImages       *self);

/* The next @n_images of the test set (of the training set where there is none), counting on from those of the last time. */
void             hill_model_images_ask           (HillModelImages       *self,
                                                  HillSession           *session,
                                                  guint                  n_images,
                                                  guint                  max_classes);

/* Another data set: nothing of the last one is kept. */
void             hill_model_images_forget        (HillModelImages       *self);

/* (transfer none) (nullable): the data set of the image that the sheet calls @name; %NULL for one that is not the model's. */
HillDataset     *hill_model_images_find          (const HillModelImages *self,
                                                  const char            *name,
                                                  HillSplit             *split,
                                                  gsize                 *row);

/* lambda R(W) of the model that was asked last. */
double           hill_model_images_get_penalty   (const HillModelImages *self);

/* (transfer full) (nullable): its templates; %NULL where its features are not pixels. */
HillPlot        *hill_model_images_new_templates (const HillModelImages *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillModelImages, hill_model_images_free)

G_END_DECLS
