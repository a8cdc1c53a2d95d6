/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The unit shapes over the data loss of two weights, as the worker computes them. */

#include "hill-pair.h"
#include "hill-shape-work.h"

#include <math.h>

typedef struct
{
  HillSession  *session;
  HillShapeMap *map;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->session = hill_session_new ();
  hill_session_load (f->session, "points:moons", NULL);
  while (hill_session_get_snapshot (f->session) == NULL || hill_session_get_busy (f->session))
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_pointer (&f->map, hill_shape_map_free);
  g_assert_finalize_object (f->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
on_job (HillJob  *job,
        gpointer  user_data)
{
  Fixture *f = user_data;

  if (f->map == NULL)
    f->map = hill_job_take_result (job);
}

static void
ask (Fixture     *f,
     const gsize *features,
     HillBowl    *bowl,
     double       level)
{
  HillJob *job;

  g_clear_pointer (&f->map, hill_shape_map_free);
  job = hill_session_map_shapes (f->session, 0, features, bowl, level, 1, on_job, f);
  g_assert_nonnull (job);
  while (!hill_job_is_over (job))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (hill_job_get_message (job));
  hill_job_unref (job);
  g_assert_nonnull (f->map);
}

static double
get_penalty (guint  index,
             double x,
             double y)
{
  double l1 = fabs (x) + fabs (y), l2 = x * x + y * y;

  return index == 0 ? l1 : index == 1 ? l2 : l1 + l2;
}

/* Nothing on the grid inside a shape is lower than its best point, and nothing at all lower than the free one. */
static void
assert_best (const HillShapeMap *map,
             guint               index)
{
  const HillShapePoint *best = &map->best[index];
  double step = (map->high - map->low) / (HILL_SHAPE_GRID - 1);

  g_assert_cmpfloat (get_penalty (index, best->x, best->y), <=, map->level * (1 + 1e-9));
  for (guint j = 0; j < HILL_SHAPE_GRID; j++)
    for (guint i = 0; i < HILL_SHAPE_GRID; i++)
      {
        double loss = map->losses[j * HILL_SHAPE_GRID + i];

        g_assert_cmpfloat (loss, >=, map->minimum.loss - 1e-6);
        if (get_penalty (index, map->low + i * step, map->low + j * step) <= map->level)
          g_assert_cmpfloat (loss, >=, best->loss - 1e-6);
      }
}

static void
test_best (Fixture       *f,
           gconstpointer  data)
{
  ask (f, NULL, NULL, 0.5);
  g_assert_cmpuint (f->map->features[0], !=, f->map->features[1]);
  for (guint i = 0; i < HILL_N_SHAPES; i++)
    assert_best (f->map, i);
}

/* A smaller shape in the same bowl costs more; a huge one nothing. */
static void
test_levels (Fixture       *f,
             gconstpointer  data)
{
  const gsize features[] = { 1, 0 };
  g_autoptr(HillBowl) bowl = NULL;
  double loss;

  ask (f, features, NULL, 0.5);
  g_assert_cmpuint (f->map->features[0], ==, 1);
  bowl = hill_bowl_ref (f->map->bowl);
  loss = f->map->best[1].loss;
  ask (f, NULL, bowl, 0.1);
  g_assert_cmpuint (f->map->features[0], ==, 1);
  g_assert_cmpfloat (f->map->best[1].loss, >=, loss);
  ask (f, NULL, bowl, 1000);
  for (guint i = 0; i < HILL_N_SHAPES; i++)
    g_assert_cmpfloat (f->map->best[i].loss, ==, f->map->minimum.loss);
}

static void
test_cancelled (Fixture       *f,
                gconstpointer  data)
{
  HillJob *job = hill_session_map_shapes (f->session, 0, NULL, NULL, 1, 1, on_job, f);

  hill_job_cancel (job);
  while (!hill_job_is_over (job))
    g_main_context_iteration (NULL, TRUE);
  hill_job_unref (job);
  g_assert_null (f->map);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/shapes/best", test_best);
  ADD ("/shapes/levels", test_levels);
  ADD ("/shapes/cancelled", test_cancelled);
  return g_test_run ();
}
