/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The examples behind a cell of the confusion matrix: each image with the scores that decided. */

#pragma once

#include "hill-snapshot.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_EXAMPLES_POPOVER (hill_examples_popover_get_type ())
G_DECLARE_FINAL_TYPE (HillExamplesPopover, hill_examples_popover, HILL, EXAMPLES_POPOVER, GtkPopover)

GtkWidget *hill_examples_popover_new  (void);

/* @snapshot: with a confusion matrix of its own step; a reference is kept while the popover shows it */
void       hill_examples_popover_show (HillExamplesPopover *self,
                                       HillSnapshot        *snapshot,
                                       guint                true_class,
                                       guint                predicted_class);

G_END_DECLS
