/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The catalogue of figures: its names, what can be set, steps, and the ranges of a sequence. */

#include "hill-curve-plot.h"
#include "hill-figure.h"
#include "hill-steps.h"
#include "hill-template-plot.h"

#include <math.h>
#include <string.h>

static HillFigureSource *
new_source (const char *spec)
{
  g_autoptr(HillExperimentFile) file = hill_experiment_file_new ();
  HillFigureSource *source = hill_figure_source_new (NULL);
  GError *error = NULL;

  g_free (file->dataset);
  file->dataset = g_strdup (spec);
  file->limit = 100;
  file->experiment.batch_size = 25;
  file->experiment.n_epochs = 3;
  hill_figure_source_load (source, file, 6, &error);
  g_assert_no_error (error);
  return source;
}

static void
test_names (void)
{
  gsize n;
  const HillFigure *all = hill_figure_get_all (&n);

  g_assert_cmpuint (n, >, 40);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (hill_figure_find (all[i].name, NULL) == &all[i]);
      g_assert_cmpuint (strspn (all[i].name, "abcdefghijklmnopqrstuvwxyz-"), ==, strlen (all[i].name));
      g_assert_true (g_str_has_suffix (all[i].summary, "."));
      for (const HillFigureKey *key = all[i].keys; key->name != NULL; key++)
        {
          g_assert_true (hill_figure_has_key (&all[i], key->name, NULL));
          for (const HillFigureKey *other = all[i].keys; other != key; other++)
            g_assert_cmpstr (key->name, !=, other->name);
        }
    }
}

