/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a plot draws, and its table, are the same where people write a decimal comma: figures of a course go through many hands. */

#include "hill-curve-plot.h"
#include "hill-glyph-plot.h"
#include "hill-shape-plot.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#define WIDTH 400
#define HEIGHT 300

static HillPlot *
new_curves (gboolean percent,
            gboolean log_y)
{
  double x[] = { 0, 0.25, 0.5, 1 }, y[] = { 0.15, 0.001, 0.5, 0.75 };
  const HillCurve curve = { .name = (char *) "loss", .x = x, .y = y, .n_points = G_N_ELEMENTS (x) };
  HillPlot *plot = hill_curve_plot_new ("Loss", "steps", "loss");

  hill_curve_plot_set_percent (plot, percent);
  hill_curve_plot_set_log_y (plot, log_y);
  hill_curve_plot_add (plot, &curve);
  return plot;
}

static HillPlot *
new_glyphs (void)
{
  const float values[16] = { 1, 0.5f, 0.25f, 0.125f };
  const HillGlyphGrid grid = { .n_rows = 1, .n_columns = 2, .n_bins = 8, .cell = 8 };

  return hill_glyph_plot_new (NULL, values, &grid, NULL);
}

static HillPlot *
new_shapes (void)
{
  double losses[25];

  for (int i = 0; i < 25; i++)
    losses[i] = 0.1 + 0.3 * i;
  return hill_shape_plot_new ("w1", "w2", -1.5, 1.5, 5, losses);
}

static GPtrArray *
new_plots (void)
{
  GPtrArray *plots = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_plot_unref);

  g_ptr_array_add (plots, new_curves (FALSE, FALSE));
  g_ptr_array_add (plots, new_curves (TRUE, FALSE));
  g_ptr_array_add (plots, new_curves (FALSE, TRUE));
  g_ptr_array_add (plots, new_glyphs ());
  g_ptr_array_add (plots, new_shapes ());
  return plots;
}

/* The pixels, and the table. */
static GBytes *
look (const HillPlot *plot)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autofree char *table = hill_plot_to_csv (plot);
  GByteArray *all = g_byte_array_new ();

  hill_plot_draw (plot, cr, WIDTH, HEIGHT, &hill_plot_style_light);
  cairo_surface_flush (surface);
  g_byte_array_append (all, cairo_image_surface_get_data (surface), (guint) (HEIGHT * cairo_image_surface_get_stride (surface)));
  g_byte_array_append (all, (const guint8 *) table, (guint) strlen (table));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (all);
}

/* (nullable): a folder with the locale de_DE.UTF-8 in it. */
static char *
make_locale (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hill-XXXXXX", NULL);
  g_autofree char *place = g_build_filename (folder, "de_DE.UTF-8", NULL);
  const char *words[] = { "localedef", "--no-archive", "-i", "de_DE", "-f", "UTF-8", place, NULL };

  if (g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                    NULL, NULL, NULL, NULL, NULL) && g_file_test (place, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&folder);
  g_rmdir (folder);
  return NULL;
}

static void
remove_locale (const char *folder)
{
  const char *words[] = { "rm", "-r", folder, NULL };

  g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
compare (void)
{
  g_autoptr(GPtrArray) plots = new_plots ();
  g_autofree char *comma = NULL;

  for (guint i = 0; i < plots->len; i++)
    {
      g_autoptr(GBytes) german = NULL, plain = NULL;

      setlocale (LC_NUMERIC, "de_DE.UTF-8");
      german = look (g_ptr_array_index (plots, i));
      setlocale (LC_NUMERIC, "C");
      plain = look (g_ptr_array_index (plots, i));
      g_test_message ("plot %u", i);
      g_assert_true (g_bytes_equal (german, plain));
    }
  setlocale (LC_NUMERIC, "de_DE.UTF-8");
  comma = g_strdup_printf ("%.1f", 0.5);
  g_assert_cmpstr (comma, ==, "0,5");           /* it was in force */
  setlocale (LC_NUMERIC, "C");
}

static void
test_comma (void)
{
  g_autofree char *folder = make_locale ();

  if (folder == NULL)
    {
      g_test_skip ("localedef cannot make a locale with a decimal comma here");
      return;
    }
  g_setenv ("LOCPATH", folder, TRUE);
  compare ();
  remove_locale (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot-locale/comma", test_comma);
  return g_test_run ();
}
