/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Chooses among the compiled variants of the kernels what this processor can run: the widest, once. */

#include "hill-kernels.h"

#include "hill-kernels-table.h"

static const HillKernelTable *current;

static gboolean
is_supported (const HillKernelTable *table)
{
#ifdef HILL_HAVE_KERNELS_AVX512
  if (table == &hill_kernels_avx512)
    return __builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512bw")
           && __builtin_cpu_supports ("avx512vl") && __builtin_cpu_supports ("avx512dq");
#endif
#ifdef HILL_HAVE_KERNELS_AVX2
  if (table == &hill_kernels_avx2)
    return __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
#endif
  return table == &hill_kernels_plain;
}

/* Best first. */
static const HillKernelTable * const variants[] = {
#ifdef HILL_HAVE_KERNELS_AVX512
  &hill_kernels_avx512,
#endif
#ifdef HILL_HAVE_KERNELS_AVX2
  &hill_kernels_avx2,
#endif
  &hill_kernels_plain,
};

/* The best that has this name, or any name where it is NULL. */
static const HillKernelTable *
find_variant (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    if ((name == NULL || g_str_equal (variants[i]->name, name)) && is_supported (variants[i]))
      return variants[i];
  return NULL;
}

/* Two threads that come first at once choose the same. */
static const HillKernelTable *
get_kernels (void)
{
  const HillKernelTable *table = g_atomic_pointer_get (&current);

  if (table == NULL)
    {
      table = find_variant (NULL);
      g_atomic_pointer_set (&current, table);
    }
  return table;
}

const char *
hill_kernels_get_name (void)
{
  return get_kernels ()->name;
}

gboolean
hill_kernels_set_name (const char *name)
{
  const HillKernelTable *table;

  g_return_val_if_fail (name != NULL, FALSE);

  table = find_variant (name);
  if (table != NULL)
    g_atomic_pointer_set (&current, table);
  return table != NULL;
}

void
hill_kernel_scores (const HillCells *cells,
                    const guint32   *rows,
                    gsize            first,
                    gsize            n,
                    guint            n_classes,
                    const float     *weights,
                    gsize            weight_stride,
                    const float     *bias,
                    float           *scores)
{
  g_return_if_fail (n_classes > 0 && weight_stride >= cells->n_cols);

  get_kernels ()->scores (cells, rows, first, n, n_classes, weights, weight_stride, bias, scores);
}

void
hill_kernel_gradient (const HillCells *cells,
                      const guint32   *rows,
                      gsize            first,
                      gsize            n,
                      guint            n_classes,
                      const float     *dscores,
                      float           *dweights,
                      gsize            weight_stride,
                      float           *dbias)
{
  g_return_if_fail (n_classes > 0 && weight_stride >= cells->n_cols);

  get_kernels ()->gradient (cells, rows, first, n, n_classes, dscores, dweights, weight_stride, dbias);
}

double
hill_kernel_softmax (float         *scores,
                     const guint16 *labels,
                     const guint32 *rows,
                     gsize          first,
                     gsize          n,
                     guint          n_classes,
                     gsize         *n_correct)
{
  g_return_val_if_fail (n_classes > 0, 0);

  return get_kernels ()->softmax (scores, labels, rows, first, n, n_classes, n_correct);
}

double
hill_kernel_hinge (float         *scores,
                   const guint16 *labels,
                   const guint32 *rows,
                   gsize          first,
                   gsize          n,
                   guint          n_classes,
                   float          margin,
                   gsize         *n_correct)
{
  g_return_val_if_fail (n_classes > 0 && margin > 0, 0);

  return get_kernels ()->hinge (scores, labels, rows, first, n, n_classes, margin, n_correct);
}

void
hill_kernel_spread (const HillCells *cells,
                    gsize            row,
                    gsize            first,
                    gsize            n,
                    const float     *slopes,
                    const float     *offsets,
                    double          *x)
{
  get_kernels ()->spread (cells, row, first, n, slopes, offsets, x);
}

void
hill_kernel_fine_scores (const double *x,
                         gsize         stride,
                         gsize         n_rows,
                         gsize         n_columns,
                         guint         n_classes,
                         const double *weights,
                         double       *scores)
{
  get_kernels ()->fine_scores (x, stride, n_rows, n_columns, n_classes, weights, scores);
}

void
hill_kernel_fine_gradient (const double *x,
                           gsize         stride,
                           gsize         n_rows,
                           gsize         n_columns,
                           guint         n_classes,
                           const double *dscores,
                           double       *dweights)
{
  get_kernels ()->fine_gradient (x, stride, n_rows, n_columns, n_classes, dscores, dweights);
}

void
hill_kernel_exp_minus_1 (const double *z,
                         gsize         n,
                         double       *up,
                         double       *down)
{
  get_kernels ()->exp_minus_1 (z, n, up, down);
}

void
hill_kernel_log_1_plus (double *values,
                        gsize   n)
{
  get_kernels ()->log_1_plus (values, n);
}

void
hill_kernel_nudge_softmax (const double *up,
                           const double *down,
                           gsize         n_rows,
                           guint         n_classes,
                           const double *shares,
                           double       *up_products,
                           double       *down_products)
{
  get_kernels ()->nudge_softmax (up, down, n_rows, n_classes, shares, up_products, down_products);
}

void
hill_kernel_nudge_hinge (const double  *z,
                         gsize          n_rows,
                         guint          n_classes,
                         const double  *margins,
                         const guint16 *labels,
                         double        *up,
                         double        *down,
                         double        *kinks)
{
  get_kernels ()->nudge_hinge (z, n_rows, n_classes, margins, labels, up, down, kinks);
}

void
hill_kernel_grid_softmax (const HillGridTile *tile,
                          const float        *tables,
                          gsize               n_rows,
                          float              *scratch,
                          HillGridSums       *sums)
{
  get_kernels ()->grid_softmax (tile, tables, n_rows, scratch, sums);
}

void
hill_kernel_grid_hinge (const HillGridTile *tile,
                        const float        *tables,
                        gsize               n_rows,
                        float               margin,
                        float              *scratch,
                        HillGridSums       *sums)
{
  get_kernels ()->grid_hinge (tile, tables, n_rows, margin, scratch, sums);
}

void
hill_kernel_grid_correct (const HillGridTile *tile,
                          const float        *tables,
                          const guint16      *labels,
                          gsize               n_rows,
                          HillGridSums       *sums)
{
  get_kernels ()->grid_correct (tile, tables, labels, n_rows, sums);
}
