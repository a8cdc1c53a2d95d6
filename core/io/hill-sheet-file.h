/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Score sheets as tables: `label,` and the names of the classes; then a row for each image, its true class and its scores.
 *
 *   label,dog,cat,wolf
 *   dog,7.9,5.8,-1.9
 *   1,3.3,-0.8,6.5
 *
 * The true class is one of the names, or else its index from 0 on. */

#pragma once

#include "hill-sheet.h"

G_BEGIN_DECLS

/**
 * hill_sheet_load:
 * @path: a regular file of at most 64 MiB
 * @error: %HILL_ERROR_IO, or %HILL_ERROR_FORMAT with the file, the line, and what was expected there
 *
 * Cells are parted by commas; by tabs or semicolons where the header is, and then a comma may be the decimal sign.
 */
HILL_API HillSheet *hill_sheet_load       (const char       *path,
                                           GError          **error);

/* The same from memory; @name stands for the file in messages. */
HILL_API HillSheet *hill_sheet_parse      (const char       *text,
                                           gsize             n,
                                           const char       *name,
                                           GError          **error);

/* Is the first cell "label", so that this is a whole sheet and not only numbers? */
HILL_API gboolean   hill_sheet_text_has_header (const char  *text);

/* (transfer full): as CSV; reads back to the same scores, bit for bit. */
HILL_API GString   *hill_sheet_to_csv     (const HillSheet  *self);

/**
 * hill_sheet_paste:
 * @image, @class_index: where the table's first number goes
 * @image_is_row: whether a row of the text is an image; else it is a class
 * @max_classes, @max_images: the sheet grows up to there
 * @text: cells parted by tabs, semicolons, commas or blanks, whichever comes first in this list; only where commas part them a comma is no
 *   decimal sign
 * @error: the row and column of a cell that is no score, rows of different lengths, too many of them; nothing changes then
 */
HILL_API gboolean   hill_sheet_paste      (HillSheet        *self,
                                           guint             image,
                                           guint             class_index,
                                           gboolean          image_is_row,
                                           guint             max_classes,
                                           guint             max_images,
                                           const char       *text,
                                           GError          **error);

G_END_DECLS
