/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Small loops over weight blocks that several files need.  Sums run in eight lanes of double added in a fixed
 * order: the same bits on every processor.  Private: not installed. */

#pragma once

#include "hill-macros.h"

G_BEGIN_DECLS

/* sum a_i b_i */
double   hill_weights_dot        (const float *a,
                                  const float *b,
                                  gsize        n);

/* sum |a_i| */
double   hill_weights_sum_abs    (const float *a,
                                  gsize        n);

/* The largest |a_i|; infinity where one is infinite or NaN, 0 for none. */
float    hill_weights_max_abs    (const float *a,
                                  gsize        n);

gboolean hill_weights_are_finite (const float *a,
                                  gsize        n);

G_END_DECLS
