/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A small table of texts that changes while it is looked at: a header, names at the left, numbers at the right of their columns.  Its labels stay
 * and get new texts, so that a change costs no new widgets. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_TEXT_TABLE (hill_text_table_get_type ())
G_DECLARE_FINAL_TYPE (HillTextTable, hill_text_table, HILL, TEXT_TABLE, GtkWidget)

GtkWidget *hill_text_table_new       (void);

/* @cells: @n_rows rows of @n_columns texts, the first row the header; copied. */
void       hill_text_table_set_cells (HillTextTable      *self,
                                      guint               n_rows,
                                      guint               n_columns,
                                      const char * const *cells);

G_END_DECLS
