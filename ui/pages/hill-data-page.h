/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Data: the examples of the data set as a grid of thumbnails, and an inspector that enlarges one to its pixel numbers. */

#pragma once

#include "hill-example-list.h"
#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_DATA_PAGE (hill_data_page_get_type ())
G_DECLARE_FINAL_TYPE (HillDataPage, hill_data_page, HILL, DATA_PAGE, GtkWidget)

/* Property "session" (HillSession, read-write), set once by the window. */

/* The keyboard goes to the thumbnails.  (Not its grab_focus: Tab would call that, and pass over the controls above.) */
void hill_data_page_focus_grid (HillDataPage *self);

/* (transfer none) (nullable): the example that the inspector shows. */
HillExample *hill_data_page_get_selected (HillDataPage *self);

G_END_DECLS
