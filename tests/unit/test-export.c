/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Figures as files: the size that was asked for, the same bytes each time, sharp samples, text that is text, and the experiment inside. */

#define _GNU_SOURCE           /* memmem() */

#include "export-plots.h"

#include "hill-error.h"
#include "hill-export-size.h"
#include "hill-export.h"
#include "hill-plot-table.h"
#include "hill-recipe.h"

#include <glib/gstdio.h>
#include <png.h>
#include <string.h>

static const char recipe[] = "[experiment]\nformat=1\nname=λ & <b>(1)\\</b> \"香蕉\"\n";

static HillExportOptions
get_options (HillExportFormat format)
{
  return (HillExportOptions) { .format = format, .width = 300, .height = 200, .dpi = 144, .style = hill_plot_style_light, .recipe = recipe };
}

static GBytes *
render (const HillPlot          *plot,
        const HillExportOptions *options)
{
  g_autoptr(GError) error = NULL;
  GBytes *file = hill_plot_render (plot, options, &error);

  g_assert_no_error (error);
  g_assert_nonnull (file);
  return file;
}

/* ---- files */

static void
assert_png (const char *path,
            guint       width,
            guint       height,
            guint       dpi)
{
  FILE *file = fopen (path, "rb");
  png_structp png = png_create_read_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  png_textp texts;
  int n_texts;
  gboolean found = FALSE;

  g_assert_nonnull (file);
  png_init_io (png, file);
  png_read_png (png, info, 0, NULL);
  g_assert_cmpuint (png_get_image_width (png, info), ==, width);
  g_assert_cmpuint (png_get_image_height (png, info), ==, height);
  g_assert_cmpuint (png_get_x_pixels_per_inch (png, info), ==, dpi);
  png_get_text (png, info, &texts, &n_texts);
  for (int i = 0; i < n_texts; i++)
    found |= g_str_equal (texts[i].key, HILL_RECIPE_KEYWORD) && g_str_equal (texts[i].text, recipe);
  g_assert_true (found);
  png_destroy_read_struct (&png, &info, NULL);
  fclose (file);
}

