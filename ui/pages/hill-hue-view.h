/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* From pixel to hue to bin (S29): an image, its map of hues and their histogram, each of which marks in the others what is pointed at in it. */

#pragma once

#include "hill-feature-image.h"
#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal: "params-changed". */
#define HILL_TYPE_HUE_VIEW (hill_hue_view_get_type ())
G_DECLARE_FINAL_TYPE (HillHueView, hill_hue_view, HILL, HUE_VIEW, GtkWidget)

/* @session: whose worker looks at large images; not owned, outlives the view or is set to %NULL before. */
void hill_hue_view_set_session (HillHueView      *self,
                                HillSession      *session);

/* @image: (nullable): %NULL shows @problem, a sentence, instead */
void hill_hue_view_set_image   (HillHueView      *self,
                                HillFeatureImage *image,
                                const char       *problem);
void hill_hue_view_get_params  (HillHueView      *self,
                                HillHueParams    *params);

G_END_DECLS
