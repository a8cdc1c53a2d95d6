/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Grids over a plane against a computation in double point by point from the weights themselves; the same bits whatever the number of
 * threads; slices, levels, places on a grid. */

#include "hill-exact.h"
#include "hill-kernels.h"
#include "hill-landscape.h"
#include "small-data.h"

#include <math.h>

#define TOLERANCE 1e-5

static HillPlane *
draw_plane (const HillDesign *design,
            double            size)
{
  gsize n = HILL_N_WEIGHTS (hill_design_get_n_classes (design), hill_design_get_n_features (design));
  g_autofree float *v = g_new (float, 3 * n);
  HillRandom random;

  hill_random_init (&random, 8);
  for (gsize i = 0; i < 3 * n; i++)
    v[i] = (float) (size * hill_random_normal (&random));
  return hill_plane_new_custom (hill_design_get_n_classes (design), hill_design_get_n_features (design), v, v + n, NULL);
}

/* L at a point, by way of W (a, b). */
static void
evaluate_from_weights (HillSample     *sample,
                       HillPlane      *plane,
                       const HillLoss *loss,
                       double          a,
                       double          b,
                       HillEvaluation *evaluation)
{
  gsize n = hill_sample_get_n_weights (sample);
  g_autofree double *w = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    w[i] = plane->origin[i] + a * plane->directions[i] + b * plane->directions[n + i];
  g_assert_true (hill_exact_evaluate (sample, loss, w, 1, NULL, NULL, evaluation, NULL));
}

/* A row that stands on the border may go to either side. */
static void
assert_values (HillSample           *sample,
               HillPlane            *plane,
               const HillLoss       *loss,
               const HillGridValues *values,
               gsize                 every)
{
  const HillGrid *grid = &values->grid;

  for (gsize at = 0; at < grid->n_a * grid->n_b; at += every)
    {
      double a = hill_grid_get_a (grid, at % grid->n_a), b = hill_grid_get_b (grid, at / grid->n_a);
      double tolerance = 1.5 / (double) values->n_rows;
      HillEvaluation expected;

      evaluate_from_weights (sample, plane, loss, a, b, &expected);
      g_assert_cmpfloat_with_epsilon (values->values[HILL_MEASURE_DATA_LOSS][at], expected.data_loss, TOLERANCE * (0.01 + expected.data_loss));
      g_assert_cmpfloat_with_epsilon (values->values[HILL_MEASURE_LOSS][at], hill_evaluation_get_loss (&expected),
                                      TOLERANCE * (0.01 + hill_evaluation_get_loss (&expected)));
      g_assert_cmpfloat_with_epsilon (values->values[HILL_MEASURE_ACCURACY][at], hill_evaluation_get_accuracy (&expected), tolerance);
    }
}

static void
check_grid (HillDesign     *design,
            double          size,
            const HillLoss *loss,
            const HillGrid *grid,
            gsize           every)
{
  g_autoptr(HillSample) sample = hill_sample_new (design, 0);
  g_autoptr(HillPlane) plane = draw_plane (design, size);
  g_autoptr(HillLandscape) landscape = hill_landscape_new (sample, plane, 2, NULL, NULL);
  g_autoptr(HillGridValues) values = hill_landscape_evaluate (landscape, loss, grid, 2, NULL, NULL);

  g_assert_nonnull (values);
  assert_values (sample, plane, loss, values, every);
}

static const HillLoss losses[] = {
  { HILL_LOSS_SOFTMAX, HILL_REGULARIZER_L2, 1, 0.01, 1 },
  { HILL_LOSS_SOFTMAX, HILL_REGULARIZER_ELASTIC, 1, 0.001, 0.5 },
  { HILL_LOSS_HINGE, HILL_REGULARIZER_L1, 1, 0.01, 1 },
  { HILL_LOSS_HINGE, HILL_REGULARIZER_NONE, 2.5, 0, 1 },
};

static const char * const variants[] = { "plain", "avx2", "avx512" };

