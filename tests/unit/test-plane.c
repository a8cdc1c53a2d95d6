/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Planes through weight space: what their directions are, the principal axes of a path against the eigenvectors of its covariance matrix
 * found by power iteration, and where weights stand on a plane and beside it. */

#include "hill-plane.h"
#include "hill-random.h"

#include <math.h>
#include <string.h>

#define C 3
#define D 4
#define N (C * (D + 1))

static void
draw (float   *v,
      gsize    n,
      guint64  seed)
{
  HillRandom random;

  hill_random_init (&random, seed);
  for (gsize i = 0; i < n; i++)
    v[i] = (float) hill_random_normal (&random);
}

static double
dot (const float *a,
     const float *b,
     gsize        n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (double) a[i] * (double) b[i];
  return sum;
}

static void
test_weights (void)
{
  float origin[N], w[N];
  g_autoptr(HillPlane) plane = NULL;
  HillPlanePoint point;

  draw (origin, N, 1);
  plane = hill_plane_new_for_weights (C, D, origin, 2, 11);
  hill_plane_get_weights (plane, 0.5, -2, w);
  for (gsize i = 0; i < N; i++)
    g_assert_cmpfloat_with_epsilon (w[i], origin[i] + (i == 2 ? 0.5 : i == 11 ? -2 : 0), 1e-6);
  w[7] += 3;
  hill_plane_project (plane, w, &point);
  g_assert_cmpfloat_with_epsilon (point.a, 0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (point.b, -2, 1e-6);
  g_assert_cmpfloat_with_epsilon (point.distance, 3, 1e-6);
}

static void
test_random (void)
{
  float origin[N];
  g_autoptr(HillPlane) plane = NULL;
  g_autoptr(HillPlane) same = NULL;
  g_autoptr(HillPlane) other = NULL;

  draw (origin, N, 1);
  memset (origin + 5, 0, 5 * sizeof *origin);
  plane = hill_plane_new_random (C, D, origin, 9);
  same = hill_plane_new_random (C, D, origin, 9);
  other = hill_plane_new_random (C, D, origin, 10);
  g_assert_cmpmem (plane->directions, 2 * N * sizeof (float), same->directions, 2 * N * sizeof (float));
  g_assert_cmpfloat (plane->directions[0], !=, other->directions[0]);
  g_assert_cmpuint (plane->seed, ==, 9);
  for (int k = 0; k < 2; k++)
    for (int c = 0; c < C; c++)
      {
        const float *row = plane->directions + k * N + c * (D + 1), *w = origin + c * (D + 1);

        g_assert_cmpfloat (row[D], ==, 0);
        g_assert_cmpfloat_with_epsilon (dot (row, row, D), c == 1 ? 1 : dot (w, w, D), 1e-5);
      }
}

static void
test_gradient (void)
{
  float origin[N], gradient[N];
  g_autoptr(HillPlane) plane = NULL;
  g_autoptr(HillPlane) turned = NULL;
  const float *d1, *d2;

  draw (origin, N, 1);
  draw (gradient, N, 2);
  plane = hill_plane_new_for_gradient (C, D, origin, gradient, 3);
  d1 = plane->directions;
  d2 = d1 + N;
  g_assert_cmpfloat_with_epsilon (dot (d1, d1, N), dot (origin, origin, N), 1e-5);
  g_assert_cmpfloat_with_epsilon (dot (d2, d2, N), dot (origin, origin, N), 1e-5);
  g_assert_cmpfloat_with_epsilon (dot (d1, d2, N), 0, 1e-5);
  g_assert_cmpfloat_with_epsilon (dot (d1, gradient, N), sqrt (dot (d1, d1, N) * dot (gradient, gradient, N)), 1e-5);

  turned = hill_plane_turn (plane, G_PI / 2, 5);
  g_assert_cmpfloat_with_epsilon (dot (turned->directions, d1, N), 0, 1e-5);
  g_assert_cmpfloat_with_epsilon (dot (turned->directions, d2, N), 0, 1e-5);
  g_assert_cmpfloat_with_epsilon (dot (turned->directions, turned->directions, N), dot (d1, d1, N), 1e-5);
  g_assert_cmpmem (turned->directions + N, N * sizeof (float), d2, N * sizeof (float));

  /* No gradient, no weights: still a plane. */
  memset (origin, 0, sizeof origin);
  memset (gradient, 0, sizeof gradient);
  hill_plane_unref (plane);
  plane = hill_plane_new_for_gradient (C, D, origin, gradient, 3);
  g_assert_cmpfloat_with_epsilon (dot (plane->directions, plane->directions, N), 1, 1e-5);
  g_assert_cmpfloat_with_epsilon (dot (plane->directions, plane->directions + N, N), 0, 1e-5);
}

static void
test_points (void)
{
  float p[N], q[N], r[N];
  g_autoptr(HillPlane) plane = NULL;
  g_autoptr(GError) error = NULL;
  HillPlanePoint point;

  draw (p, N, 1);
  draw (q, N, 2);
  draw (r, N, 3);
  plane = hill_plane_new_for_points (C, D, p, q, r, NULL);
  hill_plane_project (plane, p, &point);
  g_assert_cmpfloat_with_epsilon (hypot (point.a, point.b), 0, 1e-6);
  hill_plane_project (plane, q, &point);
  g_assert_cmpfloat_with_epsilon (hypot (point.a - 1, point.b), 0, 1e-6);
  g_assert_cmpfloat_with_epsilon (point.distance, 0, 1e-5);
  hill_plane_project (plane, r, &point);
  g_assert_cmpfloat_with_epsilon (hypot (point.a, point.b - 1), 0, 1e-6);

  for (int i = 0; i < N; i++)
    r[i] = p[i] + 3 * (q[i] - p[i]);
  g_assert_null (hill_plane_new_for_points (C, D, p, q, r, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
}

static void
test_custom (void)
{
  float origin[N] = { 0 }, directions[2 * N], vector[N];
  g_autoptr(HillPlane) plane = NULL;
  g_autoptr(GError) error = NULL;
  HillPlanePoint point;
  double a, b;

  draw (directions, 2 * N, 4);
  plane = hill_plane_new_custom (C, D, origin, directions, NULL);
  for (int i = 0; i < N; i++)
    vector[i] = 2 * directions[i] - 3 * directions[N + i];
  hill_plane_project_vector (plane, vector, &point);
  g_assert_cmpfloat_with_epsilon (point.a, 2, 1e-5);
  g_assert_cmpfloat_with_epsilon (point.b, -3, 1e-5);
  hill_plane_solve (plane, dot (vector, directions, N), dot (vector, directions + N, N), &a, &b);
  g_assert_cmpfloat_with_epsilon (a, 2, 1e-5);
  g_assert_cmpfloat_with_epsilon (b, -3, 1e-5);

  memset (directions + N, 0, N * sizeof (float));
  g_assert_null (hill_plane_new_custom (C, D, origin, directions, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
  memcpy (directions + N, directions, N * sizeof (float));
  g_assert_null (hill_plane_new_custom (C, D, origin, directions, NULL));
  directions[3] = INFINITY;
  g_assert_null (hill_plane_new_custom (C, D, origin, directions, NULL));
}

/* ---- Principal axes ---- */

/* The covariance matrix times N - the slow, plain way. */
static void
find_covariance (const float *path,
                 gsize        n,
                 double       m[N][N])
{
  double mean[N] = { 0 };

  for (gsize k = 0; k < n; k++)
    for (int i = 0; i < N; i++)
      mean[i] += path[k * N + i] / (double) n;
  memset (m, 0, N * N * sizeof (double));
  for (gsize k = 0; k < n; k++)
    for (int i = 0; i < N; i++)
      for (int j = 0; j < N; j++)
        m[i][j] += (path[k * N + i] - mean[i]) * (path[k * N + j] - mean[j]);
}

/* Power iteration; the eigenvector found is taken out of @m. */
static double
take_eigenvector (double  m[N][N],
                  double *v)
{
  double value = 0;

  for (int i = 0; i < N; i++)
    v[i] = 1 + 0.1 * i;
  for (int step = 0; step < 5000; step++)
    {
      double next[N] = { 0 };

      value = 0;
      for (int i = 0; i < N; i++)
        {
          for (int j = 0; j < N; j++)
            next[i] += m[i][j] * v[j];
          value += next[i] * next[i];
        }
      value = sqrt (value);
      for (int i = 0; i < N; i++)
        v[i] = next[i] / value;
    }
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      m[i][j] -= value * v[i] * v[j];
  return value;
}

static void
test_path (void)
{
  static const gsize counts[] = { 3, 12, 120 };

  for (gsize k = 0; k < G_N_ELEMENTS (counts); k++)
    {
      gsize n = counts[k];
      g_autofree float *path = g_new (float, n * N);
      g_autoptr(HillPlane) plane = NULL;
      double m[N][N], total = 0;
      HillPlanePoint end;

      /* A bend in three directions of unlike strength, and noise. */
      draw (path, n * N, 7);
      for (gsize i = 0; i < n; i++)
        {
          double t = (double) i / (double) n;

          path[i * N] += (float) (20 * t);
          path[i * N + 3] += (float) (30 * t * t);
          path[i * N + 8] += (float) (6 * sin (5 * t));
        }
      plane = hill_plane_new_for_path (C, D, path, n);
      find_covariance (path, n, m);
      for (int i = 0; i < N; i++)
        total += m[i][i];
      for (int axis = 0; axis < 2; axis++)
        {
          double v[N], value = take_eigenvector (m, v), along = 0;
          const float *found = plane->directions + axis * N;

          for (int i = 0; i < N; i++)
            along += v[i] * found[i];
          g_assert_cmpfloat_with_epsilon (fabs (along), 1, 1e-6);
          g_assert_cmpfloat_with_epsilon (dot (found, found, N), 1, 1e-6);
          g_assert_cmpfloat_with_epsilon (plane->explained[axis], value / total, 1e-9);
          g_assert_cmpfloat (dot (path + (n - 1) * N, found, N), >=, dot (path, found, N));
        }
      hill_plane_project (plane, path + (n - 1) * N, &end);
      g_assert_cmpfloat_with_epsilon (fabs (end.a) + fabs (end.b) + end.distance, 0, 1e-9);
    }
}

/* A straight path has one axis, a path that stands still none: the plane is filled up. */
static void
test_degenerate_path (void)
{
  float path[5 * N];

  draw (path, N, 3);
  for (int straight = 0; straight < 2; straight++)
    {
      g_autoptr(HillPlane) plane = NULL;

      for (int k = 1; k < 5; k++)
        for (int i = 0; i < N; i++)
          path[k * N + i] = path[i] + (float) (straight * k * (i + 1));
      plane = hill_plane_new_for_path (C, D, path, 5);
      g_assert_cmpfloat_with_epsilon (plane->explained[0], straight, 1e-9);
      g_assert_cmpfloat (plane->explained[1], ==, 0);
      g_assert_cmpfloat_with_epsilon (dot (plane->directions, plane->directions, N), 1, 1e-5);
      g_assert_cmpfloat_with_epsilon (dot (plane->directions + N, plane->directions + N, N), 1, 1e-5);
      g_assert_cmpfloat_with_epsilon (dot (plane->directions, plane->directions + N, N), 0, 1e-5);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plane/weights", test_weights);
  g_test_add_func ("/plane/random", test_random);
  g_test_add_func ("/plane/gradient", test_gradient);
  g_test_add_func ("/plane/points", test_points);
  g_test_add_func ("/plane/custom", test_custom);
  g_test_add_func ("/plane/path", test_path);
  g_test_add_func ("/plane/degenerate-path", test_degenerate_path);
  return g_test_run ();
}
