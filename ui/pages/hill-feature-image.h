/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The image that the Features page looks at: an example of the data set, or a file in its own size.  Immutable, reference
 * counted, shared with the worker. */

#pragma once

#include "hill-hog.h"
#include "hill-hue.h"
#include "hill-picture-plot.h"

G_BEGIN_DECLS

/**
 * HillFeatureImage:
 * @name: what a person calls it
 * @pixels: its bytes
 * @photo: the image as a picture
 */
typedef struct
{
  char            *name;
  HillPixels       pixels;
  HillRaster      *photo;
  /*< private >*/
  gatomicrefcount  ref_count;
  HillDataset     *dataset;
  guint8          *bytes;
} HillFeatureImage;

/* (transfer full): an example of a data set of images. @name: translated */
HillFeatureImage *hill_feature_image_new_from_example (HillDataset             *dataset,
                                                       HillSplit                split,
                                                       gsize                    index,
                                                       const char              *name);

/* (transfer full) (nullable): decodes a file; on the worker, for that may take long. */
HillFeatureImage *hill_feature_image_load             (const char              *path,
                                                       const HillProgress      *progress,
                                                       GError                 **error);

/* (transfer full): from planar bytes, which are copied. */
HillFeatureImage *hill_feature_image_new              (const HillPixels        *pixels,
                                                       const char              *name);
HillFeatureImage *hill_feature_image_ref              (HillFeatureImage        *self);
void              hill_feature_image_unref            (HillFeatureImage        *self);

/* Small enough for its features to be computed within a frame. */
gboolean          hill_feature_image_is_small         (const HillFeatureImage  *self);

void              hill_feature_image_get_rgb          (const HillFeatureImage  *self,
                                                       guint                    x,
                                                       guint                    y,
                                                       guint8                   rgb[3]);

/* (transfer full): "512 × 384 pixels, colour" */
char             *hill_feature_image_describe_size    (const HillFeatureImage  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillFeatureImage, hill_feature_image_unref)

G_END_DECLS
