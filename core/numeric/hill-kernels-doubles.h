/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Scores, gradient and numerical gradient in double, for hill-kernels-impl.c: half as many lanes as in float. */

#pragma once

#define DOUBLE_LANES (LANES / 2)

typedef double DoubleVector __attribute__ ((vector_size (4 * LANES)));
typedef gint64 LongVector __attribute__ ((vector_size (4 * LANES)));

ALWAYS_INLINE DoubleVector
doubles_load (const double *p)
{
  DoubleVector v;

  memcpy (&v, p, sizeof v);
  return v;
}

ALWAYS_INLINE void
doubles_store (double       *p,
               DoubleVector  v)
{
  memcpy (p, &v, sizeof v);
}

ALWAYS_INLINE DoubleVector
doubles_all (double x)
{
  return x - (DoubleVector) { 0 };
}

ALWAYS_INLINE DoubleVector
doubles_keep (LongVector   mask,
              DoubleVector a)
{
  return (DoubleVector) (mask & (LongVector) a);
}

ALWAYS_INLINE DoubleVector
doubles_max (DoubleVector a,
             DoubleVector b)
{
#if defined(HILL_KERNELS_AVX512)
  return (DoubleVector) _mm512_max_pd ((__m512d) a, (__m512d) b);
#elif defined(HILL_KERNELS_AVX2)
  return (DoubleVector) _mm256_max_pd ((__m256d) a, (__m256d) b);
#else
  LongVector larger = a > b;

  return (DoubleVector) ((larger & (LongVector) a) | (~larger & (LongVector) b));
#endif
}

ALWAYS_INLINE double
doubles_get_sum (DoubleVector v)
{
  double sum = 0;

#pragma GCC unroll 8
  for (int k = 0; k < DOUBLE_LANES / 2; k++)
    sum += v[k] + v[k + DOUBLE_LANES / 2];
  return sum;
}

/* ---- Rows of features ---- */

static void
kernel_spread (const HillCells *cells,
               gsize            row,
               gsize            first,
               gsize            n,
               const float     *slopes,
               const float     *offsets,
               double *restrict x)
{
  const guint8 *bytes = hill_cells_get_row (cells, row);
  const float *floats = (const float *) (const void *) bytes;
  gsize end = MIN (first + n, cells->n_cols);

  if (cells->type == HILL_CELLS_U8)
    for (gsize d = first; d < end; d++)
      x[d - first] = (double) slopes[d] * bytes[d] + (double) offsets[d];
  else
    for (gsize d = first; d < end; d++)
      x[d - first] = (double) slopes[d] * (double) floats[d] + (double) offsets[d];
  for (gsize d = MAX (end, first); d < first + n; d++)
    x[d - first] = 1;
}

/* Two rows times a tile of classes. */
ALWAYS_INLINE void
fine_scores_of_pair (const double *x0,
                     const double *x1,
                     gsize         n_columns,
                     const double *weights,
                     int           n_classes,
                     double       *scores0,
                     double       *scores1)
{
  DoubleVector sums[2][TILE];
  gsize d = 0;

#pragma GCC unroll 10
  for (int c = 0; c < n_classes; c++)
    sums[0][c] = sums[1][c] = (DoubleVector) { 0 };
  for (; d + DOUBLE_LANES <= n_columns; d += DOUBLE_LANES)
    {
      DoubleVector a = doubles_load (x0 + d), b = doubles_load (x1 + d);

#pragma GCC unroll 10
      for (int c = 0; c < n_classes; c++)
        {
          DoubleVector w = doubles_load (weights + c * n_columns + d);

          KEEP_IN_REGISTER (w);
          sums[0][c] += a * w;
          sums[1][c] += b * w;
        }
    }
#pragma GCC unroll 10
  for (int c = 0; c < n_classes; c++)
    {
      scores0[c] = doubles_get_sum (sums[0][c]);
      scores1[c] = doubles_get_sum (sums[1][c]);
      for (gsize rest = d; rest < n_columns; rest++)
        {
          scores0[c] += x0[rest] * weights[c * n_columns + rest];
          scores1[c] += x1[rest] * weights[c * n_columns + rest];
        }
    }
}

#define FINE_SCORES_CASE(k) case k: fine_scores_of_pair (x0, x1, n_columns, weights, k, scores0, scores1); break;

static void
fine_scores_of_tile (const double *x0,
                     const double *x1,
                     gsize         n_columns,
                     const double *weights,
                     guint         n_classes,
                     double       *scores0,
                     double       *scores1)
{
  switch (n_classes)
    {
      FOR_EACH_TILE_SIZE (FINE_SCORES_CASE)
    default:
      g_assert_not_reached ();
    }
}

