/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* NumPy's array files (format versions 1 to 3, numpy.lib.format), for weights and features. */

#pragma once

#include "hill-error.h"

G_BEGIN_DECLS

/* Writes a C-ordered little-endian float32 array; rank 1 to 8. */
HILL_API gboolean hill_npy_save_float32 (const char    *path,
                                         const float   *values,
                                         const gsize   *shape,
                                         guint          rank,
                                         GError       **error);

/* The same in float64. */
HILL_API gboolean hill_npy_save_float64 (const char    *path,
                                         const double  *values,
                                         const gsize   *shape,
                                         guint          rank,
                                         GError       **error);

/**
 * hill_npy_load_float32:
 * @shape: receives @rank sizes
 * @rank: the rank that is expected
 *
 * Reads a float32 or float64 array of either byte order and either memory order, format versions 1 to 3; values that are not finite are
 * refused, and so are headers over 64 KiB, more than 8 dimensions, and a shape that is not that of the bytes that follow.
 *
 * Returns: (transfer full): the values in C order, from g_malloc()
 */
HILL_API float   *hill_npy_load_float32 (const char    *path,
                                         gsize         *shape,
                                         guint          rank,
                                         GError       **error);
/* The same with all digits of a float64 array. */
HILL_API double  *hill_npy_load_float64 (const char    *path,
                                         gsize         *shape,
                                         guint          rank,
                                         GError       **error);

G_END_DECLS
