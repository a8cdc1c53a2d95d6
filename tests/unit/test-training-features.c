/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Features on the training page, without its widgets: what a template times an image comes to, which features win, how weights are drawn. */

#include "hill-block-plot.h"
#include "hill-contest.h"
#include "hill-product.h"
#include "hill-run.h"
#include "hill-scenes.h"
#include "hill-template-plots.h"
#include "hill-training-options.h"
#include "small-data.h"

#include <math.h>
#include <string.h>

static HillDataset *
new_scenes (void)
{
  HillScenesOptions options = HILL_SCENES_DEFAULT;
  HillDataset *scenes;
  GError *error = NULL;

  options.n_train = 200;
  options.n_test = 60;
  scenes = hill_scenes_new (&options, 1, NULL, &error);
  g_assert_no_error (error);
  return scenes;
}

/* Stripes, upright or lying. */
static HillDataset *
new_stripes (void)
{
  HillDatasetParts parts = { .name = g_strdup ("stripes"), .spec = g_strdup ("stripes"), .width = 16, .height = 16, .n_channels = 1 };
  g_autofree guint8 *bytes = g_new (guint8, 40 * 256);
  guint16 labels[40];

  parts.class_names = g_strsplit ("upright,lying", ",", 0);
  for (guint i = 0; i < 40; i++)
    {
      labels[i] = i % 2;
      for (guint p = 0; p < 256; p++)
        bytes[i * 256 + p] = ((i % 2 == 0 ? p % 16 : p / 16) + i / 2) % 4 < 2 ? 30 : 220;
    }
  small_data_fill_split (&parts.splits[HILL_SPLIT_TRAIN], HILL_CELLS_U8, bytes, labels, 40, 256);
  return hill_dataset_new (&parts);
}

static void
init_experiment (HillExperiment *experiment,
                 const char     *features)
{
  GError *error = NULL;

  hill_experiment_init (experiment);
  hill_experiment_set (experiment, "features", features, &error);
  g_assert_no_error (error);
  experiment->n_epochs = 3;
  experiment->batch_size = 50;
}

/* After a few steps. */
static HillSnapshot *
new_snapshot (HillDataset *dataset,
              const char  *features,
              HillScale    scale)
{
  HillFeatureCache *cache = hill_feature_cache_new (0);
  HillExperiment experiment;
  HillSnapshot *snapshot;
  GError *error = NULL;
  HillRun *run;

  init_experiment (&experiment, features);
  experiment.scale = scale;
  run = hill_run_new (dataset, cache, &experiment, NULL, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 8; i++)
    hill_trainer_step (hill_run_get_trainer (run), NULL, NULL);
  snapshot = hill_run_snapshot (run);
  hill_run_free (run);
  hill_feature_cache_free (cache);
  return snapshot;
}

/* The score of the scaled features by the weights that are trained: the same by another way. */
static double
get_score (const HillSnapshot *snapshot,
           gsize               index,
           guint               class_index)
{
  const HillDesign *design = snapshot->design;
  const HillCells *cells = hill_design_get_cells (design, HILL_SPLIT_TEST);
  const float *weights = snapshot->weights + class_index * (cells->n_cols + 1);
  double score = weights[cells->n_cols];

  for (gsize d = 0; d < cells->n_cols; d++)
    score += weights[d] * (hill_design_get_slopes (design)[d] * (double) hill_cells_get (cells, index, d)
                           + hill_design_get_offsets (design)[d]);
  return score;
}

static void
check_product (const HillProduct *product,
               double             score)
{
  gsize n = hill_design_get_n_features (product->snapshot->design);
  double sum = 0, size = 1 + product->positive - product->negative;

  for (gsize d = 0; d <= n; d++)
    sum += product->terms[d];
  g_assert_cmpfloat_with_epsilon (product->positive + product->negative + product->bias, product->score, 1e-12 * size);
  g_assert_cmpfloat_with_epsilon (sum, product->score, 1e-5 * size);
  g_assert_cmpfloat_with_epsilon (product->score, score, 1e-5 * size);
  g_assert_cmpfloat (product->positive, >=, 0);
  g_assert_cmpfloat (product->negative, <=, 0);
  g_assert_cmpfloat (product->best_score, >=, product->score - 1e-12 * size);
}

