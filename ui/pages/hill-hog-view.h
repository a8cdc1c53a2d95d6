/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* From gradients to cells to the vector (S30): glyphs over the image, maps of magnitude and direction, the gradients and votes of one
 * cell, and the whole vector, in which that cell lights up. */

#pragma once

#include "hill-feature-image.h"
#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal: "params-changed". */
#define HILL_TYPE_HOG_VIEW (hill_hog_view_get_type ())
G_DECLARE_FINAL_TYPE (HillHogView, hill_hog_view, HILL, HOG_VIEW, GtkWidget)

/* @session: whose worker looks at large images; not owned, outlives the view or is set to %NULL before. */
void hill_hog_view_set_session (HillHogView      *self,
                                HillSession      *session);

/* @image: (nullable): %NULL shows @problem, a sentence, instead */
void hill_hog_view_set_image   (HillHogView      *self,
                                HillFeatureImage *image,
                                const char       *problem);
void hill_hog_view_get_params  (HillHogView      *self,
                                HillHogParams    *params);

G_END_DECLS
