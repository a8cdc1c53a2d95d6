/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A landscape as a picture. */

#pragma once

#include "hill-landscape.h"

G_BEGIN_DECLS

/**
 * landscape_picture_save:
 * @places: (nullable) (element-type HillPlanePoint): a path
 * @path: ends in .png, .svg or .pdf
 *
 * A map with lines of equal height; the path, or the weights that the plane goes through, and the lowest point are marked.
 */
gboolean landscape_picture_save (const HillPlane       *plane,
                                 const HillGridValues  *values,
                                 const GArray          *places,
                                 HillMeasure            measure,
                                 const char            *path,
                                 GError               **error);

G_END_DECLS