static void
test_product (gconstpointer features)
{
  g_autoptr(HillDataset) dataset = new_scenes ();

  for (HillScale scale = HILL_SCALE_NONE; scale <= HILL_SCALE_STANDARDIZE; scale++)
    {
      g_autoptr(HillSnapshot) snapshot = new_snapshot (dataset, features, scale);

      for (gsize i = 0; i < 60; i += 13)
        for (guint c = 0; c < hill_design_get_n_classes (snapshot->design); c++)
          {
            g_autoptr(HillProduct) product = hill_product_new (snapshot, HILL_SPLIT_TEST, i, c);
            g_autofree char *text = hill_product_describe (product);

            check_product (product, get_score (snapshot, i, c));
            g_assert_cmpuint (product->best, ==, hill_product_find_best (snapshot, HILL_SPLIT_TEST, i));
            g_assert_nonnull (strstr (text, hill_dataset_get_class_name (dataset, product->best)));
          }
    }
}

static void
draw_at (HillPlot *plot,
         int       width,
         int       height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);

  hill_plot_draw (plot, cr, width, height, &hill_plot_style_light);
  hill_plot_draw (plot, cr, width, height, &hill_plot_style_dark);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Every panel is found by the keyboard, lies where it says, and is found there by the pointer. */
static void
check_panels (HillPlot *plot,
              guint     n_panels)
{
  HillPlotHit hit = { .series = -1, .index = -1 }, picked;
  cairo_rectangle_t place;
  guint n = 0;

  g_assert_true (hill_plot_move (plot, &hit, 0, 0));
  do
    {
      n++;
      g_assert_true (hill_plot_locate (plot, 700, 500, &hill_plot_style_light, &hit, &place));
      g_assert_cmpfloat (place.x, >=, 0);
      g_assert_cmpfloat (place.x + place.width, <=, 700);
      g_assert_cmpfloat (place.y + place.height, <=, 500);
      g_assert_true (hill_plot_pick (plot, 700, 500, &hill_plot_style_light, place.x + place.width / 2, place.y + place.height / 2, &picked));
      g_assert_cmpint (picked.series, ==, hit.series);
      g_assert_cmpint (picked.index, ==, hit.index);
      g_assert_cmpstr (picked.text, !=, "");
      g_assert_cmpstr (hit.text, !=, "");
    }
  while (hill_plot_move (plot, &hit, 1, 0));
  g_assert_cmpuint (n, ==, n_panels);
}

static void
test_weights (void)
{
  static const struct
  {
    const char *features;
    guint       n_panels;
  } cases[] = { { "hue:18", 1 }, { "hog:8:9", 2 }, { "hog:8:9:opencv:gamma", 2 }, { "hog:8:12:signed", 2 }, { "pixels+hog:16:9:cs231n+hue:6", 4 } };
  g_autoptr(HillDataset) dataset = new_scenes ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(HillSnapshot) snapshot = new_snapshot (dataset, cases[i].features, HILL_SCALE_CENTER);
      g_autoptr(HillPlot) plot = hill_snapshot_new_template_plot (snapshot, TRUE);
      g_autoptr(HillProduct) product = hill_product_new (snapshot, HILL_SPLIT_TRAIN, 5, 0);
      g_autoptr(HillPlot) features = hill_product_new_feature_plot (product);
      g_autoptr(HillPlot) terms = hill_product_new_term_plot (product);
      g_autofree char *text = hill_plot_describe (plot);
      g_autofree char *csv = hill_plot_to_csv (plot);

      check_panels (plot, cases[i].n_panels * hill_design_get_n_classes (snapshot->design));
      check_panels (terms, cases[i].n_panels);
      draw_at (plot, 1, 1);
      draw_at (plot, 500, 400);
      draw_at (features, 300, 200);
      draw_at (terms, 300, 60);
      g_assert_false (hill_snapshot_has_pictures (snapshot));
      g_assert_nonnull (strstr (text, "classes"));
      g_assert_true (g_str_has_prefix (csv, "class,"));
    }
}

