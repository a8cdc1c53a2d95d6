/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A line of a long table: texts, each at the right of its column.  Takes the room it is given: new texts ask for no layout, so that
 * dozens of lines may change in each frame. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_TAB_ROW (hill_tab_row_get_type ())
G_DECLARE_FINAL_TYPE (HillTabRow, hill_tab_row, HILL, TAB_ROW, GtkWidget)

#define HILL_TAB_ROW_MAX_COLUMNS 12

/* @ends: where each column ends, as shares of the width, ascending; copied. */
GtkWidget  *hill_tab_row_new       (const double *ends,
                                    guint         n_columns);

/* @texts: as many as there are columns; copied.  FALSE where they were these already. */
gboolean    hill_tab_row_set_texts (HillTabRow         *self,
                                    const char * const *texts);

G_END_DECLS