static void
test_files (void)
{
  static const struct { const char *name, *start; } files[] = { { "a.png", "\x89PNG" }, { "b.svg", "<?xml" }, { "c.pdf", "%PDF" }, { "D.PNG", "\x89PNG" } };
  g_autoptr(HillPlot) plot = new_export_templates ();
  HillExportOptions options = get_options (HILL_EXPORT_PNG);
  g_autofree char *folder = g_dir_make_tmp ("hill-plots-XXXXXX", NULL);
  g_autofree char *other = g_build_filename (folder, "e.bmp", NULL);
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i].name, NULL);
      g_autofree char *contents = NULL;
      g_autofree char *found = NULL;

      g_assert_true (hill_plot_export (plot, path, &options, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
      g_assert_true (g_str_has_prefix (contents, files[i].start));
      if (files[i].start[0] == '\x89')
        assert_png (path, 600, 400, 144);
      found = hill_recipe_read (path, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (found, ==, recipe);
      g_remove (path);
    }
  g_assert_false (hill_plot_export (plot, other, &options, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_false (hill_plot_export (plot, "/nowhere/at/all.png", &options, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_IO);
}

static void
test_range (void)
{
  g_autoptr(HillPlot) plot = new_export_templates ();
  HillExportOptions options = get_options (HILL_EXPORT_PNG);
  g_autoptr(GError) error = NULL;

  options.width = 14400;
  options.height = 14400;
  g_assert_null (hill_plot_render (plot, &options, &error));
  g_assert_error (error, HILL_ERROR, HILL_ERROR_TOO_LARGE);
}

/* Whatever was drawn before. */
static void
test_same_bytes (void)
{
  g_autoptr(HillPlot) templates = new_export_templates ();
  g_autoptr(HillPlot) curves = new_export_curves ();

  for (int format = 0; format < HILL_EXPORT_N_FORMATS; format++)
    {
      HillExportOptions options = get_options ((HillExportFormat) format);
      g_autoptr(GBytes) first = render (templates, &options);
      g_autoptr(GBytes) other = render (curves, &options);
      g_autoptr(GBytes) second = render (templates, &options);

      g_assert_true (g_bytes_equal (first, second));
      g_assert_false (g_bytes_equal (first, other));
    }
}

static gpointer
render_again (gpointer data)
{
  GPtrArray *plots = data;
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < plots->len; i++)
    for (int format = 0; format < HILL_EXPORT_N_FORMATS; format++)
      {
        HillExportOptions options = get_options ((HillExportFormat) format);

        g_ptr_array_add (files, render (g_ptr_array_index (plots, i), &options));
      }
  return files;
}

/* While the window draws a plot, a thread may export it. */
static void
test_threads (void)
{
  g_autoptr(GPtrArray) plots = g_ptr_array_new_with_free_func ((GDestroyNotify) hill_plot_unref);
  g_autoptr(GPtrArray) here = NULL;
  GPtrArray *there[2];
  GThread *threads[2];

  for (guint i = 0; i < N_EXPORT_PLOTS; i++)
    g_ptr_array_add (plots, new_export_plot (i));
  for (guint k = 0; k < G_N_ELEMENTS (threads); k++)
    threads[k] = g_thread_new ("export", render_again, plots);
  here = render_again (plots);
  for (guint k = 0; k < G_N_ELEMENTS (threads); k++)
    {
      there[k] = g_thread_join (threads[k]);
      for (guint i = 0; i < here->len; i++)
        g_assert_true (g_bytes_equal (g_ptr_array_index (here, i), g_ptr_array_index (there[k], i)));
      g_ptr_array_unref (there[k]);
    }
}

static guint
count (const char *text,
       const char *what)
{
  guint n = 0;

  for (const char *p = strstr (text, what); p != NULL; p = strstr (p + 1, what))
    n++;
  return n;
}

/* Text can be searched, and nothing of it is drawn twice. */
static void
test_text (void)
{
  g_autoptr(HillPlot) plot = new_export_curves ();
  HillExportOptions options = get_options (HILL_EXPORT_SVG);
  g_autoptr(GBytes) outlines = render (plot, &options);
  g_autoptr(GBytes) text = NULL;
  g_autofree char *svg = NULL;
  g_autofree char *drawn = g_strndup (g_bytes_get_data (outlines, NULL), g_bytes_get_size (outlines));

  options.text_as_text = TRUE;
  text = render (plot, &options);
  svg = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
  g_assert_cmpuint (count (drawn, "<text"), ==, 0);
  g_assert_cmpuint (count (drawn, "<symbol"), >, 10);
  g_assert_cmpuint (count (svg, "<symbol"), ==, 0);
  g_assert_cmpuint (count (svg, "fill-opacity:0.0123"), ==, 0);
  g_assert_cmpuint (count (svg, ">Title &lt;1&gt; &amp; λ</text>"), ==, 1);
  g_assert_cmpuint (count (svg, ">loss</text>"), ==, 1);
  g_assert_cmpuint (count (svg, "</svg>"), ==, 1);
}

static void
test_pages (void)
{
  g_autoptr(HillPlot) plot = new_export_curves ();
  HillExportOptions options = get_options (HILL_EXPORT_PDF);
  g_autoptr(HillPages) pages = hill_pages_new (&options);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) file = NULL;
  g_autofree char *found = NULL;

  for (int i = 0; i < 7; i++)
    g_assert_true (hill_pages_add (pages, plot, &error));
  file = hill_pages_finish (pages, &error);
  g_assert_no_error (error);
  g_assert_nonnull (memmem (g_bytes_get_data (file, NULL), g_bytes_get_size (file), "/Count 7", 8));
  found = hill_recipe_find (g_bytes_get_data (file, NULL), g_bytes_get_size (file), "pages.pdf", &error);
  g_assert_cmpstr (found, ==, recipe);
}

/* The maps of a sequence lie at one place, whether there are arrows to be named or not. */
static void
test_sequence (void)
{
  g_autoptr(HillPlot) bare = new_export_landscape (20);
  g_autoptr(HillPlot) arrows = new_export_landscape (20);
  HillPlot *plots[] = { bare, arrows };
  HillPlotHit hit = { .series = -1, .index = -1 };
  cairo_rectangle_t places[3];
  HillPlotStyle style = hill_plot_style_slides;

  hill_landscape_plot_add_arrow (arrows, HILL_ARROW_MEAN, 0, 0, 0.1, 0.1);
  hill_landscape_plot_add_arrow (arrows, HILL_ARROW_FULL, 0, 0, 0.1, 0.2);
  style.font_size = 22;
  g_assert_true (hill_plot_move (bare, &hit, 0, 0));
  g_assert_true (hill_plot_locate (bare, 480, 540, &style, &hit, &places[0]));
  hill_plots_share_ranges (plots, G_N_ELEMENTS (plots));
  g_assert_true (hill_plot_locate (bare, 480, 540, &style, &hit, &places[1]));
  g_assert_true (hill_plot_locate (arrows, 480, 540, &style, &hit, &places[2]));
  g_assert_cmpfloat (places[0].y, !=, places[1].y);
  g_assert_cmpfloat (places[1].x, ==, places[2].x);
  g_assert_cmpfloat (places[1].y, ==, places[2].y);
}

/* What the clipboard gets says the same as the CSV. */
static void
test_tables (void)
{
  static const guint64 counts[] = { 8, 1, 1, 10 };
  static const char * const names[] = { "=a_1", "b\t&" };
  g_autoptr(HillPlot) plot = hill_confusion_plot_new ("Title", counts, 2, names);
  g_autofree char *tsv = hill_plot_to_tsv (plot);
  g_autofree char *latex = hill_plot_to_latex (plot);
  g_auto(GStrv) lines = g_strsplit (tsv, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_cmpstr (lines[1], ==, "'=a_1\t8\t1");
  g_assert_cmpstr (lines[2], ==, "b &\t1\t10");
  g_assert_true (g_str_has_prefix (latex, "\\begin{tabular}{lrr}\n"));
  g_assert_nonnull (strstr (latex, "  =a\\_1 & 8 & 1 \\\\\n"));
  g_assert_true (g_str_has_suffix (latex, "\\end{tabular}\n"));
}

/* ---- sizes and grounds */

static void
assert_size (const char *text,
             double      width,
             double      height)
{
  double w = 0, h = 0;

  g_assert_true (hill_export_size_parse (text, 144, &w, &h, NULL));
  g_assert_cmpfloat_with_epsilon (w, width, 1e-9);
  g_assert_cmpfloat_with_epsilon (h, height, 1e-9);
}

static void
test_sizes (void)
{
  static const char * const wrong[] = { "", "x", "10", "10x", "x10", "1.2.3x4", "-1x5", "nanx5", "0x10x5", "5x5mm", "5x5 cm", "1x1", "99999x9in", "1e3x5" };
  gsize n;
  const HillExportSize *sizes = hill_export_sizes_get (&n);

  assert_size ("1920x1080", 960, 540);
  assert_size ("1920x1080px", 960, 540);
  assert_size ("12.7x2.54cm", 360, 72);
  assert_size ("5x4in", 360, 288);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;
      double w, h;

      g_assert_false (hill_export_size_parse (wrong[i], 144, &w, &h, &error));
      g_assert_error (error, HILL_ERROR, HILL_ERROR_ARGUMENT);
    }
  for (gsize i = 0; i < n; i++)
    g_assert_true (hill_export_size_find (sizes[i].name) == &sizes[i]);
  g_assert_cmpfloat_with_epsilon (hill_export_choose_font_size (sizes[0].width, sizes[0].height), sizes[0].font_size, 1e-9);
}

static void
test_contrast (void)
{
  HillColor white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 1 };
  HillPlotStyle style;

  g_assert_cmpfloat_with_epsilon (hill_color_get_contrast (white, black), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (hill_color_get_contrast (white, white), 1, 1e-9);
  for (int ground = 0; ground < HILL_N_GROUNDS; ground++)
    {
      hill_export_style_init (&style, (HillGround) ground, 20);
      g_assert_cmpfloat (hill_export_style_get_contrast (&style, style.background), >=, 4.5);
    }
  /* Dark letters without a ground are for light slides. */
  hill_export_style_init (&style, HILL_GROUND_TRANSPARENT, 20);
  g_assert_cmpfloat (hill_export_style_get_contrast (&style, hill_plot_style_dark.background), <, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/files", test_files);
  g_test_add_func ("/export/range", test_range);
  g_test_add_func ("/export/same-bytes", test_same_bytes);
  g_test_add_func ("/export/threads", test_threads);
  g_test_add_func ("/export/text", test_text);
  g_test_add_func ("/export/pages", test_pages);
  g_test_add_func ("/export/sequence", test_sequence);
  g_test_add_func ("/export/tables", test_tables);
  g_test_add_func ("/export/sizes", test_sizes);
  g_test_add_func ("/export/contrast", test_contrast);
  return g_test_run ();
}