/* All shapes of tiles: remainders of vectors and of rows, one point, more than one tile. */
static void
test_grids (void)
{
  static const HillGrid grids[] = {
    { -1, 1, 1, -1, 1, 1 }, { -1, 1, 17, -0.5, 0.7, 5 }, { -0.2, 1, 33, 0, 2, 4 }, { 3, 4, 6, -7, -6, 101 }, { -1, 1, 140, -1, 1, 130 },
  };

  for (gsize v = 0; v < G_N_ELEMENTS (variants); v++)
    {
      if (!hill_kernels_set_name (variants[v]))
        continue;
      for (guint n_classes = 2; n_classes <= 11; n_classes += 3)
        for (gsize g = 0; g < G_N_ELEMENTS (grids); g++)
          {
            g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 300, 0, 7, n_classes, 2);
            g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);

            check_grid (design, 1, &losses[(g + n_classes) % G_N_ELEMENTS (losses)], &grids[g], 1 + grids[g].n_a * grids[g].n_b / 150);
          }
    }
  hill_kernels_set_name (variants[2]);
}

static void
test_far_scores (void)
{
  static const HillGrid grid = { -30, 30, 21, -30, 30, 21 };
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_F32, 300, 0, 5, 4, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);

  g_test_summary ("Scores so far apart that no exponential holds them");
  for (gsize v = 0; v < G_N_ELEMENTS (variants); v++)
    if (hill_kernels_set_name (variants[v]))
      for (gsize i = 0; i < G_N_ELEMENTS (losses); i++)
        {
          check_grid (design, 1, &losses[i], &grid, 7);
          check_grid (design, 10, &losses[i], &grid, 7);
        }
}

static void
test_many_classes (void)
{
  static const HillGrid grid = { -1, 1, 9, -1, 1, 9 };
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 300, 0, 5, 120, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_STANDARDIZE, 0);

  check_grid (design, 0.5, &losses[0], &grid, 1);
  check_grid (design, 0.5, &losses[2], &grid, 1);
}

static void
test_one_class (void)
{
  static const HillGrid grid = { -1, 1, 3, -1, 1, 3 };
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 20, 0, 5, 1, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);

  check_grid (design, 0.5, &losses[0], &grid, 1);
  check_grid (design, 0.5, &losses[2], &grid, 1);
}

static void
test_all_level (void)
{
  static const HillGrid grid = { -1, 1, 5, -1, 1, 5 };
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 200, 0, 5, 3, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_NONE, 0);
  g_autoptr(HillSample) sample = hill_sample_new (design, 0);
  g_autofree float *zero = g_new0 (float, hill_sample_get_n_weights (sample));
  g_autoptr(HillPlane) plane = hill_plane_new_random (3, 5, zero, 1);
  g_autoptr(HillLandscape) landscape = hill_landscape_new (sample, plane, 1, NULL, NULL);
  g_autoptr(HillGridValues) values = hill_landscape_evaluate (landscape, &losses[0], &grid, 1, NULL, NULL);

  g_test_summary ("At W = 0 all scores are equal, and the first class is the prediction");
  g_assert_cmpfloat (values->values[HILL_MEASURE_ACCURACY][12], ==, (double) hill_dataset_get_class_count (dataset, HILL_SPLIT_TRAIN, 0) / 200);
  g_assert_cmpfloat_with_epsilon (values->values[HILL_MEASURE_DATA_LOSS][12], log (3), 1e-6);
}

static void
test_threads (void)
{
  static const guint n_threads[] = { 2, 3, 16, 0 };
  static const HillGrid grid = { -1, 1, 23, -1, 1, 19 };
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 5003, 0, 20, 5, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  g_autoptr(HillSample) sample = hill_sample_new (design, 0);
  g_autoptr(HillPlane) plane = draw_plane (design, 1);
  g_autoptr(HillLandscape) one = hill_landscape_new (sample, plane, 1, NULL, NULL);

  for (gsize l = 0; l < G_N_ELEMENTS (losses); l++)
    {
      g_autoptr(HillGridValues) expected = hill_landscape_evaluate (one, &losses[l], &grid, 1, NULL, NULL);

      for (gsize t = 0; t < G_N_ELEMENTS (n_threads); t++)
        {
          g_autoptr(HillLandscape) many = hill_landscape_new (sample, plane, n_threads[t], NULL, NULL);
          g_autoptr(HillGridValues) values = hill_landscape_evaluate (many, &losses[l], &grid, n_threads[t], NULL, NULL);

          for (int k = 0; k < HILL_N_MEASURES; k++)
            g_assert_cmpmem (values->values[k], 23 * 19 * sizeof (double), expected->values[k], 23 * 19 * sizeof (double));
        }
    }
}

