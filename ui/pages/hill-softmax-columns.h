/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Softmax as the slide works it: a column of scores, of exponentials, of shares, of negative logarithms (S22, S23). */

#pragma once

#include "hill-sheet.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "hovered" (int class_index: the row under the pointer; -1: none). */
#define HILL_TYPE_SOFTMAX_COLUMNS (hill_softmax_columns_get_type ())
G_DECLARE_FINAL_TYPE (HillSoftmaxColumns, hill_softmax_columns, HILL, SOFTMAX_COLUMNS, GtkWidget)

/* @shifted: with the highest score taken away first.  Returns (transfer none) (nullable): what broke without that, a sentence. */
const char *hill_softmax_columns_show        (HillSoftmaxColumns *self,
                                              const HillSheet    *sheet,
                                              guint               image,
                                              gboolean            shifted);

/* Bit j marks the row of class j. */
void        hill_softmax_columns_set_marked  (HillSoftmaxColumns *self,
                                              guint32             classes);

G_END_DECLS
