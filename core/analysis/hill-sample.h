/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Which examples a picture is about: all that are trained on, an even choice of them for a preview, or the rows of one
 * batch.  Immutable, reference counted; may be shared between threads. */

#pragma once

#include "hill-objective.h"

G_BEGIN_DECLS

/**
 * HillSample:
 * @design: (owned): whose training split the rows are of
 * @rows: (nullable) (owned): row numbers, or %NULL for rows 0 to n_rows - 1
 * @n_rows: n
 *
 * Read only.
 */
typedef struct
{
  HillDesign *design;
  guint32    *rows;
  gsize       n_rows;
} HillSample;

/**
 * hill_sample_new:
 * @max_rows: how many rows at most; 0 for all that the design's partition trains on
 *
 * Of N rows trained on, n = min (N, max_rows) are taken at even distances, row number i N / n: a data set that is sorted by
 * class gives each class its share, and the same preview comes back every time.
 */
HILL_API HillSample *hill_sample_new          (HillDesign       *design,
                                               gsize             max_rows);

/* These rows of the training split; @rows is copied.  A row may come several times. */
HILL_API HillSample *hill_sample_new_for_rows (HillDesign       *design,
                                               const guint32    *rows,
                                               gsize             n_rows);
HILL_API HillSample *hill_sample_ref          (HillSample       *self);
HILL_API void        hill_sample_unref        (HillSample       *self);

static inline gsize
hill_sample_get_row (const HillSample *self,
                     gsize             i)
{
  return self->rows != NULL ? self->rows[i] : i;
}

/* C (D + 1). */
static inline gsize
hill_sample_get_n_weights (const HillSample *self)
{
  return HILL_N_WEIGHTS (hill_design_get_n_classes (self->design), hill_design_get_n_features (self->design));
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HillSample, hill_sample_unref)

G_END_DECLS
