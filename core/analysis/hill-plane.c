/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Two directions in weight space, and the two-by-two system that finds the foot of a vector on them. */

#include "hill-plane.h"

#include "hill-i18n.h"
#include "hill-plane-private.h"
#include "hill-random.h"
#include "hill-weights.h"

#include <math.h>
#include <string.h>

HillPlane *
hill_plane_alloc (HillPlaneKind  kind,
                  guint          n_classes,
                  gsize          n_features,
                  const float   *origin)
{
  HillPlane *self = g_atomic_rc_box_new0 (HillPlane);
  gsize n = HILL_N_WEIGHTS (n_classes, n_features);

  self->kind = kind;
  self->n_classes = n_classes;
  self->n_features = n_features;
  self->origin = g_memdup2 (origin, n * sizeof *origin);
  self->directions = g_new0 (float, 2 * n);
  return self;
}

static gsize
get_n_weights (const HillPlane *self)
{
  return HILL_N_WEIGHTS (self->n_classes, self->n_features);
}

static float *
get_direction (const HillPlane *self,
               int              k)
{
  return self->directions + (gsize) k * get_n_weights (self);
}

static void
scale_vector (float *v,
              gsize  n,
              double factor)
{
  for (gsize i = 0; i < n; i++)
    v[i] = (float) (factor * v[i]);
}

static double
get_vector_length (const float *v,
                   gsize        n)
{
  return sqrt (hill_weights_dot (v, v, n));
}

static void
draw_vector (HillRandom *random,
             float      *v,
             gsize       n)
{
  for (gsize i = 0; i < n; i++)
    v[i] = (float) hill_random_normal (random);
}

/* Takes the part along @axis out of @v. */
static void
make_square_to (float       *v,
                const float *axis,
                gsize        n)
{
  double square = hill_weights_dot (axis, axis, n);
  double factor = square > 0 ? hill_weights_dot (v, axis, n) / square : 0;

  for (gsize i = 0; i < n; i++)
    v[i] = (float) (v[i] - factor * axis[i]);
}

void
hill_plane_fill_square (float       *v,
                        const float *axis1,
                        const float *axis2,
                        gsize        n,
                        double       length,
                        guint64      seed)
{
  HillRandom random;
  double drawn;

  hill_random_init (&random, seed);
  draw_vector (&random, v, n);
  for (int again = 0; again < 2; again++)           /* twice: the first leaves what rounding does */
    {
      if (axis1 != NULL)
        make_square_to (v, axis1, n);
      if (axis2 != NULL)
        make_square_to (v, axis2, n);
    }
  drawn = get_vector_length (v, n);
  scale_vector (v, n, drawn > 0 ? length / drawn : 0);
}

HillPlane *
hill_plane_new_for_weights (guint        n_classes,
                            gsize        n_features,
                            const float *origin,
                            gsize        index1,
                            gsize        index2)
{
  HillPlane *self;

  g_return_val_if_fail (origin != NULL && index1 != index2, NULL);
  g_return_val_if_fail (MAX (index1, index2) < HILL_N_WEIGHTS (n_classes, n_features), NULL);

  self = hill_plane_alloc (HILL_PLANE_WEIGHTS, n_classes, n_features, origin);
  self->indices[0] = index1;
  self->indices[1] = index2;
  get_direction (self, 0)[index1] = 1;
  get_direction (self, 1)[index2] = 1;
  return self;
}

HillPlane *
hill_plane_new_for_gradient (guint        n_classes,
                             gsize        n_features,
                             const float *origin,
                             const float *gradient,
                             guint64      seed)
{
  HillPlane *self;
  double length, slope;
  gsize n;

  g_return_val_if_fail (origin != NULL && gradient != NULL, NULL);

  self = hill_plane_alloc (HILL_PLANE_GRADIENT, n_classes, n_features, origin);
  n = get_n_weights (self);
  self->seed = seed;
  length = get_vector_length (origin, n);
  length = length > 0 ? length : 1;
  slope = get_vector_length (gradient, n);
  memcpy (get_direction (self, 0), gradient, n * sizeof *gradient);
  if (slope > 0)
    scale_vector (get_direction (self, 0), n, length / slope);
  else
    hill_plane_fill_square (get_direction (self, 0), NULL, NULL, n, length, ~seed);
  hill_plane_fill_square (get_direction (self, 1), get_direction (self, 0), NULL, n, length, seed);
  return self;
}