/* What is above zero and what is below: each cell in one of the two panels. */
static void
test_signs (void)
{
  HillFeatureSet set;
  float values[2 * 2 * 4 + 1] = { 3, 0, 0, 0, -2 };
  GError *error = NULL;
  g_autoptr(HillPlot) plot = NULL;
  HillPlotHit hit;
  cairo_rectangle_t up, down;

  hill_feature_set_parse (&set, "hog:8:4", &error);
  g_assert_no_error (error);
  hill_feature_set_fit (&set, 16, 16, 1, &error);
  g_assert_no_error (error);
  plot = hill_block_plot_new (NULL, &set, values, 1, NULL, HILL_BLOCK_WEIGHTS);
  hit = (HillPlotHit) { .series = 0, .index = 0 };
  g_assert_true (hill_plot_locate (plot, 400, 300, &hill_plot_style_light, &hit, &up));
  hit.index = 1;
  g_assert_true (hill_plot_locate (plot, 400, 300, &hill_plot_style_light, &hit, &down));
  g_assert_true (hill_plot_pick (plot, 400, 300, &hill_plot_style_light, up.x + 0.25 * up.width, up.y + 0.25 * up.height, &hit));
  g_assert_cmpstr (hit.text, ==, "Cell 1, 1: largest at 0° to 45°: 3");
  g_assert_true (hill_plot_pick (plot, 400, 300, &hill_plot_style_light, down.x + 0.75 * down.width, down.y + 0.25 * down.height, &hit));
  g_assert_cmpstr (hit.text, ==, "Cell 1, 2: largest at 0° to 45°: −2");
  g_assert_true (hill_plot_pick (plot, 400, 300, &hill_plot_style_light, up.x + 0.75 * up.width, up.y + 0.25 * up.height, &hit));
  g_assert_cmpstr (hit.text, ==, "HoG: +3 in sum");
}

static void
count (const HillContest *self,
       gpointer           n_calls)
{
  (*(guint *) n_calls)++;
}

