/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What is kept of the data between the grids of a landscape.  Private: not installed. */

#pragma once

#include "hill-landscape.h"

G_BEGIN_DECLS

/**
 * HillLandscape:
 * @n_others: C - 1
 * @tables: (owned): for each of n rows three times C - 1 floats: s_c - s_y of the classes c other than the true one y, in their order,
 *   at W0, and what D1 and D2 add to it
 * @labels: (owned): n true classes
 */
struct _HillLandscape
{
  gatomicrefcount ref_count;
  HillSample     *sample;
  HillPlane      *plane;
  guint           n_classes;
  gsize           n_others;
  float          *tables;
  guint16        *labels;
};

static inline const float *
hill_landscape_get_row (const HillLandscape *self,
                        gsize                i)
{
  return self->tables + i * 3 * self->n_others;
}

/* lambda R over a grid: n_b x n_a doubles. */
gboolean hill_landscape_fill_penalty (const HillLandscape  *self,
                                      const HillLoss       *loss,
                                      const HillGrid       *grid,
                                      guint                 n_threads,
                                      const HillProgress   *progress,
                                      double               *penalty,
                                      GError              **error);

/* Sums of L_i and of rows that are right over a grid: n_b x n_a doubles each. */
gboolean hill_landscape_fill_sums    (const HillLandscape  *self,
                                      const HillLoss       *loss,
                                      const HillGrid       *grid,
                                      guint                 n_threads,
                                      const HillProgress   *progress,
                                      double               *losses,
                                      double               *n_correct,
                                      GError              **error);

G_END_DECLS
