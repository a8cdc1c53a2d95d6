/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What if: the lecture's questions to choose from, one of them beside, and the sanity checks of the real model. */

#pragma once

#include "hill-session.h"
#include "hill-worksheet.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_WHAT_IF_VIEW (hill_what_if_view_get_type ())
G_DECLARE_FINAL_TYPE (HillWhatIfView, hill_what_if_view, HILL, WHAT_IF_VIEW, GtkWidget)

/* Set once by the page, before the view is seen. */
void hill_what_if_view_set_model (HillWhatIfView *self,
                                  HillWorksheet  *worksheet,
                                  HillSession    *session);

G_END_DECLS