/* A contest is four runs of the same experiment: each comes out as the run alone does. */
static void
test_contest (void)
{
  g_autoptr(HillDataset) dataset = new_scenes ();
  HillExperiment experiment;
  HillContest *contest;
  GError *error = NULL;
  guint n_calls = 0;

  init_experiment (&experiment, "hog:16:9");
  contest = hill_contest_new (dataset, &experiment);
  g_assert_cmpuint (contest->n_entrants, ==, 4);
  g_assert_cmpstr (contest->entrants[0].features, ==, "pixels");
  g_assert_cmpstr (contest->entrants[1].features, ==, "hue:18");
  g_assert_cmpstr (contest->entrants[2].features, ==, "hog:16:9");
  g_assert_cmpstr (contest->entrants[3].features, ==, "hog:16:9+hue:18");
  g_assert_true (hill_contest_run (contest, dataset, &experiment, 1, NULL, count, &n_calls, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_calls, >=, 4);
  for (guint i = 0; i < 4; i++)
    {
      const HillEntrant *entrant = &contest->entrants[i];
      g_autoptr(HillPartition) partition = hill_partition_new (dataset, 0, experiment.seed);
      g_autoptr(HillDesign) design = hill_design_new (dataset, partition, entrant->features, experiment.scale, 1, NULL, &error);
      g_autoptr(HillTrainer) trainer = hill_trainer_new (design, &experiment, 1, &error);
      HillEvaluation train, validation, test;

      g_assert_no_error (error);
      while (hill_trainer_get_state (trainer) == HILL_TRAINER_READY)
        hill_trainer_step (trainer, NULL, NULL);
      hill_trainer_evaluate (trainer, NULL, &train, &validation, &test, NULL);
      g_assert_true (entrant->done);
      g_assert_cmpuint (entrant->epochs->len, ==, 4);
      g_assert_cmpuint (entrant->n_features, ==, hill_design_get_n_features (design));
      g_assert_cmpfloat (hill_entrant_get_last (entrant)->test_accuracy, ==, hill_evaluation_get_accuracy (&test));
      g_assert_cmpfloat (hill_entrant_get_last (entrant)->train_accuracy, ==, hill_evaluation_get_accuracy (&train));
    }
  hill_contest_free (contest);
}

static void
set_accuracy (HillContest *contest,
              guint        index,
              double       accuracy)
{
  HillContestEpoch epoch = { 1, accuracy, accuracy };

  g_array_append_val (contest->entrants[index].epochs, epoch);
  contest->entrants[index].done = TRUE;
}

static void
test_winner (void)
{
  g_autoptr(HillDataset) dataset = new_scenes ();
  g_autofree char *before = NULL, *winner = NULL, *pixels = NULL, *csv = NULL;
  g_autoptr(HillPlot) plot = NULL;
  HillExperiment experiment;
  HillContest *contest, *copy;

  init_experiment (&experiment, "pixels");
  contest = hill_contest_new (dataset, &experiment);
  set_accuracy (contest, 0, 0.5);
  set_accuracy (contest, 1, 0.25);
  set_accuracy (contest, 2, 0.625);
  before = hill_contest_describe (contest);
  g_assert_cmpstr (before, ==, "");
  set_accuracy (contest, 3, 0.75);
  copy = hill_contest_copy (contest);
  winner = hill_contest_describe (copy);
  g_assert_cmpstr (winner, ==, "The winner is HoG + hue histogram: 75.00 % of the test set are right, 25.00 points more than with pixels.");
  set_accuracy (contest, 0, 0.875);
  pixels = hill_contest_describe (contest);
  g_assert_cmpstr (pixels, ==, "The winner is pixels: 87.50 % of the test set are right, 12.50 points more than with HoG + hue histogram.");
  plot = hill_contest_new_plot (copy);
  csv = hill_plot_to_csv (plot);
  g_assert_nonnull (strstr (csv, "HoG + hue histogram"));
  hill_contest_free (contest);
  hill_contest_free (copy);
}

static gboolean
stop_at (double   fraction,
         gpointer limit)
{
  return fraction < *(double *) limit;
}

/* It ends at once wherever it is, and grey images have no hue. */
static void
test_cancel (void)
{
  g_autoptr(HillDataset) dataset = new_stripes ();
  HillExperiment experiment;

  init_experiment (&experiment, "pixels");
  for (double limit = 0; limit < 1; limit += 0.21)
    {
      HillContest *contest = hill_contest_new (dataset, &experiment);
      HillProgress progress = { stop_at, &limit };
      g_autoptr(GError) error = NULL;

      g_assert_cmpuint (contest->n_entrants, ==, 2);
      g_assert_true (contest->no_hue);
      g_assert_false (hill_contest_run (contest, dataset, &experiment, 1, &progress, NULL, NULL, &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_CANCELLED);
      hill_contest_free (contest);
    }
}

/* Points have none of it: the run goes on with what they have. */
static void
test_fit (void)
{
  g_autoptr(HillDataset) points = small_data_draw (HILL_CELLS_F32, 20, 0, 2, 2, 1);
  g_autoptr(HillDataset) scenes = new_scenes ();
  g_autoptr(GError) error = NULL;
  HillExperiment experiment;

  init_experiment (&experiment, "hog:8:9+hue:18");
  g_assert_true (hill_run_fit_experiment (&experiment, scenes, &error));
  g_assert_cmpstr (experiment.features, ==, "hog:8:9+hue:18");
  g_assert_false (hill_training_options_check (&experiment, points, NULL));
  g_assert_false (hill_run_fit_experiment (&experiment, points, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
  g_assert_cmpstr (experiment.features, ==, "pixels");
  g_assert_true (hill_training_options_check (&experiment, points, NULL));
}

/* Each set on offer is understood; its length is worked out. */
static void
test_option (void)
{
  g_autoptr(HillDataset) dataset = new_scenes ();
  gsize n_options;
  const HillOption *option = hill_training_options_get (&n_options);
  g_autofree char *note = NULL, *none = NULL, *joined = NULL;
  HillExperiment experiment;

  g_assert_cmpstr (option->key, ==, "features");
  for (guint i = 0; option->values[i] != NULL; i++)
    {
      init_experiment (&experiment, option->values[i]);
      g_assert_nonnull (option->names[i]);
      g_assert_true (hill_training_options_check (&experiment, dataset, NULL));
    }
  init_experiment (&experiment, "hog:8:9");
  note = hill_option_describe_value (option, &experiment, dataset);
  none = hill_option_describe_value (option, &experiment, NULL);
  init_experiment (&experiment, "hog:8:9+hue:18");
  joined = hill_option_describe_value (option, &experiment, dataset);
  g_assert_cmpstr (note, ==, "4 × 4 × 9 = 144 features");
  g_assert_cmpstr (joined, ==, "144 + 18 = 162 features");
  g_assert_null (none);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/training-features/product/pixels", "pixels", test_product);
  g_test_add_data_func ("/training-features/product/mixed", "hog:8:9:skimage+hue:18", test_product);
  g_test_add_func ("/training-features/weights", test_weights);
  g_test_add_func ("/training-features/signs", test_signs);
  g_test_add_func ("/training-features/contest", test_contest);
  g_test_add_func ("/training-features/winner", test_winner);
  g_test_add_func ("/training-features/cancel", test_cancel);
  g_test_add_func ("/training-features/fit", test_fit);
  g_test_add_func ("/training-features/option", test_option);

  return g_test_run ();
}
