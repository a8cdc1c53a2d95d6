/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The two axes along which a path extends most.  The path has few points and each of them many weights, so the eigenvectors are
 * found of the small matrix of dot products between points (Sirovich's method of snapshots), by Jacobi rotations. */

#include "hill-plane-private.h"

#include <math.h>
#include <string.h>

#define MAX_SWEEPS 60
#define MAX_POINTS 128                /* of a longer path that many are used, at even distances, */
#define MAX_BYTES ((gsize) 256 << 20) /* or as many as this holds */

/* Rotates rows and columns p and q so that element (p, q) becomes 0 (Golub and Van Loan, 8.5). */
static void
rotate (double *m,
        double *vectors,
        gsize   n,
        gsize   p,
        gsize   q)
{
  double theta = (m[q * n + q] - m[p * n + p]) / (2 * m[p * n + q]);
  double t = (theta >= 0 ? 1 : -1) / (fabs (theta) + sqrt (theta * theta + 1));
  double c = 1 / sqrt (t * t + 1), s = t * c;

  for (gsize k = 0; k < n; k++)
    {
      double a = m[k * n + p], b = m[k * n + q];

      m[k * n + p] = c * a - s * b;
      m[k * n + q] = s * a + c * b;
    }
  for (gsize k = 0; k < n; k++)
    {
      double a = m[p * n + k], b = m[q * n + k];

      m[p * n + k] = c * a - s * b;
      m[q * n + k] = s * a + c * b;
      a = vectors[p * n + k];
      b = vectors[q * n + k];
      vectors[p * n + k] = c * a - s * b;
      vectors[q * n + k] = s * a + c * b;
    }
}

/* Diagonalises @m; row k of @vectors is the eigenvector of m [k, k]. */
static void
find_eigenvectors (double *m,
                   double *vectors,
                   gsize   n)
{
  memset (vectors, 0, n * n * sizeof *vectors);
  for (gsize i = 0; i < n; i++)
    vectors[i * n + i] = 1;
  for (int sweep = 0; sweep < MAX_SWEEPS; sweep++)
    {
      double off = 0, on = 0;

      for (gsize p = 0; p < n; p++)
        {
          on += m[p * n + p] * m[p * n + p];
          for (gsize q = p + 1; q < n; q++)
            off += m[p * n + q] * m[p * n + q];
        }
      if (!(off > 1e-28 * on))
        return;
      for (gsize p = 0; p < n; p++)
        for (gsize q = p + 1; q < n; q++)
          if (m[p * n + q] != 0)
            rotate (m, vectors, n, p, q);
    }
}

/* Of n points with their mean taken away: m [i, j] = x_i . x_j. */
static double *
find_products (const double *centred,
               gsize         n,
               gsize         n_weights)
{
  double *m = g_new (double, n * n);

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j <= i; j++)
      {
        const double *a = centred + i * n_weights, *b = centred + j * n_weights;
        double sums[4] = { 0 };
        gsize k = 0;

        for (; k + 4 <= n_weights; k += 4)
          for (int lane = 0; lane < 4; lane++)
            sums[lane] += a[k + (gsize) lane] * b[k + (gsize) lane];
        for (; k < n_weights; k++)
          sums[0] += a[k] * b[k];
        m[i * n + j] = m[j * n + i] = (sums[0] + sums[1]) + (sums[2] + sums[3]);
      }
  return m;
}

static double *
centre_points (const float *path,
               gsize        n_points,
               gsize        n,
               gsize        n_weights)
{
  double *centred = g_new (double, n * n_weights);
  g_autofree double *mean = g_new0 (double, n_weights);

  for (gsize i = 0; i < n; i++)
    {
      const float *point = path + (n > 1 ? i * (n_points - 1) / (n - 1) : 0) * n_weights;

      for (gsize k = 0; k < n_weights; k++)
        {
          centred[i * n_weights + k] = point[k];
          mean[k] += point[k] / (double) n;
        }
    }
  for (gsize i = 0; i < n; i++)
    for (gsize k = 0; k < n_weights; k++)
      centred[i * n_weights + k] -= mean[k];
  return centred;
}

/* Axis k as a sum of points, of length 1; it points from the start of the path to its end. */
static void
make_axis (const double *centred,
           const double *shares,
           gsize         n,
           gsize         n_weights,
           float        *axis)
{
  g_autofree double *sum = g_new0 (double, n_weights);
  double square = 0, sign = shares[n - 1] - shares[0] < 0 ? -1 : 1;

  for (gsize i = 0; i < n; i++)
    for (gsize k = 0; k < n_weights; k++)
      sum[k] += shares[i] * centred[i * n_weights + k];
  for (gsize k = 0; k < n_weights; k++)
    square += sum[k] * sum[k];
  for (gsize k = 0; k < n_weights; k++)
    axis[k] = (float) (sign * sum[k] / sqrt (square));
}

/* The largest and the second largest eigenvalue. */
static void
find_largest (const double *m,
              gsize         n,
              gsize        *largest)
{
  largest[0] = 0;
  for (gsize i = 1; i < n; i++)
    if (m[i * n + i] > m[largest[0] * n + largest[0]])
      largest[0] = i;
  largest[1] = largest[0] == 0 && n > 1 ? 1 : 0;
  for (gsize i = 0; i < n; i++)
    if (i != largest[0] && m[i * n + i] > m[largest[1] * n + largest[1]])
      largest[1] = i;
}

HillPlane *
hill_plane_new_for_path (guint        n_classes,
                         gsize        n_features,
                         const float *path,
                         gsize        n_points)
{
  gsize n_weights = HILL_N_WEIGHTS (n_classes, n_features), n, largest[2];
  g_autofree double *centred = NULL, *m = NULL, *vectors = NULL;
  HillPlane *self;
  double total = 0;

  g_return_val_if_fail (path != NULL && n_points > 0, NULL);

  n = MIN (n_points, CLAMP (MAX_BYTES / (n_weights * sizeof (double)), 3, MAX_POINTS));
  self = hill_plane_alloc (HILL_PLANE_PATH, n_classes, n_features, path + (n_points - 1) * n_weights);
  centred = centre_points (path, n_points, n, n_weights);
  m = find_products (centred, n, n_weights);
  vectors = g_new (double, n * n);
  find_eigenvectors (m, vectors, n);
  find_largest (m, n, largest);
  for (gsize i = 0; i < n; i++)
    total += MAX (m[i * n + i], 0);
  for (gsize k = 0; k < 2; k++)
    {
      double value = k < n ? m[largest[k] * n + largest[k]] : 0;
      float *axis = self->directions + k * n_weights;

      if (value > 1e-12 * total && total > 0)
        {
          make_axis (centred, vectors + largest[k] * n, n, n_weights, axis);
          self->explained[k] = value / total;
        }
      else
        hill_plane_fill_square (axis, k > 0 ? self->directions : NULL, NULL, n_weights, 1, 1);
    }
  return self;
}
