/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What comes before the first step of a run: the features of all images are extracted, and that can be cancelled. */

#pragma once

#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property: "session".  Seen only while there is something to wait for. */
#define HILL_TYPE_PREPARING_BAR (hill_preparing_bar_get_type ())
G_DECLARE_FINAL_TYPE (HillPreparingBar, hill_preparing_bar, HILL, PREPARING_BAR, GtkWidget)

G_END_DECLS
