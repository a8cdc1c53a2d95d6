/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The table, shared by the file that lays it out and the file that edits it. */

#pragma once

#include "hill-readout.h"
#include "hill-score-cell.h"
#include "hill-score-table.h"
#include "hill-thumbnail.h"

G_BEGIN_DECLS

/* Below the scores: one row for each loss. */
#define HILL_SCORE_TABLE_N_LOSSES 2

struct _HillScoreTable
{
  GtkWidget       parent_instance;

  HillWorksheet  *worksheet;            /* owned, (nullable) */
  gulong          changed_id;
  guint           n_classes, n_images;  /* that there are widgets for */
  HillScoreBelow  below;
  guint           image, class_index;   /* the cursor */
  guint32         marked;
  int             hovered[2];

  GPtrArray      *cells;                /* images x classes HillScoreCell, children */
  GPtrArray      *class_labels;         /* GtkLabel, children, and so on */
  GPtrArray      *image_labels;
  GPtrArray      *pictures;             /* HillThumbnail, hidden where there is none */
  GPtrArray      *losses;               /* (images + 1) x losses HillReadout, the mean last */
  GtkWidget      *loss_labels[HILL_SCORE_TABLE_N_LOSSES];
  GtkWidget      *mean_label;

  GtkEntry       *editor;               /* a child, over the cell at the cursor while @editing */
  GtkWidget      *popover;              /* a child: why what was typed is refused */
  GtkLabel       *message;
  gboolean        editing;

  int             line_height;          /* of the font; 0 when not measured yet */
  int             digit_width;
  int             name_width;
  int             column_width, row_height, head_height;
};

HillScoreCell *hill_score_table_get_cell       (HillScoreTable *self,
                                                guint           image,
                                                guint           class_index);
GdkRectangle   hill_score_table_get_place      (HillScoreTable *self,
                                                guint           image,
                                                guint           class_index);
/* FALSE beside the cells. */
gboolean       hill_score_table_find           (HillScoreTable *self,
                                                double          x,
                                                double          y,
                                                guint          *image,
                                                guint          *class_index);
void           hill_score_table_place_cursor   (HillScoreTable *self,
                                                guint           image,
                                                guint           class_index,
                                                gboolean        focus);

HillReadout   *hill_score_table_get_readout    (HillScoreTable *self,
                                                guint           column,
                                                guint           which);

void           hill_score_table_show_image     (HillScoreTable *self,
                                                guint           image);
void           hill_score_table_show_losses    (HillScoreTable *self);
void           hill_score_table_show_names     (HillScoreTable *self);
void           hill_score_table_show_marks     (HillScoreTable *self);

void           hill_score_table_measure        (GtkWidget      *widget,
                                                GtkOrientation  orientation,
                                                int             for_size,
                                                int            *minimum,
                                                int            *natural,
                                                int            *minimum_baseline,
                                                int            *natural_baseline);
void           hill_score_table_size_allocate  (GtkWidget      *widget,
                                                int             width,
                                                int             height,
                                                int             baseline);

void           hill_score_table_edit_init       (HillScoreTable *self);
void           hill_score_table_edit_follow     (HillScoreTable *self,
                                                 GtkWidget      *cell);
void           hill_score_table_edit_dispose    (HillScoreTable *self);
void           hill_score_table_edit_allocate   (HillScoreTable *self);
/* The sheet has become another: what was being typed is for a cell that is perhaps no more. */
void           hill_score_table_edit_cancel     (HillScoreTable *self);

G_END_DECLS
