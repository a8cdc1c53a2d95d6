/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A score sheet that is edited: every change can be taken back and made again.  GLib only; one thread. */

#pragma once

#include "hill-sheet.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define HILL_WORKSHEET_MIN_CLASSES 2
#define HILL_WORKSHEET_MAX_CLASSES 20
#define HILL_WORKSHEET_MIN_IMAGES  1
#define HILL_WORKSHEET_MAX_IMAGES  12

#define HILL_TYPE_WORKSHEET (hill_worksheet_get_type ())

/* Signal "changed": the sheet is another, or what can be undone is.  Opens on the lecture's sheet. */
G_DECLARE_FINAL_TYPE (HillWorksheet, hill_worksheet, HILL, WORKSHEET, GObject)

HillWorksheet   *hill_worksheet_new       (void);

/* (transfer none): as it is now; valid until the next change. */
const HillSheet *hill_worksheet_get_sheet (HillWorksheet    *self);

/* Changes come as one step each.  What changes nothing is no step.  Errors are sentences; nothing changes then. */
gboolean         hill_worksheet_set_score (HillWorksheet    *self,
                                           guint             image,
                                           guint             class_index,
                                           double            score,
                                           GError          **error);

/* What a person typed into a cell; hill_score_parse() says what is wrong with it. */
gboolean         hill_worksheet_type      (HillWorksheet    *self,
                                           guint             image,
                                           guint             class_index,
                                           const char       *text,
                                           GError          **error);
void             hill_worksheet_set_label (HillWorksheet    *self,
                                           guint             image,
                                           guint             label);
void             hill_worksheet_set_class_name (HillWorksheet *self,
                                                guint          class_index,
                                                const char    *name);

/* Between the limits above, else a sentence. */
gboolean         hill_worksheet_resize    (HillWorksheet    *self,
                                           guint             n_classes,
                                           guint             n_images,
                                           GError          **error);

/* All of it: a preset, or a model's scores.  Between the limits, else a sentence. */
gboolean         hill_worksheet_replace   (HillWorksheet    *self,
                                           const HillSheet  *sheet,
                                           GError          **error);

/**
 * hill_worksheet_paste:
 * @image, @class_index: where the table's first number goes
 * @image_is_row: whether the table that is shown has a row per image; else it has a row per class, as on the slides
 * @text: rows by line, cells by tab, semicolon, comma or blank; point or comma as decimal sign (hill_sheet_paste()); or a whole sheet
 *   as hill_sheet_to_csv() writes it, which takes the place of all there is
 *
 * Puts a table of numbers in, and makes room for it up to the limits.  A cell that is no number, rows of different lengths, or a table that
 * is too large are refused with row and column.
 */
gboolean         hill_worksheet_paste     (HillWorksheet    *self,
                                           guint             image,
                                           guint             class_index,
                                           gboolean          image_is_row,
                                           const char       *text,
                                           GError          **error);

/**
 * hill_worksheet_begin_drag:
 *
 * From here to hill_worksheet_end_drag() all changes are one step: a score that is dragged.  Calls do not nest.
 */
void             hill_worksheet_begin_drag (HillWorksheet   *self);
void             hill_worksheet_end_drag  (HillWorksheet    *self);

gboolean         hill_worksheet_can_undo  (HillWorksheet    *self);
gboolean         hill_worksheet_can_redo  (HillWorksheet    *self);
void             hill_worksheet_undo      (HillWorksheet    *self);
void             hill_worksheet_redo      (HillWorksheet    *self);

G_END_DECLS
