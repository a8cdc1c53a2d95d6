/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The keys of the training page: those of the run, of the options, and Escape. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hill_training_keys_add:
 * @page: whose keys they are, while it is in view
 * @step_bar: a child, which has the actions of the run
 * @options: a child: shows the options
 * @restore: for Escape; %FALSE where there is nothing to go back from
 */
void hill_training_keys_add (GtkWidget        *page,
                             GtkWidget        *step_bar,
                             GtkToggleButton  *options,
                             gboolean        (*restore) (GtkWidget *page));

G_END_DECLS