static void
test_point_and_slice (void)
{
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 400, 0, 9, 4, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  g_autoptr(HillSample) sample = hill_sample_new (design, 0);
  g_autoptr(HillPlane) plane = draw_plane (design, 1);
  g_autoptr(HillLandscape) landscape = hill_landscape_new (sample, plane, 1, NULL, NULL);
  double values[31];

  for (gsize l = 0; l < G_N_ELEMENTS (losses); l++)
    {
      g_assert_true (hill_landscape_slice (landscape, &losses[l], HILL_MEASURE_LOSS, -1, 0.5, 2, 1, 31, 1, NULL, values, NULL));
      for (int i = 0; i < 31; i++)
        {
          double a = -1 + 3 * i / 30.0, b = 0.5 + 0.5 * i / 30.0;
          HillEvaluation expected, point;

          evaluate_from_weights (sample, plane, &losses[l], a, b, &expected);
          hill_landscape_evaluate_point (landscape, &losses[l], a, b, &point);
          g_assert_cmpfloat_with_epsilon (values[i], hill_evaluation_get_loss (&expected), TOLERANCE * hill_evaluation_get_loss (&expected));
          g_assert_cmpfloat_with_epsilon (hill_evaluation_get_loss (&point), hill_evaluation_get_loss (&expected),
                                          TOLERANCE * hill_evaluation_get_loss (&expected));
          g_assert_cmpuint (ABS ((int) point.n_correct - (int) expected.n_correct), <=, 1);
        }
    }
}

/* The plane moved to other weights is the plane made there. */
static void
test_move (void)
{
  static const HillGrid grid = { -1, 1, 7, -1, 1, 7 };
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 400, 0, 9, 4, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  g_autoptr(HillSample) sample = hill_sample_new (design, 100);
  g_autoptr(HillPlane) plane = draw_plane (design, 1);
  g_autoptr(HillLandscape) landscape = hill_landscape_new (sample, plane, 1, NULL, NULL);
  g_autofree float *there = g_new (float, hill_sample_get_n_weights (sample));
  g_autoptr(HillLandscape) moved = NULL;
  g_autoptr(HillLandscape) made = NULL;
  g_autoptr(HillGridValues) a = NULL;
  g_autoptr(HillGridValues) b = NULL;

  hill_plane_get_weights (plane, 0.5, -2, there);
  moved = hill_landscape_move (landscape, there, 1, NULL, NULL);
  made = hill_landscape_new (sample, hill_landscape_get_plane (moved), 1, NULL, NULL);
  a = hill_landscape_evaluate (moved, &losses[0], &grid, 1, NULL, NULL);
  b = hill_landscape_evaluate (made, &losses[0], &grid, 1, NULL, NULL);
  g_assert_cmpuint (a->n_rows, ==, 100);
  g_assert_cmpmem (a->values[0], 49 * sizeof (double), b->values[0], 49 * sizeof (double));
}

static gboolean
stop (double   fraction,
      gpointer data)
{
  return --*(int *) data > 0;
}

