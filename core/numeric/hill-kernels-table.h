/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What one compiled variant of the kernels offers; hill-kernels.c picks a table, hill-kernels-impl.c fills it.
 * Private: not installed. */

#pragma once

#include "hill-kernels-fine.h"
#include "hill-kernels.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  void      (*scores)   (const HillCells *cells,
                         const guint32   *rows,
                         gsize            first,
                         gsize            n,
                         guint            n_classes,
                         const float     *weights,
                         gsize            weight_stride,
                         const float     *bias,
                         float           *scores);
  void      (*gradient) (const HillCells *cells,
                         const guint32   *rows,
                         gsize            first,
                         gsize            n,
                         guint            n_classes,
                         const float     *dscores,
                         float           *dweights,
                         gsize            weight_stride,
                         float           *dbias);
  double    (*softmax)  (float           *scores,
                         const guint16   *labels,
                         const guint32   *rows,
                         gsize            first,
                         gsize            n,
                         guint            n_classes,
                         gsize           *n_correct);
  double    (*hinge)    (float           *scores,
                         const guint16   *labels,
                         const guint32   *rows,
                         gsize            first,
                         gsize            n,
                         guint            n_classes,
                         float            margin,
                         gsize           *n_correct);
  void      (*spread)   (const HillCells *cells,
                         gsize            row,
                         gsize            first,
                         gsize            n,
                         const float     *slopes,
                         const float     *offsets,
                         double          *x);
  void      (*fine_scores)   (const double *x,
                              gsize         stride,
                              gsize         n_rows,
                              gsize         n_columns,
                              guint         n_classes,
                              const double *weights,
                              double       *scores);
  void      (*fine_gradient) (const double *x,
                              gsize         stride,
                              gsize         n_rows,
                              gsize         n_columns,
                              guint         n_classes,
                              const double *dscores,
                              double       *dweights);
  void      (*exp_minus_1)   (const double *z,
                              gsize         n,
                              double       *up,
                              double       *down);
  void      (*log_1_plus)    (double       *values,
                              gsize         n);
  void      (*nudge_softmax) (const double *up,
                              const double *down,
                              gsize         n_rows,
                              guint         n_classes,
                              const double *shares,
                              double       *up_products,
                              double       *down_products);
  void      (*nudge_hinge)   (const double *z,
                              gsize         n_rows,
                              guint         n_classes,
                              const double *margins,
                              const guint16 *labels,
                              double       *up,
                              double       *down,
                              double       *kinks);
  void      (*grid_softmax)  (const HillGridTile *tile,
                              const float        *tables,
                              gsize               n_rows,
                              float              *scratch,
                              HillGridSums       *sums);
  void      (*grid_hinge)    (const HillGridTile *tile,
                              const float        *tables,
                              gsize               n_rows,
                              float               margin,
                              float              *scratch,
                              HillGridSums       *sums);
  void      (*grid_correct)  (const HillGridTile *tile,
                              const float        *tables,
                              const guint16      *labels,
                              gsize               n_rows,
                              HillGridSums       *sums);
} HillKernelTable;

extern const HillKernelTable hill_kernels_plain;
extern const HillKernelTable hill_kernels_avx2;
extern const HillKernelTable hill_kernels_avx512;

G_END_DECLS
