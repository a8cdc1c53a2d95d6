/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The batch of the next step: its examples as thumbnails, each with its loss. */

#pragma once

#include "hill-model-scene.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_DESCENT_BATCH (hill_descent_batch_get_type ())
G_DECLARE_FINAL_TYPE (HillDescentBatch, hill_descent_batch, HILL, DESCENT_BATCH, GtkWidget)

/* @scene: (nullable): nothing to show; so is a batch of all examples. */
void hill_descent_batch_set_scene (HillDescentBatch *self,
                                   const HillScene  *scene);

G_END_DECLS
