/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A worksheet of scores as a table to edit, classes down and images across as on the slides, with both losses of each image below
 * it and their means beside them.  By keyboard: arrows, Enter and Tab move, typing replaces, F2 edits, Escape leaves things as they were,
 * the space bar makes the cell's class the true one, Ctrl+V pastes a table.  What cannot be a score is refused in words, and what was
 * typed stays. */

#pragma once

#include "hill-dataset.h"
#include "hill-worksheet.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "cursor-moved" (another image or class is chosen), "hovered" (int image, int class_index: the cell under the pointer; -1, -1: none). */
#define HILL_TYPE_SCORE_TABLE (hill_score_table_get_type ())
G_DECLARE_FINAL_TYPE (HillScoreTable, hill_score_table, HILL, SCORE_TABLE, GtkWidget)

/* What stands small below each score. */
typedef enum
{
  HILL_SCORE_BELOW_HINGE,
  HILL_SCORE_BELOW_SHARE,
  HILL_SCORE_BELOW_NOTHING,
} HillScoreBelow;

/* @worksheet: a reference is kept. */
void  hill_score_table_set_worksheet (HillScoreTable *self,
                                      HillWorksheet  *worksheet);

/* The image and the class that are chosen. */
guint hill_score_table_get_image     (HillScoreTable *self);
guint hill_score_table_get_class     (HillScoreTable *self);

/* Chooses them, and gives the cell the focus if another cell has it. */
void  hill_score_table_set_cursor    (HillScoreTable *self,
                                      guint           image,
                                      guint           class_index);

void  hill_score_table_set_below     (HillScoreTable *self,
                                      HillScoreBelow  below);

/* Marks cells of the chosen image: bit j is class j. */
void  hill_score_table_set_marked    (HillScoreTable *self,
                                      guint32         classes);

/* Shows a thumbnail above an image; @dataset %NULL for none. */
void  hill_score_table_set_picture   (HillScoreTable *self,
                                      guint           image,
                                      HillDataset    *dataset,
                                      HillSplit       split,
                                      gsize           index);

G_END_DECLS