HillPlane *
hill_plane_new_random (guint        n_classes,
                       gsize        n_features,
                       const float *origin,
                       guint64      seed)
{
  HillPlane *self;
  HillRandom random;

  g_return_val_if_fail (origin != NULL, NULL);

  self = hill_plane_alloc (HILL_PLANE_RANDOM, n_classes, n_features, origin);
  self->seed = seed;
  hill_random_init (&random, seed);
  for (int k = 0; k < 2; k++)
    for (guint c = 0; c < n_classes; c++)
      {
        float *row = get_direction (self, k) + c * (n_features + 1);
        double wanted = get_vector_length (origin + c * (n_features + 1), n_features), drawn;

        draw_vector (&random, row, n_features);
        drawn = get_vector_length (row, n_features);
        scale_vector (row, n_features, drawn > 0 ? (wanted > 0 ? wanted : 1) / drawn : 0);
      }
  return self;
}

/* ---- Given directions ---- */

/* D1 . D1, D1 . D2, D2 . D2 */
static void
get_products (const HillPlane *self,
              double          *products)
{
  gsize n = get_n_weights (self);
  const float *d1 = get_direction (self, 0), *d2 = get_direction (self, 1);

  products[0] = hill_weights_dot (d1, d1, n);
  products[1] = hill_weights_dot (d1, d2, n);
  products[2] = hill_weights_dot (d2, d2, n);
}

static gboolean
spans_plane (const HillPlane *self)
{
  double q[3];

  get_products (self, q);
  return isfinite (q[0]) && isfinite (q[2]) && q[0] > 0 && q[2] > 0 && q[0] * q[2] - q[1] * q[1] > 1e-10 * q[0] * q[2];
}

HillPlane *
hill_plane_new_custom (guint         n_classes,
                       gsize         n_features,
                       const float  *origin,
                       const float  *directions,
                       GError      **error)
{
  g_autoptr(HillPlane) self = NULL;

  g_return_val_if_fail (origin != NULL && directions != NULL, NULL);

  self = hill_plane_alloc (HILL_PLANE_CUSTOM, n_classes, n_features, origin);
  memcpy (self->directions, directions, 2 * get_n_weights (self) * sizeof *directions);
  if (spans_plane (self))
    return g_steal_pointer (&self);

  g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                       _("The two directions span no plane: they must not be zero or parallel to each other"));
  return NULL;
}

HillPlane *
hill_plane_new_for_points (guint         n_classes,
                           gsize         n_features,
                           const float  *p,
                           const float  *q,
                           const float  *r,
                           GError      **error)
{
  g_autoptr(HillPlane) self = NULL;
  gsize n;

  g_return_val_if_fail (p != NULL && q != NULL && r != NULL, NULL);

  self = hill_plane_alloc (HILL_PLANE_POINTS, n_classes, n_features, p);
  n = get_n_weights (self);
  for (gsize i = 0; i < n; i++)
    {
      get_direction (self, 0)[i] = q[i] - p[i];
      get_direction (self, 1)[i] = r[i] - p[i];
    }
  if (spans_plane (self))
    return g_steal_pointer (&self);

  g_set_error_literal (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
                       _("The three points lie on one line and span no plane: choose steps that are further apart"));
  return NULL;
}

HillPlane *
hill_plane_move (const HillPlane *self,
                 const float     *origin)
{
  HillPlane *moved;

  g_return_val_if_fail (self != NULL && origin != NULL, NULL);

  moved = hill_plane_alloc (self->kind, self->n_classes, self->n_features, origin);
  memcpy (moved->directions, self->directions, 2 * get_n_weights (self) * sizeof *self->directions);
  moved->seed = self->seed;
  memcpy (moved->indices, self->indices, sizeof self->indices);
  memcpy (moved->explained, self->explained, sizeof self->explained);
  return moved;
}

