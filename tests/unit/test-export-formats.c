/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One figure, four files: what is on the screen, the PNG, the SVG as librsvg draws it, and the PDF as poppler draws it, are the same
 * picture. */

#include "export-plots.h"

#include "hill-export-size.h"
#include "hill-export.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 480
#define HEIGHT 320
#define DPI 144
#define SCALE 2
/* Of two drawings that differ by antialiasing, and by lines that a screen has on whole pixels: the mean difference of a channel, of 255,
 * and the share of pixels in which one differs by more than 100.  Smoothed samples, or a label elsewhere, are far beyond. */
#define MEAN_TOLERANCE 3.0
#define SHARE_TOLERANCE 0.015

static char *folder;

static HillExportOptions
get_options (void)
{
  HillExportOptions options = { .width = WIDTH, .height = HEIGHT, .dpi = DPI };

  hill_export_style_init (&options.style, HILL_GROUND_WHITE, 14);
  return options;
}

static char *
save (const HillPlot          *plot,
      const char              *name,
      const HillExportOptions *options)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  hill_plot_export (plot, path, options, &error);
  g_assert_no_error (error);
  return path;
}

static cairo_surface_t *
load (const char *path)
{
  cairo_surface_t *surface = cairo_image_surface_create_from_png (path);

  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  return surface;
}

/* Of red, green and blue. */
static int
get_difference (guint32 a,
                guint32 b,
                double *sum)
{
  int most = 0;

  for (int shift = 0; shift < 24; shift += 8)
    {
      int difference = abs ((int) (a >> shift & 0xff) - (int) (b >> shift & 0xff));

      most = MAX (most, difference);
      *sum += difference;
    }
  return most;
}

static void
assert_alike (cairo_surface_t *a,
              cairo_surface_t *b,
              const char      *what,
              double           mean_tolerance,
              double           share_tolerance)
{
  gsize width = WIDTH * SCALE, height = HEIGHT * SCALE, n_far = 0;
  double sum = 0, mean, share;

  g_assert_cmpint (cairo_image_surface_get_width (b), ==, cairo_image_surface_get_width (a));
  g_assert_cmpint (cairo_image_surface_get_height (b), ==, cairo_image_surface_get_height (a));
  for (gsize y = 0; y < height; y++)
    {
      const guint32 *row_a = (const guint32 *) (const void *) (cairo_image_surface_get_data (a) + y * cairo_image_surface_get_stride (a));
      const guint32 *row_b = (const guint32 *) (const void *) (cairo_image_surface_get_data (b) + y * cairo_image_surface_get_stride (b));

      for (gsize x = 0; x < width; x++)
        n_far += get_difference (row_a[x], row_b[x], &sum) > 100 ? 1 : 0;
    }
  mean = sum / (3.0 * width * height);
  share = (double) n_far / (width * height);
  g_test_message ("%s: mean difference %.3f, share of pixels far off %.4f", what, mean, share);
  g_assert_cmpfloat (mean, <=, mean_tolerance);
  g_assert_cmpfloat (share, <=, share_tolerance);
}

static cairo_surface_t *
draw_as_widget (const HillPlot      *plot,
                const HillPlotStyle *style)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH * SCALE, HEIGHT * SCALE);
  HillPlotStyle scaled = *style;
  cairo_t *cr = cairo_create (surface);

  scaled.pixel_scale = SCALE;
  cairo_scale (cr, SCALE, SCALE);
  hill_plot_draw (plot, cr, WIDTH, HEIGHT, &scaled);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static void
test_screen (void)
{
  for (guint i = 0; i < N_EXPORT_PLOTS; i++)
    {
      g_autoptr(HillPlot) plot = new_export_plot (i);
      HillExportOptions options = get_options ();
      g_autofree char *path = save (plot, "a.png", &options);
      cairo_surface_t *png = load (path), *screen = draw_as_widget (plot, &options.style);

      assert_alike (screen, png, "screen", 0, 0);
      cairo_surface_destroy (png);
      cairo_surface_destroy (screen);
      g_remove (path);
    }
}

/* FALSE where the program is not installed. */
static gboolean
run (const char * const *argv)
{
  g_autofree char *program = g_find_program_in_path (argv[0]);
  g_autoptr(GError) error = NULL;
  int status = 0;

  if (program == NULL)
    return FALSE;
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return TRUE;
}

static void
compare (const char * const *argv,
         guint               i,
         const char         *name,
         gboolean            text)
{
  g_autoptr(HillPlot) plot = new_export_plot (i);
  HillExportOptions options = get_options ();
  g_autofree char *png_path = save (plot, "a.png", &options);
  g_autofree char *drawn_path = g_build_filename (folder, "drawn.png", NULL);
  g_autofree char *path = NULL;

  options.text_as_text = text;
  path = save (plot, name, &options);
  if (!run (argv))
    g_test_skip (argv[0]);
  else
    {
      cairo_surface_t *png = load (png_path), *drawn = load (drawn_path);

      assert_alike (png, drawn, argv[0], MEAN_TOLERANCE, SHARE_TOLERANCE);
      cairo_surface_destroy (png);
      cairo_surface_destroy (drawn);
    }
  g_remove (drawn_path);
  g_remove (png_path);
  g_remove (path);
}

static void
compare_svg (gboolean text)
{
  g_autofree char *in = g_build_filename (folder, "a.svg", NULL);
  g_autofree char *out = g_build_filename (folder, "drawn.png", NULL);
  const char *argv[] = { "rsvg-convert", "--width", "960", "--height", "640", "--output", out, in, NULL };

  for (guint i = 0; i < N_EXPORT_PLOTS; i++)
    compare (argv, i, "a.svg", text);
}

static void
test_svg (void)
{
  compare_svg (FALSE);
}

/* The same fonts are here: text lies where its outlines lay. */
static void
test_svg_text (void)
{
  compare_svg (TRUE);
}

static void
test_pdf (void)
{
  g_autofree char *in = g_build_filename (folder, "a.pdf", NULL);
  g_autofree char *out = g_build_filename (folder, "drawn", NULL);
  const char *argv[] = { "pdftoppm", "-r", "144", "-png", "-singlefile", in, out, NULL };

  for (guint i = 0; i < N_EXPORT_PLOTS; i++)
    compare (argv, i, "a.pdf", FALSE);
}

/* Every font of a PDF comes with it. */
static void
test_fonts (void)
{
  g_autoptr(HillPlot) plot = new_export_confusion ();
  HillExportOptions options = get_options ();
  g_autofree char *path = save (plot, "a.pdf", &options);
  const char *argv[] = { "pdffonts", path, NULL };
  g_autofree char *program = g_find_program_in_path (argv[0]);
  g_autofree char *out = NULL;
  g_auto(GStrv) lines = NULL;

  if (program == NULL)
    g_test_skip (argv[0]);
  else
    {
      g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, NULL, NULL));
      lines = g_strsplit (g_strstrip (out), "\n", -1);
      g_assert_cmpuint (g_strv_length (lines), >=, 4);
      for (guint i = 2; lines[i] != NULL; i++)
        g_assert_nonnull (strstr (lines[i], " yes yes "));
    }
  g_remove (path);
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("hill-formats-XXXXXX", NULL);
  g_test_add_func ("/export-formats/screen", test_screen);
  g_test_add_func ("/export-formats/svg", test_svg);
  g_test_add_func ("/export-formats/svg-text", test_svg_text);
  g_test_add_func ("/export-formats/pdf", test_pdf);
  g_test_add_func ("/export-formats/fonts", test_fonts);
  result = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return result;
}