static void
kernel_fine_scores (const double *x,
                    gsize         stride,
                    gsize         n_rows,
                    gsize         n_columns,
                    guint         n_classes,
                    const double *weights,
                    double       *scores)
{
  guint n_tiles = (n_classes + TILE - 1) / TILE;
  double unused[TILE];

  for (guint tile = 0; tile < n_tiles; tile++)
    {
      guint start = tile_get_start (tile, n_tiles, n_classes);
      guint n_in_tile = tile_get_start (tile + 1, n_tiles, n_classes) - start;

      for (gsize i = 0; i < n_rows; i += 2)
        {
          gboolean two = i + 1 < n_rows;
          double *to = scores + i * n_classes + start;

          fine_scores_of_tile (x + i * stride, x + (two ? i + 1 : i) * stride, n_columns, weights + start * n_columns, n_in_tile,
                               to, two ? to + n_classes : unused);
        }
    }
}

/* Four rows at a time, so that the sums are fetched and put back once for four. */
static void
kernel_fine_gradient (const double *x,
                      gsize         stride,
                      gsize         n_rows,
                      gsize         n_columns,
                      guint         n_classes,
                      const double *dscores,
                      double       *dweights)
{
  gsize i = 0;

  for (; i + 4 <= n_rows; i += 4)
    for (guint c = 0; c < n_classes; c++)
      {
        const double *s = dscores + i * n_classes + c;
        const double *restrict x0 = x + i * stride, *restrict x1 = x0 + stride, *restrict x2 = x1 + stride, *restrict x3 = x2 + stride;
        double s0 = s[0], s1 = s[n_classes], s2 = s[2 * n_classes], s3 = s[3 * n_classes];
        double *restrict to = dweights + c * n_columns;

        for (gsize d = 0; d < n_columns; d++)
          to[d] += (s0 * x0[d] + s1 * x1[d]) + (s2 * x2[d] + s3 * x3[d]);
      }
  for (; i < n_rows; i++)
    for (guint c = 0; c < n_classes; c++)
      {
        const double *restrict x0 = x + i * stride;
        double *restrict to = dweights + c * n_columns;
        double s0 = dscores[i * n_classes + c];

        for (gsize d = 0; d < n_columns; d++)
          to[d] += s0 * x0[d];
      }
}

/* ---- Nudged weights ---- */

/* Taylor's series up to z^6: its rest is below z^7 / 5040, for |z| <= 0.01 under the last bit of z. */
static void
kernel_exp_minus_1 (const double *z,
                    gsize         n,
                    double       *up,
                    double       *down)
{
  const double *restrict from = z;
  double *restrict to_up = up, *restrict to_down = down;

  for (gsize i = 0; i < n; i++)
    {
      double x = from[i], square = x * x;
      double odd = x * (1 + square * (1.0 / 6 + square * (1.0 / 120)));
      double even = square * (0.5 + square * (1.0 / 24 + square * (1.0 / 720)));

      to_up[i] = odd + even;
      to_down[i] = even - odd;
    }
}

/* log (1 + u) = 2 artanh (u / (2 + u)); the series up to s^15 leaves less than 2 s^17 / 17, 1e-23 at |u| = 0.1. */
static void
kernel_log_1_plus (double *values,
                   gsize   n)
{
  for (gsize i = 0; i < n; i++)
    {
      double s = values[i] / (2 + values[i]), q = s * s;
      double p = 1.0 / 13 + q * (1.0 / 15);

      p = 1.0 / 9 + q * (1.0 / 11 + q * p);
      p = 1.0 / 5 + q * (1.0 / 7 + q * p);
      values[i] = 2 * s * (1 + q * (1.0 / 3 + q * p));
    }
}

