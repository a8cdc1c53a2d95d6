/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* How an image becomes a feature vector: by its hues, by its gradients, and what that tells of two classes. */

#pragma once

#include "hill-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property: "session" (HillSession).  Actions: "features.previous", "features.next". */
#define HILL_TYPE_FEATURES_PAGE (hill_features_page_get_type ())
G_DECLARE_FINAL_TYPE (HillFeaturesPage, hill_features_page, HILL, FEATURES_PAGE, GtkWidget)

/* @dataset: (nullable): looks at an example, as chosen on another page */
void hill_features_page_set_example (HillFeaturesPage *self,
                                     HillDataset      *dataset,
                                     HillSplit         split,
                                     gsize             index);

/* Looks at an image file, as chosen or dropped; what is no image is said in a sentence. */
void hill_features_page_open        (HillFeaturesPage *self,
                                     GFile            *file);

G_END_DECLS
