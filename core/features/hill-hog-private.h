/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Between the files of the fast way to a histogram of gradients.  Private: not installed. */

#pragma once

#include "hill-hog.h"

G_BEGIN_DECLS

static inline float
hill_hog_get_bins_per_radian (const HillHogParams *self)
{
  return (float) (self->n_bins / (self->is_signed ? 2 * G_PI : G_PI));
}

/* One block of @n values, in place. */
void hill_hog_normalize      (const HillHogParams *self,
                              float               *values,
                              gsize                n);

/* Whole votes, lecture's and skimage's, of values that are bytes: n_rows x n_columns x n_bins sums of magnitudes. */
void hill_hog_count          (const HillHogParams *self,
                              const HillPixels    *pixels,
                              const HillHogShape  *shape,
                              float               *cells);

/* The variant opencv, where its buffers are not out of proportion (large blocks of very wide images). */
gboolean hill_hog_can_share  (const HillHogParams *self,
                              const HillHogShape  *shape);
void hill_hog_extract_shared (const HillHogParams *self,
                              const HillPixels    *pixels,
                              const HillHogShape  *shape,
                              float               *vector);

G_END_DECLS
