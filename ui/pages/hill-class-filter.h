/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The drop-down that picks one class of a data set, or all, with the number of examples of each. */

#pragma once

#include "hill-dataset.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Once: how entries look and how they are searched. */
void hill_class_filter_set_up      (GtkDropDown *drop_down);

/* Fills it for a split; the class selected before stays selected with @keep. */
void hill_class_filter_set_dataset (GtkDropDown *drop_down,
                                    HillDataset *dataset,
                                    HillSplit    split,
                                    gboolean     keep);

/* -1 for all */
int  hill_class_filter_get_class   (GtkDropDown *drop_down);

G_END_DECLS
