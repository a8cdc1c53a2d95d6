/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A table of text, from a file or from the clipboard: rows of cells, each row with the line it began in.  Nothing is known about what
 * the cells mean. */

#pragma once

#include "hill-error.h"

G_BEGIN_DECLS

#define HILL_TABLE_MAX_BYTES ((gsize) 64 << 20)
#define HILL_TABLE_MAX_CELLS ((gsize) 16 << 20)

typedef struct _HillTable HillTable;

/**
 * hill_table_guess_separator:
 * @text: of @n bytes
 *
 * Returns: what parts the cells: a tab where there is one, else a semicolon, else a comma, else a blank
 */
HILL_API char         hill_table_guess_separator (const char   *text,
                                                  gsize         n);

/**
 * hill_table_parse:
 * @text: of @n bytes, UTF-8; a byte order mark before it is passed over
 * @name: what the person knows the text by, for messages
 * @separator: one ASCII character; a blank stands for any number of them and takes no quotes
 * @error: %HILL_ERROR_FORMAT with @name and line; %HILL_ERROR_TOO_LARGE
 *
 * RFC 4180, lines ended by CR LF, LF or CR, empty lines passed over.  Blanks around a cell without quotes are taken away.
 */
HILL_API HillTable   *hill_table_parse           (const char   *text,
                                                  gsize         n,
                                                  const char   *name,
                                                  char          separator,
                                                  GError      **error);
HILL_API void         hill_table_free            (HillTable    *self);
HILL_API gsize        hill_table_get_n_rows      (const HillTable *self);

/* 1 upwards. */
HILL_API gsize        hill_table_get_line        (const HillTable *self,
                                                  gsize            row);
HILL_API gsize        hill_table_get_n_cells     (const HillTable *self,
                                                  gsize            row);

/* (transfer none) */
HILL_API const char  *hill_table_get_cell        (const HillTable *self,
                                                  gsize            row,
                                                  gsize            column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillTable, hill_table_free)

G_END_DECLS
