/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a person waits for who takes figures away: a slide of each kind of plot as PNG, and a landscape's walk as a PDF of 60 pages.
 * Prints name=seconds; the best of three. */

#include "../unit/export-plots.h"

#include "hill-export-size.h"
#include "hill-export.h"

#define N_PAGES 60
#define N_REPEATS 3

static HillExportOptions
get_slide (HillExportFormat format)
{
  const HillExportSize *slide = hill_export_size_find ("slide");
  HillExportOptions options = { .format = format, .width = slide->width, .height = slide->height, .dpi = slide->dpi };

  hill_export_style_init (&options.style, HILL_GROUND_WHITE, slide->font_size);
  return options;
}

static double
time_png (const HillPlot *plot)
{
  HillExportOptions options = get_slide (HILL_EXPORT_PNG);
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GBytes) file = hill_plot_render (plot, &options, NULL);

  return file != NULL ? 1e-6 * (double) (g_get_monotonic_time () - start) : NAN;
}

static double
time_pages (void)
{
  HillExportOptions options = get_slide (HILL_EXPORT_PDF);
  gint64 start = g_get_monotonic_time ();
  g_autoptr(HillPages) pages = hill_pages_new (&options);
  g_autoptr(GBytes) file = NULL;

  for (int i = 0; i < N_PAGES; i++)
    {
      g_autoptr(HillPlot) plot = new_export_landscape (101);

      hill_pages_add (pages, plot, NULL);
    }
  file = hill_pages_finish (pages, NULL);
  return file != NULL ? 1e-6 * (double) (g_get_monotonic_time () - start) : NAN;
}

int
main (int    argc,
      char **argv)
{
  static const char * const names[N_EXPORT_PLOTS] = { "curves", "templates", "confusion", "landscape" };
  double pages = INFINITY;

  for (guint i = 0; i < N_EXPORT_PLOTS; i++)
    {
      g_autoptr(HillPlot) plot = new_export_plot (i);
      double best = INFINITY;

      for (int k = 0; k < N_REPEATS; k++)
        best = MIN (best, time_png (plot));
      g_print ("png_1920x1080_%s=%.3f\n", names[i], best);
    }
  for (int k = 0; k < N_REPEATS; k++)
    pages = MIN (pages, time_pages ());
  g_print ("pdf_%d_landscapes=%.3f\n", N_PAGES, pages);
  return 0;
}