static void
test_suggestions (void)
{
  static const char * const meant[][2] = { { "landscpe", "landscape" }, { "template", "templates" }, { "confuson", "confusion" }, { "glyphs", "hog-glyphs" } };

  for (gsize i = 0; i < G_N_ELEMENTS (meant); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (hill_figure_find (meant[i][0], &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
      g_assert_nonnull (strstr (error->message, meant[i][1]));
    }
  g_assert_null (hill_figure_find ("", NULL));
  g_assert_null (hill_figure_find ("qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", NULL));
}

/* A word that the list offers must be taken; there may be another reason why that figure cannot be drawn. */
static void
try_word (const HillFigure *figure,
          HillFigureSource *source,
          const char       *key,
          const char       *word)
{
  g_autoptr(HillPlot) plot = NULL;
  g_autoptr(GError) error = NULL;

  hill_figure_source_forget (source);
  hill_figure_source_set (source, key, word);
  plot = hill_figure_new_plot (figure, source, &error);
  g_assert_true ((plot != NULL) == (error == NULL));
  if (error != NULL)
    g_assert_null (strstr (error->message, "is not known"));
  hill_figure_source_unset (source, key);
}

static void
try_all_words (const HillFigure *figure,
               HillFigureSource *source)
{
  for (const HillFigureKey *key = figure->keys; key->name != NULL; key++)
    {
      g_auto(GStrv) words = g_strsplit (key->values, "|", 0);

      if (!g_ascii_isupper (words[0][0]))
        for (char **word = words; *word != NULL; word++)
          try_word (figure, source, key->name, *word);
    }
}

static void
test_words (gconstpointer spec)
{
  g_autoptr(HillFigureSource) source = new_source (spec);
  gsize n;
  const HillFigure *all = hill_figure_get_all (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(HillPlot) plot = NULL;
      g_autofree char *sentence = NULL, *csv = NULL;

      if (!hill_figure_check (&all[i], hill_figure_source_get_dataset (source), NULL) || g_str_equal (all[i].name, "contest"))
        continue;
      hill_figure_source_forget (source);
      plot = hill_figure_new_plot (&all[i], source, NULL);
      g_assert_nonnull (plot);
      sentence = hill_plot_describe (plot);
      csv = hill_plot_to_csv (plot);
      g_assert_cmpstr (sentence, !=, "");
      g_assert_cmpstr (csv, !=, "");
      /* These train anew for every word. */
      if (!g_str_has_prefix (all[i].name, "lambda"))
        try_all_words (&all[i], source);
    }
}

/* (transfer full): what the figure says, then its numbers. */
static char *
draw (HillFigureSource *source,
      const char       *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HillPlot) plot = hill_figure_new_plot (hill_figure_find (name, NULL), source, &error);
  g_autofree char *sentence = NULL, *csv = NULL;

  g_assert_no_error (error);
  sentence = hill_plot_describe (plot);
  csv = hill_plot_to_csv (plot);
  return g_strconcat (sentence, csv, NULL);
}

static void
set_all (HillFigureSource   *source,
         const char * const *pairs)
{
  for (; *pairs != NULL; pairs += 2)
    hill_figure_source_set (source, pairs[0], pairs[1]);
}

/* The walk is that of the window, with its branches, unless another is asked for. */
static void
test_walk_shown (void)
{
  static const char * const shown[] = {
    "descent.ground", "2", "descent.options.optimizer", "momentum", "descent.options.rate", "0.02", "descent.options.noise", "0.5",
    "descent.options.start-x", "0.5", "descent.options.start-y", "-0.25", "descent.options.step", "9",
    "descent.options.branches", "5 rate=0.01", NULL
  };
  g_autoptr(HillFigureSource) source = new_source ("points:blobs");
  g_autofree char *first = NULL, *straight = NULL, *earlier = NULL, *other = NULL, *bowl = NULL;

  bowl = draw (source, "surface");
  g_assert_nonnull (strstr (bowl, "step 20 of"));
  set_all (source, shown);
  first = draw (source, "surface");
  g_assert_nonnull (strstr (first, "step 9 of"));
  hill_figure_source_set (source, "descent.options.branches", "");
  straight = draw (source, "surface");
  g_assert_cmpstr (straight, !=, first);
  hill_figure_source_set (source, "walked", "3");
  earlier = draw (source, "surface");
  g_assert_nonnull (strstr (earlier, "step 3 of"));
  hill_figure_source_unset (source, "walked");
  hill_figure_source_set (source, "surface", "bowl");
  hill_figure_source_set (source, "optimizer", "gd");
  other = draw (source, "surface");
  g_assert_cmpstr (other, ==, bowl);
}

static void
test_points_shown (void)
{
  static const char * const shown[] = {
    "descent.ground", "9", "descent.points-view.points", "0.5 -0.25 A; -0.5 0.125 B; 0.75 1 C; 0 0 A", "descent.points-view.step", "9",
    "descent.points-view.branches", "3 rate=0.5; 6 weights=1,0,0.5,0,1,0,0,-0.25,1", NULL
  };
  g_autoptr(HillFigureSource) source = new_source ("points:blobs");
  g_autofree char *first = NULL, *shown_now = NULL, *moons = NULL, *again = NULL;

  first = draw (source, "points");
  set_all (source, shown);
  shown_now = draw (source, "points");
  g_assert_nonnull (strstr (shown_now, "-0.25"));
  g_assert_null (strstr (first, "-0.25"));
  hill_figure_source_set (source, "points", "moons");
  moons = draw (source, "points");
  hill_figure_source_set (source, "points", "blobs");
  again = draw (source, "points");
  g_assert_cmpstr (moons, !=, again);
  g_assert_cmpstr (again, ==, first);
}

/* What the window shows is as good as what is set. */
static void
assert_shown (const char         *spec,
              const char         *figure,
              const char * const *shown,
              const char * const *set)
{
  g_autoptr(HillFigureSource) plain = new_source (spec), by_view = new_source (spec), by_hand = new_source (spec);
  g_autofree char *first = draw (plain, figure), *second = NULL, *third = NULL;

  set_all (by_view, shown);
  set_all (by_hand, set);
  second = draw (by_view, figure);
  third = draw (by_hand, figure);
  g_assert_cmpstr (second, ==, third);
  g_assert_cmpstr (second, !=, first);
}

static void
test_view_shown (void)
{
  const char * const hue[] = { "features.hue-view.n-bins", "36", "features.hue-view.weight", "1", NULL };
  const char * const hue_set[] = { "hue", "36:counts:saturation", NULL };
  const char * const hog[] = { "features.hog-view.cell", "4", "features.hog-view.n-bins", "12", "features.hog-view.is-signed", "true", NULL };
  const char * const hog_set[] = { "hog", "4:12:signed", NULL };
  const char * const cell[] = { "features.hog-view.row", "1", "features.hog-view.column", "2", NULL };
  const char * const cell_set[] = { "row", "2", "column", "3", NULL };
  const char * const image[] = { "features.split", "1", "features.image", "5", NULL };
  const char * const image_set[] = { "split", "test", "example", "6", NULL };
  const char * const secant[] = { "gradient.loss-choice", "2", "gradient.derivative.step-scale", "4", "gradient.derivative.class-choice", "1",
                                  "gradient.derivative.feature-choice", "0", "gradient.derivative.centered-button", "true", NULL };
  const char * const secant_set[] = { "loss", "hinge", "h", "0.1", "weight", "3", "centered", "yes", NULL };
  const char * const direction[] = { "gradient.direction.angle-scale", "45", "gradient.examples-choice", "0", NULL };
  const char * const direction_set[] = { "angle", "45", "examples", "32", NULL };
  const char * const check[] = { "gradient.check.step-choice", "0", "gradient.check.which-choice", "2", NULL };
  const char * const check_set[] = { "h", "0.001", "weights", "20", NULL };

  assert_shown ("scenes", "hue-histogram", hue, hue_set);
  assert_shown ("scenes", "hog-vector", hog, hog_set);
  assert_shown ("scenes", "hog-cell", cell, cell_set);
  assert_shown ("scenes", "image", image, image_set);
  assert_shown ("points:blobs", "derivative", secant, secant_set);
  assert_shown ("points:blobs", "direction-slopes", direction, direction_set);
  assert_shown ("scenes", "check-histogram", check, check_set);
}

static void
test_recipe (void)
{
  g_autoptr(HillFigureSource) source = new_source ("points:blobs");
  g_autofree char *recipe = NULL;
  g_autoptr(HillExperimentFile) file = NULL;
  GError *error = NULL;

  hill_figure_source_show_step (source, 4, &error);
  g_assert_no_error (error);
  recipe = hill_figure_source_dup_recipe (source, "descent");
  file = hill_experiment_file_parse (recipe, strlen (recipe), NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (file->step, ==, 4);
  g_assert_cmpstr (file->dataset, ==, "points:blobs");
  g_assert_cmpstr (g_hash_table_lookup (file->view, "page"), ==, "descent");
  g_assert_cmpuint (file->experiment.batch_size, ==, 25);
  g_assert_false (hill_figure_source_show_step (source, 100, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
  g_clear_error (&error);
}

/* What the file says of the view holds where nothing is set. */
static void
test_view (void)
{
  g_autoptr(HillFigureSource) source = hill_figure_source_new (NULL);
  static const char * const words[] = { "path", "gradient", "random", NULL };
  GError *error = NULL;
  gboolean is_log;
  guint choice;

  hill_figure_source_set_default (source, "descent.kind", "2");
  hill_figure_source_set_page (source, "descent");
  g_assert_true (hill_figure_source_get_choice (source, "plane", words, 0, &choice, &error));
  g_assert_cmpuint (choice, ==, 2);
  hill_figure_source_set (source, "descent.kind", "7");
  g_assert_true (hill_figure_source_get_choice (source, "plane", words, 1, &choice, &error));
  g_assert_cmpuint (choice, ==, 1);
  hill_figure_source_set (source, "plane", "gradient");
  g_assert_true (hill_figure_source_get_choice (source, "plane", words, 0, &choice, &error));
  g_assert_cmpuint (choice, ==, 1);
  hill_figure_source_set (source, "plane", "3");
  g_assert_false (hill_figure_source_get_choice (source, "plane", words, 0, &choice, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
  g_clear_error (&error);
  hill_figure_source_set_default (source, "training.loss-card.log-button", "true");
  hill_figure_source_set_page (source, "training");
  g_assert_true (hill_figure_source_get_flag (source, "log", FALSE, &is_log, &error));
  g_assert_true (is_log);
}

static void
test_steps (void)
{
  static const char * const wrong[] = { "", ",", "1,", "a", "-1", "1:", ":1", "3:2", "1:9:0", "1:2:3:4", "1e3", "0x10", " 1", "0:1000", "99999999999999999999" };
  g_autoptr(GArray) steps = hill_steps_parse ("3,10:20:5,end,0:2", NULL);
  static const guint64 right[] = { 3, 10, 15, 20, HILL_STEPS_END, 0, 1, 2 };

  g_assert_nonnull (steps);
  g_assert_cmpmem (steps->data, steps->len * sizeof (guint64), right, sizeof right);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (hill_steps_parse (wrong[i], &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
    }
}

static HillPlot *
new_curve (double x,
           double y)
{
  HillPlot *plot = hill_curve_plot_new (NULL, "x", "y");
  double xs[] = { 0, x }, ys[] = { 0, y };

  hill_curve_plot_add (plot, &(HillCurve) { .name = (char *) "c", .x = xs, .y = ys, .n_points = 2 });
  return plot;
}

/* In plots of one sequence the same place means the same number. */
static void
test_shared_ranges (void)
{
  HillPlot *plots[3] = { new_curve (1, 5), new_curve (10, 1), new_curve (2, 2) };
  const HillPlotHit place = { .x = 5, .y = 3 }, origin = { .x = 0, .y = 0 };
  cairo_rectangle_t places[3], origins[3];

  hill_plots_share_ranges (plots, 3);
  for (int i = 0; i < 3; i++)
    {
      g_assert_true (hill_plot_locate (plots[i], 400, 300, &hill_plot_style_light, &place, &places[i]));
      g_assert_true (hill_plot_locate (plots[i], 400, 300, &hill_plot_style_light, &origin, &origins[i]));
      g_assert_cmpfloat_with_epsilon (places[i].x, places[0].x, 1e-9);
      g_assert_cmpfloat_with_epsilon (places[i].y, places[0].y, 1e-9);
      g_assert_cmpfloat_with_epsilon (origins[i].x, origins[0].x, 1e-9);
      g_assert_cmpfloat_with_epsilon (origins[i].y, origins[0].y, 1e-9);
    }
  g_assert_cmpfloat (places[0].x, >, origins[0].x + 100);
  for (int i = 0; i < 3; i++)
    hill_plot_unref (plots[i]);
}

/* Templates of zeros have no scale of their own to impose. */
static void
test_shared_colors (void)
{
  const char * const names[] = { "a", NULL };
  const float zeros[5] = { 0 }, small[5] = { 0.1f, -0.1f, 0.1f, 0.1f, 0 }, large[5] = { 3, -3, 3, 3, 0 };
  HillPlot *plots[3] = {
    hill_template_plot_new (NULL, zeros, 1, 4, 2, 2, 1, names, HILL_TEMPLATE_DIVERGING),
    hill_template_plot_new (NULL, small, 1, 4, 2, 2, 1, names, HILL_TEMPLATE_DIVERGING),
    hill_template_plot_new (NULL, large, 1, 4, 2, 2, 1, names, HILL_TEMPLATE_DIVERGING),
  };

  hill_plots_share_ranges (plots, 2);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *sentence = hill_plot_describe (plots[i]);

      g_assert_nonnull (strstr (sentence, "0.1"));
    }
  hill_plots_share_ranges (plots, 3);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *sentence = hill_plot_describe (plots[i]);

      g_assert_nonnull (strstr (sentence, "3"));
      hill_plot_unref (plots[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figures/names", test_names);
  g_test_add_func ("/figures/suggestions", test_suggestions);
  g_test_add_data_func ("/figures/words/scenes", "scenes", test_words);
  g_test_add_data_func ("/figures/words/points", "points:blobs", test_words);
  g_test_add_func ("/figures/recipe", test_recipe);
  g_test_add_func ("/figures/view", test_view);
  g_test_add_func ("/figures/view-shown", test_view_shown);
  g_test_add_func ("/figures/walk-shown", test_walk_shown);
  g_test_add_func ("/figures/points-shown", test_points_shown);
  g_test_add_func ("/figures/steps", test_steps);
  g_test_add_func ("/figures/shared-ranges", test_shared_ranges);
  g_test_add_func ("/figures/shared-colors", test_shared_colors);
  return g_test_run ();
}
