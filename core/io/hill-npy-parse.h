/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The reader of array files apart from the file system, so that a fuzzer can feed it.  Private: not installed. */

#pragma once

#include "hill-error.h"

G_BEGIN_DECLS

/* (transfer full): as hill_npy_load_float32() and its twin, from memory; @name stands in the error texts. */
float *hill_npy_parse_float32 (const guint8  *bytes,
                               gsize          n_bytes,
                               const char    *name,
                               gsize         *shape,
                               guint          rank,
                               GError       **error);
double *hill_npy_parse_float64 (const guint8 *bytes,
                               gsize          n_bytes,
                               const char    *name,
                               gsize         *shape,
                               guint          rank,
                               GError       **error);

G_END_DECLS
