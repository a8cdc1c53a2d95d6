/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A drop-down of names that may change while it is looked at. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Keeps the number of the choice where it is still one, else the first is chosen.  Names that are there already cost next to nothing: a new
 * model makes new rows. */
void hill_drop_down_set_names (GtkDropDown        *drop_down,
                               const char * const *names);

G_END_DECLS
