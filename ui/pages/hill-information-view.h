/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Information: how far a forecast P is from Q, as bars, as terms, as formulas with their numbers (S22 to S24). */

#pragma once

#include "hill-worksheet.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_INFORMATION_VIEW (hill_information_view_get_type ())
G_DECLARE_FINAL_TYPE (HillInformationView, hill_information_view, HILL, INFORMATION_VIEW, GtkWidget)

/* Whose scores the softmax example takes; set once by the page. */
void hill_information_view_set_worksheet (HillInformationView *self,
                                          HillWorksheet       *worksheet);

G_END_DECLS