/* One vector of columns for a tile of classes: (1 + u) (1 + P t) - 1 = u + t (P + P u). */
ALWAYS_INLINE void
nudge_softmax_of_tile (const double *up,
                       const double *down,
                       gsize         n_rows,
                       guint         n_classes,
                       const double *shares,
                       double       *up_products,
                       double       *down_products,
                       int           n_in_tile)
{
  DoubleVector u[TILE], v[TILE];

#pragma GCC unroll 10
  for (int c = 0; c < n_in_tile; c++)
    {
      u[c] = doubles_load (up_products + c * HILL_NUDGE_COLUMNS);
      v[c] = doubles_load (down_products + c * HILL_NUDGE_COLUMNS);
    }
  for (gsize i = 0; i < n_rows; i++)
    {
      DoubleVector t = doubles_load (up + i * HILL_NUDGE_COLUMNS), s = doubles_load (down + i * HILL_NUDGE_COLUMNS);

#pragma GCC unroll 10
      for (int c = 0; c < n_in_tile; c++)
        {
          DoubleVector p = doubles_all (shares[i * n_classes + c]);

          KEEP_IN_REGISTER (p);
          u[c] += t * (p + p * u[c]);
          v[c] += s * (p + p * v[c]);
        }
    }
#pragma GCC unroll 10
  for (int c = 0; c < n_in_tile; c++)
    {
      doubles_store (up_products + c * HILL_NUDGE_COLUMNS, u[c]);
      doubles_store (down_products + c * HILL_NUDGE_COLUMNS, v[c]);
    }
}

#define NUDGE_CASE(k) case k: nudge_softmax_of_tile (up, down, n_rows, n_classes, shares, up_products, down_products, k); break;

static void
nudge_softmax (const double *up,
               const double *down,
               gsize         n_rows,
               guint         n_classes,
               const double *shares,
               double       *up_products,
               double       *down_products,
               guint         n_in_tile)
{
  switch (n_in_tile)
    {
      FOR_EACH_TILE_SIZE (NUDGE_CASE)
    default:
      g_assert_not_reached ();
    }
}

static void
kernel_nudge_softmax (const double *up,
                      const double *down,
                      gsize         n_rows,
                      guint         n_classes,
                      const double *shares,
                      double       *up_products,
                      double       *down_products)
{
  guint n_tiles = (n_classes + TILE - 1) / TILE;

  for (guint tile = 0; tile < n_tiles; tile++)
    {
      guint start = tile_get_start (tile, n_tiles, n_classes);
      guint n_in_tile = tile_get_start (tile + 1, n_tiles, n_classes) - start;

      for (gsize d = 0; d < HILL_NUDGE_COLUMNS; d += DOUBLE_LANES)
        nudge_softmax (up + d, down + d, n_rows, n_classes, shares + start, up_products + start * HILL_NUDGE_COLUMNS + d,
                       down_products + start * HILL_NUDGE_COLUMNS + d, n_in_tile);
    }
}

/* A margin m that becomes m + z changes max (0, m) by max (z + min (m, 0), - max (m, 0)): exactly z or 0 away from the kink.  The weight
 * of the true class moves all the others' margins the other way. */
ALWAYS_INLINE void
nudge_hinge_of_row (DoubleVector  z,
                    guint         n_classes,
                    const double *margins,
                    guint         label,
                    double       *up,
                    double       *down,
                    double       *kinks)
{
  DoubleVector all_up = { 0 }, all_down = { 0 }, all_kinks = { 0 }, size = doubles_max (z, -z);

  for (guint c = 0; c < n_classes; c++)
    {
      double low = MIN (margins[c], 0), high = MAX (margins[c], 0);
      DoubleVector more = doubles_max (z + low, doubles_all (-high)), less = doubles_max (low - z, doubles_all (-high));
      DoubleVector kink = doubles_keep ((LongVector) (size + margins[c] > 0) & (LongVector) (size - margins[c] >= 0), doubles_all (1));
      gsize at = c * HILL_NUDGE_COLUMNS;

      all_up += more;
      all_down += less;
      all_kinks += kink;
      doubles_store (up + at, doubles_load (up + at) + more);
      doubles_store (down + at, doubles_load (down + at) + less);
      doubles_store (kinks + at, doubles_load (kinks + at) + kink);
    }
  up += label * HILL_NUDGE_COLUMNS;
  down += label * HILL_NUDGE_COLUMNS;
  kinks += label * HILL_NUDGE_COLUMNS;
  doubles_store (up, doubles_load (up) + all_down);
  doubles_store (down, doubles_load (down) + all_up);
  doubles_store (kinks, doubles_load (kinks) + all_kinks);
}

static void
kernel_nudge_hinge (const double  *z,
                    gsize          n_rows,
                    guint          n_classes,
                    const double  *margins,
                    const guint16 *labels,
                    double        *up,
                    double        *down,
                    double        *kinks)
{
  for (gsize d = 0; d < HILL_NUDGE_COLUMNS; d += DOUBLE_LANES)
    for (gsize i = 0; i < n_rows; i++)
      nudge_hinge_of_row (doubles_load (z + i * HILL_NUDGE_COLUMNS + d), n_classes, margins + i * n_classes, labels[i],
                          up + d, down + d, kinks + d);
}
