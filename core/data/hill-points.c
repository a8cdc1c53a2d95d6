/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Points in the plane, in three classes: what a linear classifier can tell apart (blobs), and what it cannot. */

#include "hill-points.h"

#include "hill-dataset-private.h"

#include "hill-i18n.h"
#include "hill-random.h"

#include <math.h>
#include <string.h>

#define N_CLASSES 3
#define N_TRAIN 300             /* of each class */
#define N_TEST 150

typedef void (*PlaceFunc) (HillRandom *random,
                           guint       class_index,
                           double     *x,
                           double     *y);

static void
place_blob (HillRandom *random,
            guint       class_index,
            double     *x,
            double     *y)
{
  double angle = 2 * G_PI * class_index / N_CLASSES + G_PI_2;

  *x = 0.5 * cos (angle) + 0.16 * hill_random_normal (random);
  *y = 0.5 * sin (angle) + 0.16 * hill_random_normal (random);
}

static void
place_on_spiral (HillRandom *random,
                 guint       class_index,
                 double     *x,
                 double     *y)
{
  double t = hill_random_double (random);
  double angle = 2 * G_PI * class_index / N_CLASSES + 4 * t + 0.15 * hill_random_normal (random);
  double radius = 0.08 + 0.87 * t;

  *x = radius * cos (angle);
  *y = radius * sin (angle);
}

static void
place_on_circle (HillRandom *random,
                 guint       class_index,
                 double     *x,
                 double     *y)
{
  double angle = 2 * G_PI * hill_random_double (random);
  double radius = 0.12 + 0.36 * class_index + 0.05 * hill_random_normal (random);

  *x = radius * cos (angle);
  *y = radius * sin (angle);
}

/* Three arches, each reaching into the next. */
static void
place_on_moon (HillRandom *random,
               guint       class_index,
               double     *x,
               double     *y)
{
  double angle = G_PI * hill_random_double (random);
  double up = class_index == 1 ? -1 : 1;

  *x = -0.42 + 0.42 * class_index + 0.42 * cos (angle) + 0.045 * hill_random_normal (random);
  *y = up * (0.55 * sin (angle) - 0.18) + 0.045 * hill_random_normal (random);
}

static const struct
{
  const char *shape;
  PlaceFunc   place;
} shapes[] =
{
  { "blobs", place_blob },
  { "spiral", place_on_spiral },
  { "circles", place_on_circle },
  { "moons", place_on_moon },
};

/* Takes over both. */
static void
take_points (HillSplitData *data,
             float         *points,
             guint16       *labels,
             gsize          n)
{
  data->bytes = g_bytes_new_take (points, 2 * n * sizeof *points);
  data->cells = (HillCells) { points, HILL_CELLS_F32, n, 2, 2 * sizeof *points };
  data->labels = labels;
}

static void
fill_split (HillSplitData *data,
            gsize          n_per_class,
            PlaceFunc      place,
            HillRandom    *random)
{
  gsize n = n_per_class * N_CLASSES;
  float *points = g_new (float, 2 * n);

  take_points (data, points, g_new (guint16, n), n);
  for (gsize i = 0; i < n; i++)
    {
      double x, y;

      data->labels[i] = (guint16) (i % N_CLASSES);
      place (random, data->labels[i], &x, &y);
      points[2 * i] = (float) x;
      points[2 * i + 1] = (float) y;
    }
}

/* (transfer full) */
static char **
name_classes (guint n_classes)
{
  char **names = g_new0 (char *, n_classes + 1);

  for (guint c = 0; c < n_classes; c++)
    names[c] = g_strdup_printf ("%c", 'A' + (int) c);
  return names;
}

static PlaceFunc
find_shape (const char  *shape,
            GError     **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (g_strcmp0 (shape, shapes[i].shape) == 0)
      return shapes[i].place;
  g_set_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT,
               _("there are no points called “%s”: choose points:blobs, points:spiral, points:circles or points:moons"), shape);
  return NULL;
}

HillDataset *
hill_load_points (const char             *shape,
                  const HillLoadOptions  *options,
                  GError                **error)
{
  g_auto(HillDatasetParts) parts = { 0 };
  PlaceFunc place = find_shape (shape, error);
  HillRandom random;

  if (place == NULL || !hill_progress_report (&options->progress, 0, error))
    return NULL;

  parts.name = g_strdup_printf (_("Points: %s"), shape);
  parts.spec = g_strconcat ("points:", shape, NULL);
  parts.class_names = name_classes (N_CLASSES);
  hill_random_init (&random, options->seed);
  fill_split (&parts.splits[HILL_SPLIT_TRAIN], N_TRAIN, place, &random);
  fill_split (&parts.splits[HILL_SPLIT_TEST], N_TEST, place, &random);
  return hill_dataset_new (&parts);
}

HillDataset *
hill_dataset_new_from_points (const float   *points,
                              const guint16 *labels,
                              gsize          n_points,
                              guint          n_classes)
{
  g_auto(HillDatasetParts) parts = { 0 };

  g_return_val_if_fail (points != NULL && labels != NULL && n_points > 0, NULL);
  g_return_val_if_fail (n_classes > 0 && n_classes <= 26, NULL);
  for (gsize i = 0; i < 2 * n_points; i++)
    g_return_val_if_fail (isfinite (points[i]), NULL);

  parts.name = g_strdup (_("Points"));
  parts.spec = g_strdup ("points");
  parts.class_names = name_classes (n_classes);
  take_points (&parts.splits[HILL_SPLIT_TRAIN], g_memdup2 (points, 2 * n_points * sizeof *points),
               g_memdup2 (labels, n_points * sizeof *labels), n_points);
  return hill_dataset_new (&parts);
}
