/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Worksheet: scores of some images, and both losses of them written out. */

#pragma once

#include "hill-session.h"
#include "hill-worksheet.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_LOSS_WORKSHEET (hill_loss_worksheet_get_type ())
G_DECLARE_FINAL_TYPE (HillLossWorksheet, hill_loss_worksheet, HILL, LOSS_WORKSHEET, GtkWidget)

/* Property "session" (HillSession, read-write), set once by the page. */

/* (transfer none): the scores, which the other views of the page are about too. */
HillWorksheet *hill_loss_worksheet_get_worksheet (HillLossWorksheet *self);

G_END_DECLS