static void
test_cancel (void)
{
  static const HillGrid grid = { -1, 1, 7, -1, 1, 7 };
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 400, 0, 9, 4, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  g_autoptr(HillSample) sample = hill_sample_new (design, 100);
  g_autoptr(HillPlane) plane = draw_plane (design, 1);
  g_autoptr(HillLandscape) landscape = hill_landscape_new (sample, plane, 1, NULL, NULL);

  for (int calls = 1; calls < 3; calls++)
    {
      int left = calls;
      HillProgress progress = { stop, &left };
      g_autoptr(GError) error = NULL;

      g_assert_null (hill_landscape_new (sample, plane, 1, &progress, &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
      g_clear_error (&error);
      left = calls;
      g_assert_null (hill_landscape_evaluate (landscape, &losses[0], &grid, 1, &progress, &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
    }
}

static void
test_grid_helpers (void)
{
  static const HillPlanePoint points[] = { { 4, 1, 0 }, { 2, -1, 0 }, { NAN, 0, 0 } };
  HillGrid grid = { 0, 1, 101, 0, 1, 51 }, coarse;
  gsize last = 0;
  guint level = 0;

  for (; hill_grid_get_level (&grid, level, &coarse); level++)
    {
      g_assert_cmpuint (coarse.n_a, >, last);
      last = coarse.n_a;
    }
  g_assert_cmpuint (level, ==, 4);
  g_assert_cmpuint (coarse.n_a, ==, 101);
  g_assert_cmpuint (coarse.n_b, ==, 51);

  hill_grid_fit (&grid, points, G_N_ELEMENTS (points), FALSE);
  g_assert_cmpfloat (grid.a_min, ==, -1);
  g_assert_cmpfloat (grid.a_max, ==, 5);
  g_assert_cmpfloat (grid.b_min, ==, -1.5);
  hill_grid_fit (&grid, points, G_N_ELEMENTS (points), TRUE);
  g_assert_cmpfloat (grid.b_max - grid.b_min, ==, 6);

  grid.n_a = 0;
  g_assert_false (hill_grid_check (&grid, NULL));
  grid.n_a = HILL_MAX_GRID + 1;
  g_assert_false (hill_grid_check (&grid, NULL));
  grid = (HillGrid) { 1, -1, 3, 0, 1, 3 };
  g_assert_false (hill_grid_check (&grid, NULL));
  grid = (HillGrid) { NAN, 1, 3, 0, 1, 3 };
  g_assert_false (hill_grid_check (&grid, NULL));
}

static void
test_look_up (void)
{
  static const HillGrid grid = { -1, 1, 21, -2, 2, 17 };
  g_autoptr(HillDataset) dataset = small_data_draw (HILL_CELLS_U8, 100, 0, 9, 4, 3);
  g_autoptr(HillDesign) design = small_design_new (dataset, HILL_SCALE_CENTER, 0);
  g_autoptr(HillSample) sample = hill_sample_new (design, 0);
  g_autoptr(HillPlane) plane = draw_plane (design, 0.3);
  g_autoptr(HillLandscape) landscape = hill_landscape_new (sample, plane, 1, NULL, NULL);
  g_autoptr(HillGridValues) values = hill_landscape_evaluate (landscape, &losses[0], &grid, 1, NULL, NULL);
  HillEvaluation point;

  g_assert_cmpfloat_with_epsilon (hill_grid_values_get (values, HILL_MEASURE_LOSS, -1, -2), values->values[0][0], 1e-12);
  g_assert_cmpfloat_with_epsilon (hill_grid_values_get (values, HILL_MEASURE_LOSS, 1, 2), values->values[0][21 * 17 - 1], 1e-12);
  hill_landscape_evaluate_point (landscape, &losses[0], 0.33, -0.71, &point);
  g_assert_cmpfloat_with_epsilon (hill_grid_values_get (values, HILL_MEASURE_LOSS, 0.33, -0.71), hill_evaluation_get_loss (&point), 0.02);
  g_assert_true (isnan (hill_grid_values_get (values, HILL_MEASURE_LOSS, 1.01, 0)));
  for (gsize i = 0; i < 21 * 17; i++)
    g_assert_cmpfloat (values->values[HILL_MEASURE_LOSS][i], >=, values->min[HILL_MEASURE_LOSS]);
  g_assert_cmpfloat (values->values[HILL_MEASURE_LOSS][values->min_index[HILL_MEASURE_LOSS]], ==, values->min[HILL_MEASURE_LOSS]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/landscape/grids", test_grids);
  g_test_add_func ("/landscape/far-scores", test_far_scores);
  g_test_add_func ("/landscape/many-classes", test_many_classes);
  g_test_add_func ("/landscape/one-class", test_one_class);
  g_test_add_func ("/landscape/all-level", test_all_level);
  g_test_add_func ("/landscape/threads", test_threads);
  g_test_add_func ("/landscape/point-and-slice", test_point_and_slice);
  g_test_add_func ("/landscape/move", test_move);
  g_test_add_func ("/landscape/cancel", test_cancel);
  g_test_add_func ("/landscape/grid-helpers", test_grid_helpers);
  g_test_add_func ("/landscape/look-up", test_look_up);
  return g_test_run ();
}
