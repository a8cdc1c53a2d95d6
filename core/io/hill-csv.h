/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Tables as comma-separated values, RFC 4180, numbers with all digits and the point whatever the locale. */

#pragma once

#include "hill-error.h"

G_BEGIN_DECLS

/* Appends a text cell: quoted where needed; a text that begins with = + - @ gets a leading apostrophe, so that a
 * spreadsheet does not take it for a formula. */
HILL_API void hill_csv_append_text   (GString    *csv,
                                      const char *text);

/* Appends a number that reads back to the same double; an empty cell for NaN. */
HILL_API void hill_csv_append_number (GString    *csv,
                                      double      number);

/* Ends a row with CR LF; "," between cells is put by the two above. */
HILL_API void hill_csv_end_row       (GString    *csv);

G_END_DECLS
