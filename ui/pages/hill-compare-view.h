/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Two classes side by side: the mean of their hue histograms and of their gradients, and what is left when one is taken from the other. */

#pragma once

#include "hill-hog.h"
#include "hill-hue.h"
#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HILL_TYPE_COMPARE_VIEW (hill_compare_view_get_type ())
G_DECLARE_FINAL_TYPE (HillCompareView, hill_compare_view, HILL, COMPARE_VIEW, GtkWidget)

/* @session: whose data set is compared, and whose worker does it; not owned, outlives the view or is set to %NULL before. */
void hill_compare_view_set_session (HillCompareView     *self,
                                    HillSession         *session);

/* The session has a new data set. */
void hill_compare_view_update      (HillCompareView     *self);

/* How features are counted: as the other views have it. */
void hill_compare_view_set_params  (HillCompareView     *self,
                                    const HillHueParams *hue,
                                    const HillHogParams *hog);

G_END_DECLS
