/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Training: every choice of a run as a control, and what comes of it: curves, templates, confusion matrix, at any step. */

#pragma once

#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_TRAINING_PAGE (hill_training_page_get_type ())
G_DECLARE_FINAL_TYPE (HillTrainingPage, hill_training_page, HILL, TRAINING_PAGE, GtkWidget)

/* Property "session" (HillSession, read-write), set once by the window. */

G_END_DECLS