HillPlane *
hill_plane_turn (const HillPlane *self,
                 double           angle,
                 guint64          seed)
{
  HillPlane *turned;
  g_autofree float *third = NULL;
  const float *d1;
  gsize n;

  g_return_val_if_fail (self != NULL, NULL);

  n = get_n_weights (self);
  d1 = get_direction (self, 0);
  third = g_new (float, n);
  hill_plane_fill_square (third, d1, get_direction (self, 1), n, get_vector_length (d1, n), seed);
  turned = hill_plane_move (self, self->origin);
  turned->kind = HILL_PLANE_CUSTOM;
  turned->seed = seed;
  for (gsize i = 0; i < n; i++)
    get_direction (turned, 0)[i] = (float) (cos (angle) * d1[i] + sin (angle) * third[i]);
  return turned;
}

HillPlane *
hill_plane_ref (HillPlane *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
hill_plane_clear (gpointer data)
{
  HillPlane *self = data;

  g_free (self->origin);
  g_free (self->directions);
}

void
hill_plane_unref (HillPlane *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, hill_plane_clear);
}

/* ---- Places ---- */

void
hill_plane_get_weights (const HillPlane *self,
                        double           a,
                        double           b,
                        float           *weights)
{
  const float *d1, *d2;
  gsize n;

  g_return_if_fail (self != NULL && weights != NULL);

  n = get_n_weights (self);
  d1 = get_direction (self, 0);
  d2 = get_direction (self, 1);
  for (gsize i = 0; i < n; i++)
    weights[i] = (float) (self->origin[i] + a * d1[i] + b * d2[i]);
}

/* The normal equations by Cramer's rule, of unit directions so that lengths do not matter. */
static void
solve (const double *q,
       double        dot1,
       double        dot2,
       double       *a,
       double       *b)
{
  double length1 = sqrt (q[0]), length2 = sqrt (q[2]), cosine, determinant;

  *a = *b = 0;
  if (!(length1 > 0 && length2 > 0))
    return;
  cosine = q[1] / (length1 * length2);
  determinant = 1 - cosine * cosine;
  if (!(determinant > 0))
    return;
  dot1 /= length1;
  dot2 /= length2;
  *a = (dot1 - cosine * dot2) / (determinant * length1);
  *b = (dot2 - cosine * dot1) / (determinant * length2);
}

void
hill_plane_solve (const HillPlane *self,
                  double           dot1,
                  double           dot2,
                  double          *a,
                  double          *b)
{
  double products[3];

  g_return_if_fail (self != NULL && a != NULL && b != NULL);

  get_products (self, products);
  solve (products, dot1, dot2, a, b);
}

/* The foot of v - from; the rest is measured, not the difference of two squares. */
static void
project (const HillPlane *self,
         const float     *v,
         const float     *from,
         HillPlanePoint  *point)
{
  gsize n = get_n_weights (self);
  const float *d1 = get_direction (self, 0), *d2 = get_direction (self, 1);
  double products[3], dot1 = 0, dot2 = 0, square = 0;

  for (gsize i = 0; i < n; i++)
    {
      double x = (double) v[i] - (from != NULL ? (double) from[i] : 0);

      dot1 += x * d1[i];
      dot2 += x * d2[i];
    }
  get_products (self, products);
  solve (products, dot1, dot2, &point->a, &point->b);
  for (gsize i = 0; i < n; i++)
    {
      double rest = (double) v[i] - (from != NULL ? (double) from[i] : 0) - point->a * d1[i] - point->b * d2[i];

      square += rest * rest;
    }
  point->distance = sqrt (square);
}

void
hill_plane_project (const HillPlane *self,
                    const float     *weights,
                    HillPlanePoint  *point)
{
  g_return_if_fail (self != NULL && weights != NULL && point != NULL);

  project (self, weights, self->origin, point);
}

void
hill_plane_project_vector (const HillPlane *self,
                           const float     *vector,
                           HillPlanePoint  *point)
{
  g_return_if_fail (self != NULL && vector != NULL && point != NULL);

  project (self, vector, NULL, point);
}
