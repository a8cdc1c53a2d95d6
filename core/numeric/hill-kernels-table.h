/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What one compiled variant of the kernels offers; hill-kernels.c picks a table, hill-kernels-impl.c fills it.
 * Private: not installed. */

#pragma once

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
} HillKernelTable;

extern const HillKernelTable hill_kernels_plain;
extern const HillKernelTable hill_kernels_avx2;
extern const HillKernelTable hill_kernels_avx512;

G_END_DECLS
